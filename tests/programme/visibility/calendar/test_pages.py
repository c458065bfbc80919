"""Twelve weeks without an account and with one: moved, replaced, written, published, taken back, followed."""

from datetime import date, datetime, timedelta
from typing import Any

import pypdfium2
import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar as Ical
from pytest_django import DjangoAssertNumQueries

from etabli.foundation.journal import CannotUndo, NotAllowed, undo
from etabli.foundation.journal.models import Entry
from etabli.foundation.people.links import token_of
from etabli.foundation.people.models import Membership, Organisation, Person
from etabli.foundation.people.viewer import PLANNED_KEY, Viewer, of_person
from etabli.programme.visibility import actions
from etabli.programme.visibility.calendar.ideas import ideas
from etabli.programme.visibility.calendar.queries import as_calendar, calendar_of
from etabli.programme.visibility.calendar.tasks import remind_of_weeks
from etabli.programme.visibility.engine.calendar import WEEK, begin, monday_of
from etabli.programme.visibility.models import ContentCalendar, PlannedPost
from tests import factories as make
from tests.armed import ArmedClient
from tests.pdf import faults

pytestmark = pytest.mark.django_db
HOME, NEW = "/visibilite/calendrier/", "/visibilite/calendrier/nouveau/"
PAPER = f"{HOME}douze-semaines.pdf"


def address(key: int) -> str:
    return f"{HOME}idee/{key}/"


def planned(person: Person, starts_on: date | None = None, at: datetime | None = None) -> ContentCalendar:
    monday = starts_on or monday_of(timezone.localdate())
    calendar = begin(ideas(), "baker", monday)
    actions.plan_calendar(person=person, calendar=calendar, by=of_person(person), at=at or timezone.now())
    row = calendar_of(person.pk)
    assert row is not None
    return row


def stored(client: Client) -> list[list[Any]]:
    return client.session[PLANNED_KEY]["posts"]  # type: ignore[no-any-return]  # as JSON has it


def test_a_visitor_plans_twelve_weeks_in_one_form(client: Client, chamber: Organisation) -> None:
    assert client.get(HOME).headers["Location"] == NEW
    refused = client.post(NEW, {})
    assert refused.status_code == 422
    assert "Choisissez le métier" in refused.content.decode()
    page = client.post(NEW, {"trade": "baker"}, follow=True).content.decode()
    assert "Douze semaines sont prévues." in page
    assert page.count("data-post") == 12
    assert not ContentCalendar.objects.exists()


def test_on_a_phone_the_later_weeks_are_folded(client: Client, chamber: Organisation) -> None:
    page = client.post(NEW, {"trade": "baker"}, follow=True).content.decode()
    shown, _fold, folded = page.partition("8 semaines suivantes")
    assert (shown.count("data-post"), folded.count("data-post")) == (4, 8)


def test_the_twelve_weeks_are_one_tagged_page(client: Client, chamber: Organisation) -> None:
    assert client.get(PAPER).headers["Location"] == NEW
    client.post(NEW, {"trade": "baker"})
    first, second, third = stored(client)[:3]
    client.post(address(first[0]), {"done": "1"})
    client.post(address(second[0]), {"off": "1"})
    client.post(address(third[0]), {"write": "", "text": "Le pain #1, à 7 h *précises*"})
    content = client.get(PAPER).content
    assert not faults(content, title="Vos douze semaines")
    document = pypdfium2.PdfDocument(content)
    words = document[0].get_textpage().get_text_range()
    assert len(document) == 1
    assert words.count("oui") == 1
    assert "Le pain #1, à 7 h *précises*" in words
    assert words.count("Une semaine de repos") == 1


def test_a_visitor_does_all_that_an_artisan_does(client: Client, chamber: Organisation) -> None:
    client.post(NEW, {"trade": "baker"})
    first, second = stored(client)[:2]
    client.post(address(first[0]), {"week": second[1]})
    assert stored(client)[0][1] == second[1]
    client.post(address(first[0]), {"another": ""})
    assert stored(client)[0][2] != first[2]
    client.post(address(first[0]), {"write": "", "text": "Mon texte"})
    assert stored(client)[0][3] == "Mon texte"
    client.post(address(first[0]), {"done": ""})
    assert stored(client)[0][4] == timezone.localdate().isoformat()
    client.post(address(first[0]), {"not-yet": ""})
    assert stored(client)[0][4] == ""
    client.post(address(first[0]), {"off": ""})
    assert len(stored(client)) == 11
    assert "Une semaine de repos." in client.get(HOME).content.decode()
    client.post(f"{HOME}ajouter/", {"week": first[1]})
    assert len(stored(client)) == 12


def test_what_a_visitor_planned_is_kept_when_they_ask_and_taken_back(client: Client, person: Person) -> None:
    client.post(NEW, {"trade": "baker"})
    client.post(address(stored(client)[0][0]), {"write": "", "text": "Mon texte"})
    client.post(reverse("people:enter", args=[token_of(make.link(person))]))
    assert "Tout garder dans mon espace" in client.get(HOME).content.decode()
    client.post("/visibilite/garder/")
    assert PLANNED_KEY not in client.session
    assert PlannedPost.objects.filter(calendar__person=person).count() == 12
    assert PlannedPost.objects.filter(text="Mon texte").count() == 1
    undo(entry=Entry.objects.latest("pk"), by=of_person(person), at=timezone.now())
    assert calendar_of(person.pk) is None


@pytest.mark.parametrize(
    ("data", "field", "value"),
    [
        ({"done": ""}, "done_on", None),
        ({"write": "", "text": "Mon texte"}, "text", ""),
        ({"off": ""}, "withdrawn_at", None),
    ],
)
def test_each_act_is_taken_back(
    artisan: Any, person: Person, data: dict[str, str], field: str, value: Any
) -> None:
    row = planned(person).posts.all()[0]
    artisan.post(address(row.pk), data)
    row.refresh_from_db()
    assert getattr(row, field) != value
    undo(entry=Entry.objects.latest("pk"), by=of_person(person), at=timezone.now())
    row.refresh_from_db()
    assert getattr(row, field) == value


def test_an_idea_goes_to_another_week_and_back(artisan: Any, person: Person) -> None:
    row = planned(person).posts.all()[0]
    week = row.week
    answer = artisan.post(address(row.pk), {"week": (week + 3 * WEEK).isoformat()})
    assert answer.headers["Location"] == f"{HOME}#p{row.pk}"
    page = artisan.get(HOME).content.decode()
    assert "Une semaine de repos." in page
    assert page.count("data-post") == 12
    undo(entry=Entry.objects.latest("pk"), by=of_person(person), at=timezone.now())
    row.refresh_from_db()
    assert row.week == week


def test_a_week_that_is_none_of_the_twelve_is_refused(artisan: Any, person: Person) -> None:
    row = planned(person).posts.all()[0]
    page = artisan.post(address(row.pk), {"week": "2020-01-06"}, follow=True).content.decode()
    assert "Cette semaine n’est pas l’une des douze" in page
    assert artisan.post(address(row.pk), {"week": "jamais"}).status_code == 404
    row.refresh_from_db()
    assert row.week == monday_of(timezone.localdate())


def test_another_idea_leaves_the_text_of_the_first_one(artisan: Any, person: Person) -> None:
    row = planned(person).posts.all()[0]
    artisan.post(address(row.pk), {"write": "", "text": "Mon texte"})
    artisan.post(address(row.pk), {"another": ""})
    changed = PlannedPost.objects.get(pk=row.pk)
    assert changed.idea != row.idea
    assert changed.text == ""
    earlier = Entry.objects.filter(verb="visibility.write_post").latest("pk")
    with pytest.raises(CannotUndo):
        undo(entry=earlier, by=of_person(person), at=timezone.now())
    undo(entry=Entry.objects.latest("pk"), by=of_person(person), at=timezone.now())
    assert PlannedPost.objects.get(pk=row.pk).text == "Mon texte"


def test_a_text_that_was_not_changed_is_not_kept(artisan: Any, person: Person) -> None:
    row = planned(person).posts.all()[0]
    begun = next(idea.begun.fr for idea in ideas() if idea.id == row.idea)
    artisan.post(address(row.pk), {"write": "", "text": begun})
    assert PlannedPost.objects.get(pk=row.pk).text == ""


def test_a_text_too_long_is_refused_and_kept_on_the_page(artisan: Any, person: Person) -> None:
    row = planned(person).posts.all()[0]
    answer = artisan.post(address(row.pk), {"write": "", "text": "é" * 2001})
    assert answer.status_code == 422
    assert "é" * 2001 in answer.content.decode()


def test_the_next_twelve_weeks_have_other_ideas(artisan: Any, person: Person) -> None:
    row = planned(person, monday_of(timezone.localdate()) - 12 * WEEK, timezone.now() - 12 * WEEK)
    PlannedPost.objects.filter(calendar=row).update(done_on=row.starts_on)
    page = artisan.get(HOME).content.decode()
    assert "Vos douze semaines sont finies." in page
    artisan.post(NEW, {"trade": "baker"})
    new = calendar_of(person.pk)
    assert new is not None
    assert new.pk != row.pk
    assert not {post.idea for post in new.posts.all()} & {post.idea for post in row.posts.all()}


def test_somebody_else_finds_nothing(person: Person, chamber: Organisation) -> None:
    row = planned(person).posts.all()[0]
    other = make.become(ArmedClient(), link=make.link(make.person(chamber, name="Luc Autre")))
    assert other.get(address(row.pk)).status_code == 404
    assert other.post(address(row.pk), {"done": ""}).status_code == 404


def test_the_page_reads_in_a_fixed_number_of_statements(
    artisan: Any, person: Person, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    planned(person)
    artisan.get(HOME)
    with django_assert_num_queries(4):
        artisan.get(HOME)
    for idea in ideas()[:20]:
        row = calendar_of(person.pk)
        assert row is not None
        actions.add_post(calendar=row, week=row.starts_on, idea=idea, by=of_person(person), at=timezone.now())
    with django_assert_num_queries(4):
        artisan.get(HOME)


def test_a_calendar_follows_by_a_secret_link(artisan: Any, person: Person) -> None:
    row = planned(person)
    artisan.post(f"{HOME}lien/")
    page = artisan.get(f"{HOME}suivre/").content.decode()
    link = page.partition("webcal:")[2].partition('"')[0]
    path = link.partition("testserver")[2] or "/" + link.split("/", 3)[3]
    first = row.posts.all()[0]
    artisan.post(address(first.pk), {"write": "", "text": "Mon texte"})
    events = list(Ical.from_ical(Client().get(path).content).walk("VEVENT"))
    assert len(events) == 12
    assert "Mon texte" in str(events[0]["description"])
    kept_at = timezone.now() - timedelta(days=3)
    ContentCalendar.objects.filter(pk=row.pk).update(kept_at=kept_at)
    (changed, *_) = Ical.from_ical(Client().get(path).content).walk("VEVENT")
    assert changed["dtstamp"].dt > kept_at + timedelta(days=2), "a text that was changed since is read anew"
    artisan.post(address(first.pk), {"done": ""})
    assert len(list(Ical.from_ical(Client().get(path).content).walk("VEVENT"))) == 11
    artisan.post(f"{HOME}lien/couper/")
    assert Client().get(path).status_code == 404
    undo(entry=Entry.objects.latest("pk"), by=of_person(person), at=timezone.now())
    assert Client().get(path).status_code == 200


def on_monday(hour: int = 9) -> datetime:
    monday = monday_of(timezone.localdate()) + WEEK
    return timezone.make_aware(datetime(monday.year, monday.month, monday.day, hour, 5))


def reminders() -> list[str]:
    from etabli.foundation.notices.models import Notice

    return list(Notice.objects.filter(kind__startswith="visibility.").values_list("kind", flat=True))


@pytest.mark.parametrize(
    ("change", "at", "kinds"),
    [
        ({}, on_monday(), []),  # nobody asked
        ({"reminds": True}, on_monday(), ["visibility.this_week"]),
        ({"reminds": True}, on_monday(15), []),
        ({"reminds": True}, on_monday() + timedelta(days=1), []),
        ({"reminds": True}, on_monday() + 11 * WEEK, ["visibility.weeks_over"]),
        ({"reminds": True}, on_monday() + 12 * WEEK, []),
    ],
)
def test_whoever_asked_is_reminded_on_mondays(
    person: Person, change: dict[str, bool], at: datetime, kinds: list[str]
) -> None:
    row = planned(person)
    ContentCalendar.objects.filter(pk=row.pk).update(**change)
    remind_of_weeks(at)
    remind_of_weeks(at + timedelta(minutes=1))
    assert reminders() == kinds


def test_a_reminder_names_the_page_that_stops_it(artisan: Any, person: Person) -> None:
    from etabli.foundation.notices.models import Notice

    ContentCalendar.objects.filter(pk=planned(person).pk).update(reminds=True)
    remind_of_weeks(on_monday())
    assert "sur la page «\u00a0Ne pas oublier\u00a0»" in Notice.objects.get(kind="visibility.this_week").text
    page = artisan.get(f"{HOME}suivre/").content.decode()
    assert "<h1>Ne pas oublier</h1>" in page
    assert "rappels/" in page


def test_nobody_is_reminded_of_what_is_published(person: Person) -> None:
    row = planned(person)
    ContentCalendar.objects.filter(pk=row.pk).update(reminds=True)
    PlannedPost.objects.filter(calendar=row, week=row.starts_on + WEEK).update(done_on=row.starts_on)
    remind_of_weeks(on_monday())
    assert reminders() == []


def test_an_artisan_is_reminded_once_they_ask(artisan: Any, person: Person) -> None:
    planned(person)
    artisan.post(f"{HOME}rappels/", {"on": "1"})
    assert "Vous avez un rappel le lundi" in artisan.get(f"{HOME}suivre/").content.decode()
    artisan.post(f"{HOME}rappels/", {"off": "1"})
    row = calendar_of(person.pk)
    assert row is not None
    assert not row.reminds


@pytest.mark.parametrize("reminds", [True, False])
def test_reminders_go_on_with_the_next_twelve_weeks(person: Person, reminds: bool) -> None:
    row = planned(person, monday_of(timezone.localdate()) - 12 * WEEK, timezone.now() - 12 * WEEK)
    actions.set_reminders(calendar=row, reminds=reminds, by=of_person(person), at=timezone.now())
    assert planned(person).reminds is reminds


def test_the_staff_plans_nothing_for_others(chamber: Organisation, person: Person) -> None:
    adviser: Membership = make.membership(chamber)
    client = make.become(ArmedClient(), membership=adviser)
    row = planned(person).posts.all()[0]
    assert client.get(address(row.pk)).status_code == 404
    by: Viewer = make.adviser(chamber)
    calendar = calendar_of(person.pk)
    assert calendar is not None
    with pytest.raises(NotAllowed):
        actions.mark_post(
            row=row,
            post=as_calendar(calendar).posts[0],
            done_on=None,
            by=by,
            at=timezone.now(),
        )
