"""A mail or a message on the page as lines of text that are the same at each run, on each database and on each day."""

import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from email.message import EmailMessage as Parsed
from typing import Any
from urllib.parse import unquote

import icalendar
from django.conf import settings
from django.core.mail import EmailMessage
from django.urls import Resolver404, resolve
from django.utils import timezone

from tests.consistency.sent.outbox import Shown

ADDRESS = re.compile(rf"(?:{re.escape(settings.BASE_URL)}|(?<![\w/:]))(/[\w%:.=~?&/+@#-]+)")

DRAWN = re.compile(r"\b(?:\d{6}|\d{8}|[0-9a-f]{64})\b")  # a code to sign in, the hash of a log


def _pairs(query: str) -> Iterator[tuple[str, str, str]]:
    return (pair.partition("=") for pair in query.split("&") if pair)


def _arguments(path: str) -> dict[str, str]:
    """The name of each argument of an address of ours, by what stands there."""
    try:
        return {str(value): name for name, value in resolve(path).kwargs.items()}
    except Resolver404:
        return {}


def instant(at: datetime) -> str:
    """A day and an hour as people read them."""
    return f"{timezone.localtime(at):%a %Y-%m-%d %H:%M}"


class Writer:
    """Writes what was sent in one scene: rows and keys are numbered in the order in which they first appear.

    `who`: what each address is in this scene ("artisan"). `before`: what was written already.
    """

    def __init__(self, who: Mapping[str, str] | None = None) -> None:
        self.who, self.before = who or {}, set[tuple[str, ...]]()
        self.rows, self.uids = dict[tuple[str, str], int](), dict[str, int]()

    def anew(self) -> "Writer":
        """A writer for another scene of the same act: rows are counted anew, what was written stays written."""
        other = Writer(self.who)
        other.before = self.before
        return other

    def mail(self, mail: EmailMessage) -> list[str]:
        """A mail that left: to whom, its headers that act, its text, its attachments."""
        letter: Any = mail.message()
        assert isinstance(letter, Parsed)
        heads = [f"E-mail to {self.to(letter['To'])}", f"Subject: {self.text(str(letter['Subject']))}"]
        if letter["List-Unsubscribe"]:
            one_click = " in one click" if letter["List-Unsubscribe-Post"] else ""
            heads.append(f"Way out{one_click}: {self.text(str(letter['List-Unsubscribe']).strip('<>'))}")
        kinds = [part.get_content_type() for part in letter.walk() if not part.is_multipart()]
        heads.append(f"Parts: {', '.join(kinds)}")
        return [*heads, *self.indented(mail.body), *self._attachments(letter)]

    def page(self, shown: Shown, body: str = "") -> list[str]:
        """What stands on somebody's page; `body`: of the mail with the same title, in which the text may stand too."""
        text = self.text_of(shown, body)
        return [
            f"On the page of {self.reader(shown)}: {shown.title}",
            f"Leads to: {self.path(shown.url)}",
            *text,
        ]

    def reader(self, shown: Shown) -> str:
        """Whose page it is."""
        return self.to(shown.address) if shown.address else f"{shown.name} (no address)"

    def to(self, address: str) -> str:
        """An address, with what its holder is."""
        return f"{address} ({self.who[address]})" if address in self.who else address

    def text(self, text: str) -> str:
        """A text without the numbers and keys of its addresses."""
        text = ADDRESS.sub(lambda match: match[0].removesuffix(match[1]) + self.path(match[1]), text)
        return DRAWN.sub(lambda match: f"({len(match[0])} signs drawn)", text)

    def path(self, path: str) -> str:
        """An address of ours: the numbers of rows count in their own folder, and so do keys."""
        path, mark, query = path.partition("?")
        names, folder, segments = _arguments(path), "", list[str]()
        for segment in path.split("/"):
            name = names.pop(segment, None)
            folder += "" if name else f"{segment}/"
            segments.append(self._counted(folder, name, segment) if name else segment)
        asked = [f"{name}{sign}{self.path(unquote(value))}" for name, sign, value in _pairs(query)]
        return "/".join(segments) + mark + "&".join(asked)

    def _counted(self, folder: str, name: str, value: str) -> str:
        if name in {"half", "kind", "what", "theme", "slug", "need_id"}:
            return value
        if value.isdigit():
            return f"#{self.number(f'{folder} {name}', value)}"
        return f"key{self.number('key', value)}" if name == "token" or len(value) > 7 else value

    def number(self, folder: str, name: str) -> int:
        """The number of a row or of a key in the order of appearance."""
        numbered = sum(known == folder for known, _name in self.rows)
        return self.rows.setdefault((folder, name), numbered + 1)

    def calendar(self, text: str) -> Iterator[str]:
        """What a calendar file says to the program that takes it."""
        calendar = icalendar.Calendar.from_ical(text)
        for event in calendar.walk("VEVENT"):
            uid = self.uids.setdefault(str(event["UID"]), len(self.uids) + 1)
            yield f"Calendar: {calendar['METHOD']}, sequence {event['SEQUENCE']}, entry {uid}, {event['STATUS']}"
            for name in ("DTSTART", "DTEND", "RECURRENCE-ID"):
                if name in event:
                    yield f"  {name}: {instant(event.decoded(name))}"
            for name in ("RRULE", "SUMMARY", "LOCATION", "URL", "ATTENDEE"):
                if name in event:
                    value = event[name].to_ical().decode() if name == "RRULE" else str(event[name])
                    yield f"  {name}: {self.text(value)}"

    def text_of(self, shown: Shown, body: str) -> list[str]:
        """What it says, unless the mail with the same title says it."""
        return ["  (the text of the e-mail)"] if shown.text in body else self.indented(shown.text)

    def indented(self, text: str) -> list[str]:
        """A text without the numbers and keys of its addresses, a little to the right."""
        return [f"  {line}".rstrip() for line in self.text(text).strip("\n").splitlines()]

    def _attachments(self, letter: Parsed) -> Iterator[str]:
        for part in letter.walk():
            name = part.get_filename()
            if part.get_content_type() in {"text/calendar", "application/ics"}:
                if name is None:
                    yield from self.calendar(str(part.get_content()))
                else:
                    yield f"Attached: {name}"
            elif name is not None:
                yield f"Attached: {name} ({part.get_content_type()})"
