"""The pages of neighbours' feeds: the board's, and what everybody sees of them."""

import re
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from etabli.community.agenda import listing
from etabli.community.agenda.feeds.models import NeighbourFeed
from etabli.community.agenda.listing import Choice
from etabli.foundation.fetch import Failure
from etabli.foundation.people.models import User
from etabli.foundation.people.viewer import Viewer
from tests.community.agenda.conftest import of_board
from tests.community.agenda.feeds_played import (
    EVENING,
    URL,
    Server,
    added,
    brought,
    refreshed,
    rss,
    vcalendar,
    vevent,
)
from tests.community.conftest import AT, enter

FEEDS = "/agenda/agendas-voisins/"
TYPED = {"name": "Club des commerçants", "url": "webcal://club.example/agenda.ics", "page": ""}


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Server:
    return Server(monkeypatch)


@pytest.fixture
def board(client: Client, world: SimpleNamespace) -> Client:
    return enter(client, User.objects.get(pk=world.board.user_id))


def body(client: Client, address: str, **query: str) -> str:
    response = client.get(address, query)
    assert response.status_code == 200, (address, response.status_code)
    return response.content.decode()


def listed(**choice: Any) -> list[str]:
    rows = listing.listed_events(Viewer.nobody(), Choice(**choice), at=AT).rows
    return [row.title for row in rows]


def test_an_address_is_tried_before_it_is_kept(board: Client, server: Server) -> None:
    server.gives(vcalendar(vevent(), vevent("b", "", lines=("RRULE:FREQ=HOURLY",))))
    tried = board.post(f"{FEEDS}ajouter/", TYPED)
    assert tried.status_code == 200
    assert "Salon des métiers d’art" in tried.content.decode()
    assert not NeighbourFeed.objects.exists()
    kept = board.post(f"{FEEDS}ajouter/", {**TYPED, "keep": "1"}, follow=True)
    feed = NeighbourFeed.objects.get()
    assert feed.url == URL
    assert feed.events.count() == 1
    assert "Salon des métiers d’art" in kept.content.decode()
    assert "Salon" in board.get("/agenda/").content.decode()


@pytest.mark.parametrize("failure", [Failure.UNREACHED, Failure.MISSING, Failure.ADDRESS, Failure.TOO_LONG])
def test_an_address_that_brings_nothing_is_refused_and_nothing_typed_is_lost(
    board: Client, server: Server, failure: Failure
) -> None:
    server.fails(failure)
    answer = board.post(f"{FEEDS}ajouter/", {**TYPED, "keep": "1"})
    assert answer.status_code == 422
    assert 'value="Club des commerçants"' in answer.content.decode()
    assert not NeighbourFeed.objects.exists()


def test_a_wrong_address_asks_nobody(board: Client, server: Server) -> None:
    for url in ("club", "file:///etc/passwd", "https://", "x" * 600):
        assert board.post(f"{FEEDS}ajouter/", {**TYPED, "url": url}).status_code == 422
    assert server.asked == []


def test_the_board_corrects_stops_and_takes_up(board: Client, world: SimpleNamespace, server: Server) -> None:
    server.gives(vcalendar(vevent()))
    feed = refreshed(added(world))
    page = f"{FEEDS}{feed.pk}/"
    assert listed() == ["Salon des métiers d’art"]
    board.post(f"{page}corriger/", {**TYPED, "name": "Le club"})
    assert "Le club" in body(board, page)
    board.post(f"{page}arreter/")
    assert listed() == []
    board.post(f"{page}reprendre/")
    assert listed() == ["Salon des métiers d’art"]
    assert board.post(f"{page}corriger/", {**TYPED, "name": ""}).status_code == 422


def test_a_feed_says_what_it_left_out_and_what_is_wrong(
    board: Client, world: SimpleNamespace, server: Server
) -> None:
    from etabli.community.agenda.feeds.words import FAULTS, LEFT_OUT

    server.gives(vcalendar(vevent(), vevent("old", starts=EVENING - timedelta(days=400))))
    feed = refreshed(added(world))
    page = body(board, f"{FEEDS}{feed.pk}/")
    assert str(LEFT_OUT["past"]) in page
    server.fails(Failure.MISSING)
    refreshed(feed)
    for address in (FEEDS, f"{FEEDS}{feed.pk}/"):
        assert str(FAULTS["missing"]) in body(board, address)


def test_everybody_sees_them_with_their_source_and_a_link_that_says_nothing_of_us(
    client: Client, world: SimpleNamespace
) -> None:
    url = "https://club.example/salon-7"
    brought(added(world), vevent(lines=(f"URL:{url}",)), vevent("b", "Foire", EVENING + timedelta(hours=1)))
    page = body(client, "/agenda/")
    assert re.search(rf'<a href="{url}" rel="nofollow noopener noreferrer">Club des commerçants', page)
    assert 'href="https://club.example/" rel="nofollow noopener noreferrer"' in page
    assert "Salon" not in body(client, "/agenda/", ours="1")


def test_the_filters_keep_what_is_known_of_them(world: SimpleNamespace) -> None:
    free = vevent("f", "Portes ouvertes", lines=("DESCRIPTION:Entrée libre",))
    brought(added(world), vevent("o", "Webinaire", place="En ligne"), free, vevent("p", "Foire"))
    assert sorted(listed()) == ["Foire", "Portes ouvertes", "Webinaire"]
    assert listed(is_online=True) == ["Webinaire"]
    assert listed(is_free=True) == ["Portes ouvertes"]
    assert listed(is_open=True) == listed(is_ours=True) == []


def test_the_list_goes_on_through_both_kinds(world: SimpleNamespace) -> None:
    events = [vevent(f"{n}", f"Foire {n}", EVENING + timedelta(days=n // 2)) for n in range(20)]
    brought(added(world), *events)
    of_board(world, title="Nôtre", is_open=True)
    seen, after = list[str](), ""
    while True:
        page = listing.listed_events(Viewer.nobody(), Choice(), after=after, at=AT)
        seen += [row.title for row in page.rows]
        if not (after := page.following):
            break
    assert sorted(seen) == sorted([*(f"Foire {n}" for n in range(20)), "Nôtre"])


def test_an_hour_of_another_clock_is_told_beside_ours(world: SimpleNamespace) -> None:
    lines = ("DTSTART;TZID=Europe/London:20270301T180000", "DTEND;TZID=Europe/London:20270301T190000")
    there = "\r\n".join(["BEGIN:VEVENT", "UID:l", "SUMMARY:Rencontre", *lines, "END:VEVENT"])
    brought(added(world), there, vevent())
    by_title = {row.title: row for row in listing.listed_events(Viewer.nobody(), Choice(), at=AT).rows}
    assert "Europe/London" in by_title["Rencontre"].there
    assert by_title["Rencontre"].span.starts_at.hour == 18
    assert by_title["Salon des métiers d’art"].there == ""


def test_what_is_not_read_for_a_month_is_shown_no_more(world: SimpleNamespace) -> None:
    feed = brought(added(world), vevent())
    NeighbourFeed.objects.filter(pk=feed.pk).update(read_at=AT - timedelta(days=31))
    assert listed() == []


def test_news_have_their_page(client: Client, world: SimpleNamespace, server: Server) -> None:
    server.gives(rss("<title>Nouveau local</title><guid>n</guid><link>https://club.example/n</link>"))
    refreshed(added(world))
    assert "Nouveau local" not in body(client, "/agenda/")
    page = body(client, "/agenda/nouvelles-voisines/")
    assert 'href="https://club.example/n" rel="nofollow noopener noreferrer"' in page


def test_nothing_of_them_is_passed_on(client: Client, world: SimpleNamespace) -> None:
    brought(added(world), vevent())
    for address in ("/agenda/agenda.ics", "/agenda/flux.xml"):
        assert "Salon" not in body(client, address)


def test_what_a_neighbour_writes_is_harmless(client: Client, world: SimpleNamespace) -> None:
    brought(added(world), vevent(title="<script>alert(1)</script>", lines=("URL:javascript:alert(1)",)))
    page = body(client, "/agenda/")
    assert "<script>alert" not in page
    assert "javascript:alert" not in page


def test_a_neighbours_list_takes_as_many_statements_for_ten_as_for_one(
    client: Client, world: SimpleNamespace
) -> None:
    feed = added(world)
    counts = []
    for number in (1, 10):
        brought(feed, *[vevent(f"{n}", f"Foire {n}") for n in range(number)])
        with CaptureQueriesContext(connection) as statements:
            listing.listed_events(Viewer.nobody(), Choice(), at=AT)
        counts.append(len(statements))
    assert counts == [3, 3]


def test_whoever_is_not_of_the_board_keeps_no_feed(client: Client, world: SimpleNamespace) -> None:
    feed = added(world)
    member = enter(client, world.member.user)
    for address in (FEEDS, f"{FEEDS}ajouter/", f"{FEEDS}{feed.pk}/", f"{FEEDS}{feed.pk}/corriger/"):
        assert member.get(address).status_code == 403
