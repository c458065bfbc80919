"""Days offered to whoever asked for a half-day: one of them is chosen from a mail, and booked by it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from etabli.foundation.journal import ActionError, action, change, record, undo_fields, undo_parts
from etabli.foundation.journal.models import Entry
from etabli.foundation.journal.undo import subject_of
from etabli.foundation.people.models import User
from etabli.foundation.people.rules import may_help, may_run
from etabli.foundation.people.viewer import Viewer
from etabli.programme.demand.models import Wish
from etabli.programme.support.actions.bookings import WrongRequest, book
from etabli.programme.support.engine import Slot
from etabli.programme.support.models import Appointment, DayOffer
from etabli.programme.support.notices import tell_adviser
from etabli.programme.support.offered import choice_of, refused_days, stands
from etabli.programme.support.offering import (
    offer_by_mail,
    take_offer_back,
    take_refusal_back,
    tell_of_refusal,
)


class NoDays(ActionError):
    """There is nothing to offer, or nobody to write to."""


class NoLongerOffered(ActionError):
    """This day is not free any more, or the offer is over."""


def _undo_offer(entry: Entry, by: Any, at: datetime) -> None:
    """Both ways; what has not left is not sent."""
    undo_fields(entry, by, at)
    offer: Any = subject_of(entry)
    if offer.withdrawn_at is None:
        offer_by_mail(offer, at)
    else:
        take_offer_back(offer)


@action(
    "support.offer_days",
    sentence=_("offered days for the half-day of support of %(subject)s"),
    may=may_run,
    undo=_undo_offer,
    subject="wish",
)
def offer_days(
    *, wish: Wish, adviser: User, slots: Sequence[Slot], place: str, by: Viewer, at: datetime
) -> DayOffer:
    """Write to whoever asked that they choose one of these, in the place of what was offered before. None is held
    meanwhile, and no day that was refused is offered again. Raises WrongRequest, or NoDays."""
    person = wish.person
    if person is None or wish.withdrawn_at is not None:
        raise WrongRequest(_("This request is no longer there: go back to the list."))
    refused = refused_days(wish)
    slots = [slot for slot in slots if slot.on not in refused]
    if not slots or not person.email:
        raise NoDays(
            _("There is no day to offer, or no e-mail to write to: book one with them by telephone.")
        )
    offer = DayOffer.objects.create(
        chamber_id=wish.chamber_id,
        person=person,
        wish=wish,
        adviser=adviser,
        place=place.strip(),
        days=[slot.value for slot in slots],
        offered_at=at,
    )
    record(offer, before={"withdrawn_at": at}, after={"withdrawn_at": None})
    offer_by_mail(offer, at)
    return offer


def _undo_choice(entry: Entry, by: Any, at: datetime) -> None:
    """Both ways: the half-day goes, or is held again if it is still free."""
    undo_parts(entry, by=by, at=at)
    undo_fields(entry, by, at)


@action(
    "support.choose_day",
    sentence=_("chose the day of the half-day of support of %(subject)s"),
    own_sentence=_("chose the day of their half-day of support"),
    may=may_help,
    undo=_undo_choice,
    subject="offer",
)
def choose_day(*, offer: DayOffer, day: str, by: Viewer, at: datetime) -> Appointment:
    """Book this half-day of the offer, or the one that takes its place; its adviser is told. Raises NoLongerOffered, or
    what `book` raises."""
    offer = DayOffer.objects.select_for_update().get(pk=offer.pk)
    slot = next((slot for slot in choice_of(offer, at=at).slots if slot.value == day), None)
    if slot is None or not stands(offer):
        raise NoLongerOffered(_("This half-day is no longer free, or was answered already: look again."))
    change(offer, answer=day, answered_at=at)
    appointment = book(
        person=offer.person,
        wish=offer.wish,
        adviser=offer.adviser,
        on=slot.on,
        half=slot.half,
        place=offer.place,
        by=Viewer.system(offer.chamber_id),
        at=at,
    )
    tell_adviser(appointment, at, is_chosen=True)
    return appointment


def _undo_refusal(entry: Entry, by: Any, at: datetime) -> None:
    """Both ways; its adviser reads no more of it, or reads it again."""
    undo_fields(entry, by, at)
    offer: Any = subject_of(entry)
    if offer.answer:
        tell_of_refusal(offer, at)
    else:
        take_refusal_back(offer)


@action(
    "support.refuse_days",
    sentence=_("said that none of the days suits for the half-day of support of %(subject)s"),
    own_sentence=_("said that none of the days suits for their half-day of support"),
    may=may_help,
    undo=_undo_refusal,
    subject="offer",
)
def refuse_days(*, offer: DayOffer, by: Viewer, at: datetime) -> DayOffer:
    """None of them suits: the request waits, and the adviser is told. Raises NoLongerOffered."""
    offer = DayOffer.objects.select_for_update().get(pk=offer.pk)
    if not stands(offer):
        raise NoLongerOffered(_("These days are no longer offered, or were answered already."))
    change(offer, answer=DayOffer.NONE, answered_at=at)
    tell_of_refusal(offer, at)
    return offer
