"""One's own sign-up on screen: what it says in each state, and the way back from each act."""

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client

from etabli.foundation.journal.models import Entry
from etabli.foundation.people.models import Organisation
from etabli.foundation.seats import actions
from etabli.foundation.seats.models import SignUp
from tests import factories as make

pytestmark = pytest.mark.django_db


def signed_up(client: Client, chamber: Organisation, status: str = "seated") -> SignUp:
    row = make.sign_up(make.soon(chamber, capacity=1), make.person(chamber, name="Anne"), status)
    make.become(client, link=make.link(row.person))
    return row


def test_a_place_is_given_back_and_taken_again(client: Client, chamber: Organisation) -> None:
    row = signed_up(client, chamber)
    page = f"/inscriptions/{row.pk}/"
    assert f"{page}annuler/" in client.get(page).content.decode()
    after = client.post(f"{page}annuler/", follow=True).content.decode()
    assert f"{page}reprendre/" in after
    assert f"/historique/{Entry.objects.get().pk}/annuler/" in after
    client.post(f"{page}reprendre/")
    row.refresh_from_db()
    assert row.status == "seated"


def test_the_waiting_list_shows_the_position(client: Client, chamber: Organisation) -> None:
    row = signed_up(client, chamber, "waiting")
    second = make.sign_up(row.occasion, make.person(chamber), "waiting")
    make.become(client, link=make.link(second.person))
    answer = client.get(f"/inscriptions/{second.pk}/")
    assert answer.context["position"] == 2
    assert "2" in answer.content.decode()


def test_taking_the_place_again_when_it_is_gone_joins_the_waiting_list(
    client: Client, chamber: Organisation
) -> None:
    row = signed_up(client, chamber)
    client.post(f"/inscriptions/{row.pk}/annuler/")
    make.sign_up(type(row.occasion).objects.get(pk=row.occasion_id), make.person(chamber))
    client.post(f"/inscriptions/{row.pk}/reprendre/")
    row.refresh_from_db()
    assert row.status == "waiting"


def test_once_begun_nothing_more_is_offered(client: Client, chamber: Organisation) -> None:
    row = signed_up(client, chamber)
    begun = datetime.now(UTC) - timedelta(hours=1)
    type(row.occasion).objects.update(starts_at=begun, ends_at=begun + timedelta(hours=3))
    page = client.get(f"/inscriptions/{row.pk}/").content.decode()
    assert "annuler/" not in page.replace("historique", "")
    answer = client.post(f"/inscriptions/{row.pk}/annuler/")
    assert answer.status_code == 409


@pytest.mark.parametrize("status", ["seated", "waiting"])
@pytest.mark.parametrize("called_off", [False, True])
def test_whoever_gave_no_address_is_told_of_no_mail(
    client: Client, chamber: Organisation, status: str, called_off: bool
) -> None:
    occasion = make.soon(chamber)
    written = make.sign_up(occasion, make.person(chamber), status)
    called = make.sign_up(occasion, make.person(chamber, email="", phone="05 56 00 00 00"), status)
    if called_off:
        actions.cancel_occasion(
            occasion=occasion, reason="neige", by=make.adviser(chamber), at=datetime.now(UTC)
        )
    said = {}
    for row in (written, called):
        make.become(client, link=make.link(row.person))
        said[row] = client.get(f"/inscriptions/{row.pk}/").content.decode()
    for promise in ("nous vous avons écrit", "que nous vous avons envoyé", "Nous vous écrivons aussitôt"):
        assert promise not in said[called]
    assert any(word in said[written] for word in ("avons écrit", "avons envoyé", "Nous vous écrivons"))


def test_called_off_says_so(client: Client, chamber: Organisation) -> None:
    row = signed_up(client, chamber)
    actions.cancel_occasion(
        occasion=row.occasion, reason="neige", by=make.adviser(chamber), at=datetime.now(UTC)
    )
    page = client.get(f"/inscriptions/{row.pk}/").content.decode()
    assert f"/inscriptions/{row.pk}/annuler/" not in page


def test_the_calendar_file_holds_the_address_of_the_page(client: Client, chamber: Organisation) -> None:
    row = signed_up(client, chamber)
    answer = client.get(f"/inscriptions/{row.pk}/agenda.ics")
    assert answer["Content-Type"].startswith("text/calendar")
    text = answer.content.decode().replace("\r\n ", "")
    assert f"/inscriptions/{row.pk}/" in text
    assert row.occasion.uid in text
    assert "METHOD:PUBLISH" in text
    client.post(f"/inscriptions/{row.pk}/annuler/")
    assert "METHOD:CANCEL" in client.get(f"/inscriptions/{row.pk}/agenda.ics").content.decode()


def test_whoever_leaves_the_waiting_list_is_not_told_that_they_gave_a_place_back(
    client: Client, chamber: Organisation
) -> None:
    row = signed_up(client, chamber, "waiting")
    page = f"/inscriptions/{row.pk}/"
    assert "si nous avons votre numéro" in client.get(page).text
    after = client.post(f"{page}annuler/", follow=True).text
    assert "rendu votre place" not in after
    assert "Vous avez quitté la liste d’attente" in after
    client.post(f"{page}reprendre/")
    row.refresh_from_db()
    assert row.status != "withdrawn"
