"""Read a document in a child process with limits: whatever the file, the caller goes on."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Sequence

from .engine.model import Document, Quote, Unreadable

_MAX_ANSWER = 60_000_000


def read(document: Document, *, seconds: int = 30, memory_mb: int = 1024) -> Quote:
    """Decode in a child process held to `seconds` of processor and `memory_mb` of memory, without a file to write.

    Raises Unreadable, in plain words, for whatever can't be read, takes too long or asks for too much."""
    answer = read_all([document], seconds=seconds, memory_mb=memory_mb)[0]
    if isinstance(answer, Unreadable):
        raise answer
    return answer


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
        rest = documents[len(answers) :]
        answers += _one_child(rest, seconds, memory_mb, meanwhile if not answers else None)
    return answers


def _one_child(
    documents: Sequence[Document], seconds: int, memory_mb: int, meanwhile: Callable[[], object] | None
) -> list[Quote | Unreadable]:
    head = json.dumps([[d.name, len(d.content), d.read_xml] for d in documents]).encode()
    sent = head + b"\n" + b"".join(d.content for d in documents)
    limits = [str(seconds), str(seconds * len(documents)), str(memory_mb)]
    with subprocess.Popen(
        [sys.executable, "-I", "-S", "-c", _CHILD, *limits, *_import_paths()],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=_bare_environment(),
    ) as child:
        aside = threading.Thread(target=meanwhile)
        aside.start()
        output, stopped = _exchange(child, sent, seconds * min(len(documents), 20) + 10)
        aside.join()
    answers = [
        _answer(line) for line in output[:_MAX_ANSWER].splitlines(keepends=True) if line.endswith(b"\n")
    ]
    if len(answers) < len(documents) and (stopped or not answers):
        answers.append(_too_much())
    return answers[: len(documents)]


def _exchange(child: subprocess.Popen[bytes], sent: bytes, seconds: int) -> tuple[bytes, bool]:
    """What the child answered, and whether it fell or was stopped before its end."""
    try:
        output, _ = child.communicate(sent, timeout=seconds)
    except subprocess.TimeoutExpired:
        child.kill()
        output, _ = child.communicate()
        return output, True
    return output, child.returncode != 0


def _bare_environment() -> dict[str, str]:
    return {
        k: v
        for k, v in os.environ.items()
        if k in ("PATH", "LANG", "LC_ALL", "SYSTEMROOT", "LD_LIBRARY_PATH")
    }


def _import_paths() -> list[str]:
    return [path for path in sys.path if path]


def _answer(line: bytes) -> Quote | Unreadable:
    try:
        packed = json.loads(line)
        if "refused" in packed:
            refused = packed["refused"]
            return Unreadable(refused[0], refused[1], what_en=refused[2], mend_en=refused[3])
        return Quote.unpack(packed["quote"])
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
from etabli.procurement.quotes.engine.serving import confine, serve
confine(int(seconds), int(memory_mb))
serve(sys.stdin.buffer, sys.stdout.buffer, seconds=int(each))
"""
