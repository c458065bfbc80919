"""Several sessions at once: one that repeats, those of a season plan. What would be made is shown first."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _, ngettext

from etabli.foundation.calendars.engine.rhythms import days_after
from etabli.foundation.calendars.forms import RepeatForm, chosen_days
from etabli.foundation.journal import ActionError
from etabli.foundation.people.access import Request, allow
from etabli.foundation.people.models import STAFF
from etabli.foundation.people.pages import acted
from etabli.programme.workshops import actions, queries
from etabli.programme.workshops.forms import PlanForm
from etabli.programme.workshops.models import Session
from etabli.programme.workshops.proposed_sessions import Offer, check_offers, shift_plan
from etabli.programme.workshops.season_plan import NotAPlan, read_plan
from etabli.programme.workshops.session_changes import Plan, plan_of


@allow(*STAFF)
def repeat(request: Request, pk: int) -> HttpResponse:
    """The same session again: every week, every two weeks, every month."""
    session = queries.session_for_staff(request.viewer, pk)
    asked = request.GET if "rhythm" in request.GET else None
    form = RepeatForm(asked, times_label=_("How many more sessions?"))
    context: dict[str, Any] = {"session": session, "form": form, "offers": [], "refusal": ""}
    if request.method == "POST":
        days = chosen_days(request.POST.getlist("chosen"))
        try:
            return _create(request, [shift_plan(plan_of(session), day) for day in days])
        except ActionError as refusal:
            context["refusal"] = str(refusal)
            context["chosen"] = [day.isoformat() for day in days]
    if form.is_bound and form.is_valid():
        context |= _offers_context(_repeat_offers(request, session, form))
    return render(request, "workshops/session_repeat.html", context)


@allow(*STAFF)
def from_plan(request: Request) -> HttpResponse:
    """The sessions of a season plan: those that are ticked are created."""
    sent = request.POST.get("content")
    form = PlanForm(request.POST, request.FILES) if request.method == "POST" and sent is None else PlanForm()
    content = sent.encode() if sent is not None else None
    if form.is_bound and form.is_valid():
        content = form.cleaned_data["file"]
    context: dict[str, Any] = {"form": form, "offers": [], "refusal": ""}
    try:
        if content is not None:
            offers = check_offers(read_plan(content, request.viewer), request.viewer, at=timezone.now())
            context |= {**_offers_context(offers), "content": content.decode("utf-8-sig")}
        if sent is not None:
            context["chosen"] = chosen = request.POST.getlist("chosen")
            return _create(request, [offer.plan for offer in offers if offer.plan and offer.key in chosen])
    except NotAPlan as refusal:
        form.add_error("file", str(refusal)) if form.is_bound else context.update(refusal=str(refusal))
    except ActionError as refusal:
        context["refusal"] = str(refusal)
    return render(request, "workshops/plan_import.html", context)


def _repeat_offers(request: Request, session: Session, form: RepeatForm) -> list[Offer]:
    plan = plan_of(session)
    days = days_after(timezone.localdate(plan.starts_at), **form.repetition)
    offers = [Offer(day.isoformat(), shift_plan(plan, day)) for day in days]
    return check_offers(offers, request.viewer, at=timezone.now())


def _offers_context(offers: list[Offer]) -> dict[str, Any]:
    return {"offers": offers, "some_possible": any(not offer.faults for offer in offers)}


def _create(request: Request, plans: list[Plan]) -> HttpResponse:
    """Create them and go to the list; raises ActionError when one of them can't be."""
    announce = "draft" not in request.POST
    sessions = actions.create_sessions(wanted=plans, announce=announce, by=request.viewer, at=timezone.now())
    number = len(sessions)
    if announce:
        message = ngettext("%(number)d session is announced.", "%(number)d sessions are announced.", number)
    else:
        message = ngettext("%(number)d session is prepared.", "%(number)d sessions are prepared.", number)
    acted(request, message % {"number": number})
    return redirect("workshops:sessions")
