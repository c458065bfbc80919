"""The parent's side: have a function called in a child process with limits; whatever it reads, the caller goes on."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from typing import IO

from etabli.foundation.readable import readable
from etabli.foundation.reader import Served
from etabli.foundation.reading_child import Child, Held, Process


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
    child = _child(function, held)
    sender = threading.Thread(target=_send, args=(child, sent))
    timer = threading.Timer(patience, child.end)
    sender.start()
    timer.start()
    try:
        if meanwhile:
            meanwhile()
        output = b"".join(line for line in _lines(child.answers, most) if not hear(line))
        if len(output) >= most:
            return output, False
        return child.judge(output)
    finally:
        timer.cancel()
        child.end()
        sender.join()
        child.close()


def _child(function: str, held: Held) -> Child:
    """By the reading service, which has a user of its own, where ETABLI_READER names it and it answers."""
    service = os.environ.get("ETABLI_READER")
    if service:
        with suppress(OSError):  # `etabli check` tells it
            return Served(service, function, held)
    return Process(function, held)


def _lines(stream: IO[bytes], most: int) -> Iterator[bytes]:
    """Each line as it comes; `most` bytes at the most, the last line cut there."""
    with suppress(ConnectionError):  # the reading service hung up on what it had not read: no more comes
        while most > 0 and (line := stream.readline(most)):
            most -= len(line)
            yield line


def _send(child: Child, sent: bytes) -> None:
    with suppress(OSError):
        child.send(sent)
