"""A plan: while it is worked out, as a calendar and on the map, changed by hand, held against another, accepted."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _, ngettext
from django.views.decorators.http import require_POST

from etabli.foundation.journal import ActionError
from etabli.foundation.people.access import Request, allow
from etabli.foundation.people.models import STAFF
from etabli.foundation.people.pages import acted, refusals_in
from etabli.foundation.people.queries import NotVisible
from etabli.programme.planning import tasks
from etabli.programme.planning.actions import season as actions, season_changes as changes
from etabli.programme.planning.actions.season_acceptance import accept as accept_sessions, sessions_to_create
from etabli.programme.planning.models import Proposal
from etabli.programme.planning.pages.season import PAGE_SIZE, WRITING_ROLES
from etabli.programme.planning.queries import season as queries
from etabli.programme.planning.queries.plan_comparison import changes as changed, compare_plans
from etabli.programme.planning.queries.season_plans import (
    plan_map,
    plan_summary,
    worth_of_more_sessions,
)
from etabli.programme.planning.season import plan_texts, progress
from etabli.programme.planning.season_forms import BanForm, SessionForm
from etabli.programme.workshops.proposed_sessions import Offer, check_offers

Act = Callable[[], Proposal]


@allow(*STAFF)
def plan(request: Request, pk: int) -> HttpResponse:
    """A plan: where the search stands, why there is none, or its sessions."""
    proposal = queries.get_proposal(request.viewer, pk)
    may_write = request.viewer.role in WRITING_ROLES
    if proposal.status == Proposal.Status.WAITING:
        context = {**_waiting_context(proposal), "may_write": may_write}
        return render(request, "planning/season/waiting.html", context)
    if proposal.status == Proposal.Status.FAILED:
        return render(request, "planning/season/failed.html", {"proposal": proposal, "may_write": may_write})
    plan = plan_summary(request.viewer, proposal, today=timezone.localdate())
    other_plans = (
        queries.proposals(request.viewer, proposal.season).filter(status=Proposal.Status.DONE).exclude(pk=pk)
    )
    context = {"proposal": proposal, "plan": plan, "map": plan_map(plan), "may_write": may_write}
    context["more"] = worth_of_more_sessions(plan)
    context["changes"] = changed(request.viewer, plan, today=timezone.localdate())
    context["months"] = [
        (month, number == 0 and not context["changes"]) for number, month in enumerate(plan.months)
    ]
    context["others"] = other_plans[:PAGE_SIZE]
    return render(request, "planning/season/plan.html", context)


@allow(*STAFF)
def state(request: Request, pk: int) -> HttpResponse:
    """Is the search over, and how far is it? Asked by the page that waits."""
    proposal = queries.get_proposal(request.viewer, pk)
    is_waiting = proposal.status == Proposal.Status.WAITING
    fragment = render_to_string("planning/season/waiting.html#progress", _waiting_context(proposal))
    return JsonResponse({"status": "waiting" if is_waiting else "over", "progress": fragment.strip()})


def _waiting_context(proposal: Proposal) -> dict[str, Any]:
    progress_state = progress.last_state(proposal.pk)
    late = (timezone.now() - proposal.asked_at).total_seconds() > tasks.START_DELAY
    return {
        "proposal": proposal,
        "known": progress_state,
        "total": round(tasks.SEARCH_SECONDS),
        "done": min(round(progress_state.seconds), round(tasks.SEARCH_SECONDS)) if progress_state else None,
        "more": plan_texts.people(progress_state.bound - progress_state.value) if progress_state else "",
        "nobody_works": progress_state is None and late,
    }


@allow(*WRITING_ROLES)
@require_POST
def stop(request: Request, pk: int) -> HttpResponse:
    """The best plan so far is enough."""
    proposal = queries.get_proposal(request.viewer, pk)
    progress.ask_to_stop(proposal.pk)
    messages.info(request, _("The search stops; the best plan so far is kept."))
    return redirect("planning:plan", pk=pk)


@allow(*WRITING_ROLES)
@require_POST
def withdraw(request: Request, pk: int) -> HttpResponse:
    """Take a plan out of the list."""
    proposal = queries.get_proposal(request.viewer, pk)
    actions.withdraw_plan(proposal=proposal, by=request.viewer, at=timezone.now())
    acted(request, _("The plan is out of the list. The sessions that were created stand."))
    return redirect("planning:season", pk=proposal.season_id)


@allow(*STAFF)
def session(request: Request, pk: int, key: str) -> HttpResponse:
    """One session of a plan: why it is there, who comes; moved from here."""
    proposal = queries.get_proposal(request.viewer, pk)
    plan = plan_summary(request.viewer, proposal, today=timezone.localdate())
    session = next((each for each in plan.sessions if each.planned.key == key), None)
    if session is None:
        raise NotVisible
    form = SessionForm(
        request.POST or None, season=proposal.inputs, names=plan.names, planned=session.planned
    )
    if request.method == "POST" and form.is_valid() and request.viewer.role in WRITING_ROLES:
        target = form.planned_session
        with refusals_in(form):
            return _after_change(
                request,
                proposal,
                lambda: changes.move_session(proposal=proposal, key=key, to=target, **_now(request)),
            )
    context = {"proposal": proposal, "one": session, "form": form, "bans": BanForm(None)}
    context["may_write"] = request.viewer.role in WRITING_ROLES and session.made is None
    return render(request, "planning/season/session.html", context, status=422 if form.errors else 200)


@allow(*WRITING_ROLES)
@require_POST
def pin(request: Request, pk: int, key: str) -> HttpResponse:
    """The next plan keeps this session."""
    proposal = queries.get_proposal(request.viewer, pk)
    return _change_plan(
        request,
        proposal,
        lambda: changes.pin_session(proposal=proposal, key=key, **_now(request)),
        _("The next plan keeps this session."),
    )


@allow(*WRITING_ROLES)
@require_POST
def unpin(request: Request, pk: int, key: str) -> HttpResponse:
    """The next plan may do without this session."""
    proposal = queries.get_proposal(request.viewer, pk)
    return _change_plan(
        request,
        proposal,
        lambda: changes.unpin_session(proposal=proposal, key=key, **_now(request)),
        _("The next plan may do without this session."),
    )


@allow(*WRITING_ROLES)
@require_POST
def take_out(request: Request, pk: int, key: str) -> HttpResponse:
    """One session less."""
    proposal = queries.get_proposal(request.viewer, pk)
    return _change_plan(
        request, proposal, lambda: changes.take_out_session(proposal=proposal, key=key, **_now(request))
    )


@allow(*WRITING_ROLES)
@require_POST
def rule_out(request: Request, pk: int, key: str) -> HttpResponse:
    """No session like this one: the parts that are ticked together."""
    proposal = queries.get_proposal(request.viewer, pk)
    planned = changes.plan_of(proposal).find(key)
    form = BanForm(request.POST)
    if planned is None or not form.is_valid():
        messages.error(request, _("Tick at least one thing to rule out."))
        return redirect(
            "planning:plan_session" if planned else "planning:plan",
            **({"pk": pk, "key": key} if planned else {"pk": pk}),
        )
    ban = form.ban(planned)
    return _change_plan(
        request, proposal, lambda: changes.rule_out(proposal=proposal, ban=ban, **_now(request))
    )


@allow(*WRITING_ROLES)
@require_POST
def allow_again(request: Request, pk: int, number: int) -> HttpResponse:
    """What was ruled out may be planned again."""
    proposal = queries.get_proposal(request.viewer, pk)
    ban = dict(enumerate(proposal.bans)).get(number, {})
    return _change_plan(
        request, proposal, lambda: changes.allow_again(proposal=proposal, ban=ban, **_now(request))
    )


@allow(*WRITING_ROLES)
def add(request: Request, pk: int) -> HttpResponse:
    """One more session."""
    proposal = queries.get_proposal(request.viewer, pk)
    names = queries.names_of([proposal.inputs])
    form = SessionForm(request.POST or None, season=proposal.inputs, names=names)
    if request.method == "POST" and form.is_valid():
        new_session = form.planned_session
        with refusals_in(form):
            return _after_change(
                request,
                proposal,
                lambda: changes.add_session(proposal=proposal, wanted=new_session, **_now(request)),
            )
    context = {"proposal": proposal, "form": form}
    return render(request, "planning/season/add.html", context, status=422 if form.errors else 200)


@allow(*STAFF)
def compare(request: Request, pk: int, other: int) -> HttpResponse:
    """Two plans side by side."""
    proposal, another = (queries.get_proposal(request.viewer, each) for each in (pk, other))
    if (
        Proposal.Status.DONE not in (proposal.status, another.status)
        or proposal.season_id != another.season_id
    ):
        raise NotVisible
    context = {
        "proposal": proposal,
        "comparison": compare_plans(request.viewer, proposal, another, today=timezone.localdate()),
    }
    return render(request, "planning/season/compare.html", context)


@allow(*WRITING_ROLES)
def accept(request: Request, pk: int) -> HttpResponse:
    """Create the sessions of the plan, all or those that are ticked: prepared, not announced."""
    proposal = queries.get_proposal(request.viewer, pk)
    refusal, chosen = "", request.POST.getlist("chosen")
    if request.method == "POST":
        try:
            accept_sessions(proposal=proposal, keys=chosen, **_now(request))
        except ActionError as error:
            refusal = str(error)
        else:
            message = ngettext("%(n)d session is prepared.", "%(n)d sessions are prepared.", len(chosen))
            acted(request, message % {"n": len(chosen)})
            return redirect("planning:plan", pk=pk)
    context = {
        "proposal": proposal,
        "offers": _offers(request, proposal),
        "refusal": refusal,
        "chosen": chosen,
    }
    return render(request, "planning/season/accept.html", context, status=422 if refusal else 200)


def _offers(request: Request, proposal: Proposal) -> list[Offer]:
    left_sessions = [planned for planned in queries.sessions_of(proposal)[0] if planned.session is None]
    plans = zip(left_sessions, sessions_to_create(left_sessions), strict=True)
    return check_offers(
        [Offer(planned.key, each) for planned, each in plans], request.viewer, at=timezone.now()
    )


def _now(request: Request) -> dict[str, Any]:
    return {"by": request.viewer, "at": timezone.now()}


def _change_plan(request: Request, proposal: Proposal, act: Act, message: str = "") -> HttpResponse:
    """Do it, say what it brings (or `said`, when it moves nobody), and go back to the plan; or say why not."""
    try:
        return _after_change(request, proposal, act, message)
    except ActionError as refusal:
        messages.error(request, str(refusal))
        return redirect("planning:plan", pk=proposal.pk)


def _after_change(request: Request, proposal: Proposal, act: Act, message: str = "") -> HttpResponse:
    before = changes.plan_of(proposal).value()
    act()
    if not message:
        after = changes.plan_of(proposal).value()
        message = plan_texts.change_text(before, after, queries.names_of([proposal.inputs]))
    acted(request, message)
    return redirect("planning:plan", pk=proposal.pk)
