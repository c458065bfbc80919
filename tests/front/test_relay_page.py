"""A relay's own page, by its secret link: opened, used, closed, lost, left."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from etabli.foundation.journal import undo
from etabli.foundation.journal.models import Entry
from etabli.foundation.people.models import Role
from etabli.foundation.people.viewer import Viewer, of_membership
from etabli.territory.relays import actions, links
from etabli.territory.relays.actions.links import AskedAlready
from etabli.territory.relays.models import Relay, RelayContact, RelayLink, RelayVisit
from etabli.territory.relays.tasks import forget_links
from tests import factories as make
from tests.armed import ArmedClient
from tests.consistency.objects.territory import pauillac

TOKEN = re.compile(r'value="\w{64}"')
pytestmark = pytest.mark.django_db


@pytest.fixture
def by() -> Viewer:
    return of_membership(make.membership(make.chamber(), Role.ADVISER))


@pytest.fixture
def relay(by: Viewer) -> Relay:
    from etabli.foundation.people.models import Organisation

    chamber = Organisation.objects.get(pk=by.chamber_id)
    given = {"kind": "town_hall", "name": "Mairie de Pauillac", "commune": pauillac(), "by": by}
    return actions.create_relay(chamber=chamber, **given, at=timezone.now())


@pytest.fixture
def nadia(relay: Relay, by: Viewer) -> RelayContact:
    answer = {"name": "Nadia", "email": "nadia@example.org"}
    return actions.add_contact(relay=relay, **answer, by=by, at=timezone.now())


def path_of(address: str) -> str:
    return "/" + address.split("/", 3)[3]


def test_the_link_opens_the_page_and_what_is_done_there_is_taken_back(
    client: ArmedClient, relay: Relay, nadia: RelayContact, by: Viewer
) -> None:
    link = actions.make_link(relay=relay, by=by, at=timezone.now())
    page = client.get(path_of(links.address_of(link)), follow=True)
    assert page.redirect_chain == [("/mon-relais/", 302)]
    assert "Mairie de Pauillac" in page.content.decode()
    done = client.post(f"/relais/contact/{nadia.pk}/accord/", follow=True)
    nadia.refresh_from_db()
    assert (nadia.may_be_written_to, done.redirect_chain[-1][0]) == (True, "/mon-relais/")
    entry = Entry.objects.latest("pk")
    assert (entry.actor, entry.role) == (relay.party, "relay")
    client.post(f"/historique/{entry.pk}/annuler/")
    nadia.refresh_from_db()
    assert nadia.may_be_written_to is False


def test_a_link_opens_nothing_once_cut_over_or_given_to_who_left(
    client: ArmedClient, relay: Relay, nadia: RelayContact, by: Viewer
) -> None:
    now = timezone.now()
    link = actions.send_link(contact=nadia, by=by, at=now)
    path = path_of(links.address_of(link))
    token = path.rstrip("/").rpartition("/")[2]
    assert links.link_of_token(token, now) == link
    assert links.link_of_token(token, now + timedelta(days=401)) is None
    assert links.link_of_token(token[:-1] + ("0" if token[-1] != "0" else "1"), now) is None
    actions.withdraw_contact(contact=nadia, by=by, at=now)
    assert links.link_of_token(token, now) is None
    undo(entry=Entry.objects.latest("pk"), by=by, at=now)
    client.get(path)
    actions.cut_link(link=link, by=by, at=now)
    assert client.get(path).status_code == 404
    assert client.get("/mon-relais/", follow=True).redirect_chain[-1][0] == "/relais-partenaire/perdu/"


def test_who_agreed_to_nothing_is_asked_once(relay: Relay, nadia: RelayContact, by: Viewer) -> None:
    actions.send_link(contact=nadia, by=by, at=timezone.now())
    assert "Pouvons-nous vous écrire" in make.mails().get().body
    with pytest.raises(AskedAlready):
        actions.send_link(contact=nadia, by=by, at=timezone.now())
    undo(entry=Entry.objects.latest("pk"), by=by, at=timezone.now())  # within the minute: it has not left
    assert not make.mails().exists()
    nadia.refresh_from_db()
    assert nadia.asked_at is None


def test_a_lost_link_comes_again_and_nobody_learns_who_is_known(
    client: ArmedClient, nadia: RelayContact
) -> None:
    answer = client.post("/relais-partenaire/perdu/", {"email": "Nadia@example.org"}).content.decode()
    stranger = client.post("/relais-partenaire/perdu/", {"email": "other@example.org"}).content.decode()
    assert [message.to for message in make.mails().all()] == ["nadia@example.org"]
    assert TOKEN.sub("", answer).replace("Nadia@", "other@") == TOKEN.sub("", stranger)


def test_it_is_closed_on_a_shared_computer_and_left_for_good(
    client: ArmedClient, relay: Relay, by: Viewer
) -> None:
    path = path_of(links.address_of(actions.make_link(relay=relay, by=by, at=timezone.now())))
    client.get(path)
    client.post("/relais-partenaire/fermer/")
    assert client.get("/mon-relais/").status_code == 302
    client.get(path)
    assert client.get("/relais/").status_code == 302  # nothing of the chamber's
    client.post("/mon-relais/ne-plus-etre-relais/")
    relay.refresh_from_db()
    assert relay.withdrawn_at is not None
    client.post(f"/historique/{Entry.objects.latest('pk').pk}/annuler/")
    relay.refresh_from_db()
    assert relay.withdrawn_at is None


def test_a_link_that_is_over_is_forgotten_sixteen_months_after_it_was_made(relay: Relay, by: Viewer) -> None:
    link = actions.make_link(relay=relay, by=by, at=timezone.now())
    forget_links(link.expires_at + timedelta(days=50))
    assert RelayLink.objects.filter(pk=link.pk).exists()
    forget_links(link.expires_at + timedelta(days=81))
    assert not RelayLink.objects.filter(pk=link.pk).exists()


def test_its_own_look_at_its_link_is_no_visit(client: ArmedClient, relay: Relay, by: Viewer) -> None:
    client.get(path_of(links.address_of(actions.make_link(relay=relay, by=by, at=timezone.now()))))
    client.get(f"/r/{relay.code}/")
    assert not RelayVisit.objects.exists()
    ArmedClient().get(f"/r/{relay.code}/")
    assert RelayVisit.objects.get().visits == 1
