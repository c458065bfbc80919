"""A store bears the identity of its installation: another's is refused, and nothing in it moves."""

import logging
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.core.files.base import ContentFile
from django.core.management import CommandError, call_command
from django.utils import timezone

from etabli.foundation.files import marker
from etabli.foundation.files.identity import identity
from etabli.foundation.files.marker import ForeignStore, claim, marker_of, preview_adoption
from etabli.foundation.files.models import Installation, StoredFile
from etabli.foundation.files.receiving import FileRefused
from etabli.foundation.files.s3 import StoreFailed
from etabli.foundation.files.stores import MARKER_NAME, QUARANTINE_FOLDER, Store
from etabli.foundation.files.sweeping import sweep
from etabli.foundation.files.tasks import sweep_daily
from etabli.foundation.parties.models import Party
from etabli.foundation.practice import PracticeCopy, use_copy
from etabli.site.checks import Verdict, files as file_checks
from etabli.site.preparing import try_files
from tests.foundation.files.places import emptied, kept, made, names

pytestmark = pytest.mark.django_db
OTHER = "f" * 32
LATER = timedelta(days=100)


def become(identity: str) -> None:
    """The same store, seen from the database of another installation: an empty one."""
    StoredFile.objects.all().delete()
    Installation.objects.update(identity=identity)


def faults() -> list[str]:
    return [f"{point.text} → {point.mend}" for point in file_checks.look() if point.verdict is Verdict.FAULT]


def test_an_empty_store_is_marked_by_its_first_file(place: Store) -> None:
    assert marker_of(place) is None
    stored = kept()
    assert marker_of(place) == identity()
    assert names(place) == {stored.content.name}, "the marker is nobody's file"


def test_a_database_that_does_not_know_the_files_touches_none(place: Store, capsys: Any, caplog: Any) -> None:
    """DATABASE_URL leads to an empty database: at its start, at its sweep, whatever is asked, nothing moves."""
    for n in range(10):
        kept(name=f"{n}.pdf")
    before = names(place)
    become(OTHER)
    try_files()
    assert "autre installation" in capsys.readouterr().err
    with caplog.at_level(logging.ERROR):
        sweep_daily(timezone.now() + LATER)
    assert "no file was touched" in caplog.text
    for call in (lambda: sweep(timezone.now() + LATER, agreed=True), lambda: claim(place)):
        with pytest.raises(ForeignStore):
            call()
    with pytest.raises(FileRefused, match="notre faute"):
        kept()
    [text] = faults()
    assert "10 fichiers" in text
    assert "etabli files adopt" in text
    for line in (["sweep", "--agree"], ["quarantine", "--restore", "--all"], ["move", "--to", "file:///x/y"]):
        with pytest.raises(CommandError, match="etabli files adopt"):
            call_command("files", *line)
    assert names(place) == before
    assert names(place, QUARANTINE_FOLDER) == set()


def test_what_is_adopted_is_said_before_it_is_done(place: Store, capsys: Any) -> None:
    kept()
    become(OTHER)
    call_command("files", "adopt")
    words = capsys.readouterr().out
    assert "1 fichier(s) s'y trouvent, dont 1 qu'aucune ligne" in words
    assert marker_of(place) != OTHER
    call_command("files", "adopt", "--agree")
    assert marker_of(place) == OTHER
    claim(place)
    assert faults() == []


def test_two_that_start_on_one_empty_store(place: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """The other marks it between our look and our mark."""

    def taken_meanwhile(store: Store) -> bool:
        assert store.save_new(MARKER_NAME, f"{OTHER}\n".encode())
        return True

    monkeypatch.setattr(marker, "_may_take", taken_meanwhile)
    with pytest.raises(ForeignStore) as refusal:
        claim(place)
    assert refusal.value.bearer == marker_of(place) == OTHER


def test_a_server_without_conditions_is_marked_all_the_same(server: str) -> None:
    from botocore.exceptions import ClientError

    place: Any = emptied(made(f"s3://files/simple?endpoint={server}&region=x"))

    def refuse(params: dict[str, Any], **_given: Any) -> None:
        if "If-None-Match" in params["headers"]:
            raise ClientError({"Error": {"Code": "NotImplemented"}}, "PutObject")

    place.bucket.meta.client.meta.events.register("before-call.s3.PutObject", refuse)
    claim(place)
    assert marker_of(place) == identity()
    assert not place.save_new(MARKER_NAME, b"another")
    assert marker_of(place) == identity()


@pytest.mark.parametrize(
    ("named", "unknown", "is_ours"), [(0, 0, True), (1, 3, True), (3, 0, True), (0, 3, False)]
)
def test_a_store_of_before_is_taken_when_its_files_are_known(
    place: Store, named: int, unknown: int, is_ours: bool
) -> None:
    for n in range(named):
        kept(name=f"{n}.pdf")
    for n in range(unknown):
        place.save(f"ff/{n}", ContentFile(b"x"))
    place.delete(MARKER_NAME)
    assert (preview_adoption(place).files, preview_adoption(place).unknown) == (named + unknown, unknown)
    if is_ours:
        claim(place)
        assert marker_of(place) == identity()
    else:
        with pytest.raises(ForeignStore):
            claim(place)
        assert marker_of(place) is None
        assert "3 fichiers" in faults()[0]


def test_a_marker_that_was_cut_short_is_nobody_s(place: Store) -> None:
    place.save(MARKER_NAME, ContentFile(b""))
    with pytest.raises(ForeignStore):
        claim(place)
    call_command("files", "adopt", "--agree")
    claim(place)


def test_the_marker_goes_along_to_another_store(place: Store, tmp_path: Path, capsys: Any) -> None:
    kept()
    away = (tmp_path / "away").as_uri()
    call_command("files", "move", "--to", away)
    assert marker_of(made(away)) == identity()
    strange = made((tmp_path / "strange").as_uri())
    strange.save_new(MARKER_NAME, f"{OTHER}\n".encode())
    with pytest.raises(CommandError, match="un endroit vide"):
        call_command("files", "move", "--to", (tmp_path / "strange").as_uri())
    assert names(strange) == set()


def test_a_practice_never_meets_the_marker(db: None, settings: Any, tmp_path: Path) -> None:
    """It has a folder and a database of its own: what is stored there neither reads nor writes the real one's."""
    from django.db import connection

    settings.MEDIA_ROOT = tmp_path / "real"
    copy = PracticeCopy(tmp_path / "copy")
    copy.folder.mkdir()
    with use_copy(copy):
        with connection.schema_editor() as tables:
            for app in ("parties", "files"):
                for model in apps.get_app_config(app).get_models():
                    tables.create_model(model)
        Party.objects.make_permanent()
        kept()
        inside = (copy.files / MARKER_NAME).read_text().strip()
        assert inside == identity()
        connection.close()
    assert not (tmp_path / "real").exists()
    kept()
    assert (tmp_path / "real" / MARKER_NAME).read_text().strip() == identity()


def test_a_store_that_is_away_is_no_stranger() -> None:
    with pytest.raises(StoreFailed):
        claim(made("s3://nobody?endpoint=http://127.0.0.1:9&region=x"))
