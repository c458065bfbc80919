"""The agenda by month: what is on each day, for whom, and the months beside it."""

import re
from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from etabli.community.agenda import actions
from etabli.community.agenda.engine import Span
from etabli.community.agenda.listing import Choice
from etabli.community.agenda.month import event_month
from etabli.foundation.calendars.engine.month import Month
from etabli.foundation.people.viewer import Viewer
from tests.community.agenda.conftest import DAY, REASON, first_date, proposed, published, span
from tests.community.conftest import AT, as_member, enter

pytestmark = pytest.mark.django_db


def entries(month: Month) -> dict[int, list[str]]:
    """The titles on each day that has some; the hour before those that have one."""
    return {
        day.on.day: [
            entry.heading if entry.is_all_day else f"{entry.starts_at:%H:%M} {entry.heading}"
            for entry in day.entries
        ]
        for week in month.weeks
        for day in week
        if day.entries
    }


def shown(world: SimpleNamespace, month: str, viewer: Viewer | None = None, **choice: bool) -> Month:
    viewer = viewer or as_member(world.member)
    return event_month(viewer, Choice(month=month, **choice), at=AT)


def test_an_event_stands_on_its_days_by_the_clock_here(world: SimpleNamespace) -> None:
    published(world, title="Apéro")
    published(
        world,
        title="Salon",
        dates=[
            Span(datetime(2027, 2, 26, 23, tzinfo=UTC), datetime(2027, 3, 1, 23, tzinfo=UTC), is_all_day=True)
        ],
    )
    assert entries(shown(world, "2027-02")) == {4: ["18:30 Apéro"], 27: ["Salon"], 28: ["Salon"]}
    assert entries(shown(world, "2027-03")) == {1: ["Salon"]}, "it began in the month before"


def test_what_is_past_is_there_and_what_is_called_off_says_so(world: SimpleNamespace) -> None:
    event = published(world)
    actions.cancel_date(date=first_date(event), reason=REASON, by=as_member(world.member), at=AT)
    month = event_month(as_member(world.member), Choice(month="2027-02"), at=DAY + timedelta(days=300))
    (entry,) = [entry for week in month.weeks for day in week for entry in day.entries]
    assert entry.note == "annulé"


def test_the_months_beside_go_as_far_as_there_is_something_and_as_today(world: SimpleNamespace) -> None:
    published(world, dates=[span(), span(DAY + timedelta(days=60))])
    month = shown(world, "2027-03")
    assert (month.previous, month.following) == (date(2027, 2, 1), date(2027, 4, 1)), (
        "an empty one between two"
    )
    assert shown(world, "2027-04").following is None
    now = event_month(as_member(world.member), Choice(month="1"), at=AT)
    assert (now.first, now.previous) == (AT.date().replace(day=1), None)
    alone = event_month(Viewer.nobody(), Choice(month="2031-05"), at=AT)
    assert alone.previous == date(2031, 4, 1), "one finds the way back"


def test_a_month_shows_what_the_list_shows(world: SimpleNamespace) -> None:
    published(world, title="Pour tous", is_open=True)
    published(world, title="Entre nous")
    proposed(world, title="Pas encore lu")
    assert entries(shown(world, "2027-02", Viewer.nobody())) == {4: ["18:30 Pour tous"]}
    assert set(entries(shown(world, "2027-02"))[4]) == {"18:30 Entre nous", "18:30 Pour tous"}
    assert entries(shown(world, "2027-02", is_open=True)) == {4: ["18:30 Pour tous"]}


def test_the_page_keeps_the_filters_from_month_to_month(client: Client, world: SimpleNamespace) -> None:
    published(world, title="Pour tous", is_open=True, dates=[span(), span(DAY + timedelta(days=30))])
    page = client.get("/agenda/", {"month": "2027-02", "open": "1"}).content.decode()
    assert "<table>" in page
    assert 'href="?open=1&amp;month=2027-03"' in page
    assert re.search(r'href="/agenda/\?open=1" *>Liste<', page), "the list keeps them too"
    assert "agenda.ics?open=1" in page, "what is followed is no month"
    assert "<table>" not in client.get("/agenda/", {"month": "2027-13"}).content.decode()


def test_a_month_takes_the_same_statements_however_full(client: Client, world: SimpleNamespace) -> None:
    enter(client, world.member.user)
    numbers = []
    for number in range(2):
        for _event in range(1 + 5 * number):
            published(world, is_open=True)
        with CaptureQueriesContext(
            connection,
        ) as asked:
            client.get("/agenda/", {"month": "2027-02"})
        numbers.append(len(asked))
    assert numbers[0] == numbers[1]


def test_a_day_is_written_anew_once_something_on_it_changes(client: Client, world: SimpleNamespace) -> None:
    event = published(world, title="Apéro", is_open=True)
    assert "Apéro" in client.get("/agenda/", {"month": "2027-02"}).content.decode()
    actions.cancel_date(date=first_date(event), reason=REASON, by=as_member(world.member), at=AT)
    page = client.get("/agenda/", {"month": "2027-02"}).content.decode()
    assert re.search(r"Apéro.{0,200}annulé", page, re.DOTALL)
    english = client.get("/agenda/", {"month": "2027-02"}, headers={"accept-language": "en"})
    assert re.search(r"Apéro.{0,200}called off", english.content.decode(), re.DOTALL)
    actions.withdraw(event=event, by=as_member(world.member), at=AT)
    assert "Apéro" not in client.get("/agenda/", {"month": "2027-02"}).content.decode()
