"""Read a document in a child process with limits: whatever the file, the caller goes on."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Sequence
from typing import BinaryIO

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
    documents: Sequence[Document], *, seconds: int = 30, memory_mb: int = 1024
) -> list[Quote | Unreadable]:
    """The same for several, in one child; when the child falls, the document that felled it is refused and another
    child reads the following ones."""
    answers: list[Quote | Unreadable] = []
    while len(answers) < len(documents):
        rest = documents[len(answers) :]
        answers += _one_child(rest, seconds, memory_mb)
    return answers


def _one_child(documents: Sequence[Document], seconds: int, memory_mb: int) -> list[Quote | Unreadable]:
    head = json.dumps([[d.name, len(d.content), d.read_xml] for d in documents]).encode()
    sent = head + b"\n" + b"".join(d.content for d in documents)
    limits = {"ETABLI_READING_SECONDS": str(seconds), "ETABLI_READING_MB": str(memory_mb)}
    try:
        run = subprocess.run(
            [sys.executable, "-I", "-c", _CHILD, *_import_paths()],
            input=sent,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=_bare_environment() | limits,
            timeout=seconds * min(len(documents), 20) + 10,
            preexec_fn=_limit(seconds * len(documents), memory_mb) if os.name == "posix" else None,
        )
        output, stopped = run.stdout, run.returncode != 0
    except subprocess.TimeoutExpired as error:
        output, stopped = error.stdout or b"", True
    answers = [
        _answer(line) for line in output[:_MAX_ANSWER].splitlines(keepends=True) if line.endswith(b"\n")
    ]
    if len(answers) < len(documents) and (stopped or not answers):
        answers.append(_too_much())
    return answers[: len(documents)]


def _bare_environment() -> dict[str, str]:
    return {
        k: v
        for k, v in os.environ.items()
        if k in ("PATH", "LANG", "LC_ALL", "SYSTEMROOT", "LD_LIBRARY_PATH")
    }


def _import_paths() -> list[str]:
    return [path for path in sys.path if path]


def _limit(seconds: int, memory_mb: int) -> Callable[[], None]:
    def apply() -> None:
        import resource

        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
        resource.setrlimit(resource.RLIMIT_AS, (memory_mb << 20, memory_mb << 20))
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))

    return apply


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


_CHILD = """
import sys
sys.path[:0] = sys.argv[1:]
from etabli.procurement.quotes.reading import serve
serve(sys.stdin.buffer, sys.stdout.buffer)
"""


def serve(source: BinaryIO, target: BinaryIO) -> None:
    """The child's side: documents in, one line of JSON for each out, sent as soon as it is known."""
    from .engine.decoder import decode

    heads = json.loads(source.readline())
    for name, size, read_xml in heads:
        _hold(int(os.environ.get("ETABLI_READING_SECONDS", 0)))
        document = Document(name, source.read(size), read_xml)
        target.write(json.dumps(_decoded(decode, document)).encode() + b"\n")
        target.flush()


def _hold(seconds: int) -> None:
    """Each document its own time: the signal fells this child, and another one reads the following documents."""
    if seconds and hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_PROF, seconds)


def _decoded(decode: Callable[[Document], Quote], document: Document) -> dict[str, object]:
    try:
        return {"quote": decode(document).pack()}
    except Unreadable as error:
        return {"refused": [error.what, error.mend, error.what_en, error.mend_en]}
    except MemoryError:
        raise
    except Exception:  # a hostile file may break any library: it is refused, the others go on
        return {
            "refused": [
                "Ce fichier est abîmé : nous n'arrivons pas à le lire.",
                "Téléchargez-le de nouveau, ou demandez au prestataire de vous le renvoyer.",
                "This file is damaged: we can't read it.",
                "Download it again, or ask the supplier to send it again.",
            ]
        }
