"""What is refused and why; what is kept, and what of it."""

import io
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import given, strategies as st
from PIL import Image, ImageOps

from etabli.foundation.files import antivirus
from etabli.foundation.files.engine import examining, shrinking
from etabli.foundation.files.engine.examining import examine, parse_answer
from etabli.foundation.files.engine.kinds import PDF, PICTURES
from etabli.foundation.files.engine.refusing import Reason, Refused
from etabli.foundation.files.receiving import FileRefused, reason_sentence, receive
from tests.foundation.files.hostile import KEPT, REFUSED, docx, huge, pdf, photo

FORMS = ["JPEG", "PNG", "WEBP", "TIFF", "HEIF"]


@pytest.mark.parametrize("what", REFUSED)
def test_what_is_not_safe_is_refused_for_what_it_is(what: str) -> None:
    reason, content = REFUSED[what]
    with pytest.raises(Refused) as refusal:
        examine(content)
    assert refusal.value.reason == reason


@pytest.mark.parametrize("what", KEPT)
def test_what_is_safe_is_kept_bit_for_bit(what: str) -> None:
    kind, content = KEPT[what]
    assert examine(content) == (kind, content)


@pytest.mark.parametrize("serve", [examining.serve, shrinking.serve])
def test_an_answer_that_was_cut_is_refused_and_never_kept(serve: Callable[[Any, Any], None]) -> None:
    answer = io.BytesIO()
    serve(io.BytesIO(photo("JPEG")), answer)
    whole = answer.getvalue()
    assert parse_answer(whole)[0] == "image/jpeg"
    for cut in (whole[:-1], whole[: len(whole) // 2], whole[:20], whole[:5]):
        with pytest.raises(Refused) as refusal:
            parse_answer(cut)
        assert refusal.value.reason is Reason.TOO_MUCH


@pytest.mark.parametrize("reason", Reason)
def test_each_reason_is_a_sentence_that_says_how_to_mend(reason: Reason) -> None:
    for accept in ({PDF}, {PDF, *PICTURES}):
        assert len(reason_sentence(reason, accept=accept)) > 40


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("turn", [1, 6])
def test_a_picture_keeps_its_pixels_and_loses_what_was_written_beside(form: str, turn: int) -> None:
    content = photo(form, turn)
    assert b"Secret" in content
    _kind, kept = examine(content)
    assert b"Secret" not in kept
    before, after = Image.open(io.BytesIO(content)), Image.open(io.BytesIO(kept))
    assert ImageOps.exif_transpose(before).tobytes() == ImageOps.exif_transpose(after).tobytes()
    assert after.info["icc_profile"] == before.info["icc_profile"]
    assert not after.getexif().get_ifd(0x8825)
    assert examine(kept)[1] == kept, "nothing more to take out"


@pytest.mark.parametrize("form", FORMS)
def test_a_picture_that_would_fill_the_memory_of_whoever_opens_it_is_refused(form: str) -> None:
    with pytest.raises(Refused) as refusal:
        examine(huge(form))
    assert refusal.value.reason is Reason.BOMB


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_what_is_hidden_behind_a_picture_goes(form: str) -> None:
    assert b"word/" not in examine(photo(form) + docx())[1]


@pytest.mark.parametrize("form", FORMS)
@given(data=st.data())
def test_a_damaged_picture_is_refused_or_kept_never_a_failure(form: str, data: st.DataObject) -> None:
    content = bytearray(PHOTOS[form])
    for at in data.draw(st.lists(st.integers(0, min(len(content), 900) - 1), max_size=8)):
        content[at] = data.draw(st.integers(0, 255))
    cut = data.draw(st.integers(1, len(content)))
    with suppress(Refused):  # anything else that is raised fails the test
        examine(bytes(content[:cut]))


PHOTOS = {form: photo(form) for form in FORMS}


def test_a_file_that_fells_its_examiner_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("etabli.foundation.files.receiving.MEMORY_MB", 16)
    with pytest.raises(FileRefused) as refusal:
        receive(SimpleUploadedFile("a.pdf", pdf()), accept={PDF})
    assert str(refusal.value) == reason_sentence(Reason.TOO_MUCH, accept={PDF})


def test_a_photo_comes_in_without_its_place() -> None:
    taken = receive(SimpleUploadedFile("photo.jpg", PHOTOS["JPEG"]), accept=PICTURES)
    assert (taken.kind, b"Secret" in taken.content) == ("image/jpeg", False)
    with pytest.raises(FileRefused) as refusal:
        receive(SimpleUploadedFile("photo.pdf", PHOTOS["JPEG"]), accept={PDF})
    assert str(refusal.value) == reason_sentence(Reason.OTHER_KIND, accept={PDF})
    with pytest.raises(FileRefused) as refusal:
        receive(SimpleUploadedFile("a.pdf", pdf()), accept=PICTURES)
    assert "une photo" in str(refusal.value)
    assert "PDF" not in str(refusal.value)


# The antivirus


@pytest.fixture
def daemon() -> Iterator[str]:
    """A small clamd on the loopback: it finds a virus in whatever says so."""
    server = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        while True:
            try:
                link, _address = server.accept()
            except OSError:
                return
            with link, link.makefile("rb") as told:
                command = _until_nul(told)
                if command == b"zPING":
                    link.sendall(b"PONG\x00")
                    continue
                content = b""
                while size := int.from_bytes(told.read(4)):
                    content += told.read(size)
                found = b"stream: Eicar-Test FOUND\x00" if b"virus" in content else b"stream: OK\x00"
                link.sendall(b"INSTREAM size limit exceeded. ERROR\x00" if b"huge" in content else found)

    thread = threading.Thread(target=serve)
    thread.start()
    yield f"tcp://127.0.0.1:{server.getsockname()[1]}"
    server.shutdown(socket.SHUT_RDWR)
    server.close()
    thread.join()


def _until_nul(stream: Any) -> bytes:
    said = b""
    while (one := stream.read(1)) not in (b"\x00", b""):
        said += one
    return said


def test_an_antivirus_that_finds_something_or_keeps_silent_stops_the_file(daemon: str, settings: Any) -> None:
    settings.CLAMD = daemon
    assert antivirus.answers(daemon)
    sound = SimpleUploadedFile("a.pdf", pdf())
    receive(sound, accept={PDF})
    for content, reason in [(b"a virus", Reason.VIRUS), (b"huge", Reason.UNWATCHED)]:
        with pytest.raises(Refused) as refusal:
            antivirus.scan(content * 20_000, daemon)
        assert refusal.value.reason == reason
    settings.CLAMD = "unix:/nowhere/clamd.ctl"
    assert not antivirus.answers(settings.CLAMD)
    sound.seek(0)
    with pytest.raises(FileRefused) as told:
        receive(sound, accept={PDF})
    assert str(told.value) == reason_sentence(Reason.UNWATCHED, accept={PDF})
