"""Several quotes against one brief, in one table: made from their sheets alone, no database, no clock.

The same rows for all, in the brief's order. Nothing is scored, nothing is judged, and the columns stay as they come.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from string import ascii_uppercase
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _, ngettext

from etabli.foundation.ui.typography import full_day, money, number
from etabli.procurement.briefs.engine import Brief
from etabli.procurement.needs.catalogue import load
from etabli.procurement.quotes.engine.model import Against, Passage, Place, Quote
from etabli.procurement.quotes.engine.report.conditions import Conditions, conditions
from etabli.procurement.quotes.engine.report.costs import Cost, Costs, costs, is_exempt
from etabli.procurement.quotes.engine.report.legibility import is_poorly_read
from etabli.procurement.quotes.engine.values.commitment import renewal_in
from etabli.procurement.quotes.sheet import Question, Said, Sheet
from etabli.procurement.quotes.values import is_sure
from etabli.procurement.quotes.wording import need_key

LONGEST = 160  # characters of a sentence of the quote


@dataclass(frozen=True)
class Piece:
    """Words of the quote, and the address of their place on its page; "" when it isn't known.

    `is_way`: they only say where to look, which means nothing on paper.
    """

    text: str
    address: str = ""
    is_way: bool = False


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
    """What a quote says on one of the rows that are the same for all, and the words that say it."""

    text: str
    pieces: tuple[Piece, ...] = ()

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
    def quotes_words(self) -> bool:
        """Whether a cell holds words of the quote, which take more room than a sum."""
        return any(not piece.is_way for cell in self.cells for piece in cell.pieces)


@dataclass(frozen=True)
class Column:
    """A quote read: its letter in the drawn order, its number, its name, what tells it from another of the same name,
    and what to ask about it."""

    letter: str
    pk: int
    name: str
    detail: str
    questions: tuple[Question, ...]
    alarm: str


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
    def differing(self) -> list[Row[Cell]]:
        """The needs on which the quotes differ; all of them for a quote alone."""
        return [row for row in self.needs if row.differs or len(self.columns) == 1]

    @property
    def alike(self) -> list[Row[Cell]]:
        """The needs of which all the quotes say the same."""
        return [row for row in self.needs if row not in self.differing]


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
        money=lettered(_money(given)),
        binding=lettered(_binding(given)),
        conditions=lettered(_conditions(given)),
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
    alarm = next((finding for finding in given.sheet.findings if finding.key == "rental"), None)
    return Column(
        letter=letter,
        pk=given.pk,
        name=given.name,
        detail=" · ".join(part for part in parts if part),
        questions=given.sheet.questions,
        alarm=alarm.title if alarm else "",
    )


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
    if given.sheet.is_poorly_read and not read.lines and not said and not override:
        word, kind = _("not read for certain"), "ask"
    pieces = [_line(given, at) for at in read.lines if at < len(given.sheet.rows)]
    if said and not (read.polarity == "optional" and pieces):
        pieces.append(_quoted(given, said.value, said.place))
    elif read.status == "unclear" and not pieces:
        pieces.append(Piece(_("The quote names it, in no line that has a price.")))
    return Cell(given.pk, word, kind, tuple(pieces), override.note if override else "", need_id)


def _line(given: Given, at: int) -> Piece:
    value = given.sheet.rows[at].whole
    return Piece(_short(given.sheet.rows[at].description), _address(given, value.place, value.slug))


def _address(given: Given, place: Place | None, slug: str = "") -> str:
    """Where the page of the quote shows this place; its line in the table when no page can be seen."""
    there = reverse("quotes:detail", args=[given.pk])
    if place is None or place.page > len(given.quote.page_sizes):
        return f"{there}#v-{slug}" if slug else there
    return f"{there}?page={place.page}#{f'f-{slug}' if slug else 'page'}"


def _money(given: Sequence[Given]) -> Iterator[Row[Term]]:
    costed = [(entry, costs(entry.quote)) for entry in given]

    def row(label: str, which: Callable[[Costs], Cost], help_text: str) -> Row[Term]:
        return Row(label, tuple(_cost(entry.quote, which(each)) for entry, each in costed), help_text)

    yield row(
        _("Over three years"),
        lambda each: each.over,
        _("once, and three times each year, if you keep it all and no price changes"),
    )
    yield row(_("To pay once"), lambda each: each.once, "")
    yield row(_("To pay each year"), lambda each: each.yearly, _("hosting, subscription, rent…"))
    yield Row(_("Total written on the quote"), tuple(_total(entry.quote) for entry in given))


def _cost(quote: Quote, cost: Cost) -> Term:
    if not cost.is_said:
        return _unsaid(quote)
    return Term(_amounts(quote, cost.net, cost.gross))


def _total(quote: Quote) -> Term:
    net, gross = (
        amount.value if amount and is_sure(amount) else None
        for amount in (quote.totals.net, quote.totals.gross)
    )
    if net is None and gross is None:
        return _unsaid(quote)
    text = _amounts(quote, net, gross)
    if gross is None and not is_exempt(quote):
        return Term(text, (Piece(_("Only the amount without VAT is written.")),))
    if net is None and not _tax_unsaid(quote):
        return Term(text, (Piece(_("Only the amount with VAT is written.")),))
    return Term(text)


def _amounts(quote: Quote, net: Decimal | None, gross: Decimal | None) -> str:
    """Without VAT, then with it, as far as each is known."""
    if is_exempt(quote):
        return _("%(amount)s, no VAT charged") % {
            "amount": money(net if net is not None else gross, quote.currency)
        }
    if _tax_unsaid(quote):
        return _("%(amount)s, with or without VAT: not said") % {"amount": money(gross, quote.currency)}
    parts = []
    if net is not None:
        parts.append(_("%(amount)s without VAT") % {"amount": money(net, quote.currency)})
    if gross is not None:
        parts.append(_("%(amount)s with VAT") % {"amount": money(gross, quote.currency)})
    return ", ".join(parts)


def _tax_unsaid(quote: Quote) -> bool:
    return any(check.id == "tax-unsaid" for check in quote.checks)


def _binding(given: Sequence[Given]) -> Iterator[Row[Term]]:
    yield Row(_("How long it binds you"), tuple(_commitment(entry) for entry in given))
    yield Row(_("Does it renew by itself?"), tuple(_renewal(entry) for entry in given))
    yield _passages(_("To stop it"), given, lambda each: each.ending)
    yield _passages(_("Whose the domain name is"), given, lambda each: each.domain)
    yield Row(_("Holds until"), tuple(_holds(entry.quote) for entry in given))


def _conditions(given: Sequence[Given]) -> Iterator[Row[Term]]:
    yield Row(_("Deposit"), tuple(_deposit(entry, conditions(entry.quote)) for entry in given))
    yield _passages(_("Delivery"), given, lambda each: each.delivery)
    yield _passages(_("The logins, and how to leave"), given, lambda each: each.access)
    yield Row(_("Signs of a rental"), tuple(_rental(entry) for entry in given))


def _passages(label: str, given: Sequence[Given], which: Callable[[Conditions], Passage | None]) -> Row[Term]:
    return Row(label, tuple(_printed(entry, which(conditions(entry.quote))) for entry in given))


def _printed(given: Given, passage: Passage | None) -> Term:
    return Term("", (_quoted(given, passage.text, passage.place),)) if passage else _unsaid(given.quote)


def _quoted(given: Given, text: str, place: Place | None) -> Piece:
    words = _("“%(text)s”") % {"text": _short(text.strip(" –-•·"))}
    return Piece(words, _address(given, place))


def _deposit(given: Given, conditions: Conditions) -> Term:
    amount = given.quote.totals.deposit
    if conditions.deposit is None:
        return (
            Term(money(amount.value, given.quote.currency))
            if amount and is_sure(amount)
            else _unsaid(given.quote)
        )
    share = _("%(share)s%% of the total") % {"share": number(round(conditions.deposit))}
    place = (
        (Piece(_("See it on the page"), _address(given, conditions.deposit_at), is_way=True),)
        if conditions.deposit_at
        else ()
    )
    return Term(share, place)


def _commitment(given: Given) -> Term:
    bound = given.quote.commitment
    if bound is None:
        return _unsaid(given.quote)
    months = bound.months
    text = ngettext("%(months)d month", "%(months)d months", months) % {"months": months}
    if bound.total_over_term is not None:
        text = _("%(duration)s, %(total)s in all") % {
            "duration": text,
            "total": money(bound.total_over_term, given.quote.currency),
        }
    pieces = (
        (Piece(_("See it on the page"), _address(given, bound.place), is_way=True),) if bound.place else ()
    )
    return Term(text, pieces)


def _renewal(given: Given) -> Term:
    passage = renewal_in(given.quote.passages)
    return Term(_("yes"), (_quoted(given, passage.text, passage.place),)) if passage else _unsaid(given.quote)


def _rental(given: Given) -> Term:
    alarm = next((finding for finding in given.sheet.findings if finding.key == "rental"), None)
    if alarm is None:
        return _unsaid(given.quote) if given.sheet.is_poorly_read else Term(_("none found"))
    address = f"{reverse('quotes:detail', args=[given.pk])}#to-look-at"
    return Term(_("yes, to be checked before you sign"), (Piece(_("See why"), address, is_way=True),))


def _holds(quote: Quote) -> Term:
    until = quote.valid_until
    return Term(full_day(until.value)) if until and is_sure(until) else _unsaid(quote)


def _unsaid(quote: Quote) -> Term:
    """Silence; of a poor picture, it is that of our reading."""
    return Term(_("not read for certain") if is_poorly_read(quote) else _("not said"))


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1].rstrip()}…"
