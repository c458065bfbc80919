"""What the quotes cost, what they bind to, on what conditions: the rows that are the same for all."""

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _, ngettext

from etabli.foundation.ui.typography import day_parts, full_day, number, short_money
from etabli.procurement.quotes.engine.model import Found, Passage, Quote
from etabli.procurement.quotes.engine.report.conditions import Conditions, conditions
from etabli.procurement.quotes.engine.report.costs import Cost, Costs, costs, is_exempt
from etabli.procurement.quotes.engine.values.commitment import renewal_in
from etabli.procurement.quotes.sidebyside.rows import Given, Piece, Row, Term, address_in, quoted, to_look_at
from etabli.procurement.quotes.values import is_sure


def money_rows(given: Sequence[Given]) -> Iterator[Row[Term]]:
    """What they come to: over three years, once, each year."""
    costed = [(entry, costs(entry.quote)) for entry in given]

    def row(label: str, which: Callable[[Costs], Cost], help_text: str) -> Row[Term]:
        return Row(label, tuple(_cost(entry, which(each)) for entry, each in costed), help_text)

    yield row(
        _("Over three years, all included"),
        lambda each: each.over,
        _("with VAT, unless said; if you keep it all and no price changes"),
    )
    yield row(_("To pay once"), lambda each: each.once, _("with VAT, unless said"))
    yield row(_("Then each year"), lambda each: each.yearly, _("hosting, subscription, rent…"))


def _cost(given: Given, cost: Cost) -> Term:
    """What is paid in the end: the amount with VAT, else the one that is known, and what it is."""
    quote = given.quote
    if not cost.is_said:
        return _unsaid(given, MONEY, (quote.totals.net, quote.totals.gross))
    whole = _amounts(quote, cost.net, cost.gross)
    paid = cost.net if is_exempt(quote) and cost.net is not None else cost.gross
    if paid is None or (_tax_unsaid(quote) and not is_exempt(quote)):
        return Term(whole)
    return Term(_in_currency(quote, paid), whole=whole)


def _total(given: Given) -> Term:
    quote = given.quote
    net, gross = (
        amount.value if amount and is_sure(amount) else None
        for amount in (quote.totals.net, quote.totals.gross)
    )
    if net is None and gross is None:
        return _unsaid(given, MONEY, (quote.totals.net, quote.totals.gross))
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
            "amount": _in_currency(quote, net if net is not None else gross)
        }
    if _tax_unsaid(quote):
        return _("%(amount)s, with or without VAT: not said") % {"amount": _in_currency(quote, gross)}
    parts = []
    if net is not None:
        parts.append(_("%(amount)s without VAT") % {"amount": _in_currency(quote, net)})
    if gross is not None:
        parts.append(_("%(amount)s with VAT") % {"amount": _in_currency(quote, gross)})
    return ", ".join(parts)


def _in_currency(quote: Quote, amount: Decimal | None) -> str:
    return "–" if amount is None else short_money(amount, quote.currency or "EUR")


def _tax_unsaid(quote: Quote) -> bool:
    return any(check.id == "tax-unsaid" for check in quote.checks)


def binding_rows(given: Sequence[Given]) -> Iterator[Row[Term]]:
    """What they bind to, and until when they hold."""
    yield Row(_("Binds you for"), tuple(map(_commitment, given)))
    yield Row(_("Renews by itself"), tuple(map(_renewal, given)))
    yield Row(_("Holds until"), tuple(map(_holds, given)))


def condition_rows(given: Sequence[Given]) -> Iterator[Row[Term]]:
    """Their other conditions, most of them in their own words."""
    known = [(entry, conditions(entry.quote)) for entry in given]

    def row(label: str, which: Callable[[Conditions], Passage | None]) -> Row[Term]:
        return Row(label, tuple(_printed(entry, which(each)) for entry, each in known))

    yield Row(_("Total written on the quote"), tuple(map(_total, given)))
    yield row(_("To stop it"), lambda each: each.ending)
    yield row(_("Whose the domain name is"), lambda each: each.domain)
    yield Row(_("Deposit"), tuple(_deposit(entry, each) for entry, each in known))
    yield row(_("Delivery"), lambda each: each.delivery)
    yield row(_("The logins, and how to leave"), lambda each: each.access)
    yield Row(_("Signs of a rental"), tuple(map(_rental, given)))


def _printed(given: Given, passage: Passage | None) -> Term:
    return Term("", (quoted(given, passage.text, passage.place),)) if passage else _unsaid(given)


def _deposit(given: Given, conditions: Conditions) -> Term:
    amount = given.quote.totals.deposit
    if conditions.deposit is None:
        if amount is None or not is_sure(amount):
            return _unsaid(given, held=(amount,))
        return Term(_in_currency(given.quote, amount.value))
    share = _("%(share)s%% of the total") % {"share": number(round(conditions.deposit))}
    place = conditions.deposit_at
    return Term(share, address=address_in(given, place) if place else "")


def _commitment(given: Given) -> Term:
    bound = given.quote.commitment
    if bound is None:
        return _unsaid(given, COMMITMENT)
    return Term(
        _months(bound.months),
        address=address_in(given, bound.place) if bound.place else "",
        whole=bound_for(given),
    )


def bound_for(given: Given) -> str:
    """How long the quote binds, and what that comes to; "" when it doesn't say."""
    bound = given.quote.commitment
    if bound is None:
        return ""
    months = _months(bound.months)
    if bound.total_over_term is None:
        return months
    total = _in_currency(given.quote, bound.total_over_term)
    return _("%(duration)s, %(total)s in all") % {"duration": months, "total": total}


def _months(count: int) -> str:
    return ngettext("%(months)d month", "%(months)d months", count) % {"months": count}


def _renewal(given: Given) -> Term:
    passage = renewal_in(given.quote.passages)
    if passage is None:
        return _unsaid(given, COMMITMENT)
    words = quoted(given, passage.text, passage.place)
    return Term(_("yes"), address=words.address, whole=f"{_('yes')}\n{words.text}")


def _rental(given: Given) -> Term:
    if not any(finding.key == "rental" for finding in given.sheet.findings):
        return _unsaid(given) if given.sheet.is_poorly_read else Term(_("none found"))
    return Term(_("yes, to be checked before you sign"), address=to_look_at(given))


def _holds(given: Given) -> Term:
    until = given.quote.valid_until
    if until is None or not is_sure(until):
        return _unsaid(given, held=(until,))
    _weekday, number_, month = day_parts(until.value)
    return Term(f"{number_} {month} {until.value.year}", whole=full_day(until.value))


MONEY = ("reread-line", "reread-lines", "reread-totals", "reread-vat", "reread-tax")
COMMITMENT = ("reread-commitment",)


def _unsaid(given: Given, doubts: Sequence[str] = (), held: Sequence[Found[Any] | None] = ()) -> Term:
    """Silence; of what wasn't read for certain (`held`: what was read of it), it is that of our reading, and the page
    of the quote says what to look at."""
    is_doubtful = any(finding.key.split(":")[0] in doubts for finding in given.doubts)
    if given.is_unread or is_doubtful or any(value and not is_sure(value) for value in held):
        return Term(_("not read for certain"), address=to_look_at(given), is_said=False)
    return Term(_("not written"), is_said=False)
