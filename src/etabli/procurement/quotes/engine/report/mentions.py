"""Findings on what a quote says or leaves unsaid. Law and good practice are told apart by `source`."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date

from stdnum import iban
from stdnum.ch import uid
from stdnum.eu import vat
from stdnum.fr import siret

from ..findings import PRACTICE, SUMS, day_en, day_fr, finding, first_passage, is_mentioned
from ..model import Check, Found, Quote
from ..text.pages import fold
from ..text.vocabulary import COMPANY, exempt
from .certainty import are_proved, holds_a_registration, is_french, reread, speaks_of_vat
from .facts import Fact

_ORDERS = {"220", "230", "231", "320"}  # an order, its change, the answers to it


def kind(quote: Quote) -> Iterator[Check]:
    """An e-invoice that is neither a quote nor an invoice: it is read, and said to be something else."""
    if quote.kind != "unknown" or quote.source != "xml":
        return
    if quote.type_code in _ORDERS:
        fr = "Ce fichier est une commande\u00a0: ni un devis, ni une facture. L’accepter peut vous engager."
        en = "This file is an order: neither a quote nor an invoice. Accepting it may bind you."
    else:
        fr = "Ce fichier ne dit pas s’il est un devis ou une facture. Demandez-le au prestataire."
        en = "This file doesn't say whether it is a quote or an invoice. Ask the supplier."
    yield finding("kind", "warning", fr, en, PRACTICE, evidence=f"type {quote.type_code}")


def legal(quote: Quote, facts: Mapping[str, Fact]) -> Iterator[Check]:
    """Identity and VAT."""
    yield from _identifier(quote)
    if quote.source != "xml":
        yield from _legal_form(quote, facts)
    yield from _vat(quote, facts)


def _identifier(quote: Quote) -> Iterator[Check]:
    for name, (fr, en, is_valid, source) in _CHECKED.items():
        value: Found[str] | None = getattr(quote.supplier, name)
        if value is None or is_valid(value.value) or (name == "iban" and _goes_on(quote, value)):
            continue
        if quote.source != "xml" and (quote.source == "ocr" or not _FORMS[name].fullmatch(value.value)):
            yield reread(
                name.replace("_", "-"),
                f"Avons-nous bien lu {fr[0].lower()}{fr[1:]} {value.printed}\u00a0? Il ne semble pas valable.",
                f"Did we read the {en} {value.printed} right? It doesn't seem valid.",
                value,
            )  # fmt: skip
            continue
        yield finding(
            f"{name.replace('_', '-')}-invalid", "error",
            f"{fr} {value.printed} ne semble pas valable. Un chiffre est faux, ou mal lu par nous. Demandez-le.",
            f"{en} {value.printed} doesn't seem valid. A digit is wrong, or we misread it. Ask for the right one.",
            source, value,
        )  # fmt: skip
    if not quote.supplier.siret and not quote.supplier.siren and quote.source != "xml":
        yield from _unregistered(quote)


def _goes_on(quote: Quote, iban_read: Found[str]) -> bool:
    """Whether an IBAN ends on the next row."""
    texts = [re.sub(r"[^A-Z0-9]", "", p.text) for p in quote.passages]
    for at, text in enumerate(texts):
        _before, start, after = text.partition(iban_read.value)
        if start and any(
            iban.is_valid(f"{start}{after}{rest}"[:end])
            for rest in texts[at + 1 : at + 3]
            for end in range(15, 35)
        ):
            return True
    return False


def _unregistered(quote: Quote) -> Iterator[Check]:
    """The law that asks for the number is French: nothing is said of whoever has a VAT number of another country."""
    if not is_french(quote):
        return
    if quote.source == "ocr" or holds_a_registration(quote):
        yield reread(
            "siret",
            "Nous n’avons pas su lire le numéro SIREN ou SIRET du prestataire. Est-il bien écrit\u00a0?",
            "We could not read the supplier's SIREN or SIRET number. Is it printed?",
        )  # fmt: skip
        return
    yield finding(
        "siret-missing", "warning",
        "Nous n’avons pas trouvé le numéro SIREN ou SIRET du prestataire. La loi le demande.",
        "We didn't find the supplier's SIREN or SIRET number. The law asks for it.",
        "C. com., art. R123-237",
    )  # fmt: skip


def _is_vat_id(number: str) -> bool:
    """False for a number of the Union or of Switzerland that is wrong; those of other countries aren't checked."""
    if number.startswith("CHE"):
        return bool(uid.is_valid("CHE" + re.sub(r"\D", "", number)[:9]))
    known = number[:2].lower() in (*vat.MEMBER_STATES, "el")
    return not known or bool(vat.is_valid(number))


# La Poste's many SIRETs don't follow the common key but a sum of their own, which this check of a SIRET knows.
_CHECKED: dict[str, tuple[str, str, Callable[[str], bool], str]] = {
    "siret": ("Le SIRET", "SIRET", siret.is_valid, "C. com., art. R123-237"),
    "vat_id": ("Le numéro de TVA", "VAT number", _is_vat_id, "CGI, art. 242 nonies A"),
    "iban": ("L’IBAN", "IBAN", iban.is_valid, SUMS),
}
# A number of another length was cut out wrongly by us, or isn't one: only a whole one may be said to be wrong.
_FORMS = {
    "siret": re.compile(r"\d{14}"),
    "vat_id": re.compile(
        r"FR\w{2}\d{9}|DE\d{9}|BE\d{10}|LU\d{8}|IT\d{11}|ES\w\d{7}\w|ATU\d{8}|NL\d{9}B\d\d|CHE-?[\d.]{9,11}\w*"
    ),
    "iban": re.compile(
        r"FR\d{12}\w{11}\d{2}|DE\d{20}|BE\d{14}|LU\d{5}\w{13}|CH\d{7}\w{12}|ES\d{22}|IT\d\d[A-Z]\d{10}\w{12}"
    ),
}  # fmt: skip
_SOLE_TRADER = r"\bei\b|entrepreneure? individuel|entreprise individuelle"
_OF_A_COMPANY: tuple[tuple[str, str, str], ...] = (
    (
        "le RCS et sa ville",
        "the trade register (RCS) and its town",
        r"\brcs\b|\br c s\b|registre du commerce",
    ),
    ("le capital", "the capital", r"\bcapital\b"),
    ("l’adresse du siège", "the address of its seat", r"\bsiege\b|\b\d{5} [a-z]{3}"),
)


def _legal_form(quote: Quote, facts: Mapping[str, Fact]) -> Iterator[Check]:
    name = quote.supplier.name
    registration = first_passage(
        quote,
        rf"(siret|siren|\brcs\b|capital).*{COMPANY.pattern}|{COMPANY.pattern}.*(siret|siren|\brcs\b|capital)",
    )
    if registration or (name and COMPANY.search(fold(name.value))):
        absent = [(fr, en) for fr, en, pattern in _OF_A_COMPANY if not is_mentioned(quote, pattern)]
        if absent:
            yield finding(
                "company-mentions", "info",
                f"Nous n’avons pas trouvé, pour cette société\u00a0: {', '.join(fr for fr, _ in absent)}. La loi le "
                "demande.",
                f"We didn't find, for this company: {', '.join(en for _, en in absent)}. The law asks for it.",
                "C. com., art. R123-237 et R123-238", registration or name,
            )  # fmt: skip
    elif (
        is_french(quote)
        and not is_mentioned(quote, COMPANY.pattern)
        and not is_mentioned(quote, _SOLE_TRADER)
    ):
        yield finding(
            "legal-form", "info",
            "Nous n’avons trouvé ni forme de société (SARL, SAS…), ni la mention «\u00a0EI\u00a0» d’un entrepreneur "
            "individuel.",
            "We found neither a company form (SARL, SAS…) nor the “EI” of a sole trader.",
            f"C. com., art. R123-237 et R123-238\u00a0; {facts['ei_mention'].source}",
        )  # fmt: skip


def _vat(quote: Quote, facts: Mapping[str, Fact]) -> Iterator[Check]:
    exemption = next((p for p in quote.passages if exempt(fold(p.text))), None)
    if exemption:
        low, high = facts["vat_threshold"], facts["vat_threshold_raised"]
        yield finding(
            "vat-exempt", "info",
            f"Le prestataire ne facture pas de TVA. C’est permis sous {low.value:,} € de prestations par an "
            f"({high.value:,} € par exception).".replace(",", "\u202f").replace(" €", "\u00a0€"),
            f"The supplier charges no VAT. This is possible under €{low.value:,} of services a year (€{high.value:,} "
            "by exception).",
            low.source, exemption,
        )  # fmt: skip
        if quote.totals.vat and quote.totals.vat.value and are_proved(quote, quote.totals.vat):
            yield finding(
                "vat-twofold", "warning",
                "Le document dit que la TVA ne s’applique pas, mais en compte. Demandez lequel des deux est vrai.",
                "The document says that no VAT applies, but charges some. Ask which of the two is true.",
                low.source, quote.totals.vat,
            )  # fmt: skip
    elif not quote.totals.vat and quote.lines and quote.source != "xml" and not speaks_of_vat(quote):
        yield finding(
            "vat-unsaid", "warning",
            "Nous n’avons trouvé ni taux ni montant de TVA, ni la phrase qui dit qu’elle ne s’applique pas.",
            "We found no VAT rate or amount, and no mention that it doesn't apply.",
            "CGI, art. 242 nonies A et 293 B",
        )  # fmt: skip


def practice(quote: Quote, on: date | None) -> Iterator[Check]:
    """What a good quote says; on a bill, the number and the date that the law asks for."""
    yield from _validity(quote, on)
    if quote.source == "xml":
        return
    if quote.kind == "invoice":
        yield from _bill(quote)
        return
    absent = [(fr, en) for is_silent, fr, en, trace in _said(quote) if is_silent and not _has(quote, trace)]
    unread = [(fr, en) for is_silent, fr, en, trace in _said(quote) if is_silent and _has(quote, trace)]
    if absent:
        yield finding(
            "practice", "info",
            f"Nous n’avons pas trouvé\u00a0: {', '.join(fr for fr, _ in absent)}. Un bon devis le dit.",
            f"We didn't find: {', '.join(en for _, en in absent)}. A good quote says it.",
            PRACTICE,
        )  # fmt: skip
    if unread:
        yield reread(
            "mentions",
            f"Nous n’avons pas su lire\u00a0: {', '.join(fr for fr, _ in unread)}.",
            f"We could not read: {', '.join(en for _, en in unread)}.",
        )  # fmt: skip


def _bill(quote: Quote) -> Iterator[Check]:
    absent = [
        name
        for value, name in ((quote.number, ("son numéro", "its number")), (quote.issued_on, ("sa date", "its date")))
        if not value
    ]  # fmt: skip
    if absent:
        yield finding(
            "bill-mentions", "info",
            f"Nous n’avons pas trouvé, sur cette facture\u00a0: {', '.join(fr for fr, _ in absent)}.",
            f"We didn't find, on this invoice: {', '.join(en for _, en in absent)}.",
            "CGI, art. 242 nonies A",
        )  # fmt: skip


def _validity(quote: Quote, on: date | None) -> Iterator[Check]:
    until = quote.valid_until
    if until and on and until.value < on and quote.kind != "invoice":
        yield finding(
            "validity-over", "warning",
            f"Ce devis n’était valable que jusqu’au {day_fr(until.value)}. Demandez s’il tient toujours.",
            f"This quote was valid until {day_en(until.value)} only. Ask the supplier whether it still holds.",
            PRACTICE, until,
        )  # fmt: skip
    if until and quote.issued_on and until.value < quote.issued_on.value and are_proved(quote, until):
        yield finding(
            "validity-before-issue", "warning",
            "La date de validité est avant la date du devis.", "The validity ends before the date of the quote.",
            PRACTICE, until,
        )  # fmt: skip


_SIGNED = r"bon pour accord|signature|signe|lu et (approuve|accepte)|unterschrift"
_PLANNED = (
    r"\b(livraison|livre[es]?|delais?|debut|demarrage|mise en ligne|planning|calendrier|delivery|lieferung)\b"
)


# What may be printed of each, in words that we don't know how to read.
_ANYWHERE = r""  # nothing tells it from other words: that it isn't printed is never sure
_A_TITLE = r"\b(devis|propositions?|offres?|estimations?|quot\w+)\b"
_A_NUMBER = r"\b(n|no|num|numero|ref|reference)\b|\b[a-z]{1,4} ?\d{2,4} \d{1,5}\b|\b20\d\d \d{2,5}\b"
_A_DATE = (
    r"\b\d{1,2} \d{1,2} (20)?\d\d\b|\b20\d\d \d\d \d\d\b|\b(janvier|fevrier|mars|avril|mai|juin|juillet|aout|septembre|"
    r"octobre|novembre|decembre) 20\d\d"
)
_AN_END = r"\b(expir\w*|echeance|jusqu|maintenue?s?|avant le|sous \d+ jours|delai d acceptation)\b"
_A_COUNT = r"\b(qte|quantites?|qt|nb|nbre|nombre|unites?|heures?|jours?|mois|forfait)\b|\b\d+ ?[x×] ?\d|\b\d+ [hju]\b"
_A_PRICE = r"\b(p ?u|prix|tarifs?|px|unitaires?|cout)\b|\b\d+ ?[x×] ?\d"
_A_DELAY = r"\b(sous|semaines?|jours ouvres|realisation|duree)\b"
_AN_ACCORD = r"\b(accord|accept\w*|sign\w*|cachet|tampon|date et)\b"


def _has(quote: Quote, trace: str) -> bool:
    """Whether something is printed, or may be on a picture, that we failed to read."""
    return quote.source == "ocr" or is_mentioned(quote, trace)


def _said(quote: Quote) -> Iterator[tuple[bool, str, str, str]]:
    """Of what a good quote says: whether we read nothing of it, its names in both languages, and a pattern of what may
    be it all the same."""
    lines = [line for line in quote.lines if line.in_total]
    named = is_mentioned(quote, r"\b(clients?|destinataire|a l attention|customer|kunde)\b")
    lasts = is_mentioned(quote, r"valable|validite|valid|gultig")
    yield quote.kind == "unknown", "le mot «\u00a0devis\u00a0»", "the word “quote”", _A_TITLE
    yield not quote.number, "son numéro", "its number", _A_NUMBER
    yield not quote.issued_on, "sa date", "its date", _A_DATE
    yield not quote.valid_until and not lasts, "sa durée de validité", "how long it is valid", _AN_END
    yield not quote.customer.name and not named, "votre nom", "your name", _ANYWHERE
    yield (
        any(line.quantity is None for line in lines),
        *("la quantité de chaque ligne", "the quantity of each line"),
        _A_COUNT,
    )
    yield (
        any(line.unit_price is None for line in lines),
        *("le prix unitaire de chaque ligne", "each line's unit price"),
        _A_PRICE,
    )
    yield (
        not is_mentioned(quote, _PLANNED),
        *("les dates de début et de livraison", "the start and delivery dates"),
        _A_DELAY,
    )
    yield (
        not is_mentioned(quote, _SIGNED),
        *("une place pour la date et la signature", "a place for the date and the signature"),
        _AN_ACCORD,
    )
