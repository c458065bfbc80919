"""The parent's side: have a function called in a child process with limits; whatever it reads, the caller goes on."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from typing import IO

from etabli.foundation.readable import readable


def ask(
    function: str,
    sent: bytes,
    *,
    seconds: int,
    memory_mb: int,
    patience: int,
    most: int,
    starts: Sequence[str] = (),
    reads: Sequence[str] = (),
    meanwhile: Callable[[], object] | None = None,
    hear: Callable[[bytes], bool] = lambda _line: False,
) -> tuple[bytes, bool]:
    """Have `function` ("package.module:name", of two binary streams: what is sent, what is answered) called in a child
    process held by `confinement.confine` to `seconds` of processor and `memory_mb` of memory, to the files of the
    interpreter and its libraries. It starts no program but `starts` (full paths), and they may read `reads` too.

    Gives what it answered, and whether it ended well: not when it fell, was ended after `patience` seconds, or said
    `most` bytes or more. `meanwhile` is done while it works. `hear` gets each line as it comes; one that it keeps (it
    answers True: a word of progress) is no part of the answer. Nothing that the child has started outlives the call.
    """
    held = {
        "seconds": seconds,
        "memory_mb": memory_mb,
        "reads": readable(reads),
        "starts": list(starts),
    }
    with subprocess.Popen(
        [sys.executable, "-I", "-S", "-B", "-c", _CHILD, function, json.dumps(held), *_import_paths()],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=_bare_environment(),
        start_new_session=True,
    ) as child:
        output = _exchange(child, sent, patience, most, meanwhile, hear)
    return output, child.returncode == 0 and len(output) < most


def _exchange(
    child: subprocess.Popen[bytes],
    sent: bytes,
    patience: int,
    most: int,
    meanwhile: Callable[[], object] | None,
    hear: Callable[[bytes], bool],
) -> bytes:
    assert child.stdin is not None
    assert child.stdout is not None
    sender = threading.Thread(target=_send, args=(child.stdin, sent))
    timer = threading.Timer(patience, _end, [child])
    sender.start()
    timer.start()
    try:
        if meanwhile:
            meanwhile()
        output = b"".join(line for line in _lines(child.stdout, most) if not hear(line))
        if len(output) < most:
            child.wait()
        return output
    finally:
        timer.cancel()
        _end(child)
        sender.join()


def _lines(stream: IO[bytes], most: int) -> Iterator[bytes]:
    """Each line as it comes; `most` bytes at the most, the last line cut there."""
    while most > 0 and (line := stream.readline(most)):
        most -= len(line)
        yield line


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


# The limits are set once our own code is there, and before the first byte of a document is read.
_CHILD = """
import json, sys
function, held, *sys.path[:0] = sys.argv[1:]
from importlib import import_module
from etabli.foundation.confinement import confine
module, _, name = function.partition(":")
call = getattr(import_module(module), name)
confine(**json.loads(held))
call(sys.stdin.buffer, sys.stdout.buffer)
"""
