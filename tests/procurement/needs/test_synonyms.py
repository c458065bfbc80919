"""What artisans type, and whom it finds: every trade of the association, by words that no member has to write."""

import pytest

from etabli.community.association.trades import trades
from etabli.community.directory.engine import Index, Lexicon, Source
from etabli.procurement.needs.synonyms import SECTORS, synonyms

INDEX = Index.of(
    {
        number: {Source.CLAIM: [f"{trade.fr} {trade.en}"], Source.HEADLINE: [], Source.PROSE: []}
        for number, trade in enumerate(trades().values())
    },
    Lexicon.of(synonyms()),
)
IDS = list(trades())


@pytest.mark.parametrize(
    ("typed", "trade"),
    [
        ("site internet", "developer"),
        ("refaire mon site", "developer"),
        ("wordpress", "developer"),
        ("webmaster", "developer"),
        ("boutique en ligne", "developer"),
        ("photografe", "videographer"),
        ("quelqu'un pour faire des photos", "videographer"),
        ("reseaux sociaux", "community-manager"),
        ("insta", "community-manager"),
        ("logo", "graphic-designer"),
        ("référencement google", "seo-specialist"),
        ("mon site est en panne", "developer"),
        ("relire mes textes", "writer"),
        ("apprendre à me servir de mon site", "trainer"),
        ("relier ma caisse et mon stock", "programmer"),
        ("ux design", "ergonomist"),
        ("comprendre un devis", "consultant"),
    ],
)
def test_the_trade_is_found_by_what_is_asked_of_it(typed: str, trade: str) -> None:
    assert trade in {IDS[owner] for owner in INDEX.answer(typed).owners}


@pytest.mark.parametrize("typed", ["textes de mon site", "photos de mes produits", "cours sur instagram"])
def test_what_stands_beside_a_word_is_not_asked_for(typed: str) -> None:
    assert "developer" not in {IDS[owner] for owner in INDEX.answer(typed).owners}


def test_each_family_of_trades_is_served_by_a_sector() -> None:
    from etabli.procurement.needs.catalogue import load

    assert set(SECTORS) == {family.id for family in load().families}
