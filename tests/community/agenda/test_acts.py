"""Proposed by a member, read by the board; corrected, moved, called off, withdrawn; everything taken back."""

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from etabli.community.agenda import actions, queries
from etabli.community.agenda.actions import NotFit, NotNow
from etabli.community.agenda.engine import Details
from etabli.community.agenda.models import Event, State
from etabli.community.moderation.actions import appeal, decide, decide_appeal
from etabli.community.moderation.rules import may_decide
from etabli.community.neutrality.actions import declare_interest
from etabli.foundation.journal import NotAllowed, undo
from etabli.foundation.journal.models import Entry
from etabli.foundation.people.models import Membership, Role
from etabli.foundation.people.queries import NotVisible
from etabli.foundation.people.viewer import Viewer
from etabli.foundation.search.queries import find
from tests import factories as make
from tests.community.agenda.conftest import (
    DAY,
    REASON,
    accepted,
    case_of,
    first_date,
    now,
    of_board,
    proposed,
    published,
    span,
)
from tests.community.conftest import AT, acting, as_member

LATER = AT + timedelta(hours=2)


def sees(viewer: Viewer, event: Event) -> bool:
    try:
        return queries.get_event(viewer, event.pk) is not None
    except NotVisible:
        return False


def take_back(verb: str, by: Viewer) -> None:
    undo(entry=Entry.objects.filter(verb=verb).latest("pk"), by=by, at=LATER)


def test_the_event_of_a_member_waits_for_the_board_who_publishes_it(world: SimpleNamespace) -> None:
    event = proposed(world)
    assert event.state == State.WAITING
    assert sees(as_member(world.member), event)
    assert sees(world.board, event)
    assert not sees(as_member(world.other_member), event)
    accepted(world, event)
    assert now(event).state == State.OUT
    assert sees(as_member(world.other_member), event)
    assert not sees(Viewer.nobody(), event)


def test_what_is_open_to_all_is_read_by_all_and_by_no_other_association(world: SimpleNamespace) -> None:
    members, open_to_all = published(world), published(world, is_open=True)
    for viewer in (Viewer.nobody(), world.artisan_viewer, world.neighbour_member, world.adviser):
        assert not sees(viewer, members)
        assert sees(viewer, open_to_all)


def test_what_the_board_proposes_is_the_associations_and_is_out(world: SimpleNamespace) -> None:
    event = of_board(world)
    assert (event.state, event.author, event.signed_by) == (State.OUT, None, "Asso")


def test_who_serves_a_chamber_publishes_nothing_from_the_board(world: SimpleNamespace) -> None:
    own = proposed(world, acting(world.double.user, Role.BOARD))
    assert (own.state, own.author) == (State.WAITING, world.double)
    event = proposed(world)
    for role in (Role.BOARD, Role.MODERATOR):
        viewer = acting(world.double.user, role)
        assert not may_decide(viewer, case_of(event))
        with pytest.raises(NotAllowed):
            actions.publish(subject=event, by=viewer, at=AT)
        with pytest.raises(NotAllowed):
            actions.withdraw(event=of_board(world), by=viewer, at=AT)


def test_nobody_decides_on_their_own_event_in_whatever_role(world: SimpleNamespace) -> None:
    make.membership(world.association, Role.BOARD, world.member.user)
    make.membership(world.association, Role.MODERATOR, world.member.user)
    event = proposed(world)
    for role in (Role.BOARD, Role.MODERATOR):
        viewer = acting(world.member.user, role)
        assert not may_decide(viewer, case_of(event))
        with pytest.raises(NotAllowed):
            actions.publish(subject=event, by=viewer, at=AT)
    assert may_decide(world.board, case_of(event))


def test_the_board_decides_and_a_moderator_where_nobody_there_is_free(world: SimpleNamespace) -> None:
    case = case_of(proposed(world))
    assert not may_decide(world.moderator, case)
    given = {"organisation": world.association, "kind": "other", "text": "Amis.", "by": world.board, "at": AT}
    user = Membership.objects.get(user__email="bureau@example.invalid").user
    declare_interest(user=user, about=f"people.user:{world.member.user_id}", **given)
    assert not may_decide(world.board, case)
    assert may_decide(world.moderator, case)


def test_a_refusal_says_why_and_is_contested(world: SimpleNamespace) -> None:
    event = proposed(world)
    decide(case=case_of(event), accept=False, reason="advertising", by=world.board, at=AT)
    assert now(event).state == State.REFUSED
    assert now(event).hidden_reason
    assert not sees(as_member(world.other_member), event)
    contested = appeal(case=case_of(event), text="C’est gratuit.", by=as_member(world.member), at=LATER)
    Membership.objects.filter(user__email="moderator@example.invalid").update(started_on="2026-01-01")
    decide_appeal(appeal=contested, accept=True, words="En effet.", by=world.moderator, at=LATER)
    assert now(event).state == State.OUT


def test_a_refused_event_that_is_corrected_waits_again(world: SimpleNamespace) -> None:
    event = proposed(world)
    decide(case=case_of(event), accept=False, reason="advertising", by=world.board, at=AT)
    actions.correct(event=now(event), details=now(event).details, by=as_member(world.member), at=LATER)
    assert case_of(event).state == "waiting"
    accepted(world, event)
    assert now(event).state == State.OUT


def test_a_correction_stays_in_the_history_and_is_read_again_though_it_is_out(world: SimpleNamespace) -> None:
    event = published(world)
    details = Details(title="Apéro des rédacteurs", text="Autre.", place="Ici")
    actions.correct(event=event, details=details, by=as_member(world.member), at=LATER)
    assert (now(event).title, now(event).state) == ("Apéro des rédacteurs", State.OUT)
    assert (case_of(event).state, case_of(event).is_out) == ("waiting", True)
    take_back("agenda.correct", as_member(world.member))
    assert now(event).title == "Apéro des métiers"
    assert case_of(event).state == "accepted"


def test_what_the_board_corrects_of_its_own_is_read_by_nobody(world: SimpleNamespace) -> None:
    event = of_board(world)
    details = Details(title="Vœux", text="Autre.", place="Ici")
    actions.correct(event=event, details=details, by=world.board, at=LATER)
    assert now(event).title == "Vœux"
    assert Entry.objects.filter(verb="moderation.submit").count() == 0


def test_each_date_is_moved_or_called_off_alone_with_why(world: SimpleNamespace) -> None:
    event = published(world, dates=[span(), span(DAY + timedelta(days=7)), span(DAY + timedelta(days=14))])
    by = as_member(world.member)
    first, second, third = event.dates.order_by("starts_at")
    for forgotten in ("", "  "):
        with pytest.raises(NotFit):
            actions.cancel_date(date=first, reason=forgotten, by=by, at=AT)
        with pytest.raises(NotFit):
            actions.move_date(date=first, span=span(hours=3), reason=forgotten, by=by, at=AT)
    actions.cancel_date(date=first, reason=REASON, by=by, at=AT)
    moved = span(DAY + timedelta(days=8))
    actions.move_date(date=second, span=moved, reason=REASON, by=by, at=AT)
    lines = queries.event_page(by, now(event), at=AT).dates
    assert [line.date.is_called_off for line in lines] == [True, False, False]
    assert [bool(line.was) for line in lines] == [False, True, False]
    assert [line.date.reason for line in lines] == [REASON, REASON, ""]
    assert lines[1].date.span == moved
    take_back("agenda.move_date", by)
    take_back("agenda.cancel_date", by)
    assert list(event.dates.order_by("starts_at")) == [first, second, third]
    lines = queries.event_page(by, now(event), at=AT).dates
    assert not any(line.date.is_called_off or line.was or line.date.reason for line in lines)


def test_what_nobody_has_seen_is_moved_without_a_word(world: SimpleNamespace) -> None:
    event = proposed(world)
    actions.move_date(date=first_date(event), span=span(hours=3), by=as_member(world.member), at=AT)
    assert (first_date(event).span, first_date(event).moved_from) == (span(hours=3), None)


def test_an_event_that_is_called_off_is_still_seen_with_why(world: SimpleNamespace) -> None:
    event, by = published(world), as_member(world.member)
    actions.cancel(event=event, reason=REASON, by=by, at=AT)
    assert now(event).state == State.CANCELLED
    assert sees(as_member(world.other_member), event)
    assert first_date(event).is_called_off
    with pytest.raises(NotNow):
        actions.add_date(event=now(event), span=span(DAY + timedelta(days=7)), by=by, at=AT)
    take_back("agenda.cancel", by)
    assert now(event).state == State.OUT


def test_what_is_withdrawn_is_seen_by_its_author_alone_who_puts_it_back(world: SimpleNamespace) -> None:
    event, by = published(world, is_open=True), as_member(world.member)
    actions.withdraw(event=event, by=by, at=AT)
    assert not sees(world.board, event)
    assert not sees(Viewer.nobody(), event)
    assert sees(by, now(event))
    take_back("agenda.withdraw", by)
    assert sees(Viewer.nobody(), event)


def test_only_its_author_changes_an_event(world: SimpleNamespace) -> None:
    event = published(world)
    for viewer in (world.board, world.moderator, as_member(world.other_member), Viewer.nobody()):
        with pytest.raises(NotAllowed):
            actions.cancel(event=event, reason=REASON, by=viewer, at=AT)
        with pytest.raises(NotAllowed):
            actions.move_date(date=first_date(event), span=span(hours=3), reason=REASON, by=viewer, at=AT)


@pytest.mark.parametrize(
    "changes", [{"title": " "}, {"text": ""}, {"place": ""}, {"title": "x" * 121}, {"trade": "plumber"}]
)
def test_what_lacks_something_is_refused_and_nothing_is_kept(world: SimpleNamespace, changes: Any) -> None:
    with pytest.raises(NotFit):
        proposed(world, **changes)
    assert not Event.objects.exists()


def test_a_date_that_is_past_is_refused(world: SimpleNamespace) -> None:
    with pytest.raises(NotFit):
        proposed(world, dates=[span(AT - timedelta(days=1))])
    event = published(world)
    with pytest.raises(NotNow):
        actions.cancel_date(
            date=first_date(event), reason=REASON, by=as_member(world.member), at=DAY + timedelta(days=1)
        )


def test_the_same_date_is_given_once(world: SimpleNamespace) -> None:
    event, by = published(world), as_member(world.member)
    with pytest.raises(NotFit):
        actions.add_date(event=event, span=span(), by=by, at=AT)
    date = actions.add_date(event=event, span=span(hours=3), by=by, at=AT)
    take_back("agenda.add_date", by)
    assert date not in event.dates.filter(withdrawn_at=None)


def test_the_board_is_told_that_an_event_waits_and_its_author_what_was_decided(
    world: SimpleNamespace, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        event = proposed(world)
    from etabli.foundation.notices.models import Notice

    readers = Notice.objects.filter(kind="agenda.proposed").values_list("owner", flat=True)
    assert list(readers) == [world.board.actor.party_id]
    accepted(world, event)
    decided = Notice.objects.filter(kind="moderation.decided").values_list("owner", flat=True)
    assert list(decided) == [world.member.user.party_id]


def test_it_is_found_by_its_words_by_who_may_read_it(world: SimpleNamespace) -> None:
    event = proposed(world)

    def finds(viewer: Viewer) -> bool:
        return bool(find(viewer, "apéro des métiers", ["event"]))

    assert not finds(as_member(world.other_member))
    accepted(world, event)
    assert finds(as_member(world.other_member))
    assert not finds(Viewer.nobody())
    actions.withdraw(event=now(event), by=as_member(world.member), at=LATER)
    assert not finds(as_member(world.other_member))
