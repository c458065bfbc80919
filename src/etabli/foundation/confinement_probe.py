"""What a reading child of this machine can still do, tried in one: `etabli check` tells it."""

from __future__ import annotations

import json
import os
import socket
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import BinaryIO

from etabli.foundation.confined import call_confined


class Reach(StrEnum):
    """Each of them is refused where the kernel lacks nothing."""

    MEMORY = "memory"  # of the process that asked, and its environment
    FILES = "files"
    WRITING = "writing"
    NETWORK = "network"
    SIGNALS = "signals"
    PROGRAMS = "programs"


def find_reach(places: Sequence[Path]) -> frozenset[Reach] | None:
    """What a child is still able to do, these files and folders being what it must not read; None when it fell, so that
    no file can be read here."""
    output, ended_well = call_confined(
        f"{__name__}:serve",
        json.dumps({"process": os.getpid(), "places": [str(place) for place in places]}).encode(),
        seconds=10,
        memory_mb=256,
        patience=30,
        most=10_000,
    )
    return frozenset(map(Reach, json.loads(output))) if ended_well else None


def serve(source: BinaryIO, target: BinaryIO) -> None:
    """The child's side: the process that asks and paths come in, what could be done goes out."""
    target.write(json.dumps(list(_possible(**json.loads(source.read())))).encode())
    target.flush()


def _possible(process: int, places: Sequence[str]) -> Iterator[Reach]:
    tries: dict[Reach, Sequence[Callable[[], object]]] = {
        Reach.MEMORY: [partial(_read, f"/proc/{process}/{part}") for part in ("environ", "mem")],
        Reach.FILES: [partial(_read, place) for place in places],
        Reach.WRITING: [lambda: os.close(os.open(os.devnull, os.O_WRONLY))],
        Reach.NETWORK: [lambda: socket.socket().close()],
        Reach.SIGNALS: [partial(os.kill, process, 0)],
        Reach.PROGRAMS: [_fork],
    }
    for what, attempts in tries.items():
        for attempt in attempts:
            with suppress(OSError, AttributeError):
                attempt()
                yield what
                break


def _read(path: str) -> None:
    if os.path.isdir(path):
        os.listdir(path)
    else:
        os.close(os.open(path, os.O_RDONLY))


def _fork() -> None:
    process = os.fork()
    if process == 0:
        os._exit(0)
    os.waitpid(process, 0)
