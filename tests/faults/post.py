"""A mail server on the loopback that writes down what it accepts, and waits in the middle of a mail when told to."""

import email
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import Message


@dataclass
class Post:
    """`hold_at`: the number of the mail (from 1) over which to wait; `after`: once it is accepted, not before."""

    port: int = 0
    hold_at: int = 0
    after: bool = False
    offered: int = 0
    accepted: list[Message] = field(default_factory=list)
    held: threading.Event = field(default_factory=threading.Event)
    go_on: threading.Event = field(default_factory=threading.Event)
    _turn: threading.Lock = field(default_factory=threading.Lock)

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self.port}"

    def receive(self, content: bytes) -> bool:
        """Takes one mail; False when nobody waits for the answer any more."""
        with self._turn:
            self.offered += 1
            here = self.offered == self.hold_at
            if not here or self.after:
                self.accepted.append(email.message_from_bytes(content))
        if here:
            self.held.set()
            self.go_on.wait(120)
        return not here


class _Session(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        post: Post = self.server.post  # type: ignore[attr-defined]  # given below
        self.wfile.write(b"220 loopback\r\n")
        for line in self.rfile:
            word = line[:4].upper().strip()
            if word == b"DATA":
                self.wfile.write(b"354 go on\r\n")
                if not post.receive(self._body()):
                    return
                self.wfile.write(b"250 taken\r\n")
            elif word == b"QUIT":
                self.wfile.write(b"221 bye\r\n")
                return
            else:
                self.wfile.write(b"250 ok\r\n")

    def _body(self) -> bytes:
        lines = []
        for line in self.rfile:
            if line == b".\r\n":
                break
            lines.append(line)
        return b"".join(lines)


class _Server(socketserver.ThreadingTCPServer):
    daemon_threads = True
    allow_reuse_address = True


@contextmanager
def post_office(*, hold_at: int = 0, after: bool = False) -> Iterator[Post]:
    with _Server(("127.0.0.1", 0), _Session) as server:
        post = Post(int(server.server_address[1]), hold_at, after)
        server.post = post  # type: ignore[attr-defined]  # for the sessions
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield post
        finally:
            post.go_on.set()
            server.shutdown()
            thread.join(30)
