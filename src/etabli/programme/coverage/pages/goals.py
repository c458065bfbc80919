"""Setting the goals of a season."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from etabli.foundation.journal import ActionError
from etabli.foundation.people.access import Request, allow
from etabli.foundation.people.models import STAFF
from etabli.foundation.people.pages import acted, refusals_in
from etabli.foundation.people.queries import own_chamber
from etabli.programme.coverage import actions
from etabli.programme.coverage.forms import GoalForm, GoalNumberForm
from etabli.programme.coverage.queries.goals import get_goal


@allow(*STAFF)
def goal_new(request: Request) -> HttpResponse:
    """So many people in a season; `?territoire=`: in this EPCI."""
    zone = request.GET.get("territoire", "")
    form = GoalForm(request.POST or None, today=timezone.localdate(), epci=zone)
    if request.method == "POST" and form.is_valid():
        chamber, at = own_chamber(request.viewer), timezone.now()
        with refusals_in(form):
            actions.set_goal(chamber=chamber, **form.act_arguments, by=request.viewer, at=at)
            acted(request, _("The goal is set."))
            return redirect("coverage:figures")
    return render(request, "coverage/goal_form.html", {"form": form})


@allow(*STAFF)
def goal(request: Request, pk: int) -> HttpResponse:
    """Another number for a goal; or giving it up."""
    goal = get_goal(request.viewer, pk)
    initial = {"people": goal.people}
    form = GoalNumberForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        if form.cleaned_data != initial:
            actions.change_goal(goal=goal, **form.cleaned_data, by=request.viewer, at=timezone.now())
            acted(request, _("The goal is changed."))
        return redirect("coverage:figures")
    return render(request, "coverage/goal_form.html", {"form": form, "goal": goal})


@allow(*STAFF)
@require_POST
def goal_withdraw(request: Request, pk: int) -> HttpResponse:
    """Aim at it no more."""
    goal = get_goal(request.viewer, pk)
    try:
        actions.withdraw_goal(goal=goal, by=request.viewer, at=timezone.now())
    except ActionError as refusal:
        messages.error(request, str(refusal))
    else:
        acted(request, _("The goal is given up."))
    return redirect("coverage:figures")
