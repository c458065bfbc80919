"""Putting somebody in the association and out of it: the place, the role of member and the dues move together.

Called inside acts, which record what they did.
"""

from datetime import date, datetime, timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from etabli.community.association.models import Category, Dues, Member, Period
from etabli.foundation.journal import CannotUndo
from etabli.foundation.journal.undo import field_of
from etabli.foundation.people.models import Membership, Organisation, Role, User

FIRST_DUES_DELAY = timedelta(days=30)  # whoever joins in the middle of a period has a month to pay


def lock_member_list(organisation_id: int) -> None:
    """Whoever else puts somebody in this association waits: two at once never make two places, or two accounts."""
    Organisation.objects.select_for_update(no_key=True).get(pk=organisation_id)


def add_membership(
    *, organisation: Organisation, user: User, joined_on: date, at: datetime, **fields: Any
) -> tuple[Member, dict[str, Any]]:
    """The place of this user, made or found again, and what stood there before (for the journal)."""
    existing = Member.objects.filter(organisation=organisation, user=user).order_by("pk").last()
    if existing is None:
        existing = Member.objects.create(organisation=organisation, user=user, joined_on=joined_on, **fields)
        before: dict[str, Any] = {"left_on": timezone.localdate(at)}
    else:
        existing.organisation, existing.user = organisation, user
        changes = {**fields, "returned_on": joined_on}
        before = {name: getattr(existing, name) for name in ["left_on", *changes]}
        for name, value in changes.items():
            setattr(existing, name, value)
        existing.save(update_fields=list(changes))
    set_left_on(existing, None)
    return existing, before


def set_left_on(member: Member, left_on: date | None) -> None:
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


def restore_membership(member: Member, values: dict[str, Any]) -> None:
    """The fields of a place as an entry of the journal holds them; `left_on` brings the role along."""
    if values["left_on"] is None:
        other_memberships = Member.objects.filter(
            organisation=member.organisation_id, user=member.user_id, left_on=None
        )
        if other_memberships.exclude(pk=member.pk).exists():
            raise CannotUndo(_("This person has joined the association again since."))
    fields = {name: field for name in values if (field := field_of(member, name)) is not None}
    for name, field in fields.items():
        setattr(member, name, field.to_python(values[name]))
    member.save(update_fields=list(fields))
    set_left_on(member, member.left_on)


def ask_for_dues(member: Member, at: datetime) -> int | None:
    """Ask for the dues of the period under way, if there is one and the member has none yet; the number of the row."""
    today = timezone.localdate(at)
    period = Period.objects.filter(
        organisation=member.organisation_id, withdrawn_at=None, starts_on__lte=today, ends_on__gte=today
    ).first()
    if period is None or Dues.objects.filter(member=member, period=period, withdrawn_at=None).exists():
        return None
    category = category_of(member)
    if category is None:
        return None
    dues, _new = Dues.objects.update_or_create(
        member=member,
        period=period,
        defaults={
            "amount_cents": category.amount_cents,
            "due_on": max(period.due_on, today + FIRST_DUES_DELAY),
            "remind_on": today,
            "withdrawn_at": None,
        },
    )
    return dues.pk


def category_of(member: Member) -> Category | None:
    """The category chosen for a member while it is offered, or else the first one that fits a person or a company."""
    if member.offered_category is not None:
        return member.offered_category
    categories = Category.objects.filter(organisation=member.organisation_id, withdrawn_at=None)
    return categories.filter(kind__in=["", member.kind]).order_by("pk").first()


def withdraw_or_restore_dues(dues_id: int | None, withdrawn_at: datetime | None) -> None:
    """Take the dues of an acceptance back with it, or ask for them again. CannotUndo when some were paid."""
    if dues_id is None:
        return
    dues = Dues.objects.select_for_update().get(pk=dues_id)
    if withdrawn_at is not None and dues.paid_cents:
        raise CannotUndo(_("A payment was recorded since: take that back first."))
    dues.withdrawn_at = withdrawn_at
    dues.save(update_fields=["withdrawn_at"])
