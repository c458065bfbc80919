"""Twelve weeks without an account: each change taken back and done again, the weeks before taken up."""

from datetime import date
from typing import Any

import pytest
from django.test import Client

from etabli.foundation.people.models import Organisation
from etabli.foundation.ui.typography import day
from etabli.procurement.needs.wording import words_of
from etabli.programme.visibility.calendar.ideas import ideas
from tests.programme.visibility.calendar.test_pages import HOME, NEW, address, stored

pytestmark = pytest.mark.django_db


def read(answer: Any) -> str:
    """What a page says, with ordinary spaces."""
    return str(answer.content.decode()).replace("\u00a0", " ")


def test_a_visitor_takes_back_their_last_changes_one_by_one(client: Client, chamber: Organisation) -> None:
    client.post(NEW, {"trade": "baker"})
    assert "Annuler\u00a0:" not in client.get(HOME).content.decode()
    planned_first = stored(client)
    first, second = planned_first[:2]
    client.post(address(first[0]), {"week": second[1]})
    moved = stored(client)
    client.post(address(first[0]), {"off": ""})
    assert "Annuler\u00a0: l’idée retirée" in client.get(HOME).content.decode()
    client.post(NEW, {"undo": "1"})
    assert sorted(stored(client)) == sorted(moved)
    client.post(NEW, {"undo": "1"})
    assert sorted(stored(client)) == planned_first
    assert client.post(NEW, {"undo": "1"}).status_code == 404


def test_what_is_taken_back_is_named_before_and_comes_back(client: Client, chamber: Organisation) -> None:
    client.post(NEW, {"trade": "baker"})
    first, second, third = stored(client)[:3]
    title = next(words_of(idea.title) for idea in ideas() if idea.id == third[2])
    client.post(address(first[0]), {"week": second[1]})
    row = client.get(HOME).text.split(f'id="p{first[0]}"')[1].split("</li>")[0]
    assert 'name="undo"' in row, "beside what was moved, where the page opens"
    client.post(address(third[0]), {"write": "", "text": "Mes bûches"})
    named = f"votre texte pour « {title} »"
    assert f"Annuler : {named}" in read(client.get(HOME))
    assert f"Annulé : {named}" in read(client.post(NEW, {"undo": "1"}, follow=True))
    assert stored(client)[0][1] == second[1], "only what was named"
    assert f"Refaire : {named}" in read(client.get(HOME))
    client.post(NEW, {"redo": "1"})
    assert "Mes bûches" in read(client.get(address(third[0])))
    assert client.post(NEW, {"redo": "1"}).status_code == 404


def test_a_text_taken_back_still_comes_back_after_another_change(
    client: Client, chamber: Organisation
) -> None:
    client.post(NEW, {"trade": "baker"})
    first, second = stored(client)[:2]
    client.post(address(first[0]), {"write": "", "text": "Mes bûches"})
    client.post(NEW, {"undo": "1"})
    client.post(address(second[0]), {"done": ""})
    for _press in range(2):
        client.post(NEW, {"undo": "1"})
    assert "Mes bûches" in read(client.get(address(first[0])))


def test_the_list_says_which_idea_has_a_text_and_where_one_went(
    client: Client, chamber: Organisation
) -> None:
    client.post(NEW, {"trade": "baker"})
    first, second = stored(client)[:2]
    assert "avec votre texte" not in read(client.get(HOME))
    client.post(address(first[0]), {"write": "", "text": "Mes bûches"})
    page = read(client.post(address(first[0]), {"week": second[1]}, follow=True))
    assert page.count("avec votre texte") == 1
    assert f"Passé à la semaine du {day(date.fromisoformat(second[1]))}".replace("\u00a0", " ") in page
    assert page.count("La même semaine") == 1


def test_planning_anew_without_an_account_erases_nothing(client: Client, chamber: Organisation) -> None:
    client.post(NEW, {"trade": "baker"})
    key = stored(client)[0][0]
    client.post(address(key), {"write": "1", "text": "Mes bûches sont là"})
    client.post(NEW, {"trade": "florist"})
    assert "Mes bûches" not in client.get(HOME).text
    client.post(NEW, {"before": "1"})
    assert "Mes bûches sont là" in client.get(address(key)).text
    client.post(NEW, {"before": "1"})
    assert client.get(NEW).context["form"].initial["trade"] == "florist"


def test_nothing_is_taken_up_where_nothing_was_before(client: Client, chamber: Organisation) -> None:
    assert client.post(NEW, {"before": "1"}).status_code == 404


def test_planning_anew_twice_still_erases_nothing(client: Client, chamber: Organisation) -> None:
    client.post(NEW, {"trade": "baker"})
    key = stored(client)[0][0]
    client.post(address(key), {"write": "1", "text": "Mes bûches sont là"})
    for trade in ("florist", "hair"):
        client.post(NEW, {"trade": trade})
    for _press in range(2):
        client.post(NEW, {"before": "1"})
    assert "Mes bûches sont là" in client.get(address(key)).text


def test_before_weeks_are_planned_anew_a_visitor_reads_what_brings_theirs_back(
    client: Client, chamber: Organisation
) -> None:
    assert "semaines d’aujourd’hui" not in read(client.get(NEW))
    client.post(NEW, {"trade": "baker"})
    client.post(address(stored(client)[0][0]), {"write": "", "text": "Mon texte"})
    page = read(client.get(NEW))
    assert "1 texte écrit." in page
    assert "« Reprendre les douze semaines d’avant » les ramène." in page


def test_an_idea_that_a_visitor_published_stays_in_its_week(client: Client, chamber: Organisation) -> None:
    client.post(NEW, {"trade": "baker"})
    first, second = stored(client)[:2]
    client.post(address(first[0]), {"done": ""})
    refused = client.post(address(first[0]), {"week": second[1]}, follow=True)
    assert "Cette idée est publiée" in read(refused)
    assert stored(client)[0][1] == first[1]


def test_a_text_lands_on_no_idea_of_weeks_planned_meanwhile(client: Client, chamber: Organisation) -> None:
    client.post(NEW, {"trade": "baker"})
    before = stored(client)
    client.post(NEW, {"trade": "florist"})
    key, idea = next(
        (old[0], old[2])
        for old, new in zip(before, stored(client), strict=True)
        if old[0] == new[0] and old[2] != new[2]
    )
    assert f'value="{idea}"' not in client.get(address(key)).text
    answer = client.post(address(key), {"write": "1", "text": "Mes bûches", "idea": idea})
    assert answer.status_code == 409
    assert "Mes bûches" in answer.text
    assert not any(post[3] for post in stored(client))


def test_what_a_visitor_published_stays_when_weeks_are_planned_anew(
    client: Client, chamber: Organisation
) -> None:
    client.post(NEW, {"trade": "baker"})
    first, second = stored(client)[:2]
    client.post(address(first[0]), {"done": ""})
    client.post(address(second[0]), {"write": "1", "text": "Mes bûches"})
    page = read(client.get(NEW))
    assert "1 texte écrit." in page
    assert "1 idée publiée reste dans sa semaine." in page
    client.post(NEW, {"trade": "florist"})
    posts = stored(client)
    assert [post[1:3] for post in posts if post[4]] == [first[1:3]]
    assert len(posts) == 12
    assert len({post[0] for post in posts}) == 12, "each has its own key"
    assert not any(post[3] for post in posts)
    client.post(NEW, {"before": "1"})
    assert "Mes bûches" in client.get(address(second[0])).text
