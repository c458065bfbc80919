"""What the board and the members are told: as it stands, in their language, and no more than that."""

from collections.abc import Iterator
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils import translation

from etabli.community.association import actions, letters
from etabli.community.association.models import Application, Suspension
from etabli.community.association.notices import (
    tell_board_of_surplus,
    tell_member_of_dues,
    tell_member_of_suspension,
)
from etabli.community.association.payments import ReceivedPayment
from etabli.community.association.tasks import REMINDER_STEPS
from etabli.foundation.journal import undo
from etabli.foundation.journal.models import Entry
from etabli.foundation.notices.models import Notice
from etabli.foundation.parties.models import Party
from etabli.foundation.people.actions import accept_invitation, invite, revoke_invitation
from etabli.foundation.people.models import Membership, Role
from etabli.foundation.people.viewer import Viewer
from tests import factories as make
from tests.community.association.powers import REASON, board_member, suspended
from tests.community.association.test_joining import asked
from tests.community.conftest import AT, as_member, enter
from tests.community.messages import read_all, read_english, shown

APPLICATION = "association.application"


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with time_machine.travel(AT, tick=False):
        yield


@pytest.fixture
def english(world: SimpleNamespace) -> Viewer:
    """One more member of the board, who reads English."""
    viewer = board_member(world)
    read_english(viewer.actor.party_id)
    return viewer


def again(verb: str, by: Viewer) -> None:
    """Take the latest of these acts back, or put it in force again."""
    undo(entry=Entry.objects.filter(verb=verb).latest("pk"), by=by, at=AT)


def test_the_board_is_told_of_a_request_in_their_language(world: SimpleNamespace, english: Viewer) -> None:
    asked(world)
    messages = shown(APPLICATION)
    assert messages[world.board.actor.party_id].startswith("À examiner : la demande d’adhésion d’Ana Sol")
    assert messages[english.actor.party_id].startswith(
        "To review: the request of Ana Sol to join\nAna Sol asks to join"
    )


@pytest.mark.parametrize("act", ["withdraw", "accept", "refuse", "ask"])
def test_a_request_is_told_while_it_waits(world: SimpleNamespace, act: str) -> None:
    user = make.user()
    own = Viewer(user_id=user.pk, party_id=user.party_id, name="Ana")
    by, of = {"by": world.board, "at": AT}, {"application": asked(world, email=user.email)}
    {
        "withdraw": lambda: actions.withdraw_application(**of, by=own, at=AT),
        "accept": lambda: actions.accept_application(**of, **by),
        "refuse": lambda: actions.refuse_application(**of, reason="Non.", **by),
        "ask": lambda: actions.ask_applicant(**of, question="Où ?", **by),
    }[act]()
    assert shown(APPLICATION) == {}
    verb = "association.ask_applicant" if act == "ask" else f"association.{act}_application"
    again(verb, own if act == "withdraw" else world.board)
    assert set(shown(APPLICATION)) == {world.board.actor.party_id, world.double.user.party_id}, "again"


def test_a_request_that_is_known_is_not_told_anew(world: SimpleNamespace) -> None:
    application = asked(world)
    read_all(APPLICATION)
    actions.refuse_application(application=application, reason="Non.", by=world.board, at=AT)
    again("association.refuse_application", world.board)
    assert Notice.objects.filter(kind=APPLICATION).count() == 2
    actions.ask_applicant(application=application, question="Où ?", by=world.board, at=AT)
    actions.answer_question(application=application, answer="Ici.", by=Viewer.nobody(), at=AT)
    assert Notice.objects.filter(kind=APPLICATION).count() == 4, "the answer is new to both"


def test_a_request_is_told_to_nobody_who_left_the_board(world: SimpleNamespace) -> None:
    asked(world)
    Membership.objects.filter(pk=world.board.membership_id).update(ended_on=AT.date())
    assert set(shown(APPLICATION)) == {world.double.user.party_id}


def test_an_appeal_is_told_to_its_judges_while_it_waits(world: SimpleNamespace, english: Viewer) -> None:
    made = suspended(world.member, world.board)
    actions.appeal(suspension=made, text="C’était une erreur.", by=as_member(world.member), at=AT)
    (party,) = shown("association.appeal")
    assert shown("association.appeal")[party].startswith(
        "To judge: the appeal of Studio\nStudio asks for another look"
    )
    for _both_ways in range(2):
        again("association.appeal", as_member(world.member))
        assert bool(shown("association.appeal")) == bool(_both_ways)
    actions.decide_appeal(suspension=made, lift=True, decision="", by=english, at=AT)
    assert shown("association.appeal") == {}


def test_an_appeal_is_told_to_no_judge_who_left_the_board(world: SimpleNamespace, english: Viewer) -> None:
    made = suspended(world.member, world.board)
    actions.appeal(suspension=made, text="C’était une erreur.", by=as_member(world.member), at=AT)
    Membership.objects.filter(pk=english.membership_id).update(ended_on=AT.date())
    assert shown("association.appeal") == {}


def test_an_appeal_for_the_assembly_is_told_to_the_board_and_the_member(world: SimpleNamespace) -> None:
    member = read_english(world.member.user.party_id)
    made = suspended(world.member, world.board)
    actions.appeal(suspension=made, text="C’était une erreur.", by=as_member(world.member), at=AT)
    assert "prochaine assemblée générale" in shown("association.appeal")[world.board.actor.party_id]
    assert shown("association.standing")[member].startswith("The general assembly decides on your appeal")
    again("association.appeal", as_member(world.member))
    assert shown("association.appeal") == {}
    assert shown("association.standing")[member].startswith("Your membership is suspended"), "that holds"
    again("association.appeal", as_member(world.member))
    assert shown("association.standing")[member].startswith("The general assembly decides")


STANDING = "association.standing"


def from_before(suspension: Suspension, **fields: Any) -> Suspension:
    """As it was kept before grounds and last days were asked for."""
    Suspension.objects.filter(pk=suspension.pk).update(ground="", ends_on=None, **fields)
    suspension.refresh_from_db()
    return suspension


@pytest.mark.parametrize(
    ("language", "goes_on", "suspended_again", "asked"),
    [
        (
            "fr",
            "Votre suspension continue…Elle n’a pas de date de fin : elle dure jusqu’à ce que le conseil "
            "d’administration y mette fin.",
            "Votre adhésion est suspendue\nVotre adhésion est suspendue, sans date de fin : le conseil "
            "d’administration peut y mettre fin.",
            "de suspendre votre adhésion, sans date de fin.",
        ),
        (
            "en",
            "Your suspension goes on…It has no last day: it goes on until the board ends it.",
            "Your membership is suspended\nYour membership is suspended, without a last day: the board can end it.",
            "asked to suspend your membership, without a last day.",
        ),
    ],
)
def test_a_suspension_without_an_end_or_a_ground_is_told_in_whole_sentences(
    world: SimpleNamespace, language: str, goes_on: str, suspended_again: str, asked: str
) -> None:
    party = world.member.user.party_id
    Party.objects.filter(pk=party).update(language=language)
    second = board_member(world)
    old = from_before(suspended(world.member, world.board))
    for minutes in (1, 2):  # lifted, then in force again
        latest = Entry.objects.filter(verb="association.suspend").latest("pk")
        undo(entry=latest, by=world.board, at=AT + timedelta(minutes=minutes))
    restored = shown(STANDING)[party]
    assert restored.startswith(suspended_again)
    assert REASON in restored
    assert not {"motif", "règle", "reason:", "rule:"} & set(restored.split())
    actions.appeal(suspension=old, text="C’était une erreur.", by=as_member(world.member), at=AT)
    actions.decide_appeal(suspension=old, lift=False, decision="Rien de neuf.", by=second, at=AT)
    title, _between, now = goes_on.partition("…")
    decided = shown(STANDING)[party]
    assert decided.startswith(title)
    assert decided.endswith(now)
    referred = from_before(old, referred_at=AT, decided_at=None)
    tell_member_of_suspension(referred, AT + timedelta(minutes=3))
    assert asked in shown(STANDING)[party]


def test_a_departure_is_told_until_they_are_back(world: SimpleNamespace, english: Viewer) -> None:
    enter(Client(), world.member.user).post("/mon-adhesion/partir/")
    world.member.refresh_from_db()
    assert world.member.left_on is not None
    messages = shown("association.gone")
    assert messages[english.actor.party_id].startswith("Studio leaves the association\nNothing to do")
    assert messages[world.board.actor.party_id].startswith("Studio quitte l’association")
    actions.add_member(
        organisation=world.association,
        user=world.member.user,
        display_name="Studio",
        trade="developer",
        joined_on=AT.date(),
        by=world.board,
        at=AT,
    )
    assert shown("association.gone") == {}


def invited(world: SimpleNamespace) -> Any:
    return invite(
        organisation=world.association, role=Role.BOARD, email="zoe@example.org", by=world.board, at=AT
    )


def test_an_invitation_is_told_until_it_is_taken_back(world: SimpleNamespace, english: Viewer) -> None:
    invitation = invited(world)
    messages = shown("association.invited")
    assert set(messages) == {english.actor.party_id, world.double.user.party_id}, "not to who invites"
    assert "Bureau invited zoe@example[.]org as: board member." in messages[english.actor.party_id]
    assert "Bureau a invité zoe@example[.]org" in messages[world.double.user.party_id]
    revoke_invitation(invitation=invitation, by=english, at=AT)
    assert shown("association.invited") == {}
    again("people.revoke_invitation", english)
    messages = shown("association.invited")
    assert set(messages) == {world.board.actor.party_id, world.double.user.party_id}
    assert "Seconde a invité" in messages[world.board.actor.party_id]


def test_who_accepted_before_the_board_heard_of_it_is_told_all_the_same(
    world: SimpleNamespace, english: Viewer
) -> None:
    """Nobody sits on the board without the others knowing."""
    invitation = invited(world)
    accept_invitation(invitation=invitation, name="Zoé Exemple", by=Viewer.nobody(), at=AT)
    messages = shown("association.invited")
    assert messages[english.actor.party_id].endswith("They have accepted.")
    assert messages[world.double.user.party_id].endswith("L’invitation est acceptée.")


def test_an_invitation_past_its_time_is_told_no_more(world: SimpleNamespace, english: Viewer) -> None:
    invitation = invited(world)
    with time_machine.travel(invitation.expires_at, tick=False):
        assert shown("association.invited") == {}


@pytest.mark.parametrize(
    ("language", "start"),
    [("", "Votre cotisation 2027 : 60,00 €, avant le"), ("en", "Your dues of 2027: €60.00, by")],
)
def test_dues_are_asked_for_in_the_language_of_the_member(
    world: SimpleNamespace, language: str, start: str
) -> None:
    actions.add_category(
        organisation=world.association, name="Plein", kind="", amount_cents=6000, by=world.board, at=AT
    )
    actions.open_period(
        organisation=world.association,
        name="2027",
        starts_on=AT.date(),
        ends_on=AT.date().replace(month=12),
        due_on=AT.date().replace(month=3),
        by=world.board,
        at=AT,
    )
    Party.objects.filter(pk=world.member.user.party_id).update(language=language)
    dues = world.member.dues.get()
    tell_member_of_dues(dues, REMINDER_STEPS[0].title, REMINDER_STEPS[0].text, AT)
    text = shown("association.dues")[world.member.user.party_id]
    assert text.startswith(start)
    assert ("€60.00" in text) == bool(language)
    Party.objects.filter(pk=world.board.actor.party_id).update(language=language)
    tell_board_of_surplus(dues, ReceivedPayment(dues.pk, 2500, "essai-1", AT.date()), AT)
    assert ("paid" in shown("association.surplus")[world.board.actor.party_id]) == bool(language)


def test_a_suspension_is_told_in_the_language_of_the_member(world: SimpleNamespace) -> None:
    member = read_english(world.member.user.party_id)
    suspended(world.member, world.board)
    text = shown("association.standing")[member]
    assert text.startswith(
        "Your membership is suspended until Thursday 11 February 2027\nYour membership is suspended until Thursday"
    )
    again("association.suspend", world.board)
    assert shown("association.standing")[member].startswith("Your suspension is over")


@pytest.mark.parametrize(
    ("language", "subject"), [("", "Une question sur votre demande"), ("en", "A question about your request")]
)
def test_a_letter_is_in_the_language_of_who_asks_whatever_the_board_reads(
    world: SimpleNamespace, language: str, subject: str
) -> None:
    application = asked(world)
    Party.objects.filter(pk=application.party_id).update(language=language)
    for reader in ("fr", "en"):
        letter = Application.objects.get(pk=application.pk)
        with translation.override(reader):
            letters.send_question(letter, AT.replace(second=make.mails().count()))
    assert make.mails().filter(subject__startswith=subject).count() == 2
