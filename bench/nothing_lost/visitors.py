"""The visitors: invented people who sign up by the public form, and some of whom give their place back.

What was not answered, or was answered 503, they send again, as anybody does; only what the site said is done is noted
as acknowledged: the redirect to what follows.
"""

import re
import threading
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from urllib.parse import urlencode, urlsplit

from bench.nothing_lost.records import Records
from bench.web.load import TOKEN, address
from bench.web.sites import HOST, PROXIED

SIGN_UP, GIVE_BACK, TRIED = "sign-up", "give-back", "tried to give back"
PATIENCE_SECONDS = (8.0, 25.0)  # without an answer, of every other visitor: then they send it again
PAUSE_SECONDS = 0.3  # before they do
BETWEEN_SECONDS, HUNDRED = 1.0, 100  # from one visitor to the next; as long again with each hundred who came
GIVES_BACK = 4  # one in so many
WAVE = 20  # so many come to one session before the next
THEIR_PAGE = re.compile(r"/inscriptions/\d+/$")
GIVEN_BACK = re.compile(r'action="[^"]*/inscriptions/\d+/reprendre/')
HEADERS = {**PROXIED, "Accept-Encoding": "identity", "Connection": "close"}


class _Over(Exception):
    """The visitor leaves before they were answered."""


@dataclass(frozen=True)
class Page:
    location: str
    text: str


@dataclass
class Crowd:
    """What the visitors of one line were told. `answers` counts those that are not what they hoped for."""

    port: int
    sessions: Sequence[int]
    acknowledged: Records
    tried: Records
    answers: Counter[str] = field(default_factory=Counter)
    errors: list[str] = field(default_factory=list)  # any 5xx other than 503
    over: threading.Event = field(default_factory=threading.Event)
    leave_at: float = float("inf")
    _next: int = 0
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def come(self) -> None:
        """One visitor after the other, until it is over."""
        while not self.over.is_set():
            with self._lock:
                number = self._next
                self._next += 1
            try:
                _Visitor(self, number, self.sessions[number // WAVE % len(self.sessions)]).come()
            except _Over:
                return
            self.over.wait(BETWEEN_SECONDS * (1 + number // HUNDRED))

    def note(self, status: int, method: str, path: str) -> None:
        with self._lock:
            if status == 0:
                self.answers["no answer"] += 1
            elif status >= 500:
                self.answers[str(status)] += 1
                if status != 503:
                    self.errors.append(f"{status} {method} {path}")
            else:
                self.answers["refused"] += 1


@dataclass
class _Visitor:
    crowd: Crowd
    number: int
    session: int
    cookies: dict[str, str] = field(default_factory=dict)

    def come(self) -> None:
        path = f"/ateliers/{self.session}/"
        form = {
            "name": f"Exemple {self.number}",
            "contact": contact(self.number),
            "commune": "Pauillac",
            "trade": "maçon",
        }
        followed = self._sent(path, path, form)
        self._note(SIGN_UP)
        if self.number % GIVES_BACK == 0 and THEIR_PAGE.search(followed.location):
            self._give_back(urlsplit(followed.location).path)

    def _give_back(self, page: str) -> None:
        """Press the button; whoever got no answer looks at the page, which says whether it is done."""
        self.crowd.tried.add({"what": TRIED, "to": contact(self.number), "session": self.session})
        while True:
            page_now = self._insist("GET", page)
            done = GIVEN_BACK.search(page_now.text) or self._ask(
                "POST", f"{page}annuler/", {"csrfmiddlewaretoken": _token(page_now)}
            )
            if done:
                self._note(GIVE_BACK)
                return

    def _sent(self, page: str, path: str, form: dict[str, str]) -> Page:
        """The form of `page`, filled and sent until the site says that it is done."""
        token = _token(self._insist("GET", page))
        return self._insist("POST", path, {**form, "csrfmiddlewaretoken": token})

    def _insist(self, method: str, path: str, form: dict[str, str] | None = None) -> Page:
        while True:
            answer = self._ask(method, path, form)
            if answer is not None:
                return answer

    def _ask(self, method: str, path: str, form: dict[str, str] | None = None) -> Page | None:
        """None, after a pause, unless a page came (GET) or the site said that it is done (POST)."""
        if self.crowd.over.is_set() and time.monotonic() > self.crowd.leave_at:
            raise _Over
        headers = {**HEADERS, **address(self.number)}
        if self.cookies:
            headers["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        if form is not None:
            headers |= {"Origin": f"https://{HOST}", "Content-Type": "application/x-www-form-urlencoded"}
        with closing(
            HTTPConnection("127.0.0.1", self.crowd.port, timeout=PATIENCE_SECONDS[self.number % 2])
        ) as http:
            try:
                http.request(method, path, None if form is None else urlencode(form), headers)
                answer = http.getresponse()
                text, status = answer.read().decode(), answer.status
            except (OSError, HTTPException):
                status = 0
        if status != (200 if form is None else 302):
            self.crowd.note(status, method, path)
            time.sleep(PAUSE_SECONDS)
            return None
        for line in answer.headers.get_all("Set-Cookie") or []:
            name, _, value = line.partition(";")[0].partition("=")
            self.cookies[name] = value
        return Page(answer.headers.get("Location", ""), text)

    def _note(self, what: str) -> None:
        row = {"what": what, "to": contact(self.number), "session": self.session, "at": time.monotonic()}
        self.crowd.acknowledged.add(row)


def contact(number: int) -> str:
    """Each is somebody else."""
    return f"exemple.{number}@example.org"


def _token(page: Page) -> str:
    match = TOKEN.search(page.text)
    return match[1] if match else ""


@contextmanager
def coming(crowd: Crowd, count: int, leave_within: float) -> Iterator[None]:
    """`count` visitors at a time, until the block ends; then each has so many seconds to be answered."""
    threads = [threading.Thread(target=crowd.come, name=f"visitor {at}") for at in range(count)]
    for thread in threads:
        thread.start()
    try:
        yield
    except BaseException:
        leave_within = 0.0
        raise
    finally:
        crowd.leave_at = time.monotonic() + leave_within
        crowd.over.set()
        for thread in threads:
            thread.join()
