"""The life of an assembly: convocation, proxies, presence, quorum, votes, terms."""

from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.core import mail

from etabli.community.assembly import actions
from etabli.community.assembly.actions.polls import PollClosed
from etabli.community.assembly.electorate import electorate_of
from etabli.community.assembly.models import Assembly, Bylaws, Proxy, RollEntry, Term
from etabli.community.assembly.poll_results import outcome_of
from etabli.foundation.journal import CannotUndo, NotAllowed, undo
from etabli.foundation.journal.models import Entry
from etabli.foundation.people.models import Membership, Role
from tests import factories as make
from tests.community.assembly.conftest import (
    AT,
    DAY,
    FACTS,
    RESOLUTION,
    TALK,
    arrived,
    as_member,
    ballot_for,
    convened,
    election,
    opened,
    vote,
)


def test_the_convocation_reaches_every_member_in_time(hall: SimpleNamespace) -> None:
    convened(hall, TALK, RESOLUTION)
    messages = make.mails().order_by("to")
    assert [message.to for message in messages] == [
        f"{name}@example.invalid" for name in ("ana", "bob", "cleo", "dan", "eve")
    ]
    body = messages[0].body
    assert "1. Rapport moral\n2. Approuver les comptes" in body
    assert "METHOD:REQUEST" in messages[0].calendar
    assert not mail.outbox
    with pytest.raises(actions.AssemblyError):
        actions.add_item(assembly=hall.assembly, facts=TALK, by=hall.board, at=AT)


def test_the_delay_of_the_statutes_is_held(hall: SimpleNamespace, bylaws: Callable[..., Bylaws]) -> None:
    bylaws(notice_days=21)
    late = actions.prepare(organisation=hall.organisation, facts=FACTS, by=hall.board, at=AT)
    actions.add_item(assembly=late, facts=TALK, by=hall.board, at=AT)
    with pytest.raises(actions.AssemblyError, match="21 jours"):
        actions.convene(assembly=late, by=hall.board, at=AT)
    actions.add_item(assembly=hall.assembly, facts=TALK, by=hall.board, at=AT)
    assert actions.convene(assembly=hall.assembly, by=hall.board, at=AT).notice_days == 15


def give(hall: SimpleNamespace, principal: str, holder: str) -> Proxy:
    member = hall.members[principal]
    given = {"assembly": hall.assembly, "principal": member, "holder": hall.members[holder]}
    return actions.give_proxy(**given, by=as_member(member), at=AT)


def test_a_member_holds_so_many_proxies_and_passes_none_on(hall: SimpleNamespace) -> None:
    convened(hall, TALK)
    first = give(hall, "Ana", "Eve")
    give(hall, "Bob", "Eve")
    with pytest.raises(actions.AssemblyError, match="Eve porte"):
        give(hall, "Cleo", "Eve")
    with pytest.raises(actions.AssemblyError, match="porte la voix"):
        give(hall, "Eve", "Dan")
    with pytest.raises(actions.AssemblyError, match="sa propre voix"):
        give(hall, "Cleo", "Ana")
    actions.take_back_proxy(proxy=first, by=as_member(hall.members["Ana"]), at=AT)
    give(hall, "Cleo", "Eve")
    entry = Entry.objects.get(verb="assembly.take_back_proxy")
    with pytest.raises(Exception, match="Eve porte"):
        undo(entry=entry, by=as_member(hall.members["Ana"]), at=AT)


def test_the_quorum_follows_who_comes_and_leaves(hall: SimpleNamespace) -> None:
    convened(hall, RESOLUTION)
    give(hall, "Ana", "Bob")
    assert electorate_of(hall.assembly).quorum.there == 0
    arrived(hall, "Bob")
    assert (electorate_of(hall.assembly).quorum.present, electorate_of(hall.assembly).quorum.represented) == (
        1,
        1,
    )
    arrived(hall, "Ana")  # who comes after all votes for themselves
    assert (electorate_of(hall.assembly).quorum.present, electorate_of(hall.assembly).quorum.represented) == (
        2,
        0,
    )
    there = hall.assembly.attendances.get(member=hall.members["Bob"])
    actions.depart(attendance=there, by=hall.board, at=DAY)
    assert electorate_of(hall.assembly).quorum.there == 1
    assert electorate_of(hall.assembly).quorum.needed == 2


def test_no_poll_opens_without_the_quorum_and_a_second_call_needs_less(hall: SimpleNamespace) -> None:
    (item,) = convened(hall, RESOLUTION)
    arrived(hall, "Ana")
    opened(hall)
    with pytest.raises(actions.AssemblyError, match="il en faut 2"):
        actions.open_poll(item=item, by=hall.board, at=DAY)
    actions.close_sitting(assembly=hall.assembly, by=hall.board, at=DAY)
    later = DAY + timedelta(days=20)
    again = actions.call_again(assembly=hall.assembly, starts_at=later, by=hall.board, at=DAY)
    assert (again.quorum_percent, again.items.get().title) == (0, item.title)
    hall.assembly = actions.convene(assembly=again, by=hall.board, at=DAY)
    opened(hall)
    assert actions.open_poll(item=again.items.get(), by=hall.board, at=later).voters == 5


def test_a_voice_counts_once_whoever_uses_it(hall: SimpleNamespace) -> None:
    poll = election(hall, "Ana", "Bob", present="Cleo Dan")
    choice = ballot_for(poll, "Ana")
    with pytest.raises(NotAllowed):
        vote(hall, poll, "Ana", choice)  # not there
    with pytest.raises(NotAllowed):
        vote(hall, poll, "Ana", choice, by="Cleo")  # without a proxy
    give(hall, "Ana", "Cleo")
    vote(hall, poll, "Ana", choice, by="Cleo")
    vote(hall, poll, "Cleo", choice)
    arrived(hall, "Ana")
    for voice, by in (("Ana", "Ana"), ("Cleo", "Cleo")):
        with pytest.raises(actions.AlreadyVoted):
            vote(hall, poll, voice, choice, by=by)
    assert list(RollEntry.objects.order_by("pk").values_list("by_proxy", flat=True)) == [True, False]


def test_a_ballot_holds_no_more_than_the_seats_and_none_comes_after_the_close(hall: SimpleNamespace) -> None:
    poll = election(hall, "Ana", "Bob", "Cleo", present="Cleo Dan")
    with pytest.raises(actions.AssemblyError):
        vote(hall, poll, "Cleo", ballot_for(poll, "Ana", "Bob", "Cleo"))
    with pytest.raises(actions.AssemblyError):
        vote(hall, poll, "Cleo", ["for"])
    vote(hall, poll, "Cleo", [])
    poll = actions.close_poll(poll=poll, by=hall.board, at=DAY)
    assert (outcome_of(poll).result.cast, outcome_of(poll).result.blank) == (1, 1)
    with pytest.raises(PollClosed):
        vote(hall, poll, "Dan", [])


def test_an_open_vote_is_taken_back_until_the_close(hall: SimpleNamespace) -> None:
    (item,) = convened(hall, RESOLUTION)
    arrived(hall, "Ana", "Bob")
    opened(hall)
    poll = actions.open_poll(item=item, by=hall.board, at=DAY)
    vote(hall, poll, "Ana", ["against"])
    undo(entry=Entry.objects.get(verb="assembly.vote_openly"), by=as_member(hall.members["Ana"]), at=DAY)
    vote(hall, poll, "Ana", ["for"])
    poll = actions.close_poll(poll=poll, by=hall.board, at=DAY)
    assert outcome_of(poll).result.adopted is True
    with pytest.raises(actions.AssemblyError):
        actions.open_poll(item=item, by=hall.board, at=DAY)


def test_a_vote_by_proxy_is_taken_back_only_while_its_member_is_away(hall: SimpleNamespace) -> None:
    (item,) = convened(hall, RESOLUTION)
    give(hall, "Ana", "Cleo")
    arrived(hall, "Bob", "Cleo")
    opened(hall)
    poll = actions.open_poll(item=item, by=hall.board, at=DAY)
    vote(hall, poll, "Ana", ["against"], by="Cleo")
    entry = Entry.objects.get(verb="assembly.vote_openly")
    arrived(hall, "Ana")
    with pytest.raises(NotAllowed):
        undo(entry=entry, by=as_member(hall.members["Cleo"]), at=DAY)
    assert RollEntry.objects.get().withdrawn_at is None


def test_who_sits_already_and_is_elected_begins_a_new_term_with_the_same_role_and_office(
    hall: SimpleNamespace,
) -> None:
    poll = election(hall, "Ana", "Bob", present="Ana Bob Cleo Dan")
    former = Term.objects.create(
        organisation=hall.organisation,
        member=hall.members["Ana"],
        office=Term.Office.SECRETARY,
        started_on=DAY.date() - timedelta(days=1000),
        ends_on=DAY.date() + timedelta(days=2),
        gave_role=True,
    )
    make_board = {
        "user_id": hall.members["Ana"].user_id,
        "organisation": hall.organisation,
        "role": Role.BOARD,
    }
    role = Membership.objects.create(**make_board)
    vote(hall, poll, "Cleo", ballot_for(poll, "Ana"))
    poll = actions.close_poll(poll=poll, by=hall.board, at=DAY)
    actions.seat_elected(poll=poll, by=hall.board, at=DAY)
    former.refresh_from_db()
    term = Term.objects.get(member=hall.members["Ana"], ended_on=None)
    assert former.ended_on == term.started_on
    assert (term.office, term.gave_role, term.poll) == (Term.Office.SECRETARY, True, poll)
    assert Membership.objects.get(**make_board, ended_on=None) == role, "the role goes on"


@pytest.mark.parametrize("by_lot", [True, False])
def test_a_tie_is_drawn_or_voted_again_and_the_elected_get_the_role(
    hall: SimpleNamespace, by_lot: bool
) -> None:
    poll = election(hall, "Ana", "Bob", "Cleo", present="Ana Bob Cleo Dan")
    for voice, names in {"Ana": "Ana Bob", "Bob": "Ana Cleo", "Cleo": "Ana"}.items():
        vote(hall, poll, voice, ballot_for(poll, *names.split()))
    poll = actions.close_poll(poll=poll, by=hall.board, at=DAY)
    result = outcome_of(poll).result
    assert (set(result.elected), set(result.tied)) == (
        set(ballot_for(poll, "Ana")),
        set(ballot_for(poll, "Bob", "Cleo")),
    )
    with pytest.raises(actions.AssemblyError):
        actions.seat_elected(poll=poll, by=hall.board, at=DAY)
    if by_lot:
        poll = actions.draw_tie(poll=poll, by=hall.board, at=DAY)
        assert len(outcome_of(poll).result.elected) == 2
    else:
        second = actions.open_poll(item=poll.item, by=hall.board, at=DAY)
        assert (set(second.options), second.seats) == (set(result.tied), 1)
        actions.close_poll(poll=second, by=hall.board, at=DAY)
        third = actions.open_poll(item=poll.item, by=hall.board, at=DAY)
        assert (set(third.options), third.seats) == (set(result.tied), 1), "nobody voted in the second"
        vote(hall, third, "Dan", ballot_for(third, "Bob"))
        third = actions.close_poll(poll=third, by=hall.board, at=DAY)
        actions.seat_elected(poll=third, by=hall.board, at=DAY)
    actions.seat_elected(poll=poll, by=hall.board, at=DAY)
    terms = Term.objects.filter(ended_on=None)
    board = Membership.objects.filter(organisation=hall.organisation, role=Role.BOARD, ended_on=None)
    assert (terms.count(), board.count()) == (2, 3)
    assert {term.ends_on.year for term in terms} == {2030}
    with pytest.raises(CannotUndo, match="en charge"):
        undo(entry=Entry.objects.filter(verb="assembly.seat_elected").latest("pk"), by=hall.board, at=DAY)


def test_the_minutes_are_read_once_signed_and_then_fixed(hall: SimpleNamespace) -> None:
    (item,) = convened(hall, TALK)
    opened(hall)
    actions.write_minutes(item=item, text="Le rapport est lu.", by=hall.board, at=DAY)
    actions.close_sitting(assembly=hall.assembly, by=hall.board, at=DAY)
    actions.sign_minutes(assembly=hall.assembly, by=hall.board, at=DAY)
    with pytest.raises(actions.AssemblyError):
        actions.write_minutes(item=item, text="Autre chose.", by=hall.board, at=DAY)
    undo(entry=Entry.objects.get(verb="assembly.sign_minutes"), by=hall.board, at=DAY)
    actions.write_minutes(item=item, text="Autre chose.", by=hall.board, at=DAY)


def test_a_member_leads_nothing(hall: SimpleNamespace) -> None:
    member = as_member(hall.members["Ana"])
    for act in (actions.convene, actions.call_off, actions.open_sitting):
        with pytest.raises(NotAllowed):
            act(assembly=hall.assembly, by=member, at=AT)
    assert Assembly.objects.get().convened_at is None
