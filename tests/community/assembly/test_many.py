"""Many voters, one after the other and all at once."""

import random
from collections import Counter
from collections.abc import Callable
from contextlib import suppress

import pytest

from etabli.community.assembly import actions
from etabli.community.assembly.models import Attendance, Ballot, Poll, RollEntry
from etabli.community.assembly.poll_results import outcome_of
from etabli.community.association.models import Member
from etabli.foundation.journal import ActionError
from etabli.foundation.people.models import Membership, Role, User
from tests.at_once import all_at_once
from tests.community.assembly.conftest import DAY, as_member, ballot_for, election, make_hall, vote
from tests.community.assembly.test_secrecy import physical_order, rows

VOTERS = 1000


@pytest.mark.deep
def test_a_thousand_voters(db: None) -> None:
    """The count is that of the choices, each voice counts once, and no table joins a voter to a ballot."""
    hall = make_hall()
    poll = election(hall, "Ana", "Bob", "Cleo", present="Ana Bob Cleo")
    users = [User(email=f"v{rank}@example.invalid", name=f"V{rank}") for rank in range(VOTERS)]
    User.give_parties(users)
    User.objects.bulk_create(users)
    Membership.objects.bulk_create(
        Membership(user=user, organisation=hall.organisation, role=Role.MEMBER) for user in users
    )
    members = Member.objects.bulk_create(
        Member(
            organisation=hall.organisation,
            user=user,
            display_name=user.name,
            trade="developer",
            joined_on=DAY.date(),
        )
        for user in users
    )
    Attendance.objects.bulk_create(
        Attendance(assembly=hall.assembly, member=member, arrived_at=DAY) for member in members
    )
    dice, expected, keys = random.Random(7), Counter(), []
    for member in dice.sample(members, VOTERS):
        choice = dice.sample(poll.options, dice.randint(0, poll.max_choices))
        expected.update(choice)
        by = as_member(member)
        keys.append(actions.cast_ballot(poll=poll, voice=member, choice=choice, by=by, at=DAY))
        if dice.random() < 0.02:
            with pytest.raises(actions.AlreadyVoted):
                actions.cast_ballot(poll=poll, voice=member, choice=choice, by=by, at=DAY)
    poll = actions.close_poll(poll=poll, by=hall.board, at=DAY)
    result = outcome_of(poll).result
    assert dict(result.votes) == {option: expected[option] for option in poll.options}
    assert (result.cast, RollEntry.objects.count(), result.void) == (VOTERS, VOTERS, 0)
    held = rows()
    ballots = {ballot["key"] for ballot in held.pop("assembly.Ballot")}
    assert ballots == set(keys)
    assert not [key for key in keys if key in repr(held)]
    assert physical_order() == sorted(keys)


@pytest.mark.django_db(transaction=True)
def test_one_voice_at_once_in_eight_windows_counts_once() -> None:
    """The member in several windows, and whoever holds their proxy."""
    hall = make_hall("Ana Bob")
    poll = election(hall, "Ana", "Bob", present="Ana Bob")
    choices = [ballot_for(poll, "Ana"), ballot_for(poll, "Bob")]

    def try_to_vote(rank: int) -> Callable[[], None]:
        own = Poll.objects.get(pk=poll.pk)

        def act() -> None:
            with suppress(ActionError):
                vote(hall, own, ("Ana", "Bob")[rank // 4], choices[rank % 2])

        return act

    all_at_once([try_to_vote(rank) for rank in range(8)])
    poll = actions.close_poll(poll=poll, by=hall.board, at=DAY)
    assert RollEntry.objects.count() == Ballot.objects.count() == 2
    assert outcome_of(poll).result.cast == 2


@pytest.mark.django_db(transaction=True)
def test_a_vote_and_the_close_at_once_never_lose_a_ballot() -> None:
    """Either it is in the count, or its voter is told that the poll was closed, and stands on no roll."""
    hall = make_hall("Ana Bob Cleo")
    poll = election(hall, "Ana", "Bob", present="Ana Bob Cleo")
    choice = ballot_for(poll, "Ana")

    def voting(name: str) -> Callable[[], None]:
        def act() -> None:
            with suppress(ActionError):
                vote(hall, poll, name, choice)

        return act

    def close() -> None:
        actions.close_poll(poll=poll, by=hall.board, at=DAY)

    all_at_once([voting("Ana"), voting("Bob"), close, voting("Cleo")])
    poll.refresh_from_db()
    assert poll.closed_at is not None
    assert outcome_of(poll).result.cast == RollEntry.objects.count()
