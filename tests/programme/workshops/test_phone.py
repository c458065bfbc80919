"""Somebody is on the telephone: three letters and Enter; somebody new in the same screen; a way back."""

import re
from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client

from etabli.foundation.journal.models import Entry
from etabli.foundation.people.actions import merge_persons
from etabli.foundation.people.models import Consent, Membership, Organisation, Person
from etabli.foundation.people.viewer import Viewer, of_membership
from etabli.foundation.search.index import reindex
from etabli.foundation.seats.models import SignUp
from etabli.programme.workshops.actions import sign_up_for_session
from etabli.programme.workshops.models import Session
from etabli.territory.register.models import Business
from tests import factories


@pytest.fixture
def zelie(chamber: Organisation) -> Person:
    person = factories.person(chamber, name="Zélie Exemple", phone="06 12 34 56 78")
    reindex("person")
    return person


def page_of(session: Session) -> str:
    return f"/seances/{session.pk}/inscrire/"


def enter(desk: Client, session: Session, typed: str) -> Any:
    """What a browser does at Enter: the page's list as it stands, its first button."""
    shown = desk.get(page_of(session), {"q": typed}).content.decode()
    form = shown.split('/connu/"')[1].split("</form>")[0]
    default = re.search(r"<button[^>]*>", form)
    assert default
    first = re.search(r' name="(\w+)" value="(\d+)"', default[0])
    held = re.search(r'name="shown" value="([^"]*)"', form)
    assert held
    sent = {"q": typed, "shown": held[1], **({first[1]: first[2]} if first else {})}
    return desk.post(f"{page_of(session)}connu/", sent, follow=True)


@pytest.mark.parametrize("typed", ["zel", "ZÉL", "0612345678"])
def test_a_few_signs_and_enter_sign_somebody_known_up(
    desk: Client, session: Session, zelie: Person, typed: str
) -> None:
    page = enter(desk, session, typed).content.decode()
    assert SignUp.objects.get().person == zelie
    assert "Ont une place : Zélie Exemple" in page
    assert "Annuler" in page


@pytest.mark.parametrize("known", [6, 7])
def test_the_list_says_when_others_are_known(
    desk: Client, session: Session, chamber: Organisation, known: int
) -> None:
    for letter in "ABCDEFG"[:known]:
        factories.person(chamber, name=f"Manon {letter}.")
    reindex("person")
    answer = desk.get(page_of(session), {"q": "manon"})
    assert len(answer.context["callers"]) == 6
    assert ("Il y en a d’autres" in answer.text) is (known > 6)
    assert ("6 personnes connues" in answer.text) is (known == 6)


@pytest.mark.parametrize(
    ("typed", "meant"), [("inès m", "Inès Moreau"), ("inès", None), ("inès d", None), ("inès e", "Inès E.")]
)
def test_enter_never_chooses_among_equals(
    desk: Client, session: Session, chamber: Organisation, typed: str, meant: str | None
) -> None:
    for name in ("Inès E.", "Inès Moreau", "Inès Durand", "Inès Dubois"):
        factories.person(chamber, name=name)
    reindex("person")
    page = enter(desk, session, typed).content.decode()
    assert [str(row.person) for row in SignUp.objects.all()] == ([meant] if meant else [])
    assert ("Choisissez : Entrée n’inscrit personne." in " ".join(page.split())) == (meant is None)


def test_the_one_who_is_named_comes_first_however_many_share_a_first_name(
    desk: Client, session: Session, chamber: Organisation
) -> None:
    for number in range(8):
        factories.person(chamber, name=f"Inès {'abcdefgh'[number].upper()}.")
    factories.person(chamber, name="Inès Moreau-Delacroix")
    reindex("person")
    page = desk.get(page_of(session), {"q": "inès mor"}).content.decode()
    first = re.search(r'name="person" value="\d+"[^>]*>(.*?)</button>', page, re.S)
    assert first
    assert "Inès Moreau-Delacroix" in first[1]


def test_less_than_three_letters_finds_nobody(desk: Client, session: Session, zelie: Person) -> None:
    page = desk.get(page_of(session), {"q": "ze"}).content.decode()
    assert "Trois lettres au moins" in page
    assert f'name="person" value="{zelie.pk}"' not in page


def test_a_list_made_for_other_letters_signs_nobody_up(desk: Client, session: Session, zelie: Person) -> None:
    """Enter came before the list of what was typed: the list is shown, nothing is done."""
    sent = {"q": "marie", "shown": "zel", "person": zelie.pk}
    answer = desk.post(f"{page_of(session)}connu/", sent)
    assert answer.headers["Location"] == f"{page_of(session)}?q=marie"
    assert not SignUp.objects.exists()


def test_a_second_time_is_said_and_the_places_before_are_counted(
    desk: Client, session: Session, under_way: Session, zelie: Person
) -> None:
    factories.sign_up(under_way.occasion, zelie)
    assert "1 atelier déjà suivi" in desk.get(page_of(session), {"q": "zel"}).content.decode()
    enter(desk, session, "zel")
    assert "a déjà une place" in desk.get(page_of(session), {"q": "zel"}).content.decode()
    assert "Zélie Exemple a déjà une place." in enter(desk, session, "zel").content.decode()
    assert SignUp.objects.filter(occasion=session.occasion).count() == 1


@pytest.mark.parametrize(
    ("typed", "field"),
    [("Nouvel Artisan", "name"), ("06 99 99 99 99", "contact"), ("a@example.org", "contact")],
)
def test_what_was_typed_stands_in_the_form_of_somebody_new(
    desk: Client, session: Session, typed: str, field: str
) -> None:
    page = desk.get(page_of(session), {"q": typed}).content.decode()
    assert re.search(rf'name="{field}" value="{re.escape(typed)}"', page)


def test_somebody_new_is_signed_up_in_the_same_screen(desk: Client, session: Session) -> None:
    told = {"name": "Nouvel Artisan", "contact": "06 12 34 56 78", "trade": "maçon", "others": "Paul"}
    page = desk.post(page_of(session), told, follow=True).content.decode()
    assert "Ont une place : Nouvel Artisan, Paul" in page
    wrong = desk.post(page_of(session), {**told, "contact": "06 12"}).content.decode()
    assert "dix chiffres" in wrong
    assert 'value="Nouvel Artisan"' in wrong


def test_a_business_of_the_register_fills_the_form(desk: Client, session: Session) -> None:
    business = Business.objects.create(
        chamber=session.chamber,
        siret="73282932000074",
        name="Fournil des Dunes",
        trade_code="1071CB",
        commune_code="33314",
        commune_id="33314",
    )
    reindex("business")
    page = enter(desk, session, "fourn").content.decode()
    assert 'value="73282932000074"' in page
    assert 'name="commune" value="Pauillac"' in page
    told = {"name": "Ana", "contact": "06 12 34 56 78", "trade": "73282932000074"}
    desk.post(page_of(session), told)
    assert SignUp.objects.get().person.artisan.business == business
    other = Business.objects.create(
        chamber=factories.chamber("Autre"), siret="00000000000000", trade_code="1071CB", commune_code="40001"
    )
    assert desk.get(page_of(session), {"business": other.pk}).status_code == 404


def test_a_neighbour_finds_nobody(
    client: Client, session: Session, neighbour: Membership, zelie: Person
) -> None:
    other = factories.become(client, membership=neighbour)
    assert other.get(page_of(session), {"q": "zel"}).status_code == 404
    sent = {"q": "zel", "shown": "zel", "person": zelie.pk}
    assert other.post(f"{page_of(session)}connu/", sent).status_code == 404


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_takes_the_same_statements_whatever_its_size(
    desk: Client, session: Session, number: int, django_assert_num_queries: Any
) -> None:
    for _ in range(number):
        factories.person(session.chamber, name="Zélie Exemple")
    reindex("person")
    desk.get(page_of(session), {"q": "zel"})
    with django_assert_num_queries(11):
        desk.get(page_of(session), {"q": "zel"})


def test_what_htmx_swaps_is_the_page_of_the_same_address(
    desk: Client, session: Session, zelie: Person
) -> None:
    """It takes #found and #new out of the whole page: nothing else of it follows what is typed but the box itself."""
    pages = [desk.get(page_of(session), query).content.decode() for query in ({}, {"q": "zel"})]
    bare = []
    for page in pages:
        assert (page.count('id="found"'), page.count('id="new"')) == (1, 1)
        page = re.sub(r'(name="csrfmiddlewaretoken" value|data-at)="[^"]*"', "", page)
        page = re.sub(r'<div class="stack" id="found">.*?</form>', "", page, flags=re.DOTALL)
        page = re.sub(r'<section class="stack" id="new">.*?</section>', "", page, flags=re.DOTALL)
        bare.append(re.sub(r'(id="q" name="q" value=")[^"]*', r"\1", page).replace("?q=zel", ""))
    assert bare[0] == bare[1]


def test_staff_and_public_page_lead_to_the_same_form(
    desk: Client, session: Session, membership: Membership
) -> None:
    page = desk.get(f"/ateliers/{session.pk}/").content.decode()
    assert f'href="{page_of(session)}"' in page
    assert 'name="contact"' not in page
    told = {"name": "Jeanne", "email": "jeanne@example.org"}
    by: Viewer = of_membership(membership)
    assert sign_up_for_session(session=session, **told, by=by, at=datetime.now(UTC)).status == "seated"


def test_a_known_telephone_asks_whether_it_is_the_same_person(
    desk: Client, session: Session, zelie: Person
) -> None:
    typed = {"name": "Z. Exemple", "contact": "+33 6 12 34 56 78"}
    asked = desk.post(page_of(session), typed)
    assert "Zélie Exemple" in asked.content.decode()
    assert "chose à corriger" not in asked.content.decode(), "a question is no mistake"
    assert asked.content.decode().count("Est-ce la même personne") == 1
    assert 'value="Z. Exemple"' in asked.content.decode(), "what was typed stays"
    assert not SignUp.objects.exists()
    desk.post(page_of(session), {**typed, "same": str(zelie.pk)})
    assert SignUp.objects.get().person == zelie
    assert Person.objects.count() == 1


def test_another_person_may_have_the_same_telephone(desk: Client, session: Session, zelie: Person) -> None:
    desk.post(page_of(session), {"name": "Luc Essai", "contact": "0612345678", "same": "other"})
    assert SignUp.objects.get().person.name == "Luc Essai"


def test_the_same_name_and_telephone_asks_nothing(desk: Client, session: Session, zelie: Person) -> None:
    desk.post(page_of(session), {"name": "zélie exemple", "contact": "+33 6 12 34 56 78"})
    assert SignUp.objects.get().person == zelie


def test_nobody_of_another_chamber_is_proposed(desk: Client, session: Session) -> None:
    factories.person(factories.chamber("Chambre du Lot"), name="Zélie Exemple", phone="06 12 34 56 78")
    desk.post(page_of(session), {"name": "Z. Exemple", "contact": "06 12 34 56 78"})
    assert SignUp.objects.get().person.name == "Z. Exemple"


def test_a_stranger_learns_of_no_telephone(session: Session, zelie: Person) -> None:
    page = Client().post(
        f"/ateliers/seances/{session.pk}/", {"name": "Z. Exemple", "contact": "06 12 34 56 78"}, follow=True
    )
    assert "Zélie" not in page.content.decode()


def test_a_sign_up_on_the_telephone_leaves_no_link(desk: Client, session: Session, zelie: Person) -> None:
    Person.objects.update(email="")
    desk.post(page_of(session), {"name": zelie.name, "contact": zelie.phone})
    assert SignUp.objects.get().person == zelie
    assert not zelie.links.exists(), "no mail leaves, nor the link in it"


@pytest.mark.parametrize("waits", [True, False])
def test_the_telephone_of_a_record_that_was_joined_proposes_the_one_who_is_kept(
    desk: Client, session: Session, zelie: Person, membership: Membership, waits: bool
) -> None:
    other = factories.person(
        zelie.chamber, name="Z. Exemple", phone="06 98 76 54 32", email="z@example.org" if waits else ""
    )
    merge_persons(
        kept=zelie, merged=other, checked="Asked them", by=of_membership(membership), at=datetime.now(UTC)
    )
    asked = desk.post(page_of(session), {"name": "Zoé Autrenom", "contact": "06 98 76 54 32"})
    assert f'value="{zelie.pk}"' in asked.content.decode()
    assert f'value="{other.pk}"' not in asked.content.decode()


def test_what_the_staff_writes_down_is_told_under_their_name(
    desk: Client, session: Session, membership: Membership
) -> None:
    typed = {"name": "Zoé Exemple", "contact": "06 98 76 54 32", "trade": "maçon", "may_contact": "on"}
    desk.post(page_of(session), typed)
    written = Entry.objects.filter(verb__in=["register.attach", "people.agree", "people.consent"])
    assert {entry.actor_id for entry in written} == {membership.user.party_id}
    assert written.count() == 2
    assert Consent.objects.get().recorded_by_id == membership.user.party_id


def test_whom_no_mail_reaches_is_offered_a_paper_at_once(desk: Client, session: Session) -> None:
    typed = {"name": "Zoé Exemple", "contact": "06 12 34 56 78", "trade": "", "commune": "", "others": ""}
    page = desk.post(page_of(session), typed, follow=True).content.decode()
    person = Person.objects.get(name="Zoé Exemple")
    assert "Imprimer le papier pour Zoé Exemple" in page
    assert f"/personnes/{person.pk}/papier/" in page
    assert "Imprimer le papier" not in desk.get(page_of(session)).content.decode()


def test_who_has_an_address_is_offered_none(desk: Client, session: Session) -> None:
    typed = {"name": "Zoé Exemple", "contact": "zoe@example.org", "trade": "", "commune": "", "others": ""}
    assert "Imprimer le papier" not in desk.post(page_of(session), typed, follow=True).content.decode()
