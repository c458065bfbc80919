"""Taking a file in. Until it has been examined it stands apart, in the request; what is refused is never written down.

The examination (`engine`) runs in a child process without network, without a file to write, limited in time and memory.
"""

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from etabli.foundation.confined import call_confined
from etabli.foundation.files.antivirus import scan
from etabli.foundation.files.engine import kinds, office
from etabli.foundation.files.engine.examining import parse_answer
from etabli.foundation.files.engine.kinds import PICTURES
from etabli.foundation.files.engine.refusing import Reason, Refused
from etabli.foundation.journal import ActionError

# What people are told of a file that is not kept: what is wrong, and how to mend it.

REASON_SENTENCES = {
    Reason.EMPTY: _("This file is empty. Choose it again, or take a new copy of it."),
    Reason.OLD_OFFICE: _(
        "This is a file of an older word processor (.doc or .rtf). Open it, save it as a PDF, then send the PDF."
    ),
    Reason.DRAWING: _(
        "This is a vector drawing (SVG): it may hold a program. Save it as a PDF or as a PNG picture, "
        "then send that."
    ),
    Reason.DAMAGED: _(
        "This file is damaged: we can't open it. Take a new copy of it, or ask whoever sent it to you to "
        "send it again."
    ),
    Reason.LOCKED: _(
        "This file is locked by a password. Open it, print it as a new PDF without a password, then send that one."
    ),
    Reason.PROGRAM: _(
        "This file holds a program, or fetches something from elsewhere when it is opened. Open it, print it as a "
        "new PDF, then send that one."
    ),
    Reason.MACRO: _(
        "This document holds macros, which are small programs. Save it as a PDF, then send the PDF."
    ),
    Reason.ATTACHED: _(
        "Another file is hidden inside this one, and it may be a program. Print the page as a new PDF, then send "
        "that one."
    ),
    Reason.SIGNED: _(
        "This file is signed, and holds something that runs by itself, fetches from elsewhere or is damaged: we can't "
        "take it out without breaking the signature. Keep the signed file, print it as a new PDF, then send that one."
    ),
    Reason.DISGUISED: _(
        "This file is two kinds of file in one: we can't be sure of what it holds. Print it as a new PDF, then "
        "send that one."
    ),
    Reason.BOMB: _(
        "This file would fill the machine once it is opened. Save it as a PDF, then send the PDF."
    ),
    Reason.TOO_MUCH: _(
        "This file takes too much time to look at. Print it as a new PDF with fewer pages, then send that one."
    ),
    Reason.VIRUS: _(
        "The antivirus found a virus in this file. Don't open it, and ask whoever sent it to you for another one."
    ),
    Reason.UNWATCHED: _(
        "The antivirus doesn't answer, so we can't take files for now. Try again in a few minutes."
    ),
}
SPREADSHEET_SENTENCES = {
    Reason.OLD_OFFICE: _(
        "This is a spreadsheet of an older Excel (.xls). Open it, save it as .xlsx, then send that one."
    ),
    Reason.LOCKED: _(
        "This file is locked by a password. Open it, save it without its password, then send that one."
    ),
    **dict.fromkeys(
        (
            Reason.PROGRAM,
            Reason.MACRO,
            Reason.ATTACHED,
            Reason.SIGNED,
            Reason.DISGUISED,
            Reason.BOMB,
            Reason.TOO_MUCH,
        ),
        _(
            "This spreadsheet holds more than a table: a program, a picture or another file. Save it as .csv, then "
            "send that one."
        ),
    ),
    Reason.OTHER_KIND: _("We can't read this kind of file here. Send a spreadsheet: .xlsx, .ods or .csv."),
    Reason.TOO_LARGE: _(
        "This file is too large: at most %(most)d MB. Keep only the sheet that matters, or save it as .csv."
    ),
}
CLEANED_SENTENCE = _(
    "We wrote “%(name)s” anew before keeping it: it was damaged, or something in it would have run by itself or "
    "fetched something from elsewhere. That is mended, or gone. One reads the same in it."
)
ONLY_PDF = _("We can't read this kind of file here. Send a PDF.")
ONLY_PHOTO = _("We can't read this kind of file here. Send a photo: JPEG, PNG, WebP or HEIC.")
ONLY_TEXT = _("We can't read this kind of file here. Send a text file.")
PDF_OR_PHOTO = _("We can't read this kind of file here. Send a PDF, a photo, or a Word or OpenDocument file.")
TOO_LARGE = _("This file is too large: at most %(most)d MB. Send fewer pages, or a smaller copy.")
TEXT_TOO_LARGE = _("This file is too large: at most %(most)d MB. Give it in several files.")
SIZE_LIMIT_HELP = _("At most {most} MB each.")


def reason_sentence(reason: Reason, *, accept: Collection[str], most_megabytes: int | None = None) -> str:
    """The sentence for this reason, where these content types are taken."""
    most, only_text = {"most": most_megabytes or max_megabytes()}, set(accept) == {kinds.TEXT}
    if office.XLSX in accept and reason in SPREADSHEET_SENTENCES:
        return str(SPREADSHEET_SENTENCES[reason]) % most
    if reason is Reason.TOO_LARGE:
        return str(TEXT_TOO_LARGE if only_text else TOO_LARGE) % most
    if only_text and reason is not Reason.EMPTY:
        return str(ONLY_TEXT)
    if reason is Reason.OTHER_KIND:
        pictures = PICTURES & set(accept)
        return str(
            PDF_OR_PHOTO if set(accept) - pictures and pictures else ONLY_PHOTO if pictures else ONLY_PDF
        )
    return str(REASON_SENTENCES[reason])


def size_limit_help(most_megabytes: int | None = None) -> Promise:
    """How large a file may be, to stand under a field."""
    return format_lazy(SIZE_LIMIT_HELP, most=most_megabytes or max_megabytes())


def max_megabytes() -> int:
    from django.conf import settings

    return int(settings.FILE_LIMIT_BYTES // 1024**2)


SECONDS, MEMORY_MB, PATIENCE_SECONDS = 10, 768, 20
NAME_LENGTH = 160


class FileRefused(ActionError):
    """The file is not kept; the sentence says why, and how to mend it."""


@dataclass(frozen=True)
class Examined:
    """A file that may be kept: what it is, and the bytes to keep. Acts take this, and no file from outside.

    `cleaned`: they are others than were sent, but for a picture's: something that would fetch or run was taken out."""

    name: str
    kind: str
    content: bytes
    cleaned: bool = False


def receive(
    upload: "UploadedFile[Any]", *, accept: Collection[str], most_megabytes: int | None = None
) -> Examined:
    """Examine an uploaded file; call it before an act, never inside: it may take seconds. Raises FileRefused.

    `accept` holds the content types taken here; `most_megabytes`, how large it may be, where that is less than for all
    files. What the file is comes from its content, never from its name. When something was taken out of it, the upload
    bears a `remark`, which the page of the act shows (`people.pages.acted`).
    """
    try:
        if (upload.size or 0) > (most_megabytes * 1024**2 if most_megabytes else settings.FILE_LIMIT_BYTES):
            raise Refused(Reason.TOO_LARGE)
        content = upload.read()
        kind, kept = _as_text(content) if kinds.TEXT in accept else _examined(content)
        if kind not in accept:
            raise Refused(Reason.OTHER_KIND)
        if settings.CLAMD:
            scan(content, settings.CLAMD)
    except Refused as refusal:
        sentence = reason_sentence(refusal.reason, accept=accept, most_megabytes=most_megabytes)
        raise FileRefused(sentence) from None
    name, cleaned = clean_name(upload.name or ""), kind not in PICTURES and kept != content
    if cleaned:
        upload.remark = CLEANED_SENTENCE % {"name": name}  # type: ignore[attr-defined]  # ours, read where the act is told
    return Examined(name, kind, kept, cleaned)


def _as_text(content: bytes) -> tuple[str, bytes]:
    """What has no signature is taken for text, as it is: whoever accepts that has it read in a child of its own."""
    if content and kinds.content_type(content) == kinds.UNKNOWN:
        return kinds.TEXT, content
    return _examined(content)


def _examined(content: bytes) -> tuple[str, bytes]:
    output, _ended_well = call_confined(
        "etabli.foundation.files.engine.examining:serve",
        content,
        seconds=SECONDS,
        memory_mb=MEMORY_MB,
        patience=PATIENCE_SECONDS,
        most=settings.FILE_LIMIT_BYTES + 1024,
    )
    return parse_answer(output)


def shrink_for_screens(examined: Examined) -> Examined:
    """The same photo as a page shows it: upright, a JPEG of 1280 pixels at most, nothing beside its pixels; drawn anew
    in a child like `receive`. Raises FileRefused."""
    output, _ended_well = call_confined(
        "etabli.foundation.files.engine.shrinking:serve",
        examined.content,
        seconds=SECONDS,
        memory_mb=MEMORY_MB,
        patience=PATIENCE_SECONDS,
        most=settings.FILE_LIMIT_BYTES,
    )
    try:
        kind, kept = parse_answer(output)
    except Refused as refusal:
        raise FileRefused(reason_sentence(refusal.reason, accept=PICTURES)) from None
    return Examined(f"{PurePath(examined.name).stem}.jpg", kind, kept)


def clean_name(name: str) -> str:
    """A name to show and to offer for download: no folder, no control character."""
    path = PurePath("".join(c for c in name.replace("\\", "/") if c.isprintable()))
    suffix = path.suffix[:12]
    shortened = path.stem[: NAME_LENGTH - len(suffix)] + suffix
    return shortened if shortened.strip(". ") else "document"
