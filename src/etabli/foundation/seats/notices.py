"""What people are told of their place: one true message each time something changes for them, until it begins."""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from etabli.foundation.notify.calendar import Meeting
from etabli.foundation.people.models import Role
from etabli.foundation.rooms import Kind
from etabli.foundation.seats import parties
from etabli.foundation.seats.models import Occasion, SignUp

ARTISAN = frozenset({Role.ARTISAN})
PLACE = Kind(
    "seats.place", _("Your place or your waiting list, when you ask for it"), ARTISAN, must=True, prompt=True
)
CHANGE = Kind(
    "seats.change", _("A place that comes free, a workshop that changes or is called off"), ARTISAN, must=True
)
KINDS = [PLACE, CHANGE]


def meeting_of(occasion: Occasion, url: str = "") -> Meeting:
    """The occasion as a calendar sees it, with all its half-days."""
    first, *later = occasion.spans
    return Meeting(
        uid=occasion.uid,
        sequence=occasion.sequence,
        title=occasion.title,
        starts_at=first.start,
        ends_at=first.end,
        later=tuple(later),
        place=occasion.place,
        url=url,
        cancelled=occasion.cancelled_at is not None,
    )


def told_of_place(sign_up: SignUp, at: datetime, *, promoted: bool = False, first: bool = False) -> None:
    """You have a place; you wait; a place has come free for you. `first`: nothing was told of this sign-up yet."""
    if sign_up.status == SignUp.Status.WAITING:
        opening = _("You are on the waiting list. If a place comes free, it is yours and we write to you.")
    elif promoted:
        opening = _("A place has come free: it is yours. If you can't come any more, please give it back.")
    else:
        opening = _("You have a place. We look forward to seeing you.")
    seated = sign_up.status == SignUp.Status.SEATED
    key = f"sign_up:{sign_up.pk}:{sign_up.number}:{sign_up.status}:{at.timestamp()}"
    _tell(sign_up, CHANGE if promoted else PLACE, opening, key, at, with_calendar=seated, anew=first)


def told_again(sign_up: SignUp, at: datetime) -> None:
    """They have a place, or wait, and signed up once more: here it is. Once a day, however often it is asked."""
    if sign_up.status == SignUp.Status.WAITING:
        opening = _("You are on the waiting list already: you keep your number.")
    else:
        opening = _("You have signed up already: here is your place.")
    key = f"sign_up:{sign_up.pk}:{sign_up.number}:again:{timezone.localdate(at)}"
    seated = sign_up.status == SignUp.Status.SEATED
    _tell(sign_up, PLACE, opening, key, at, with_calendar=seated)


def told_of_withdrawal(sign_up: SignUp, at: datetime, *, was_seated: bool) -> None:
    """The place, or the number in the waiting list, is no longer theirs, whoever gave it back."""
    if was_seated:
        opening = _(
            "Your place has been given back. If you can come after all, the page below lets you take it again."
        )
    else:
        opening = _(
            "You are no longer on the waiting list. If you can come after all, sign up again on the page below."
        )
    key = f"sign_up:{sign_up.pk}:{sign_up.number}:withdrawn:{at.timestamp()}"
    _tell(sign_up, PLACE, opening, key, at, with_calendar=was_seated, ended=True)


def told_of_change(occasion: Occasion, at: datetime, *, but: Collection[int] = ()) -> None:
    """The subject, the time or the place is no longer the same; those of `but` were told by another mail."""
    opening = _("The subject, the time or the place has changed. Here is what holds now.")
    with parties.told_once():
        for sign_up in _concerned(occasion):
            if sign_up.pk in but:
                continue
            key = f"occasion:{occasion.pk}:{occasion.sequence}:{sign_up.pk}"
            _tell(sign_up, CHANGE, opening, key, at, with_calendar=sign_up.status == SignUp.Status.SEATED)


def told_of_end(occasion: Occasion, reason: str, at: datetime) -> None:
    """It will not take place."""
    opening = format_lazy(_("It will not take place: {reason}"), reason=reason)
    with parties.told_once():
        for sign_up in _concerned(occasion):
            _tell(
                sign_up, CHANGE, opening, f"occasion:{occasion.pk}:end:{sign_up.pk}", at, with_calendar=True
            )


def _concerned(occasion: Occasion) -> list[SignUp]:
    found = (
        occasion.sign_ups.exclude(status=SignUp.Status.WITHDRAWN)
        .select_related("person", "brought_by__person")
        .order_by("number")
    )
    for sign_up in found:
        sign_up.occasion = occasion
    return list(found)


def _tell(
    sign_up: SignUp,
    kind: Kind,
    opening: Promise,
    key: str,
    at: datetime,
    *,
    with_calendar: bool,
    ended: bool = False,
    anew: bool = False,
) -> None:
    """Tell it while it is still to come; `ended` makes its calendar file take the meeting out of their calendar."""
    occasion = sign_up.occasion
    if occasion.starts_at <= at:
        return
    meeting = meeting_of(occasion)
    if ended:
        meeting = replace(meeting, cancelled=True)
    parties.say(
        parties.Word(sign_up, kind, opening, key, at, meeting=meeting if with_calendar else None, anew=anew)
    )
