"""What a reader should look at in a quote: arithmetic, mentions, what comes back, what binds, the rental alarm.

Every finding is "possible, à vérifier": none is legal advice, and none judges a price. Amounts, delays and thresholds
come from `facts`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal

from ..findings import SUMS, amount_en, amount_fr, day_en, day_fr, finding
from ..model import Check, Contradiction, Quote
from . import engagement, mentions, sums
from .apart import check_apart
from .certainty import reread
from .doubts import doubts
from .facts import FACTS, Fact
from .legibility import is_poorly_read, poor_reading_checks
from .likeness import is_unlike_a_quote, unlike_a_quote
from .needs import NeedMentions
from .ownership import ownership
from .rental import rental
from .shares import check_shares
from .substance import substance

# The findings on what a page shows and the data attached to it say otherwise.

_NAMES = {
    "net": ("Total HT", "Net total"),
    "vat": ("TVA", "VAT"),
    "gross": ("Total TTC", "Total"),
    "number": ("Numéro du document", "Number of the document"),
    "issued_on": ("Date", "Date"),
    "supplier": ("Nom du prestataire", "Supplier's name"),
    "siren": ("SIREN du prestataire", "Supplier's SIREN"),
    "vat_id": ("Numéro de TVA du prestataire", "Supplier's VAT number"),
    "iban": ("IBAN du prestataire", "Supplier's IBAN"),
}
_ASK = (
    " C’est la page que vous signez\u00a0: demandez au prestataire ce qui est juste.",
    " The page is what you sign: ask the supplier which is right.",
)


def check_contradictions(quote: Quote) -> Iterator[Check]:
    """One warning for each value that the page shows otherwise than the data of an e-invoice."""
    for contradiction in quote.contradictions:
        fr, en = _of_line(quote, contradiction) if contradiction.field == "line" else _of_value(contradiction)
        shown = _worded(contradiction.shown)[0] if contradiction.shown is not None else ""
        yield finding(
            "page-differs", "warning", fr + _ASK[0], en + _ASK[1], SUMS,
            line=contradiction.line, evidence=shown, place=contradiction.place,
        )  # fmt: skip


def _worded(value: Decimal | date | str | None) -> tuple[str, str]:
    if isinstance(value, Decimal):
        return amount_fr(value), amount_en(value)
    return (day_fr(value), day_en(value)) if isinstance(value, date) else (str(value), str(value))


def _of_value(contradiction: Contradiction) -> tuple[str, str]:
    (fr, en), shown, data = (
        _NAMES[contradiction.field],
        _worded(contradiction.shown),
        _worded(contradiction.data),
    )
    return (
        f"{fr}\u00a0: la page affiche {shown[0]}, les données jointes disent {data[0]}.",
        f"{en}: the page shows {shown[1]}, the data attached to it say {data[1]}.",
    )


def _of_line(quote: Quote, contradiction: Contradiction) -> tuple[str, str]:
    if contradiction.line is None:
        shown = _worded(contradiction.shown)
        return (
            f"La page affiche une ligne «\u00a0{contradiction.label}\u00a0» à {shown[0]}, absente des données jointes.",
            f"The page shows a line “{contradiction.label}” at {shown[1]}, which the data attached to it don't hold.",
        )
    name, data = quote.lines[contradiction.line].description, _worded(contradiction.data)
    return (
        f"Les données jointes disent «\u00a0{name}\u00a0» à {data[0]}\u00a0: la page n’affiche pas ce montant.",
        f"The data attached say “{name}” at {data[1]}: the page doesn't show that amount.",
    )


_MUCH = 0.25  # of a document's letters: spreadsheets leave some beside the page


def check(
    quote: Quote,
    *,
    facts: Mapping[str, Fact] = FACTS,
    on: date | None = None,
    needs: NeedMentions | None = None,
) -> tuple[Check, ...]:
    """All findings, the gravest first. `on` is the day of reading; without it nothing depends on the day. `needs` is
    what the quote says of the needs; without it nothing is said of its substance. Of a picture that was read poorly,
    only what it surely says is told: silence and sums would accuse its maker of our reading's faults. Of what
    doesn't look like a quote, nothing but that."""
    if is_unlike_a_quote(quote):
        return tuple(unlike_a_quote())
    if is_poorly_read(quote):
        return (*poor_reading_checks(quote), *quote.notes, *rental(quote, facts), *ownership(quote))
    findings = [
        *quote.notes,
        *mentions.kind(quote),
        *rental(quote, facts),
        *_hidden_text(quote),
        *_of_currency(quote),
        *_in_its_currency(quote, check_contradictions(quote)),
        *_in_its_currency(quote, sums.check_sums(quote)),
        *_in_its_currency(quote, check_shares(quote)),
        *engagement.binding(quote, facts),
        *engagement.payment(quote, facts),
        *mentions.legal(quote, facts),
        *mentions.practice(quote, on),
        *ownership(quote),
        *_in_its_currency(quote, check_apart(quote)),
        *(substance(quote, facts, needs) if needs else ()),
        *_in_its_currency(quote, doubts(quote)),
    ]
    if quote.kind == "invoice":
        findings = [each if each.id == "kind" else _of_an_invoice(each) for each in findings]
    order = {"error": 0, "warning": 1, "info": 2, "ok": 3}
    return tuple(sorted(_unseen(quote, findings), key=lambda c: order[c.severity]))


_SAYS = re.compile(r"\b([Ll])e devis(?= (?:dit|ne dit|compte|parle|donne)\b)")


def _of_an_invoice(check: Check) -> Check:
    """The finding, of a document that is no quote."""
    fr = _SAYS.sub(lambda m: "La facture" if m[1] == "L" else "la facture", check.fr)
    en = re.sub(r"\b([Tt])he quote(?= (?:says|doesn't say|counts|speaks)\b)", r"\1he invoice", check.en)
    return replace(check, fr=fr, en=en)


_SILENCES = {
    "company-mentions": ("les mentions de la société", "the company's mentions"),
    "legal-form": ("la forme de la société ou la mention «\u00a0EI\u00a0»", "the company form or the “EI”"),
    "bill-mentions": ("le numéro ou la date", "the number or the date"),
    "vat-unsaid": ("la TVA, ou la phrase qui dit qu’elle ne s’applique pas", "the VAT, or that none applies"),
    "payment-unsaid": ("quand payer", "when to pay"),
}


def _unseen(quote: Quote, findings: Iterable[Check]) -> Iterator[Check]:
    """The findings; of a picture, those on what wasn't found as one question: it may be there, unread."""
    unseen = []
    for each in findings:
        if quote.source == "ocr" and each.id in _SILENCES:
            unseen.append(_SILENCES[each.id])
        else:
            yield each
    if unseen:
        yield reread(
            "mentions",
            f"Nous n’avons pas su lire\u00a0: {', '.join(fr for fr, _ in unseen)}.",
            f"We could not read: {', '.join(en for _, en in unseen)}.",
        )  # fmt: skip


def _of_currency(quote: Quote) -> Iterator[Check]:
    if quote.currency not in (None, "EUR"):
        yield finding(
            "currency", "warning",
            f"Les montants de ce document ne sont pas en euros, mais en {quote.currency}. Demandez ce que vous paierez "
            "en euros.",
            f"The amounts of this document aren't in euros, but in {quote.currency}. Ask what you will pay in euros.",
            SUMS,
        )  # fmt: skip


def _in_its_currency(quote: Quote, checks: Iterable[Check]) -> Iterator[Check]:
    """What is said of amounts that the document prints, in its own currency."""
    for each in checks:
        if quote.currency in (None, "EUR"):
            yield each
        else:
            fr, en = (
                each.fr.replace("\u00a0€", f"\u00a0{quote.currency}"),
                each.en.replace("€", f"{quote.currency} "),
            )
            yield replace(each, fr=fr, en=en)


def _hidden_text(quote: Quote) -> Iterator[Check]:
    """A good part of the document's text can't be seen."""
    if quote.hidden_share < _MUCH:
        return
    share = round(quote.hidden_share * 100)
    yield finding(
        "hidden-text", "warning",
        f"Ce fichier contient du texte que l’on ne voit pas sur la page ({share}\u00a0% du texte)\u00a0: nous ne "
        "l’avons pas lu. Comparez avec ce que vous voyez.",
        f"This file holds text that can't be seen on the page ({share}% of the text): we didn't read it. Compare "
        "with what you see.", SUMS,
    )  # fmt: skip
