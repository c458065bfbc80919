"""Coming in, being described, leaving, coming back."""

from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from etabli.community.association.departures import (
    check_and_tell_departure,
    check_unused,
    may_undo_arrival,
    tell_return,
)
from etabli.community.association.impartiality import may_touch
from etabli.community.association.membership_changes import (
    add_membership,
    ask_for_dues,
    lock_member_list,
    restore_membership,
    set_left_on,
    withdraw_or_restore_dues,
)
from etabli.community.association.models import Category, Member, MemberKind
from etabli.community.association.rules import may_add, may_leave
from etabli.community.association.trades import trades
from etabli.foundation.journal import ActionError, CannotUndo, action, change, record, undo_fields
from etabli.foundation.journal.models import Entry
from etabli.foundation.journal.undo import as_json_value, subject_of
from etabli.foundation.people.models import Organisation, User
from etabli.foundation.people.viewer import Viewer


class AlreadyMember(ActionError):
    """This user is in the association."""


class AlreadyLeft(ActionError):
    """This member has left."""


class UnknownTrade(ActionError):
    """No such trade, neither in trades.json nor among the association's own."""


class NotFit(ActionError):
    """Something is missing, or belongs to another association."""


def undo_membership(entry: Entry, by: Any, at: datetime) -> None:
    """Both ways: out of the association, which is a departure, or in it again as before."""
    member: Any = subject_of(entry, lock=True)
    if as_json_value(member, "left_on") != entry.after["left_on"]:
        raise CannotUndo(_("Something changed since: take back the later change first."))
    leaves = entry.before["left_on"] is not None
    if leaves and entry.verb != "association.leave":
        check_unused([member])
    if leaves:
        check_and_tell_departure(member, by, at)
    withdraw_or_restore_dues(entry.after.get("dues"), at if leaves else None)
    restore_membership(member, {name: value for name, value in entry.before.items() if name != "dues"})
    if not leaves:
        tell_return(member, by, at)
    record(member, before=entry.after, after=entry.before)


@action(
    "association.add_member",
    sentence=_("recorded the membership of %(subject)s"),
    may=may_add,
    may_undo=may_undo_arrival,
    undo=undo_membership,
)
def add_member(
    *,
    organisation: Organisation,
    user: User,
    display_name: str,
    trade: str,
    kind: str = MemberKind.PERSON,
    commune_code: str = "",
    category: Category | None = None,
    joined_on: date,
    by: Viewer,
    at: datetime,
) -> Member:
    """Put a user in the association (again) and give them the role of member; the dues under way are asked for.

    Whoever comes back finds their place as it was, with what hangs on it. Raises AlreadyMember, UnknownTrade, NotFit.
    """
    return _add(
        organisation=organisation,
        user=user,
        display_name=display_name,
        trade=trade,
        kind=kind,
        commune_code=commune_code,
        category=category,
        joined_on=joined_on,
        at=at,
    )


@action(
    "association.register_member",
    sentence=_("put %(subject)s in the association"),
    may=may_add,
    may_undo=may_undo_arrival,
    undo=undo_membership,
)
def register_member(
    *,
    organisation: Organisation,
    email: str,
    display_name: str,
    trade: str,
    kind: str,
    commune_code: str,
    category: Category | None,
    joined_on: date,
    by: Viewer,
    at: datetime,
) -> Member:
    """Like add_member, of an address: the account is made when there is none. The same errors."""
    lock_member_list(organisation.pk)
    email = email.strip().lower()
    user = User.objects.filter(email__iexact=email).first() or User.objects.create_user(email, display_name)
    return _add(
        organisation=organisation,
        user=user,
        display_name=display_name,
        trade=trade,
        kind=kind,
        commune_code=commune_code,
        category=category,
        joined_on=joined_on,
        at=at,
    )


@action(
    "association.change_member",
    sentence=_("changed what is written of %(subject)s"),
    may=may_touch,
    undo=undo_fields,
    subject="member",
    tells={"display_name": _("name shown"), "trade": _("trade")},
)
def change_member(
    *,
    member: Member,
    display_name: str,
    trade: str,
    kind: str,
    commune_code: str,
    category: Category | None,
    by: Viewer,
    at: datetime,
) -> Member:
    """The name, the trade, the place, the category; the dues already asked for stay. Raises UnknownTrade, NotFit."""
    if trade != member.trade:
        check_trade(trade, member.organisation_id)
    check_category(category, member.organisation_id)
    if not display_name.strip():
        raise NotFit(_("Write the name that is shown."))
    return change(
        member,
        display_name=display_name.strip(),
        trade=trade,
        kind=kind,
        commune_code=commune_code,
        category_id=category and category.pk,
    )


@action(
    "association.leave",
    sentence=_("recorded the departure of %(subject)s"),
    may=may_leave,
    undo=undo_membership,
    subject="member",
)
def leave(*, member: Member, by: Viewer, at: datetime) -> Member:
    """Put an end to somebody's place in the association, and to their role of member.

    The board writes down a departure that the member told it; they are told, it stands in the neutrality log, and it is
    never a way to put out somebody who serves the association. Raises AlreadyLeft, NotAllowed.
    """
    if Member.objects.select_for_update(no_key=True).get(pk=member.pk).left_on is not None:
        raise AlreadyLeft(_("This person has left the association already."))
    check_and_tell_departure(member, by, at)
    today = timezone.localdate(at)
    set_left_on(member, today)
    record(member, before={"left_on": None}, after={"left_on": today})
    return member


def _add(
    *,
    organisation: Organisation,
    user: User,
    display_name: str,
    trade: str,
    kind: str,
    commune_code: str,
    category: Category | None,
    joined_on: date,
    at: datetime,
) -> Member:
    kept_trades = Member.objects.filter(organisation=organisation, user=user, trade=trade)
    if not kept_trades.exists():
        check_trade(trade, organisation.pk)
    check_category(category, organisation.pk)
    lock_member_list(organisation.pk)
    if Member.objects.filter(organisation=organisation, user=user, left_on=None).exists():
        raise AlreadyMember(_("This person is in the association already."))
    member, before = add_membership(
        organisation=organisation,
        user=user,
        joined_on=joined_on,
        at=at,
        display_name=display_name.strip(),
        trade=trade,
        kind=kind,
        commune_code=commune_code,
        category_id=category and category.pk,
    )
    dues = ask_for_dues(member, at)
    after = {name: getattr(member, name) for name in before}
    record(member, before=before | {"dues": dues}, after=after | {"dues": dues})
    return member


# What other acts of this app check and take back alike, and no act by itself.


def check_trade(trade: str, organisation_id: int) -> None:
    """UnknownTrade for a trade of neither list; the association's own is read only when the common one has it not."""
    if trade not in trades() and trade not in trades(organisation_id):
        raise UnknownTrade(_("Choose a trade of the list."))


def check_category(category: Category | None, organisation_id: int) -> None:
    """NotFit for a category of another association, and for one that is no longer offered."""
    if category is not None and (
        category.organisation_id != organisation_id or category.withdrawn_at is not None
    ):
        raise NotFit(_("Choose a category of this association."))
