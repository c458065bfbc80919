"""Feeds of neighbours: read politely, kept row by row, told to the board once when they break."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from types import SimpleNamespace
from typing import Any

import pytest

from etabli.community.agenda import actions, tasks
from etabli.community.agenda.feeds import refreshing
from etabli.community.agenda.feeds.keeping import says_free
from etabli.community.agenda.feeds.models import NeighbourFeed
from etabli.community.agenda.feeds.words import fault_of, left_out
from etabli.foundation.fetch import Failure
from etabli.foundation.journal import CannotUndo, NotAllowed, undo
from etabli.foundation.journal.models import Entry
from etabli.foundation.notices.models import Notice
from tests.community.agenda.feeds_played import (
    EVENING,
    URL,
    Server,
    added,
    refreshed,
    rss,
    vcalendar,
    vevent,
)
from tests.community.conftest import AT, as_member

HOUR = timedelta(hours=1)


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Server:
    return Server(monkeypatch)


def titles(feed: NeighbourFeed) -> list[str]:
    return sorted(event.title for event in feed.events.filter(gone_at=None))


def test_what_a_feed_says_is_kept_with_its_times_and_zone(world: SimpleNamespace, server: Server) -> None:
    london = ["DTSTART;TZID=Europe/London:20270301T180000", "DTEND;TZID=Europe/London:20270301T190000"]
    there = "\r\n".join(["BEGIN:VEVENT", "UID:l", "SUMMARY:Rencontre", *london, "END:VEVENT"])
    two_days = ["DTSTART;VALUE=DATE:20270305", "DTEND;VALUE=DATE:20270307"]
    days = "\r\n".join(["BEGIN:VEVENT", "UID:d", "SUMMARY:Foire", *two_days, "END:VEVENT"])
    server.gives(vcalendar(vevent(place="En ligne", lines=("DESCRIPTION:Entrée libre",)), there, days))
    feed = refreshed(added(world))
    assert titles(feed) == ["Foire", "Rencontre", "Salon des métiers d’art"]
    assert (feed.title, feed.failure, feed.failures, feed.read_at) == ("Le club", "", 0, AT)
    event = feed.events.get(uid="a")
    assert (event.starts_at, event.is_online, event.is_free) == (EVENING, True, True)
    meeting = feed.events.get(uid="l")
    assert str(meeting.own_zone) == "Europe/London"
    assert meeting.starts_at == datetime(2027, 3, 1, 18, tzinfo=UTC)
    fair = feed.events.get(uid="d")
    assert fair.is_all_day
    assert (fair.starts_at, fair.ends_at) == (
        datetime(2027, 3, 4, 23, tzinfo=UTC),
        datetime(2027, 3, 6, 23, tzinfo=UTC),
    )


def test_what_changes_stays_the_same_row_and_what_is_removed_goes_and_comes_back(
    world: SimpleNamespace, server: Server
) -> None:
    server.gives(vcalendar(vevent("a"), vevent("b", "Apéro")))
    feed = refreshed(added(world))
    known = {event.uid: event.pk for event in feed.events.all()}
    server.gives(vcalendar(vevent("a", starts=EVENING + HOUR)))
    feed = refreshed(feed)
    assert feed.events.get(uid="a").pk == known["a"]
    assert feed.events.get(uid="a").starts_at == EVENING + HOUR
    assert titles(feed) == ["Salon des métiers d’art"]
    server.gives(vcalendar(vevent("a"), vevent("b", "Apéro")))
    feed = refreshed(feed)
    assert {event.uid: event.pk for event in feed.events.filter(gone_at=None)} == known


def test_changed_identifiers_are_known_by_what_is_said_and_told_once(
    world: SimpleNamespace, server: Server
) -> None:
    def as_named(version: int) -> str:
        return vcalendar(*[vevent(f"{version}-{n}", f"Atelier de couture {n}") for n in "abcd"])

    server.gives(as_named(1))
    feed = refreshed(added(world))
    known = sorted(feed.events.values_list("pk", flat=True))
    for version in (2, 3, 4):
        server.gives(as_named(version))
        feed = refreshed(feed, AT + version * HOUR)
        assert sorted(feed.events.values_list("pk", flat=True)) == known
    assert feed.has_unstable_uids
    assert "numéro de ses événements" in fault_of(feed)
    assert Notice.objects.filter(topic="agenda.feed").count() == 1
    server.gives(as_named(4))
    assert not refreshed(feed, AT + 9 * HOUR).is_broken


def test_it_is_asked_for_only_if_it_changed(world: SimpleNamespace, server: Server) -> None:
    server.gives(vcalendar(vevent()), etag='"v1"', last_modified="Tue, 01 Dec 2026 08:00:00 GMT")
    feed = refreshed(added(world))
    assert "If-None-Match" not in server.asked[0]
    server.gives(b"", status=304)
    feed = refreshed(feed, AT + HOUR)
    assert server.asked[1]["If-None-Match"] == '"v1"'
    assert server.asked[1]["If-Modified-Since"] == "Tue, 01 Dec 2026 08:00:00 GMT"
    assert (feed.read_at, feed.failures, titles(feed)) == (AT + HOUR, 0, ["Salon des métiers d’art"])


def test_the_clock_reads_each_feed_at_most_hourly_and_later_while_it_fails(
    world: SimpleNamespace, server: Server
) -> None:
    server.fails()
    feed = added(world)
    tried = []
    for minute in range(0, 12 * 60, 5):
        before = len(server.asked)
        tasks.read_feeds(AT + timedelta(minutes=minute))
        tried += [minute] * (len(server.asked) - before)
    gaps = [later - sooner for sooner, later in pairwise(tried)]
    assert tried[0] == 0
    assert gaps == sorted(gaps)
    assert 60 <= gaps[0] <= 75
    assert 120 <= gaps[1] <= 135
    server.gives(vcalendar(vevent()))
    feed = refreshed(feed, AT + 20 * HOUR)
    assert feed.next_at is not None
    assert HOUR <= feed.next_at - (AT + 20 * HOUR) <= HOUR + refreshing.JITTER
    tasks.read_feeds(AT + 20 * HOUR + timedelta(minutes=59))
    assert feed.read_at == NeighbourFeed.objects.get().read_at


def test_a_server_that_asks_to_wait_is_left_alone(world: SimpleNamespace, server: Server) -> None:
    server.gives(b"", status=503, retry_after="36000")
    feed = refreshed(added(world))
    assert feed.failure == Failure.TROUBLE
    assert feed.next_at is not None
    assert feed.next_at >= AT + 10 * HOUR
    server.gives(b"", status=503, retry_after="99999999")
    feed = refreshed(feed)
    assert feed.next_at is not None
    assert feed.next_at <= AT + timedelta(days=8)


def test_what_breaks_keeps_what_it_brought_and_is_told_once_until_it_breaks_anew(
    world: SimpleNamespace, server: Server
) -> None:
    def notices() -> int:
        return Notice.objects.filter(topic="agenda.feed").count()

    server.gives(vcalendar(vevent()))
    feed = refreshed(added(world))
    server.fails(Failure.MISSING)
    for hours in (1, 2):
        feed = refreshed(feed, AT + hours * HOUR)
    assert notices() == 0
    for hours in range(3, 9):
        feed = refreshed(feed, AT + hours * HOUR)
    assert notices() == 1
    assert titles(feed) == ["Salon des métiers d’art"]
    assert fault_of(feed)
    server.gives(vcalendar(vevent()))
    assert refreshed(feed, AT + 10 * HOUR).notified_at is None
    Notice.objects.update(read_at=AT, shown_at=AT, key="had")
    server.fails(Failure.TROUBLE)
    for hours in range(11, 16):
        refreshed(feed, AT + hours * HOUR)
    assert notices() == 2


@pytest.mark.parametrize(
    ("content", "failure"),
    [
        (b"", "empty"),
        (b"<!doctype html><html><body>Agenda</body></html>", "web_page"),
        (b"Bonjour", "not_a_feed"),
        (b'<!DOCTYPE rss [<!ENTITY a "b">]><rss/>', "unsafe"),
        (b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nSUMMARY:x", ""),
        (b"x" * 10_000_001, "too_long"),
        (b"\x1f\x8b\x08" + b"\0" * 50, "not_a_feed"),
    ],
)
def test_odd_feeds_do_no_harm(world: SimpleNamespace, server: Server, content: bytes, failure: str) -> None:
    server.gives(vcalendar(vevent()))
    feed = refreshed(added(world))
    server.gives(content)
    feed = refreshed(feed, AT + HOUR)
    assert feed.failure == failure
    assert bool(failure) == (titles(feed) == ["Salon des métiers d’art"])
    assert bool(fault_of(feed)) == bool(failure)


def test_a_child_that_falls_is_a_fault_like_another(
    world: SimpleNamespace, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    from etabli.community.agenda.feeds import fetching

    server.gives(vcalendar(vevent()))
    monkeypatch.setattr(fetching, "call_confined", lambda *_args, **_limits: (b"", False))
    feed = refreshed(added(world))
    assert feed.failure == fetching.UNREAD
    assert fault_of(feed)


def test_ours_that_come_back_by_a_neighbour_are_left_out(
    world: SimpleNamespace, server: Server, settings: Any
) -> None:
    settings.BASE_URL = "https://asso.example"
    server.gives(vcalendar(vevent("agenda-12@asso.example"), vevent("b", "Foire")))
    feed = refreshed(added(world))
    assert titles(feed) == ["Foire"]
    assert [number for _why, number in left_out(feed.summary)] == [1]
    with pytest.raises(actions.NotFit):
        added(world, "https://asso.example/agenda/agenda.ics")


def test_news_stand_apart_from_events(world: SimpleNamespace, server: Server) -> None:
    dated = "<title>Nouveau local</title><guid>n{0}</guid><pubDate>{0:02d} Nov 2026 09:00:00 GMT</pubDate>"
    server.gives(rss(*[dated.format(day) for day in range(1, 29)] * 3))
    feed = refreshed(added(world))
    assert feed.events.count() == 0
    assert feed.news.count() == 28
    server.gives(rss(dated.format(3)))
    assert [item.uid for item in refreshed(feed).news.all()] == ["n3"]


@pytest.mark.parametrize(
    ("text", "is_free"),
    [
        ("Entrée libre", True),
        ("Atelier gratuit, sur inscription", True),
        ("Gratuit pour les adhérents, 5 € sinon", False),
        ("Parking gratuit, atelier payant", False),
        ("Ce n’est pas gratuit", False),
        ("Venez nombreux", False),
    ],
)
def test_free_is_said_only_where_they_say_so(text: str, is_free: bool) -> None:
    assert says_free(text) is is_free


def test_the_board_adds_corrects_stops_takes_up_and_takes_back(
    world: SimpleNamespace, server: Server
) -> None:
    server.gives(vcalendar(vevent()), etag='"v1"')
    feed = refreshed(added(world))
    actions.correct_feed(feed=feed, name="Club", url="https://club.example/b.ics", by=world.board, at=AT)
    feed.refresh_from_db()
    assert (feed.name, feed.etag, feed.next_at) == ("Club", "", None)
    undo(entry=Entry.objects.latest("pk"), by=world.board, at=AT)
    feed.refresh_from_db()
    assert (feed.name, feed.url) == ("Club des commerçants", URL)
    actions.stop_feed(feed=feed, by=world.board, at=AT)
    stopped = Entry.objects.latest("pk")
    with pytest.raises(actions.NotNow):
        actions.stop_feed(feed=feed, by=world.board, at=AT)
    asked = len(server.asked)
    tasks.read_feeds(AT + HOUR)
    assert len(server.asked) == asked
    other = added(world)
    with pytest.raises(CannotUndo):
        undo(entry=stopped, by=world.board, at=AT)
    with pytest.raises(actions.NotFit):
        actions.resume_feed(feed=feed, by=world.board, at=AT)
    actions.stop_feed(feed=other, by=world.board, at=AT)
    actions.resume_feed(feed=feed, by=world.board, at=AT)
    assert NeighbourFeed.objects.get(ended_at=None) == feed


def test_only_the_board_keeps_feeds_and_only_sound_addresses(world: SimpleNamespace) -> None:
    with pytest.raises(NotAllowed):
        actions.add_feed(
            organisation=world.association, name="Club", url=URL, by=as_member(world.member), at=AT
        )
    for wrong in (
        {"url": "ftp://club.example/a.ics"},
        {"url": ""},
        {"name": " "},
        {"page": "javascript:alert(1)"},
    ):
        with pytest.raises(actions.NotFit):
            added(world, **{"url": URL, **wrong})
    added(world)
    with pytest.raises(actions.NotFit):
        added(world)


def test_what_comes_once_it_was_stopped_or_moved_is_not_kept(world: SimpleNamespace, server: Server) -> None:
    server.gives(vcalendar(vevent()))
    feed = added(world)
    reading = refreshing.read_address(feed.url, at=AT)
    refreshing.take_in(feed.pk, reading, url="https://club.example/former.ics", at=AT)
    actions.stop_feed(feed=feed, by=world.board, at=AT)
    refreshing.take_in(feed.pk, reading, url=feed.url, at=AT)
    assert feed.events.count() == 0


def test_what_went_long_ago_is_forgotten(world: SimpleNamespace, server: Server) -> None:
    server.gives(vcalendar(vevent("a"), vevent("b", "Foire")))
    feed = refreshed(added(world))
    server.gives(vcalendar(vevent("a")))
    feed = refreshed(feed)
    tasks.forget_events(AT + timedelta(days=59))
    assert feed.events.count() == 2
    tasks.forget_events(AT + timedelta(days=61))
    assert [event.uid for event in feed.events.all()] == ["a"]
