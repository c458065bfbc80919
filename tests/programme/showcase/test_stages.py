"""The stories of others, for whoever comes back."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client

from etabli.foundation.people.models import Organisation, Person
from etabli.programme.showcase.models import Story
from etabli.programme.showcase.stages import CHANGES
from etabli.territory.register.models import Artisan
from tests import factories as make
from tests.programme.showcase.conftest import BAKER, MASON

pytestmark = pytest.mark.django_db
AT = make.AT
(changed,) = CHANGES


def artisan(chamber: Organisation, trade_code: str) -> Person:
    person = make.person(chamber, name="Zoé Exemple")
    Artisan.objects.create(person=person, trade_code=trade_code)
    return person


def test_those_of_ones_trade_lead_to_the_list_of_it(
    chamber: Organisation, published: Callable[..., Story], client: Client
) -> None:
    baker = published(trade_code=BAKER)
    mason = published(trade_code=MASON, title="Le mur tient")
    (change,) = changed(artisan(chamber, BAKER), AT - timedelta(days=1), AT)
    assert change.title == "Un artisan de votre métier raconte ce qu’il a fait"
    page = client.get(change.url).text
    assert (baker.title in page, mason.title in page) == (True, False)


def test_without_one_of_ones_trade_it_is_not_said(
    chamber: Organisation, published: Callable[..., Story], client: Client
) -> None:
    published(trade_code=BAKER)
    (change,) = changed(artisan(chamber, "1071CB"), AT - timedelta(days=1), AT)
    assert change.title == "Un artisan d’un métier proche du vôtre raconte ce qu’il a fait"
    assert list(changed(artisan(chamber, MASON), AT - timedelta(days=1), AT)) == []
