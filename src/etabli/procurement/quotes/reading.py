"""Read a document in a child process with limits: whatever the file, the caller goes on."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import IO

from .engine.model import Document, Picture, Quote, Unreadable
from .engine.packing import unpack

_MAX_ANSWER = 60_000_000
_EYES = 90  # seconds for Tesseract, a process of its own: its processor's time isn't the reading child's
_SLACK = 10  # seconds above the processor's: to start, and to wait for a machine that is busy


def languages_of_pictures() -> tuple[str, ...]:
    """The languages, by their codes ("fra", "eng"), in which photos and scans are read here; none without Tesseract."""
    from .engine.tesseract import languages

    return languages()


def read(document: Document, *, seconds: int = 30, memory_mb: int = 1024) -> Quote:
    """Decode in a child process held to `seconds` of processor and `memory_mb` of memory, without network or a file to
    write (`engine.confinement`). Nothing that it has started outlives the call.

    Raises Unreadable, in plain words, for whatever can't be read, takes too long or asks for too much."""
    answer = read_all([document], seconds=seconds, memory_mb=memory_mb)[0]
    if isinstance(answer, Unreadable):
        raise answer
    return answer


def picture(document: Document, page: int, *, seconds: int = 30, memory_mb: int = 1024) -> Picture | None:
    """The picture of a page (from 1), drawn under the same limits; None when there is none to see.

    Raises Unreadable as `read` does."""
    found = _one_child([(document, page)], seconds, memory_mb, None)[0]
    if isinstance(found, Unreadable):
        raise found
    return found if isinstance(found, Picture) else None


def read_all(
    documents: Sequence[Document],
    *,
    seconds: int = 30,
    memory_mb: int = 1024,
    meanwhile: Callable[[], object] | None = None,
) -> list[Quote | Unreadable]:
    """The same for several, in one child; when the child falls, the document that felled it is refused and another
    child reads the following ones. `meanwhile` is done while the first child reads."""
    answers: list[Quote | Unreadable] = []
    while len(answers) < len(documents):
        rest = [(document, None) for document in documents[len(answers) :]]
        found = _one_child(rest, seconds, memory_mb, meanwhile if not answers else None)
        answers += [one if isinstance(one, Quote | Unreadable) else _too_much() for one in found]
    return answers


def _one_child(
    asked: Sequence[tuple[Document, int | None]],
    seconds: int,
    memory_mb: int,
    meanwhile: Callable[[], object] | None,
) -> list[object]:
    """What a child answers to each (document, page to draw): the quote when no page is named, the picture or None when
    one is, or Unreadable."""
    files = [(document.content, *document.more) for document, _page in asked]
    heads = [
        [document.name, [len(one) for one in each], document.read_xml, page]
        for (document, page), each in zip(asked, files, strict=True)
    ]
    sent = json.dumps(heads).encode() + b"\n" + b"".join(one for each in files for one in each)
    limits = [str(seconds), str(seconds * len(asked)), str(memory_mb)]
    with subprocess.Popen(
        [sys.executable, "-I", "-S", "-c", _CHILD, *limits, *_import_paths()],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=_bare_environment(),
        start_new_session=True,
    ) as child:
        output = _exchange(child, sent, (seconds + _EYES) * min(len(asked), 20) + _SLACK, meanwhile)
    answers = [_answer(line) for line in output.splitlines(keepends=True) if line.endswith(b"\n")]
    if len(answers) < len(asked) and (child.returncode != 0 or not answers):
        answers.append(_too_much())
    return answers[: len(asked)]


def _exchange(
    child: subprocess.Popen[bytes], sent: bytes, seconds: int, meanwhile: Callable[[], object] | None
) -> bytes:
    """What the child answers until it ends, is ended after `seconds`, or has said more than any answer is long."""
    assert child.stdin is not None
    assert child.stdout is not None
    sender = threading.Thread(target=_send, args=(child.stdin, sent))
    patience = threading.Timer(seconds, _end, [child])
    sender.start()
    patience.start()
    try:
        if meanwhile:
            meanwhile()
        output = child.stdout.read(_MAX_ANSWER)
        if len(output) < _MAX_ANSWER:
            child.wait()
        return output
    finally:
        patience.cancel()
        _end(child)
        sender.join()


def _send(stream: IO[bytes], sent: bytes) -> None:
    with suppress(OSError), stream:  # the child may end before it has read everything
        stream.write(sent)


def _end(child: subprocess.Popen[bytes]) -> None:
    """End the child and what it has started, such as an OCR engine: it leads a process group of its own."""
    if hasattr(os, "killpg"):
        with suppress(ProcessLookupError, PermissionError):  # macOS gives the latter for a group of the dead
            os.killpg(child.pid, signal.SIGKILL)
    else:
        child.kill()


def _bare_environment() -> dict[str, str]:
    """What the child needs, and one thread for numpy, whose others would each ask for memory."""
    return {"OPENBLAS_NUM_THREADS": "1"} | {
        k: v
        for k, v in os.environ.items()
        if k in ("PATH", "LANG", "LC_ALL", "SYSTEMROOT", "LD_LIBRARY_PATH", "TESSDATA_PREFIX")
    }


def _import_paths() -> list[str]:
    return [path for path in sys.path if path]


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


# The limits are set once our own code is there, and before the first byte of a document is read.
_CHILD = """
import sys
each, seconds, memory_mb, *sys.path[:0] = sys.argv[1:]
from etabli.procurement.quotes.engine.confinement import confine
from etabli.procurement.quotes.engine.serving import serve
confine(int(seconds), int(memory_mb))
serve(sys.stdin.buffer, sys.stdout.buffer, seconds=int(each))
"""
