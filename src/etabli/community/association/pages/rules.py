"""The rules of the association, for the board: periods, categories, delays, how to pay, and its own trades."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from etabli.community.association import actions, queries
from etabli.community.association.forms import (
    CategoryForm,
    DuesRulesForm,
    PeriodForm,
    TradeForm,
    period_defaults,
)
from etabli.foundation.people.access import Request, allow
from etabli.foundation.people.models import Role
from etabli.foundation.people.pages import acted, refusals_in
from etabli.foundation.people.queries import own_organisation


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
def save_rules_form(request: Request, form_name: str) -> HttpResponse:
    """One of the four forms of the page of rules."""
    kinds: dict[str, tuple[Any, Any, str]] = {
        "period": (PeriodForm, actions.open_period, _("The dues are asked for: each member is told.")),
        "category": (CategoryForm, actions.add_category, _("The category is added.")),
        "delays": (DuesRulesForm, actions.set_dues_rules, _("The change is kept.")),
        "trade": (TradeForm, actions.add_trade, _("The trade is in the list.")),
    }
    kind, act, message = kinds[form_name]
    form = kind(request.POST, **({} if form_name == "delays" else {"auto_id": f"id_{form_name}_%s"}))
    if form.is_valid():
        association = own_organisation(request.viewer)
        with refusals_in(form):
            act(organisation=association, **form.cleaned_data, by=request.viewer, at=timezone.now())
            acted(request, message)
            return redirect("association:rules")
    return _rules(request, **{form_name: form})


@allow(Role.BOARD)
def category(request: Request, pk: int) -> HttpResponse:
    """Another name or amount."""
    category = queries.get_category(request.viewer, pk)
    initial = {name: getattr(category, name) for name in ("name", "kind", "amount_cents")}
    form = CategoryForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_valid():
        with refusals_in(form):
            actions.change_category(
                category=category, **form.cleaned_data, by=request.viewer, at=timezone.now()
            )
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
