"""The relays to call this week."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from etabli.foundation.people.access import Request, allow
from etabli.foundation.people.models import STAFF
from etabli.foundation.people.pages import acted
from etabli.programme.outreach.queries.calls import relays_to_call
from etabli.programme.outreach.wording import reasons_of
from etabli.territory.relays.actions import note_contact
from etabli.territory.relays.models import ContactNote
from etabli.territory.relays.queries import get_relay


@allow(*STAFF)
def calls(request: Request) -> HttpResponse:
    """Ten at most, each with its number and why."""
    to_call = relays_to_call(request.viewer, at=timezone.now())
    rows = [(call, reasons_of(call)) for call in to_call.calls]
    return render(request, "outreach/calls.html", {"rows": rows, "without_number": to_call.without_number})


@allow(*STAFF)
@require_POST
def called(request: Request, pk: int) -> HttpResponse:
    """They were called: noted, and they leave the list for two weeks."""
    relay = get_relay(request.viewer, pk)
    note_contact(
        relay=relay, kind=ContactNote.Kind.CALL, text=_("Called."), by=request.viewer, at=timezone.now()
    )
    acted(request, _("The call to %(relay)s is noted.") % {"relay": relay})
    return redirect("outreach:calls")
