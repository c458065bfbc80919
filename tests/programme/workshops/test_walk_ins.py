"""Somebody at the door whose name is known already: asked before there are two of them."""

from django.test import Client

from etabli.foundation.people.models import Organisation, Person
from etabli.foundation.search.index import reindex
from etabli.foundation.seats.models import SignUp
from etabli.programme.workshops.models import Attendance, Session
from tests import factories


def come(desk: Client, session: Session, **typed: str) -> str:
    answer = desk.post(f"/seances/{session.pk}/arrivee/1/", {"contact": "", **typed}, follow=True)
    return answer.content.decode()


def known(chamber: Organisation, name: str = "Zélie Exemple", **fields: str) -> Person:
    person = factories.person(chamber, name=name, **fields)
    reindex("person")
    return person


def test_who_is_on_the_list_already_is_only_marked(desk: Client, under_way: Session) -> None:
    zelie = known(under_way.chamber)
    held = factories.sign_up(under_way.occasion, zelie)
    before = Person.objects.count()
    page = come(desk, under_way, name="EXEMPLE Zelie")
    assert "Vous connaissez déjà quelqu’un de ce nom" in page
    assert "sur la liste de cette séance" in page
    assert 'value="EXEMPLE Zelie"' in page
    come(desk, under_way, name="EXEMPLE Zelie", same=str(zelie.pk))
    assert Attendance.objects.get(present=True).sign_up == held
    assert Person.objects.count() == before


def test_a_name_typed_twice_asks_the_second_time(desk: Client, under_way: Session) -> None:
    come(desk, under_way, name="Inès Nouvelle")
    first = Person.objects.get(name="Inès Nouvelle")
    assert f'value="{first.pk}"' in come(desk, under_way, name="Inès Nouvelle")
    assert Person.objects.filter(name="Inès Nouvelle").count() == 1
    come(desk, under_way, name="Inès Nouvelle", same="other")
    assert Person.objects.filter(name="Inès Nouvelle").count() == 2
    assert SignUp.objects.filter(occasion=under_way.occasion).count() == 2


def test_an_address_that_is_known_asks_nothing(desk: Client, under_way: Session) -> None:
    known(under_way.chamber)
    other = known(under_way.chamber, email="autre@exemple.fr")
    come(desk, under_way, name="Zélie Exemple", contact="autre@exemple.fr")
    assert Attendance.objects.get(present=True).sign_up.person == other


def test_nobody_of_another_chamber_and_of_no_other_name_is_named(desk: Client, under_way: Session) -> None:
    known(factories.chamber("Autre chambre"))
    known(under_way.chamber, name="Zélie Exempleau")
    assert "Vous connaissez" not in come(desk, under_way, name="Zélie Exemple")
    assert Attendance.objects.filter(present=True).count() == 1
