"""A child process that calls one function of ours under `confinement`, and its two ends."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from contextlib import suppress
from typing import IO, Any, Protocol

type Limits = dict[str, Any]  # what `confinement.confine` takes


class Child(Protocol):
    """One that was started: here, or by the reading service."""

    answers: IO[bytes]  # what it says

    def send(self, sent: bytes) -> None:
        """All that it is sent. Raises OSError when it ends before it has taken everything."""

    def end(self) -> None:
        """End it and whatever it has started, if it hasn't ended by itself."""

    def judge(self, answered: bytes) -> tuple[bytes, bool]:
        """Of all that it said: the answer, and whether it ended well. Waits for its end."""

    def close(self) -> None:
        """What is left open here."""


class LocalChild:
    """A child of this very process."""

    def __init__(self, function: str, limits: Limits) -> None:
        self._process = start_child(function, limits, subprocess.PIPE, subprocess.PIPE)
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._source = self._process.stdin
        self.answers: IO[bytes] = self._process.stdout

    def send(self, sent: bytes) -> None:
        with self._source:
            self._source.write(sent)

    def end(self) -> None:
        end(self._process)

    def close(self) -> None:
        self.answers.close()

    def judge(self, answered: bytes) -> tuple[bytes, bool]:
        return answered, self._process.wait() == 0


def start_child(
    function: str, limits: Limits, source: IO[bytes] | int, target: IO[bytes] | int
) -> subprocess.Popen[bytes]:
    """The process itself; it leads a group of its own."""
    return subprocess.Popen(
        [
            sys.executable,
            "-I",
            "-S",
            "-B",
            "-c",
            CHILD_PROGRAM,
            function,
            json.dumps(limits),
            *filter(None, sys.path),
        ],
        stdin=source,
        stdout=target,
        stderr=subprocess.DEVNULL,
        env=_bare_environment(),
        start_new_session=True,
    )


def end(process: subprocess.Popen[bytes]) -> None:
    """End it and what it has started, such as an OCR engine."""
    if hasattr(os, "killpg"):
        with suppress(ProcessLookupError, PermissionError):  # macOS gives the latter for a group of the dead
            os.killpg(process.pid, signal.SIGKILL)
    else:
        process.kill()
    process.wait()


def _bare_environment() -> dict[str, str]:
    """What the child needs, and one thread for numpy, whose others would each ask for memory."""
    return {"OPENBLAS_NUM_THREADS": "1"} | {
        k: v
        for k, v in os.environ.items()
        if k in ("PATH", "LANG", "LC_ALL", "SYSTEMROOT", "LD_LIBRARY_PATH", "TESSDATA_PREFIX")
    }


# The limits are set once our own code is there, and before the first byte of a document is read.
CHILD_PROGRAM = """
import json, sys
function, held, *sys.path[:0] = sys.argv[1:]
from importlib import import_module
from etabli.foundation.confinement import confine
module, _, name = function.partition(":")
call = getattr(import_module(module), name)
confine(**json.loads(held))
call(sys.stdin.buffer, sys.stdout.buffer)
"""
