"""Visitors who sign up through HTTP, all at the same instant: run as a process of its own by test_web.py.

Each opens the page, then all wait for a line on the standard input, and send their forms. One line of JSON per visitor
comes out: the number, and the answer's status (0 when the connection broke).
"""

import http.client
import json
import re
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlencode

TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


class Visitor:
    """One person with one browser, at an address of their own."""

    def __init__(self, port: int, path: str, number: int) -> None:
        self.port, self.path, self.number = port, path, number
        self.headers = {"X-Forwarded-For": f"203.0.113.{number % 250}"}
        self.token = ""

    def opens(self) -> None:
        page = self._ask("GET")
        match = TOKEN.search(page.read().decode())
        assert page.status == 200
        assert match
        self.token = match.group(1)
        self.headers["Cookie"] = "; ".join(
            cookie.split(";")[0] for cookie in page.headers.get_all("Set-Cookie") or []
        )

    def signs_up(self) -> int:
        form = {
            "csrfmiddlewaretoken": self.token,
            "name": f"Artisan {self.number}",
            "contact": f"artisan{self.number}@example.org",
        }
        self.headers["Content-Type"] = "application/x-www-form-urlencoded"
        try:
            return self._ask("POST", urlencode(form)).status
        except (OSError, http.client.HTTPException):
            return 0

    def _ask(self, method: str, body: str | None = None) -> http.client.HTTPResponse:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=100)
        connection.request(method, self.path, body, self.headers)
        return connection.getresponse()


def main(port: str, path: str, first: str, number: str) -> None:
    visitors = [Visitor(int(port), path, int(first) + n) for n in range(int(number))]
    for visitor in visitors:
        visitor.opens()
    print("ready", flush=True)
    sys.stdin.readline()
    together = threading.Barrier(len(visitors))

    def act(visitor: Visitor) -> None:
        together.wait(60)
        status = visitor.signs_up()
        print(json.dumps([visitor.number, status]) + "\n", end="", flush=True)

    with ThreadPoolExecutor(len(visitors)) as pool:
        for done in [pool.submit(act, visitor) for visitor in visitors]:
            done.result()


if __name__ == "__main__":
    main(*sys.argv[1:])
