"""The calendar outside: in people's own calendars, within the sites of town halls."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import icalendar
import pytest
from django.test import Client
from django.urls import reverse

from etabli.foundation.people.viewer import of_membership
from etabli.foundation.seats.models import Occasion, Span, times_of
from etabli.programme.workshops.actions import call_off, change_venue
from etabli.programme.workshops.models import Session
from tests.armed import faults_of
from tests.foundation.notify.clients import read_by_gnome, read_by_home_assistant

Make = Callable[..., Session]
FEED = "/ateliers/agenda.ics"


def events(text: str) -> list[Any]:
    return list(icalendar.Calendar.from_ical(text).walk("VEVENT"))


def fed(client: Client, **chosen: str) -> str:
    response = client.get(FEED, chosen)
    assert response.headers["Content-Type"] == "text/calendar; charset=utf-8"
    return response.content.decode()


def test_the_feed_says_what_the_mail_says_and_two_programs_read_it(client: Client, make: Make) -> None:
    session = make()
    start = session.occasion.starts_at
    later = start + timedelta(days=7)
    several = times_of([Span(start, start + timedelta(hours=3)), Span(later, later + timedelta(hours=3))])
    Occasion.objects.update(**several, sequence=4)
    text = fed(client)
    read = read_by_home_assistant(text)
    assert [one.starts_at for one in read] == [start, later]
    assert read_by_home_assistant(read_by_gnome(text)) == read
    first = events(text)[0]
    occasion = Occasion.objects.get()
    assert (first["UID"], first["SEQUENCE"], first["SUMMARY"]) == (occasion.uid, 4, occasion.title)
    assert first["URL"].endswith(f"/ateliers/{session.pk}/")
    assert first["CATEGORIES"].cats[0] == "Atelier"
    assert first["GEO"].to_ical() == "45.0;-0.7"


def test_a_feed_of_some_sessions_keeps_the_filters_and_the_relay(client: Client, make: Make) -> None:
    make(town="Blaye")
    near = make()
    text = fed(client, commune="Pauillac", km="20", via="mairie")
    (event,) = events(text)
    assert event["UID"] == near.occasion.uid
    assert event["URL"].endswith(f"/ateliers/{near.pk}/?via=mairie")
    assert "autour de Pauillac" in text
    assert "agenda.ics?commune=33314&km=20&via=mairie" in text.replace("\r\n ", "")


def test_what_is_called_off_stays_for_some_weeks_as_cancelled(
    client: Client, make: Make, membership: Any
) -> None:
    session = make()
    call_off(session=session, reason="Malade", by=of_membership(membership), at=datetime.now(UTC))
    (event,) = events(fed(client, places="on"))
    assert (event["STATUS"], event["UID"]) == ("CANCELLED", session.occasion.uid)
    assert read_by_home_assistant(read_by_gnome(fed(client)))[0].status == "CANCELLED"
    old = datetime.now(UTC) - timedelta(weeks=7)
    Occasion.objects.update(starts_at=old, ends_at=old + timedelta(hours=3))
    assert events(fed(client)) == []
    Session.objects.update(published_at=None)
    assert client.get(f"/ateliers/{session.pk}/agenda.ics").status_code == 404


def test_a_feed_that_has_not_changed_is_not_sent_again(client: Client, make: Make) -> None:
    make()
    first = client.get(FEED)
    assert "public" in first.headers["Cache-Control"]
    etag = first.headers["ETag"]
    assert client.get(FEED, headers={"if-none-match": etag}).status_code == 304
    assert "Last-Modified" not in first.headers, "a session that leaves the feed has no date"
    make()
    again = client.get(FEED, headers={"if-none-match": etag})
    assert again.status_code == 200
    assert again.headers["ETag"] != etag


def test_a_room_that_changes_changes_its_sessions(client: Client, make: Make, membership: Any) -> None:
    session = make()
    (before,) = events(fed(client))
    later = before["LAST-MODIFIED"].dt + timedelta(days=1)
    fields = {"accessible": not session.venue.accessible}
    change_venue(venue=session.venue, fields=fields, by=of_membership(membership), at=later)
    (after,) = events(fed(client))
    assert after["DESCRIPTION"] != before["DESCRIPTION"]
    assert after["LAST-MODIFIED"].dt == later


@pytest.mark.parametrize("number", [1, 3])
def test_a_feed_takes_the_same_statements_whatever_its_size(
    client: Client, make: Make, number: int, django_assert_num_queries: Any
) -> None:
    for _ in range(number):
        make()
    with django_assert_num_queries(3):
        assert len(events(fed(client))) == number


def test_a_feed_whose_choice_is_not_understood_is_refused_with_why(client: Client, session: Session) -> None:
    for chosen in ({"commune": "Xyzzyville"}, {"km": "20"}, {"du": "hier"}, {"niveau": "x"}):
        response = client.get(FEED, chosen)
        assert response.status_code == 400
        assert response.content.decode().strip()


def test_the_page_explains_how_to_subscribe(client: Client, session: Session) -> None:
    text = client.get("/ateliers/agenda/", {"commune": "Pauillac", "km": "20"}).content.decode()
    address = "://127.0.0.1:8000/ateliers/agenda.ics?commune=33314&amp;km=20"
    assert f'href="webcal{address}"' in text
    assert f'value="http{address}"' in text
    wrong = client.get("/ateliers/agenda/", {"commune": "Xyzzyville"}).content.decode()
    assert "webcal:" not in wrong


def test_one_session_goes_into_a_calendar_without_a_sign_up(client: Client, make: Make) -> None:
    make()
    session = make()
    (event,) = events(client.get(f"/ateliers/{session.pk}/agenda.ics").content.decode())
    assert event["UID"] == session.occasion.uid


def test_only_the_frame_may_be_framed(client: Client, session: Session) -> None:
    """Every public page without arguments, and a session's; the others are refused to visitors anyway."""
    frame = client.get("/ateliers/cadre/")
    assert "frame-ancestors *" in frame.headers["Content-Security-Policy"]
    assert "X-Frame-Options" not in frame.headers
    for address in (
        "/", "/ateliers/", "/ateliers/agenda/", "/ateliers/integrer/", f"/ateliers/{session.pk}/", FEED,
        "/chiffres/", "/aide/", reverse("account_login"), "/nulle-part/",
    ):  # fmt: skip
        answer = client.get(address)
        assert answer.headers["X-Frame-Options"] == "DENY", address
        assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"], address


def test_the_frame_leaves_no_trace_and_its_links_open_elsewhere(client: Client, make: Make) -> None:
    make(town="Blaye")
    session = make()
    frame = client.get("/ateliers/cadre/", {"commune": "33314", "km": "20", "via": "mairie"})
    text = frame.content.decode()
    assert not frame.cookies
    assert not faults_of(text)
    assert "<form" not in text
    assert "<script" not in text
    links = re.findall(r"<a [^>]+>", text)
    assert len(links) == 2
    assert all('target="_blank" rel="noopener"' in link for link in links)
    assert f"/ateliers/{session.pk}/?commune=33314&amp;via=mairie" in links[0]
    assert "via=mairie" in links[1]
    assert "Aucun atelier" in client.get("/ateliers/cadre/", {"theme": "none"}).content.decode()


def test_a_town_hall_copies_lines_that_lead_to_what_it_saw(client: Client, make: Make) -> None:
    make()
    response = client.get("/ateliers/integrer/", {"commune": "Pauillac", "km": "20", "via": "mairie"})
    text = response.content.decode()
    assert not faults_of(text)
    assert "frame-src 'self'" in response.headers["Content-Security-Policy"]
    preview = re.search(r'<iframe class="preview" src="([^"]+)"', text)[1].replace("&amp;", "&")
    assert client.get(preview).status_code == 200
    lines = text.partition('spellcheck="false">')[2].partition("</textarea>")[0]
    assert f'src="http://127.0.0.1:8000{preview}"' in lines.replace("&amp;", "&").replace("&quot;", '"')
    assert "<" not in lines
