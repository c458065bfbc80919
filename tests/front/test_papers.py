"""The paper that the adviser makes: shown once, printed with the next workshop, for nobody of another chamber."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from etabli.foundation.documents import qr_svg
from etabli.foundation.people.models import Membership, Person
from etabli.foundation.people.papers.words import formatted_code
from etabli.front import code_papers
from tests import factories as make
from tests.programme.workshops.printed import text_of

pytestmark = pytest.mark.django_db
DIGITS = "7305"


@pytest.fixture
def post() -> Membership:
    return make.membership(make.chamber())


@pytest.fixture
def browser(client: Client, post: Membership) -> Client:
    return make.become(client, membership=post)


@pytest.fixture
def mason(post: Membership) -> Person:
    return make.person(post.organisation, email="", name="Zoé Exemple", phone="06 12 34 56 78")


def page_of(person: Person) -> str:
    return reverse("front:paper", args=[person.pk])


def made(browser: Client, person: Person, digits: str = DIGITS) -> str:
    return browser.post(page_of(person), {"digits": digits}).content.decode()


def words_in(page: str) -> tuple[str, ...]:
    return tuple(word.lower() for word in re.findall(r'<li><span class="loud">([A-Z]+)</span>', page))


def printed(browser: Client, page: str) -> Any:
    seal = re.search(r'name="paper" value="([^"]+)"', page)
    assert seal
    return browser.post(reverse("front:paper_pdf"), {"paper": seal[1]})


def test_the_words_are_told_letter_by_letter_and_open_with_the_digits(browser: Client, mason: Person) -> None:
    page = made(browser, mason)
    words = words_in(page)
    assert len(words) == 3
    assert " ".join(words[0].upper()) in page
    assert DIGITS not in page
    opened = Client().post(reverse("people:paper"), {"words": " ".join(words), "digits": DIGITS})
    assert opened.status_code == 302


def test_the_sheet_holds_the_words_and_the_next_workshop_but_no_digit(
    browser: Client, mason: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tests.programme.trip import Trip

    squares: list[str] = []
    monkeypatch.setattr(code_papers, "qr_svg", lambda text: squares.append(text) or qr_svg(text))
    trip = Trip()
    person = trip.person(name="Zoé Exemple", phone="06 12 34 56 78", email="")
    trip.sign_up(trip.session(days=200), person)
    adviser = make.become(Client(), membership=trip.post)
    page = made(adviser, person)
    words = words_in(page)
    answer = printed(adviser, page)
    text = text_of(answer.content)
    assert answer["Content-Type"] == "application/pdf"
    assert all(word.upper() in text for word in words)
    assert "Pour Zoé Exemple" in text
    assert "Votre prochain atelier" in text
    assert DIGITS not in text
    assert squares == [f"{settings.BASE_URL}/papier/{'-'.join(words)}/"]


def test_the_sheet_opens_beside_the_page_that_leads_back(browser: Client, mason: Person) -> None:
    """Nobody goes back to a page that would make another code: the sheet has a tab of its own."""
    page = made(browser, mason)
    assert f'action="{reverse("front:paper_pdf")}" target="_blank"' in page
    assert "(nouvel onglet)" in page
    assert f'href="{reverse("front:person", args=[mason.pk])}"' in page


def test_who_reads_english_gets_an_english_sheet(browser: Client, mason: Person) -> None:
    mason.party.language = "en"
    mason.party.save()
    text = text_of(printed(browser, made(browser, mason)).content)
    assert "For Zoé Exemple" in text
    assert "Your code" in text
    assert "Votre" not in text


def test_a_seal_of_another_chamber_or_of_a_dead_code_prints_nothing(browser: Client, mason: Person) -> None:
    page = made(browser, mason)
    neighbour = make.become(Client(), membership=make.membership(make.chamber("Autre")))
    assert printed(neighbour, page).status_code == 404
    made(browser, mason, "4826")
    assert printed(browser, page).status_code == 404, "another was made since"
    assert browser.post(reverse("front:paper_pdf"), {"paper": "1 abeille cadre guitare:x"}).status_code == 404
    assert browser.post(reverse("front:paper_pdf")).status_code == 404


def test_the_page_of_a_person_of_another_chamber_is_not_there(browser: Client) -> None:
    other = make.person(make.chamber("Autre"), email="")
    assert browser.get(page_of(other)).status_code == 404
    assert browser.post(page_of(other), {"digits": DIGITS}).status_code == 404
    assert not other.links.exists()


def test_digits_that_a_finder_would_try_are_asked_again(browser: Client, mason: Person) -> None:
    for digits, said in (("5678", "Qui trouve le papier"), ("73", "Tapez quatre chiffres")):
        answer = browser.post(page_of(mason), {"digits": digits})
        assert answer.status_code == 422
        assert said in answer.content.decode()
    assert not mason.links.exists()


def test_who_has_an_address_is_told_that_they_need_none(browser: Client, post: Membership) -> None:
    person = make.person(post.organisation)
    page = browser.get(page_of(person)).content.decode()
    assert "n’en a pas besoin" in page
    assert 'name="digits"' not in page


def test_the_person_page_shows_the_code_and_that_it_is_blocked(browser: Client, mason: Person) -> None:
    words = words_in(made(browser, mason))
    for _wrong in range(5):
        Client().post(reverse("people:paper"), {"words": formatted_code(words), "digits": "7306"})
    page = browser.get(reverse("front:person", args=[mason.pk])).content.decode()
    assert "bloqué" in page
    assert page_of(mason) in page
    assert "Il est bloqué" in browser.get(page_of(mason)).content.decode()


def test_it_expires(browser: Client, mason: Person) -> None:
    page = made(browser, mason)
    mason.links.update(expires_at=datetime.now(UTC) - timedelta(days=1))
    assert printed(browser, page).status_code == 404
