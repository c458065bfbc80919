"""The link to a relay's own page: made, sent, cut off by the staff."""

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
from etabli.territory.relays import links, queries
from etabli.territory.relays.actions import cut_link, make_link, send_link


@allow(*STAFF)
@require_POST
def make(request: Request, pk: int) -> HttpResponse:
    """A link to give by hand: shown this once, since it is kept nowhere."""
    relay = queries.get_relay(request.viewer, pk)
    link = make_link(relay=relay, by=request.viewer, at=timezone.now())
    acted(request, _("The link is ready."))
    context = {"relay": relay, "link": link, "address": links.address_of(link)}
    return render(request, "relays/link_made.html", context)


@allow(*STAFF)
@require_POST
def send(request: Request, pk: int) -> HttpResponse:
    """The link by mail, to somebody to ask for."""
    contact = queries.get_contact(request.viewer, pk)
    try:
        send_link(contact=contact, by=request.viewer, at=timezone.now())
    except ActionError as refusal:
        messages.error(request, str(refusal))
    else:
        acted(request, _("The link leaves in a minute for %(address)s.") % {"address": contact.email})
    return redirect("relays:detail", pk=contact.relay_id)


@allow(*STAFF)
@require_POST
def cut(request: Request, pk: int) -> HttpResponse:
    """Nobody comes in by this link any more."""
    link = queries.get_link(request.viewer, pk)
    cut_link(link=link, by=request.viewer, at=timezone.now())
    acted(request, _("The link is cut off: it opens nothing any more."))
    return redirect("relays:detail", pk=link.relay_id)
