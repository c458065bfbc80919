"""Whom to ask for at a relay, and what it likes to receive: changed by the staff, or by the relay itself."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from etabli.foundation.people.access import Request, allow
from etabli.foundation.people.models import STAFF, Role
from etabli.foundation.people.pages import acted
from etabli.territory.relays import actions, queries
from etabli.territory.relays.forms import ContactForm, WishesForm
from etabli.territory.relays.links import viewer_by_opened_link
from etabli.territory.relays.models import Relay


@allow(*STAFF, Role.RELAY, by=viewer_by_opened_link)
def contact_new(request: Request, pk: int) -> HttpResponse:
    """Somebody more to ask for."""
    relay = queries.get_relay(request.viewer, pk)
    form = ContactForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.add_contact(relay=relay, **form.cleaned_data, by=request.viewer, at=timezone.now())
        acted(request, _("It is kept."))
        return _page_of(request, relay)
    return render(
        request, "relays/contact_form.html", {"form": form, "relay": relay, "back": _back_url(request, relay)}
    )


@allow(*STAFF, Role.RELAY, by=viewer_by_opened_link)
def contact_edit(request: Request, pk: int) -> HttpResponse:
    """Correct somebody to ask for."""
    contact = queries.get_contact(request.viewer, pk)
    form = ContactForm(request.POST or None, instance=contact)
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        actions.correct_contact(contact=contact, **values, by=request.viewer, at=timezone.now())
        acted(request, _("The change is kept."))
        return _page_of(request, contact.relay)
    context = {
        "form": form,
        "relay": contact.relay,
        "contact": contact,
        "back": _back_url(request, contact.relay),
    }
    return render(request, "relays/contact_form.html", context)


@allow(*STAFF, Role.RELAY, by=viewer_by_opened_link)
@require_POST
def contact_withdraw(request: Request, pk: int) -> HttpResponse:
    """No longer there."""
    contact = queries.get_contact(request.viewer, pk)
    actions.withdraw_contact(contact=contact, by=request.viewer, at=timezone.now())
    acted(request, _("%(who)s is no longer among those to ask for.") % {"who": contact})
    return _page_of(request, contact.relay)


@allow(*STAFF, Role.RELAY, by=viewer_by_opened_link)
@require_POST
def contact_agree(request: Request, pk: int) -> HttpResponse:
    """They agree to get mails: they say so on their page, or tell the chamber how."""
    contact = queries.get_contact(request.viewer, pk)
    by_itself = request.viewer.role not in STAFF
    how = _("on the page of the relay") if by_itself else request.POST.get("how", "")[:120]
    actions.record_agreement(
        contact=contact, how=how or _("told to us"), by=request.viewer, at=timezone.now()
    )
    acted(request, _("The agreement is kept."))
    return _page_of(request, contact.relay)


@allow(*STAFF, Role.RELAY, by=viewer_by_opened_link)
@require_POST
def contact_refuse(request: Request, pk: int) -> HttpResponse:
    """They no longer want mails."""
    contact = queries.get_contact(request.viewer, pk)
    actions.record_refusal(contact=contact, by=request.viewer, at=timezone.now())
    acted(request, _("It is noted: we will not write to this address."))
    return _page_of(request, contact.relay)


@allow(*STAFF, Role.RELAY, by=viewer_by_opened_link)
def wishes(request: Request, pk: int) -> HttpResponse:
    """What it likes to receive, and when."""
    relay = queries.get_relay(request.viewer, pk)
    form = WishesForm(request.POST if request.method == "POST" else None, relay=relay)
    if form.is_valid():
        actions.tell_wishes(relay=relay, **form.cleaned_data, by=request.viewer, at=timezone.now())
        acted(request, _("It is kept."))
        return _page_of(request, relay)
    return render(
        request, "relays/wishes_form.html", {"form": form, "relay": relay, "back": _back_url(request, relay)}
    )


def _page_of(request: Request, relay: Relay) -> HttpResponse:
    return redirect(_back_url(request, relay))


def _back_url(request: Request, relay: Relay) -> str:
    """The record for the staff, its own page for a relay."""
    staff = request.viewer.role in STAFF
    return reverse("relays:detail", args=[relay.pk]) if staff else reverse("front:relay_space")
