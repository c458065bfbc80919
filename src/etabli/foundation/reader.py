"""The reading service: the same children under a user of their own, where systemd starts one for each connection.

`python -P -m etabli.foundation.reader` has the connection as its standard input and output: an order comes in (its
length in four bytes, then JSON), then what the child is sent. What the child says goes out, and ENDED_WELL if it did.
"""

from __future__ import annotations

import json
import os
import re
import select
import socket
import sys
from contextlib import suppress
from typing import IO

from etabli.foundation.reading_child import Limits, end, start_child

ENDED_WELL = b"\0ended well\n"
ALLOWED_FUNCTION = re.compile(r"etabli(\.\w+)+:serve")


class ServiceChild:
    """The asking side: a child of that service, by its socket. Raises OSError when nobody answers there."""

    def __init__(self, path: str, function: str, limits: Limits) -> None:
        self._link = socket.socket(socket.AF_UNIX)
        try:
            self._link.connect(path)
            order = json.dumps({"function": function, "held": limits}).encode()
            self._link.sendall(len(order).to_bytes(4) + order)
        except OSError:
            self._link.close()
            raise
        self.answers: IO[bytes] = self._link.makefile("rb")

    def send(self, sent: bytes) -> None:
        self._link.sendall(sent)
        self._link.shutdown(socket.SHUT_WR)

    def end(self) -> None:
        with suppress(OSError):  # it has ended by itself
            self._link.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        self.answers.close()
        self._link.close()

    def judge(self, answered: bytes) -> tuple[bytes, bool]:
        return answered.removesuffix(ENDED_WELL), answered.endswith(ENDED_WELL)


def answers(path: str) -> bool:
    """Whether the service is there."""
    with suppress(OSError), socket.socket(socket.AF_UNIX) as link:
        link.connect(path)
        return True
    return False


def main() -> int:
    """The service's side of one connection."""
    link = socket.socket(fileno=0)
    size = int.from_bytes(link.recv(4, socket.MSG_WAITALL))
    if not size:  # somebody who looked whether it answers
        return 0
    order = json.loads(link.recv(size, socket.MSG_WAITALL))
    if not ALLOWED_FUNCTION.fullmatch(order["function"]):
        return 2
    process = start_child(order["function"], order["held"], 0, 0)
    watched = select.poll()
    watched.register(link, 0)  # both ends closed: nobody waits for the answer any more
    watched.register(os.pidfd_open(process.pid), select.POLLIN)
    watched.poll()
    is_running = process.poll() is None
    end(process)
    if not is_running and process.returncode == 0:
        with suppress(OSError):
            link.sendall(ENDED_WELL)
    return 0


if __name__ == "__main__":
    sys.exit(main())
