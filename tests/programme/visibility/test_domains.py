"""Until when the name of a site is rented: written by its artisan, told in days, reminded of once."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from etabli.foundation.journal import ActionError, undo
from etabli.foundation.journal.models import Entry
from etabli.foundation.notices.models import Notice
from etabli.foundation.people.models import Person
from etabli.foundation.people.viewer import of_person
from etabli.programme.visibility.domains.tasks import remind_of_domains
from etabli.programme.visibility.engine.domain import Registration, domain_of, registration_verdicts
from etabli.programme.visibility.models import DomainRegistration
from tests import factories as make
from tests.programme.visibility.local_web import LocalWeb
from tests.programme.visibility.looking import HOME, ask
from tests.programme.visibility.sample_pages import HOST, put_good_site

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("looked_at")]
TODAY = date(2026, 12, 1)


def in_days(days: int) -> str:
    return (timezone.localdate() + timedelta(days=days)).isoformat()


@pytest.mark.parametrize(
    ("days", "states"),
    [
        (-1, {"domain-ended": "mend"}),
        (0, {"domain-ends": "mend"}),
        (30, {"domain-ends": "mend"}),
        (31, {"domain-ends": "fine"}),
    ],
)
def test_its_last_thirty_days_are_to_be_mended(days: int, states: dict[str, str]) -> None:
    verdicts = registration_verdicts(Registration(HOST, TODAY + timedelta(days=days)), TODAY)
    assert {id: verdict.state for id, verdict in verdicts.items()} == states
    assert registration_verdicts(None, TODAY) == {}


@pytest.mark.parametrize(
    ("address", "name"),
    [("www.maison.test/pains", "maison.test"), ("maison.wixsite.com/", ""), ("maison.test/", "maison.test")],
)
def test_a_name_that_is_shared_is_rented_by_nobody(address: str, name: str) -> None:
    assert domain_of(address) == name


def test_what_an_artisan_writes_is_a_finding_with_its_days_and_is_taken_back(
    artisan: Client, person: Person, web: LocalWeb
) -> None:
    put_good_site(web)
    place = ask(artisan)
    assert "Écrire jusqu’à quand le nom de mon site" in artisan.get(place).content.decode()
    values = {"ends_on": in_days(12), "registrar": "Hébergeur Exemple", "reminds": "on"}
    assert artisan.post(f"{place}nom/", values).status_code == 302
    page = artisan.get(place).content.decode()
    assert "Jours qui restent : 12" in page.replace("\xa0", " ")
    assert "Nouveau depuis la dernière fois" not in artisan.get(ask(artisan)).content.decode()
    artisan.post(f"{place}nom/", {**values, "ends_on": in_days(400)})
    assert "loué encore 400 jours" in artisan.get(place).content.decode()
    assert DomainRegistration.objects.count() == 1
    take_back("visibility.note_registration", person)
    assert "Jours qui restent : 12" in artisan.get(place).content.decode().replace("\xa0", " ")
    artisan.post(f"{place}nom/", {"off": "1"})
    assert "Écrire jusqu’à quand le nom de mon site" in artisan.get(place).content.decode()
    take_back("visibility.forget_registration", person)
    assert "Jours qui restent : 12" in artisan.get(place).content.decode().replace("\xa0", " ")


def take_back(verb: str, person: Person) -> None:
    undo(entry=Entry.objects.filter(verb=verb).latest("pk"), by=of_person(person), at=timezone.now())


@pytest.mark.parametrize(
    ("typed", "sentence"), [("", "Écrivez jusqu’à quel jour"), ("2126-01-01", "dix ans au plus")]
)
def test_a_day_that_is_none_is_refused_and_the_rest_is_kept(
    artisan: Client, web: LocalWeb, typed: str, sentence: str
) -> None:
    put_good_site(web)
    answer = artisan.post(f"{ask(artisan)}nom/", {"ends_on": typed, "registrar": "Hébergeur Exemple"})
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert "Hébergeur Exemple" in answer.content.decode()


def test_without_an_account_it_stays_on_the_device_until_it_is_kept(
    client: Client, person: Person, web: LocalWeb
) -> None:
    put_good_site(web)
    place = ask(client)
    form = client.get(f"{place}nom/").content.decode()
    assert "personne ne vous la rappelle" in form
    assert "Me le rappeler" not in form
    client.post(f"{place}nom/", {"ends_on": in_days(12), "registrar": ""})
    assert "Jours qui restent : 12" in client.get(place).content.decode().replace("\xa0", " ")
    assert not DomainRegistration.objects.exists()
    artisan = make.become(client, link=make.link(person))
    artisan.post(f"{HOME}garder/")
    assert DomainRegistration.objects.get().person == person
    take_back("visibility.keep", person)
    assert DomainRegistration.objects.get().withdrawn_at is not None


def test_keeping_what_a_device_held_ends_no_reminder(client: Client, person: Person, web: LocalWeb) -> None:
    put_good_site(web)
    place = ask(client)
    client.post(f"{place}nom/", {"ends_on": in_days(40), "registrar": ""})
    DomainRegistration.objects.create(
        chamber=person.chamber,
        person=person,
        domain=HOST,
        ends_on=TODAY,
        reminds=True,
        noted_at=timezone.now(),
    )
    make.become(client, link=make.link(person)).post(f"{HOME}garder/")
    row = DomainRegistration.objects.get()
    assert (row.ends_on.isoformat(), row.reminds) == (in_days(40), True)


def test_a_name_has_one_row_whatever_is_taken_back(artisan: Client, person: Person, web: LocalWeb) -> None:
    put_good_site(web)
    place = ask(artisan)
    artisan.post(f"{place}nom/", {"ends_on": in_days(40), "registrar": ""})
    artisan.post(f"{place}nom/", {"off": "1"})
    artisan.post(f"{place}nom/", {"ends_on": in_days(50), "registrar": ""})
    with pytest.raises(ActionError):
        take_back("visibility.forget_registration", person)
    assert DomainRegistration.objects.get().ends_on.isoformat() == in_days(50)


def test_nobody_else_reads_or_writes_it(artisan: Client, client: Client, web: LocalWeb) -> None:
    put_good_site(web)
    place = ask(artisan)
    assert client.post(f"{place}nom/", {"ends_on": in_days(12)}).status_code == 404
    assert not DomainRegistration.objects.exists()


def test_thirty_days_before_whoever_wished_it_is_reminded_once_for_each_end(
    artisan: Client, person: Person, web: LocalWeb
) -> None:
    put_good_site(web)
    place = ask(artisan)
    artisan.post(f"{place}nom/", {"ends_on": in_days(40), "registrar": "Hébergeur Exemple", "reminds": "on"})
    for days in (9, 10, 11):
        clock(days)
        reminders = Notice.objects.filter(kind="visibility.domain_ends")
        assert reminders.count() == (days >= 10)
    notice = reminders.get()
    assert notice.owner_id == person.party_id
    assert "Hébergeur Exemple" in notice.text
    artisan.post(f"{place}nom/", {"ends_on": in_days(405), "reminds": "on"})
    clock(376)
    assert reminders.count() == 2
    assert "regardez votre dernière facture" in reminders.latest("pk").text
    artisan.post(f"{place}nom/", {"ends_on": in_days(800)})
    clock(790)
    assert reminders.count() == 2


def clock(days: int) -> Any:
    """The morning of that day."""
    cache.clear()
    now = timezone.localtime(timezone.now() + timedelta(days=days))
    remind_of_domains(now.replace(hour=9, minute=0))
