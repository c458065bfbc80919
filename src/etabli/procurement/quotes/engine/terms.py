"""What comes back every month or year, and for how long the client is bound."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Literal

from .dates import duration_in
from .model import Commitment, Line, Passage
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
_INSTALMENTS = re.compile(
    r"\b(\d{2}) (loyers?|mensualites?|echeances?|paiements mensuels|monthly payments)\b"
)
_NOT_BINDING = re.compile(
    r"\b(valable|validite|valide|garanti\w*|realis\w*|delai|livraison|paiement a|preavis)\b"
)
_RENEWAL = re.compile(
    r"tacite(ment)? re\w+|tacite reconduction|reconduit|reconduction|renouvel\w+ "
    r"automatique\w*|automatic\w* renew\w*"
)


def period_of(description: str, unit: str | None, quantity: Decimal | None) -> Period | None:
    """ "month" or "year" when the line says that it comes back; None otherwise."""
    text, unit_text = fold(description), fold(unit or "")
    if _YEARLY_PAYMENT.search(text):
        return "year"
    if unit_text in ("mois", "month", "months", "mensuel"):
        return "month"
    if unit_text in ("an", "ans", "annee", "annees", "year", "years") and not re.search(r"garanti", text):
        return "year"
    if re.search(r"\b12 mois\b", text) and quantity == 12:
        return "month"
    if re.search(r"\b(audit|formation|rapport|page|bilan)s? (annuel|mensuel)", text) and not re.search(
        r"abonnement", text
    ):
        pass
    if _YEARLY.search(text) or re.search(r"/ ?an\b", description.lower()):
        return "year"
    if re.search(r"/ ?mois\b", description.lower()) or re.search(
        r"\b(mensuel\w*|par mois|monthly|per month|monatlich)\b", text
    ):
        return "month"
    if _SUBSCRIPTION.search(text) and quantity == 12:
        return "month"
    return "year" if _DOMAIN.search(text) else None


def commitment_in(passages: Sequence[Passage], lines: Sequence[Line]) -> Commitment | None:
    """The term that binds the client, when the document says one."""
    renewal = next((p.text.strip() for p in passages if _RENEWAL.search(fold(p.text))), None)
    for at, passage in enumerate(passages):
        text = fold(passage.text)
        match = _INSTALMENTS.search(text)
        if match:
            return Commitment(int(match[1]), _over_term(int(match[1]), lines), renewal, passage.place)
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
            return Commitment(months, _over_term(months, lines), renewal, passage.place)
    return None


def _over_term(months: int, lines: Sequence[Line]) -> Decimal | None:
    """What the monthly and yearly lines come to over the term; None when there is none or an amount is missing."""
    total = Decimal(0)
    recurring = [line for line in lines if line.recurring and not line.optional]
    for line in recurring:
        price = line.unit_price if line.unit_price is not None else line.amount
        if price is None:
            return None
        total += price * months if line.recurring == "month" else price * months / 12
    return total if recurring else None
