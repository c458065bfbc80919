"""The money, for the board: what is owed for a period, payments, receipts."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _, ngettext
from django.views.decorators.http import require_POST

from etabli.community.association import actions, queries
from etabli.community.association.forms import PaidDuesForm, PaymentForm
from etabli.community.association.receipts import receipt as receipt_of
from etabli.foundation.files.responses import document_response
from etabli.foundation.people.access import Request, allow
from etabli.foundation.people.models import ASSOCIATION, Role
from etabli.foundation.people.pages import acted, refusals_in

PER_PAGE = 12


@allow(Role.BOARD)
def record_payment(request: Request, pk: int) -> HttpResponse:
    """Write down money received for dues."""
    dues = queries.get_dues(request.viewer, pk)
    initial = {"amount_cents": dues.left_cents, "paid_on": timezone.localdate()}
    form = PaymentForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_valid():
        with refusals_in(form):
            actions.record_payment(dues=dues, **form.cleaned_data, by=request.viewer, at=timezone.now())
            acted(request, _("The payment is recorded; its receipt is ready."))
            return redirect("association:member", pk=dues.member_id)
    context = {"form": form, "dues": dues}
    return render(request, "association/pay.html", context, status=422 if form.errors else 200)


@allow(Role.BOARD)
def period(request: Request, pk: int) -> HttpResponse:
    """Who still owes something for a period; several that a bank statement shows are ticked at once."""
    period = queries.get_period(request.viewer, pk)
    owed = queries.owed_for_period(request.viewer, period)
    data = request.POST if request.method == "POST" else None
    form = PaidDuesForm(data, owed=owed, initial={"paid_on": timezone.localdate(), "dues": []})
    if form.is_valid():
        with refusals_in(form):
            number = actions.record_payments(
                period=period, **form.cleaned_data, by=request.viewer, at=timezone.now()
            )
            message = ngettext("%(n)d payment is recorded.", "%(n)d payments are recorded.", number)
            acted(request, message % {"n": number})
            return redirect("association:period", pk=pk)
    page = Paginator(owed, PER_PAGE).get_page(request.GET.get("page"))
    context = {"period": period, "page": page, "form": form}
    return render(request, "association/period.html", context, status=422 if form.errors else 200)


@allow(Role.BOARD)
@require_POST
def cancel_payment(request: Request, pk: int) -> HttpResponse:
    """A payment written down by mistake."""
    payment = queries.get_payment(request.viewer, pk)
    actions.cancel_payment(payment=payment, by=request.viewer, at=timezone.now())
    acted(request, _("The payment is cancelled: its receipt is no longer given."))
    return redirect("association:member", pk=payment.dues.member_id)


@allow(Role.BOARD)
@require_POST
def waive(request: Request, pk: int) -> HttpResponse:
    """These dues are no longer asked for."""
    dues = queries.get_dues(request.viewer, pk)
    actions.waive_dues(dues=dues, by=request.viewer, at=timezone.now())
    acted(request, _("These dues are no longer asked for."))
    return redirect("association:member", pk=dues.member_id)


@allow(*ASSOCIATION)
def receipt(request: Request, pk: int) -> HttpResponse:
    """The receipt of a payment, for whoever paid and for the board."""
    payment = queries.get_payment(request.viewer, pk)
    return document_response(receipt_of(payment, at=timezone.now()), f"recu-{payment.receipt}.pdf")
