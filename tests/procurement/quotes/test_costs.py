"""What a quote costs over three years: exact, whatever the order of its lines, and silent where the quote is."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, strategies as st

from etabli.procurement.quotes.engine.model import (
    Adjustment,
    Check,
    Commitment,
    Found,
    Line,
    Quote,
    Totals,
    VatShare,
)
from etabli.procurement.quotes.engine.report.conditions import conditions
from etabli.procurement.quotes.engine.report.costs import YEARS, Cost, costs
from tests.procurement.quotes.test_checks import said

SITE = Line("Site vitrine", net_amount=Decimal("1800.00"))
HOSTING = Line("Hébergement", net_amount=Decimal("120.00"), recurring="year")
CARE = Line("Maintenance", quantity=Decimal(12), unit="mois", net_amount=Decimal("420.00"), recurring="month")
AMOUNTS = st.decimals(Decimal("0.01"), Decimal(99_999), places=2)
LINES = st.lists(
    st.builds(
        Line,
        st.just("Ligne"),
        quantity=st.sampled_from([None, Decimal(1), Decimal(3), Decimal(12)]),
        unit=st.sampled_from([None, "mois", "an", "h"]),
        net_amount=AMOUNTS,
        recurring=st.sampled_from([None, "month", "year"]),
        optional=st.booleans(),
        included=st.booleans(),
    ),
    min_size=1,
    max_size=8,
)


def quote(*lines: Line, **totals: Any) -> Quote:
    found = {
        name: Found(Decimal(value)) if isinstance(value, str) else value for name, value in totals.items()
    }
    return Quote("text", lines=lines, totals=Totals(**found))


@given(LINES, st.randoms())
def test_three_years_are_what_is_paid_once_and_three_times_what_comes_back(
    lines: list[Line], lot: Any
) -> None:
    found = costs(quote(*lines))
    if found.once.net is None or found.yearly.net is None:
        assert found.over.net is None
    else:
        made = found.once.net + YEARS * found.yearly.net
        assert found.over.net is not None
        assert abs(found.over.net - made) <= Decimal("0.02")  # the year is rounded, three of them are not
    mixed = list(lines)
    lot.shuffle(mixed)
    assert costs(quote(*mixed)) == found


@given(LINES, AMOUNTS)
def test_an_option_and_what_others_count_cost_nothing(lines: list[Line], more: Decimal) -> None:
    extra = Line("Option", net_amount=more, optional=True), Line("Dont", net_amount=more, included=True)
    assert costs(quote(*lines, *extra)) == costs(quote(*lines))


@given(LINES, st.sampled_from(["month", "year", None]))
def test_one_price_unread_and_the_sum_is_not_said(lines: list[Line], recurring: Any) -> None:
    found = costs(quote(*lines, Line("Illisible", recurring=recurring)))
    assert found.over == Cost()
    assert (found.yearly if recurring else found.once) == Cost()


@given(AMOUNTS, st.sampled_from(["0", "5.5", "10", "20"]))
def test_a_printed_rate_gives_the_amount_with_vat(net: Decimal, rate: str) -> None:
    line = Line("Site", net_amount=net, vat_rate=Decimal(rate))
    once = costs(quote(line)).once
    assert once.net == net
    assert once.gross is not None
    assert abs(once.gross - net * (1 + Decimal(rate) / 100)) <= Decimal("0.005")
    assert costs(quote(replace(line, vat_rate=None))).once.gross is None


def test_the_printed_total_tells_what_is_paid_once() -> None:
    both = {"net": "2340.00", "vat": "468.00", "gross": "2808.00", "breakdown": (_share("20"),)}
    found = costs(quote(SITE, HOSTING, CARE, **both))
    assert found.once == Cost(Decimal("1800.00"), Decimal("2160.00"))
    assert found.yearly == Cost(Decimal("540.00"), Decimal("648.00"))
    assert found.over == Cost(Decimal("3420.00"), Decimal("4104.00"))
    apart = costs(quote(SITE, HOSTING, CARE, net="1800.00"))
    assert (apart.once.net, apart.yearly.net) == (Decimal("1800.00"), Decimal("540.00"))
    less = costs(quote(SITE, HOSTING, net="1820.00", adjustments=(Adjustment("Remise", Decimal(-100)),)))
    assert less.once.net == Decimal("1700.00")


def test_lines_that_do_not_make_the_total_settle_nothing() -> None:
    found = costs(quote(SITE, HOSTING, net="2500.00"))
    assert (found.once, found.over) == (Cost(), Cost())
    assert found.yearly.net == Decimal("120.00")


def test_a_quote_that_speaks_of_nothing_yearly_does_not_cost_nought_a_year() -> None:
    found = costs(quote(SITE, net="1800.00"))
    assert (found.once.net, found.yearly, found.over) == (Decimal("1800.00"), Cost(), Cost())


def test_without_vat_both_amounts_are_the_same() -> None:
    exempt = replace(quote(SITE, HOSTING), checks=(Check("vat-exempt", "info", "", ""),))
    assert costs(exempt).over == Cost(Decimal("2160.00"), Decimal("2160.00"))


@pytest.mark.parametrize(
    ("text", "months", "renewal", "over"),
    [
        ("48 loyers de 300 € TTC", 48, None, "10800.00"),
        ("24 loyers de 300 € TTC", 24, None, "7200.00"),  # it ends there
        ("24 loyers de 300 € TTC", 24, "tacite reconduction", "10800.00"),
    ],
)
def test_a_rent_said_in_the_text(text: str, months: int, renewal: str | None, over: str) -> None:
    passages = said(text, "Frais de mise en service : 600 € TTC")
    bound = Commitment(months, Decimal(300 * months), renewal, passages[0].place)
    found = costs(Quote("text", passages=passages, commitment=bound))
    assert found.once == Cost(gross=Decimal("600.00"))
    assert found.yearly == Cost(gross=Decimal("3600.00"))
    assert found.over == Cost(gross=Decimal(over) + 600)
    unsaid = said("48 loyers de 300 €")
    bound = replace(bound, place=unsaid[0].place)
    assert costs(Quote("text", passages=unsaid, commitment=bound)).yearly == Cost()


@pytest.mark.parametrize(
    ("name", "text", "wanted"),
    [
        ("delivery", "Livraison sous 6 semaines", True),
        ("delivery", "Mise en ligne le 15/03/2027", True),
        ("delivery", "Solde à la livraison, à 30 jours", False),
        ("delivery", "Délai de réponse : 2 jours", False),
        ("delivery", "Boutique en ligne livrée sous 6 semaines", True),
        ("delivery", "Mise en ligne 6 semaines après la livraison de vos textes", True),
        ("delivery", "Livraison : six semaines de travail", True),
        ("delivery", "Démarrage du projet : 12/01/2027", False),
        ("delivery", "Mise en ligne par vos soins ; 3 mois de maintenance", False),
        ("delivery", "Formation de 2 jours après la mise en ligne", False),
        ("delivery", "Le livre d'or : 2 ans d'archives", False),
        ("ending", "Résiliation avec un préavis de trois mois", True),
        ("domain", "Le nom de domaine est déposé à votre nom", True),
        ("domain", "Nom de domaine inclus", False),
        ("access", "Les identifiants vous sont remis", True),
    ],
)
def test_the_terms_are_in_the_words_of_the_quote(name: str, text: str, wanted: bool) -> None:
    found = getattr(conditions(Quote("text", passages=said("Devis", text))), name)
    assert (found.text if found else None) == (text if wanted else None)


def test_a_start_is_not_taken_for_the_delivery() -> None:
    rows = said("Devis", "Démarrage du projet : 12/01/2027", "Livraison : 15/03/2027")
    assert conditions(Quote("text", passages=rows)).delivery == rows[2]


def _share(rate: str) -> VatShare:
    return VatShare(Decimal(rate), None, None)
