"""The visitors: `python -m bench.web.load`, a process of its own, so that what they cost is not the server's.

Takes an order in JSON on its standard input, answers in JSON. A fixed number of visits by a few connections that stay
open, as those of a proxy in front do; each visitor has an address of their own.
"""

import json
import re
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass, field
from http.client import HTTPConnection, HTTPException
from urllib.parse import urlencode, urlsplit
from zlib import MAX_WBITS, decompress

from etabli.site.environment import CHECKOUT

# What an unknown artisan types; each is somebody else.
FORM = {
    "name": "Jeanne {number}",
    "contact": "jeanne{number}@example.org",
    "commune": "Pauillac",
    "trade": "maçon",
}
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


@dataclass(frozen=True)
class Order:
    """What to visit: `paths` in turn, by GET, or with `form` filled and sent, its numbers those of the visits.

    `token`: the site asks for one; each connection reads one form, and sends its token at each visit. `complete`: each
    visitor reads the form, sends it, and reads the page that follows. `cookies`: those of somebody who is signed in.
    """

    port: int
    paths: list[str]
    visits: int
    first: int = 0
    connections: int = 4
    headers: dict[str, str] = field(default_factory=dict)
    form: dict[str, str] = field(default_factory=dict)
    token: bool = False
    complete: bool = False
    cookies: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Answer:
    """Seconds of each visit and of all, bytes received (headers and bodies), what was not answered as hoped."""

    seconds: float
    latencies: list[float]
    bytes: int
    refused: list[str]


class Refused(Exception):
    """The server gave another status than the visit hopes for."""


class Connection:
    """One kept-alive connection, which counts the bytes that come."""

    def __init__(self, order: Order) -> None:
        self.order = order
        self.http = HTTPConnection("127.0.0.1", order.port, timeout=60)
        self.bytes = 0
        self.cookies = dict(order.cookies)

    def ask(self, method: str, path: str, status: int, headers: Mapping[str, str], body: str = "") -> "Page":
        """One request, with the cookies of this connection; raises Refused unless the answer has this status."""
        given = {**self.order.headers, **headers}
        if self.cookies:
            given["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        if body:
            given["Content-Type"] = "application/x-www-form-urlencoded"
        try:
            self.http.request(method, path, body or None, given)
            answer = self.http.getresponse()
        except ConnectionError:  # a worker that is renewed closes the connections that it kept
            if method != "GET":
                raise
            self.http.close()
            self.http.request(method, path, body or None, given)
            answer = self.http.getresponse()
        content = answer.read()
        self.bytes += len(content) + sum(len(name) + len(value) + 4 for name, value in answer.getheaders())
        if answer.status != status:
            raise Refused(f"{method} {path}: {answer.status} instead of {status}")
        for line in answer.headers.get_all("Set-Cookie") or []:
            name, _, value = line.partition(";")[0].partition("=")
            self.cookies[name] = value
        return Page(
            answer.headers.get("Location", ""), content, answer.headers.get("Content-Encoding") == "gzip"
        )


@dataclass(frozen=True)
class Page:
    location: str
    content: bytes
    zipped: bool

    @property
    def token(self) -> str:
        text = decompress(self.content, MAX_WBITS | 16) if self.zipped else self.content
        match = TOKEN.search(text.decode())
        if match is None:
            raise Refused("a form without its token")
        return match[1]


def visit(connection: Connection, number: int, token: str) -> None:
    """One visit; raises Refused when an answer is not the one that a visitor hopes for."""
    order = connection.order
    path, headers = order.paths[number % len(order.paths)], address(number)
    if not order.form:
        connection.ask("GET", path, 200, headers)
        return
    if order.complete:
        connection.cookies.clear()
        token = connection.ask("GET", path, 200, headers).token
    filled = {name: value.format(number=number) for name, value in order.form.items()}
    if token:
        headers["Origin"] = f"https://{order.headers['Host']}"
        filled["csrfmiddlewaretoken"] = token
    followed = connection.ask("POST", path, 302, headers, urlencode(filled)).location
    if order.complete:
        connection.ask("GET", urlsplit(followed).path, 200, headers)


def address(number: int) -> dict[str, str]:
    """Each visitor has their own behind the proxy, so that none is taken for one who insists."""
    return {"X-Forwarded-For": f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}"}


def carry_out(order: Order) -> Answer:
    """All the visits of an order, by its connections."""
    numbers = iter(range(order.first, order.first + order.visits))
    began = time.perf_counter()
    with ThreadPoolExecutor(order.connections) as pool:
        shares = list(pool.map(lambda _: _share(order, numbers), range(order.connections)))
    seconds = time.perf_counter() - began
    latencies = [each for share in shares for each in share[0]]
    return Answer(seconds, latencies, sum(share[1] for share in shares), [r for s in shares for r in s[2]])


def sent(order: Order) -> Answer:
    """The same by a process of its own."""
    argv = [sys.executable, "-m", "bench.web.load"]
    done = subprocess.run(
        argv, cwd=CHECKOUT, input=json.dumps(asdict(order)), check=True, capture_output=True, text=True
    )
    return Answer(**json.loads(done.stdout))


def _share(order: Order, numbers: Iterator[int]) -> tuple[list[float], int, list[str]]:
    connection, latencies, refused, token = Connection(order), list[float](), list[str](), ""
    if order.token and not order.complete:
        token = connection.ask("GET", order.paths[0], 200, {}).token
        kept, connection.bytes = dict(connection.cookies), 0
    for number in numbers:
        if token:
            connection.cookies = dict(kept)
        began = time.perf_counter()
        try:
            visit(connection, number, token)
        except (Refused, OSError, HTTPException) as trouble:
            refused.append(str(trouble))
            connection.http.close()  # the next visit opens it again
        latencies.append(time.perf_counter() - began)
    connection.http.close()
    return latencies, connection.bytes, refused


if __name__ == "__main__":
    print(json.dumps(asdict(carry_out(Order(**json.load(sys.stdin))))))
