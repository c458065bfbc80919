"""Findings on what a quote says or leaves unsaid. Law and good practice are told apart by `source`."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from decimal import Decimal

from stdnum import iban
from stdnum.ch import uid
from stdnum.eu import vat
from stdnum.fr import siret

from .dates import duration_in
from .facts import Fact
from .model import Check, Found, Passage, Quote
from .pages import fold
from .terms import renewal_in
from .vocabulary import COMPANY, exempt
from .wording import VERIFY_EN, VERIFY_FR, amount_en, amount_fr, day_en, day_fr

_PRACTICE = "Bonne pratique"

_RENTAL: tuple[tuple[str, str], ...] = (
    (
        "location",
        (
            r"\blocation (financiere|du site|de site|de votre site|longue duree)|\bcontrat de "
            r"location\b|credit bail|site en location|\blocataire\b"
        ),
    ),
    ("loyer", r"\bloyers?\b"),
    ("mensualité", r"\bmensualites?\b|\b(36|48|60) (x|mois|echeances|prelevements)\b"),
    ("licence d’exploitation", r"licence d exploitation|licence d utilisation du site"),
    ("irrévocable", r"irrevocable|ferme et definiti|sans possibilite de resiliation"),
    (
        "cession au bailleur",
        (
            r"\bcession\b.{0,60}\b(bailleur|contrat|loueur)|\bbailleur\b|\bcessionnaire\b|"
            r"\bloueur\b"
        ),
    ),
    (
        "procès-verbal de livraison",
        r"proces verbal de (reception|livraison|conformite)|\bpv de (reception|livraison)",
    ),
    (
        "société de location",
        (
            r"\b(locam|leasecom|grenke|siemens (lease|financial)|bnp paribas lease|cm ?cic "
            r"leasing|leasing)\b"
        ),
    ),
)


def _first(quote: Quote, pattern: str) -> Passage | None:
    return next((p for p in quote.passages if re.search(pattern, fold(p.text))), None)


def _said(quote: Quote, pattern: str) -> bool:
    texts = [fold(p.text) for p in quote.passages] + [
        fold(f"{line.description} {line.details}") for line in quote.lines
    ]
    return any(re.search(pattern, text) for text in texts)


def rental(quote: Quote, facts: Mapping[str, Fact]) -> Iterator[Check]:
    """The rental alarm: several signals together of a website sold by financial rental."""
    hits = [(name, passage) for name, pattern in _RENTAL if (passage := _first(quote, pattern))]
    months = quote.commitment.months if quote.commitment else 0
    fact = facts["rental_signals"]
    if len(hits) + (months in (36, 48, 60)) < fact.value or not hits:
        return
    names = ", ".join(name for name, _ in hits)
    total = quote.commitment.total_over_term if quote.commitment else None
    fr_total = f" Sur toute la durée\u00a0: {amount_fr(total)}." if total else ""
    en_total = f" Over the whole term: {amount_en(total)}." if total else ""
    yield Check(
        "rental", "warning",
        f"Ce document ressemble à une location financière ({names}). Vous pourriez devoir payer "
        f"toute la durée, même si le site ne vous convient pas.{fr_total} Demandez conseil à un juriste "
        "avant de signer le contrat ou un procès-verbal de livraison."
        + VERIFY_FR,
        f"This document looks like a financial rental ({names}). You might have to pay the whole "
        "term, even if the site doesn't "
        f"suit you.{en_total} Ask a lawyer before you sign the contract or a delivery report." + VERIFY_EN,
        hits[0][1].text, fact.source, None, hits[0][1].place,
    )  # fmt: skip
    days, staff = facts["withdrawal_days"], facts["withdrawal_staff"]
    yield Check(
        "withdrawal", "info",
        "Où avez-vous signé, et combien de salariés avez-vous\u00a0? Signé hors des locaux du "
        f"prestataire, avec au plus {staff.value} salariés, "
        f"vous avez peut-être {days.value} jours pour vous rétracter." + VERIFY_FR,
        "Where did you sign, and how many employees do you have? Signed away from the supplier's "
        f"premises, with at most {staff.value} "
        f"employees, you may have {days.value} days to withdraw." + VERIFY_EN,
        "", days.source,
    )  # fmt: skip


def binding(quote: Quote, facts: Mapping[str, Fact]) -> Iterator[Check]:
    """Commitment, renewal, and what comes back every month or year."""
    found = quote.commitment
    if found:
        long = found.months >= facts["long_term_months"].value
        over = found.total_over_term
        total = f" Total sur la durée\u00a0: {amount_fr(over)}." if over else ""
        total_en = f" Total over the term: {amount_en(over)}." if over else ""
        yield Check(
            "commitment", "warning" if long else "info",
            f"Ce document vous engage pour {found.months} mois.{total} Demandez comment l’arrêter avant." + VERIFY_FR,
            f"This document binds you for {found.months} months.{total_en} Ask how to end it earlier." + VERIFY_EN,
            "", _PRACTICE, None, found.place,
        )  # fmt: skip
    renewal = renewal_in(quote.passages)
    if renewal:
        yield Check(
            "renewal", "warning",
            (
                    "Le contrat se renouvelle tout seul. Notez la date avant laquelle il faut prévenir "
                    "pour l’arrêter."
                ) + VERIFY_FR,
            "The contract renews by itself. Note the date before which you must give notice." + VERIFY_EN,
            renewal.text,
            "C. conso., art. L215-1 (ne protège que les consommateurs et non-professionnels)",
            None, renewal.place,
        )  # fmt: skip
    recurring = [(at, line) for at, line in enumerate(quote.lines) if line.recurring]
    for at, line in recurring:
        when = ("chaque mois", "every month") if line.recurring == "month" else ("chaque année", "every year")
        yield Check(
            "recurring", "info",
            f"«\u00a0{line.description}\u00a0» semble à payer {when[0]}." + VERIFY_FR,
            f"“{line.description}” seems to be due {when[1]}." + VERIFY_EN,
            line.description, _PRACTICE, at, line.place,
        )  # fmt: skip


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
    yield Check("kind", "warning", fr + VERIFY_FR, en + VERIFY_EN, f"type {quote.type_code}", _PRACTICE)


def legal(quote: Quote, facts: Mapping[str, Fact]) -> Iterator[Check]:
    """Identity and VAT."""
    yield from _identifier(quote)
    yield from _legal_form(quote, facts)
    yield from _vat(quote, facts)


def _identifier(quote: Quote) -> Iterator[Check]:
    for name, (fr, en, is_valid, source) in _CHECKED.items():
        found: Found[str] | None = getattr(quote.supplier, name)
        if found and not is_valid(found.value):
            yield Check(
                f"{name.replace('_', '-')}-invalid", "error",
                f"{fr} {found.printed} n’est pas un numéro valable : un de ses chiffres est "
                "faux. Demandez le bon." + VERIFY_FR,
                f"{en} {found.printed} isn't a valid number: one of its digits is wrong. Ask for the right one."
                + VERIFY_EN,
                found.printed, source, None, found.place,
            )  # fmt: skip
    if not quote.supplier.siret and not quote.supplier.siren and quote.source != "xml":
        yield Check(
            "siret-missing", "warning",
            "Nous n’avons pas trouvé le numéro SIREN ou SIRET du prestataire. La loi le demande." + VERIFY_FR,
            "We didn't find the supplier's SIREN or SIRET number. The law asks for it." + VERIFY_EN,
            "", "C. com., art. R123-237",
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
    "iban": ("L’IBAN", "IBAN", iban.is_valid, "Calcul"),
}


_SOLE_TRADER = r"\bei\b|entrepreneur individuel|entreprise individuelle"


def _legal_form(quote: Quote, facts: Mapping[str, Fact]) -> Iterator[Check]:
    if quote.source != "xml" and not _said(quote, COMPANY.pattern) and not _said(quote, _SOLE_TRADER):
        yield Check(
            "legal-form", "info",
            "Nous n’avons trouvé ni forme de société (SARL, SAS…), ni la mention «\u00a0EI\u00a0» d’un entrepreneur "
            "individuel." + VERIFY_FR,
            "We found neither a company form (SARL, SAS…) nor the “EI” of a sole trader." + VERIFY_EN,
            "", f"C. com., art. R123-237 et R123-238\u00a0; {facts['ei_mention'].source}",
        )  # fmt: skip


def _vat(quote: Quote, facts: Mapping[str, Fact]) -> Iterator[Check]:
    exemption = next((p for p in quote.passages if exempt(fold(p.text))), None)
    if exemption:
        low, high = facts["vat_threshold"], facts["vat_threshold_raised"]
        yield Check(
            "vat-exempt", "info",
            f"Le prestataire ne facture pas de TVA. C’est permis sous {low.value:,} € de "
            f"prestations par an ({high.value:,} € par exception)."
            .replace(",", "\u202f").replace(" €", "\u00a0€") + VERIFY_FR,
            f"The supplier charges no VAT. This is possible under €{low.value:,} of services a "
            f"year (€{high.value:,} by exception)." + VERIFY_EN,
            exemption.text, low.source, None, exemption.place,
        )  # fmt: skip
    elif not quote.totals.vat and quote.lines and quote.source != "xml":
        yield Check(
            "vat-unsaid", "warning",
            "Nous n’avons trouvé ni taux ni montant de TVA, ni la phrase qui dit qu’elle ne s’applique pas."
            + VERIFY_FR,
            "We found no VAT rate or amount, and no mention that it doesn't apply." + VERIFY_EN,
            "", "CGI, art. 242 nonies A et 293 B",
        )  # fmt: skip


def payment(quote: Quote, facts: Mapping[str, Fact]) -> Iterator[Check]:
    """Deposit and delays."""
    share, place = _deposit(quote)
    limit = facts["deposit_percent"]
    if share is not None and share > limit.value:
        yield Check(
            "deposit", "warning",
            f"Un acompte de {share:.0f} % est demandé avant de commencer. Vous pouvez demander "
            "moins, ou un paiement par étapes." + VERIFY_FR,
            f"A deposit of {share:.0f} % is asked before starting. You may ask for less, or for "
            "payment by stages." + VERIFY_EN,
            place.text if place else "", limit.source, None, place.place if place else None,
        )  # fmt: skip
    terms = _first(
        quote, r"\b(paiement|reglement|payable)\b.{0,40}\b\d{1,3} jours|payment.{0,30}\d{1,3} days"
    )
    duration = duration_in(terms.text) if terms else None
    days = facts["payment_days"]
    if terms and duration and duration[1] == "day" and duration[0] > days.value:
        yield Check(
            "payment-delay", "warning",
            f"Le délai de paiement ({duration[0]} jours) dépasse les {days.value} jours permis "
            "entre professionnels." + VERIFY_FR,
            f"The payment delay ({duration[0]} days) is over the {days.value} days allowed "
            "between businesses." + VERIFY_EN,
            terms.text, days.source, None, terms.place,
        )  # fmt: skip


def _deposit(quote: Quote) -> tuple[Decimal | None, Passage | None]:
    passage = _first(
        quote,
        (
            r"\b(acompte|arrhes|deposit|a la (commande|signature))\b.{0,30}\d{1,3} ?%|\d{1,3} "
            r"?%.{0,30}\b(acompte|a la (commande|signature)|deposit)\b"
        ),
    )
    match = re.search(r"(\d{1,3}) ?%", passage.text) if passage else None
    if match and 0 < int(match[1]) <= 100:
        return Decimal(match[1]), passage
    totals = quote.totals
    if quote.kind != "invoice" and totals.deposit and totals.gross and totals.gross.value:
        return totals.deposit.value * 100 / totals.gross.value, None
    return None, None


def practice(quote: Quote, on: date | None) -> Iterator[Check]:
    """What a good quote says."""
    yield from _validity(quote, on)
    absent = list(_absent(quote)) if quote.kind != "invoice" and quote.source != "xml" else []
    if absent:
        yield Check(
            "practice", "info",
            f"Nous n’avons pas trouvé\u00a0: {', '.join(fr for fr, _ in absent)}. Un bon devis le dit.",
            f"We didn't find: {', '.join(en for _, en in absent)}. A good quote says it.",
            "", _PRACTICE,
        )  # fmt: skip


def _validity(quote: Quote, on: date | None) -> Iterator[Check]:
    until = quote.valid_until
    if until and on and until.value < on:
        yield Check(
            "validity-over", "warning",
            f"Ce devis n’était valable que jusqu’au {day_fr(until.value)}. "
            "Demandez au prestataire s’il tient toujours.",
            f"This quote was valid until {day_en(until.value)} only. Ask the supplier whether it still holds.",
            until.printed, _PRACTICE, None, until.place,
        )  # fmt: skip
    if until and quote.issued_on and until.value < quote.issued_on.value:
        yield Check(
            "validity-before-issue", "warning",
            "La date de validité est avant la date du devis.", "The validity ends before the date of the quote.",
            until.printed, _PRACTICE, None, until.place,
        )  # fmt: skip


def _absent(quote: Quote) -> Iterator[tuple[str, str]]:
    """The names, in both languages, of what a good quote says and this one doesn't."""
    if not quote.number:
        yield "son numéro", "its number"
    if not quote.issued_on:
        yield "sa date", "its date"
    if not quote.valid_until and not _said(quote, r"valable|validite|valid"):
        yield "sa durée de validité", "how long it is valid"
    if not _said(quote, r"\b(livraison|delai|debut|demarrage|mise en ligne|planning|calendrier|delivery)\b"):
        yield "les dates de début et de livraison", "the start and delivery dates"
    if not _said(quote, r"bon pour accord|signature|signe|lu et (approuve|accepte)"):
        yield "une place pour la signature", "a place to sign"
    if any(line.quantity is None for line in quote.lines):
        yield "la quantité de chaque ligne", "the quantity of each line"


_SUBSTANCE = (
    ("domain-silent", r"noms? de domaine|domain name|\bdomaine\b",
     "Le devis ne dit pas à qui appartiendra le nom de domaine.",
     "The quote doesn't say who will own the domain name.", "AFNIC"),
    ("rights-silent", r"droits? d auteur|propriete intellectuelle|cession (des|de) droits|copyright",
     "Le devis ne dit rien des droits sur les textes, images et créations.",
     "The quote says nothing about the rights on texts, pictures and designs.", "CPI, art. L131-3"),
    ("exit-silent", r"reversibilite|restitution|export|acces administrateur|identifiants|code source|transfert",
     "Le devis ne dit pas comment récupérer votre site si vous changez de prestataire.",
     "The quote doesn't say how to take your site with you if you change supplier.", "Bonne pratique"),
)  # fmt: skip


def substance(quote: Quote) -> Iterator[Check]:
    """For a website: what the quote is silent about."""
    if not _said(
        quote, r"\bsites?\b|\bweb\b|wordpress|\bboutique en ligne\b|e commerce|\bpages? d accueil\b"
    ):
        return
    for id_, pattern, fr, en, source in _SUBSTANCE:
        if not _said(quote, pattern):
            yield Check(id_, "info", fr + VERIFY_FR, en + VERIFY_EN, "", source)
