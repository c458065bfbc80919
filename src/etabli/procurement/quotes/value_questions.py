"""What we ask a person about a reading, one value at a time, and what their answer changes."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from django.utils.translation import gettext as _

from etabli.foundation.ui.typography import money
from etabli.procurement.quotes.corrections import LINE, Corrected
from etabli.procurement.quotes.engine.model import Quote
from etabli.procurement.quotes.engine.values.arithmetic import CENT, close
from etabli.procurement.quotes.page_frames import Cut, cut_of
from etabli.procurement.quotes.values import Row, Total, Value, payable, shown

AMOUNTS = frozenset({"unit_price", "net_amount", "gross_amount", "net", "vat", "gross"})


@dataclass(frozen=True)
class ValueQuestion:
    """A value to confirm or to correct; unread when nothing is shown of it. `about` says of what, `effect` what a yes
    settles, `cut` shows it on the page."""

    value: Value
    about: str
    effect: str
    cut: Cut | None


def unsure_values(
    corrected: Corrected, facts: tuple[Value, ...], rows: tuple[Row, ...], totals: tuple[Total, ...]
) -> Iterator[ValueQuestion]:
    """The values that aren't sure, what is paid first; then the main total when it wasn't read. A line that is said
    to be wrong isn't asked about: whether we read it well is no question any more."""
    unread = [
        total.value for total in totals if total.is_main and not total.value.shown and not total.value.note
    ]
    unsure = [total.value for total in totals if total.doubt]
    sizes = corrected.quote.page_sizes
    for value in unsure:
        yield ValueQuestion(value, "", _effect(corrected.quote, value), cut_of(sizes, value))
    wrong = {check.line for check in corrected.quote.checks if check.id == "line-arithmetic"}
    for row in (row for rank, row in enumerate(rows) if rank not in wrong):
        for value in _unsure_of(row, corrected.quote.currency):
            yield ValueQuestion(value, row.description, _effect(corrected.quote, value), cut_of(sizes, value))
    for value in facts:
        if not value.sure:
            yield ValueQuestion(value, "", _effect(corrected.quote, value), cut_of(sizes, value))
    for value in unread:
        yield ValueQuestion(value, "", "", None)


def _unsure_of(row: Row, currency: str | None) -> list[Value]:
    """Its unsure cell; or the line at once, when several are or it doesn't come out."""
    cells = [cell for cell in row.cells.values() if not cell.sure]
    if len(cells) == 1 or not row.doubt:
        return cells
    return [replace(row.whole, shown=_product(row, currency), sure=False)]


def _product(row: Row, currency: str | None) -> str:
    """The figures of a line in one: "2 h × 70,00 € = 140,00 €"; "" when it has no amount."""
    if row.amount is None:
        return ""
    factors = [text for text in (row.quantity, shown(row.unit_price, currency)) if text]
    amount = money(row.amount, currency)
    return f"{' × '.join(factors)} = {amount}" if len(factors) == 2 else amount


def _effect(quote: Quote, value: Value) -> str:
    name = (value.field or "net_amount") if value.target.startswith(LINE) else value.target
    if name in AMOUNTS:
        return sums_of(quote)
    return _("Your lists will call this quote by that name.") if name == "supplier.name" else ""


def sums_of(quote: Quote) -> str:
    """Whether the lines make the total, in a sentence; "" when one of them isn't known."""
    lines = [line for line in quote.lines if line.in_total]
    known = [line.net_amount for line in lines if line.net_amount is not None]
    total = quote.totals.net
    if len(known) < len(lines) or not known:
        known = [line.gross_amount for line in lines if line.gross_amount is not None]
        total = quote.totals.gross
    if len(known) < len(lines) or not known or total is None:
        return ""
    made = sum(known, Decimal(0)) + sum(
        (adjustment.amount for adjustment in quote.totals.adjustments), Decimal(0)
    )
    amounts = {"made": money(made, quote.currency), "total": money(total.value, quote.currency)}
    if close(made, total.value, CENT * len(known)):
        return _("The lines then come to %(made)s: it is the total of the quote.") % amounts
    if quote.source == "ocr" and total.confidence < 1:
        return _("The lines then come to %(made)s; we read %(total)s.") % amounts
    return _("The lines then come to %(made)s; the quote says %(total)s.") % amounts


def describe_change(before: Quote, after: Quote) -> str:
    """What a correction changed, in a sentence; "" when the sums stay as they were."""
    sums, paid = sums_of(after), (payable(before), payable(after))
    parts = [sums] if sums != sums_of(before) else []
    if paid[1] is not None and paid[0] != paid[1]:
        parts.append(_("The quote now comes to %(amount)s.") % {"amount": money(paid[1], after.currency)})
    return " ".join(parts)
