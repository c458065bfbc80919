"""A visitor who follows every link of every page, by rounds, as one role of the demonstration."""

import re
from collections import Counter, deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

from django.urls import Resolver404, resolve

from tests.armed import ArmedClient

DIGITS = re.compile(r"\d+")


class _Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.ids: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if given.get("id"):
            self.ids.add(str(given["id"]))
        if tag in {"a", "area"} and given.get("href"):
            self.found.append(str(given["href"]))
        if tag == "img" and given.get("src"):
            self.found.append(str(given["src"]))


@dataclass
class Crawl:
    """Opens at most `each` addresses of one kind (the same name in the URL conf, asked the same), so that a long list
    stays short; and four times as many of one name, since filters make kinds without end.
    """

    client: ArmedClient
    each: int = 3
    most: int = 220
    opened: dict[str, int] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)
    kinds: Counter[str] = field(default_factory=Counter)
    pages: Counter[str] = field(default_factory=Counter)

    def run(self, start: str) -> "Crawl":
        waiting = deque([(start, "the start")])
        asked = {start}
        while waiting and len(self.opened) < self.most:
            address, source = waiting.popleft()
            for link in self._open(address, source):
                if link not in asked:
                    asked.add(link)
                    waiting.append((link, address))
        return self

    def _open(self, address: str, source: str) -> list[str]:
        kind = kind_of(address)
        if kind is None:
            self.faults.append(f"{address} (on {source}): no such address")
            return []
        page = kind.partition("?")[0]
        if self.kinds[kind] >= self.each or self.pages[page] >= 4 * self.each:
            return []
        self.kinds[kind] += 1
        self.pages[page] += 1
        response = self.client.get(address, follow=True)
        if response.streaming:
            b"".join(response.streaming_content)  # type: ignore[attr-defined]  # closed once read
        self.opened[address] = response.status_code
        if response.status_code != 200:
            self.faults.append(f"{address} (on {source}): {response.status_code}")
            return []
        if not response.headers.get("Content-Type", "").startswith("text/html"):
            return []
        return list(self._links(response.content.decode(), address))

    def _links(self, html: str, address: str) -> Iterator[str]:
        links = _Links()
        links.feed(html)
        for href in links.found:
            target = urlsplit(urljoin(f"http://testserver{address}", href))
            if target.scheme not in {"http", "https"} or target.netloc != "testserver":
                continue
            if href.startswith("#") and target.fragment and target.fragment not in links.ids:
                self.faults.append(f"{address}: nothing bears the name {href}")
            if not target.path.startswith("/static/"):
                yield target.path + (f"?{target.query}" if target.query else "")


def kind_of(address: str) -> str | None:
    """The name of the address in the URL conf and what it is asked, whatever the object; None when there is none."""
    path, _mark, query = address.partition("?")
    try:
        match = resolve(path)
    except Resolver404:
        return None
    asked = sorted({part.partition("=")[0] for part in query.split("&") if part})
    return f"{match.view_name}?{'&'.join(asked)}"
