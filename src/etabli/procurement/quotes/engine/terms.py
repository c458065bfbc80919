"""What comes back every month or year, and for how long the client is bound."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Literal

from .arithmetic import cents
from .dates import duration_in
from .model import Commitment, Line, Passage
from .numbers import readings
from .pages import fold

type Period = Literal["month", "year"]

_YEARLY = re.compile(
    r"\b(annuel\w*|par an(nee)?|an(nee)? civile|l an(nee)?|yearly|annual\w*|per year|"
    r"jahrlich|pro jahr|1 an|12 mois)\b|/ ?ans?\b"
)
_MONTHLY = re.compile(r"\b(mensuel\w*|mensualites?|par mois|monthly|per month|monatlich|pro monat|mois)\b")
_YEARLY_PAYMENT = re.compile(
    r"\b(paiement|facturation|reglement|billing|facture\w*) annuel\w*|annual billing\b"
)
_DOMAIN = re.compile(r"\b(noms? de domaines?|domain names?)\b")
_SUBSCRIPTION = re.compile(
    r"\b(hebergement|maintenance|abonnement|hosting|subscription|support|infogerance|"
    r"sauvegarde|licence|certificat)\b"
)
_COMMITMENT = re.compile(
    r"(engage\w*|duree (du contrat|initiale|minimale|minimum|de location|d ?engagement)|"
    r"contrat (est )?(de|d une duree de|conclu pour)|duree de \d+ mois ferme|"
    r"periode (initiale|minimale|ferme)|duree ferme|irrevocable|minimum term|commitment|"
    r"mindestlaufzeit|abonnement de)"
)
_SUM = r"(?P<each>\d[\d\s.,]{0,14})\s?(?:€|euros?\b|eur\b)"
_INSTALMENTS = (
    re.compile(
        r"\b(?P<n>\d\d)\s(?:loyers?|mensualit[ée]s?|[ée]ch[ée]ances?|pr[ée]l[èe]vements?|paiements mensuels|"
        r"monthly payments)\b(?:(?:\s(?:mensuel\w*|fixes?|cons[ée]cuti\w*|constant\w*|[ée]gale?s|d['’]un montant|"
        rf"chacune?))*\s(?:de|à|of|:)\s{_SUM})?",
        re.I,
    ),
    re.compile(
        rf"^(?=.*(?:loyer|mensualit|location|par mois|/ ?mois)).*?\b(?P<n>\d\d)\s?[x×*]\s?{_SUM}", re.I
    ),
    re.compile(
        rf"{_SUM}\s?(?:ht|ttc)?\s?(?:/|par)\s?mois,?\s(?:pendant|sur|durant)\s(?P<n>\d\d)\smois\b", re.I
    ),
)
_RENT = re.compile(rf"\b(?:loyer|mensualit[ée])s?(?:\s(?:mensuel\w*|de|ht|ttc))*\s?:?\s{_SUM}", re.I)
_NOT_BINDING = re.compile(
    r"\b(valable|validite|valide|garanti\w*|realis\w*|delai|livraison|paiement a|preavis)\b"
)
_BY_ITSELF, _AGAIN = r"(tacite\w*|automatique\w*|de plein droit)", r"re(conduc|condui|nouvel)\w*"
_RENEWAL = re.compile(
    rf"\b{_BY_ITSELF}( \w+){{0,3}} {_AGAIN}|\b{_AGAIN}( \w+){{0,4}} {_BY_ITSELF}|"
    r"\bautomatic\w* renew\w*|\brenew\w* automatic\w*"
)
_NO_RENEWAL = re.compile(
    rf"\b(sans|aucune?|ni|pas( \w+){{0,4}}|not|no) ({_BY_ITSELF}|{_AGAIN}|automatic|renew)|"
    rf"\b{_AGAIN}( \w+){{0,4}} exclue?s?\b"
)
_PER_MONTH, _PER_YEAR = (
    ("mois", "month", "months", "mensuel"),
    ("an", "ans", "annee", "annees", "year", "years"),
)


def period_of(description: str, unit: str | None, quantity: Decimal | None) -> Period | None:
    """ "month" or "year" when the line says that it comes back; None otherwise."""
    text, unit_text = fold(description), fold(unit or "")
    if _YEARLY_PAYMENT.search(text):
        return "year"
    if unit_text in _PER_MONTH:
        return "month"
    if unit_text in _PER_YEAR and not re.search(r"garanti", text):
        return "year"
    if re.search(r"\b12 mois\b", text) and quantity == 12:
        return "month"
    if _YEARLY.search(text) or re.search(r"/ ?an\b", description.lower()):
        return "year"
    if re.search(r"/ ?mois\b", description.lower()) or re.search(
        r"\b(mensuel\w*|par mois|monthly|per month|monatlich)\b", text
    ):
        return "month"
    if _SUBSCRIPTION.search(text) and quantity == 12:
        return "month"
    return "year" if _DOMAIN.search(text) else None


def renewal_in(passages: Sequence[Passage]) -> Passage | None:
    """The passage that says that the contract goes on by itself."""
    folded = ((passage, fold(passage.text)) for passage in passages)
    return next((p for p, text in folded if _RENEWAL.search(text) and not _NO_RENEWAL.search(text)), None)


def commitment_in(passages: Sequence[Passage], lines: Sequence[Line]) -> Commitment | None:
    """The term that binds the client, when the document says one."""
    renews = renewal_in(passages)
    renewal = renews.text.strip() if renews else None
    for at, passage in enumerate(passages):
        text = fold(passage.text)
        match = next((m for pattern in _INSTALMENTS if (m := pattern.search(passage.text))), None)
        if match:
            months = int(match["n"])
            total = _instalments(months, match["each"]) or _over_term(months, lines, passages)
            return Commitment(months, total, renewal, passage.place)
        bound = _COMMITMENT.search(text)
        if not bound:
            continue
        following = fold(passages[at + 1].text) if at + 1 < len(passages) else ""
        tail = text[bound.start() :]
        if not re.search(r"\d", tail):
            tail = f"{tail} {following[:60]}"
        duration = duration_in(tail)
        if duration and duration[1] in ("month", "year") and not _NOT_BINDING.search(tail):
            months = duration[0] * (12 if duration[1] == "year" else 1)
            return Commitment(months, _over_term(months, lines, passages), renewal, passage.place)
    return None


def _over_term(months: int, lines: Sequence[Line], passages: Sequence[Passage]) -> Decimal | None:
    """What the monthly and yearly lines come to over the term, to the cent, or else the one rent that the text gives;
    None when there is none or when the price of one is missing."""
    monthly = [_per_month(line, months) for line in lines if line.recurring and not line.optional]
    if not monthly:
        rents = {m["each"] for p in passages if (m := _RENT.search(p.text))}
        return _instalments(months, rents.pop()) if len(rents) == 1 else None
    known = [price for price in monthly if price is not None]
    return cents(sum(known, Decimal(0)) * months) if len(known) == len(monthly) else None


def _per_month(line: Line, months: int) -> Decimal | None:
    """What a line that comes back costs each month. Its quantity counts things (3 mailboxes, all in its amount), or
    else the payments themselves (12 months), of which one is due each time."""
    quantity = line.quantity if line.quantity else Decimal(1)
    unit = fold(line.unit or "")
    paid_each = unit in (*_PER_MONTH, *_PER_YEAR) or (line.recurring == "month" and quantity in (12, months))
    amount = line.amount
    if amount is None:
        amount = line.unit_price * quantity if line.unit_price is not None else None
    if amount is None:
        return None
    due = amount / quantity if paid_each else amount
    by_month = unit in _PER_MONTH or (line.recurring == "month" and unit not in _PER_YEAR)
    return due if by_month else due / 12


def _instalments(months: int, each: str | None) -> Decimal | None:
    """What the instalments come to, when the sentence that counts them gives the amount of each ("48 × 300 €")."""
    values = readings(re.sub(r"\s", "", each), None) if each else ()
    return cents(values[0] * months) if values else None
