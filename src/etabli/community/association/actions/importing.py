"""Taking in an existing list of members, in one act."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from etabli.community.association.actions.members import NotFit
from etabli.community.association.departures import check_and_tell_departure, check_unused, tell_return
from etabli.community.association.engine import ListedMember
from etabli.community.association.models import Member
from etabli.community.association.rules import may_add
from etabli.community.association.trades import trades
from etabli.foundation.journal import CannotUndo, action, record
from etabli.foundation.journal.models import Entry
from etabli.foundation.journal.undo import subject_of
from etabli.foundation.people.models import Membership, Organisation, Role, User
from etabli.foundation.people.viewer import Viewer

BATCH_SIZE = 500


def _undo_import(entry: Entry, by: Any, at: datetime) -> None:
    """Both ways, all of them at once: out of the association, or in it again."""
    organisation: Any = subject_of(entry, lock=True)
    is_restored = not entry.after["there"]
    rows = list(Member.objects.select_for_update().filter(pk__in=entry.after["members"]))
    if any((row.left_on is None) == is_restored for row in rows):
        raise CannotUndo(_("Some of these people left or came back since: take that back first."))
    if not is_restored:
        check_unused(rows)
        for row in rows:
            check_and_tell_departure(row, by, at)
    today = timezone.localdate(at)
    Member.objects.filter(pk__in=[row.pk for row in rows]).update(left_on=None if is_restored else today)
    if is_restored:
        _give_role(organisation, [row.user_id for row in rows])
        for row in rows:
            tell_return(row, by, at)
    else:
        users = [row.user_id for row in rows]
        roles = Membership.objects.filter(organisation=organisation, user__in=users, role=Role.MEMBER)
        roles.filter(ended_on=None).update(ended_on=today)
    record(organisation, before=entry.after, after=entry.before, label=entry.subject_label)


@action(
    "association.import_members",
    sentence=_("took in a list of members: %(subject)s"),
    may=may_add,
    undo=_undo_import,
)
def import_members(
    *, organisation: Organisation, rows: Sequence[ListedMember], by: Viewer, at: datetime
) -> int:
    """Put all these people in the association; those who are in it already are left as they are. How many came in.

    A handful of statements for each five hundred. The dues are asked for with the next period. Raises NotFit.
    """
    trade_list = trades(organisation.pk)
    if any(row.trade not in trade_list for row in rows):
        raise NotFit(_("Choose a trade of the list."))
    users = _users(rows)
    member_user_ids = set(Member.objects.filter(organisation=organisation).values_list("user_id", flat=True))
    today = timezone.localdate(at)
    new_rows = {users[row.email].pk: row for row in rows if users[row.email].pk not in member_user_ids}
    if not new_rows:
        raise NotFit(_("Everybody in this list is in the association already."))
    members = Member.objects.bulk_create(
        (_new_member(organisation, user_id, row, today) for user_id, row in new_rows.items()),
        batch_size=BATCH_SIZE,
    )
    _give_role(organisation, list(new_rows))
    keys = [member.pk for member in members]
    label = f"{organisation} ({len(members)})"
    record(
        organisation,
        before={"members": keys, "there": False},
        after={"members": keys, "there": True},
        label=label,
    )
    return len(members)


def _users(rows: Sequence[ListedMember]) -> dict[str, User]:
    """The account of each address, made where there is none."""
    users = {user.email.lower(): user for user in _existing_users([row.email for row in rows])}
    missing = {row.email: row.name for row in rows if row.email not in users}
    new_users = [User(email=email, name=name) for email, name in missing.items()]
    for user in new_users:
        user.set_unusable_password()
    User.give_parties(new_users)
    User.objects.bulk_create(new_users, batch_size=BATCH_SIZE)
    return users | {user.email: user for user in new_users}


def _existing_users(addresses: Sequence[str]) -> list[User]:
    parts = [addresses[start : start + BATCH_SIZE] for start in range(0, len(addresses), BATCH_SIZE)]
    return [user for part in parts for user in User.objects.filter(email__in=part)]


def _new_member(organisation: Organisation, user_id: int, row: ListedMember, today: date) -> Member:
    return Member(
        organisation=organisation,
        user_id=user_id,
        kind=row.kind,
        display_name=row.company or row.name,
        trade=row.trade,
        commune_code=row.commune_code,
        joined_on=row.joined_on or today,
    )


def _give_role(organisation: Organisation, users: Sequence[int]) -> None:
    role_holder_ids = set(
        Membership.objects.filter(organisation=organisation, role=Role.MEMBER, ended_on=None).values_list(
            "user_id", flat=True
        )
    )
    new_memberships = [
        Membership(user_id=user, organisation=organisation, role=Role.MEMBER)
        for user in users
        if user not in role_holder_ids
    ]
    Membership.objects.bulk_create(new_memberships, batch_size=BATCH_SIZE)
