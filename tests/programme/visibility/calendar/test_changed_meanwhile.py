"""Weeks planned anew, published ideas, and what another tab changed meanwhile: nothing typed goes unseen."""

from typing import Any

import pytest

from etabli.foundation.people.models import Organisation, Person
from etabli.programme.visibility.calendar.queries import calendar_of
from etabli.programme.visibility.engine.calendar import WEEK
from etabli.programme.visibility.models import PlannedPost
from tests import factories as make
from tests.armed import ArmedClient
from tests.programme.visibility.calendar.test_pages import HOME, NEW, address, planned

pytestmark = pytest.mark.django_db


def test_before_weeks_are_planned_anew_what_stands_in_them_is_counted(artisan: Any, person: Person) -> None:
    first, second, third = planned(person).posts.all()[:3]
    assert "de vos semaines d’aujourd’hui." in artisan.get(NEW).text
    artisan.post(address(first.pk), {"write": "", "text": "Mon texte"})
    artisan.post(address(second.pk), {"write": "", "text": "Un autre"})
    artisan.post(address(third.pk), {"done": ""})
    page = artisan.get(NEW).text
    assert "2 textes écrits, 1 idée publiée." in page
    assert "«\u00a0Annuler\u00a0» les ramène" in page
    assert page.index("2 textes écrits") < page.index('name="trade"'), "read before the button"


def test_a_published_idea_stays_in_its_week(artisan: Any, person: Person) -> None:
    row = planned(person).posts.all()[0]
    artisan.post(address(row.pk), {"done": ""})
    assert 'name="week"' not in artisan.get(address(row.pk)).text
    assert artisan.get(HOME).text.count("data-post") == 11
    refused = artisan.post(address(row.pk), {"week": (row.week + WEEK).isoformat()}, follow=True)
    assert "Cette idée est publiée" in refused.text
    assert PlannedPost.objects.get(pk=row.pk).week == row.week
    artisan.post(address(row.pk), {"not-yet": ""})
    artisan.post(address(row.pk), {"week": (row.week + WEEK).isoformat()})
    assert PlannedPost.objects.get(pk=row.pk).week == row.week + WEEK


def shown_in(page: str) -> str:
    return page.partition('name="shown" value="')[2].partition('"')[0]


def test_a_text_written_in_another_tab_meanwhile_is_shown_before_it_is_replaced(
    artisan: Any, person: Person
) -> None:
    row = planned(person).posts.all()[0]
    shown = shown_in(artisan.get(address(row.pk)).text)
    artisan.post(address(row.pk), {"write": "", "text": "Dans un onglet", "shown": shown})
    typed = {"write": "", "text": "Dans l’autre", "shown": shown}
    refused = artisan.post(address(row.pk), typed)
    assert refused.status_code == 422
    assert "Entre-temps, il a été écrit\u00a0: «\u00a0Dans un onglet\u00a0»" in refused.text
    assert "Dans l’autre" in refused.text
    assert PlannedPost.objects.get(pk=row.pk).text == "Dans un onglet"
    artisan.post(address(row.pk), {**typed, "shown": shown_in(refused.text)})
    assert PlannedPost.objects.get(pk=row.pk).text == "Dans l’autre"


def idea_in(page: str) -> str:
    return page.partition('name="idea" value="')[2].partition('"')[0]


def test_a_text_typed_while_the_weeks_are_planned_anew_is_kept_with_its_idea(
    artisan: Any, person: Person, chamber: Organisation
) -> None:
    row = planned(person).posts.all()[0]
    page = artisan.get(address(row.pk)).text
    adviser = make.become(ArmedClient(), membership=make.membership(chamber))
    adviser.post(f"/visibilite/avec/{person.pk}/calendrier/", {"trade": "baker"})
    typed = {"write": "1", "text": "Mes brioches", "shown": shown_in(page), "idea": idea_in(page)}
    answer = artisan.post(address(row.pk), typed)
    assert answer.status_code == 409
    assert "Votre texte n’est pas encore gardé" in answer.text
    new = calendar_of(person.pk)
    assert new is not None
    same = new.posts.get(idea=row.idea)
    assert f'action="{address(same.pk)}"' in answer.text
    artisan.post(address(same.pk), {**typed, "shown": shown_in(answer.text), "idea": idea_in(answer.text)})
    assert new.posts.get(pk=same.pk).text == "Mes brioches"


def test_a_text_whose_idea_is_in_no_week_any_more_is_shown_to_be_copied(artisan: Any, person: Person) -> None:
    row = planned(person).posts.all()[0]
    artisan.post(address(row.pk), {"off": ""})
    answer = artisan.post(address(row.pk), {"write": "1", "text": "Mes brioches", "idea": row.idea})
    assert answer.status_code == 409
    assert "Mes brioches" in answer.text
    assert f'href="{HOME}"' in answer.text
    assert artisan.get(address(row.pk)).status_code == 404


def test_a_text_goes_to_no_other_idea_that_took_the_place_of_its_own(artisan: Any, person: Person) -> None:
    row = planned(person).posts.all()[0]
    artisan.post(address(row.pk), {"another": "1"})
    answer = artisan.post(address(row.pk), {"write": "1", "text": "Mes brioches", "idea": row.idea})
    assert answer.status_code == 409
    assert "Mes brioches" in answer.text
    assert PlannedPost.objects.get(pk=row.pk).text == ""
