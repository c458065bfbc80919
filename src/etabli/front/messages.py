"""Every message that Établi writes, in each of its states, languages and channels, with invented data.

`samples.toml` holds what the tests have seen leave, and `papers.json` what fills the sheets of paper: no row is read,
no mail is written. What reads otherwise today fails a test; `python -m tests.consistency.sent --write` writes both.
"""

import json
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from etabli.foundation.documents import render
from etabli.foundation.notices.kinds import kinds
from etabli.foundation.notify.mail_layout import Block, html_of, parse_blocks, text_of
from etabli.foundation.own_data.chapters import CHAPTERS, chapter_of
from etabli.foundation.people.queries import NotVisible
from etabli.foundation.registries import registry_modules

SAMPLES_FILE = Path(__file__).with_name("samples.toml")
PACKAGE = SAMPLES_FILE.parents[1]
PAPER_DAY = datetime(2027, 1, 8, tzinfo=UTC)  # of the files
LANGUAGES = ("fr", "en")
ADDRESS_CHAPTER = _("To an address, about what was just asked")
# Mails to an address alone, of no kind that somebody chooses: by what their key begins with.
ADDRESS_MESSAGES: dict[str, str | Promise] = {
    "address": _("An address to prove, or that was changed"),
    "watch-asked": _("Being told of workshops, to confirm"),
    "association": _("A request to join the association"),
    "digest": _("The e-mail of the day"),
    "directory.answer": _("The answer of a member of the directory"),
    "directory.confirm": _("A message by the directory, to confirm"),
    "erasure": _("Your data will be erased, to somebody without a space"),
    "given_address": _("An address that is added by a code on paper, to prove"),
    "invitation": _("An invitation to work in Établi"),
    "job-alert": _("New offers of work"),
    "job-alert-asked": _("An alert on offers of work, to confirm"),
    "job-applied": _("An application has left"),
    "job-closed": _("An offer of work is closed"),
    "job-draft": _("An offer of work, to confirm"),
    "job-link": _("The link to one’s offers of work"),
    "job-message": _("A message about an offer of work"),
    "link_again": _("A new link, from the page of a dead one"),
    "mailing-try": _("An e-mail to many, tried by whoever wrote it"),
    "moderation": _("A moderator’s decision, to somebody without a space"),
    "new_device": _("An account opened on a new device"),
    "outreach": _("To relays: posters, and what they brought"),
    "own-copy": _("A copy of one’s data, to somebody without a space"),
    "relays.link": _("The page of a relay"),
    "report": _("What came of a report, to somebody without a space"),
    "seats.address": _("The code that proves a corrected address"),
    "sign_in": _("The code to sign in"),
    "signed_out": _("All devices were signed out"),
    "way_in": _("The ways into an account have changed"),
}


@dataclass(frozen=True)
class Paper:
    """A sheet with invented data. `kinds`: of the messages that bring it, or that it stands for where no mail goes.
    `template`: its path in the package; `of`: its title and its data, by language."""

    name: str
    template: str
    kinds: frozenset[str]
    of: dict[str, dict[str, Any]]

    def pdf(self, language: str) -> bytes:
        """The file, always the same."""
        filled = self.of[language]
        return render(
            PACKAGE / self.template, filled["data"], title=filled["title"], lang=language, at=PAPER_DAY
        )


@dataclass(frozen=True)
class Sample:
    """One message in one state and one language. `sender`: in whose name the mail is, "" for Établi's own. `body` is
    the mail's text as `notify.letter` reads it, "" when it leaves in the e-mail of the day; `calendar`, what the file
    that comes with it holds, in lines. `text`, `see` and `url`: what stands in its reader's space; "" for none.
    `text_message` and `spoken`: to whoever has a telephone alone; "" for what is never said so.
    """

    name: str
    kind: str
    language: str
    subject: str
    sender: str = ""
    body: str = ""
    calendar: str = ""
    text: str = ""
    see: str = ""
    url: str = ""
    text_message: str = ""
    spoken: str = ""

    @property
    def label(self) -> str:
        """The name of its kind."""
        return str(labels()[self.kind])

    @property
    def mail(self) -> str:
        """The mail's plain text."""
        return text_of(self.body)

    @property
    def blocks(self) -> list[Block]:
        """What stands in the space, in pieces."""
        return parse_blocks(self.text)

    @property
    def words(self) -> list[Block]:
        """What is said on the telephone, in pieces."""
        return parse_blocks(self.spoken)

    @property
    def paper(self) -> Paper | None:
        """The sheet of paper that comes with it, or stands for it."""
        return next((paper for paper in papers() if self.kind in paper.kinds), None)

    @property
    def paper_title(self) -> str:
        """What stands at the head of that sheet; "" without one."""
        return self.paper.of[self.language]["title"] if self.paper else ""

    def letter(self, scheme: str = "") -> str:
        """The mail's HTML; `scheme`: "light" or "dark", whatever the screen asks."""
        return html_of(self.subject, self.body, self.language, scheme=scheme)


@cache
def labels() -> dict[str, str | Promise]:
    """The name of each kind of message, by code: those that somebody chooses, then the others."""
    return {**{code: kind.label for code, kind in kinds().items()}, **ADDRESS_MESSAGES}


@cache
def papers() -> tuple[Paper, ...]:
    """The sheets of paper."""
    rows = json.loads(SAMPLES_FILE.with_name("papers.json").read_text("utf-8"))
    return tuple(
        Paper(row["name"], row["template"], frozenset(row["kinds"]), {lang: row[lang] for lang in LANGUAGES})
        for row in rows
    )


@cache
def chapters() -> dict[str, str | Promise]:
    """The part of the site that writes each kind, by code."""
    wings = {
        kind.code: chapter_of(module.__name__.split(".")[1])
        for module in registry_modules("notices")
        for kind in module.KINDS
    }
    return {code: CHAPTERS[wings[code]] if code in wings else ADDRESS_CHAPTER for code in labels()}


@cache
def _read_samples() -> list[dict[str, Any]]:
    order = list(labels())
    messages: list[dict[str, Any]] = tomllib.loads(SAMPLES_FILE.read_text("utf-8"))["message"]
    return sorted(messages, key=lambda message: order.index(message["kind"]))


def samples(*, kind: str = "", languages: tuple[str, ...] = LANGUAGES) -> Iterator[Sample]:
    """The messages of a kind, or all of them, in the order of `labels`."""
    for message in _read_samples():
        if kind in {"", message["kind"]}:
            for language in languages:
                yield Sample(message["name"], message["kind"], language, **message[language])


def get_sample(name: str, language: str) -> Sample:
    """The message of this name; NotVisible when there is none."""
    match = next((sample for sample in samples(languages=(language,)) if sample.name == name), None)
    if match is None:
        raise NotVisible
    return match
