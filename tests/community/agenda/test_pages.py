"""The pages of events: the list by month, one event, the forms, what programs read."""

import json
import re
from datetime import UTC, date, datetime, time, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from icalendar import Calendar

from etabli.community.agenda import actions, listing
from etabli.community.agenda.engine import Span, SpanFault, span_of
from etabli.community.agenda.engine.reading import read_feed
from etabli.community.agenda.listing import Choice
from etabli.community.agenda.models import Event
from etabli.community.assembly.models import Assembly
from etabli.foundation.journal import undo
from etabli.foundation.journal.models import Entry
from etabli.foundation.people.models import Role
from etabli.foundation.people.viewer import Viewer
from tests.community.agenda.conftest import (
    DAY,
    REASON,
    first_date,
    now,
    of_board,
    proposed,
    published,
    span,
)
from tests.community.conftest import AT, as_member, enter

LIST = "/agenda/"
TYPED = {
    "title": "Portes ouvertes",
    "text": "Venez.",
    "day": "2027-02-04",
    "begins": "18:00",
    "ends": "20:00",
    "place": "Maison des projets",
}


def body(client: Client, address: str, **query: str) -> str:
    response = client.get(address, query)
    assert response.status_code == 200, (address, response.status_code)
    return response.content.decode()


def titles(client: Client, **query: str) -> list[str]:
    """Those of the list, in its order."""
    rows = re.findall(r'<h3><a href="/(?:agenda|assemblees)/\d+/">([^<]+)</a>', body(client, LIST, **query))
    return rows


def member_client(world: SimpleNamespace) -> Client:
    return enter(Client(), world.member.user)


def test_a_visitor_reads_what_is_open_to_all_and_members_the_rest(world: SimpleNamespace) -> None:
    of_board(world, title="Vœux", is_open=True)
    of_board(world, title="Bureau élargi")
    proposed(world, title="Pas encore lu", is_open=True)
    assert titles(Client()) == ["Vœux"]
    assert titles(enter(Client(), world.other_member.user)) == ["Vœux", "Bureau élargi"]


@pytest.mark.parametrize(
    ("query", "left"),
    [
        ({"open": "1"}, ["Ouvert"]),
        ({"online": "1"}, ["En ligne"]),
        ({"free": "1"}, ["Ouvert", "En ligne"]),
        ({"trade": "writer"}, ["Rédaction"]),
        ({"trade": "writer", "online": "1"}, []),
        ({"trade": "nothing", "open": "no"}, ["Ouvert", "En ligne", "Rédaction"]),
    ],
)
def test_the_list_is_narrowed(world: SimpleNamespace, query: dict[str, str], left: list[str]) -> None:
    of_board(world, title="Ouvert", is_open=True)
    of_board(world, title="En ligne", is_online=True, place="")
    of_board(world, title="Rédaction", trade="writer", price_cents=1200)
    assert titles(member_client(world), **query) == left


def test_months_head_the_list_and_what_is_past_is_asked_for(world: SimpleNamespace) -> None:
    event = of_board(world, title="Vœux", is_open=True, dates=[span(), span(DAY + timedelta(days=30))])
    page = body(Client(), LIST)
    assert [page.count(month) for month in ("Février 2027", "Mars 2027")] == [1, 1]
    event.dates.filter(starts_at=DAY).update(starts_at=AT - timedelta(days=9), ends_at=AT - timedelta(days=8))
    assert len(titles(Client())) == 1
    assert "Janvier 2027" in body(Client(), LIST, past="1")
    assert len(titles(Client(), past="1")) == 1


@pytest.mark.parametrize("past", ["", "1"])
def test_pages_go_on_by_a_key_and_show_each_date_once(world: SimpleNamespace, past: str) -> None:
    day = DAY if not past else AT + timedelta(hours=1)
    events = [of_board(world, title=f"N{number}", dates=[span(day)]) for number in range(15)]
    assemblies = [_assembly(world, day, title=f"AG{number}") for number in range(11)]
    viewer, at = as_member(world.member), AT if not past else day + timedelta(days=1)
    choice, shown, after = Choice(is_past=bool(past)), list[str](), ""
    for _page in range(4):
        page = listing.listed_events(viewer, choice, after=after, at=at)
        shown += [row.title for row in page.rows]
        after = page.following
        if not after:
            break
    expected = [row.title for row in (*assemblies, *events)]
    assert shown == (expected[::-1] if past else expected)


@pytest.mark.parametrize("after", ["x", "1-2", "9" * 49, "1-1-x", "²-1-1", "-1-1-1"])
def test_a_key_that_says_nothing_gives_the_first_page(world: SimpleNamespace, after: str) -> None:
    of_board(world, title="Vœux", is_open=True)
    assert titles(Client(), after=after) == ["Vœux"]


def _assembly(world: SimpleNamespace, day: datetime = DAY, **changes: Any) -> Assembly:
    given = {
        "title": "Assemblée",
        "notice_days": 15,
        "proxies_each": 2,
        "quorum_percent": 25,
        "convened_at": AT,
    }
    times = {"starts_at": day, "ends_at": day + timedelta(hours=2)}
    return Assembly.objects.create(organisation=world.association, **{**given, **times, **changes})


def test_assemblies_stand_in_the_list_of_members_once_they_are_convened(world: SimpleNamespace) -> None:
    _assembly(world)
    _assembly(world, title="En préparation", convened_at=None)
    assert titles(member_client(world)) == ["Assemblée"]
    assert titles(member_client(world), open="1") == []
    board = enter(Client(), world.board_user) if hasattr(world, "board_user") else None
    assert board is None or titles(board) == ["Assemblée"]
    assert titles(Client()) == []


def test_the_list_takes_as_many_statements_for_three_rows_as_for_one(world: SimpleNamespace) -> None:
    viewer = as_member(world.member)
    for number in (1, 2):
        for rank in range(number):
            of_board(world, title=f"N{number}-{rank}")
        _assembly(world)
        with CaptureQueriesContext(
            connection,
        ) as statements:
            listing.listed_events(viewer, Choice(), at=AT)
        assert len(statements) == 4


def test_a_member_proposes_and_finds_on_its_page_what_waits(world: SimpleNamespace) -> None:
    client = member_client(world)
    page = client.post("/agenda/proposer/", TYPED, follow=True).content.decode()
    event = Event.objects.get()
    assert not event.is_out
    assert "Le conseil d’administration le lit" in page
    assert first_date(event).span == Span(
        datetime(2027, 2, 4, 17, tzinfo=UTC), datetime(2027, 2, 4, 19, tzinfo=UTC)
    )


def test_no_hour_is_the_whole_day_and_the_last_day_counts(world: SimpleNamespace) -> None:
    given = {**TYPED, "begins": "", "ends": "", "last_day": "2027-02-05"}
    member_client(world).post("/agenda/proposer/", given)
    date_ = first_date(Event.objects.get())
    assert date_.is_all_day
    assert (date_.ends_at - date_.starts_at) == timedelta(days=2)
    page = body(member_client(world), f"/agenda/{date_.event_id}/")
    assert "du jeudi 4\xa0février 2027 au vendredi 5\xa0février 2027" in page


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"ends": ""}, "aussi"),
        ({"ends": "17:00"}, "avant"),
        ({"last_day": "2027-02-01"}, "avant"),
        ({"day": "2026-02-04"}, "passée"),
        ({"place": ""}, "en ligne"),
        ({"commune": "Nullepart-sur-Rien"}, "Nullepart"),
        ({"price": "beaucoup"}, "Portes ouvertes"),
        ({"is_online": "on", "link": "pas une adresse"}, "Portes ouvertes"),
    ],
)
def test_what_is_wrong_is_said_and_loses_nothing(
    world: SimpleNamespace, changes: dict[str, str], says: str
) -> None:
    response = member_client(world).post("/agenda/proposer/", {**TYPED, **changes})
    page = response.content.decode()
    assert response.status_code == 422
    assert says in page
    assert 'value="Portes ouvertes"' in page
    assert not Event.objects.exists()


def test_a_date_is_called_off_on_the_page_and_taken_back_by_its_toast(world: SimpleNamespace) -> None:
    event = published(world, is_open=True, dates=[span(), span(DAY + timedelta(days=7))])
    client, pk = member_client(world), first_date(event).pk
    page = client.post(f"/agenda/dates/{pk}/annuler/", {"reason": REASON}, follow=True).content.decode()
    assert REASON in page
    visitor = body(Client(), f"/agenda/{event.pk}/")
    assert visitor.count("annulé") == 1
    entry = Entry.objects.get(verb="agenda.cancel_date")
    client.post(reverse("people:undo", args=[entry.pk]))
    assert REASON not in body(Client(), f"/agenda/{event.pk}/")


def test_the_page_of_a_date_without_a_reason_keeps_what_was_typed(world: SimpleNamespace) -> None:
    event = published(world)
    given = {"day": "2027-02-11", "begins": "18:00", "ends": "21:00", "reason": ""}
    response = member_client(world).post(f"/agenda/dates/{first_date(event).pk}/deplacer/", given)
    assert response.status_code == 422
    assert 'value="2027-02-11"' in response.content.decode()
    assert first_date(event).span == span()


def test_an_event_that_is_corrected_shows_what_it_said(world: SimpleNamespace) -> None:
    event, client = published(world), member_client(world)
    given = {"title": "Apéro des rédacteurs", "text": "Autre.", "place": "Ici", "price": "12,50"}
    client.post(f"/agenda/{event.pk}/corriger/", given)
    assert now(event).price_cents == 1250
    assert "Apéro des métiers" in body(client, f"/agenda/{event.pk}/versions/")


def test_the_board_reads_what_waits_beside_the_rest_and_decides(world: SimpleNamespace) -> None:
    event = proposed(world)
    client = enter(Client(), _user("bureau@example.invalid"), Role.BOARD)
    assert event.title in body(client, "/moderation/")
    case = re.search(r'href="(/moderation/\d+/)"', body(client, f"/agenda/{event.pk}/"))
    assert case
    shown = body(client, case[1])
    assert "Maison des projets" in shown
    assert "<strong>rencontre</strong>" in shown
    client.post(case[1], {"decision": "accept"})
    assert now(event).is_out


def _user(email: str) -> Any:
    from etabli.foundation.people.models import User

    return User.objects.get(email=email)


# What programs read


def test_the_calendar_that_is_followed_holds_what_is_open_to_all_for_whoever_asks(
    world: SimpleNamespace,
) -> None:
    of_board(world, title="Vœux", is_open=True)
    of_board(world, title="Bureau élargi")
    for client in (Client(), member_client(world)):
        response = client.get("/agenda/agenda.ics")
        assert response["Content-Type"] == "text/calendar; charset=utf-8"
        names = [str(event["summary"]) for event in Calendar.from_ical(response.content).walk("VEVENT")]
        assert names == ["Vœux"]


def test_a_calendar_learns_what_moved_was_called_off_and_was_taken_back(world: SimpleNamespace) -> None:
    event = of_board(world, title="Vœux", is_open=True)

    def entry() -> Any:
        (component,) = Calendar.from_ical(Client().get("/agenda/agenda.ics").content).walk("VEVENT")
        return component

    first = entry()
    actions.move_date(date=first_date(event), span=span(hours=3), reason=REASON, by=world.board, at=AT)
    moved = entry()
    actions.cancel_date(date=first_date(event), reason=REASON, by=world.board, at=AT)
    off = entry()
    undo(entry=Entry.objects.get(verb="agenda.cancel_date"), by=world.board, at=AT)
    back = entry()
    entries = [first, moved, off, back]
    assert len({component["uid"] for component in entries}) == 1
    sequences = [int(component["sequence"]) for component in entries]
    assert sequences == sorted(set(sequences))
    assert [str(component["status"]) for component in entries] == [
        "CONFIRMED", "CONFIRMED", "CANCELLED", "CONFIRMED"
    ]  # fmt: skip


def test_a_feed_that_has_not_changed_is_not_sent_again(world: SimpleNamespace) -> None:
    of_board(world, title="Vœux", is_open=True)
    response = Client().get("/agenda/agenda.ics")
    again = Client().get("/agenda/agenda.ics", headers={"if-none-match": response["ETag"]})
    assert again.status_code == 304


@pytest.mark.parametrize("address", ["/agenda/agenda.ics", "/agenda/flux.xml"])
def test_our_own_reader_reads_our_feeds(world: SimpleNamespace, address: str) -> None:
    of_board(world, title="Vœux", is_open=True)
    all_day = span_of(date(2027, 3, 6), last=date(2027, 3, 7), begins=None, ends=None, zone=DAY.tzinfo or UTC)
    assert isinstance(all_day, Span)
    response = Client().get(address, {"free": "1"})
    from zoneinfo import ZoneInfo

    feed = read_feed(
        response.content, media_type=response["Content-Type"], today=AT.date(), zone=ZoneInfo("Europe/Paris")
    )
    assert [event.title for event in feed.events] == ["Vœux"]
    assert feed.events[0].starts == DAY


def test_one_event_goes_to_ones_own_calendar_with_all_its_dates(world: SimpleNamespace) -> None:
    event = published(world, dates=[span(), span(DAY + timedelta(days=7))])
    content = member_client(world).get(f"/agenda/{event.pk}/evenement.ics").content
    assert len(Calendar.from_ical(content).walk("VEVENT")) == 2
    assert Client().get(f"/agenda/{event.pk}/evenement.ics").status_code == 404


def test_search_engines_read_an_event_that_is_open_to_all(world: SimpleNamespace) -> None:
    event = of_board(world, title="Vœux", is_open=True, is_online=True, price_cents=1250)
    block = re.search(r'ld\+json">(.+?)</script>', body(Client(), f"/agenda/{event.pk}/"), re.DOTALL)
    assert block
    (data,) = json.loads(block[1])
    assert (data["@type"], data["name"]) == ("Event", "Vœux")
    assert data["eventStatus"].endswith("EventScheduled")
    assert data["eventAttendanceMode"].endswith("MixedEventAttendanceMode")
    assert data["offers"]["price"] == "12.50"
    assert datetime.fromisoformat(data["startDate"]) == DAY
    closed = of_board(world)
    assert "ld+json" not in body(member_client(world), f"/agenda/{closed.pk}/")


@pytest.mark.parametrize(
    ("given", "fault"),
    [
        ({"begins": time(18)}, SpanFault.NO_END),
        ({"ends": time(18)}, SpanFault.NO_BEGINNING),
        ({"begins": time(18), "ends": time(18)}, SpanFault.ENDS_BEFORE),
        ({"last": date(2027, 2, 3)}, SpanFault.LAST_BEFORE_FIRST),
        ({"last": date(2027, 3, 7)}, SpanFault.TOO_LONG),
    ],
)
def test_times_at_which_nothing_takes_place(given: dict[str, Any], fault: SpanFault) -> None:
    whole = {"last": None, "begins": None, "ends": None, **given}
    assert span_of(date(2027, 2, 4), **whole, zone=UTC) == fault


def test_a_day_in_which_the_clock_changes_is_whole() -> None:
    from zoneinfo import ZoneInfo

    day = span_of(date(2027, 3, 28), last=None, begins=None, ends=None, zone=ZoneInfo("Europe/Paris"))
    assert isinstance(day, Span)
    assert day.ends_at.astimezone(UTC) - day.starts_at.astimezone(UTC) == timedelta(hours=23)


def test_nobody_is_a_visitor_whom_the_forms_are_closed_to(world: SimpleNamespace) -> None:
    event = published(world, is_open=True)
    for address in ("/agenda/proposer/", f"/agenda/{event.pk}/corriger/"):
        assert Client().get(address).status_code in {302, 403}
    assert Viewer.nobody().user_id is None
