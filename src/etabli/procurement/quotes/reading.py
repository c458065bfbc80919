"""Read a document in a child process with limits: whatever the file, the caller goes on."""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Callable, Sequence
from functools import cache, partial
from typing import Literal

from etabli.foundation.confined import call_confined

from .engine.model import Document, Picture, ProgressCallback, Quote, Unreadable, ignore_progress
from .engine.packing import unpack

_AT = re.compile(rb'\{"at": \[(\d{1,6}), (\d{1,6})\]\}\n')
_MAX_ANSWER = 60_000_000
_EYES = 90  # seconds more for pages that are pictures
log = logging.getLogger("etabli.quotes")
_SLACK = 10  # seconds above the processor's: to start, and to wait for a machine that is busy


def reader_of_pictures() -> Literal["rapid", "tesseract"] | None:
    """What reads photos and scans here: RapidOCR's models, else Tesseract, which reads less well; None where nothing
    does, not even French."""
    from .engine.files import recognising, tesseract

    reader = recognising.reader()
    return reader if reader == "rapid" or "fra" in tesseract.languages() else None


def altered_models() -> tuple[str, ...]:
    """The files of models that read photos and scans and aren't those that we know: they are left aside."""
    from .engine.files.rapid import altered

    return altered()


def read(
    document: Document, *, seconds: int = 30, memory_mb: int = 1024, tell: ProgressCallback = ignore_progress
) -> Quote:
    """Decode in a child process held to `seconds` of processor and `memory_mb` of memory, without network or a file to
    write (`foundation.confinement`). Nothing that it has started outlives the call. `tell` hears of each
    page once it is read.

    Raises Unreadable, in plain words, for whatever can't be read, takes too long or asks for too much."""
    answer = read_all([document], seconds=seconds, memory_mb=memory_mb, tell=tell)[0]
    if isinstance(answer, Unreadable):
        raise answer
    return answer


def picture(document: Document, page: int, *, seconds: int = 30, memory_mb: int = 1024) -> Picture | None:
    """The picture of a page (from 1), drawn under the same limits; None when there is none to see.

    Raises Unreadable as `read` does."""
    result = _one_child([(document, page)], seconds, memory_mb, None, ignore_progress)[0]
    if isinstance(result, Unreadable):
        raise result
    return result if isinstance(result, Picture) else None


def read_all(
    documents: Sequence[Document],
    *,
    seconds: int = 30,
    memory_mb: int = 1024,
    meanwhile: Callable[[], object] | None = None,
    tell: ProgressCallback = ignore_progress,
) -> list[Quote | Unreadable]:
    """The same for several, in one child; when the child falls, the document that felled it is refused and another
    child reads the following ones. `meanwhile` is done while the first child reads."""
    answers: list[Quote | Unreadable] = []
    while len(answers) < len(documents):
        rest = [(document, None) for document in documents[len(answers) :]]
        results = _one_child(rest, seconds, memory_mb, meanwhile if not answers else None, tell)
        answers += [result if isinstance(result, Quote | Unreadable) else _too_much() for result in results]
    return answers


def _one_child(
    asked: Sequence[tuple[Document, int | None]],
    seconds: int,
    memory_mb: int,
    meanwhile: Callable[[], object] | None,
    tell: ProgressCallback,
) -> list[object]:
    """What a child answers to each (document, page to draw): the quote when no page is named, the picture or None when
    one is, or Unreadable."""
    files = [(document.content, *document.more) for document, _page in asked]
    heads = [
        [document.name, [len(content) for content in each], document.read_xml, page]
        for (document, page), each in zip(asked, files, strict=True)
    ]
    asking = json.dumps({"seconds": seconds, "documents": heads}).encode()
    output, ended_well = call_confined(
        "etabli.procurement.quotes.engine.serving:serve",
        asking + b"\n" + b"".join(content for each in files for content in each),
        seconds=(seconds + _EYES) * min(len(asked), 20),
        memory_mb=memory_mb,
        patience=(seconds + _EYES) * min(len(asked), 20) + _SLACK,
        most=_MAX_ANSWER,
        **_eyes(),
        meanwhile=meanwhile,
        hear=partial(_heard, tell),
    )
    answers = [_answer(line) for line in output.splitlines(keepends=True) if line.endswith(b"\n")]
    if len(answers) < len(asked) and (not ended_well or not answers):
        answers.append(_too_much())
    return answers[: len(asked)]


def _eyes() -> dict[str, Sequence[str]]:
    """The one program that a reading child may start, and what that reads: none where models read pictures."""
    from .engine.files.tesseract import command, folders

    _say_altered(altered_models())
    program = command() if reader_of_pictures() != "rapid" else None
    return {"starts": [program], "reads": folders()} if program else {}


@cache
def _say_altered(models: tuple[str, ...]) -> None:
    """Once for each process."""
    if models:
        log.error(
            "photos and scans are not read by RapidOCR: %s is missing or isn't the model that we know; "
            "install Etabli again (remove the folder .venv, then run ./etabli)",
            ", ".join(models),
        )


def _heard(tell: ProgressCallback, line: bytes) -> bool:
    """Whether the line only says how far the child is."""
    at = _AT.fullmatch(line)
    if at:
        tell(int(at[1]), int(at[2]))
    return at is not None


def _answer(line: bytes) -> object:
    try:
        packed = json.loads(line)
        if "refused" in packed:
            refused = packed["refused"]
            return Unreadable(refused[0], refused[1], what_en=refused[2], mend_en=refused[3])
        return unpack(packed["found"])
    except (ValueError, KeyError, TypeError):
        return _too_much()


def _too_much() -> Unreadable:
    return Unreadable(
        "Ce document demande trop de temps ou de mémoire pour être lu.",
        "Envoyez seulement les pages du devis, ou demandez au prestataire un PDF plus simple.",
        what_en="Reading this document takes too much time or memory.",
        mend_en="Send only the pages of the quote, or ask the supplier for a simpler PDF.",
    )
