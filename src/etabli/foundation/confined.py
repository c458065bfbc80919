"""The parent's side: have a function called in a child process with limits; whatever it reads, the caller goes on."""

from __future__ import annotations

import os
import sys
import sysconfig
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import IO

from etabli.foundation.reader import ServiceChild
from etabli.foundation.reading_child import Child, Limits, LocalChild

# What a reading child may open: what it is made of, and what others put on every machine alike. Nothing of
# ours.

_PACKAGE = Path(__file__).parents[1]  # our own code, which is public
_SYSTEM_LIBRARIES = (
    "/lib", "/lib64", "/usr/lib", "/usr/lib64", "/usr/local/lib", "/usr/local/lib64", "/nix/store", "/gnu/store",
    "/etc/ld.so.cache", "/etc/ssl/openssl.cnf", "/etc/localtime", "/usr/share/zoneinfo",
    "/usr/share/fonts", "/usr/local/share/fonts", "/usr/share/X11/fonts",  # for pages that don't bring theirs
    "/dev/null", "/dev/urandom", "/sys/devices/system/cpu",  # how many threads are worth starting
)  # fmt: skip


def readable_paths(extra: Iterable[str] = ()) -> list[str]:
    """The folders and files that a child may read: the interpreter's libraries, the packages, our code, the system's
    libraries and fonts, and `extra`. What an installation keeps to itself is left out, even when it lies beneath one of
    them. Nothing of /proc, where the memory and the environment of other processes are."""
    candidates = {*_SYSTEM_LIBRARIES, *_interpreter(), *extra, *_paths_in_variable("LD_LIBRARY_PATH")}
    kept_back = _private_paths()
    return [part for path in sorted(candidates) for part in _without_private(path, kept_back)]


def _interpreter() -> Iterator[str]:
    yield str(_PACKAGE)
    yield from (sysconfig.get_path(name) for name in ("stdlib", "platstdlib", "purelib", "platlib"))
    yield from (
        path for path in sys.path if Path(path).name in ("site-packages", "dist-packages", "lib-dynload")
    )


def _paths_in_variable(variable: str) -> list[str]:
    return [path for path in os.environ.get(variable, "").split(":") if path]


def _private_paths() -> list[Path]:
    """Where this installation keeps its data, its backups and its secrets, as far as this process knows."""
    places = [value for name, value in os.environ.items() if name.endswith("_FILE")]
    places += [os.environ.get(name, "") for name in ("ETABLI_DATA", "ETABLI_BACKUPS")]
    django = sys.modules.get("django.conf")
    if django is not None and django.settings.configured:
        databases = django.settings.DATABASES.values()
        places += [str(django.settings.DATA), *(str(database["NAME"]) for database in databases)]
    return [Path(place).resolve() for place in places if place.startswith("/")]


def _without_private(path: str, kept_back: Sequence[Path]) -> list[str]:
    """`path`, or those of its parts that hold nothing of what is kept back."""
    folder = Path(path).resolve()
    inside = [place for place in kept_back if folder in place.parents]
    if not inside or not folder.is_dir():
        return [path]
    parts = [each for each in folder.iterdir() if each.resolve() not in inside and not each.is_symlink()]
    return [part for each in parts for part in _without_private(str(each), inside)]


def call_confined(
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
    limits = {
        "seconds": seconds,
        "memory_mb": memory_mb,
        "reads": readable_paths(reads),
        "starts": list(starts),
    }
    child = _start(function, limits)
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


def _start(function: str, limits: Limits) -> Child:
    """By the reading service, which has a user of its own, where ETABLI_READER names it and it answers."""
    service = os.environ.get("ETABLI_READER")
    if service:
        with suppress(OSError):  # `etabli check` tells it
            return ServiceChild(service, function, limits)
    return LocalChild(function, limits)


def _lines(stream: IO[bytes], most: int) -> Iterator[bytes]:
    """Each line as it comes; `most` bytes at the most, the last line cut there."""
    with suppress(ConnectionError):  # the reading service hung up on what it had not read: no more comes
        while most > 0 and (line := stream.readline(most)):
            most -= len(line)
            yield line


def _send(child: Child, data: bytes) -> None:
    with suppress(OSError):
        child.send(data)
