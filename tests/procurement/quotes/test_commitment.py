"""What comes back, what binds, how it ends: said in many ways, and not said where it only seems so."""

from decimal import Decimal

import pytest

from etabli.procurement.quotes.engine.model import Line
from etabli.procurement.quotes.engine.values.commitment import commitment_in, notice_in, period_of, upfront_in
from tests.procurement.quotes.test_checks import said


@pytest.mark.parametrize(
    ("description", "unit", "quantity", "period"),
    [
        ("Hébergement annuel", None, 1, "year"),
        ("Maintenance /an", None, 1, "year"),
        ("Maintenance", "€/an", 1, "year"),
        ("Hébergement et nom de domaine, première année", None, 1, "year"),
        ("Nom de domaine .fr", None, 1, "year"),
        ("Sauvegardes, chaque année", None, 1, "year"),
        ("Abonnement mensuel", None, 1, "month"),
        ("Mensualité du site", None, 48, "month"),
        ("Loyer", None, 1, "month"),
        ("Hébergement : 35 €/mois", None, 12, "month"),
        ("Maintenance", "mois", 12, "month"),
        ("Hébergement", None, 12, "month"),
        ("Publications, tous les mois", None, 1, "month"),
        ("Création du site, garantie 1 an", None, 1, None),
        ("Site garanti 12 mois", None, 1, None),
        ("Garantie", "mois", 12, None),
        ("Transfert du nom de domaine", None, 1, None),
        ("Hébergement du site", None, 1, None),
        ("Formation en 3 mois", None, 1, None),
        ("Charte graphique", None, 12, None),
    ],
)
def test_what_comes_back(description: str, unit: str | None, quantity: int, period: str | None) -> None:
    assert period_of(description, unit, Decimal(quantity)) == period


@pytest.mark.parametrize(
    ("texts", "months"),
    [
        (["Engagement de 24 mois"], 24),
        (["Engagement minimum : 1 an"], 12),
        (["Le contrat est conclu pour une durée de trois ans."], 36),
        (["Durée d’abonnement : 12 mois"], 12),
        (["Le client s’engage pour une durée", "minimale de douze mois."], 12),
        (["Abonnement d’une durée de 36 mois"], 36),
        (["Minimum term: 24 months"], 24),
        (["Sans engagement de durée, facturation sur 12 mois"], None),
        (["Aucun engagement, 12 mois au choix"], None),
        (["Le prestataire s’engage à conserver vos fichiers 24 mois"], None),
        (["Nous nous engageons pour 12 mois de corrections"], None),
        (["Engagement de livraison : 2 mois"], None),
        (["Garantie de 12 mois"], None),
    ],
)
def test_what_binds(texts: list[str], months: int | None) -> None:
    found = commitment_in(said(*texts), ())
    assert (found.months if found else None) == months


def months_of(quantity: int, unit: str = "mois", **changes: bool) -> Line:
    return Line("Maintenance", Decimal(quantity), unit, Decimal(10), recurring="month", **changes)  # type: ignore[arg-type]  # a test's shorthand


@pytest.mark.parametrize(
    ("lines", "months"),
    [
        ([months_of(12)], 12),
        ([months_of(24), months_of(24)], 24),
        ([months_of(12), months_of(36)], None),
        ([months_of(3)], None),
        ([months_of(12, optional=True)], None),
        ([months_of(12, unit="h")], None),
    ],
)
def test_lines_sold_for_a_year_or_more_bind_who_signs(lines: list[Line], months: int | None) -> None:
    found = commitment_in((), lines)
    assert (found.months if found else None) == months


@pytest.mark.parametrize(
    ("text", "notice"),
    [
        ("Préavis de 3 mois", (3, "month")),
        ("sauf dénonciation par lettre 60 jours avant l’échéance", (60, "day")),
        ("Résiliation possible avec un préavis d’un mois", (1, "month")),
        ("Résiliation à tout moment", None),
        ("Contrat de 12 mois", None),
    ],
)
def test_the_notice(text: str, notice: tuple[int, str] | None) -> None:
    assert notice_in(said(text)) == notice


def test_what_is_paid_once_at_the_start() -> None:
    assert upfront_in(said("Frais de dossier : 150,00 € HT"), ()) == Decimal(150)
    assert upfront_in(said("Loyer : 150,00 €"), ()) is None
    line = Line("Frais de mise en service", net_amount=Decimal(600))
    assert upfront_in(said("Frais de dossier : 150,00 € HT"), (line,)) == Decimal(600)


@pytest.mark.parametrize(
    ("texts", "whole"),
    [
        (["Entretien du site : 65,00 € HT par mois, engagement 24 mois"], Decimal(1560)),
        (["Suivi : 39,90 €/mois", "Engagement de 12 mois"], Decimal("478.80")),
        (["Hébergement 12 € HT / mois, contrat de 3 ans"], Decimal(432)),
        (["Option : entretien 65,00 € HT par mois", "Engagement de 24 mois"], None),
        (
            [
                "Entretien : 65,00 € par mois, ou 80,00 €",
                "Statistiques : 15 € par mois",
                "Engagement de 24 mois",
            ],
            None,
        ),
    ],
)
def test_what_an_amount_asked_each_month_in_the_text_comes_to(
    texts: list[str], whole: Decimal | None
) -> None:
    found = commitment_in(said(*texts), ())
    assert found
    assert found.total_over_term == whole
