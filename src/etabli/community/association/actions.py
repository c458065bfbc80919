"""Joining the association."""

from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from etabli.community.association.models import Member
from etabli.community.association.rules import may_add
from etabli.community.association.trades import trades
from etabli.foundation.journal import ActionError, CannotUndo, action, record
from etabli.foundation.journal.models import Entry
from etabli.foundation.journal.undo import plain, subject_of
from etabli.foundation.people.models import Membership, Organisation, Role, User
from etabli.foundation.people.viewer import Viewer


class AlreadyMember(ActionError):
    """This user is in the association."""


class UnknownTrade(ActionError):
    """No such trade in trades.json."""


def _undo_membership(entry: Entry, by: Any, at: datetime) -> None:
    """Both ways: out of the association, or in it again as before."""
    member: Any = subject_of(entry)
    if plain(member, "left_on") != entry.after["left_on"]:
        raise CannotUndo(_("Something changed since: take back the later change first."))
    left_on = entry.before["left_on"]
    others = Member.objects.filter(organisation=member.organisation_id, user=member.user_id, left_on=None)
    if left_on is None and others.exclude(pk=member.pk).exists():
        raise CannotUndo(_("This person has joined the association again since."))
    _set_left_on(member, date.fromisoformat(left_on) if left_on else None)
    record(member, before=entry.after, after=entry.before)


@action(
    "association.add_member",
    sentence=_("recorded the membership of %(subject)s"),
    may=may_add,
    undo=_undo_membership,
)
def add_member(
    *,
    organisation: Organisation,
    user: User,
    display_name: str,
    trade: str,
    commune_code: str = "",
    joined_on: date,
    by: Viewer,
    at: datetime,
) -> Member:
    """Put a user in the association and give them the role of member. Raises AlreadyMember, UnknownTrade."""
    _check_trade(trade)
    if Member.objects.filter(organisation=organisation, user=user, left_on=None).exists():
        raise AlreadyMember(_("This person is in the association already."))
    member = Member.objects.create(
        organisation=organisation,
        user=user,
        display_name=display_name.strip(),
        trade=trade,
        commune_code=commune_code,
        joined_on=joined_on,
    )
    _set_left_on(member, None)
    record(member, before={"left_on": at.date()}, after={"left_on": None})
    return member


@action(
    "association.leave",
    sentence=_("recorded the departure of %(subject)s"),
    may=may_add,
    undo=_undo_membership,
    subject="member",
)
def leave(*, member: Member, by: Viewer, at: datetime) -> Member:
    """Put an end to somebody's place in the association, and to their role of member."""
    today = timezone.localdate(at)
    _set_left_on(member, today)
    record(member, before={"left_on": None}, after={"left_on": today})
    return member


def _check_trade(trade: str) -> None:
    if trade not in trades():
        raise UnknownTrade(_("Choose a trade of the list."))


def _set_left_on(member: Member, left_on: date | None) -> None:
    """Leave or come back: the place in the association and the role of member move together."""
    member.left_on = left_on
    member.save(update_fields=["left_on"])
    roles = Membership.objects.filter(
        user_id=member.user_id, organisation_id=member.organisation_id, role=Role.MEMBER
    )
    if left_on is not None:
        roles.filter(ended_on=None).update(ended_on=left_on)
    elif not roles.filter(ended_on=None).exists():
        Membership.objects.create(
            user_id=member.user_id, organisation_id=member.organisation_id, role=Role.MEMBER
        )
