"""The rental alarm: a website sold by financial rental, what it comes to, and what the law may give the artisan."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from ..findings import amount_en, amount_fr, finding, first_passage
from ..model import Check, Passage, Quote
from ..values.commitment import is_proposal, upfront_in
from .facts import RENTAL_TERMS, Fact

_SIGNALS: tuple[tuple[str, str, str], ...] = (
    ("location", "rental",
     r"\blocation (financiere|du site|de site|de votre site|longue duree)|\bcontrat de location\b|credit bail|"
     r"site en location|\blocataire\b"),
    ("loyer", "rent", r"\bloyers?\b"),
    ("mensualité", "monthly payments", r"\bmensualites?\b|\b(36|48|60) (x|echeances|prelevements)\b"),
    ("licence d’exploitation", "operating licence", r"licence d exploitation|licence d utilisation du site"),
    ("irrévocable", "irrevocable", r"irrevocable|ferme et definiti|sans possibilite de resiliation"),
    ("cession au bailleur", "transfer to a lessor",
     r"\b(cession|cede|ceder|transfere\w*)\b.{0,60}\b(bailleur|loueur|organisme|tiers financeur)|\bbailleur\b|"
     r"\bcessionnaire\b|\bloueur\b"),
    ("procès-verbal de livraison", "delivery report",
     r"proces verbal de (reception|livraison|conformite)|\bpv de (reception|livraison)"),
    ("société de location", "a rental company",
     r"\b(locam|leasecom|grenke|siemens (lease|financial)|bnp paribas lease|cm ?cic leasing|leasing)\b"),
)  # fmt: skip


def rental(quote: Quote, facts: Mapping[str, Fact]) -> Iterator[Check]:
    """Several signals together: the alarm with the total over the term, then what to do and what the law may say. A
    long term alone asks where it was signed."""
    bound = replace(quote, passages=tuple(p for p in quote.passages if not is_proposal(p.text)))
    hits = [(fr, en, p) for fr, en, pattern in _SIGNALS if (p := first_passage(bound, pattern))]
    months = quote.commitment.months if quote.commitment else 0
    alarmed = bool(hits) and len(hits) + (months in RENTAL_TERMS) >= facts["rental_signals"].value
    if alarmed:
        yield _alarm(quote, hits, facts["rental_signals"])
        yield finding(
            "delivery-report", "warning",
            "Ne signez pas de procès-verbal de livraison avant d’avoir tout essayé. Cette signature peut faire partir "
            "les loyers.",
            "Don't sign a delivery report before you have tried everything. That signature may start the rent.",
            facts["rental_signals"].source, first_passage(quote, _SIGNALS[6][2]),
        )  # fmt: skip
    if alarmed or months >= facts["long_term_months"].value:
        yield from _withdrawal(facts)
    if alarmed:
        yield from _judged()


def _alarm(quote: Quote, hits: list[tuple[str, str, Passage]], fact: Fact) -> Check:
    total = quote.commitment.total_over_term if quote.commitment else None
    months = quote.commitment.months if quote.commitment else 0
    upfront = upfront_in(quote.passages, quote.lines) if total else None
    fr = f" Sur {months} mois\u00a0: {amount_fr(total)}." if total else ""
    en = f" Over {months} months: {amount_en(total)}." if total else ""
    if upfront:
        fr += f" Et {amount_fr(upfront)} au départ."
        en += f" And {amount_en(upfront)} at the start."
    return finding(
        "rental", "warning",
        f"Ce document ressemble à une location financière ({', '.join(fr for fr, _, _ in hits)}).{fr} Vous pourriez "
        "devoir tout payer, même si le site ne vous convient pas. Demandez conseil à un juriste avant de signer.",
        f"This document looks like a financial rental ({', '.join(en for _, en, _ in hits)}).{en} You might have to "
        "pay it all, even if the site doesn't suit you. Ask a lawyer before you sign.",
        fact.source, hits[0][2],
    )  # fmt: skip


def _withdrawal(facts: Mapping[str, Fact]) -> Iterator[Check]:
    """Changing one's mind: the conditions, and the papers that are due."""
    days, staff, more = (
        facts[name] for name in ("withdrawal_days", "withdrawal_staff", "withdrawal_more_months")
    )
    yield finding(
        "withdrawal", "info",
        "Où avez-vous signé, et combien de salariés avez-vous\u00a0? Signé hors des locaux du prestataire, avec "
        f"au plus {staff.value} salariés, vous avez peut-être {days.value} jours pour changer d’avis. Gardez une "
        "attestation officielle de votre nombre de salariés.",
        f"Where did you sign, and how many employees do you have? Signed away from the supplier's premises, with at "
        f"most {staff.value} employees, you may have {days.value} days to change your mind. Keep an official statement "
        "of how many employees you have.",
        days.source,
    )  # fmt: skip
    yield finding(
        "withdrawal-papers", "info",
        "Signé hors de ses locaux, le prestataire doit vous laisser une copie signée et datée, et un formulaire de "
        f"rétractation. Sans eux, le contrat peut être nul. S’il n’a pas parlé de ce droit, vous avez {more.value} "
        "mois de plus.",
        "If you sign away from its premises, the supplier must leave you a signed and dated copy, and a withdrawal "
        f"form. Without them the contract may be void. If it said nothing of this right, you have {more.value} months "
        "more.",
        f"C. conso., art. L221-5, L221-9 et L242-1\u00a0; {more.source}",
    )  # fmt: skip


def _judged() -> Iterator[Check]:
    """What judges have said, for the artisan and for the supplier."""
    yield finding(
        "main-activity", "info",
        "Un site internet est en général hors de l’activité principale d’un artisan. Les juges l’ont déjà dit. C’est "
        "une des trois conditions du droit de changer d’avis.",
        "A website is generally outside a craft worker's main activity. Judges have said so. It is one of the three "
        "conditions of the right to change one's mind.",
        "Cass. 1re civ., 12/9/2018, n° 17-17.319\u00a0; CA Caen, 14/10/2025, n° 22/00868",
    )  # fmt: skip
    yield finding(
        "linked-contracts", "info",
        "Deux contrats qui dépendent l’un de l’autre tombent ensemble. Des juges ont aussi dit que la location "
        "financière n’échappe pas au droit de changer d’avis.",
        "Two contracts that depend on each other fall together. Judges have also said that a financial rental doesn't "
        "escape the right to change one's mind.",
        "C. civ., art. 1186\u00a0; Cass. crim., 6/1/2026, n° 24-81.212",
    )  # fmt: skip
    yield finding(
        "counter-arguments", "info",
        "Le prestataire peut répondre que le site est un «\u00a0contenu numérique\u00a0»\u00a0: des juges l’ont admis. "
        "Dire qu’un site ordinaire est un bien «\u00a0personnalisé\u00a0» a été refusé. Voyez un juriste.",
        "The supplier may answer that the site is “digital content”: judges have accepted it. Calling an ordinary "
        "site a “personalised” good was refused. Have a lawyer check.",
        "C. conso., art. L221-28, 13°\u00a0; CA Douai, 17/10/2024, n° 23/01154",
    )  # fmt: skip
