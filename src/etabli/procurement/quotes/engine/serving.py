"""The child's side of a guarded reading: documents come in on one stream, a line of JSON for each goes out."""

from __future__ import annotations

import json
import signal
from typing import BinaryIO

from .decoder import decode
from .model import Document, Unreadable


def serve(source: BinaryIO, target: BinaryIO, *, seconds: int) -> None:
    """Read documents from `source`, write the answer for each to `target` as soon as it is known.

    One that takes more than `seconds` of processor fells this process: the caller has another read the following ones.
    """
    heads = json.loads(source.readline())
    for name, size, read_xml in heads:
        if hasattr(signal, "setitimer"):  # not on Windows
            signal.setitimer(signal.ITIMER_PROF, seconds)
        answer = _decoded(Document(name, source.read(size), read_xml))
        target.write(json.dumps(answer).encode() + b"\n")
        target.flush()


def _decoded(document: Document) -> dict[str, object]:
    try:
        return {"quote": decode(document).pack()}
    except Unreadable as error:
        return {"refused": [error.what, error.mend, error.what_en, error.mend_en]}
    except MemoryError:
        raise
    except Exception:  # a hostile file may break any library: it is refused, the others go on
        return {
            "refused": [
                "Ce fichier est abîmé\u00a0: nous n’arrivons pas à le lire.",
                "Téléchargez-le de nouveau, ou demandez au prestataire de vous le renvoyer.",
                "This file is damaged: we can't read it.",
                "Download it again, or ask the supplier to send it again.",
            ]
        }
