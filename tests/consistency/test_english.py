"""A page read in English is English: nothing of ours is left in French but what people wrote.

Every page that answers 200 is read once, by the first role that may open it. What stands in the database is theirs.
"""

import re
from collections.abc import Iterator
from functools import cache
from html.parser import HTMLParser

import polib
import pytest
from django.apps import apps
from django.conf import settings
from django.db.models import CharField, JSONField, TextField

from tests.consistency.arrows import PACKAGE
from tests.consistency.objects import FACTORIES, RIGHT, World
from tests.consistency.test_access import addresses, at, short, table

pytestmark = pytest.mark.django_db

# Small words that make a French sentence, and that no English one holds.
FRENCH = re.compile(
    r"\b(le|la|les|du|une|et|est|sont|vous|votre|vos|nous|notre|pour|dans|avec|qui|ne|pas|cette|ces|aux|ou|ce|au|de)\b",
    re.I,
)
SPOKEN = {"alt", "aria-label", "placeholder", "title", "content"}
LETTERS = {"front:letter", "outreach:mailing_letter"}  # a mail, in the language of whoever gets it
SHORTEST = 4  # letters: what the database holds and is shorter is no name of anything
VOID = {"br", "hr", "img", "input", "link", "meta", "path", "rect", "circle", "line", "wbr"}


class Read(HTMLParser):
    """The pieces of text that a person reads or hears, but for those marked as being in French."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self._open: list[tuple[str, bool]] = []
        self.feed(html)

    @property
    def _is_apart(self) -> bool:
        return any(apart for _tag, apart in self._open)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        apart = given.get("lang") == "fr" or tag in {"script", "code", "option", "textarea"}
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


@cache
def our_french() -> frozenset[str]:
    """The French of our catalogues, where no English sentence is the same."""
    pairs = [
        (entry.msgid, french)
        for path in PACKAGE.rglob("locale/fr/LC_MESSAGES/django.po")
        for entry in polib.pofile(str(path))
        for french in (entry.msgstr, *entry.msgstr_plural.values())
    ]
    english = {msgid for msgid, _french in pairs}
    return frozenset(
        french for msgid, french in pairs if french and french not in english and msgid != french
    )


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


def left_in_french(html: str, data: list[str]) -> Iterator[str]:
    for piece in Read(html).pieces:
        rest = piece
        for text in data:
            if len(text) <= len(rest):
                rest = rest.replace(text, " ")
        if rest.strip() in our_french() or len({word.lower() for word in FRENCH.findall(rest)}) > 1:
            yield piece


def test_what_is_french_is_seen() -> None:
    html = """<p>Vous avez une place. <b lang="fr">Vous avez une place.</b></p>
<p>Les Ateliers du Port</p><p>Enregistrer</p>"""
    assert list(left_in_french(html, ["Les Ateliers du Port"])) == ["Vous avez une place.", "Enregistrer"]
    assert list(left_in_french("<p>You have a place, on the port of Bordeaux.</p>", [])) == []


def test_no_page_mixes_its_languages() -> None:
    world, faults, read = World(), [], 0
    browsers = {who: world.client(who) for who in RIGHT}
    ready = [name for name in table() if name in addresses() and (not addresses()[name] or name in FACTORIES)]
    places = {name: at(world, name) for name in ready}
    data = [settings.OIDC_LABEL, *theirs()]  # the installation's own words, and those of the database
    for name, address in places.items():
        who = next((who for who, got in zip(RIGHT, table()[name], strict=True) if got == "200"), None)
        if who is None or name in LETTERS:
            continue
        answer = browsers[who].get(address, headers={"accept-language": "en"})
        short(answer)
        if answer.status_code == 200 and answer.headers.get("Content-Type", "").startswith("text/html"):
            read += 1
            assert '<html lang="en"' in answer.content.decode(), name
            faults += [f"{name}: {piece[:120]}" for piece in left_in_french(answer.content.decode(), data)]
    assert read > 40
    assert not faults, "\n".join(faults)
