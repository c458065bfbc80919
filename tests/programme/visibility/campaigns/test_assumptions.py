"""What the chamber assumes of paid ads, in the place of what comes with the package."""

from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from etabli.foundation.journal import NotAllowed, undo
from etabli.foundation.journal.models import Entry
from etabli.foundation.people.models import Organisation, Person, Role
from etabli.foundation.people.viewer import of_person
from etabli.programme.visibility.campaigns.data import guide
from etabli.programme.visibility.campaigns.queries import guide_of
from etabli.programme.visibility.models import CampaignAssumption
from tests import factories as make
from tests.armed import ArmedClient
from tests.programme.visibility.campaigns.assumed import set_learning_sum

pytestmark = pytest.mark.django_db
HOME = "/visibilite/publicite/"
JEWELLER = {"goal": "sales", "trade": "jeweller", "place": "far", "budget": "400"}


def test_the_chamber_sets_an_assumption_and_puts_it_back(chamber: Organisation) -> None:
    client = make.become(ArmedClient(), membership=make.membership(chamber))
    page = f"{HOME}hypotheses/google/contacts/"
    assert client.post(page, {"value": "0", "source": "x"}).status_code == 422
    assert client.post(page, {"value": "5", "source": ""}).status_code == 422
    values = {"value": "5", "source": "Relevé de la chambre", "url": "", "checked_on": "2026-11-30"}
    client.post(page, values)
    assumption = next(
        row for row in guide_of(chamber.pk).assumptions if (row.network, row.stage) == ("google", "contacts")
    )
    assert assumption.mean == pytest.approx(0.05)
    assert "Relevé de la chambre" in client.get(f"{HOME}hypotheses/").content.decode()
    assert Entry.objects.latest("pk").subject_label == "Google"
    client.post(page, values | {"value": "6"})
    assert CampaignAssumption.objects.get().value == Decimal("0.06")
    client.post(page, {"reset": "1"})
    assert guide_of(chamber.pk) == guide()
    client.post(page, values)
    assert CampaignAssumption.objects.filter(withdrawn_at=None).count() == 1


@pytest.mark.parametrize(
    ("typed", "kept"), [("0,125", None), ("0,001", None), ("0,12", "0.0012"), ("0,01", "0.0001")]
)
def test_a_share_is_kept_as_it_was_typed_and_can_be_taken_back(
    chamber: Organisation, typed: str, kept: str | None
) -> None:
    client = make.become(ArmedClient(), membership=make.membership(chamber))
    values = {"value": typed, "source": "Relevé de la chambre", "url": "", "checked_on": ""}
    answer = client.post(f"{HOME}hypotheses/google/contacts/", values)
    if kept is None:
        assert answer.status_code == 422
        assert f'value="{typed}"' in answer.content.decode()
        return
    assert CampaignAssumption.objects.get().value == Decimal(kept)
    undo(entry=Entry.objects.latest("pk"), by=make.adviser(chamber), at=timezone.now())
    assert guide_of(chamber.pk) == guide()


def test_what_google_needs_is_set_too(chamber: Organisation, client: Client) -> None:
    set_learning_sum(chamber, 90, make.adviser(chamber))
    page = client.get(f"{HOME}plan/", {**JEWELLER, "budget": "190"}).content.decode()
    assert "sur Google" in page


def test_an_artisan_sets_no_assumption(person: Person, artisan: Any, chamber: Organisation) -> None:
    assert artisan.get(f"{HOME}hypotheses/google/contacts/").status_code == 403
    with pytest.raises(NotAllowed):
        set_learning_sum(chamber, 90, of_person(person))
    other = make.become(ArmedClient(), membership=make.membership(make.chamber("À côté"), Role.ADVISER))
    assert other.get(f"{HOME}hypotheses/").status_code == 200
