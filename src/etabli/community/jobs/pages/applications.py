"""Applying to an offer, and what its author and the applicant write to each other."""

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from etabli.community.jobs import actions, queries, rules
from etabli.community.jobs.forms import ApplicationForm, MessageForm
from etabli.community.jobs.rules import acting_viewer
from etabli.community.jobs.states import State, state_of
from etabli.foundation.files.receiving import FileRefused
from etabli.foundation.files.responses import download_response
from etabli.foundation.journal import ActionError
from etabli.foundation.people.access import Request, public
from etabli.foundation.people.limits import limited
from etabli.foundation.people.pages import acted, refusals_in
from etabli.foundation.people.queries import NotVisible


@public
@limited("jobs.apply", per_minute=10)
def apply(request: Request, pk: int) -> HttpResponse:
    """A message, a CV: passed on, with nothing of the address unless they say so."""
    viewer, now = acting_viewer(request), timezone.now()
    job = queries.get_job(viewer, pk)
    if state_of(job, timezone.localdate(now)) != State.OUT:
        return redirect("jobs:job", pk=pk)
    form = ApplicationForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        data = {name: value for name, value in form.cleaned_data.items() if name != "site"}
        try:
            actions.apply_to(job=job, **data, by=viewer, at=now)
        except (ActionError, FileRefused) as refusal:
            form.add_error(None, str(refusal))
        else:
            acted(request, _("Your application is sent. Our mail confirms it."))
            return redirect("jobs:job", pk=pk)
    context = {"form": form, "job": job}
    return render(request, "jobs/apply.html", context, status=422 if form.errors else 200)


@public
def applications(request: Request, pk: int) -> HttpResponse:
    """What was sent about an offer, for its author."""
    viewer = acting_viewer(request)
    job = queries.own_job(viewer, pk)
    page = queries.applications_page(queries.applications_to(viewer, job), request.GET.get("page", ""))
    return render(request, "jobs/application_list.html", {"job": job, "page": page})


@public
@limited("jobs.answer", per_minute=20)
def application(request: Request, pk: int) -> HttpResponse:
    """An application and what was written since, for the author and the applicant."""
    viewer = acting_viewer(request)
    application = queries.get_application(viewer, pk)
    form = MessageForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            text = form.cleaned_data["text"]
            actions.write(application=application, text=text, by=viewer, at=timezone.now())
            acted(request, _("Your message is sent."))
            return redirect("jobs:application", pk=pk)
    context = {
        "application": application,
        "messages_since": queries.messages_of(application),
        "is_author": rules.is_author(viewer, application),
        "form": form,
    }
    return render(request, "jobs/application.html", context, status=422 if form.errors else 200)


@public
def cv(request: Request, pk: int) -> HttpResponseBase:
    """The CV joined to an application, as it was sent."""
    application = queries.get_application(acting_viewer(request), pk)
    if application.cv is None or application.cv.is_erased:
        raise NotVisible
    return download_response(application.cv)


@public
@require_POST
def withdraw(request: Request, pk: int) -> HttpResponse:
    """The applicant takes it back."""
    viewer = acting_viewer(request)
    application = queries.get_application(viewer, pk)
    actions.withdraw_application(application=application, by=viewer, at=timezone.now())
    acted(request, _("Your application is taken back: its reader no longer sees it."))
    return redirect("jobs:mine")
