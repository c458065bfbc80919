"""How it goes after a half-day: one press."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from etabli.foundation.people.access import Request, allow
from etabli.foundation.people.models import STAFF, Role
from etabli.foundation.people.pages import acted
from etabli.programme.demand.queries import booked_half_days, pending_half_day_wish
from etabli.programme.support import actions, queries
from etabli.programme.support.forms import AnswerForm
from etabli.programme.support.models import FollowUp

THANKS = {
    FollowUp.Answer.GOING: _("Thank you, well done."),
    FollowUp.Answer.HELP: _("Thank you. You are asking for another half-day: an adviser offers you a day."),
    FollowUp.Answer.STOPPED: _("Thank you. Nothing is lost: you can take it up whenever you like."),
}
TAKEN_BACK = _("Your request for a half-day is taken back.")
BOOKED = _("Thank you. Your next half-day is booked: here it is.")
# The same to the staff who answer for them, after "It is noted for…".
NOTED = {
    FollowUp.Answer.HELP: _("They ask for another half-day: it is among the requests that wait."),
    TAKEN_BACK: _("Their request for a half-day is taken back."),
    BOOKED: _("Their next half-day is booked: here it is."),
}


def _booked_instead(asked: FollowUp) -> Any:
    """The half-day to come of whoever waits for no other."""
    booked = booked_half_days(asked.person_id, at=timezone.now())
    return booked[0] if booked and pending_half_day_wish(asked.person_id) is None else None


def _said_back(asked: FollowUp, *said: Any, is_own: bool) -> str:
    """What follows from the answer: to its artisan, or to whoever wrote it for them."""
    if is_own:
        return " ".join(str(THANKS.get(row, row)) for row in said)
    noted = _("It is noted for %(name)s.") % {"name": asked.person.name}
    return " ".join([noted, *(str(NOTED[row]) for row in said if row in NOTED)])


@allow(Role.ARTISAN, *STAFF)
def how_it_goes(request: Request, pk: int) -> HttpResponse:
    """Its artisan answers, or the staff for them, on the telephone; it can be answered again."""
    asked = queries.get_follow_up(request.viewer, pk)
    # The form writes what is typed on the row that it is given, even when it refuses it: one of its own.
    is_own = request.viewer.is_person(asked.person_id)
    fresh = queries.get_follow_up(request.viewer, pk)
    form = AnswerForm(request.POST or None, instance=fresh, is_own=is_own)
    if form.is_valid():
        said = {name: form.cleaned_data.get(name, "") for name in ("answer", "useful", "address")}
        waits = pending_half_day_wish(asked.person_id)
        actions.answer_follow_up(asked=asked, **said, by=request.viewer, at=timezone.now())
        taken_back = waits is not None and pending_half_day_wish(asked.person_id) is None
        if said["answer"] == FollowUp.Answer.HELP and (booked := _booked_instead(asked)):
            acted(request, _said_back(asked, BOOKED, is_own=is_own))
            return redirect("support:appointment", booked.pk)
        thanks = [said["answer"], *([TAKEN_BACK] if taken_back else [])]
        acted(request, _said_back(asked, *thanks, is_own=is_own))
        return redirect("support:how_it_goes", pk)
    context = {"form": form, "asked": asked, "is_own": is_own, "answers": FollowUp.Answer.choices}
    return render(request, "support/how_it_goes.html", context)
