"""Asking to join: open to all."""

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from etabli.community.association import actions, join_requests
from etabli.community.association.forms import JoinForm, TextForm
from etabli.community.association.links import application_of_token, application_path
from etabli.community.association.models import Application, Dues, Period
from etabli.community.association.notices import tell_board_of_surplus
from etabli.community.association.payments import NotGenuine, ReceivedPayment, payment_means_by_code
from etabli.foundation.people.access import Request, public
from etabli.foundation.people.limits import (
    WINDOW_SECONDS,
    count_guess_and_find_exceeded,
    count_request_and_find_exceeded,
    limited,
)
from etabli.foundation.people.pages import acted, refusals_in
from etabli.foundation.people.queries import NotVisible
from etabli.foundation.people.viewer import Viewer
from etabli.foundation.ui.pages import too_many

State = Application.State


@public
@limited("join", per_minute=5)
def join(request: Request) -> HttpResponse:
    """The form. Whatever the address is, the next page is the same: what there is to say goes by mail."""
    associations = join_requests.joinable_associations()
    if not associations:
        raise NotVisible
    form = JoinForm(request.POST if request.method == "POST" else None, associations=associations)
    if form.is_valid():
        data = form.cleaned_data
        if count_request_and_find_exceeded(f"join:{data['email']}"):
            return too_many(request, wait_seconds=3600)
        organisation = next(
            association for association in associations if association.pk == data["association"]
        )
        with refusals_in(form):
            join_requests.receive_request(organisation, data, by=request.viewer, at=timezone.now())
            return redirect("association:sent")
    context = {"form": form, "associations": associations}
    return render(request, "association/join.html", context, status=422 if form.errors else 200)


@public
def sent(request: Request) -> HttpResponse:
    """Look at your mails."""
    return render(request, "association/join_sent.html")


@public
def application(request: Request, token: str) -> HttpResponse:
    """Where a request stands, for whoever holds its link; the board's question is answered here."""
    application = _application_of_link(request, token)
    if not isinstance(application, Application):
        return application
    data = request.POST if request.method == "POST" else None
    form = TextForm(data, label=_("Your answer"))
    if form.is_valid():
        with refusals_in(form):
            actions.answer_question(
                application=application,
                answer=form.cleaned_data["text"],
                by=request.viewer,
                at=timezone.now(),
            )
            acted(request, _("Your answer is sent to the board."))
            return redirect(application_path(application))
    return render(
        request, "association/application.html", {"application": application, "form": form, "token": token}
    )


@public
@require_POST
def confirm(request: Request, token: str) -> HttpResponse:
    """The address is proved by the link of the mail."""
    application = _application_of_link(request, token)
    if not isinstance(application, Application):
        return application
    if application.state == State.SENT:  # a second click changes nothing
        actions.confirm_application(application=application, by=request.viewer, at=timezone.now())
    return redirect(application_path(application))


@public
@require_POST
def withdraw(request: Request, token: str) -> HttpResponse:
    """They no longer ask."""
    application = _application_of_link(request, token)
    if not isinstance(application, Application):
        return application
    actions.withdraw_application(application=application, by=request.viewer, at=timezone.now())
    acted(request, _("Your request is withdrawn."))
    return redirect(application_path(application))


@csrf_exempt
@public
@require_POST
def paid(request: Request, code: str) -> HttpResponse:
    """What a payment provider says: it proves itself to its own class (`payments`). Said twice, it counts once."""
    provider = payment_means_by_code().get(code)
    if provider is None:
        raise NotVisible
    try:
        payment = provider.received(request.body, request.headers)
    except NotGenuine:
        if count_guess_and_find_exceeded(request, "payment"):
            return too_many(request, wait_seconds=WINDOW_SECONDS)
        raise NotVisible from None
    if payment is None:
        return HttpResponse(status=204)
    dues = Dues.objects.select_related("member__organisation", "period").filter(pk=payment.dues_id).first()
    if dues is None:
        raise NotVisible
    _record_payment(dues, code, payment)
    return HttpResponse(status=204)


@transaction.atomic
def _record_payment(dues: Dues, code: str, payment: ReceivedPayment) -> None:
    """What a provider received, as the installation's own act. Money that settles nothing is told to the board."""
    now = timezone.now()
    Period.objects.select_for_update(no_key=True).get(pk=dues.period_id)  # said twice at once, it counts once
    if dues.payments.filter(method=code, reference=payment.reference).exists():
        return
    try:
        actions.record_payment(
            dues=dues,
            method=code,
            reference=payment.reference,
            amount_cents=payment.amount_cents,
            paid_on=payment.paid_on,
            by=Viewer.system(),
            at=now,
        )
    except actions.NotOwed:
        tell_board_of_surplus(dues, payment, now)


def _application_of_link(request: Request, token: str) -> Application | HttpResponse:
    """The request that this link opens, or the page that says that it opens none."""
    application = application_of_token(token)
    if application is not None:
        return application
    if count_guess_and_find_exceeded(request, "application_link"):
        return too_many(request, wait_seconds=WINDOW_SECONDS)
    return render(request, "association/application_unknown.html", status=404)
