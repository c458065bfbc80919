"""What members and the board are told of assemblies and roles: as it stands, in their language."""

from collections.abc import Iterator
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
import time_machine

from etabli.community.assembly import actions
from etabli.community.assembly.models import Proxy, Term
from etabli.community.assembly.notices import tell_board_of_erasure
from etabli.foundation.journal import undo
from etabli.foundation.journal.models import Entry
from etabli.foundation.notices.models import Notice
from etabli.foundation.people.models import Membership, Role
from etabli.foundation.people.viewer import Viewer, of_membership
from tests import factories as make
from tests.community.assembly.conftest import AT, DAY, TALK, as_member, convened, make_hall
from tests.community.messages import read_all, read_english, shown

WHY = "Cette personne ne répond plus depuis trois mois, et la file attend."


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with time_machine.travel(AT, tick=False):
        yield


@pytest.fixture
def hall(db: None) -> SimpleNamespace:
    """A board of three, of whom one reads English as do Ana and the moderator."""
    hall = make_hall()
    hall.second = of_membership(make.membership(hall.organisation, Role.BOARD))
    hall.third = of_membership(make.membership(hall.organisation, Role.BOARD))
    hall.moderator = make.membership(hall.organisation, Role.MODERATOR)
    hall.ana = hall.members["Ana"].user.party_id
    for party in (hall.second.actor.party_id, hall.ana, hall.moderator.user.party_id):
        read_english(party)
    return hall


def again(verb: str, by: Viewer) -> None:
    """Take the latest of these acts back, or put it in force again."""
    undo(entry=Entry.objects.filter(verb=verb).latest("pk"), by=by, at=AT)


def given(hall: SimpleNamespace) -> Proxy:
    """Bob gives Ana his voice."""
    convened(hall, TALK)
    bob = hall.members["Bob"]
    parties = {"principal": bob, "holder": hall.members["Ana"]}
    return actions.give_proxy(assembly=hall.assembly, **parties, by=as_member(bob), at=AT)


def asked(hall: SimpleNamespace) -> Any:
    return actions.ask_removal(of=hall.moderator, reason=WHY, by=hall.board, at=AT)


def test_a_convocation_and_its_end_are_told_in_the_language_of_each(hall: SimpleNamespace) -> None:
    convened(hall, TALK)
    messages, bob = shown("assembly.convocation"), hall.members["Bob"].user.party_id
    assert messages[hall.ana].startswith(
        "Convocation for Monday 1 February, 9:30: Assemblée générale 2027\nYou are called"
    )
    assert "Monday 1 February 2027" in messages[hall.ana]
    assert "1. Rapport moral" in messages[hall.ana]
    assert "le lundi 1er février 2027" in messages[bob]
    actions.call_off(assembly=hall.assembly, by=hall.board, at=AT)
    messages = shown("assembly.convocation")
    assert messages[hall.ana].startswith("Called off, Monday 1 February: ")
    assert messages[bob].startswith("Annulée, ")


def test_a_proxy_is_told_while_it_holds(hall: SimpleNamespace) -> None:
    given(hall)
    assert shown("assembly.proxy")[hall.ana].startswith(
        "Bob gives you their voice: Monday 1 February, Assemblée générale 2027\nBob can’t come"
    )
    bob = as_member(hall.members["Bob"])
    again("assembly.give_proxy", bob)
    assert shown("assembly.proxy") == {}
    again("assembly.give_proxy", bob)
    read_all("assembly.proxy")
    make.mails()
    again("assembly.give_proxy", bob)
    assert shown("assembly.proxy")[hall.ana].startswith(
        "Bob takes their voice back: Monday 1 February, Assemblée générale 2027\nBob takes back"
    )
    again("assembly.give_proxy", bob)
    assert Notice.objects.filter(kind="assembly.proxy").count() == 1, "she knows"


def test_a_proxy_given_to_another_is_told_to_the_other_alone(hall: SimpleNamespace) -> None:
    first = given(hall)
    bob, cleo = hall.members["Bob"], hall.members["Cleo"]
    actions.take_back_proxy(proxy=first, by=as_member(bob), at=AT)
    actions.give_proxy(assembly=hall.assembly, principal=bob, holder=cleo, by=as_member(bob), at=AT)
    (party,) = shown("assembly.proxy")
    assert party == cleo.user.party_id
    assert "Bob vous donne sa voix" in shown("assembly.proxy")[party]


@pytest.mark.parametrize("end", ["off", "left"])
def test_a_proxy_is_told_no_more_when_there_is_no_assembly_or_no_holder(
    hall: SimpleNamespace, end: str
) -> None:
    given(hall)
    if end == "off":
        actions.call_off(assembly=hall.assembly, by=hall.board, at=AT)
    else:
        Membership.objects.filter(user__party=hall.ana).update(ended_on=AT.date())
    assert shown("assembly.proxy") == {}


def test_a_role_to_confirm_is_told_to_who_may_confirm_in_their_language(hall: SimpleNamespace) -> None:
    asked(hall)
    messages = shown("assembly.removal")
    english, french = hall.second.actor.party_id, hall.third.actor.party_id
    assert set(messages) == {english, french}
    assert messages[english].startswith("Answer before Wednesday 27 January: ")
    assert "has until Wednesday 27 January 2027" in messages[english]
    assert "jusqu’au mercredi 27 janvier 2027" in messages[french]
    own = shown("assembly.own_role")[hall.moderator.user.party_id]
    assert own.startswith("Somebody asks to end your role: moderator\n")
    assert "(moderator)" in own


def test_a_role_to_confirm_is_told_until_it_is_settled(hall: SimpleNamespace) -> None:
    made = asked(hall)
    actions.refuse_removal(removal=made, by=hall.second, at=AT + timedelta(hours=1))
    messages = shown("assembly.removal")
    assert set(messages) == {hall.board.actor.party_id}, "who asked learns what came of it"
    assert "(modération) continue" in messages[hall.board.actor.party_id]
    assert "goes on" in shown("assembly.own_role")[hall.moderator.user.party_id]


def test_a_role_to_confirm_is_told_no_more_once_taken_back(hall: SimpleNamespace) -> None:
    asked(hall)
    again("assembly.ask_removal", hall.board)
    assert set(shown("assembly.removal")) == {hall.board.actor.party_id}
    again("assembly.ask_removal", hall.board)
    read_all("assembly.removal")
    assert len(shown("assembly.removal")) == 3
    again("assembly.ask_removal", hall.board)
    again("assembly.ask_removal", hall.board)
    waiting = Notice.objects.filter(topic="assembly.removal")
    assert waiting.count() == 2, "they know"


def test_a_role_to_confirm_is_told_to_nobody_who_left_the_board(hall: SimpleNamespace) -> None:
    asked(hall)
    Membership.objects.filter(pk=hall.second.membership_id).update(ended_on=AT.date())
    assert set(shown("assembly.removal")) == {hall.third.actor.party_id}


def test_a_role_that_the_assembly_votes_on_is_told_to_the_board(hall: SimpleNamespace) -> None:
    new = AT.date() - timedelta(days=3)  # too new to confirm
    boards = Membership.objects.filter(pk__in=[hall.second.membership_id, hall.third.membership_id])
    boards.update(started_on=new)
    made = asked(hall)
    assert made.referred_at is not None
    messages = shown("assembly.removal")
    assert "the next general assembly votes" in messages[hall.second.actor.party_id]
    assert "la prochaine assemblée générale vote" in messages[hall.third.actor.party_id]


def test_a_lost_office_is_named_in_the_language_of_who_had_it(hall: SimpleNamespace) -> None:
    make.membership(hall.organisation, Role.BOARD, hall.members["Ana"].user)
    term = Term.objects.create(
        organisation=hall.organisation,
        member=hall.members["Ana"],
        office=Term.Office.SECRETARY,
        started_on=AT.date(),
        ends_on=AT.date().replace(year=2030),
    )
    actions.set_office(term=term, office=Term.Office.MEMBER, by=hall.board, at=AT)
    assert shown("assembly.own_role")[hall.ana].startswith("Your office on the board has ended: secretary\n")


def test_whom_to_replace_is_named_in_the_language_of_the_board(hall: SimpleNamespace) -> None:
    tell_board_of_erasure(hall.moderator.user_id, DAY, AT)
    messages = shown("assembly.removal")
    assert messages[hall.second.actor.party_id].startswith("To replace before Monday 1 February: moderator\n")
    assert messages[hall.third.actor.party_id].startswith(
        "À remplacer avant le lundi 1er février : modération\n"
    )
