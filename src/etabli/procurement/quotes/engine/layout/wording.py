"""The columns of words: which holds what is sold, which explains it, which holds a code; and the name that a record
bears, put together again where a narrow column broke it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from .headings import Column
from .naming import has_words, is_code

_NAMES = re.compile(
    r"\b(des[ic]gnations?|libelles?|prestations?|produits?|articles?|noms?|intitules?|taches?|modules?|services?|"
    r"elements?|postes?|objets?|travaux|ouvrages?|products?|items?|tasks?|name|bezeichnung|artikel)\b"
)
_EXPLAINS = re.compile(
    r"\b(details?|descripti\w*|contenus?|commentaires?|remarques?|notes?|precisions?|explications?|livrables?|"
    r"caracteristiques?|observations?|comments?|beschreibung)\b"
)
_DETAILS = re.compile(r"\b(details?|commentaires?|remarques?|notes?|precisions?|observations?|comments?)\b")
_CURRENCY = re.compile(r"\b(eur(os?)?|chf|usd|ht|ttc)\b", re.I)


@dataclass(frozen=True)
class Wording:
    """Indexes of the columns of words by what they say. `details` and `reference` are often none."""

    designation: int
    details: tuple[int, ...] = ()
    reference: tuple[int, ...] = ()

    apart: bool = False  # the heading says details: they are no part of a description

    @property
    def columns(self) -> tuple[int, ...]:
        """Those that make a record's text, from left to right."""
        return tuple(sorted((self.designation, *self.details)))


def wording_of(columns: Sequence[Column], cells: Sequence[Mapping[int, str]], records: int) -> Wording:
    """What each column of words says, by its cells first and by its heading where they leave a doubt. `cells`: of each
    printed row; `records`: how many the table has at most."""
    texts = {at: [row[at] for row in cells if row.get(at)] for at in range(len(columns))}
    spoken = [
        at
        for at, column in enumerate(columns)
        if _may_speak(column) and (_letters(texts[at]) or (_refers(column) and texts[at]))
    ]
    codes = [at for at in spoken if _of_codes(columns[at], texts[at])]
    plain = [at for at in spoken if at not in codes]
    named = [at for at in plain if columns[at].roles[0] == "description"]
    if not named:
        headed = [at for at in spoken if columns[at].roles[0] == "description"]
        named = [at for at in plain if not _refers(columns[at])][:1] or headed or spoken[:1]
    if not named:
        return Wording(next((at for at, c in enumerate(columns) if c.roles[0] == "description"), 0))
    complete = [at for at in named if 5 * len(texts[at]) >= 4 * records] or named
    best = next((at for at in complete if not _only_explains(columns[at])), complete[0])
    if _only_explains(columns[best]):
        over = [at for at in plain if at < best and 5 * len(texts[at]) >= 4 * records]
        best = over[-1] if over else best
    details = [at for at in plain if at > best and (at in named or _explains(columns[at], texts[at]))]
    reference = [at for at in spoken if at not in (best, *details) and (at in codes or _refers(columns[at]))]
    apart = any(_DETAILS.search(columns[at].text) for at in details)
    return Wording(best, tuple(details), tuple(reference), apart)


def _may_speak(column: Column) -> bool:
    return column.roles[0] in ("description", "reference", "other", "position")


def _letters(texts: Sequence[str]) -> bool:
    """Whether most say words, besides the currency of an amount."""
    plain = [_CURRENCY.sub("", text) for text in texts]
    return sum(bool(re.search(r"[^\W\d_]{2}", text)) for text in plain) * 2 >= len(plain) > 0


def _of_codes(column: Column, texts: Sequence[str]) -> bool:
    """Mostly codes, of which some bear a figure: names in capitals are no codes, unless the heading says so."""
    if _refers(column):
        return 2 * sum(map(has_words, texts)) <= len(texts)
    codes = [text for text in texts if is_code(text)]
    return 10 * len(codes) >= 6 * len(texts) and any(re.search(r"\d", text) for text in codes)


def _refers(column: Column) -> bool:
    return column.roles[0] == "reference"


def _only_explains(column: Column) -> bool:
    return bool(_EXPLAINS.search(column.text)) and not _NAMES.search(column.text)


def _explains(column: Column, texts: Sequence[str]) -> bool:
    """Whether a column that no known word heads holds more than a unit or a delay."""
    return _only_explains(column) or sum(len(text.split()) for text in texts) >= 3 * len(texts)
