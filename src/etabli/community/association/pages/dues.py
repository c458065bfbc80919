"""The money, for the board: payments, receipts, periods, categories, and the association's own trades."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _, ngettext
from django.views.decorators.http import require_POST

from etabli.community.association import actions, queries
from etabli.community.association.forms import (
    CategoryForm,
    DuesRulesForm,
    PaidDuesForm,
    PaymentForm,
    PeriodForm,
    TradeForm,
    period_defaults,
)
from etabli.community.association.receipts import receipt as receipt_of
from etabli.foundation.files.responses import document_response
from etabli.foundation.journal import ActionError
from etabli.foundation.people.access import Request, allow
from etabli.foundation.people.models import ASSOCIATION, Role
from etabli.foundation.people.pages import acted
from etabli.foundation.people.queries import own_organisation

PER_PAGE = 12


@allow(Role.BOARD)
def pay(request: Request, pk: int) -> HttpResponse:
    """Write down money received for dues."""
    dues = queries.get_dues(request.viewer, pk)
    initial = {"amount_cents": dues.left_cents, "paid_on": timezone.localdate()}
    form = PaymentForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_valid():
        try:
            actions.record_payment(dues=dues, **form.cleaned_data, by=request.viewer, at=timezone.now())
        except ActionError as refusal:
            form.add_error(None, str(refusal))
        else:
            acted(request, _("The payment is recorded; its receipt is ready."))
            return redirect("association:member", pk=dues.member_id)
    context = {"form": form, "dues": dues}
    return render(request, "association/pay.html", context, status=422 if form.errors else 200)


@allow(Role.BOARD)
def period(request: Request, pk: int) -> HttpResponse:
    """Who still owes something for a period; several that a bank statement shows are ticked at once."""
    period = queries.get_period(request.viewer, pk)
    owed = queries.late_of_period(request.viewer, period)
    data = request.POST if request.method == "POST" else None
    form = PaidDuesForm(data, owed=owed, initial={"paid_on": timezone.localdate(), "dues": []})
    if form.is_valid():
        try:
            number = actions.record_payments(
                period=period, **form.cleaned_data, by=request.viewer, at=timezone.now()
            )
        except ActionError as refusal:
            form.add_error(None, str(refusal))
        else:
            message = ngettext("%(n)d payment is recorded.", "%(n)d payments are recorded.", number)
            acted(request, message % {"n": number})
            return redirect("association:period", pk=pk)
    page = Paginator(owed, PER_PAGE).get_page(request.GET.get("page"))
    context = {"period": period, "page": page, "form": form}
    return render(request, "association/period.html", context, status=422 if form.errors else 200)


@allow(Role.BOARD)
@require_POST
def cancel(request: Request, pk: int) -> HttpResponse:
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


@allow(Role.BOARD)
def rules(request: Request) -> HttpResponse:
    """Periods, categories, delays, how to pay, trades."""
    return _rules(request)


def _rules(request: Request, **refused: Any) -> HttpResponse:
    page = queries.rules_page(request.viewer)
    today = timezone.localdate()
    forms = {
        "period": PeriodForm(
            initial=period_defaults(today, next(iter(page["periods"]), None)), auto_id="id_period_%s"
        ),
        "category": CategoryForm(auto_id="id_category_%s"),
        "delays": DuesRulesForm(initial=DuesRulesForm.initial_of(page["rules"])),
        "trade": TradeForm(auto_id="id_trade_%s"),
    }
    context = {**page, "forms": {**forms, **refused}, "open": {name: name in refused for name in forms}}
    return render(request, "association/rules.html", context, status=422 if refused else 200)


@allow(Role.BOARD)
@require_POST
def settle(request: Request, what: str) -> HttpResponse:
    """One of the four forms of the page of rules."""
    kinds: dict[str, tuple[Any, Any, str]] = {
        "period": (PeriodForm, actions.open_period, _("The dues are asked for: each member is told.")),
        "category": (CategoryForm, actions.add_category, _("The category is added.")),
        "delays": (DuesRulesForm, actions.set_dues_rules, _("The change is kept.")),
        "trade": (TradeForm, actions.add_trade, _("The trade is in the list.")),
    }
    kind, act, message = kinds[what]
    form = kind(request.POST, **({} if what == "delays" else {"auto_id": f"id_{what}_%s"}))
    if form.is_valid():
        association = own_organisation(request.viewer)
        try:
            act(organisation=association, **form.cleaned_data, by=request.viewer, at=timezone.now())
        except ActionError as refusal:
            form.add_error(None, str(refusal))
        else:
            acted(request, message)
            return redirect("association:rules")
    return _rules(request, **{what: form})


@allow(Role.BOARD)
def category(request: Request, pk: int) -> HttpResponse:
    """Another name or amount."""
    category = queries.get_category(request.viewer, pk)
    initial = {name: getattr(category, name) for name in ("name", "kind", "amount_cents")}
    form = CategoryForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_valid():
        try:
            actions.change_category(
                category=category, **form.cleaned_data, by=request.viewer, at=timezone.now()
            )
        except ActionError as refusal:
            form.add_error(None, str(refusal))
        else:
            acted(request, _("The change is kept."))
            return redirect("association:rules")
    context = {"form": form, "category": category}
    return render(request, "association/category.html", context, status=422 if form.errors else 200)


@allow(Role.BOARD)
@require_POST
def withdraw_category(request: Request, pk: int) -> HttpResponse:
    """No longer offered."""
    category = queries.get_category(request.viewer, pk)
    actions.withdraw_category(category=category, by=request.viewer, at=timezone.now())
    acted(request, _("The category is out of the list."))
    return redirect("association:rules")


@allow(Role.BOARD)
@require_POST
def withdraw_trade(request: Request, pk: int) -> HttpResponse:
    """No longer offered; whoever has it keeps it."""
    trade = queries.get_own_trade(request.viewer, pk)
    actions.withdraw_trade(trade=trade, by=request.viewer, at=timezone.now())
    acted(request, _("The trade is out of the list."))
    return redirect("association:rules")
