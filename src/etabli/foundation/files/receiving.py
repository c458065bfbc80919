"""Taking a file in. Until it has been examined it stands apart, in the request; what is refused is never written down.

The examination (`engine`) runs in a child process without network, without a file to write, limited in time and memory.
"""

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile

from etabli.foundation.confined import ask
from etabli.foundation.files.antivirus import watch
from etabli.foundation.files.engine import kinds
from etabli.foundation.files.engine.examining import answered
from etabli.foundation.files.engine.kinds import PICTURES
from etabli.foundation.files.engine.refusing import Reason, Refused
from etabli.foundation.files.sentences import CLEANED, said
from etabli.foundation.journal import ActionError

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


def receive(upload: "UploadedFile[Any]", *, accept: Collection[str]) -> Examined:
    """Examine an uploaded file; call it before an act, never inside: it may take seconds. Raises FileRefused.

    `accept` holds the content types taken here. What the file is comes from its content, never from its name. When
    something was taken out of it, the upload bears a `remark`, which the page of the act shows (`people.pages.acted`).
    """
    try:
        if (upload.size or 0) > settings.FILE_LIMIT_BYTES:
            raise Refused(Reason.TOO_LARGE)
        content = upload.read()
        kind, kept = _as_text(content) if kinds.TEXT in accept else _examined(content)
        if kind not in accept:
            raise Refused(Reason.OTHER_KIND)
        if settings.CLAMD:
            watch(content, settings.CLAMD)
    except Refused as refusal:
        raise FileRefused(said(refusal.reason, accept=accept)) from None
    name, cleaned = clean_name(upload.name or ""), kind not in PICTURES and kept != content
    if cleaned:
        upload.remark = CLEANED % {"name": name}  # type: ignore[attr-defined]  # ours, read where the act is told
    return Examined(name, kind, kept, cleaned)


def _as_text(content: bytes) -> tuple[str, bytes]:
    """What has no signature is taken for text, as it is: whoever accepts that has it read in a child of its own."""
    if content and kinds.content_type(content) == kinds.UNKNOWN:
        return kinds.TEXT, content
    return _examined(content)


def _examined(content: bytes) -> tuple[str, bytes]:
    output, _ended_well = ask(
        "etabli.foundation.files.engine.examining:serve",
        content,
        seconds=SECONDS,
        memory_mb=MEMORY_MB,
        patience=PATIENCE_SECONDS,
        most=settings.FILE_LIMIT_BYTES + 1024,
    )
    return answered(output)


def for_screens(examined: Examined) -> Examined:
    """The same photo as a page shows it: upright, a JPEG of 1280 pixels at most, nothing beside its pixels; drawn anew
    in a child like `receive`. Raises FileRefused."""
    output, _ended_well = ask(
        "etabli.foundation.files.engine.shrinking:serve",
        examined.content,
        seconds=SECONDS,
        memory_mb=MEMORY_MB,
        patience=PATIENCE_SECONDS,
        most=settings.FILE_LIMIT_BYTES,
    )
    try:
        kind, kept = answered(output)
    except Refused as refusal:
        raise FileRefused(said(refusal.reason, accept=PICTURES)) from None
    return Examined(f"{PurePath(examined.name).stem}.jpg", kind, kept)


def clean_name(name: str) -> str:
    """A name to show and to offer for download: no folder, no control character."""
    bare = PurePath("".join(c for c in name.replace("\\", "/") if c.isprintable()))
    suffix = bare.suffix[:12]
    shown = bare.stem[: NAME_LENGTH - len(suffix)] + suffix
    return shown if shown.strip(". ") else "document"
