"""The staff look at a site beside its artisan: whose the look is, who asked, what stays the artisan's."""

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from etabli.foundation.journal import ActionError, undo
from etabli.foundation.journal.models import Entry
from etabli.foundation.people.models import Organisation, Person, Role
from etabli.foundation.people.viewer import of_membership
from etabli.procurement.briefs.actions import answer_need, start_brief
from etabli.programme.coverage.actions import note_online
from etabli.programme.visibility import tasks
from etabli.programme.visibility.checks.known_address import first_address
from etabli.programme.visibility.models import SiteCheck, VisibilityStep
from tests import factories as make
from tests.armed import ArmedClient
from tests.programme.visibility.local_web import LocalWeb
from tests.programme.visibility.looking import HOME, NO_HOURS, ask
from tests.programme.visibility.sample_pages import HOST, put_good_site

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("looked_at")]


@pytest.fixture
def membership(chamber: Organisation) -> Any:
    return make.membership(chamber, Role.ADVISER)


@pytest.fixture
def adviser(membership: Any) -> Client:
    return make.become(ArmedClient(), membership=membership)


def look(adviser: Client, person: Person, address: str = HOST) -> str:
    """Ask beside them; the address of its page here, once it is done."""
    answer = adviser.post(f"{HOME}avec/{person.pk}/", {"address": address})
    assert answer.status_code == 302, answer.content.decode()
    tasks.check_site.call(SiteCheck.objects.latest("pk").pk)
    return answer["Location"]


def test_a_look_that_the_adviser_asks_for_is_the_artisans_and_says_who_asked(
    adviser: Client, artisan: Client, person: Person, web: LocalWeb
) -> None:
    put_good_site(web, NO_HOURS)
    place = look(adviser, person)
    assert SiteCheck.objects.get().person == person
    page = artisan.get(place).content.decode()
    assert "Votre conseillère l’a demandé, avec vous" in page
    assert "avec votre conseillère" in artisan.get(HOME).content.decode()
    assert "Zoé Exemple le retrouve dans son espace" in adviser.get(place).content.decode()
    assert "demandé de regarder un site" in artisan.get("/historique/").content.decode()
    assert Entry.objects.get(verb="visibility.ask_check").role == Role.ADVISER
    artisan.post(f"{place}retirer/")
    assert adviser.get(place).status_code == 404


def test_what_is_found_together_is_put_on_the_artisans_path_and_taken_back(
    adviser: Client, artisan: Client, person: Person, membership: Any, web: LocalWeb
) -> None:
    put_good_site(web, NO_HOURS)
    place = look(adviser, person)
    assert "Mettre sur son chemin" in adviser.get(place).content.decode()
    adviser.post(f"{place}hours/", {"on": ""})
    adviser.post(f"{place}hours/", {"on": ""})  # pressed twice
    assert VisibilityStep.objects.get().person == person
    assert "Tout est sur son chemin" in adviser.get(place).content.decode()
    assert "C’est corrigé" in artisan.get(HOME).content.decode()
    for verb in ("visibility.plan_step", "visibility.ask_check"):
        undo(entry=Entry.objects.get(verb=verb), by=of_membership(membership), at=timezone.now())
    assert VisibilityStep.objects.get().withdrawn_at is not None
    assert SiteCheck.objects.get().withdrawn_at is not None


def test_what_the_artisan_does_alone_is_none_of_the_advisers(
    adviser: Client, artisan: Client, person: Person, membership: Any, web: LocalWeb
) -> None:
    put_good_site(web, NO_HOURS)
    alone = ask(artisan)
    artisan.post(f"{alone}hours/", {"on": ""})
    assert adviser.get(alone).status_code == 404
    assert adviser.post(f"{alone}hours/", {"off": ""}).status_code == 404
    assert HOST not in adviser.get(f"{HOME}avec/{person.pk}/").content.decode()
    entry = Entry.objects.get(verb="visibility.plan_step")
    with pytest.raises(ActionError):
        undo(entry=entry, by=of_membership(membership), at=timezone.now())
    together = look(adviser, person)
    assert "depuis la dernière fois" not in adviser.get(together).content.decode()


def test_the_staff_of_another_chamber_and_other_artisans_see_nothing(
    adviser: Client, person: Person, chamber: Organisation, web: LocalWeb
) -> None:
    put_good_site(web)
    place = look(adviser, person)
    neighbour = make.become(
        ArmedClient(), membership=make.membership(make.chamber("Chambre d’à côté"), Role.ADVISER)
    )
    other = make.become(ArmedClient(), link=make.link(make.person(chamber)))
    for stranger in (neighbour, other, Client()):
        assert stranger.get(place).status_code == 404
    assert neighbour.post(f"{HOME}avec/{person.pk}/", {"address": HOST}).status_code == 404
    assert SiteCheck.objects.count() == 1


def test_the_address_that_is_known_is_proposed(
    adviser: Client, person: Person, membership: Any, web: LocalWeb
) -> None:
    by, at, page = of_membership(membership), timezone.now(), f"{HOME}avec/{person.pk}/"
    assert 'value="' not in field(adviser, page)
    brief = start_brief(person=person, outcome="site", by=make.artisan(person), at=at)
    words = "J’ai déjà un site, https://www.maison-ancienne.test/accueil, fait en 2012."
    answer_need(brief=brief, need_id="existing", answer=words, by=make.artisan(person), at=at)
    assert 'value="www.maison-ancienne.test/accueil"' in field(adviser, page)
    note_online(person=person, address="https://maison-notee.test/", since_on=at.date(), by=by, at=at)
    assert 'value="maison-notee.test"' in field(adviser, page)
    put_good_site(web)
    look(adviser, person)
    assert f'value="{HOST}"' in field(adviser, page)


def test_an_address_that_is_none_is_refused_and_kept(adviser: Client, person: Person) -> None:
    answer = adviser.post(f"{HOME}avec/{person.pk}/", {"address": "zoe@maison.test"})
    assert answer.status_code == 422
    assert 'value="zoe@maison.test"' in answer.content.decode()


def field(client: Client, page: str) -> str:
    """The field of the address, as HTML."""
    return client.get(page).content.decode().partition('name="address"')[2].partition(">")[0]


def test_what_the_artisan_planned_alone_is_not_read_beside_them(
    adviser: Client, artisan: Client, person: Person, web: LocalWeb
) -> None:
    put_good_site(web, NO_HOURS)
    artisan.post(f"{ask(artisan)}hours/", {"on": ""})
    assert VisibilityStep.objects.count() == 1
    place = look(adviser, person)
    assert "Sur son chemin" not in adviser.get(place).content.decode()
    adviser.post(f"{place}hours/", {"on": ""})
    assert VisibilityStep.objects.count() == 1


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("jean.dupont@gmail.com", ""),
        ("Écrivez à dupont@orange.fr ou voyez www.maison-dupont.test", "www.maison-dupont.test"),
        ("https://maison.test/pains, depuis 2019", "maison.test/pains"),
    ],
)
def test_an_e_mail_is_no_site(text: str, address: str) -> None:
    assert first_address([text]) == address
