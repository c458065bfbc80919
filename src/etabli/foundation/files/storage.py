"""Taking a file in: what it is by its content, not by its name; how large; kept as given."""

import hashlib
from datetime import datetime
from pathlib import PurePath
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from etabli.foundation.files.models import StoredFile
from etabli.foundation.journal import ActionError, on_failure

LARGEST = 12 * 1024 * 1024  # bytes: a scan of twenty pages; the web server's own limit stands above it
SIGNATURES = (
    (b"%PDF-", "application/pdf"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"PK\x03\x04", "application/zip"),
    (b"<?xml", "application/xml"),
    (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
)
HEIC = frozenset({b"heic", b"heix", b"heim", b"heis", b"hevc", b"mif1", b"msf1"})  # brands of ISO 23008-12


class FileRefused(ActionError):
    """The file is empty, too large, or not of a kind we read."""


def store(
    upload: "UploadedFile[Any]", *, accept: frozenset[str], purpose: str, chamber_id: int | None, at: datetime
) -> StoredFile:
    """Keep an uploaded file. Called inside an action; should it fail later on, the file goes too.

    `accept` holds the content types taken here. Raises FileRefused with a sentence for the person.
    """
    if not upload.size:
        raise FileRefused(_("This file is empty. Choose it again, or take a new copy of it."))
    if upload.size > LARGEST:
        raise FileRefused(_("This file is too large: at most 12 MB. Send fewer pages, or a smaller copy."))
    content = upload.read()
    kind = content_type(content)
    if kind not in accept:
        raise FileRefused(_("We can't read this kind of file here. Send a PDF."))
    stored = StoredFile(
        chamber_id=chamber_id,
        name=clean_name(upload.name or ""),
        content_type=kind,
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        purpose=purpose,
        created_at=at,
    )
    stored.content.save(stored.name, ContentFile(content), save=False)
    on_failure(lambda: stored.content.storage.delete(stored.content.name))
    stored.save()
    return stored


def erase(stored: StoredFile) -> None:
    """Delete what a file holds, for good, once the act under way is done. Its name stays, so that it can be told."""
    name = stored.content.name
    stored.content, stored.sha256, stored.size = "", "", 0
    stored.save(update_fields=["content", "sha256", "size"])
    if name:
        transaction.on_commit(lambda: stored.content.storage.delete(name))


def content_type(content: bytes) -> str:
    """What the bytes are, by their first ones; "application/octet-stream" when unknown."""
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "image/webp"
    if content[4:8] == b"ftyp" and content[8:12] in HEIC:
        return "image/heic"
    head = content[:1024].removeprefix(b"\xef\xbb\xbf").lstrip()
    return next((kind for mark, kind in SIGNATURES if head.startswith(mark)), "application/octet-stream")


def clean_name(name: str) -> str:
    """A name to show and to offer for download: no folder, no control character."""
    bare = PurePath("".join(c for c in name.replace("\\", "/") if c.isprintable()))
    suffix = bare.suffix[:12]
    shown = bare.stem[: 160 - len(suffix)] + suffix
    return shown if shown.strip(". ") else "document"
