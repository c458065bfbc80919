"""Days offered by mail: choosing one without signing in, or none; taking that back for a day."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from etabli.foundation.journal import ActionError, undo
from etabli.foundation.journal.models import Entry
from etabli.foundation.people.access import Request, public, without_drafts
from etabli.foundation.people.limits import WINDOW_SECONDS, count_guess_and_find_exceeded, limited
from etabli.foundation.people.viewer import of_person
from etabli.foundation.ui.pages import too_many
from etabli.programme.support import actions
from etabli.programme.support.engine import Slot
from etabli.programme.support.links import offer_of, path_of
from etabli.programme.support.models import DayOffer
from etabli.programme.support.offered import choice_of, stands
from etabli.programme.support.queries import booked_for

UNDO_FOR = timedelta(days=1)
VERBS = ("support.choose_day", "support.refuse_days")


@public
@without_drafts
@limited("support.days", per_minute=60)
def days(request: Request, token: str) -> HttpResponse:
    """A GET shows the days that are free (programs that read mails follow links), a POST chooses one, or none, or takes
    the answer back."""
    offer, at = offer_of(token), timezone.now()
    if offer is None:
        if count_guess_and_find_exceeded(request, "support.days"):
            return too_many(request, wait_seconds=WINDOW_SECONDS)
        return render(request, "support/days_over.html", status=404)
    if request.method == "POST":
        try:
            _answer(offer, request.POST, at)
        except ActionError as refusal:
            messages.error(request, str(refusal))
        return redirect(path_of(offer))
    return render(request, "support/days.html", _shown(offer, request.GET.get("jour", ""), at))


def _shown(offer: DayOffer, number: str, at: datetime) -> dict[str, Any]:
    """`number`: of the day that was pressed in the mail."""
    choice = choice_of(offer, at=at)
    return {
        "offer": offer,
        "chamber": offer.chamber,
        "stands": stands(offer),
        "booked": booked_for(offer.wish),
        "is_none": offer.answer == DayOffer.NONE,
        "may_undo": _may_undo(offer, at),
        "slots": _pressed_first(choice.slots, offer, number),
        "lost": choice.lost,
    }


def _answer(offer: DayOffer, sent: Any, at: datetime) -> None:
    by = of_person(offer.person)
    if "undo" in sent:
        if not _may_undo(offer, at):
            raise actions.NoLongerOffered(_("It can no longer be taken back here: call us."))
        answers = Entry.objects.filter(verb__in=VERBS, subject_type=offer._meta.label_lower)
        undo(entry=answers.filter(subject_id=str(offer.pk)).latest("pk"), by=by, at=at)
    elif "none" in sent:
        actions.refuse_days(offer=offer, by=by, at=at)
    else:
        actions.choose_day(offer=offer, day=sent.get("day", ""), by=by, at=at)


def _may_undo(offer: DayOffer, at: datetime) -> bool:
    """For a day after the answer, while it stands."""
    answered_at = offer.answered_at
    is_recent = answered_at is not None and at < answered_at + UNDO_FOR and offer.withdrawn_at is None
    return bool(offer.answer) and is_recent


def _pressed_first(slots: Sequence[Slot], offer: DayOffer, number: str) -> list[Slot]:
    """The one that was pressed in the mail comes first."""
    pressed = offer.days[int(number) - 1] if number in {str(n + 1) for n in range(len(offer.days))} else ""
    return sorted(slots, key=lambda slot: (slot.value != pressed, slot.on, slot.half))
