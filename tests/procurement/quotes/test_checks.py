"""Findings on quotes: arithmetic, mentions, the rental alarm."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from etabli.procurement.quotes.engine import FACTS, Found, Line, Place, Quote, Totals, check
from etabli.procurement.quotes.engine.model import Commitment, Party, Passage
from etabli.procurement.quotes.engine.terms import commitment_in, period_of


def said(*texts: str) -> tuple[Passage, ...]:
    return tuple(Passage(text, Place(1, (0, 0, 10, 10))) for text in texts)


def quote(**changes: object) -> Quote:
    base = Quote(
        source="text",
        kind="quote",
        supplier=Party(siret=Found("73282932000074", printed="732 829 320 00074")),
        totals=Totals(net=Found(Decimal(100)), vat=Found(Decimal(20)), gross=Found(Decimal(120))),
        lines=(Line("Site internet", quantity=Decimal(1), unit_price=Decimal(100), net_amount=Decimal(100)),),
    )
    return replace(base, **changes)  # type: ignore[arg-type]  # a test's shorthand


def ids(found: Quote, **options: object) -> set[str]:
    return {c.id for c in check(found, **options)}  # type: ignore[arg-type]  # a test's shorthand


def test_every_finding_speaks_both_languages_and_gives_its_source() -> None:
    for finding in check(quote(passages=said("Location financière, 48 loyers, irrévocable"))):
        assert finding.fr
        assert finding.en
        assert finding.fr != finding.en
        assert finding.source


def test_a_rental_is_caught_by_several_signals_with_its_total() -> None:
    passages = said(
        "Contrat de location de site internet",
        "48 mensualités de 300 € TTC, engagement irrévocable",
        "Bailleur : cession possible",
    )
    found = quote(passages=passages, commitment=Commitment(48, Decimal(14_400)))
    alarm = next(c for c in check(found) if c.id == "rental")
    assert "14\u202f400,00\u00a0€" in alarm.fr
    assert "vérifier" in alarm.fr
    assert "rental" not in ids(quote(passages=said("Location de la salle : 1 journée")))


def test_instalments_are_a_commitment() -> None:
    lines = (Line("Abonnement mensuel", unit_price=Decimal(300), recurring="month"),)
    found = commitment_in(said("Durée du contrat : 48 mois"), lines)
    assert found
    assert (found.months, found.total_over_term) == (48, Decimal(14_400))
    assert commitment_in(said("Devis valable 2 mois", "Garantie de 12 mois"), lines) is None


def test_what_comes_back() -> None:
    assert period_of("Hébergement annuel", None, Decimal(1)) == "year"
    assert period_of("Maintenance", "mois", Decimal(12)) == "month"
    assert period_of("Maintenance mensuelle (paiement annuel)", None, Decimal(1)) == "year"
    assert period_of("Création du logo", "u", Decimal(1)) is None


def test_a_wrong_siret_and_a_missing_one() -> None:
    assert "siret-invalid" in ids(
        quote(supplier=Party(siret=Found("12345678900010", printed="123 456 789 00010")))
    )
    assert "siret-missing" in ids(quote(supplier=Party()))
    assert not {"siret-invalid", "siret-missing"} & ids(quote())


def test_a_deposit_above_the_setting() -> None:
    passages = said("Acompte de 60 % à la commande")
    assert "deposit" in ids(quote(passages=passages))
    looser = FACTS | {"deposit_percent": replace(FACTS["deposit_percent"], value=Decimal(70))}
    assert "deposit" not in ids(quote(passages=passages), facts=looser)


def test_validity_depends_on_the_day_of_reading() -> None:
    found = quote(valid_until=Found(date(2026, 3, 1)))
    assert "validity-over" not in ids(found)
    assert "validity-over" in ids(found, on=date(2026, 3, 2))


def test_totals_that_do_not_add_up_and_lines_that_do_not_either() -> None:
    wrong = quote(totals=Totals(net=Found(Decimal(90)), vat=Found(Decimal(20)), gross=Found(Decimal(120))))
    severities = {c.id: c.severity for c in check(wrong)}
    assert severities["totals"] == "error"
    assert severities["lines-total"] == "warning"


def test_no_finding_judges_a_price() -> None:
    found = quote(
        passages=said("Location financière, 48 loyers", "Acompte 80 %"),
        commitment=Commitment(48, Decimal(99_999)),
    )
    texts = " ".join(f"{c.fr} {c.en}".lower() for c in check(found))
    assert not any(
        word in texts for word in ("trop cher", "élevé", "anormal", "expensive", "abusif", "too high")
    )
