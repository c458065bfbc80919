"""A sign-up of which nobody knew whether it was real: confirmed by its owner, or on the telephone."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from etabli.foundation.journal import CannotUndo, action, change, record, undo_fields
from etabli.foundation.journal.models import Entry
from etabli.foundation.journal.undo import subject_of
from etabli.foundation.people.models import Organisation
from etabli.foundation.people.viewer import Viewer
from etabli.foundation.seats import notices
from etabli.foundation.seats.actions.errors import NothingToConfirm
from etabli.foundation.seats.actions.places import (
    change_status,
    lock,
    lock_sign_up,
    offer_free_places,
    refuse_if_marked,
    refuse_unless_open,
)
from etabli.foundation.seats.holders import WITH_HOLDERS
from etabli.foundation.seats.models import ConfirmationRule, SignUp
from etabli.foundation.seats.place_events import Because
from etabli.foundation.seats.queries import waiting_in_order
from etabli.foundation.seats.rules import may_confirm

Status = SignUp.Status


def _undo_confirmation(entry: Entry, by: Any, at: datetime) -> None:
    """Both ways: unconfirmed as they were, their places offered to those who wait; or confirmed again."""
    lock(sign_ups=entry.subject_id)
    sign_up: Any = subject_of(entry, lock=True)
    refuse_unless_open(sign_up.occasion, by, at)
    rows = _rows(entry.after["standing"])
    if any(entry.after["standing"][str(row.pk)] != row.status for row in rows):
        raise CannotUndo(_("Something changed since: take back the later change first."))
    is_back = entry.before["confirmed_at"] is not None
    for row in rows:
        refuse_if_marked(row)
        if not is_back:
            change_status(row, entry.before["standing"][str(row.pk)], confirmed_at=None)
        elif row.is_unproved:
            _place_in_turn(row, at)
    offered = offer_free_places(sign_up.occasion_id, at)
    for row in _rows(entry.after["standing"]):
        if row.pk not in offered:
            notices.update_sign_up(row, Because.PLACE, at)
    record(
        sign_up,
        before=entry.after,
        after={
            **entry.before,
            "standing": {str(row.pk): row.status for row in _rows(entry.after["standing"])},
        },
    )


@action(
    "seats.confirm",
    sentence=_("confirmed the sign-up for “%(subject)s”"),
    may=may_confirm,
    undo=_undo_confirmation,
    subject="sign_up",
)
def confirm(*, sign_up: SignUp, by: Viewer, at: datetime) -> SignUp:
    """They come: the place is theirs if one is free, else they wait at the number with which they arrived.

    Those whom they bring are confirmed with them. Whoever waits already is offered a place for the full time from now
    on. Raises NothingToConfirm, OccasionClosed, or PresenceMarked.
    """
    if not lock_sign_up(sign_up).is_unproved:
        raise NothingToConfirm(
            _("This sign-up needs no confirmation any more: this page says how it stands.")
        )
    refuse_unless_open(sign_up.occasion, by, at)
    brought = sign_up.brought.exclude(status=Status.WITHDRAWN).filter(confirmed_at=None).exclude(origin="")
    rows = [sign_up, *brought.select_related("occasion", *WITH_HOLDERS).order_by("number")]
    before = {str(row.pk): str(row.status) for row in rows}
    for row in rows:
        was = row.status
        _place_in_turn(row, at)
        if row.status != was:
            notices.update_sign_up(row, Because.PLACE, at, knows=True)
    record(
        sign_up,
        before={"confirmed_at": None, "standing": before},
        after={"confirmed_at": at, "standing": {str(row.pk): str(row.status) for row in rows}},
    )
    return sign_up


@action(
    "seats.set_rule",
    sentence=_("chose how many sign-ups from one address need no confirmation"),
    tells={"most": _("Places without confirmation")},
    may=lambda by, organisation: by.is_staff_of(organisation.pk),
    may_undo=lambda by, rule: by.is_staff_of(rule.organisation_id),
    undo=undo_fields,
    subject="organisation",
)
def set_confirmation_rule(
    *, organisation: Organisation, most: int, by: Viewer, at: datetime
) -> ConfirmationRule:
    """The organisation's rule, for the sign-ups that come from now on."""
    rule, _new = ConfirmationRule.objects.get_or_create(organisation=organisation)
    return change(rule, label=str(organisation), most=most)


def _place_in_turn(row: SignUp, at: datetime) -> None:
    """Confirmed: a place if it is their turn and one is free, else the waiting list at their own number."""
    if row.status != Status.PENDING:
        row.confirmed_at = at
        row.save(update_fields=["confirmed_at"])
        return
    first_waiting = waiting_in_order(row.occasion).first()
    is_their_turn = first_waiting is None or (
        first_waiting.ahead_since is None and first_waiting.number > row.number
    )
    if not is_their_turn or not change_status(row, Status.SEATED, confirmed_at=at):
        change_status(row, Status.WAITING, confirmed_at=at)


def _rows(standing: dict[str, str]) -> list[SignUp]:
    sign_ups = SignUp.objects.filter(pk__in=standing).select_related("occasion", *WITH_HOLDERS)
    return list(sign_ups.order_by("number"))
