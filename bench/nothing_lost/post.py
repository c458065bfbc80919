"""The mail server of the measurement: it takes every mail, and writes down which before it says so."""

import asyncio
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller

from bench.nothing_lost.records import Records
from bench.web.sites import free_port

SECONDS_TO_LOOK = (
    0.02  # at a mail, before it is taken, and before the sender knows it: real servers take longer
)
NUMBER = re.compile(rb"^Message-ID:\s*(\S+)", re.IGNORECASE | re.MULTILINE)


class Sink:
    """Each mail that was accepted: its Message-ID and to whom."""

    def __init__(self, records: Records, port: int) -> None:
        self.records, self.port = records, port

    async def handle_DATA(  # noqa: N802 -- the library's name
        self, _server: Any, _session: Any, envelope: Any
    ) -> str:
        number = NUMBER.search(envelope.content)
        await asyncio.sleep(SECONDS_TO_LOOK)
        self.records.add({"id": number[1].decode() if number else "", "to": envelope.rcpt_tos[0]})
        await asyncio.sleep(SECONDS_TO_LOOK)
        return "250 taken"


@contextmanager
def sink(file: Path) -> Iterator[Sink]:
    """The server, listening on a free port of the loopback."""
    with Records(file) as records:
        taken = Sink(records, free_port())
        control = Controller(taken, hostname="127.0.0.1", port=taken.port)
        control.start()
        try:
            yield taken
        finally:
            control.stop()
