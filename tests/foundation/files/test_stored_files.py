"""What a file is comes from its bytes; what is refused says why; what is given back is a download."""

import hashlib
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import given, strategies as st

from etabli.foundation.files import responses, stored_files
from etabli.foundation.files.engine.kinds import PDF as PDF_KIND, content_type
from etabli.foundation.files.models import StoredFile
from etabli.foundation.files.receiving import FileRefused, clean_name, receive
from etabli.foundation.files.stored_files import save_file
from etabli.foundation.files.stores import MARKER_NAME
from etabli.foundation.journal import ActionError, Irreversible, action, anyone, record
from etabli.foundation.journal.registry import ACTS
from etabli.foundation.people.models import Role
from etabli.foundation.people.viewer import Viewer
from tests import factories as make
from tests.factories import AT

PDF = b"%PDF-1.7\n..."
SOMEONE = Viewer.system(1)


@pytest.fixture(autouse=True)
def _folder(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


def given_file(
    content: bytes = PDF, name: str = "devis.pdf", by: Viewer = SOMEONE, at: Any = AT
) -> StoredFile:
    return save_file(make.examined(content, name), purpose="quote", chamber_id=1, by=by, at=at)


def on_disk(folder: Path) -> list[Path]:
    """What people gave, wherever it stands: all but the marker of the installation."""
    return [path for path in folder.rglob("*") if path.is_file() and path.name != MARKER_NAME]


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (PDF, "application/pdf"),
        (b"\n\n%PDF-1.4", "application/pdf"),
        (b"\x89PNG\r\n\x1a\n...", "image/png"),
        (b"\xff\xd8\xff\xe0", "image/jpeg"),
        (b"PK\x03\x04...", "application/zip"),
        (b"<?xml version='1.0'?>", "application/xml"),
        (b"\xef\xbb\xbf<?xml version='1.0'?>", "application/xml"),
        (b"II*\x00...", "image/tiff"),
        (b"MM\x00*...", "image/tiff"),
        (b"RIFF\x24\x00\x00\x00WEBPVP8 ", "image/webp"),
        (b"RIFF\x24\x00\x00\x00WAVEfmt ", "application/octet-stream"),
        (b"\x00\x00\x00\x18ftypheic....", "image/heic"),
        (b"\x00\x00\x00\x18ftypisom....", "application/octet-stream"),
        (b"<html>%PDF-", "application/octet-stream"),
        (b"MZ\x90", "application/octet-stream"),
        (b"", "application/octet-stream"),
    ],
)
def test_a_file_is_what_its_first_bytes_say(content: bytes, kind: str) -> None:
    assert content_type(content) == kind


@pytest.mark.django_db
def test_a_file_is_kept_as_it_was_given(tmp_path: Path) -> None:
    stored = given_file(PDF, "Devis été.pdf")
    with stored.content.open("rb") as kept:
        assert kept.read() == PDF
    assert (stored.name, stored.size, stored.sha256) == (
        "Devis été.pdf",
        len(PDF),
        hashlib.sha256(PDF).hexdigest(),
    )
    (path,) = on_disk(tmp_path)
    assert path.name == stored.key.hex, "nothing of the person's own name on the disk"
    assert path.stat().st_mode & 0o077 == 0


@pytest.mark.django_db
@pytest.mark.parametrize("fails", ["the act", "the act around it", "nothing"])
def test_a_file_whose_act_comes_to_nothing_leaves_nothing_on_the_disk(tmp_path: Path, fails: str) -> None:
    class AlreadyGiven(ActionError):
        pass

    irreversible = Irreversible("a test")

    @action("try.inner", sentence="Inner", may=anyone, undo=irreversible)
    def inner(*, by: Viewer, at: datetime) -> None:
        record(given_file(PDF), before={}, after={})
        if fails == "the act":
            raise AlreadyGiven("twice")

    @action("try.outer", sentence="Outer", may=anyone, undo=irreversible)
    def outer(*, by: Viewer, at: datetime) -> None:
        inner(by=by, at=at)
        record(StoredFile.objects.get(), before={}, after={})
        if fails == "the act around it":
            raise AlreadyGiven("twice")

    try:
        outer(by=Viewer.nobody(), at=AT)
    except AlreadyGiven:
        assert fails != "nothing"
    finally:
        del ACTS["try.inner"], ACTS["try.outer"]
    kept = on_disk(tmp_path)
    assert len(kept) == StoredFile.objects.count() == (fails == "nothing")


@pytest.mark.django_db
def test_one_who_gives_too_much_in_a_day_goes_on_tomorrow(settings: Any) -> None:
    settings.FILES_PER_DAY_BYTES = 2 * len(PDF)
    other = Viewer(role=Role.ARTISAN, user_id=7)
    given_file()
    given_file()
    with pytest.raises(FileRefused, match="par jour"):
        given_file()
    given_file(by=other)
    given_file(at=AT + timedelta(days=1))


@pytest.mark.django_db
def test_a_chamber_whose_files_fill_its_room_is_told(settings: Any) -> None:
    settings.FILES_PER_CHAMBER_BYTES = 2 * len(PDF)
    given_file(at=AT)
    given_file(at=AT + timedelta(days=9))
    with pytest.raises(FileRefused, match="plus de place"):
        given_file(at=AT + timedelta(days=19))


def test_size_has_a_limit(settings: Any) -> None:
    settings.FILE_LIMIT_BYTES = len(make.PDF)
    receive(SimpleUploadedFile("a.pdf", make.PDF), accept={PDF_KIND})
    with pytest.raises(FileRefused):
        receive(SimpleUploadedFile("a.pdf", make.PDF + b"x"), accept={PDF_KIND})


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("devis.pdf", "devis.pdf"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\Anne\\devis.pdf", "devis.pdf"),
        ("de\r\nvis.pdf", "devis.pdf"),
        ("", "document"),
        ("..", "document"),
        ("x" * 300 + ".pdf", "x" * 156 + ".pdf"),
    ],
)
def test_names_are_bare(name: str, shown: str) -> None:
    assert clean_name(name) == shown


@given(st.text(max_size=400))
def test_any_name_becomes_one_that_can_be_shown(name: str) -> None:
    clean = clean_name(name)
    assert 0 < len(clean) <= 160
    assert clean.isprintable()
    assert "/" not in clean
    assert clean not in {".", ".."}


@pytest.mark.django_db
def test_a_file_is_given_back_as_a_download() -> None:
    answer = responses.download_response(given_file(PDF, 'de"vis é.pdf'))
    assert answer["Content-Disposition"].startswith("attachment;")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert b"".join(answer.streaming_content) == PDF  # type: ignore[arg-type]  # a file, not an async one
    answer.close()


def test_a_document_of_ours_keeps_its_name_in_any_language() -> None:
    answer = responses.document_response(PDF, 'Projet "été".pdf')
    assert answer["Content-Disposition"].startswith("inline;")
    assert "filename*=utf-8''" in answer["Content-Disposition"]


@pytest.mark.django_db
def test_what_is_erased_is_gone_once_the_act_is_done(django_capture_on_commit_callbacks: Any) -> None:
    stored = given_file(PDF)
    place, name = stored.content.storage, stored.content.name
    with django_capture_on_commit_callbacks() as waiting:
        stored_files.erase(stored)
    assert place.exists(name)  # the act may still come to nothing
    for call in waiting:
        call()
    assert not place.exists(name)
    stored.refresh_from_db()
    assert (stored.name, stored.is_erased, stored.sha256) == ("devis.pdf", True, "")
    stored_files.erase(stored)
