"""A page, a PDF or a calendar read in English is English, and in French French: but for what people wrote.

Every page that answers 200 is read in each language, by the first role that may open it and by the artisan if they may;
of each refusal, one page. What stands in the database is theirs, but for what stands there in both languages (the
title of a theme): that is read in the reader's.
"""

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from html.parser import HTMLParser

import polib
import pytest
from django.apps import apps
from django.conf import settings
from django.db.models import CharField, JSONField, TextField
from icalendar import Calendar

from etabli.programme.workshops.models import Theme
from tests.consistency.arrows import PACKAGE
from tests.consistency.objects import FACTORIES, RIGHT, World
from tests.consistency.reading import words_of
from tests.consistency.test_access import addresses, at, short, table

pytestmark = pytest.mark.django_db

# Small words that make a sentence, and that none of the other language holds.
SMALL = {
    "fr": re.compile(
        r"\b(le|la|les|du|une|et|est|sont|vous|votre|vos|nous|notre|pour|dans|avec|qui|ne|pas|cette|ces|aux|ou|ce|au|de)"
        r"\b",
        re.I,
    ),
    "en": re.compile(
        r"\b(the|of|and|is|are|you|your|we|our|for|with|who|not|this|these|to|it|that|was|were|have|has|will|when)\b",
        re.I,
    ),
}
OTHER = {"fr": "en", "en": "fr"}
SPOKEN = {"alt", "aria-label", "placeholder", "title", "content"}
LETTERS = {
    "front:letter",
    "front:message_letter",
    "outreach:mailing_letter",
}  # a mail, in the language of whoever gets it
NAMES = {
    "ui:style": {
        "calendar",
        "file",
        "full",
        "link",
        "filters",
        "state",
    },  # of components, as a template writes them
    "front:messages": {"Garez-vous derrière la mairie"},  # what an adviser wrote in the samples
}
APART = {
    "workshops:agenda_ics",  # its address says its language
    "diary:feed",  # in the language of the installation: no program that reads it says any
    "visibility:feed",  # the same
    "workshops:sheet",  # of the chamber: in the language of the installation
    "funding:application",
    "funding:sheet",
    "workshops:certificates",  # each in the language of whom it is for
    "front:outbox",  # the same
}
RECORDED = {
    "workshops:desk",  # the history says a title as it was when it was written
    "front:messages",  # the samples name a workshop of no theme
}
SHORTEST = 4  # letters: what the database holds and is shorter is no name of anything
VOID = {"br", "hr", "img", "input", "link", "meta", "path", "rect", "circle", "line", "wbr"}


class Read(HTMLParser):
    """The pieces of text that a person reads or hears, but for those marked as being in this language."""

    def __init__(self, html: str, marked: str) -> None:
        super().__init__(convert_charrefs=True)
        self.marked = marked
        self.pieces: list[str] = []
        self._open: list[tuple[str, bool]] = []
        self.feed(html)

    @property
    def _is_apart(self) -> bool:
        return any(apart for _tag, apart in self._open)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        apart = given.get("lang") == self.marked or tag in {"script", "code", "option", "textarea"}
        if not apart and not self._is_apart:
            self.pieces += [value for name, value in attrs if name in SPOKEN and value]
        if tag not in VOID:
            self._open.append((tag, apart))

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        if data.strip() and not self._is_apart:
            self.pieces.append(" ".join(data.split()))


def said_in(calendar: str) -> list[str]:
    """What a calendar shows or says of its meetings."""
    entries = Calendar.from_ical(calendar).walk()
    return [str(entry[name]) for entry in entries for name in ("summary", "description") if name in entry]


@cache
def ours(language: str) -> frozenset[str]:
    """The sentences of our catalogues in this language, where none of the other is the same."""
    pairs = [
        (entry.msgid, french)
        for path in PACKAGE.rglob("locale/fr/LC_MESSAGES/django.po")
        for entry in polib.pofile(str(path))
        for french in (entry.msgstr, *entry.msgstr_plural.values())
    ]
    english, french = {msgid for msgid, _french in pairs}, {french for _msgid, french in pairs}
    found, others = (french, english) if language == "fr" else (english, french)
    return frozenset(text for text in found - others if text)


def in_both(language: str) -> frozenset[str]:
    """What the database holds in this language and, otherwise, in the other: the titles and promises of themes."""
    texts = Theme.objects.values_list("text", flat=True)
    pairs = [
        (text.get(language, {}).get(name), text.get(OTHER[language], {}).get(name))
        for text in texts
        for name in ("title", "promise")
    ]
    return frozenset(here for here, there in pairs if here and there and here != there)


def theirs() -> list[str]:
    """Every text of the database, the longest first."""
    held: set[str] = set()
    for model in apps.get_models():
        kept = [
            f.attname for f in model._meta.concrete_fields if isinstance(f, CharField | TextField | JSONField)
        ]
        for row in model._base_manager.values_list(*kept):
            for value in row:
                held.update(re.split(r"[\n\"\[\]{}]", str(value)))
    return sorted({" ".join(text.split()) for text in held if len(text) >= SHORTEST}, key=len, reverse=True)


def left(
    language: str, pieces: list[str], data: list[str], known: frozenset[str] = frozenset()
) -> Iterator[str]:
    """The pieces that are in this language, though the page is in the other; `known`: what is in both."""
    longer = [text for text in data if any(title in text and title != text for title in known)]
    for piece in pieces:
        if any(title in _without(longer, piece) for title in known):
            yield piece
            continue
        rest = _without(data, piece)
        small = {word.lower() for word in SMALL[language].findall(rest)}
        if rest.strip() in ours(language) or len(small) > 1:
            yield piece


def _without(data: list[str], piece: str) -> str:
    for text in data:
        if len(text) <= len(piece):
            piece = piece.replace(text, " ")
    return piece


def test_what_is_in_the_other_language_is_seen() -> None:
    html = """<p>Vous avez une place. <b lang="fr">Vous avez une place.</b></p>
<p>Les Ateliers du Port</p><p>Enregistrer</p>"""
    assert list(left("fr", Read(html, "fr").pieces, ["Les Ateliers du Port"])) == [
        "Vous avez une place.",
        "Enregistrer",
    ]
    assert list(left("fr", Read("<p>You have a place, on the port of Bordeaux.</p>", "fr").pieces, [])) == []
    known = frozenset({"Être visible"})  # beside a longer title that somebody typed
    typed = ["Être visible sur internet", "Être visible"]
    pieces = ["Being seen · Établi", "Être visible sur internet · Établi", "Être visible · Établi"]
    assert list(left("fr", pieces, typed, known)) == ["Être visible · Établi"]
    html = """<p>The place is yours. <b lang="en">The place is yours.</b></p><p>Show these messages</p>"""
    assert list(left("en", Read(html, "en").pieces, [])) == ["The place is yours.", "Show these messages"]
    assert (
        list(left("en", Read("<p>Vous avez une place, et un ticket à la mairie.</p>", "en").pieces, [])) == []
    )


@pytest.mark.parametrize("language", ["en", "fr"])
def test_no_page_mixes_its_languages(language: str) -> None:
    world, faults, read, refused = World(), [], Counter[str](), set[int]()
    browsers = {who: world.client(who) for who in RIGHT}
    ready = [name for name in table() if name in addresses() and (not addresses()[name] or name in FACTORIES)]
    places = {name: at(world, name) for name in ready}
    data = [settings.OIDC_LABEL, *theirs()]  # the installation's own words, and those of the database
    other, right = OTHER[language], dict[frozenset[str], set[str]]()  # pieces of pages read before
    known = in_both(other)
    for name, address in places.items():
        for who, status in _readers(name):
            if status != "200" and int(status) in refused:
                continue
            answer = browsers[who].get(address, headers={"accept-language": language})
            short(answer)
            kind = answer.headers.get("Content-Type", "").partition(";")[0]
            refused.add(answer.status_code)
            if name in APART:
                continue
            if kind == "application/pdf" and not answer.streaming:  # the others, somebody gave
                pieces = [" ".join(line.split()) for line in words_of(answer).splitlines()]
            elif kind == "text/calendar":
                pieces = said_in(answer.content.decode())
            elif kind == "text/html" and name not in LETTERS:
                assert f'<html lang="{language}"' in answer.content.decode(), name
                pieces = Read(answer.content.decode(), other).pieces
            else:
                continue
            read[kind] += 1
            recorded = frozenset[str]() if name in RECORDED else known
            before = right.setdefault(recorded, set())
            pieces = [piece for piece in pieces if piece not in before and piece not in NAMES.get(name, ())]
            wrong = list(left(other, pieces, data, recorded))
            before |= {*pieces} - {*wrong}
            faults += [f"{name}, {who}: {piece[:120]}" for piece in wrong]
    assert read["text/html"] > 40
    assert read["application/pdf"] > 3
    assert read["text/calendar"] > 1
    assert refused >= {403, 404, 405}
    assert not faults, "\n".join(faults)


def _readers(name: str) -> list[tuple[str, str]]:
    """The first role to which the page answers, the artisan if it does, and the first to which it is refused; and what
    the table says that they get."""
    answers = list(zip(RIGHT, table()[name], strict=True))
    yes = [who for who, got in answers if got == "200"]
    no = [who for who, got in answers if got in {"403", "404", "405"}]
    readers = dict.fromkeys([*yes[:1], *(who for who in yes if who == "artisan"), *no[:1]])
    return [(who, dict(answers)[who]) for who in readers]
