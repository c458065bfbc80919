"""How a sign-up stands, as it is told: a sentence, the facts of its occasion, its calendar entry."""

from dataclasses import replace

from etabli.foundation.notify.calendar import Meeting
from etabli.foundation.notify.prose import Prose, lines
from etabli.foundation.notify.prose import gettext as _
from etabli.foundation.seats.models import Occasion, SignUp
from etabli.foundation.ui.typography import clock, day, full_spans

Status = SignUp.Status


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


def taken_out(occasion: Occasion) -> Meeting:
    """The calendar entry that takes the occasion out."""
    return replace(meeting_of(occasion), cancelled=True)


def facts(occasion: Occasion) -> Prose:
    """What, when and where, a line each."""
    return lines(occasion.title, full_spans(occasion.spans), occasion.place)


def until(sign_up: SignUp) -> str:
    """Until when a place is held for them."""
    held = sign_up.offered_until
    return _("%(day)s at %(clock)s") % {"day": day(held), "clock": clock(held)}


def stands(sign_up: SignUp) -> Prose:
    """What they have, and what they can do."""
    if sign_up.status == Status.SEATED:
        return _(
            "You have your place. If you can no longer come, give it back in one click on the page below."
        )
    if sign_up.status == Status.OFFERED:
        return _("A place is held for you until %(until)s. Say yes or no on the page below.") % {
            "until": until(sign_up)
        }
    if sign_up.status == Status.PENDING:
        return _(
            "Your sign-up is noted. Confirm it on the page below: your place is then yours, if one is free."
        )
    if sign_up.status == Status.WAITING:
        return _("You are on the waiting list. If you no longer want to come, leave it on the page below.")
    return _("You have no place, and you are not on the waiting list.")
