"""The rows of the comparison and what stands in them, and where each thing is on its quote."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from etabli.procurement.quotes.engine.model import Place, Quote
from etabli.procurement.quotes.sheet import Finding, Said, Sheet
from etabli.procurement.quotes.wording import need_key

LONGEST = 160  # characters of a sentence of the quote


@dataclass(frozen=True)
class Piece:
    """Words of the quote, and the address of their place on its page; "" when it isn't known."""

    text: str
    address: str = ""


@dataclass(frozen=True)
class Cell:
    """What the quote `pk` does for a need: a word, its kind of state, the lines that say it. `note` tells who says
    otherwise than the reading, and why; "" when nobody does."""

    pk: int
    word: str
    kind: str
    pieces: tuple[Piece, ...]
    note: str
    need_id: str

    @property
    def key(self) -> str:
        return need_key(self.need_id)

    @property
    def says(self) -> str:
        return self.word


@dataclass(frozen=True)
class Term:
    """What a quote says on one of the rows that are the same for all, and the words that say it.

    `address`: where it says so; `is_said`: it does, and it was read for certain; `whole`: the same on paper, where
    there is room for more.
    """

    text: str
    pieces: tuple[Piece, ...] = ()
    address: str = ""
    is_said: bool = True
    whole: str = ""

    @property
    def says(self) -> str:
        return self.text or "\n".join(piece.text for piece in self.pieces)


@dataclass(frozen=True)
class Row[T: (Cell, Term)]:
    """A row: a cell for each quote. `help` says what the row counts."""

    label: str
    cells: tuple[T, ...]
    help: str = ""
    letters: tuple[str, ...] = ()

    @property
    def lettered(self) -> Iterator[tuple[str, T]]:
        """Each cell after the letter of its quote."""
        return zip(self.letters, self.cells, strict=True)

    @property
    def differs(self) -> bool:
        """Whether the quotes say different things here; a quote alone differs from nothing."""
        return len({cell.says for cell in self.cells}) > 1

    @property
    def is_wide(self) -> bool:
        """Whether a cell shows words of the quote, which take more room than a sum or a mark."""
        return any(isinstance(cell, Term) and cell.pieces for cell in self.cells)


@dataclass(frozen=True)
class Given:
    """A quote to set beside others: its number, its name, its sheet against the brief, what people said of it."""

    pk: int
    name: str
    sheet: Sheet
    overrides: Mapping[str, Said]

    @property
    def quote(self) -> Quote:
        return self.sheet.corrected.quote

    @property
    def is_unread(self) -> bool:
        """Whether its silence says nothing: a poor picture, or no quote at all."""
        return self.sheet.is_poorly_read or self.sheet.is_unlike_a_quote

    @property
    def doubts(self) -> list[Finding]:
        """What we ask to look at again on its page, as we are not sure to have read it."""
        findings = (*self.sheet.sums, *self.sheet.findings)
        return [each for each in findings if each.key.startswith("reread") and each.dismissed_because is None]


def address_in(given: Given, place: Place | None, slug: str = "") -> str:
    """Where the page of the quote shows this place; its line in the table when no page can be seen."""
    there = reverse("quotes:detail", args=[given.pk])
    if place is None or place.page > len(given.quote.page_sizes):
        return f"{there}#v-{slug}" if slug else there
    return f"{there}?page={place.page}#{f'f-{slug}' if slug else 'page'}"


def to_look_at(given: Given) -> str:
    """Where the page of the quote says what to look at."""
    return f"{reverse('quotes:detail', args=[given.pk])}#to-look-at"


def quoted(given: Given, text: str, place: Place | None) -> Piece:
    """The quote's own words, and their place."""
    words = _("“%(text)s”") % {"text": shortened(text.strip(" –-•·"))}
    return Piece(words, address_in(given, place))


def shortened(text: str) -> str:
    """The beginning of a text that is too long for a cell."""
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1].rstrip()}…"
