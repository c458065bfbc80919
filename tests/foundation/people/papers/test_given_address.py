"""Whoever comes in by a code on paper adds an e-mail address: by a link that goes there, with their four digits."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from etabli.foundation.journal import undo
from etabli.foundation.journal.models import Entry
from etabli.foundation.people.actions import make_paper_code
from etabli.foundation.people.models import PaperCode, Person
from etabli.foundation.people.papers.words import formatted_code
from tests import factories as make

pytestmark = pytest.mark.django_db
DIGITS, ADDRESS = "7305", "zoe@example.org"
ADD = "/compte/adresse/ajouter/"


@pytest.fixture
def mason() -> Person:
    return make.person(make.chamber(), email="", phone="06 12 34 56 78", name="Zoé Exemple")


@pytest.fixture
def browser(mason: Person) -> Client:
    made = make_paper_code(person=mason, digits=DIGITS, by=make.adviser(mason.chamber), at=timezone.now())
    client = Client()
    client.post(reverse("people:paper"), {"words": formatted_code(made.words), "digits": DIGITS})
    return client


def link_sent(browser: Client, email: str = ADDRESS) -> str:
    assert "Nous avons écrit" in browser.post(ADD, {"email": email}).content.decode()
    [line] = [line for line in make.mails().latest("pk").body.splitlines() if line.startswith("http")]
    return line.removeprefix(settings.BASE_URL)


def test_the_account_leads_there_and_the_link_with_the_digits_adds_it(browser: Client, mason: Person) -> None:
    assert ADD in browser.get(reverse("people:account")).content.decode()
    link = link_sent(browser)
    mail = make.mails().latest("pk")
    assert mail.to == ADDRESS
    assert mason.name not in mail.body, "a mistyped address learns of nobody"
    mason.refresh_from_db()
    assert not mason.email, "nothing before the proof"
    elsewhere = Client()
    assert elsewhere.get(link).status_code == 200
    mason.refresh_from_db()
    assert not mason.email, "a program that opens links adds nothing"
    page = elsewhere.post(link, {"digits": DIGITS}, follow=True).content.decode()
    assert f"nous écrivons à {ADDRESS}" in page
    mason.refresh_from_db()
    assert mason.email == ADDRESS
    assert elsewhere.get("/mon-espace/").status_code == 302, "the link lets nobody in"
    assert elsewhere.get(link).status_code == 404, "it is good once"
    assert ADD not in browser.get(reverse("people:account")).content.decode()


def test_on_the_device_of_the_paper_one_is_back_in_ones_account_and_it_is_taken_back(
    browser: Client, mason: Person
) -> None:
    answer = browser.post(link_sent(browser), {"digits": DIGITS}, follow=True)
    assert answer.redirect_chain == [(reverse("people:account"), 302)]
    assert ADDRESS in answer.content.decode()
    entry = Entry.objects.get(verb="people.give_address")
    undo(entry=entry, by=make.artisan(mason), at=timezone.now())
    mason.refresh_from_db()
    assert not mason.email


def test_wrong_digits_count_as_tries_of_the_code_itself(browser: Client, mason: Person) -> None:
    link = link_sent(browser)
    for tries in range(1, 6):
        answer = Client().post(link, {"digits": "0000"})
        assert answer.status_code == 422
        assert PaperCode.objects.get().tries == tries
    assert Client().post(link, {"digits": DIGITS}).status_code == 404
    mason.refresh_from_db()
    assert not mason.email
    assert browser.get(ADD).status_code == 404, "no address by a code that is blocked"


def test_a_link_ends_after_a_day_with_the_paper_and_when_it_was_touched(
    browser: Client, mason: Person
) -> None:
    link = link_sent(browser)
    assert Client().get(link).status_code == 200
    assert Client().get(re.sub(r"~\d+~", "~9999999999~", link)).status_code == 404
    with time_machine.travel(timezone.now() + timedelta(hours=25)):
        assert Client().get(link).status_code == 404
    make_paper_code(person=mason, digits="4826", by=make.adviser(mason.chamber), at=timezone.now())
    assert Client().get(link).status_code == 404


def test_the_address_of_another_record_is_not_taken_and_asking_tells_nothing(
    browser: Client, mason: Person
) -> None:
    other = make.person(mason.chamber)
    answer = Client().post(link_sent(browser, other.email), {"digits": DIGITS})
    assert answer.status_code == 422
    assert "autre fiche" in answer.content.decode()
    mason.refresh_from_db()
    assert not mason.email


def test_one_code_has_few_links_sent_in_a_day(browser: Client) -> None:
    now = timezone.now()
    for rank in range(6):
        with time_machine.travel(now + timedelta(minutes=2 * rank), tick=False):
            answer = browser.post(ADD, {"email": f"zoe{rank}@example.org"})
        assert answer.status_code == (200 if rank < 5 else 429)
    assert make.mails().filter(key__startswith="given_address:").count() == 5


def test_it_is_for_whoever_came_in_by_a_code_on_paper_and_has_no_address(client: Client) -> None:
    make.become(client, link=make.link(make.person(make.chamber())))
    assert client.get(ADD).status_code == 404
    assert Client().get(ADD).status_code == 302
