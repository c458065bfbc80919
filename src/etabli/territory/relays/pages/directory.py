"""The directory of relays."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from etabli.foundation.journal.queries import history_of
from etabli.foundation.people.access import Request, allow
from etabli.foundation.people.models import STAFF, Role
from etabli.foundation.people.pages import acted
from etabli.territory.relays import actions, queries
from etabli.territory.relays.forms import FilterForm, NoteForm, RelayForm
from etabli.territory.relays.models import Relay

CONCERNED = (*STAFF, Role.RELAY)


@allow(*STAFF)
def relay_list(request: Request) -> HttpResponse:
    """The relays of the chamber and what each brought."""
    form = FilterForm(request.GET)
    epci = form.cleaned_data["epci"] if form.is_valid() else None
    text = form.cleaned_data.get("q", "")
    cards = queries.relays(request.viewer, text=text, epci_code=epci.pk if epci else "")
    return render(
        request, "relays/relay_list.html", {"form": form, "cards": cards, "filtered": bool(text or epci)}
    )


@allow(*STAFF)
def relay_new(request: Request) -> HttpResponse:
    """A new relay: three fields are enough."""
    form = RelayForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        relay = actions.create_relay(
            chamber=queries.own_chamber(request.viewer),
            **form.cleaned_data,
            by=request.viewer,
            at=timezone.now(),
        )
        acted(request, _("%(relay)s is in the directory. Its poster is ready.") % {"relay": relay})
        return redirect("relays:detail", pk=relay.pk)
    return render(request, "relays/relay_form.html", {"form": form, "relay": None})


@allow(*STAFF)
def relay_edit(request: Request, pk: int) -> HttpResponse:
    """Change what is known of a relay."""
    relay = queries.get_relay(request.viewer, pk)
    form = RelayForm(request.POST or None, instance=relay)
    if request.method == "POST" and form.is_valid():
        actions.correct_relay(relay=relay, **form.cleaned_data, by=request.viewer, at=timezone.now())
        acted(request, _("The change is kept."))
        return redirect("relays:detail", pk=relay.pk)
    return render(request, "relays/relay_form.html", {"form": form, "relay": relay})


@allow(*CONCERNED)
def relay_detail(request: Request, pk: int) -> HttpResponse:
    """A relay: its poster and its figures; for the chamber, the exchanges and a form to note one."""
    relay = queries.get_relay(request.viewer, pk)
    runs = request.viewer.is_staff_of(relay.chamber_id)
    form = NoteForm(request.POST or None) if runs else None
    if request.method == "POST" and form is not None and form.is_valid():
        actions.note_contact(relay=relay, **form.cleaned_data, by=request.viewer, at=timezone.now())
        acted(request, _("The exchange is kept."))
        return redirect("relays:detail", pk=relay.pk)
    return render(request, "relays/relay_detail.html", _detail(request, relay, form))


@allow(Role.MANAGER)
@require_POST
def open_space(request: Request, pk: int) -> HttpResponse:
    """Let people of this relay be invited to sign in; the team's page does the rest."""
    relay = queries.get_relay(request.viewer, pk)
    relay = actions.open_space(relay=relay, by=request.viewer, at=timezone.now())
    messages.success(request, _("The space is open. Invite now somebody of %(name)s.") % {"name": relay.name})
    return redirect("people:invite", pk=relay.organisation_id)


@allow(*STAFF)
@require_POST
def withdraw(request: Request, pk: int) -> HttpResponse:
    """Take a relay out of the directory."""
    relay = queries.get_relay(request.viewer, pk)
    actions.withdraw_relay(relay=relay, by=request.viewer, at=timezone.now())
    acted(
        request,
        _("%(relay)s is no longer in the directory. Its posters still lead to the workshops.")
        % {"relay": relay},
    )
    return redirect("relays:list")


@allow(Role.RELAY)
def own(request: Request) -> HttpResponse:
    """The page of the relay that the viewer acts for."""
    return redirect("relays:detail", pk=queries.own_relay(request.viewer).pk)


def _detail(request: Request, relay: Relay, form: NoteForm | None) -> dict[str, Any]:
    return {
        "relay": relay,
        "link": queries.link_of(relay),
        "brought": queries.brought_by(relay),
        "notes": queries.notes_on(request.viewer, relay),
        "lines": history_of(request.viewer, relay) if form is not None else [],
        "form": form,
        "contacts": queries.contacts(request.viewer, relay),
    }
