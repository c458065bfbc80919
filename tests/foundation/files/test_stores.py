"""The disk and a server that speaks S3 hold files alike: every test runs on both."""

from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from botocore.exceptions import ClientError
from django.core.files.base import ContentFile
from django.core.management import CommandError, call_command
from django.db import transaction
from django.utils import timezone

from etabli.foundation.files import orphans, responses, store_addresses, sweeping
from etabli.foundation.files.models import StoredFile
from etabli.foundation.files.moving import copy_all
from etabli.foundation.files.receiving import FileRefused
from etabli.foundation.files.store_addresses import BadAddress, storage_settings
from etabli.foundation.files.stored_files import erase
from etabli.foundation.files.stores import Store, current_store, storage_fault
from etabli.foundation.people.viewer import Viewer
from tests import factories as make
from tests.factories import AT
from tests.foundation.files.places import KEYS, emptied, kept, made

pytestmark = pytest.mark.django_db


def test_a_file_is_kept_given_back_and_erased(place: Store, django_capture_on_commit_callbacks: Any) -> None:
    stored = kept()
    assert [name for name, _at in place.walk()] == [stored.content.name]
    answer = responses.download_response(StoredFile.objects.get())
    assert b"".join(answer.streaming_content) == make.PDF  # type: ignore[arg-type]  # a file, not an async one
    assert answer["Content-Length"] == str(len(make.PDF))
    assert answer["Content-Disposition"].startswith("attachment;")
    assert "Location" not in answer
    with django_capture_on_commit_callbacks(execute=True):
        erase(stored)
    assert list(place.walk()) == []
    with pytest.raises(FileNotFoundError):
        place.open("00/nothing")
    answer.close()  # and, with it, the connection to the database


def test_a_store_is_tried_and_left_as_it_was(place: Store) -> None:
    assert storage_fault(place) is None
    assert list(place.walk()) == []


def test_an_act_that_fails_leaves_no_file(place: Store) -> None:
    from etabli.foundation.journal import Irreversible, action, anyone
    from etabli.foundation.journal.registry import ACTS

    @action("try.keep", sentence="Keep", may=anyone, undo=Irreversible("a test"))
    def keep(*, by: Viewer, at: Any) -> None:
        kept()
        raise FileRefused("too late")

    with pytest.raises(FileRefused):
        keep(by=Viewer.nobody(), at=AT)
    del ACTS["try.keep"]
    assert list(place.walk()) == []


def test_what_nothing_holds_goes_after_a_week(place: Store, django_capture_on_commit_callbacks: Any) -> None:
    kept()
    name, now = place.save("ff/without-a-row", ContentFile(b"x")), timezone.now()
    [row] = orphans.unheld_files()
    for days in (0, 6):
        sweeping.sweep(now + timedelta(days=days))
    assert StoredFile.objects.get().unheld_since == now
    assert set(orphans.find_disagreement().unknown) == {name}
    with django_capture_on_commit_callbacks(execute=True):
        sweeping.sweep(now + timedelta(days=8))
    assert not StoredFile.objects.filter(pk=row.pk).exists()
    assert list(place.walk()) == []


def test_a_row_whose_file_is_gone_is_named_and_is_not_a_failure(place: Store) -> None:
    stored = kept()
    place.delete(stored.content.name)
    assert orphans.find_disagreement().missing == [stored.content.name]
    from django.http import Http404

    with pytest.raises(Http404):
        responses.download_response(stored)


def test_files_are_taken_elsewhere_and_back(place: Store, server: str, tmp_path: Path, capsys: Any) -> None:
    stored = [kept(make.PDF + bytes((n,)), f"{n}.pdf") for n in range(3)]
    for away in ((tmp_path / "away").as_uri(), f"s3://files/away?endpoint={server}&region=eu-west-3"):
        target = emptied(made(away))
        target.save(stored[0].content.name, ContentFile(b"cut short"))
        call_command("files", "move", "--to", away, "--json")
        assert '"copied": 3' in capsys.readouterr().out
        call_command("files", "move", "--to", away, "--json")
        assert '"copied": 0, "there": 3' in capsys.readouterr().out
        assert {name for name, _at in target.walk()} == {one.content.name for one in stored}
        emptied(place)
        assert copy_all(target, place).copied == 3


def test_a_file_that_changed_is_not_taken_for_the_one_that_was_kept(place: Store, tmp_path: Path) -> None:
    stored = kept()
    place.delete(stored.content.name)
    place.save(stored.content.name, ContentFile(b"something else"))
    target = made((tmp_path / "away").as_uri())
    moved = copy_all(place, target)
    assert [name for name, _why in moved.failed] == [stored.content.name]
    assert list(target.walk()) == []


# What goes wrong


def test_a_store_that_does_not_answer_is_told_and_keeps_nothing(settings: Any, server: str) -> None:
    for address in (
        "s3://nobody?endpoint=http://127.0.0.1:9&region=x",
        f"s3://absent?endpoint={server}&region=x",
    ):
        settings.STORAGES = {**settings.STORAGES, "default": storage_settings(address, **KEYS)}
        assert storage_fault(current_store())
        with pytest.raises(FileRefused), transaction.atomic():
            kept()
        with pytest.raises(CommandError):
            call_command("files", "move", "--to", address)
    assert not StoredFile.objects.exists()


@pytest.mark.parametrize(
    ("code", "status"), [("ConditionalRequestConflict", 409), ("SlowDown", 503), ("PreconditionFailed", 412)]
)
def test_a_name_is_taken_only_where_the_server_says_so(
    server: str, monkeypatch: pytest.MonkeyPatch, code: str, status: int
) -> None:
    def refuse(**_given: Any) -> None:
        response: Any = {
            "Error": {"Code": code, "Message": ""},
            "ResponseMetadata": {"HTTPStatusCode": status},
        }
        raise ClientError(response, "PutObject")

    store: Any = emptied(made(f"s3://files/refused?endpoint={server}&region=eu-west-3"))
    bucket = SimpleNamespace(Object=lambda name: SimpleNamespace(put=refuse))
    monkeypatch.setattr(type(store), "exists", lambda _store, _name: False)
    monkeypatch.setattr(type(store), "bucket", bucket)
    if code == "PreconditionFailed":
        assert not store.save_new("name", b"x")
    else:
        with pytest.raises(OSError, match=code):
            store.save_new("name", b"x")


def test_a_start_says_that_files_cannot_be_kept(settings: Any, capsys: Any) -> None:
    from etabli.site.preparing import try_files

    try_files()
    assert capsys.readouterr().err == ""
    settings.STORAGES = {**settings.STORAGES, "default": storage_settings("file:///proc/nowhere")}
    try_files()
    assert "/proc/nowhere" in capsys.readouterr().err


@pytest.mark.parametrize(
    "address",
    [
        "ftp://host/x",
        "s3://",
        "file://host/x",
        "file:///",
        "s3://key:secret@files",
        "s3://files?acl=public",
        "s3://[x",
    ],
)
def test_an_address_that_is_none_says_what_to_write(address: str) -> None:
    with pytest.raises(BadAddress):
        storage_settings(address)


def test_without_the_packages_for_s3_it_says_how_to_have_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store_addresses, "find_spec", lambda name: None)
    with pytest.raises(BadAddress, match="pip install"):
        storage_settings("s3://files")
