"""The door to what a sheet brings back is wherever somebody may look for it."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from etabli.foundation.people.models import Organisation
from tests.programme.diagnosis.test_pages import MASON, RESULT, START

pytestmark = pytest.mark.django_db
DOOR = "/par-ou-commencer/ma-feuille/"


def main_of(page: Any) -> str:
    return str(page.content.decode().partition("<main")[2])


def test_it_is_at_the_foot_of_every_question_and_on_the_result(client: Client, chamber: Organisation) -> None:
    for question, chosen in MASON.items():
        assert DOOR in main_of(client.get(f"{START}question/{question}/")), question
        client.post(f"{START}question/{question}/", {"answer": chosen})
    assert DOOR in main_of(client.get(RESULT))


def test_the_help_page_and_the_search_lead_to_it(client: Client, chamber: Organisation) -> None:
    assert DOOR in main_of(client.get(reverse("front:help")))
    for typed in ("quatre mots", "feuille perdue"):
        assert DOOR in main_of(client.get(reverse("front:search"), {"q": typed})), typed
