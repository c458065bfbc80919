"""Noting since when, and where, an artisan is found on the internet."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from etabli.foundation.journal import ActionError
from etabli.foundation.people.access import Request, allow
from etabli.foundation.people.models import STAFF
from etabli.foundation.people.pages import acted
from etabli.foundation.people.queries import get_person
from etabli.programme.coverage import actions
from etabli.programme.coverage.forms import OnlineForm
from etabli.programme.coverage.queries.goals import presence_of


@allow(*STAFF)
def online(request: Request, pk: int) -> HttpResponse:
    """The address, and the day since when; what was noted before can be corrected."""
    person, today = get_person(request.viewer, pk), timezone.localdate()
    presence = presence_of(request.viewer, person.pk, person.chamber_id)
    initial = (
        {"address": presence.address, "since_on": presence.since_on} if presence else {"since_on": today}
    )
    form = OnlineForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            actions.note_online(person=person, **form.cleaned_data, by=request.viewer, at=timezone.now())
        except ActionError as refusal:
            form.add_error("since_on", str(refusal))
        else:
            acted(request, _("It is noted."))
            return redirect("front:person", pk)
    return render(request, "coverage/online_form.html", {"form": form, "person": person, "noted": presence})


@allow(*STAFF)
@require_POST
def online_forget(request: Request, pk: int) -> HttpResponse:
    """It was noted by mistake, or is there no more."""
    person = get_person(request.viewer, pk)
    presence = presence_of(request.viewer, person.pk, person.chamber_id)
    if presence is None:
        messages.error(request, _("Nothing is noted: somebody took it off meanwhile."))
    else:
        actions.forget_online(presence=presence, by=request.viewer, at=timezone.now())
        acted(request, _("It is noted no more."))
    return redirect("front:person", pk)
