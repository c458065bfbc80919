"""Interests: declared, logged, shown; those of roles come and go by themselves."""

from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace

import pytest

from etabli.community.neutrality import actions, queries
from etabli.community.neutrality.models import DeclaredInterest, LogEntry
from etabli.community.neutrality.notices import tell_anchor
from etabli.community.neutrality.tasks import note_roles
from etabli.foundation.journal import NotAllowed, undo
from etabli.foundation.journal.models import Entry
from etabli.foundation.notices.models import Notice
from etabli.foundation.people.models import Membership, Role
from etabli.foundation.people.queries import NotVisible
from etabli.foundation.people.viewer import Viewer
from tests.community.conftest import AT, acting, as_member


def declare(world: SimpleNamespace, **changes: object) -> DeclaredInterest:
    given = {
        "organisation": world.association,
        "user": world.member.user,
        "kind": "kin",
        "text": "Ma sœur est coiffeuse à Pauillac.",
        "by": as_member(world.member),
        "at": AT,
    }
    return actions.declare_interest(**{**given, **changes})


def test_an_interest_is_shown_and_logged_without_its_words(world: SimpleNamespace) -> None:
    declare(world)
    (shown,) = queries.public_interests()
    assert (shown.text, shown.who) == ("Ma sœur est coiffeuse à Pauillac.", "")
    entry = LogEntry.objects.get(kind="interest.declared")
    assert "coiffeuse" not in str(entry.payload)
    assert queries.verdict().holds


def test_a_name_is_shown_to_whoever_agreed(world: SimpleNamespace) -> None:
    made = declare(world, is_named=True)
    assert queries.public_interests()[0].who == "Studio"
    actions.name_interest(interest=made, is_named=False, by=as_member(world.member), at=AT)
    assert queries.public_interests()[0].who == ""


def test_an_interest_that_ended_is_shown_no_more_and_can_come_back(world: SimpleNamespace) -> None:
    made = declare(world)
    actions.end_interest(interest=made, by=as_member(world.member), at=AT)
    assert queries.public_interests() == []
    with pytest.raises(actions.InterestEnded):
        actions.end_interest(interest=made, by=as_member(world.member), at=AT)
    undo(entry=Entry.objects.latest("pk"), by=as_member(world.member), at=AT)
    assert len(queries.public_interests()) == 1
    kinds = list(LogEntry.objects.order_by("number").values_list("kind", flat=True))
    assert kinds == ["interest.declared", "interest.ended", "interest.declared"]


@pytest.mark.parametrize("text", ["", "   ", "x" * 301])
def test_what_is_said_must_fit(world: SimpleNamespace, text: str) -> None:
    with pytest.raises(actions.InterestNotFit):
        declare(world, text=text)


def test_nobody_declares_for_another_nor_says_a_role(world: SimpleNamespace) -> None:
    for changes in [
        {"user": world.other_member.user},
        {"by": world.adviser},
        {"organisation": world.association_next_door},
        {"kind": "roles"},
        {"by": Viewer.nobody()},
    ]:
        with pytest.raises(NotAllowed):
            declare(world, **changes)


def test_one_reads_and_ends_only_ones_own(world: SimpleNamespace) -> None:
    made = declare(world)
    assert queries.get_interest(as_member(world.member), made.pk) == made
    for viewer in [as_member(world.other_member), world.moderator, world.adviser, world.neighbour_member]:
        with pytest.raises(NotVisible):
            queries.get_interest(viewer, made.pk)
        with pytest.raises(NotAllowed):
            actions.end_interest(interest=made, by=viewer, at=AT)


def test_a_double_role_is_declared_by_itself_and_ends_with_the_roles(world: SimpleNamespace) -> None:
    for _twice in range(2):
        note_roles(AT)
    held = list(DeclaredInterest.objects.filter(ended_at=None).order_by("pk"))
    assert {one.user for one in held} == {
        world.double.user,
        Membership.objects.get(organisation=world.neighbour, role=Role.ADVISER).user,
    }
    own = next(one for one in held if one.user == world.double.user)
    assert "Chambre" in own.text
    assert all(card.who == "" for card in queries.public_interests())
    board = acting(world.double.user, Role.BOARD)
    with pytest.raises(NotAllowed):
        actions.end_interest(interest=own, by=board, at=AT)
    actions.name_interest(interest=own, is_named=True, by=board, at=AT)
    Membership.objects.filter(user=world.double.user, role=Role.ADVISER).update(ended_on=date(2027, 1, 12))
    note_roles(AT)
    own.refresh_from_db()
    assert own.ended_at == AT
    assert LogEntry.objects.filter(kind="interest.ended").count() == 1


def test_the_mark_of_the_log_is_told_once_a_month(world: SimpleNamespace) -> None:
    tell_anchor(AT)
    assert not Notice.objects.filter(kind="neutrality.anchor").exists()
    declare(world)
    for _twice in range(2):
        tell_anchor(AT)
    notices = Notice.objects.filter(kind="neutrality.anchor")
    assert len(notices) == 2, "each of the board, once"
    assert all(queries.log_state()[1] in notice.text for notice in notices)
    tell_anchor(datetime(2027, 2, 1, 9, tzinfo=UTC) + timedelta(hours=1))
    assert Notice.objects.filter(kind="neutrality.anchor").count() == 4
