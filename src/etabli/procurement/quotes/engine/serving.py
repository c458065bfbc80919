"""The child's side of a guarded reading: documents come in on one stream, a line of JSON for each goes out."""

from __future__ import annotations

import json
import signal
from typing import BinaryIO

from .decoder import decode
from .files.readers import picture
from .model import Document, ProgressCallback, Unreadable
from .packing import pack


def serve(source: BinaryIO, target: BinaryIO) -> None:
    """Read documents from `source`, write the answer for each to `target` as soon as it is known: the quote, or the
    picture of the page asked for. Before it, a line `{"at": [done, total]}` for each page that was read.

    One of whose pages takes more than the `seconds` of processor that were told fells this process: the caller has
    another read the following ones.
    """

    def write(answer: dict[str, object]) -> None:
        target.write(json.dumps(answer).encode() + b"\n")
        target.flush()

    def tell(done: int, total: int) -> None:
        wind()
        write({"at": [done, total]})

    def wind() -> None:
        if hasattr(signal, "setitimer"):  # not on Windows
            signal.setitimer(signal.ITIMER_PROF, seconds)

    asked = json.loads(source.readline())
    seconds: int = asked["seconds"]
    for name, sizes, read_xml, page in asked["documents"]:
        wind()
        content, *more = [source.read(size) for size in sizes]
        write(_answered(Document(name, content, read_xml, tuple(more)), page, tell))


def _answered(document: Document, page: int | None, tell: ProgressCallback) -> dict[str, object]:
    try:
        return {"found": pack(decode(document, tell) if page is None else picture(document, page))}
    except Unreadable as error:
        return {"refused": [error.what, error.mend, error.what_en, error.mend_en]}
    except MemoryError:
        raise
    except Exception as error:  # a hostile file may break any library: it is refused, the others go on
        if _memory_is_short():  # a library says it by whatever error it likes
            raise MemoryError from error
        return {
            "refused": [
                "Ce fichier est abîmé\u00a0: nous n’arrivons pas à le lire.",
                "Téléchargez-le de nouveau, ou demandez au prestataire de vous le renvoyer.",
                "This file is damaged: we can't read it.",
                "Download it again, or ask the supplier to send it again.",
            ]
        }


def _memory_is_short() -> bool:
    """Whether this process has come so near its limit that eight megabytes more are refused."""
    try:
        bytearray(8 << 20)
    except MemoryError:
        return True
    return False
