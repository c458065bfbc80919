"""Whoever holds the whole database, and saw in which order people voted, can't tell who voted what."""

import random
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection

from etabli.community.assembly import actions, ballot_box
from etabli.community.assembly.models import Ballot, Poll, RollEntry, Urn
from etabli.community.assembly.poll_results import outcome_of
from etabli.community.neutrality.models import LogEntry
from etabli.foundation.journal.models import Entry
from tests.community.assembly.conftest import DAY, ballot_for, election, make_hall, vote
from tests.filled import filled_models

VOTERS = 24


@pytest.fixture
def cast(db: None) -> SimpleNamespace:
    """Twenty-four voted, in an order that somebody saw; the keys in that order."""
    hall = make_hall(" ".join(f"M{rank:02}" for rank in range(VOTERS)))
    everybody = " ".join(hall.members)
    hall.poll = election(hall, "M00", "M01", "M02", present=everybody)
    names = list(hall.members)
    random.Random(5).shuffle(names)
    hall.order = names
    hall.choices = {name: ballot_for(hall.poll, f"M0{rank % 3}") for rank, name in enumerate(names)}
    hall.keys = [vote(hall, hall.poll, name, hall.choices[name]) for name in names]
    return hall


def rows() -> dict[str, list[dict[str, Any]]]:
    """The whole database: every table of every app, sessions, tasks and mails included."""
    return {model._meta.label: list(model._base_manager.values()) for model in filled_models()}


def test_an_open_poll_leaves_no_ballot_anywhere(cast: SimpleNamespace) -> None:
    """Neither a key nor a choice in any table; the urn is one value, whatever the number of ballots."""
    said = repr(rows())
    assert not [key for key in cast.keys if key in said]
    assert not Ballot.objects.exists()
    assert Urn.objects.count() == 1
    assert {row.choice for row in RollEntry.objects.all()} == {None}
    content = bytes(Urn.objects.get().content)
    assert not any(key.encode() in content for key in cast.keys)


def test_two_copies_of_the_urn_differ_everywhere_and_grow_alike(cast: SimpleNamespace) -> None:
    """Whoever copies the urn before and after each vote learns that one more is in it, and not which."""
    options = cast.poll.options
    lengths = set()
    for choice in ([], options[:1], options[:2]):
        one, two = (
            ballot_box.seal(cast.poll.pk, options, [("AAAA-BBBB-CCCC", choice)]) for _copy in range(2)
        )
        assert one != two
        lengths |= {len(one), len(two)}
    assert len(lengths) == 1
    with pytest.raises(ballot_box.UrnBroken):
        ballot_box.unseal(cast.poll.pk + 1, options, one)


def test_no_table_of_the_closed_poll_orders_the_ballots_as_they_came(cast: SimpleNamespace) -> None:
    """Each order that a table holds, its place on the disk included, is tried as the order of the votes."""
    actions.close_poll(poll=cast.poll, by=cast.board, at=DAY)
    guesses = {"place on the disk": physical_order()}
    for model in filled_models():
        guesses |= orders_of(model, cast.keys)
    assert set(guesses["place on the disk"]) == set(cast.keys)
    found = {
        name: sum(a == b for a, b in zip(guess, cast.keys, strict=False)) for name, guess in guesses.items()
    }
    assert max(found.values()) < 8, found  # by chance one, eight or more once in a hundred thousand
    assert physical_order() == sorted(cast.keys)


def test_nothing_is_shared_between_a_roll_and_a_ballot(cast: SimpleNamespace) -> None:
    """No value of the roll, of the journal or of the log is found in a ballot, beside the number of the poll."""
    actions.close_poll(poll=cast.poll, by=cast.board, at=DAY)
    held = rows()
    ballots = held.pop("assembly.Ballot")
    assert {tuple(sorted(ballot)) for ballot in ballots} == {("choice", "key", "poll_id")}
    said = repr(held)
    assert not [ballot["key"] for ballot in ballots if ballot["key"] in said]
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:  # else the transaction that wrote a ballot would name its voter
            cursor.execute("SELECT count(DISTINCT xmin::text) FROM assembly_ballot")
            assert cursor.fetchone() == (1,)


def test_the_journal_knows_who_voted_and_the_day(cast: SimpleNamespace) -> None:
    entries = Entry.objects.filter(verb="assembly.cast_ballot")
    assert entries.count() == VOTERS
    assert len({entry.at for entry in entries}) == 1
    assert {entry.subject_id for entry in entries} == {str(cast.poll.pk)}
    assert {(repr(entry.before), repr(entry.after)) for entry in entries} == {("{}", "{}")}
    assert not LogEntry.objects.filter(kind="poll.closed").exists()


def test_the_count_is_right_and_each_finds_their_ballot(cast: SimpleNamespace) -> None:
    closed = actions.close_poll(poll=cast.poll, by=cast.board, at=DAY)
    found = dict(outcome_of(closed).ballots)
    for key, name in zip(cast.keys, cast.order, strict=True):
        assert list(found[key]) == cast.choices[name]
    assert [number for _one, number in outcome_of(closed).result.votes] == [8, 8, 8]


def test_a_urn_that_was_tampered_with_does_not_close(cast: SimpleNamespace) -> None:
    """A former copy put back lacks ballots that the roll knows of."""
    box = Urn.objects.get()
    ballots = ballot_box.unseal(cast.poll.pk, cast.poll.options, bytes(box.content))
    Urn.objects.update(content=ballot_box.seal(cast.poll.pk, cast.poll.options, ballots[:-1]))
    with pytest.raises(ballot_box.UrnBroken):
        actions.close_poll(poll=cast.poll, by=cast.board, at=DAY)
    Urn.objects.update(content=b"x" * 60)
    with pytest.raises(ballot_box.UrnBroken):
        actions.close_poll(poll=cast.poll, by=cast.board, at=DAY)
    assert Poll.objects.get().closed_at is None


def physical_order() -> list[str]:
    place = "ctid" if connection.vendor == "postgresql" else "rowid"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT key FROM assembly_ballot ORDER BY {place}")
        return [key for (key,) in cursor.fetchall()]


def orders_of(model: Any, keys: list[str]) -> dict[str, list[str]]:
    """The orders in which the columns of a table name ballots, by their key."""
    orders = {}
    for field in model._meta.concrete_fields:
        held = model._base_manager.order_by(field.attname).values()
        named = [key for row in held for key in keys if key in repr(row)]
        if named:
            orders[f"{model._meta.label}.{field.name}"] = list(dict.fromkeys(named))
    return orders
