"""What the clock does for the association: letters about dues, the end of suspensions, what nobody confirmed."""

from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_noop as _

from etabli.community.association.actions import SuspensionOver, end_suspension
from etabli.community.association.models import Application, Dues, DuesRules, Suspension
from etabli.community.association.notices import tell_member_of_dues
from etabli.community.association.queries import rules_of
from etabli.foundation.people.viewer import Viewer

# The letters about dues: asked for, soon due, late, and the end of the grace.

BATCH_SIZE = 50  # letters in one tick; the next tick goes on
LATE_AFTER = timedelta(days=7)


@dataclass(frozen=True)
class ReminderStep:
    title: str
    text: str


REMINDER_STEPS = (
    ReminderStep(
        _("Your dues of %(period)s: %(left)s, by %(day)s"),
        _("The dues of %(organisation)s for %(period)s are asked for: %(left)s, by %(day)s."),
    ),
    ReminderStep(
        _("Your dues are to be paid by %(day)s"),
        _("Your dues for %(period)s are to be paid by %(day)s: %(left)s. If you have just paid, do nothing."),
    ),
    ReminderStep(
        _("Dues not received: they were to be paid by %(day)s"),
        _(
            "Your dues for %(period)s were to be paid by %(day)s: %(left)s are missing. "
            "If you have just paid, do nothing."
        ),
    ),
    ReminderStep(
        _("Pay your dues to vote again: %(left)s"),
        _(
            "The delay is over: your dues for %(period)s (%(left)s) have not reached us. You no longer have a vote in "
            "the assemblies. You have it again as soon as they are paid. If money is short, write to the board."
        ),
    ),
)


def reminder_days(due_on: date, rules: DuesRules) -> tuple[date, date, date, date]:
    """When each letter leaves."""
    grace = due_on + timedelta(days=rules.grace_days + 1)
    return date.min, due_on - timedelta(days=rules.remind_days), min(due_on + LATE_AFTER, grace), grace


def remind_due(now: datetime) -> None:
    """Write to whoever owes something whose letter is due. Idempotent: each letter leaves once."""
    today = timezone.localdate(now)
    due_rows = Dues.objects.filter(
        remind_on__lte=today, member__left_on=None, withdrawn_at=None, waived_at=None
    )
    rows = due_rows.select_related("member__organisation", "period").order_by("remind_on", "pk")[:BATCH_SIZE]
    for dues in rows:
        with transaction.atomic():
            _remind(dues, today, now)


def _remind(dues: Dues, today: date, now: datetime) -> None:
    days = reminder_days(dues.due_on, rules_of(dues.member.organisation_id))
    steps_reached = sum(day <= today for day in days)
    owed = dues.left_cents > 0 and dues.period.withdrawn_at is None
    if owed and steps_reached > dues.reminded:
        dues.reminded = steps_reached
        step = REMINDER_STEPS[steps_reached - 1]
        tell_member_of_dues(dues, step.title, step.text, now)
    dues.remind_on = days[steps_reached] if owed and steps_reached < len(days) else None
    dues.save(update_fields=["reminded", "remind_on"])


UNCONFIRMED_AFTER = timedelta(days=14)


def close_unconfirmed(now: datetime) -> None:
    """A request whose address nobody confirmed in two weeks no longer waits: the same address may ask again."""
    unconfirmed = Application.objects.filter(
        state=Application.State.SENT, sent_at__lt=now - UNCONFIRMED_AFTER
    )
    unconfirmed.update(state=Application.State.WITHDRAWN)


def end_suspensions(now: datetime) -> None:
    """Those whose last day is over."""
    ended_suspensions = Suspension.objects.filter(ended_at=None, ends_on__lt=timezone.localdate(now))
    for suspension in ended_suspensions.select_related("member__organisation").order_by("pk")[:BATCH_SIZE]:
        system = Viewer.system(suspension.member.chamber_id)
        with suppress(SuspensionOver):  # it was lifted meanwhile
            end_suspension(suspension=suspension, by=system, at=now)


PERIODIC = [remind_due, close_unconfirmed, end_suspensions]
