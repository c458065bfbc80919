"""Somebody's briefs: the list, the overview, the interview of a brief, the agreement to write together."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from etabli.foundation.journal import queries as journal
from etabli.foundation.people.access import Request, allow
from etabli.foundation.people.actions import withdraw_consent
from etabli.foundation.people.models import STAFF, Consent, Role
from etabli.foundation.people.pages import acted
from etabli.foundation.people.queries import active_consent, get_person
from etabli.procurement.briefs import actions, queries
from etabli.procurement.briefs.answer_store import Sketch, Written
from etabli.procurement.briefs.forms.writing import AgreementForm, BesideForm, DescriptionForm
from etabli.procurement.briefs.models import Brief
from etabli.procurement.briefs.pages import interview
from etabli.procurement.briefs.pages.interview import (
    ask,
    ask_frame,
    first_question,
    offer_subjects,
    overview_of,
)
from etabli.procurement.briefs.pages.papers import CONCERNED, READERS
from etabli.procurement.briefs.queries import trade_of
from etabli.procurement.briefs.rules import is_beside, is_its_own, may_write

PER_PAGE = 12


@allow(*CONCERNED)
def briefs(request: Request) -> HttpResponse:
    """My projects; for the adviser, those of the chamber's artisans."""
    is_artisan = request.viewer.role == Role.ARTISAN
    page = Paginator(queries.open_briefs(request.viewer), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "cards": queries.cards(page.object_list),
        "is_staff": not is_artisan,
        "is_sketched": is_artisan and Sketch(request.session).is_begun,
    }
    return render(request, "briefs/brief_list.html", context)


@allow(*STAFF)
def start_beside(request: Request, person_pk: int) -> HttpResponse:
    """The adviser starts a brief beside the artisan, who agrees."""
    person = get_person(request.viewer, person_pk)
    known = {"trade": trade_of(request.viewer, person)}
    form = BesideForm(request.POST or None, initial=known, chamber_id=person.chamber_id)
    if form.is_valid():
        brief = actions.start_brief(person=person, **form.cleaned_data, by=request.viewer, at=timezone.now())
        return redirect(first_question(_notebook(request, brief)))
    return render(request, "briefs/brief_start.html", {"form": form, "person": person})


@allow(*READERS)
def overview(request: Request, pk: int) -> HttpResponse:
    """The whole brief: its score, what is missing, every answer, what can be done with it."""
    brief = queries.get_brief(request.viewer, pk)
    notebook, is_bearer = _notebook(request, brief), request.viewer.role == Role.BEARER
    context = {
        **overview_of(notebook),
        "ad": queries.standing_ad(brief),
        "beside": is_beside(brief),
        "may_write": may_write(request.viewer, brief),
        "photos": queries.photos_of(brief),
        "sites": queries.sites_of(brief),
        "is_own": is_its_own(request.viewer, brief),
        "is_staff": request.viewer.is_staff_of(brief.chamber_id),
        "acts": [] if is_bearer else journal.history_of(request.viewer, brief),
        "remarks": [] if is_bearer else queries.comments_of(brief),
    }
    return render(request, "briefs/brief_overview.html", context)


@allow(*READERS)
def question(request: Request, pk: int, need_id: str) -> HttpResponse:
    """One need of a brief."""
    brief = queries.get_brief(request.viewer, pk)
    if not may_write(request.viewer, brief):
        return redirect("briefs:beside", pk=pk)
    return ask(request, _notebook(request, brief), need_id)


@allow(*READERS)
def budget_and_date(request: Request, pk: int) -> HttpResponse:
    """Budget and date of a brief."""
    brief = queries.get_brief(request.viewer, pk)
    if not may_write(request.viewer, brief):
        return redirect("briefs:beside", pk=pk)
    return ask_frame(request, _notebook(request, brief))


@allow(*READERS)
def subjects(request: Request, pk: int) -> HttpResponse:
    """What may be added to a brief."""
    brief = queries.get_brief(request.viewer, pk)
    if not may_write(request.viewer, brief):
        return redirect("briefs:beside", pk=pk)
    return offer_subjects(request, _notebook(request, brief))


@allow(*READERS)
@require_POST
def set_aside(request: Request, pk: int, contradiction: str) -> HttpResponse:
    """Set what doesn't go together aside in a brief, or back."""
    brief = queries.get_brief(request.viewer, pk)
    if not may_write(request.viewer, brief):
        return redirect("briefs:beside", pk=pk)
    return interview.set_aside(request, _notebook(request, brief), contradiction)


@allow(*READERS)
def describe(request: Request, pk: int) -> HttpResponse:
    """Title, trade, and what is wanted."""
    brief = queries.get_brief(request.viewer, pk)
    if not may_write(request.viewer, brief):
        return redirect("briefs:beside", pk=pk)
    form = DescriptionForm(request.POST or None, instance=brief)
    if form.is_valid():
        fresh = queries.get_brief(request.viewer, pk)
        actions.describe_brief(brief=fresh, **form.cleaned_data, by=request.viewer, at=timezone.now())
        acted(request, _("Saved."))
        return redirect(_overview(brief))
    return render(
        request, "briefs/brief_form.html", {"brief": brief, "form": form, "title": _("Your project")}
    )


@allow(*STAFF)
def beside(request: Request, pk: int) -> HttpResponse:
    """Record that the artisan agrees to have the adviser write with them."""
    brief = queries.get_brief(request.viewer, pk)
    form = AgreementForm(request.POST or None)
    if form.is_valid():
        if not is_beside(brief):
            actions.write_beside(brief=brief, by=request.viewer, at=timezone.now())
            acted(request, _("The agreement is recorded. You write together."))
        return redirect(_overview(brief))
    return render(request, "briefs/brief_beside.html", {"brief": brief, "form": form})


@allow(*READERS)
@require_POST
def end_beside(request: Request, pk: int) -> HttpResponse:
    """The artisan goes on alone: the agreement to write together ends."""
    brief = queries.get_brief(request.viewer, pk)
    consent = active_consent(brief.person, Consent.Purpose.BESIDE, brief)
    if consent is not None:
        withdraw_consent(consent=consent, by=request.viewer, at=timezone.now())
        acted(request, _("From now on the artisan writes alone. All the answers stay."))
    return redirect(_overview(brief))


@allow(*READERS)
@require_POST
def hand_over(request: Request, pk: int) -> HttpResponse:
    """Declare the brief ready to show; pressed twice, it makes one version."""
    brief = queries.get_brief(request.viewer, pk)
    if not queries.is_as_handed_over(brief):
        actions.hand_over(brief=brief, by=request.viewer, at=timezone.now())
    acted(request, _("Your project is ready to show. You can still change it."))
    return redirect(_overview(brief))


@allow(*READERS)
@require_POST
def withdraw(request: Request, pk: int) -> HttpResponse:
    """Put the brief away."""
    brief = queries.get_brief(request.viewer, pk)
    actions.withdraw_brief(brief=brief, by=request.viewer, at=timezone.now())
    acted(request, _("Your project is put away. Nothing is erased."))
    return redirect("front:home" if request.viewer.role == Role.BEARER else "briefs:list")


def _notebook(request: Request, brief: Brief) -> Written:
    return Written(brief, by=request.viewer, at=timezone.now())


def _overview(brief: Brief) -> str:
    return reverse("briefs:overview", args=[brief.pk])
