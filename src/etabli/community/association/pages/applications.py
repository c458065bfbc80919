"""A request to join, and the three answers of the board."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from etabli.community.association import actions, queries
from etabli.community.association.forms import AcceptApplicationForm, TextForm
from etabli.community.association.impartiality import others_who_may_refuse
from etabli.community.association.models import Application
from etabli.community.association.trades import trade_label
from etabli.foundation.people.access import Request, allow
from etabli.foundation.people.models import Role
from etabli.foundation.people.pages import acted, refusals_in
from etabli.territory.places.models import Commune


@allow(Role.BOARD)
def review(request: Request, pk: int) -> HttpResponse:
    """One request: who, what they wrote, what was asked and answered."""
    return _page(request, queries.get_application(request.viewer, pk))


def _page(request: Request, application: Application, **refused: Any) -> HttpResponse:
    forms = {
        "accept": AcceptApplicationForm(organisation_id=application.organisation_id),
        "ask": TextForm(None, label=_("Your question"), auto_id="id_ask_%s"),
        "refuse": TextForm(None, label=_("The reason, which the person reads"), auto_id="id_refuse_%s"),
    }
    commune = (
        Commune.objects.filter(pk=application.commune_code).first() if application.commune_code else None
    )
    context = {
        "application": application,
        "trade": trade_label(application.trade),
        "commune": commune,
        "others_who_may_refuse": others_who_may_refuse(request.viewer, application.organisation_id),
        "is_open": application.state in {Application.State.WAITING, Application.State.ASKED},
        "asking": "ask" in refused,
        "refusing": "refuse" in refused,
        "forms": {**forms, **refused},
    }
    return render(request, "association/review.html", context, status=422 if refused else 200)


@allow(Role.BOARD)
@require_POST
def accept(request: Request, pk: int) -> HttpResponse:
    """Yes."""
    application = queries.get_application(request.viewer, pk)
    form = AcceptApplicationForm(request.POST, organisation_id=application.organisation_id)
    if form.is_valid():
        with refusals_in(form):
            member = actions.accept_application(
                application=application,
                category=form.cleaned_data["category"],
                by=request.viewer,
                at=timezone.now(),
            )
            acted(request, _("%(name)s is in the association, and is told.") % {"name": member})
            return redirect("association:member", pk=member.pk)
    return _page(request, application, accept=form)


@allow(Role.BOARD)
@require_POST
def ask(request: Request, pk: int) -> HttpResponse:
    """A question first."""
    application = queries.get_application(request.viewer, pk)
    form = TextForm(request.POST, label=_("Your question"), auto_id="id_ask_%s")
    if form.is_valid():
        with refusals_in(form):
            actions.ask_applicant(
                application=application,
                question=form.cleaned_data["text"],
                by=request.viewer,
                at=timezone.now(),
            )
            acted(request, _("Your question has left by mail."))
            return redirect("association:to_do")
    return _page(request, application, ask=form)


@allow(Role.BOARD)
@require_POST
def refuse(request: Request, pk: int) -> HttpResponse:
    """No, and why."""
    application = queries.get_application(request.viewer, pk)
    form = TextForm(request.POST, label=_("The reason, which the person reads"), auto_id="id_refuse_%s")
    if form.is_valid():
        with refusals_in(form):
            actions.refuse_application(
                application=application,
                reason=form.cleaned_data["text"],
                by=request.viewer,
                at=timezone.now(),
            )
            acted(request, _("The request is refused; the person is told why."))
            return redirect("association:to_do")
    return _page(request, application, refuse=form)
