"""What the register and the map say of who wrote a brief: neither their names nor a town with few of the trade."""

from typing import Any

import pytest

from etabli.procurement.briefs import actions, queries
from etabli.procurement.briefs.actions import CannotPutBack, correct_ad
from etabli.procurement.briefs.queries.ads import FEW
from etabli.territory.places.models import Commune, Epci
from etabli.territory.register.models import Artisan, Business
from tests.procurement.briefs.conftest import AT, House

SAID = "Je taille la pierre à Pessac."


@pytest.fixture
def town(house: House) -> Commune:
    group = Epci.objects.create(code="243300316", name="CC du Pessacais")
    return Commune.objects.create(
        code="33318", name="Pessac", epci=group, population=67_339, lat=44.8, lon=-0.63, postal_codes="33600"
    )


def ad_text(house: House) -> str:
    brief = house.brief()
    actions.answer_need(brief=brief, need_id="pages", answer=SAID, by=house.artisan, at=AT)
    return queries.ad_of(queries.get_brief(house.artisan, brief.pk)).ad.text


def masons(house: House, town: Commune, how_many: int) -> None:
    Artisan.objects.create(person=house.person, commune=town, trade_code="4399CA")
    for _number in range(how_many):
        Business.objects.create(chamber=house.chamber, commune=town, trade_code="4399CA")


def test_a_large_town_stays_where_the_trade_is_common(house: House, town: Commune) -> None:
    masons(house, town, FEW)
    assert "à Pessac" in ad_text(house)


def test_a_large_town_goes_where_the_trade_is_rare(house: House, town: Commune) -> None:
    masons(house, town, FEW - 1)
    assert "dans le Pessacais" in ad_text(house)


def test_a_large_town_stays_without_a_register_at_hand(house: House, town: Commune) -> None:
    masons(house, town, 0)
    assert "à Pessac" in ad_text(house)


@pytest.mark.parametrize(
    ("facts", "name"),
    [
        ({"other_names": "ZELVACQ ET FILS · KERMADOUEC Yann"}, "zelvacq"),
        ({"other_names": "ZELVACQ ET FILS · KERMADOUEC Yann"}, "kermadouec"),
        ({"corrected": {"name": "ZELVACQ ET FILS"}}, "zelvacq"),
    ],
)
def test_no_name_that_the_register_has_of_their_business_is_told_or_put_back(
    house: House, facts: dict[str, Any], name: str
) -> None:
    business = Business.objects.create(chamber=house.chamber, name="Au Bon Mur", **facts)
    Artisan.objects.create(person=house.person, business=business, trade_code="4399CA")
    brief = house.brief()
    said = f"Les gens demandent encore {name} quand ils appellent."
    actions.answer_need(brief=brief, need_id="pages", answer=said, by=house.artisan, at=AT)
    result = queries.ad_of(queries.get_brief(house.artisan, brief.pk))
    assert name not in result.ad.text
    assert [removal.may_return for removal in result.removed if removal.text == name] == [False]
    with pytest.raises(CannotPutBack):
        correct_ad(brief=brief, hidden=[], restored=[name], text="", by=house.artisan, at=AT)
