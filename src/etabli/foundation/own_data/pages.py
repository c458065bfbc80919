"""What is held of somebody: seen, taken away, erased. Of oneself, or of a person who asked their chamber."""

from datetime import datetime

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _, ngettext
from django.views.decorators.http import require_POST

from etabli.foundation.files.responses import document_response
from etabli.foundation.journal import ActionError
from etabli.foundation.own_data import actions, queries
from etabli.foundation.own_data.chapters import chapters
from etabli.foundation.own_data.pages_of_viewer import (
    Addresses,
    copy_response,
    erase_response,
    held_response,
    keep_response,
)
from etabli.foundation.own_data.processing_register import as_csv, as_pdf
from etabli.foundation.people.access import Request, allow, public
from etabli.foundation.people.actions import confirm_merge, refuse_merge
from etabli.foundation.people.limits import limited
from etabli.foundation.people.models import STAFF, Merging, Person, Role
from etabli.foundation.people.pages import back
from etabli.foundation.people.queries import merging_to_confirm

PAGE_SIZE = 25
KNOWN_ROLES = frozenset(Role) - {Role.NOBODY, Role.BEARER}


@allow(*KNOWN_ROLES)
def held_data(request: Request, pk: int | None = None) -> HttpResponse:
    """What is held, kind by kind; a copy to take away; the way to have it erased, or to keep it after all."""
    return held_response(request, queries.subject_for(request.viewer, pk), request.viewer, Addresses.of(pk))


@allow(*KNOWN_ROLES)
@require_POST
@limited("own_data.copy", per_minute=6)
def copy(request: Request, pk: int | None = None) -> HttpResponseBase:
    """What the viewer may read of it, as one archive."""
    return copy_response(queries.subject_for(request.viewer, pk), request.viewer)


@allow(*KNOWN_ROLES)
def erase(request: Request, pk: int | None = None) -> HttpResponse:
    """What an erasure does, what it doesn't, and when; then it is asked for."""
    return erase_response(request, queries.subject_for(request.viewer, pk), request.viewer, Addresses.of(pk))


@allow(*KNOWN_ROLES)
@require_POST
def keep(request: Request, pk: int | None = None) -> HttpResponse:
    """Keep everything after all."""
    return keep_response(request, queries.subject_for(request.viewer, pk), request.viewer, Addresses.of(pk))


@allow(Role.ARTISAN)
def confirm_same_person(request: Request) -> HttpResponse:
    """The chamber thinks that two of its records are of whoever looks: they say so, or not, and once more since they
    have no way back. Nothing of the other one is shown."""
    merging, after = merging_to_confirm(request.viewer), back(request, reverse("front:desk"))
    if merging is None:
        return after
    if request.method == "POST" and "sure" not in request.POST:
        context = {"is_same": "yes" in request.POST, "after": after["Location"]}
        return render(request, "own_data/same_sure.html", context)
    if request.method == "POST":
        say = confirm_merge if "yes" in request.POST else refuse_merge
        try:
            done = say(merging=merging, by=request.viewer, at=timezone.now())
        except ActionError as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _outcome_text(done))
        return after
    subject = queries.subject_for(request.viewer, None)
    kinds = queries.kinds_held(subject, request.viewer)
    return render(
        request, "own_data/same.html", {"kinds": kinds, "mine": subject, "after": after["Location"]}
    )


def _outcome_text(merging: Merging) -> str:
    if merging.undone_at is not None:
        return _("Thank you: they stay two records, and your chamber knows it.")
    if merging.proved_at is not None:
        return _("Thank you: everything is in one place now.")
    return _("Thank you. The other record has its own link or account: open it once, and say the same there.")


@allow(*STAFF)
def people_without_news(request: Request) -> HttpResponse:
    """Of whom nothing was heard for too long: asked to be erased, one by one or all, never by itself."""
    now = timezone.now()
    people = queries.without_news(request.viewer, now)
    if request.method == "POST":
        chosen = set(request.POST.getlist("person"))
        chosen_people = [person for person in people if str(person.pk) in chosen]
        count = sum(_ask_erasure(request, person, now) for person in chosen_people)
        message = ngettext("%(n)d person will be told.", "%(n)d persons will be told.", count) % {"n": count}
        if count or not chosen_people:
            messages.success(request, message if count else _("Tick those who are to be erased."))
        return redirect("own_data:without_news")
    context = {
        "page": Paginator(people, PAGE_SIZE).get_page(request.GET.get("page")),
        "day": queries.erasure_day(now),
        "waiting": queries.erasures_waiting(request.viewer),
    }
    return render(request, "own_data/without_news.html", context)


def _ask_erasure(request: Request, person: Person, now: datetime) -> bool:
    """Ask for it, and say whether that was done; what forbids it is shown."""
    try:
        actions.ask_erasure(subject=person, is_late=True, by=request.viewer, at=now)
    except ActionError as refusal:
        messages.error(request, _("%(name)s: %(why)s") % {"name": person, "why": refusal})
        return False
    return True


@public
def register(request: Request) -> HttpResponse:
    """The register of processing (GDPR, article 30)."""
    return render(request, "own_data/register.html", {"chapters": chapters()})


@public
def register_pdf(request: Request) -> HttpResponse:
    """The same to print."""
    return document_response(as_pdf(timezone.now()), "registre.pdf")


@public
def register_csv(request: Request) -> HttpResponse:
    """The same for a spreadsheet."""
    return document_response(as_csv(), "registre.csv", "text/csv; charset=utf-8")
