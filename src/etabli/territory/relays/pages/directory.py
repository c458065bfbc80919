"""The directory of relays, and the record of each."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from etabli.foundation.people.access import Request, allow
from etabli.foundation.people.models import STAFF, Role
from etabli.foundation.people.pages import acted
from etabli.foundation.people.queries import own_chamber
from etabli.foundation.ui.elision import join_little_words
from etabli.territory.places.models import Commune
from etabli.territory.relays import actions, queries
from etabli.territory.relays.forms import ContactForm, FilterForm, NoteForm, RelayForm
from etabli.territory.relays.models import Relay

CONCERNED_ROLES = (*STAFF, Role.RELAY)
PAGE_SIZE = 15


@allow(*STAFF)
def relay_list(request: Request) -> HttpResponse:
    """The relays of the chamber and what each brought, page by page."""
    form = FilterForm(request.GET)
    relays = queries.relays(request.viewer, form.wanted, at=timezone.now())
    page = Paginator(relays, PAGE_SIZE).get_page(request.GET.get("page"))
    context = {"form": form, "page": page, "filtered": form.wanted.is_narrowed}
    return render(request, "relays/relay_list.html", context)


@allow(*STAFF)
def relay_new(request: Request) -> HttpResponse:
    """A new relay: three answers are enough; whom to ask for may be written at once."""
    form, contact = RelayForm(request.POST or None), ContactForm(request.POST or None, prefix="contact")
    is_asked_for = contact.has_changed()
    if request.method == "POST" and form.is_valid() and (not is_asked_for or contact.is_valid()):
        relay = actions.create_relay(
            chamber=own_chamber(request.viewer),
            **form.facts,
            person=contact.cleaned_data if is_asked_for else None,
            by=request.viewer,
            at=timezone.now(),
        )
        acted(request, _("%(relay)s is in the directory. Its poster is ready.") % {"relay": relay})
        return redirect("relays:detail", pk=relay.pk)
    context = {"form": form, "contact": contact, "is_asked_for": is_asked_for, "relay": None}
    return render(request, "relays/relay_form.html", context)


@allow(*STAFF)
def relay_edit(request: Request, pk: int) -> HttpResponse:
    """Change what is known of a relay."""
    relay = queries.get_relay(request.viewer, pk)
    form = RelayForm(request.POST or None, instance=relay)
    if request.method == "POST" and form.is_valid():
        actions.correct_relay(relay=relay, **form.facts, by=request.viewer, at=timezone.now())
        acted(request, _("The change is kept."))
        return redirect("relays:detail", pk=relay.pk)
    return render(request, "relays/relay_form.html", {"form": form, "relay": relay})


@allow(*CONCERNED_ROLES)
def relay_detail(request: Request, pk: int) -> HttpResponse:
    """All that is known of a relay, in the order of use; a relay itself has its own page instead."""
    relay = queries.get_relay(request.viewer, pk)
    if request.viewer.role == Role.RELAY:
        return redirect("front:relay_space")
    form = NoteForm(request.POST or None, relay=relay)
    if request.method == "POST" and form.is_valid():
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
    messages.success(
        request,
        join_little_words(_("The space is open. Invite now somebody of %(name)s.") % {"name": relay.name}),
    )
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


def _detail(request: Request, relay: Relay, form: NoteForm) -> dict[str, Any]:
    viewer, notes = request.viewer, queries.notes_on(request.viewer, relay)
    communes = list(relay.communes.order_by("name"))
    next_note = next((note for note in notes if note.kind != note.Kind.KIT), None)
    return {
        "relay": relay,
        "link": queries.link_of(relay),
        "brought": queries.results_of(relay),
        "contacts": queries.contacts(viewer, relay),
        "notes": notes,
        "next_step": next_note if next_note and next_note.next_on else None,
        "wishes": queries.wishes_of(relay),
        "links": queries.links_to(viewer, relay, at=timezone.now()),
        "lines": queries.history(viewer, relay),
        "communes": communes,
        "facts": _facts(relay, communes),
        "form": form,
    }


def _facts(relay: Relay, communes: list[Commune]) -> list[tuple[str, str]]:
    """What the record holds, as pairs to read; empty ones are left out."""
    town = f"{relay.postal_code} {relay.commune.name}".strip()
    return [
        (_("Address"), ", ".join(filter(None, [relay.address, town]))),
        (_("Communes around"), ", ".join(commune.name for commune in communes)),
        (_("Opening hours"), relay.opening_hours),
        (_("Website"), relay.website),
        (_("SIRET, or number of the association"), relay.pivot),
    ]
