"""Whether a document looks like a quote at all: a recipe given by mistake must not be judged as one."""

from __future__ import annotations

from collections.abc import Iterator

from ..findings import PRACTICE, finding, is_mentioned
from ..model import Check, Quote

_OF_TRADE = (
    r"\b(devis|factur\w*|bon de commande|contrats?|propositions?|offres?|estimati\w*|tarifs?|prix|montants?|acomptes?|"
    r"paiement|reglement|abonnement|loyers?|mensualites?|engagement|ht|ttc|tva|hors taxes?|siret|siren|rcs|"
    r"prestations?|prestataire|quot\w*|estimate|invoice|order|price|amount|vat|contract|angebot|rechnung|preis|betrag|"
    r"mwst|eur|euros?)\b"
)


def is_unlike_a_quote(quote: Quote) -> bool:
    """Whether a page that was read holds no amount, no number of a firm and no word of the trade."""
    totals, supplier = quote.totals, quote.supplier
    has_value = (
        quote.kind != "unknown"
        or quote.source == "xml"
        or any(line.amount is not None for line in quote.lines)
        or any((totals.net, totals.vat, totals.gross, totals.due, quote.commitment))
        or any((supplier.siret, supplier.siren, supplier.vat_id, supplier.iban))
        or bool(quote.currency or quote.hidden_share or quote.notes)
    )
    return bool(quote.passages) and not has_value and not is_mentioned(quote, _OF_TRADE)


def unlike_a_quote() -> Iterator[Check]:
    """What is said of such a document, instead of all else."""
    yield finding(
        "not-a-quote", "info",
        "Nous n’y voyons ni prix, ni prestataire, ni les mots d’un devis. Vérifiez le fichier, puis donnez celui du "
        "devis. Si c’en est bien un, donnez-le en PDF ou photographiez-le en entier.",
        "We see no price, no supplier, none of the words of a quote. Check the file, then give that of the quote. If "
        "it is one, give it as a PDF, or photograph the whole of it.",
        PRACTICE,
    )  # fmt: skip
