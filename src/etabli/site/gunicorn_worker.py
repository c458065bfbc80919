"""The processes of the web server: gunicorn's, in which waitress speaks with the browsers.

A request takes a thread only once it has come whole, and lets it go as soon as its answer is written down: whoever
sends half a header, a body byte by byte, or reads an answer slowly, holds a socket and no thread. What never ends is
ended, whether or not a proxy stands before it.
"""

import logging
import os
import socket
import sys
import time
from collections.abc import Callable, Iterable
from typing import Any

from gunicorn.workers.base import Worker
from waitress import wasyncore
from waitress.adjustments import Adjustments
from waitress.channel import HTTPChannel
from waitress.parser import HTTPRequestParser
from waitress.server import TcpWSGIServer
from waitress.task import ThreadedTaskDispatcher

IDLE_SECONDS = 30.0  # without a byte in either direction
HEADER_SECONDS = 20.0  # for a whole header
BODY_SECONDS, MIN_BYTES_PER_SECOND = 60.0, 2_000  # for a body: this long, and a second more for so many bytes
MAX_CONNECTIONS = 500  # in one process: it takes no more until some end
LOOK_EACH_SECONDS = 2


class Request(HTTPRequestParser):  # type: ignore[misc]  # waitress carries no types
    """A request as it comes. A body larger than we take is not waited for: the page that says so reads none of it."""

    def __init__(self, adj: Any) -> None:
        super().__init__(adj)
        self.begun = time.monotonic()
        self.is_left_unread = False

    def parse_header(self, header_plus: bytes) -> None:
        super().parse_header(header_plus)
        length: int = self.content_length  # type: ignore[has-type]  # waitress carries no types
        if length >= self.adj.max_request_body_size:
            self.is_left_unread = self.connection_close = True
            self.body_rcv, self.content_length = None, 0

    def takes_too_long(self, now: float) -> bool:
        if not self.headers_finished:
            return now - self.begun > HEADER_SECONDS
        return bool(now - self.begun > BODY_SECONDS + self.body_bytes_received / MIN_BYTES_PER_SECOND)


class Channel(HTTPChannel):  # type: ignore[misc]  # waitress carries no types
    """A connection. One whose body was left unread is first closed on our side alone, and what still comes is thrown
    away: closed at once, the browser would lose the answer.
    """

    parser_class = Request
    leaves_unread = False
    is_draining = False

    def received(self, data: bytes) -> bool:
        went_on: bool = super().received(data)
        self.leaves_unread |= any(request.is_left_unread for request in self.requests)
        return went_on

    def readable(self) -> bool:
        return self.is_draining or bool(super().readable())

    def writable(self) -> bool:
        return not self.is_draining and bool(super().writable())

    def handle_read(self) -> None:
        if self.is_draining:
            self.recv(self.adj.recv_bytes)  # the end of it closes
        else:
            super().handle_read()

    def handle_close(self) -> None:
        if self.leaves_unread and not self.is_draining and self.connected:
            self.is_draining, self.begun = True, time.monotonic()
            try:
                self.socket.shutdown(socket.SHUT_WR)
            except OSError:
                super().handle_close()
        else:
            super().handle_close()

    def end_if_too_long(self, now: float) -> None:
        """End what nobody waits for any more: idle, or slower than a person's line would be."""
        if self.requests:
            return  # it is being answered
        if self.is_draining:
            if now - self.begun > IDLE_SECONDS:
                super().handle_close()
        elif time.time() - self.last_activity > IDLE_SECONDS or (
            self.request is not None and self.request.takes_too_long(now)
        ):
            self.will_close = True

    @property
    def is_busy(self) -> bool:
        return bool(self.requests or self.total_outbufs_len)


class Server(TcpWSGIServer):  # type: ignore[misc]  # waitress carries no types
    """What listens on one socket, in one process."""

    channel_class = Channel

    def maintenance(self, now: float) -> None:
        for channel in list(self.active_channels.values()):
            channel.end_if_too_long(time.monotonic())

    def stop_accepting(self) -> None:
        wasyncore.dispatcher.close(self)


class PatientWorker(Worker):  # type: ignore[misc]  # gunicorn carries no types
    """A process of gunicorn: born, watched, renewed and ended by it."""

    def run(self) -> None:
        sockets: dict[int, Any] = {}
        dispatcher = ThreadedTaskDispatcher()
        dispatcher.set_thread_count(self.cfg.threads)
        servers = self._servers(sockets, dispatcher)
        self._serve(sockets, until=lambda: not self.alive or self.ppid != os.getppid())
        for server in servers:
            server.stop_accepting()
        deadline = time.monotonic() + self.cfg.graceful_timeout
        self._serve(sockets, until=lambda: not _are_busy(servers) or time.monotonic() > deadline)
        dispatcher.shutdown(timeout=0.1)

    def _servers(self, sockets: dict[int, Any], dispatcher: ThreadedTaskDispatcher) -> list[Server]:
        """What listens on gunicorn's own sockets, all served by one set of threads."""
        from django.conf import settings

        from etabli.site.request_limits import (
            OVERHEAD_BYTES,  # it needs Django, loaded once this process is born
        )

        logging.getLogger("waitress.queue").setLevel(logging.ERROR)  # a queue is what it is for
        adjustments = Adjustments(
            sockets=[listener.sock for listener in self.sockets],
            ident=None,
            connection_limit=MAX_CONNECTIONS,
            cleanup_interval=LOOK_EACH_SECONDS,
            max_request_body_size=settings.UPLOAD_LIMIT_BYTES + OVERHEAD_BYTES + 1,
            outbuf_high_watermark=sys.maxsize,  # a slow reader keeps no thread, whatever the size of the answer
            clear_untrusted_proxy_headers=False,  # settings.py says which are believed
        )
        return [
            Server(
                self._count_request,
                sockets,
                _sock=sock,
                dispatcher=dispatcher,
                adj=adjustments,
                bind_socket=False,
                sockinfo=(sock.family, sock.type, sock.proto, sock.getsockname()),
            )
            for sock in adjustments.sockets
        ]

    def _serve(self, sockets: dict[int, Any], until: Callable[[], bool]) -> None:
        while not until():
            self.notify()
            wasyncore.loop(timeout=1.0, use_poll=True, map=sockets, count=1)

    def _count_request(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        self.nr += 1
        if self.nr >= self.max_requests:
            self.alive = False
        answer: Iterable[bytes] = self.wsgi(environ, start_response)
        return answer


def _are_busy(servers: Iterable[Server]) -> bool:
    return any(channel.is_busy for server in servers for channel in server.active_channels.values())
