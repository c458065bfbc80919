"""What an association settles for itself: its categories of dues, its grace, its own trades."""

from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from etabli.community.association.actions.members import NotFit
from etabli.community.association.models import Category, DuesRules, Member, OwnTrade
from etabli.community.association.queries import dues_to_pay
from etabli.community.association.rules import may_add
from etabli.community.association.trades import trades
from etabli.foundation.journal import ActionError, action, change, record, undo_fields, undo_fields_if_free
from etabli.foundation.journal.actors import HasActor
from etabli.foundation.journal.models import Entry
from etabli.foundation.journal.undo import subject_of
from etabli.foundation.people.models import Organisation
from etabli.foundation.people.viewer import Viewer


class NameInUse(ActionError):
    """There is one of this name already."""


class InUse(ActionError):
    """Members have it: it can't go before them."""


def _undo_dues_rules(entry: Entry, by: HasActor, at: datetime) -> None:
    undo_fields(entry, by, at)
    dues_rules: Any = subject_of(entry)
    _reschedule_reminders(dues_rules.organisation_id, at)


def _reschedule_reminders(organisation_id: int, at: datetime) -> None:
    """The clock looks again at what is owed: it writes what is due today, and sets the day of the next letter."""
    dues_to_pay(organisation_id).update(remind_on=timezone.localdate(at))


@action(
    "association.set_dues_rules",
    sentence=_("changed how the dues are asked for: %(subject)s"),
    may=may_add,
    undo=_undo_dues_rules,
)
def set_dues_rules(
    *, organisation: Organisation, grace_days: int, remind_days: int, pay_to: str, by: Viewer, at: datetime
) -> DuesRules:
    """The days of grace after the due day, those of the reminder before it, and how to pay, as members read it.

    The letters about what is owed leave by the new days, from today on.
    """
    row, _new = DuesRules.objects.select_for_update().get_or_create(organisation=organisation)
    change(row, grace_days=grace_days, remind_days=remind_days, pay_to=pay_to.strip())
    _reschedule_reminders(organisation.pk, at)
    return row


@action(
    "association.add_category",
    sentence=_("added the category of dues “%(subject)s”"),
    may=may_add,
    undo=undo_fields_if_free,
)
def add_category(
    *, organisation: Organisation, name: str, kind: str, amount_cents: int, by: Viewer, at: datetime
) -> Category:
    """A category with its amount for one period, for persons, companies or both (""). Raises NameInUse."""
    try:
        with transaction.atomic():
            category = Category.objects.create(
                organisation=organisation, name=name.strip(), kind=kind, amount_cents=amount_cents
            )
    except IntegrityError:
        raise NameInUse(_("There is a category of this name already.")) from None
    record(category, before={"withdrawn_at": at}, after={"withdrawn_at": None})
    return category


@action(
    "association.change_category",
    sentence=_("changed the category of dues “%(subject)s”"),
    may=may_add,
    undo=undo_fields_if_free,
    subject="category",
)
def change_category(
    *, category: Category, name: str, kind: str, amount_cents: int, by: Viewer, at: datetime
) -> Category:
    """Another name or amount: it counts for the dues asked for from now on. Raises NameInUse."""
    try:
        with transaction.atomic():
            return change(category, name=name.strip(), kind=kind, amount_cents=amount_cents)
    except IntegrityError:
        raise NameInUse(_("There is a category of this name already.")) from None


@action(
    "association.withdraw_category",
    sentence=_("took the category of dues “%(subject)s” out of the list"),
    may=may_add,
    undo=undo_fields_if_free,
    subject="category",
)
def withdraw_category(*, category: Category, by: Viewer, at: datetime) -> Category:
    """No longer offered. Raises InUse while members have it."""
    if Member.objects.filter(category=category, left_on=None).exists():
        raise InUse(_("Members are in this category: give them another one first."))
    return change(category, withdrawn_at=at)


@action(
    "association.add_trade",
    sentence=_("added the trade “%(subject)s”"),
    may=may_add,
    undo=undo_fields_if_free,
)
def add_trade(*, organisation: Organisation, name: str, by: Viewer, at: datetime) -> OwnTrade:
    """A trade more than those of the common list, under the name that members choose. Raises NameInUse, NotFit."""
    name = " ".join(name.split())
    if not name:
        raise NotFit(_("Write the name of the trade."))
    used_names = {
        label.lower()
        for trade in trades(organisation.pk).values()
        for label in (trade.fr, trade.en, trade.id)
    }
    if name.lower() in used_names:
        raise NameInUse(_("This trade is in the list already."))
    own_trade = OwnTrade.objects.create(organisation=organisation, name=name)
    record(own_trade, before={"withdrawn_at": at}, after={"withdrawn_at": None})
    return own_trade


@action(
    "association.withdraw_trade",
    sentence=_("took the trade “%(subject)s” out of the list"),
    may=may_add,
    undo=undo_fields_if_free,
    subject="trade",
)
def withdraw_trade(*, trade: OwnTrade, by: Viewer, at: datetime) -> OwnTrade:
    """No longer offered; whoever has it keeps it."""
    return change(trade, withdrawn_at=at)
