"""What the store and the database don't agree on: put aside, brought back, deleted when erased, or asked about."""

import json
import logging
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.core.management import CommandError, call_command
from django.db import OperationalError, connection, transaction
from django.utils import timezone

from etabli.foundation.files import orphans
from etabli.foundation.files.identity import mark_restored, restored_at
from etabli.foundation.files.models import ErasedContent, StoredFile
from etabli.foundation.files.receiving import FileRefused
from etabli.foundation.files.stored_files import erase
from etabli.foundation.files.stores import PARTIAL_FOLDER, PROBE_FOLDER, QUARANTINE_FOLDER, Store
from etabli.foundation.files.sweeping import Leaving, sweep
from etabli.foundation.files.tasks import sweep_daily
from etabli.foundation.journal import Irreversible, action, anyone, record
from etabli.foundation.journal.registry import ACTS
from etabli.foundation.people.viewer import Viewer
from etabli.site.checks import Verdict, files as file_checks
from tests import factories as make
from tests.factories import AT
from tests.foundation.files.places import kept, names

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _held(monkeypatch: pytest.MonkeyPatch) -> None:
    """Some object holds every file, unless a test says otherwise (`released`)."""
    for module in ("orphans", "sweeping"):
        monkeypatch.setattr(
            f"etabli.foundation.files.{module}.unheld_files",
            lambda: StoredFile.objects.filter(purpose="released"),
        )


@pytest.fixture
def swept(django_capture_on_commit_callbacks: Any) -> Callable[..., Any]:
    def after(days: int, **given: bool) -> Any:
        with django_capture_on_commit_callbacks(execute=True):
            return sweep(timezone.now() + timedelta(days=days), **given)

    return after


def lost(place: Store, number: int) -> set[str]:
    """Files that no row names."""
    kept()
    return {place.save(f"ff/{n}", ContentFile(b"%d" % n)) for n in range(number)}


def points(verdict: Verdict) -> list[str]:
    return [f"{point.text} → {point.mend}" for point in file_checks.look() if point.verdict is verdict]


def test_what_no_row_names_is_put_aside_for_thirty_days(place: Store, swept: Callable[..., Any]) -> None:
    unknown = lost(place, 3)
    swept(6)
    assert names(place, QUARANTINE_FOLDER) == set()
    swept(8)
    assert names(place, QUARANTINE_FOLDER) == unknown
    assert names(place) == {StoredFile.objects.get().content.name}
    assert any("3 fichier(s) en quarantaine" in text for text in points(Verdict.REMARK))
    swept(29)
    assert names(place, QUARANTINE_FOLDER) == unknown
    swept(31)
    assert names(place, QUARANTINE_FOLDER) == set()


def test_what_a_row_names_comes_back_by_itself(place: Store, swept: Callable[..., Any], caplog: Any) -> None:
    first, second = kept(name="a.pdf"), kept(name="b.pdf")
    for stored in (first, second):
        place.move(stored.content.name, f"{QUARANTINE_FOLDER}/{stored.content.name}")
    assert orphans.find_disagreement().missing == []
    assert points(Verdict.FAULT) == []
    with caplog.at_level(logging.WARNING), first.content.open("rb") as file:
        assert file.read() == make.PDF
    assert first.content.name in caplog.text
    swept(40)
    assert names(place) == {first.content.name, second.content.name}
    assert names(place, QUARANTINE_FOLDER) == set()


def test_what_nothing_holds_is_put_aside_with_its_row_gone(place: Store, swept: Callable[..., Any]) -> None:
    stored, other = kept(), kept()
    name = stored.content.name
    StoredFile.objects.filter(pk=stored.pk).update(purpose="released")
    for days in (0, 8):
        swept(days)
    assert StoredFile.objects.get() == other
    assert names(place, QUARANTINE_FOLDER) == {name}


def test_what_is_cut_short_while_it_is_written_or_tried_goes(place: Store, swept: Callable[..., Any]) -> None:
    for folder in (PARTIAL_FOLDER, PROBE_FOLDER):
        place.save(f"{folder}/x", ContentFile(b"x"))
    swept(0)
    assert names(place, PARTIAL_FOLDER) == names(place, PROBE_FOLDER) == {"x"}, "it may be under way"
    swept(2)
    assert names(place, PARTIAL_FOLDER) == names(place, PROBE_FOLDER) == set()


# What was erased


@pytest.mark.parametrize("where", ["the store", "the quarantine"])
def test_what_is_erased_leaves_the_store_and_the_quarantine_at_once(
    place: Store, django_capture_on_commit_callbacks: Any, where: str
) -> None:
    stored = kept()
    if where == "the quarantine":
        place.move(stored.content.name, f"{QUARANTINE_FOLDER}/{stored.content.name}")
    with django_capture_on_commit_callbacks(execute=True):
        erase(stored)
    assert names(place) == names(place, QUARANTINE_FOLDER) == set()
    assert not ErasedContent.objects.exists()


def test_what_could_not_be_erased_is_deleted_by_the_sweep_and_not_kept(
    place: Store,
    swept: Callable[..., Any],
    django_capture_on_commit_callbacks: Any,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    stored = kept()
    name = stored.content.name

    def fail(*_given: Any) -> None:
        raise OSError("the store is away")

    with monkeypatch.context() as away:
        away.setattr(type(storages["default"]), "delete", fail)
        with django_capture_on_commit_callbacks(execute=True):
            erase(stored)
        stored.delete()
        swept(40)
    assert names(place) == {name}
    assert names(place, QUARANTINE_FOLDER) == set(), "erased: it is not kept for another month"
    assert any("1 fichier(s) effacés" in text for text in points(Verdict.REMARK))
    swept(0)
    assert names(place) == set()
    assert not ErasedContent.objects.exists()


def test_an_erasure_that_comes_to_nothing_erases_nothing(place: Store, swept: Callable[..., Any]) -> None:
    stored = kept()
    with suppress(FileRefused), transaction.atomic():
        erase(stored)
        raise FileRefused("after all not")
    swept(40)
    assert names(place) == {StoredFile.objects.get().content.name}


# What asks a person


@pytest.mark.parametrize(
    ("files", "unknown", "asks"), [(0, 5, False), (0, 6, True), (294, 6, False), (293, 7, True)]
)
def test_more_than_two_percent_at_once_asks(files: int, unknown: int, asks: bool) -> None:
    assert Leaving(["x"] * unknown, [], files + unknown, None).asks is asks


def test_much_at_once_waits_until_somebody_agrees(
    place: Store, swept: Callable[..., Any], caplog: Any, capsys: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("etabli.foundation.files.sweeping.GRACE_PERIOD", timedelta(0))
    unknown = lost(place, 6)
    with caplog.at_level(logging.WARNING):
        sweep_daily(timezone.now())
    assert "6 of 7 files would leave" in caplog.text
    assert names(place) > unknown
    [text] = points(Verdict.FAULT)
    assert "6 fichiers sur 7" in text
    assert "etabli files sweep --agree" in text
    call_command("files", "sweep")
    words = capsys.readouterr().out
    assert "6 fichier(s) sur 7" in words
    assert all(name in words for name in unknown)
    assert names(place) > unknown, "it only says what it would do"
    call_command("files", "sweep", "--agree")
    assert names(place, QUARANTINE_FOLDER) == unknown
    assert points(Verdict.FAULT) == []


def test_after_a_restore_nothing_leaves_until_somebody_agrees(
    place: Store, swept: Callable[..., Any]
) -> None:
    unknown = lost(place, 1)
    swept(8)
    more = {place.save("ff/more", ContentFile(b"x"))}
    mark_restored(AT)
    for days in (8, 60):
        assert swept(days).asks
    assert names(place, QUARANTINE_FOLDER) == unknown, "nor is the quarantine emptied"
    assert any("restaurée le" in text for text in points(Verdict.REMARK))
    swept(8, agreed=True)
    assert restored_at() is None
    assert names(place, QUARANTINE_FOLDER) == unknown | more
    assert names(place) == {StoredFile.objects.get().content.name}


def test_the_quarantine_is_listed_and_given_back(
    place: Store, swept: Callable[..., Any], capsys: Any
) -> None:
    unknown = sorted(lost(place, 3))
    swept(8)
    call_command("files", "quarantine", "--json")
    assert sorted(row["file"] for row in json.loads(capsys.readouterr().out)) == unknown
    call_command("files", "quarantine")
    assert "3 fichier(s) en quarantaine" in capsys.readouterr().out
    with pytest.raises(SystemExit):
        call_command("files", "quarantine", "--restore", unknown[0], "ff/none")
    assert "ff/none n'y est pas" in capsys.readouterr().out
    assert names(place, QUARANTINE_FOLDER) == set(unknown[1:])
    call_command("files", "quarantine", "--restore", "--all", "--json")
    assert json.loads(capsys.readouterr().out) == {"restored": unknown[1:], "absent": [], "unnamed": 2}
    assert names(place) >= set(unknown)
    for line in (["--all"], ["--restore"], ["--restore", "x", "--all"]):
        with pytest.raises(CommandError, match="--restore"):
            call_command("files", "quarantine", *line)


# An act that fails


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("database", ["refuses", "has done it", "has done it and is gone"])
def test_a_file_goes_with_its_act_only_when_its_row_does(
    place: Store, monkeypatch: pytest.MonkeyPatch, database: str
) -> None:
    """The line may break while the database tells that all is done: nobody knows then whether the row is there."""

    @action("try.keep", sentence="Keep", may=anyone, undo=Irreversible("a test"))
    def keep(*, by: Viewer, at: datetime) -> None:
        record(kept(), before={}, after={})
        real.setattr(connection, "commit", commit)

    def commit() -> None:
        real.undo()
        if database != "refuses":
            connection.commit()
        if database == "has done it and is gone":
            real.setattr(StoredFile.objects, "filter", break_off)
        break_off()

    def break_off(**_given: Any) -> Any:
        raise OperationalError("the line is broken")

    with monkeypatch.context() as real:
        try:
            with pytest.raises(OperationalError):
                keep(by=Viewer.nobody(), at=AT)
        finally:
            del ACTS["try.keep"]
    assert names(place) == {stored.content.name for stored in StoredFile.objects.all()}
    assert len(names(place)) == (database != "refuses")
