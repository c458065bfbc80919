"""Asking for dues, and what is received."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from etabli.community.association.actions.members import NotFit
from etabli.community.association.models import Category, Dues, DuesRules, Payment, Period
from etabli.community.association.payments import payment_means_by_code
from etabli.community.association.queries import in_force
from etabli.community.association.rules import may_add
from etabli.foundation.journal import (
    ActionError,
    CannotUndo,
    action,
    change,
    record,
    undo_fields,
    undo_fields_if_free,
)
from etabli.foundation.journal.models import Entry
from etabli.foundation.journal.undo import as_json_value, subject_of
from etabli.foundation.people.models import Organisation
from etabli.foundation.people.viewer import Viewer
from etabli.foundation.ui.typography import full_day


class NotOwed(ActionError):
    """More than what is owed, or nothing is owed any more."""


class PeriodTaken(ActionError):
    """There is a period of this name already."""


def _undo_period(entry: Entry, by: Any, at: datetime) -> None:
    """Both ways: nothing is asked for this period, or it is asked again."""
    period: Any = subject_of(entry, lock=True)
    leaves = entry.after["withdrawn_at"] is None
    if leaves and Dues.objects.filter(period=period, paid_cents__gt=0).exists():
        raise CannotUndo(_("A payment was recorded since: take that back first."))
    undo_fields_if_free(entry, by, at)


def _undo_payment(entry: Entry, by: Any, at: datetime) -> None:
    """Both ways: the money counts no more, or counts again; the receipt keeps its number."""
    payment: Any = subject_of(entry, lock=True)
    if as_json_value(payment, "withdrawn_at") != entry.after["withdrawn_at"]:
        raise CannotUndo(_("Something changed since: take back the later change first."))
    is_restored = entry.before["withdrawn_at"] is None
    _add_paid(payment.dues_id, payment.amount_cents if is_restored else -payment.amount_cents)
    payment.withdrawn_at = None if is_restored else at
    payment.save(update_fields=["withdrawn_at"])
    record(payment, before=entry.after, after={"withdrawn_at": payment.withdrawn_at})


def _undo_payments(entry: Entry, by: Any, at: datetime) -> None:
    """The same for all those that were written down at once."""
    period: Any = subject_of(entry, lock=True)
    is_restored = not entry.after["counted"]
    rows = list(Payment.objects.select_for_update().filter(pk__in=entry.after["payments"]).order_by("pk"))
    if any((row.withdrawn_at is None) == is_restored for row in rows):
        raise CannotUndo(_("Something changed since: take back the later change first."))
    for row in rows:
        _add_paid(row.dues_id, row.amount_cents if is_restored else -row.amount_cents)
    Payment.objects.filter(pk__in=[row.pk for row in rows]).update(withdrawn_at=None if is_restored else at)
    record(period, before=entry.after, after=entry.before, label=entry.subject_label)


@action(
    "association.open_period",
    sentence=_("asked for the dues “%(subject)s”"),
    may=may_add,
    undo=_undo_period,
)
def open_period(
    *,
    organisation: Organisation,
    name: str,
    starts_on: date,
    ends_on: date,
    due_on: date,
    by: Viewer,
    at: datetime,
) -> Period:
    """Ask all the members in force for the dues of a period, each by their category. Raises PeriodTaken, NotFit.

    A member without a category gets the first one that fits a person or a company. Six statements, however many.
    """
    if ends_on < starts_on:
        raise NotFit(_("The last day comes after the first."))
    categories = list(Category.objects.filter(organisation=organisation, withdrawn_at=None).order_by("pk"))
    if not categories:
        raise NotFit(_("Write the categories and their amounts first."))
    try:
        with transaction.atomic():
            period = Period.objects.create(
                organisation=organisation,
                name=name.strip(),
                starts_on=starts_on,
                ends_on=ends_on,
                due_on=due_on,
            )
    except IntegrityError:
        raise PeriodTaken(_("There is a period of this name already.")) from None
    _ask_all(period, categories, at)
    record(period, before={"withdrawn_at": at}, after={"withdrawn_at": None})
    return period


def _ask_all(period: Period, categories: Sequence[Category], at: datetime) -> None:
    """The dues of each member in force: two statements."""
    first = {
        kind: next((category for category in categories if category.kind in {"", kind}), None)
        for kind in ("person", "company")
    }
    rows = [
        Dues(
            member=member,
            period=period,
            amount_cents=category.amount_cents,
            due_on=period.due_on,
            remind_on=timezone.localdate(at),
        )
        for member in in_force(period.organisation_id).select_related("category")
        if (category := member.category or first[member.kind]) is not None
    ]
    Dues.objects.bulk_create(rows, batch_size=500)


@action(
    "association.record_payment",
    sentence=_("recorded a payment of %(subject)s"),
    may=may_add,
    undo=_undo_payment,
    subject="dues",
)
def record_payment(
    *, dues: Dues, method: str, reference: str, amount_cents: int, paid_on: date, by: Viewer, at: datetime
) -> Payment:
    """Write down money received for dues, in part or whole: the receipt has its number. Raises NotOwed, NotFit."""
    if method not in payment_means_by_code():
        raise NotFit(_("Choose how it was paid."))
    if amount_cents < 1:
        raise NotFit(_("Write an amount above zero."))
    _check_day(_lock_period(dues.period_id), paid_on, by, at)
    _add_paid(dues.pk, amount_cents)
    dues.refresh_from_db(fields=["paid_cents"])
    organisation_id = dues.member.organisation_id
    payment = Payment.objects.create(
        dues=dues,
        organisation_id=organisation_id,
        method=method,
        reference=reference.strip(),
        amount_cents=amount_cents,
        paid_on=paid_on,
        number=_take_receipt_numbers(organisation_id, 1),
    )
    record(payment, before={"withdrawn_at": at}, after={"withdrawn_at": None})
    return payment


@action(
    "association.record_payments",
    sentence=_("recorded payments in full: %(subject)s"),
    may=lambda by, given: may_add(by, given["period"]) and _may_record_all(given),
    may_undo=may_add,
    undo=_undo_payments,
)
def record_payments(
    *, period: Period, dues: Sequence[Dues], method: str, paid_on: date, by: Viewer, at: datetime
) -> int:
    """Write down as paid in full several dues of one period, as a bank statement shows them. Raises NotOwed, NotFit."""
    if method not in payment_means_by_code() or not dues:
        raise NotFit(_("Choose how it was paid."))
    period = _lock_period(period.pk)
    _check_day(period, paid_on, by, at)
    rows = list(Dues.objects.select_for_update().filter(pk__in=[row.pk for row in dues]).order_by("pk"))
    if period.withdrawn_at or any(row.left_cents < 1 or row.withdrawn_at for row in rows):
        raise NotOwed(_("Some of these are paid already: look again."))
    number = _take_receipt_numbers(period.organisation_id, len(rows))
    payments = [
        Payment(
            dues=row,
            organisation_id=period.organisation_id,
            method=method,
            amount_cents=row.left_cents,
            paid_on=paid_on,
            number=number - rank,
        )
        for rank, row in enumerate(rows)
    ]
    Payment.objects.bulk_create(payments, batch_size=500)
    Dues.objects.filter(pk__in=[row.pk for row in rows]).update(paid_cents=F("amount_cents"))
    keys = [payment.pk for payment in payments]
    label = f"{period.name} ({len(payments)})"
    record(
        period,
        before={"payments": keys, "counted": False},
        after={"payments": keys, "counted": True},
        label=label,
    )
    return len(payments)


@action(
    "association.cancel_payment",
    sentence=_("cancelled a payment of %(subject)s"),
    may=may_add,
    undo=_undo_payment,
    subject="payment",
)
def cancel_payment(*, payment: Payment, by: Viewer, at: datetime) -> Payment:
    """Written down by mistake: the money counts no more, its receipt is no longer given. Raises NotOwed."""
    payment = Payment.objects.select_for_update().select_related("dues__member").get(pk=payment.pk)
    if payment.withdrawn_at is not None:
        raise NotOwed(_("This payment was cancelled already."))
    _add_paid(payment.dues_id, -payment.amount_cents)
    return change(payment, withdrawn_at=at)


@action(
    "association.waive_dues",
    sentence=_("waived the dues of %(subject)s"),
    may=may_add,
    undo=undo_fields,
    subject="dues",
)
def waive_dues(*, dues: Dues, by: Viewer, at: datetime) -> Dues:
    """The board gives up what is left of these dues: they count as settled. Raises NotOwed."""
    dues = Dues.objects.select_for_update(of=("self",)).select_related("member", "period").get(pk=dues.pk)
    if dues.left_cents < 1:
        raise NotOwed(_("Nothing is owed here any more."))
    return change(dues, waived_at=at)


def _may_record_all(subject: Any) -> bool:
    return all(row.period_id == subject["period"].pk for row in subject["dues"])


def _lock_period(period_id: int) -> Period:
    """The period as it is: money received for it and its being taken back come one after the other."""
    return Period.objects.select_for_update(no_key=True).get(pk=period_id)


def _check_day(period: Period, paid_on: date, by: Viewer, at: datetime) -> None:
    """NotFit for money of tomorrow, or received before anybody owed it: before the period, and before it was asked.

    Not asked of a provider of payments, which has the money.
    """
    if by.actor.kind == "system":
        return
    if paid_on > timezone.localdate(at):
        raise NotFit(_("This day is still to come: write the day on which you received the money."))
    opening = Entry.objects.filter(
        verb="association.open_period", subject_type=period._meta.label_lower, subject_id=str(period.pk)
    )
    asked_at = opening.order_by("pk").values_list("at", flat=True).first()
    first = min(period.starts_on, timezone.localdate(asked_at)) if asked_at else period.starts_on
    if paid_on < first:
        raise NotFit(
            _("These dues were not asked for yet on that day: write a day from %(day)s on.")
            % {"day": full_day(first)}
        )


def _add_paid(dues_id: int, cents: int) -> None:
    """Move what was paid: one conditional update, exact at any number at once."""
    owed = Dues.objects.filter(pk=dues_id, withdrawn_at=None, period__withdrawn_at=None)
    if cents > 0:
        owed = owed.filter(paid_cents__lte=F("amount_cents") - cents, waived_at=None)
    reminder = {"remind_on": timezone.localdate()} if cents < 0 else {}
    if not owed.update(paid_cents=F("paid_cents") + cents, **reminder):
        raise NotOwed(_("This is more than what is still owed."))


def _take_receipt_numbers(organisation_id: int, count: int) -> int:
    """Take so many receipt numbers, in order and without a hole; the last one."""
    rules, _new = DuesRules.objects.get_or_create(organisation_id=organisation_id)
    DuesRules.objects.filter(pk=rules.pk).update(last_receipt=F("last_receipt") + count)
    rules.refresh_from_db(fields=["last_receipt"])
    return rules.last_receipt
