"""Writing an offer, and all that its author does with it."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from etabli.community.jobs import actions, queries, rules
from etabli.community.jobs.engine import Kind
from etabli.community.jobs.forms import CloseForm, LinkForm, OfferForm, initial_of
from etabli.community.jobs.models import KINDS, Job
from etabli.community.jobs.outsiders import CORRESPONDENT
from etabli.community.jobs.rules import acting_viewer
from etabli.community.jobs.states import State, state_of
from etabli.community.moderation.actions import appeal
from etabli.community.moderation.forms import AppealForm
from etabli.community.moderation.pages import decision_context
from etabli.community.moderation.queries import decision_on
from etabli.foundation.people.access import Request, public
from etabli.foundation.people.limits import limited
from etabli.foundation.people.pages import acted, refusals_in


@public
def my_offers(request: Request) -> HttpResponse:
    """One's offers, applications and alerts; a visitor asks for their link."""
    viewer, now = acting_viewer(request), timezone.now()
    page, jobs = queries.own_jobs_page(viewer, request.GET.get("page", ""), at=now)
    context = {
        "page": page,
        "jobs": jobs,
        "applications": queries.my_applications(viewer),
        "alerts": queries.my_alerts(viewer),
        "is_somebody": rules.party_of(viewer) is not None,
        "is_by_link": CORRESPONDENT.row_by_link(request, "") is not None,
        "form": LinkForm(),
    }
    return render(request, "jobs/mine.html", context)


@public
@limited("jobs.write", per_minute=10)
def new(request: Request) -> HttpResponse:
    """First the kind, then what such an offer says."""
    kind = request.GET.get("kind", "")
    if kind not in KINDS:
        return render(request, "jobs/kind_choice.html", {"kinds": KINDS})
    viewer = acting_viewer(request)
    form = OfferForm(request.POST or None, kind=Kind(kind), asks_email=rules.party_of(viewer) is None)
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            return _to_draft(request, form)
    return _form_page(request, form, None)


@public
@limited("jobs.write", per_minute=10)
def edit(request: Request, pk: int) -> HttpResponse:
    """Correct an offer; it says first when that takes it off the list for a while."""
    viewer = acting_viewer(request)
    job = queries.own_job(viewer, pk)
    form = OfferForm(request.POST or None, kind=Kind(job.kind), asks_email=False, initial=initial_of(job))
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            actions.correct_job(job=job, terms=form.terms, by=viewer, at=timezone.now())
            acted(request, _("Your offer is corrected."))
            return redirect("jobs:job", pk=pk)
    return _form_page(request, form, job)


def _form_page(request: Request, form: OfferForm, job: Job | None) -> HttpResponse:
    context = {
        "form": form,
        "job": job,
        "kind": KINDS[form.kind],
        "is_out": job is not None and state_of(job, timezone.localdate()) == State.OUT,
    }
    return render(request, "jobs/job_form.html", context, status=422 if form.errors else 200)


def _to_draft(request: Request, form: OfferForm) -> HttpResponse:
    """The draft, for whoever may see it; a visitor finds it by the link that we have sent."""
    viewer = acting_viewer(request)
    job = actions.write_job(
        organisation=queries.association_for(viewer),
        terms=form.terms,
        email=form.cleaned_data.get("email", ""),
        by=viewer,
        at=timezone.now(),
    )
    if rules.is_author(viewer, job):
        acted(request, _("Your draft is kept. Read it again, then send it."))
        return redirect("jobs:job", pk=job.pk)
    return render(request, "jobs/mail_sent.html", {"email": form.cleaned_data["email"], "about": "offer"})


@public
@require_POST
def send(request: Request, pk: int) -> HttpResponse:
    """To the moderators, or out at once."""
    viewer = acting_viewer(request)
    job = queries.own_job(viewer, pk)
    sent = actions.send_job(job=job, by=viewer, at=timezone.now())
    if sent.published_at is None:
        acted(request, _("Your offer is sent. A moderator reads it, then it appears: we write to you."))
    else:
        acted(request, _("Your offer is out."))
    return redirect("jobs:job", pk=pk)


@public
@require_POST
def renew(request: Request, pk: int) -> HttpResponse:
    return _do_act(request, pk, actions.renew_job, _("Your offer is renewed for 60 days."))


@public
@require_POST
def withdraw(request: Request, pk: int) -> HttpResponse:
    return _do_act(request, pk, actions.withdraw_job, _("Your offer is withdrawn."))


@public
@require_POST
def copy(request: Request, pk: int) -> HttpResponse:
    """A new draft that says the same."""
    viewer = acting_viewer(request)
    new_job = actions.copy_job(job=queries.own_job(viewer, pk), by=viewer, at=timezone.now())
    acted(request, _("Here is the copy: a draft, without its days."))
    return redirect("jobs:edit", pk=new_job.pk)


@public
def close(request: Request, pk: int) -> HttpResponse:
    """It is filled, or nobody looks any more."""
    viewer = acting_viewer(request)
    job = queries.own_job(viewer, pk)
    form = CloseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        outcome: dict[str, Any] = {"outcome": form.cleaned_data["outcome"], "note": form.cleaned_data["note"]}
        actions.close_job(job=job, **outcome, by=viewer, at=timezone.now())
        acted(request, _("Your offer is closed. Those who applied are told."))
        return redirect("jobs:job", pk=pk)
    context = {"form": form, "job": job, "back": reverse("jobs:job", args=[pk])}
    return render(request, "jobs/job_close.html", context, status=422 if form.errors else 200)


@public
@limited("jobs.contest", per_minute=10)
def contest(request: Request, pk: int) -> HttpResponse:
    """What the moderators decided on one's own offer, and the appeal: without an account too."""
    viewer = acting_viewer(request)
    job = queries.own_job(viewer, pk)
    case, form = decision_on(viewer, job), AppealForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            appeal(case=case, **form.cleaned_data, by=viewer, at=timezone.now())
            acted(request, _("Your appeal is sent."))
            return redirect("jobs:contest", pk=pk)
    context = {"job": job, **decision_context(viewer, case, form)}
    return render(request, "jobs/contest.html", context, status=422 if form.errors else 200)


def _do_act(request: Request, pk: int, act: Any, text: str) -> HttpResponse:
    """An act that asks nothing more, then the offer as it now is."""
    viewer = acting_viewer(request)
    act(job=queries.own_job(viewer, pk), by=viewer, at=timezone.now())
    acted(request, text)
    return redirect("jobs:job", pk=pk)
