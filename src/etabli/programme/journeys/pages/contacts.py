"""Whom to call today; calls to an artisan and notes about them."""

from collections.abc import Sequence
from datetime import datetime

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from etabli.foundation.people.access import Request, allow
from etabli.foundation.people.models import STAFF, Role
from etabli.foundation.people.pages import acted, back
from etabli.foundation.people.queries import current_person_of, get_person
from etabli.foundation.ui.elision import join_little_words
from etabli.programme.journeys import actions, contacts
from etabli.programme.journeys.engine.call_list import CallDue
from etabli.programme.journeys.staff_forms import CallerForm, CallForm, NoteForm
from etabli.programme.journeys.wording import reason_of

PAGE_SIZE, MAX_LENGTH = 12, 120


@allow(Role.ADVISER)
def calls(request: Request) -> HttpResponse:
    """A few people, in one order, each with why."""
    at = timezone.now()
    today = contacts.calls_today(request.viewer, at=at)
    if "sans-numero" in request.GET:
        return _without_phone(request, today.without_phone, at)
    rows = [(call, reason_of(call, timezone.localdate(at))) for call in today.calls]
    return render(request, "journeys/calls.html", {"rows": rows, "today": today})


def _without_phone(request: Request, due: Sequence[CallDue], at: datetime) -> HttpResponse:
    """Those whom there is a reason to call, and no number, page by page."""
    page = Paginator(due, PAGE_SIZE).get_page(request.GET.get("page"))
    rows = [(call, reason_of(call, timezone.localdate(at))) for call in contacts.calls_of(list(page))]
    return render(request, "journeys/without_phone.html", {"rows": rows, "page": page})


@allow(*STAFF)
def caller(request: Request) -> HttpResponse:
    """Somebody called, known or not: their name, how to call them back, a line. `?q=`: what was looked up."""
    form = CallerForm(request.POST or None, viewer=request.viewer, initial=_looked_up(request))
    if request.method == "POST" and form.is_valid():
        note = actions.note_caller(**form.act_arguments, by=request.viewer, at=timezone.now())
        acted(request, join_little_words(_("The call of %(name)s is noted.") % {"name": note.person.name}))
        return redirect("front:person", note.person_id)
    return render(request, "journeys/caller.html", {"form": form})


def _looked_up(request: Request) -> dict[str, str]:
    text = request.GET.get("q", "").strip()[:MAX_LENGTH]
    return {"contact" if "@" in text or any(sign.isdigit() for sign in text) else "name": text}


@allow(*STAFF)
def call(request: Request, pk: int) -> HttpResponse:
    """They were called: what came of it, and a line."""
    person = current_person_of(get_person(request.viewer, pk))
    form = CallForm(request.POST or None)
    if form.is_valid():
        actions.note_call(person=person, **form.cleaned_data, by=request.viewer, at=timezone.now())
        acted(request, _("The call to %(name)s is noted.") % {"name": person.name})
        return back(request, reverse("front:person", args=[person.pk]))
    notes = contacts.notes_about(request.viewer, person)[:3]
    came_from = request.POST.get("next") or request.GET.get("next", "")
    context = {"form": form, "person": person, "notes": notes, "came_from": came_from}
    return render(request, "journeys/call.html", context)


@allow(*STAFF)
def notes(request: Request, pk: int) -> HttpResponse:
    """All the calls to somebody and notes about them, and a line to add, from wherever they are named."""
    person = current_person_of(get_person(request.viewer, pk))
    form = NoteForm(request.POST or None)
    if form.is_valid():
        if form.cleaned_data["outcome"]:
            actions.note_call(person=person, **form.cleaned_data, by=request.viewer, at=timezone.now())
            acted(request, _("The call to %(name)s is noted.") % {"name": person.name})
        else:
            text = form.cleaned_data["text"]
            actions.write_note(person=person, text=text, by=request.viewer, at=timezone.now())
            acted(request, _("The note is kept."))
        return back(request, reverse("front:person", args=[person.pk]))
    form.fields["text"].widget.attrs["autofocus"] = True
    page = Paginator(contacts.notes_about(request.viewer, person), PAGE_SIZE).get_page(
        request.GET.get("page")
    )
    came_from = request.POST.get("next") or request.GET.get("next", "")
    context = {"form": form, "person": person, "page": page, "came_from": came_from}
    return render(request, "journeys/notes.html", context)
