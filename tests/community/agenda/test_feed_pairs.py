"""Events that may be one: asked of the board, shown once when it says so, asked anew when one changes."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.test import Client

from etabli.community.agenda import actions, listing
from etabli.community.agenda.feeds.models import FeedPair
from etabli.community.agenda.listing import Choice
from etabli.foundation.journal import CannotUndo, NotAllowed, undo
from etabli.foundation.journal.models import Entry
from etabli.foundation.people.models import Role, User
from etabli.foundation.people.viewer import Viewer
from tests.community.agenda.conftest import of_board
from tests.community.agenda.feeds_played import EVENING, added, brought, vevent
from tests.community.conftest import AT, as_member, enter

SALON, TOWN = "Salon des métiers d’art", "https://mairie.example/agenda.ics"
PAIRS = "/agenda/agendas-voisins/doublons/"


def listed(viewer: Viewer | None = None) -> list[tuple[str, str, list[str]]]:
    """By row: its title, who publishes it, who else does."""
    rows = listing.listed_events(viewer or Viewer.nobody(), Choice(), at=AT).rows
    return [
        (row.title, row.publisher.name if row.publisher else "", [source.name for source in row.sources])
        for row in rows
    ]


def asked() -> list[FeedPair]:
    pairs = FeedPair.objects.filter(decision="", lapsed_at=None)
    return list(pairs.select_related("event__feed", "other__feed", "own_date__event"))


@pytest.fixture
def two(world: SimpleNamespace) -> SimpleNamespace:
    """Two neighbours that publish one event, and another each."""
    club, town = added(world), added(world, TOWN, name="Mairie", page="")
    brought(club, vevent("c1", SALON), vevent("c2", "Atelier de couture", EVENING + timedelta(days=3)))
    brought(town, vevent("t1", SALON), vevent("t2", "Conseil municipal", EVENING + timedelta(days=4)))
    return SimpleNamespace(club=club, town=town)


def join(world: SimpleNamespace, pair: FeedPair, is_second_shown: bool = False) -> Entry:
    actions.join_events(pair=pair, is_second_shown=is_second_shown, by=world.board, at=AT)
    return Entry.objects.latest("pk")


def test_a_pair_is_asked_and_nothing_is_put_together_before(
    world: SimpleNamespace, two: SimpleNamespace
) -> None:
    (pair,) = asked()
    assert {pair.event.uid, pair.other.uid if pair.other else ""} == {"c1", "t1"}
    assert pair.score >= 72
    assert "title" in pair.reasons
    assert [row[0] for row in listed()].count(SALON) == 2


@pytest.mark.parametrize("is_second_shown", [False, True])
def test_the_same_is_shown_once_with_its_sources_and_taken_back(
    world: SimpleNamespace, two: SimpleNamespace, is_second_shown: bool
) -> None:
    (pair,) = asked()
    assert pair.other is not None
    shown, hidden = (pair.other, pair.event) if is_second_shown else (pair.event, pair.other)
    entry = join(world, pair, is_second_shown)
    assert [row for row in listed() if row[0] == SALON] == [(SALON, shown.feed.name, [hidden.feed.name])]
    assert asked() == []
    undo(entry=entry, by=world.board, at=AT)
    assert [row[0] for row in listed()].count(SALON) == 2
    assert asked() == [pair]


def test_two_events_are_not_asked_again_until_one_changes(
    world: SimpleNamespace, two: SimpleNamespace
) -> None:
    (pair,) = asked()
    actions.keep_events_apart(pair=pair, by=world.board, at=AT)
    entry = Entry.objects.latest("pk")
    brought(two.town, vevent("t1", SALON, lines=("DESCRIPTION:Un mot de plus",)))
    assert asked() == []
    brought(two.town, vevent("t1", f"{SALON} et du cuir"))
    (again,) = asked()
    assert again.pk != pair.pk
    with pytest.raises(CannotUndo):
        undo(entry=entry, by=world.board, at=AT)
    with pytest.raises(actions.NotNow):
        actions.keep_events_apart(pair=pair, by=world.board, at=AT)
    brought(two.town, vevent("t1", SALON))
    assert asked() == []


def test_what_was_said_to_be_one_stands_apart_when_one_changes_goes_or_is_stopped(
    world: SimpleNamespace, two: SimpleNamespace
) -> None:
    join(world, asked()[0], is_second_shown=True)

    def shown() -> int:
        return [row[0] for row in listed()].count(SALON)

    assert shown() == 1
    actions.stop_feed(feed=two.club, by=world.board, at=AT)
    assert shown() == 1
    assert [row[1] for row in listed() if row[0] == SALON] == ["Mairie"]
    undo(entry=Entry.objects.latest("pk"), by=world.board, at=AT)
    assert [row[2] for row in listed() if row[0] == SALON] == [["Mairie"]]
    brought(two.club)
    assert [row[1] for row in listed() if row[0] == SALON] == ["Mairie"]
    brought(two.club, vevent("c1", SALON, EVENING + timedelta(days=1)))
    assert shown() == 2


def test_ours_is_shown_to_whoever_reads_it_and_theirs_to_the_others(world: SimpleNamespace) -> None:
    event = of_board(world, title=SALON)
    brought(added(world), vevent("c1", SALON, place="Maison des projets"))
    (pair,) = asked()
    assert pair.own_date is not None
    assert pair.own_date.event == event
    join(world, pair)
    assert listed(as_member(world.member)) == [(SALON, "", ["Club des commerçants"])]
    assert listed() == [(SALON, "Club des commerçants", [])]


def test_three_that_are_one_are_shown_once(world: SimpleNamespace, two: SimpleNamespace) -> None:
    school = added(world, "https://ecole.example/a.ics", name="École", page="")
    brought(school, vevent("e1", SALON))
    for number, pair in enumerate(asked()):
        join(world, pair, is_second_shown=bool(number % 2))
    (row,) = [row for row in listed() if row[0] == SALON]
    assert sorted([row[1], *row[2]]) == ["Club des commerçants", "Mairie", "École"]


def test_only_the_board_decides(world: SimpleNamespace, two: SimpleNamespace) -> None:
    with pytest.raises(NotAllowed):
        actions.keep_events_apart(pair=asked()[0], by=as_member(world.member), at=AT)


def test_the_board_decides_on_its_page_and_takes_back_there(
    client: Client, world: SimpleNamespace, two: SimpleNamespace
) -> None:
    board = enter(client, User.objects.get(pk=world.board.user_id))
    (pair,) = asked()
    assert SALON in board.get(PAIRS).content.decode()
    assert (
        'href="/agenda/agendas-voisins/doublons/"' in board.get("/agenda/agendas-voisins/").content.decode()
    )
    page = board.post(f"{PAIRS}{pair.pk}/", {"answer": "second"}, follow=True).content.decode()
    pair.refresh_from_db()
    assert (pair.decision, pair.is_second_shown) == ("same", True)
    assert f"/annuler/{Entry.objects.latest('pk').pk}" in page or str(Entry.objects.latest("pk").pk) in page
    board.post(f"{PAIRS}{pair.pk}/", {"answer": "two"})
    pair.refresh_from_db()
    assert pair.decision == "different"
    board.post(f"{PAIRS}{pair.pk}/", {"answer": "nonsense"})
    pair.refresh_from_db()
    assert pair.decision == "different"


def test_the_page_takes_as_many_statements_for_three_pairs_as_for_one(
    client: Client, world: SimpleNamespace
) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    club, town = added(world), added(world, TOWN, name="Mairie", page="")
    board = enter(client, User.objects.get(pk=world.board.user_id))
    counts = []
    names = ["Salon de la pierre", "Foire aux outils", "Concours de boulangers"]
    for number in (1, 3):
        for feed in (club, town):
            brought(
                feed,
                *[vevent(name, name, EVENING + timedelta(days=n)) for n, name in enumerate(names[:number])],
            )
        assert len(asked()) == number
        with CaptureQueriesContext(connection) as statements:
            board.get(PAIRS)
        counts.append(len(statements))
    assert counts[0] == counts[1]


def test_who_serves_a_chamber_reads_that_somebody_else_decides(
    client: Client, world: SimpleNamespace, two: SimpleNamespace
) -> None:
    enter(client, world.double.user, Role.BOARD)
    page = client.get(PAIRS).text
    assert SALON in page
    assert "quelqu’un d’autre du conseil décide" in page
    assert 'name="answer"' not in page
