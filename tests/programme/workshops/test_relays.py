"""A relay signs somebody up: with their agreement, to a session near; it sees the names that it wrote and no more."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from etabli.foundation.people.models import Membership, Organisation, OrganisationKind, Role
from etabli.foundation.people.viewer import Viewer, of_membership
from etabli.foundation.seats.models import Occasion, SignUp
from etabli.programme.workshops.models import RelaySignUp, Session
from etabli.programme.workshops.queries import signed_up_by_relay
from etabli.territory.places.models import Commune
from etabli.territory.relays.actions import create_relay
from etabli.territory.relays.models import Relay
from etabli.territory.relays.queries import results_of
from tests import factories

Make = Callable[..., Session]
TYPED = {"name": "Jeanne Exemple", "contact": "jeanne@example.org", "trade": "maçon", "agreed": "on"}
LIST = "/mon-relais/inscrire/"


@pytest.fixture
def relay_of(chamber: Organisation, adviser: Viewer, communes: dict[str, Commune]) -> Callable[[str], Any]:
    """A relay of this commune, and somebody who acts for it."""

    def make(commune: str) -> tuple[Relay, Membership]:
        name = f"Mairie de {commune}"
        hall = Organisation.objects.create(kind=OrganisationKind.RELAY, name=name, chamber=chamber)
        told: Any = {"kind": "town_hall", "name": name, "commune": communes[commune], "organisation": hall}
        relay = create_relay(chamber=chamber, **told, by=adviser, at=factories.AT)
        return relay, factories.membership(hall, Role.RELAY)

    return make


def test_the_nearest_come_first_and_the_artisan_gets_the_link(
    client: Client, make: Make, relay_of: Callable[[str], Any]
) -> None:
    make(town="Blaye")
    near = make(town="Pauillac")
    relay, post = relay_of("Pauillac")
    hall = factories.become(client, membership=post)
    listed = hall.get(LIST).content.decode()
    assert listed.index("Salle de Pauillac") < listed.index("Salle de Blaye")
    answer = hall.post(f"{LIST}{near.pk}/", TYPED, follow=True)
    taken = SignUp.objects.get()
    assert (taken.via, taken.person.email) == (relay.code, "jeanne@example.org")
    assert results_of(relay).sign_ups == 1
    assert [mail.to for mail in factories.mails().all()] == ["jeanne@example.org"]
    page = answer.content.decode()
    assert "Jeanne Exemple" in page
    assert "jeanne@example.org" not in page
    assert not taken.person.consents.exists(), "whether the chamber may write is theirs to say"
    said = RelaySignUp.objects.get()
    assert (said.relay, said.recorded_by) == (relay, post.user.party)


def test_without_their_agreement_nobody_is_signed_up_and_what_was_typed_stays(
    client: Client, session: Session, relay_of: Callable[[str], Any]
) -> None:
    _relay, post = relay_of("Pauillac")
    sent = {**TYPED, "agreed": ""}
    page = factories.become(client, membership=post).post(f"{LIST}{session.pk}/", sent).content.decode()
    assert not SignUp.objects.exists()
    assert 'value="Jeanne Exemple"' in page


def test_a_relay_sees_what_it_wrote_and_not_whom_the_chamber_recognised(
    client: Client, session: Session, relay_of: Callable[[str], Any]
) -> None:
    factories.person(session.chamber, name="Marie Dubois", email="jeanne@example.org", phone="06 00 00 00 00")
    _relay, post = relay_of("Pauillac")
    hall = factories.become(client, membership=post)
    page = hall.post(f"{LIST}{session.pk}/", TYPED, follow=True).content.decode()
    assert "Jeanne Exemple" in page
    assert "Dubois" not in page
    assert hall.get(f"/inscriptions/{SignUp.objects.get().pk}/").status_code == 403
    again = hall.post(f"{LIST}{session.pk}/", TYPED, follow=True).content.decode()
    assert "Jeanne Exemple a déjà son inscription" in again
    assert "Dubois" not in again
    assert SignUp.objects.count() == 1


def test_another_relay_sees_none_of_them_nor_does_the_same_one_later(
    client: Client, session: Session, relay_of: Callable[[str], Any]
) -> None:
    relay, post = relay_of("Pauillac")
    _other, elsewhere = relay_of("Blaye")
    factories.become(client, membership=post).post(f"{LIST}{session.pk}/", TYPED)
    assert "Jeanne" not in factories.become(Client(), membership=elsewhere).get(LIST).content.decode()
    assert signed_up_by_relay(of_membership(elsewhere), relay, at=factories.AT) == []
    end = Occasion.objects.get().ends_at
    mine = of_membership(post)
    assert len(signed_up_by_relay(mine, relay, at=end + timedelta(days=29))) == 1
    assert signed_up_by_relay(mine, relay, at=end + timedelta(days=31)) == []


def test_it_can_be_taken_back(client: Client, session: Session, relay_of: Callable[[str], Any]) -> None:
    _relay, post = relay_of("Pauillac")
    hall = factories.become(client, membership=post)
    page = hall.post(f"{LIST}{session.pk}/", TYPED, follow=True).content.decode()
    undo = page.split('action="/historique/')[1].split('"')[0]
    hall.post(f"/historique/{undo}")
    assert SignUp.objects.get().status == "withdrawn"
    assert "Personne encore" in hall.get(LIST).content.decode()


def test_the_public_page_leads_a_relay_to_its_own_form(
    client: Client, session: Session, relay_of: Callable[[str], Any]
) -> None:
    _relay, post = relay_of("Pauillac")
    hall = factories.become(client, membership=post)
    assert f'href="{LIST}{session.pk}/"' in hall.get(f"/ateliers/{session.pk}/").content.decode()
    assert hall.post(f"/ateliers/{session.pk}/", TYPED).headers["Location"] == f"{LIST}{session.pk}/"
    assert not SignUp.objects.exists()


@pytest.mark.parametrize(
    ("name", "contact"),
    [
        ("Jeanne EXEMPLE", "+33 6 00 00 00 42"),
        ("J. Exemple", "06.00.00.00.42"),
        ("Exemple Jeanne", "0033600000042"),
    ],
)
def test_who_is_signed_up_twice_has_one_place_however_name_and_telephone_are_written(
    client: Client, session: Session, relay_of: Callable[[str], Any], name: str, contact: str
) -> None:
    _relay, post = relay_of("Pauillac")
    hall = factories.become(client, membership=post)
    hall.post(f"{LIST}{session.pk}/", {**TYPED, "contact": "06 00 00 00 42"})
    sent = {**TYPED, "name": name, "contact": contact}
    again = hall.post(f"{LIST}{session.pk}/", sent, follow=True).content.decode()
    assert "Jeanne Exemple a déjà son inscription" in again
    assert SignUp.objects.count() == 1


def test_two_of_one_house_who_share_a_telephone_have_a_place_each(
    client: Client, session: Session, relay_of: Callable[[str], Any]
) -> None:
    _relay, post = relay_of("Pauillac")
    hall = factories.become(client, membership=post)
    for name in ("Jean Exemple", "Jeanne Exemple", "Paul Exemple"):
        hall.post(f"{LIST}{session.pk}/", {**TYPED, "name": name, "contact": "06 00 00 00 42"})
    assert SignUp.objects.count() == 3


def test_a_relay_learns_nothing_of_who_signed_up_without_it(
    client: Client, session: Session, relay_of: Callable[[str], Any]
) -> None:
    sent = {**TYPED, "contact": "06 00 00 00 42"}
    Client().post(f"/ateliers/{session.pk}/", sent)
    _relay, post = relay_of("Pauillac")
    page = factories.become(client, membership=post).post(f"{LIST}{session.pk}/", sent, follow=True)
    assert "a déjà" not in page.content.decode()
    assert "C’est noté" in page.content.decode()
    assert SignUp.objects.count() == 1


def test_what_it_brought_moves_with_each_sign_up_and_agrees_with_whom_it_signed_up(
    client: Client, session: Session, relay_of: Callable[[str], Any]
) -> None:
    _relay, post = relay_of("Pauillac")
    hall = factories.become(client, membership=post)
    for number, name in enumerate(("Jeanne Exemple", "Paul Exemple"), start=1):
        hall.post(f"{LIST}{session.pk}/", {**TYPED, "name": name, "contact": "06 00 00 00 42"})
        page = hall.get("/mon-relais/")
        assert page.context["brought"]["sign_ups"] == page.context["signed_up"] == number


def test_its_own_history_names_whom_it_signed_up(
    client: Client, session: Session, relay_of: Callable[[str], Any]
) -> None:
    _relay, post = relay_of("Pauillac")
    hall = factories.become(client, membership=post)
    page = hall.post(f"{LIST}{session.pk}/", TYPED, follow=True).content.decode()
    hall.post(f"/historique/{page.split('action="/historique/')[1].split('"')[0]}")
    lines = [line.sentence for line in hall.get("/historique/").context["page"]]
    assert [line.endswith("Pour Jeanne Exemple.") for line in lines] == [True, True], "done, then taken back"
    _other, elsewhere = relay_of("Blaye")
    assert (
        "Jeanne" not in factories.become(Client(), membership=elsewhere).get("/historique/").content.decode()
    )
