"""The terms of a quote in its own words: when it delivers, how it ends, who holds the domain name and the accesses.

Each is the printed row that says it, or None: nothing is rephrased, a silence stays one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from ..findings import first_passage
from ..model import Passage, Place, Quote
from ..text.dates import dates_in, duration_in
from ..text.pages import fold
from .engagement import deposit_share
from .substance import ACCESS_HANDOVER, DOMAIN_OWNER

_DELIVERY = re.compile(
    r"\b(livraison|(?<!\ble )(?<!\bun )(?<!\bdu )livree?s?(?! d or)|mise en ligne|mise en service|"
    r"delais?( de realisation| d execution)?|delivery|go live)\b"
)
# What comes after it: a training "2 jours après la mise en ligne".
_AFTER_DELIVERY = re.compile(
    r"\b(apres|depuis|suivant|des|a (compter|partir) de|after)( la| le| the)? "
    r"(livraison|mise en ligne|mise en service|delivery)\b"
)
# How long something else lasts: "3 mois de maintenance".
_LASTING = re.compile(
    r"\b\w+ (jours?|semaines?|mois|ans?|annees?) (de|d) (?!travail|realisation|developpement|production)\w+"
)
_NOT_DELIVERY = re.compile(
    r"\b(paiement|reglement|payable|acompte|solde|factur\w*|garanti\w*|loyers?|preavis|retard|proces verbal|pv|"
    r"retractation|intervention|reponse|valable|validite|payment)\b"
)
_ENDING = r"\b(resili\w*|preavis|denonc\w*|sans engagement|mettre fin|notice period|terminat\w*)\b"


@dataclass(frozen=True)
class Conditions:
    """The rows that say them. `deposit` is a percentage of the whole, printed at `deposit_at`."""

    delivery: Passage | None
    ending: Passage | None
    domain: Passage | None
    access: Passage | None
    deposit: Decimal | None
    deposit_at: Place | None


def conditions(quote: Quote) -> Conditions:
    """What the quote says of delivery, end, domain, accesses and deposit; None where it says nothing."""
    share, at = deposit_share(quote)
    return Conditions(
        delivery=next((passage for passage in quote.passages if _delivers(passage.text)), None),
        ending=first_passage(quote, _ENDING),
        domain=first_passage(quote, DOMAIN_OWNER),
        access=first_passage(quote, ACCESS_HANDOVER),
        deposit=share,
        deposit_at=at.place if at else None,
    )


def _delivers(text: str) -> bool:
    """Whether a row says when the work is done: a day, or how long it takes."""
    words = _LASTING.sub(" ", _AFTER_DELIVERY.sub(" ", fold(text)))
    if not _DELIVERY.search(words) or _NOT_DELIVERY.search(words):
        return False
    return bool(dates_in(text)) or duration_in(words) is not None
