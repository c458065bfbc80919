"""A provider of text messages on loopback, and what the clock does."""

import json
from datetime import datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from zoneinfo import ZoneInfo

import time_machine

from etabli.foundation.notices import notice_mails
from etabli.foundation.notices.texts import sending
from etabli.foundation.people.models import Person
from etabli.foundation.seats.actions import sign_up
from tests import factories as make

MOBILE = "06 12 34 56 78"
SECRET = "a-secret-of-thirty-two-signs-and-more"
PARIS = ZoneInfo("Europe/Paris")


class Provider:
    """A provider of text messages: what it was asked, and what it answers next."""

    def __init__(self) -> None:
        self.asked: list[tuple[dict[str, str], bytes]] = []
        self.status, self.body = 200, b'{"messages": [{"status": "queued"}]}'
        provider = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                length = int(self.headers.get("Content-Length", 0))
                provider.asked.append((dict(self.headers), self.rfile.read(length)))
                if provider.status == 0:  # it hears, and says nothing
                    self.connection.close()
                    return
                self.send_response(provider.status)
                self.send_header("Content-Length", str(len(provider.body)))
                self.end_headers()
                self.wfile.write(provider.body)

            def do_GET(self) -> None:
                provider.asked.append((dict(self.headers), self.path.encode()))
                self.send_response(200)
                self.send_header("Content-Length", "15")
                self.end_headers()
                self.wfile.write(b'{"status": 100}')

            def log_message(self, *args: object) -> None:
                """Not a word."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        Thread(target=self.server.serve_forever, args=[0.01], daemon=True).start()

    @property
    def texts(self) -> list[dict[str, str]]:
        return [json.loads(body) for _headers, body in self.asked]


def signed_up(person: Person, at: datetime = make.AT) -> Any:
    occasion = make.occasion(person.chamber, starts_at=at + timedelta(days=10))
    return sign_up(occasion=occasion, holder=person, by=make.adviser(person.chamber), at=at)


def minutes(at: datetime, number: int = 1) -> int:
    """What the clock does each minute; how many left."""
    left = 0
    for minute in range(number):
        now = at + timedelta(minutes=minute)
        with time_machine.travel(now, tick=False):
            notice_mails.send_due(now)
            left += sending.deliver_due(now)
    return left
