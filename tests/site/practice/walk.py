"""Somebody who opens every page of an exercise and sends every form that they find there."""

import re
from collections import Counter, deque
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urljoin, urlsplit

from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse

from tests.armed import ArmedClient
from tests.demo.crawl import kind_of

TYPED = {"email": "essai@exercice.invalid", "date": "2099-01-04", "number": "1500", "tel": "0600000000"}
NOT_SENT = re.compile(r"s-exercer|/quitter/|/langue/|recommencer")  # what would end the walk


LAST = re.compile(r"/(ranger|retirer|effacer|rendre|oter)/")  # what makes others void


@dataclass
class Form:
    """A form as it stands in the page; its empty fields are filled with something."""

    action: str
    method: str
    values: dict[str, Any] = field(default_factory=dict)
    buttons: list[tuple[str, str]] = field(default_factory=list)


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []
        self.forms: list[Form] = []
        self._select = self._area = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "a" and given.get("href"):
            self.links.append(given["href"])
        elif tag == "form":
            self.forms.append(Form(given.get("action", ""), given.get("method", "get").lower()))
        elif self.forms:
            self._control(tag, given)

    def _control(self, tag: str, given: dict[str, str]) -> None:
        form, name, kind = self.forms[-1], given.get("name", ""), given.get("type", "text")
        if tag == "button":
            form.buttons.append((name, given.get("value", "")))
        elif tag == "select":
            self._select = name
        elif tag == "option" and self._select and given.get("value"):
            form.values.setdefault(self._select, given["value"])
        elif tag == "textarea":
            form.values[name] = "Essai pour voir."
        elif tag == "input" and name:
            if kind in {"radio", "checkbox"}:
                form.values.setdefault(name, given.get("value", "on"))
            elif kind != "file":
                form.values[name] = given.get("value") or TYPED.get(kind, "Essai")
            else:
                form.values[name] = None


@dataclass
class Walk:
    """Every kind of address, then every kind of form, then the addresses again as they have become."""

    client: ArmedClient
    quote: bytes
    pages: dict[str, str] = field(default_factory=dict)
    sent: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)

    def run(self, start: str) -> "Walk":
        self._open_all([start])
        self._open_all([start, *self._send_all()])
        return self

    def _open_all(self, starts: list[str]) -> None:
        waiting, asked, kinds = deque(starts), set(starts), Counter[str]()
        while waiting:
            address = waiting.popleft()
            kind = kind_of(address)
            if kind is None or kinds[kind]:
                continue
            kinds[kind] += 1
            found = [one for one in self._open(address) if one not in asked]
            asked.update(found)
            waiting.extend(found)

    def _open(self, address: str) -> list[str]:
        answer = self.client.get(address, follow=True)
        _read_to_the_end(answer)
        if answer.status_code != 200 and "ne s’essaie pas" not in answer.content.decode():
            self.faults.append(f"{address}: {answer.status_code}")
        if not answer.headers.get("Content-Type", "").startswith("text/html"):
            return []
        self.pages[address] = answer.content.decode()
        return [one for href in _read(self.pages[address]).links if (one := ours(address, href))]

    def _send_all(self) -> list[str]:
        """Where the answers lead to. A form that another has made void may be refused; nothing may break."""
        led_to = []
        forms = [(source, form) for source, html in self.pages.items() for form in _read(html).forms]
        for source, form in sorted(forms, key=lambda found: bool(LAST.search(found[1].action))):
            target = ours(source, form.action or source)
            kind = f"{kind_of(target)} {sorted(form.values)}"
            if form.method == "post" and not NOT_SENT.search(target) and not self.sent[kind]:
                self.sent[kind] += 1
                led_to.append(self._send(source, target, form))
        return [one for one in led_to if one]

    def _send(self, source: str, target: str, form: Form) -> str:
        files = {name for name, value in form.values.items() if value is None}
        values = form.values | {
            name: SimpleUploadedFile("devis.pdf", self.quote, "application/pdf") for name in files
        }
        values |= {name: value for name, value in form.buttons[:1] if name}
        answer = self.client.post(target, values)
        _read_to_the_end(answer)
        if answer.status_code >= 500:
            self.faults.append(f"{target} (sent from {source}): {answer.status_code}")
        return ours(target, answer["Location"]) if answer.status_code == 302 else ""


def ours(address: str, href: str) -> str:
    """The address that a link of this page leads to, when it is one of our pages; else nothing."""
    target = urlsplit(urljoin(f"http://testserver{address}", href))
    if target.netloc != "testserver" or target.path.startswith("/static/"):
        return ""
    return target.path + (f"?{target.query}" if target.query else "")


def _read_to_the_end(answer: HttpResponse) -> None:
    """A file is closed once read."""
    if answer.streaming:
        b"".join(answer.streaming_content)  # type: ignore[attr-defined]  # of a streaming response


def _read(html: str) -> _Page:
    page = _Page()
    page.feed(html)
    return page
