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
from etabli.foundation.people.limits import limited
from etabli.foundation.people.models import STAFF, Person, Role
from etabli.foundation.people.pages import acted
from etabli.foundation.people.queries import NotVisible, get_person
from etabli.programme.visibility import actions
from etabli.programme.visibility.campaigns.forms import AnswersForm, FiguresForm, StartForm, TheirAnswersForm
from etabli.programme.visibility.campaigns.kept_wording import (
    figures_values,
    worded_campaign,
    worded_campaigns,
)
from etabli.programme.visibility.campaigns.paper import plan_answer
from etabli.programme.visibility.campaigns.queries import (
    campaigns_beside,
    get_campaign,
    get_campaign_beside,
    get_figures,
    own_campaigns,
)
from etabli.programme.visibility.campaigns.store import CampaignStore
from etabli.programme.visibility.campaigns.wording import plan_of, stage_names, worded_plan
from etabli.programme.visibility.known_trade import known_trade, remember_trade
from etabli.programme.visibility.models import Campaign
from etabli.programme.visibility.rules import own_id
from etabli.programme.visibility.trades import trade_of

MAX_PER_MINUTE = 600  # a whole workshop plans from one address


@public
def campaigns(request: Request) -> HttpResponse:
    """The four questions; the campaigns that they kept, the one whose figures are missing first."""
    trade, rows = known_trade(request), own_campaigns(request.viewer)
    today = timezone.localdate()
    kept = worded_campaigns(rows, today)
    context = {
        "form": AnswersForm(initial={"trade": trade.id if trade else "", **request.GET.dict()}),
        "kept": kept,
        "due": next((row for row in kept if row.due), None),
        "held": CampaignStore(request).plans,
        "today": today,
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
    remember_trade(request, form.answers.trade.id)
    return render(request, "visibility/campaign_plan.html", _plan_context(request, form))


@public
def campaign_paper(request: Request) -> HttpResponse:
    """The plan on one page."""
    form = AnswersForm(request.GET)
    if not form.is_valid():
        raise NotVisible
    plan = worded_plan(form.answers, plan_of(request.viewer, form.answers))
    return plan_answer(plan, at=timezone.now())


@public
def held_campaign(request: Request, key: str) -> HttpResponse:
    """A plan that this device holds, as it was noted; on one page with `?paper`."""
    store = CampaignStore(request)
    held = store.get(key)
    plan = worded_plan(held.answers, store.plan_of(held))
    if "paper" in request.GET:
        return plan_answer(plan, at=timezone.now())
    context = {
        "held": held,
        "plan": plan,
        "is_over": timezone.localdate() > held.ends_on,
        "is_own": own_id(request.viewer) is not None,
    }
    return render(request, "visibility/campaign_held.html", context)


@public
@require_POST
@limited("visibility", per_minute=MAX_PER_MINUTE)
def keep_campaign(request: Request) -> HttpResponse:
    """The plan goes into the artisan's space, where its figures are typed afterwards; without an account, it stays on
    the device."""
    if own_id(request.viewer) is None or "off" in request.POST:
        return _held(request)
    form, start = AnswersForm(request.POST), StartForm(request.POST)
    campaign = _kept(request, form, start, get_person(request.viewer, request.viewer.person_id or 0))
    if campaign is None:
        return _plan_again(request, form, start, reverse("visibility:campaign_plan"))
    acted(request, _("Kept in your space."))
    return redirect("visibility:campaign", campaign.pk)


@allow(*STAFF)
def beside(request: Request, pk: int) -> HttpResponse:
    """The staff make a plan with an artisan; a POST keeps it, in the artisan's space."""
    person = get_person(request.viewer, pk)
    if request.method == "POST":
        form: AnswersForm = TheirAnswersForm(request.POST)
        start = StartForm(request.POST)
        if _kept(request, form, start, person) is None:
            return _plan_again(request, form, start, request.path, beside=person)
        acted(request, _("Kept. They find it in their space too."))
        return redirect("visibility:beside", pk)
    is_answered = "goal" in request.GET and "change" not in request.GET
    form = TheirAnswersForm(request.GET) if is_answered else _first_form(request, person)
    if form.is_valid():
        context = _plan_context(request, form)
        return render(request, "visibility/campaign_plan.html", {**context, "beside": person})
    context = {"form": form, "beside": person}
    return render(request, "visibility/campaigns.html", context, status=422 if form.errors else 200)


def _held(request: Request) -> HttpResponse:
    """Note a plan on the device of a visitor, or take one off (`off`: its key there)."""
    if request.viewer.role not in {Role.NOBODY, Role.BEARER, Role.ARTISAN}:
        raise NotVisible
    store, form, start = CampaignStore(request), AnswersForm(request.POST), StartForm(request.POST)
    if "off" in request.POST:
        store.drop(request.POST["off"])
        acted(request, _("Taken away."))
    elif form.is_valid() and start.is_valid():
        key = store.hold(form.answers, start.cleaned_data["starts_on"], at=timezone.now())
        acted(request, _("Noted on this device. Come in, and one press keeps it in your space."))
        return redirect("visibility:held_campaign", key)
    else:
        return _plan_again(request, form, start, reverse("visibility:campaign_plan"))
    return redirect("visibility:campaigns")


def _first_form(request: Request, person: Person) -> AnswersForm:
    """Empty but for their trade, or with the answers that are to be changed."""
    trade = trade_of(person.pk)
    return TheirAnswersForm(initial={"trade": trade.id if trade else "", **request.GET.dict()})


def _plan_context(request: Request, form: AnswersForm, start: StartForm | None = None) -> dict[str, Any]:
    """What the page of a plan shows; once the answers are valid."""
    answers = {name: form.data.get(name, "") for name in form.fields}
    return {
        "plan": worded_plan(form.answers, plan_of(request.viewer, form.answers)),
        "address": urlencode(answers),
        "answers": answers,
        "start": start or StartForm(initial={"starts_on": timezone.localdate()}),
        "is_own": own_id(request.viewer) is not None,
    }


def _plan_again(
    request: Request, form: AnswersForm, start: StartForm, page: str, **context: Any
) -> HttpResponse:
    """The plan that could not be kept, with what is wrong by its field; its answers where it has no plan."""
    if form.is_valid() and start.errors:
        context |= _plan_context(request, form, start)
        return render(request, "visibility/campaign_plan.html", context, status=422)
    return redirect(f"{page}?{urlencode({name: request.POST.get(name, '') for name in form.fields})}")


def _kept(request: Request, form: AnswersForm, start: StartForm, person: Person) -> Campaign | None:
    """Keep the plan of these answers; None when it can't be, which a message says of what no field is wrong in."""
    if not form.is_valid() or not start.is_valid():
        return None
    plan = plan_of(request.viewer, form.answers)
    try:
        return actions.keep_campaign(
            person=person,
            answers=form.answers,
            planned={part.network.id: part.cents for part in plan.chosen},
            starts_on=start.cleaned_data["starts_on"],
            by=request.viewer,
            at=timezone.now(),
        )
    except ActionError as refusal:
        messages.error(request, str(refusal))
        return None


@allow(*STAFF)
def kept_beside(request: Request, pk: int, campaign_pk: int) -> HttpResponse:
    """A plan that the staff made with an artisan, as it was kept, without what came of it."""
    person = get_person(request.viewer, pk)
    row = get_campaign_beside(request.viewer, person, campaign_pk)
    among = campaigns_beside(request.viewer, person)
    campaign = worded_campaign(row, timezone.localdate(), expects=True, among=among)
    context = {"person": person, "campaign": campaign}
    return render(request, "visibility/campaign_beside.html", context)


@allow(Role.ARTISAN)
def campaign(request: Request, pk: int) -> HttpResponse:
    """A kept plan: what to watch, what came."""
    row = get_campaign(request.viewer, pk)
    among = own_campaigns(request.viewer)
    context = {"campaign": worded_campaign(row, timezone.localdate(), expects=True, among=among)}
    return render(request, "visibility/campaign.html", context)


@allow(Role.ARTISAN)
def figures(request: Request, pk: int) -> HttpResponse:
    """What really came of one network, typed."""
    row = get_figures(request.viewer, pk)
    form = FiguresForm(
        request.POST or None,
        initial=figures_values(row),
        names=stage_names(row.campaign.goal),
        planned_cents=row.planned_cents,
    )
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
