"""Findings on quotes: arithmetic, mentions, the rental alarm."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from etabli.procurement.quotes.engine import FACTS, Found, Line, Place, Quote, Totals, check
from etabli.procurement.quotes.engine.model import Commitment, Party, Passage
from etabli.procurement.quotes.engine.values.commitment import commitment_in, period_of


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


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (
            Line("Boîtes mail, par mois", quantity=Decimal(3), unit_price=Decimal(4), recurring="month"),
            "432.00",
        ),
        (
            Line("Site", quantity=Decimal(36), unit="mois", unit_price=Decimal(50), recurring="month"),
            "1800.00",
        ),
        (Line("Site, mensuel", quantity=Decimal(12), unit_price=Decimal(50), recurring="month"), "1800.00"),
        (Line("Domaines", quantity=Decimal(2), unit_price=Decimal("14.99"), recurring="year"), "89.94"),
        (Line("Domaine", quantity=Decimal(3), unit="ans", unit_price=Decimal(15), recurring="year"), "45.00"),
        (Line("Hébergement", net_amount=Decimal("9.333"), recurring="month"), "335.99"),
        (
            Line(
                "Mails, par mois, remise 10 %",
                quantity=Decimal(2),
                unit_price=Decimal(10),
                discount="10 %",
                net_amount=Decimal(18),
                recurring="month",
            ),
            "648.00",
        ),
    ],
)
def test_the_total_over_the_term_counts_things_and_not_payments_twice(line: Line, expected: str) -> None:
    found = commitment_in(said("Durée du contrat : 36 mois"), (line,))
    assert found
    assert str(found.total_over_term) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("48 mensualités de 300 € TTC", "14400.00"),
        ("Soit 48 loyers mensuels de 1 291,20 EUR HT", "61977.60"),
        ("Loyer : 48 × 300 € TTC", "14400.00"),
        ("Soit 300,00 € HT par mois pendant 48 mois", "14400.00"),
        ("48 échéances, la première le 5 mars", None),
        ("48 mensualités, la première de 600 €", None),
    ],
)
def test_instalments_come_to_their_number_times_each(text: str, expected: str | None) -> None:
    found = commitment_in(said(text), ())
    assert found
    assert found.months == 48
    assert (str(found.total_over_term) if found.total_over_term else None) == expected


@pytest.mark.parametrize(
    "text", ["Flyers : 50 x 3,00 €", "10 * 450 € = 4 500 €", "12 mois", "Tél. 05 56 00 00 00"]
)
def test_a_multiplication_alone_binds_nobody(text: str) -> None:
    assert commitment_in(said(text), ()) is None


def test_the_rent_of_the_text_over_the_term_of_the_text() -> None:
    term, rent = "Durée irrévocable : 48 mois", "Loyer mensuel : 300,00 € TTC"
    found = commitment_in(said(term, rent, "Frais de mise en service : 600,00 € TTC"), ())
    assert found
    assert (found.months, found.total_over_term) == (48, Decimal(14_400))
    two = commitment_in(said(term, rent, "Puis un loyer de 200 €"), ())
    assert two
    assert two.total_over_term is None


def test_a_price_that_is_missing_leaves_no_total_over_the_term() -> None:
    lines = (Line("Site", unit_price=Decimal(50), recurring="month"), Line("Mails", recurring="month"))
    found = commitment_in(said("Durée du contrat : 36 mois"), lines)
    assert found
    assert found.total_over_term is None


@pytest.mark.parametrize(
    ("text", "renews"),
    [
        ("Renouvelable par tacite reconduction", True),
        ("reconduit tacitement pour 12 mois", True),
        ("La reconduction du contrat est tacite", True),
        ("Le contrat se renouvelle automatiquement", True),
        ("The contract renews automatically", True),
        ("Contrat sans tacite reconduction", False),
        ("Ce contrat n’est pas renouvelable tacitement", False),
        ("La reconduction tacite est exclue", False),
        ("Renouvelable à votre demande", False),
    ],
)
def test_one_reading_of_what_renews_by_itself(text: str, renews: bool) -> None:
    passages = said("Durée du contrat : 12 mois", text)
    bound = commitment_in(passages, ())
    assert bound
    assert bound.renewal == (text if renews else None)
    assert ("renewal" in ids(quote(passages=passages))) is renews


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


@pytest.mark.parametrize(
    ("name", "right", "wrong"),
    [
        ("siret", "35600000049837", "35600000049836"),  # La Poste counts its shops in its own way
        ("vat_id", "FR44732829320", "FR45732829320"),
        ("vat_id", "DE136695976", "DE136695977"),
        ("vat_id", "CHE-107787577", "CHE-107787578"),
        ("iban", "FR7630006000011234567890189", "FR7630006000011234567890188"),
    ],
)
def test_a_wrong_digit_is_said(name: str, right: str, wrong: str) -> None:
    finding = f"{name.replace('_', '-')}-invalid"
    party = Party(siren=Found("732829320"))
    assert finding not in ids(quote(supplier=replace(party, **{name: Found(right)})))
    assert finding in ids(quote(supplier=replace(party, **{name: Found(wrong)})))


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
