"""Several quotes against one brief, in one table: made from their sheets alone, no database, no clock.

The same rows for all, in the brief's order. Nothing is scored, nothing is judged, and the columns stay as they come.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from string import ascii_uppercase
from typing import Any

from django.utils.translation import gettext as _

from etabli.foundation.ui.typography import full_day
from etabli.procurement.briefs.engine import Brief
from etabli.procurement.needs.catalogue import load
from etabli.procurement.quotes.engine.model import Against
from etabli.procurement.quotes.sheet import Question, Said, Tone
from etabli.procurement.quotes.sidebyside.rows import (
    Cell as Cell,
    Given as Given,
    Piece,
    Row as Row,
    Term as Term,
    address_in,
    quoted,
    shortened,
)
from etabli.procurement.quotes.sidebyside.terms import binding_rows, bound_for, condition_rows, money_rows
from etabli.procurement.quotes.wording import need_key

DOMAIN = "domain-owner"  # who holds the address holds the rest: it stands with what binds
MOST = 14  # points that differ and are seen without a press


@dataclass(frozen=True)
class Caution:
    """What to know of a quote before its row is read: it may be a rental, or wasn't read whole."""

    tone: Tone
    title: str
    text: str


@dataclass(frozen=True)
class Column:
    """A quote read: its letter in the drawn order, its number, its name, what tells it from another of the same name,
    what to know of it first, and what to ask about it."""

    letter: str
    pk: int
    name: str
    detail: str
    questions: tuple[Question, ...]
    cautions: tuple[Caution, ...]


@dataclass(frozen=True)
class SideBySide:
    """The table. `wanted` follows the brief, `extra` is what the quotes hold beyond it; what no quote can answer is in
    neither."""

    columns: tuple[Column, ...]
    wanted: tuple[Row[Cell], ...]
    extra: tuple[Row[Cell], ...]
    money: tuple[Row[Term], ...]
    binding: tuple[Row[Term], ...]
    conditions: tuple[Row[Term], ...]

    @property
    def groups(self) -> tuple[tuple[str, Sequence[Row[Any]]], ...]:
        """The rows, by what they are about: money and commitment first."""
        return (
            (_("What it costs"), self.money),
            (_("What it binds you to"), (*self.binding, *self.conditions)),
            (_("What your project asks for"), self.wanted),
            (_("Beyond your project"), self.extra),
        )

    @property
    def needs(self) -> tuple[Row[Cell], ...]:
        """What the project asks for, then what the quotes hold beyond it."""
        return (*self.wanted, *self.extra)

    @property
    def first(self) -> list[Row[Any]]:
        """What is seen first: the money, what binds, whose the address is."""
        domain = [row for row in self.needs if row.cells[0].need_id == DOMAIN]
        return [*self.money, *self.binding, *domain]

    @property
    def points(self) -> list[Row[Cell]]:
        """The other needs."""
        return [row for row in self.needs if row.cells[0].need_id != DOMAIN]

    @property
    def differing(self) -> list[Row[Cell]]:
        """The points on which the quotes differ, as many as are seen at once; of a quote alone, all of them differ."""
        return self._differing[:MOST]

    @property
    def further(self) -> list[Row[Cell]]:
        """The rest of those on which they differ."""
        return self._differing[MOST:]

    @property
    def alike(self) -> list[Row[Cell]]:
        """The points of which all the quotes say the same."""
        return [row for row in self.points if row not in self._differing]

    @property
    def _differing(self) -> list[Row[Cell]]:
        return [row for row in self.points if row.differs or len(self.columns) == 1]

    @property
    def is_crowded(self) -> bool:
        """Whether a phone shows each row on more than one line, so that each mark bears its letter."""
        return len(self.columns) > 3

    @property
    def has_same_names(self) -> bool:
        """Whether the name of a quote doesn't tell it from another."""
        return len({column.name for column in self.columns}) < len(self.columns)

    @property
    def meanings(self) -> list[tuple[str, str]]:
        """The words of the marks that are seen, each with what it means."""
        seen = {cell.word for row in self.needs for cell in row.cells}
        meanings = {
            _("included"): _("in the written price"),
            _("as an option"): _("offered, and not in the price"),
            _("not included"): _("the quote says so"),
            _("yours to give"): _("the quote counts on you for it"),
            _("not clear"): _("the quote speaks of it, without a price"),
            _("absent"): _("the quote says nothing of it; ask"),
            _("not read for certain"): _("look at it on the paper"),
        }
        return [(word, meaning) for word, meaning in meanings.items() if word in seen]


def side_by_side(
    given: Sequence[Given], brief: Brief, *, before: int = 0, language: str = "fr"
) -> SideBySide:
    """The quotes in the order given, against the brief; `before`: how many stand on the pages before this one."""
    answerable = [need.id for need in load().answerable]
    wanted = [
        answer.need_id for answer in brief.answers if answer.weight != "not" and answer.need_id in answerable
    ]
    seen_needs = {comparison.need for each in given for comparison in each.quote.against} - set(wanted)
    seen_needs |= {need for each in given for need in _said_of(each)} - set(wanted)
    extra = [need for need in answerable if need in seen_needs]
    letters = tuple(letter_of(before + rank) for rank in range(len(given)))

    def lettered[T: (Cell, Term)](rows: Iterable[Row[T]]) -> tuple[Row[T], ...]:
        return tuple(replace(row, letters=letters) for row in rows)

    return SideBySide(
        columns=tuple(map(_column, given, letters)),
        wanted=lettered(_needs(given, wanted, language)),
        extra=lettered(_needs(given, extra, language)),
        money=lettered(money_rows(given)),
        binding=lettered(binding_rows(given)),
        conditions=lettered(condition_rows(given)),
    )


def _said_of(given: Given) -> Iterator[str]:
    """The needs on which somebody says otherwise than the reading."""
    return (need.id for need in load().needs if given.overrides.get(need_key(need.id), Said("")).says)


def letter_of(rank: int) -> str:
    """A, B, C… in the drawn order; a number past the alphabet."""
    return ascii_uppercase[rank] if rank < len(ascii_uppercase) else str(rank + 1)


def _column(given: Given, letter: str) -> Column:
    number_, day = given.quote.number, given.quote.issued_on
    parts = [number_.value if number_ else "", full_day(day.value) if day else ""]
    return Column(
        letter=letter,
        pk=given.pk,
        name=given.name,
        detail=" · ".join(part for part in parts if part),
        questions=given.sheet.questions,
        cautions=tuple(_cautions(given)),
    )


def _cautions(given: Given) -> Iterator[Caution]:
    if given.is_unread:
        yield Caution("ask", given.sheet.verdict.title, given.sheet.verdict.message)
    for finding in given.sheet.findings:
        if finding.dismissed_because is None and finding.key in ("rental", "currency"):
            text = bound_for(given) if finding.key == "rental" else finding.message
            yield Caution(finding.tone, finding.title, text)


def _needs(given: Sequence[Given], needs: Sequence[str], language: str) -> Iterator[Row[Cell]]:
    for need_id in needs:
        label = load().by_id[need_id].label.in_language(language)
        yield Row(label, tuple(_cell(entry, need_id) for entry in given))


def _cell(given: Given, need_id: str) -> Cell:
    read = next(
        (comparison for comparison in given.quote.against if comparison.need == need_id),
        Against(need_id, "missing"),
    )
    override = given.overrides.get(need_key(need_id))
    said = read.said if read.status in ("missing", "unclear") else None
    words = {
        "covered": (_("included"), "ok"),
        "extra": (_("included"), "ok"),
        "missing": (_("absent"), "off"),
        "unclear": (_("not clear"), "ask"),
    }
    word, kind = words[read.status]
    if said and not override:
        word = {
            "excluded": _("not included"),
            "from_client": _("yours to give"),
            "optional": _("as an option"),
        }[read.polarity]
    if given.is_unread and not read.lines and not said and not override:
        word, kind = _("not read for certain"), "ask"
    pieces = [_line(given, at) for at in read.lines if at < len(given.sheet.rows)]
    if said and not (read.polarity == "optional" and pieces):
        pieces.append(quoted(given, said.value, said.place))
    elif read.status == "unclear" and not pieces:
        pieces.append(Piece(_("The quote names it, in no line that has a price.")))
    return Cell(given.pk, word, kind, tuple(pieces), override.note if override else "", need_id)


def _line(given: Given, at: int) -> Piece:
    value = given.sheet.rows[at].whole
    text = shortened(given.sheet.rows[at].description)
    return Piece(text, address_in(given, value.place, value.slug))
