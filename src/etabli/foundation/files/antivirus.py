"""ClamAV, where the installation has it: the daemon is asked through its socket (clamd(8), INSTREAM)."""

import re
import socket
from contextlib import closing

from etabli.foundation.files.engine.refusing import Reason, Refused

PATIENCE_SECONDS = 30
_CHUNK = 64 * 1024


def scan(content: bytes, address: str) -> None:
    """Have the daemon at `address` ("unix:/path" or "tcp://host:port") look at a file. Raises Refused: virus; unwatched
    when it does not answer, since a file that nobody looked at isn't kept."""
    try:
        with closing(_connect(address)) as link:
            link.sendall(b"zINSTREAM\x00")
            for at in range(0, len(content), _CHUNK):
                chunk = content[at : at + _CHUNK]
                link.sendall(len(chunk).to_bytes(4) + chunk)
            link.sendall(bytes(4))
            answer = _read_answer(link)
    except OSError:
        raise Refused(Reason.UNWATCHED) from None
    if answer.endswith(b" FOUND"):
        raise Refused(Reason.VIRUS)
    if not answer.endswith(b" OK"):
        raise Refused(Reason.UNWATCHED)


def answers(address: str) -> bool:
    """The daemon is there."""
    try:
        with closing(_connect(address)) as link:
            link.sendall(b"zPING\x00")
            return _read_answer(link) == b"PONG"
    except OSError:
        return False


def _connect(address: str) -> socket.socket:
    if address.startswith("unix:"):
        link = socket.socket(socket.AF_UNIX)
        link.settimeout(PATIENCE_SECONDS)
        try:
            link.connect(address.removeprefix("unix:"))
        except OSError:
            link.close()
            raise
        return link
    match = re.fullmatch(r"tcp://\[?([^\]]+?)\]?:(\d+)", address)
    if match is None:
        raise OSError(f"{address!r} is no address")
    return socket.create_connection((match[1], int(match[2])), timeout=PATIENCE_SECONDS)


def _read_answer(link: socket.socket) -> bytes:
    answer = b""
    while not answer.endswith(b"\x00") and len(answer) < 4096 and (chunk := link.recv(4096)):
        answer += chunk
    return answer.rstrip(b"\x00\n")
