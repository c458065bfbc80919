"""“My account” of somebody whom no mail reaches: it says what is theirs, and speaks of no mail of ours."""

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from etabli.foundation.people.actions import make_paper_code
from etabli.foundation.people.models import Person
from etabli.foundation.people.papers.words import formatted_code
from tests import factories as make
from tests.consistency.test_english import Read

pytestmark = pytest.mark.django_db
PAGES = ("people:account", "people:links", "people:sessions", "people:events")
OF_MAILS = {
    "fr": re.compile(
        r"\b(nos|notre|prochain|par|du) (e-mails?|mail)|envoyons un code|adresse e-mail\b", re.I
    ),
    "en": re.compile(r"\b(our|next|by|the) (e-?)?mails?\b|send a code|e-mail address", re.I),
}
ABSENT = {  # the sentences that say that there is none
    "fr": re.compile(r"Nous n’avons pas d’adresse e-mail"),
    "en": re.compile(r"We have no e-mail address of yours"),
}


@pytest.fixture
def mason() -> Person:
    return make.person(make.chamber(), email="", phone="06 12 34 56 78", name="Zoé Exemple")


def by_paper(person: Person) -> Client:
    made = make_paper_code(person=person, digits="7305", by=make.adviser(person.chamber), at=timezone.now())
    client = Client()
    client.post(reverse("people:paper"), {"words": formatted_code(made.words), "digits": "7305"})
    return client


def text(client: Client, page: str, language: str, *arguments: Any) -> str:
    answer = client.get(reverse(page, args=arguments), headers={"accept-language": language})
    assert answer.status_code == 200, page
    main = answer.content.decode().partition("<main")[2].partition("</main>")[0]
    return " ".join(" ".join(Read(f"<main{main}", "none").pieces).split())


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("page", PAGES)
def test_no_page_of_the_account_speaks_of_mails_to_who_gets_none(
    mason: Person, page: str, language: str
) -> None:
    said = ABSENT[language].sub("", text(by_paper(mason), page, language))
    assert not OF_MAILS[language].search(said), said


@pytest.mark.parametrize(
    ("language", "words"), [("fr", ("papier", "conseillère")), ("en", ("paper", "adviser"))]
)
def test_it_says_what_opens_their_page_and_whom_to_ask(
    mason: Person, language: str, words: tuple[str, ...]
) -> None:
    client = by_paper(mason)
    for page in ("people:account", "people:links"):
        said = text(client, page, language)
        assert all(word in said for word in words), page
    link = mason.links.get()
    cut = text(client, "people:cut_link", language, link.pk)
    assert words[0] in cut
    assert {"fr": "lien", "en": "link"}[language] not in cut


def test_who_has_an_address_reads_of_our_mails(mason: Person) -> None:
    client = make.become(Client(), link=make.link(make.person(mason.chamber)))
    assert OF_MAILS["fr"].search(text(client, "people:links", "fr"))
    assert not ABSENT["fr"].search(text(client, "notices:preferences", "fr"))


def test_choices_about_mails_are_told_to_hold_later(mason: Person) -> None:
    client = by_paper(mason)
    assert ABSENT["fr"].search(text(client, "notices:preferences", "fr"))
    page = client.get(reverse("notices:preferences")).content.decode()
    assert page.index("<details") < page.index("<select") < page.index("</details>")


def test_on_a_computer_of_others_the_page_says_how_to_leave(client: Client) -> None:
    assert "« Quitter »" in text(client, "people:paper", "fr").replace("\N{NO-BREAK SPACE}", " ")
