"""Paid campaigns: four questions, a plan, what really came of it."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from etabli.foundation.journal import ActionError
from etabli.foundation.people.access import Request, allow, public
from etabli.foundation.people.models import Role
from etabli.foundation.people.pages import acted
from etabli.foundation.people.queries import NotVisible, get_person
from etabli.programme.visibility import actions
from etabli.programme.visibility.campaigns.forms import AnswersForm, FiguresForm, StartForm
from etabli.programme.visibility.campaigns.paper import plan_answer
from etabli.programme.visibility.campaigns.queries import (
    get_campaign,
    get_figures,
    own_campaigns,
)
from etabli.programme.visibility.campaigns.wording import (
    figures_values,
    plan_of,
    worded_campaign,
    worded_plan,
)
from etabli.programme.visibility.trades import trade_of


@public
def campaigns(request: Request) -> HttpResponse:
    """The four questions; the campaigns that they kept, the one whose figures are missing first."""
    trade, rows = trade_of(request.viewer), own_campaigns(request.viewer)
    today = timezone.localdate()
    kept = [worded_campaign(row, today) for row in rows]
    context = {
        "form": AnswersForm(initial={"trade": trade.id if trade else "", **request.GET.dict()}),
        "kept": kept,
        "due": next((row for row in kept if row.is_due), None),
    }
    return render(request, "visibility/campaigns.html", context)


@public
def campaign_plan(request: Request) -> HttpResponse:
    """What each network is good for, the split, what it may bring. The answers stand in the address alone."""
    if not request.GET:
        return redirect("visibility:campaigns")
    form = AnswersForm(request.GET)
    if not form.is_valid():
        context: dict[str, Any] = {"form": form, "kept": [], "due": None}
        return render(request, "visibility/campaigns.html", context, status=422)
    plan = worded_plan(form.answers, plan_of(request.viewer, form.answers))
    context = {
        "plan": plan,
        "address": request.GET.urlencode(),
        "answers": request.GET.dict(),
        "start": StartForm(initial={"starts_on": timezone.localdate()}),
        "is_own": request.viewer.role == Role.ARTISAN and request.viewer.person_id is not None,
    }
    return render(request, "visibility/campaign_plan.html", context)


@public
def campaign_paper(request: Request) -> HttpResponse:
    """The plan on one page."""
    form = AnswersForm(request.GET)
    if not form.is_valid():
        raise NotVisible
    plan = worded_plan(form.answers, plan_of(request.viewer, form.answers))
    return plan_answer(plan, at=timezone.now())


@allow(Role.ARTISAN)
@require_POST
def keep_campaign(request: Request) -> HttpResponse:
    """The plan goes into the artisan's space, where its figures are typed afterwards."""
    form, start = AnswersForm(request.POST), StartForm(request.POST)
    answers = urlencode({name: request.POST.get(name, "") for name in form.fields})
    same_plan = f"{reverse('visibility:campaign_plan')}?{answers}"
    if not form.is_valid():
        return redirect(same_plan)
    if not start.is_valid():
        messages.error(request, str(start.errors["starts_on"][0]))
        return redirect(same_plan)
    plan = plan_of(request.viewer, form.answers)
    try:
        campaign = actions.keep_campaign(
            person=get_person(request.viewer, request.viewer.person_id or 0),
            answers=form.answers,
            planned={part.network.id: part.cents for part in plan.chosen},
            starts_on=start.cleaned_data["starts_on"],
            by=request.viewer,
            at=timezone.now(),
        )
    except ActionError as refusal:
        messages.error(request, str(refusal))
        return redirect(same_plan)
    acted(request, _("Kept in your space."))
    return redirect("visibility:campaign", campaign.pk)


@allow(Role.ARTISAN)
def campaign(request: Request, pk: int) -> HttpResponse:
    """A kept plan: what to watch, what came."""
    row = get_campaign(request.viewer, pk)
    context = {"campaign": worded_campaign(row, timezone.localdate(), request.viewer)}
    return render(request, "visibility/campaign.html", context)


@allow(Role.ARTISAN)
def figures(request: Request, pk: int) -> HttpResponse:
    """What really came of one network, typed."""
    row = get_figures(request.viewer, pk)
    form = FiguresForm(request.POST or None, initial=figures_values(row))
    if form.is_valid():
        at = timezone.now()
        today = timezone.localdate(at)
        actions.note_figures(figures=row, **form.noted, on=today, by=request.viewer, at=at)
        acted(request, _("Your figures are kept. They make what is expected of ads here more sure."))
        return redirect("visibility:campaign", row.campaign_id)
    campaign = worded_campaign(get_campaign(request.viewer, row.campaign_id), timezone.localdate())
    part = next(part for part in campaign.parts if part.pk == row.pk)
    context = {"form": form, "campaign": campaign, "part": part}
    return render(request, "visibility/campaign_figures.html", context, status=422 if form.errors else 200)


@allow(Role.ARTISAN)
@require_POST
def remove_campaign(request: Request, pk: int) -> HttpResponse:
    """Take it away, with its figures."""
    row = get_campaign(request.viewer, pk)
    actions.remove_campaign(campaign=row, by=request.viewer, at=timezone.now())
    acted(request, _("Taken away."))
    return redirect("visibility:campaigns")
