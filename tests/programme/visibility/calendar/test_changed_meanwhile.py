"""Weeks planned anew, published ideas, and what another tab changed meanwhile: nothing typed goes unseen."""

from typing import Any

import pytest
from django.utils import timezone

from etabli.foundation.journal import undo
from etabli.foundation.journal.models import Entry
from etabli.foundation.people.models import Organisation, Person
from etabli.foundation.people.viewer import of_membership
from etabli.procurement.needs.wording import words_of
from etabli.programme.visibility.calendar.ideas import ideas
from etabli.programme.visibility.calendar.queries import calendar_of
from etabli.programme.visibility.engine.calendar import WEEK, monday_of
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
    assert "2 textes écrits." in page
    assert "1 idée publiée reste dans sa semaine." in page
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


@pytest.mark.parametrize(
    "press", [{"done": ""}, {"another": "1"}, {"off": ""}, {"not-yet": ""}, {"week": ""}]
)
def test_a_press_on_an_idea_whose_place_another_took_changes_nothing(
    artisan: Any, person: Person, press: dict[str, str]
) -> None:
    row = planned(person).posts.all()[0]
    artisan.post(address(row.pk), {"another": "1"})
    before = PlannedPost.objects.get(pk=row.pk)
    week = {"week": (row.week + WEEK).isoformat()} if "week" in press else {}
    answer = artisan.post(address(row.pk), {**press, **week, "idea": row.idea})
    assert answer.status_code == 409
    assert "Votre appui n’a rien changé." in answer.text
    after = PlannedPost.objects.get(pk=row.pk)
    assert (after.idea, after.week, after.done_on, after.withdrawn_at) == (
        (before.idea, before.week, before.done_on, before.withdrawn_at)
    )


def test_every_button_of_an_idea_says_of_which_idea_it_is(artisan: Any, person: Person) -> None:
    row = planned(person).posts.all()[0]
    for page in (address(row.pk), HOME):
        text = artisan.get(page).text
        forms = [part.partition("</form>")[0] for part in text.split("<form")[1:]]
        of_ideas = [form for form in forms if "/idee/" in form.partition(">")[0] or 'name="off"' in form]
        pressed = [form for form in forms if any(f'name="{name}"' in form for name in ("done", "another"))]
        assert all('name="idea"' in form for form in [*of_ideas, *pressed])
        assert pressed


def test_what_is_published_stays_when_weeks_are_planned_anew(artisan: Any, person: Person) -> None:
    monday = monday_of(timezone.localdate())
    row = planned(person, monday - 2 * WEEK)
    past, _between, current, later = row.posts.order_by("week")[:4]
    for post in (past, current):
        artisan.post(address(post.pk), {"write": "1", "text": f"Publié {post.pk}"})
        artisan.post(address(post.pk), {"done": ""})
    artisan.post(address(later.pk), {"write": "1", "text": "Pas encore"})
    for trade in ("florist", "baker"):
        artisan.post(NEW, {"trade": trade})
        new = calendar_of(person.pk)
        assert new is not None
        done = [(post.week, post.idea, post.text) for post in new.posts.all() if post.done_on]
        expected = [(post.week, post.idea, f"Publié {post.pk}") for post in (past, current)]
        assert done == expected
        assert [post.week for post in new.posts.all()].count(current.week) == 1, "no other idea beside it"
        assert current.idea not in [post.idea for post in new.posts.all() if not post.done_on]
        page = artisan.get(HOME).text
        assert page.count("Publié") >= 2
        assert "1\u00a0sur\u00a012 publiées" in page or "1 sur 12 publiées" in page.replace("\u00a0", " ")
    artisan.post(address(new.posts.get(week=current.week).pk), {"not-yet": ""})
    assert new.posts.get(week=current.week).done_on is None, "it can still be put back to be done"


def test_weeks_that_are_over_leave_nothing_in_the_next_ones(artisan: Any, person: Person) -> None:
    row = planned(person, monday_of(timezone.localdate()) - 12 * WEEK)
    row.posts.update(done_on=row.starts_on)
    artisan.post(NEW, {"trade": "baker"})
    new = calendar_of(person.pk)
    assert new is not None
    assert not any(post.done_on for post in new.posts.all())


def test_what_was_published_alone_stays_and_is_not_shown_to_the_staff(
    artisan: Any, person: Person, chamber: Organisation
) -> None:
    row = planned(person).posts.all()[0]
    artisan.post(address(row.pk), {"done": ""})
    membership = make.membership(chamber)
    adviser = make.become(ArmedClient(), membership=membership)
    page = f"/visibilite/avec/{person.pk}/calendrier/"
    assert "Demandez d’abord" in adviser.get(page).text, "what stands in weeks of their own is not counted"
    adviser.post(page, {"trade": "florist"})
    new = calendar_of(person.pk)
    assert new is not None
    assert [post.idea for post in new.posts.all() if post.done_on] == [row.idea]
    titles = [words_of(idea.title) for idea in ideas() if idea.id == row.idea]
    assert titles[0] not in adviser.get(page).text
    entry = Entry.objects.filter(verb="visibility.plan_calendar").latest("pk")
    undo(entry=entry, by=of_membership(membership), at=timezone.now())
    assert calendar_of(person.pk).pk == row.calendar_id, "nobody has worked in them since"
