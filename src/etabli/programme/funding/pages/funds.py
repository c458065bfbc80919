"""Funds and their rules."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from etabli.foundation.journal import ActionError, queries as journal
from etabli.foundation.people.access import Request, allow
from etabli.foundation.people.models import STAFF
from etabli.foundation.people.pages import acted
from etabli.foundation.people.queries import own_chamber
from etabli.programme.funding.actions import funds as actions
from etabli.programme.funding.forms import FundForm, LogoForm, NumberForm, ValueForm
from etabli.programme.funding.logos import logo_of, shrunk
from etabli.programme.funding.models import Fund, FundValue, TrainingBody
from etabli.programme.funding.queries import funds as queries
from etabli.programme.funding.queries.funds import DatedRule
from etabli.programme.funding.wording import RULES, value_text


@allow(*STAFF)
def fund_list(request: Request) -> HttpResponse:
    """The funds, how many of their rules are to be checked; a new one."""
    form = FundForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        chamber, at = own_chamber(request.viewer), timezone.now()
        try:
            fund = actions.add_fund(chamber=chamber, name=form.cleaned_data["name"], by=request.viewer, at=at)
        except ActionError as refusal:
            form.add_error("name", str(refusal))
        else:
            acted(request, _("The fund is added: write its rules."))
            return redirect("funding:fund", pk=fund.pk)
    funds = queries.funds(request.viewer)
    rows = [(fund, _unchecked(fund)) for fund in funds]
    number = queries.training_number(request.viewer.chamber_id)
    return render(request, "funding/fund_list.html", {"rows": rows, "form": form, "number": number})


def _unchecked(fund: Fund) -> int:
    lines = queries.dated_rules_of(fund, timezone.localdate())
    shown = [value for line in lines for value in (line.current, *line.coming)]
    return sum(value is not None and value.checked_on is None for value in shown)


@allow(*STAFF)
def fund(request: Request, pk: int) -> HttpResponse:
    """The rules of a fund: today's, those to come, who checked each."""
    if queries.is_off_list(request.viewer, pk):
        messages.info(request, _("This fund is off the list."))
        return redirect("funding:funds")
    fund = queries.get_fund(request.viewer, pk)
    lines = queries.dated_rules_of(fund, timezone.localdate())
    context = {
        "fund": fund,
        "rules": [_row(line) for line in lines if line.current or line.coming],
        "logo": logo_of(fund),
        "others": [(line.key, RULES[line.key]) for line in lines if not (line.current or line.coming)],
        "lines": journal.history_of(
            request.viewer, fund, parts=[*queries.values_ever(fund), *fund.logos.all()]
        ),
    }
    return render(request, "funding/fund_detail.html", context)


def _row(line: DatedRule) -> dict[str, Any]:
    """A rule as its row shows it: each value in words, today's first."""
    values = [*([line.current] if line.current else []), *line.coming]
    shown = [(value, value_text(line.key, value.value), value in line.coming) for value in values]
    now = shown[0][1] if line.current else _("to come")
    summary = _("%(rule)s: %(value)s") % {"rule": RULES[line.key], "value": now}
    if values[0].checked_on is None:
        summary += f" · {_('to check')}"
    elif any(value.checked_on is None for value in line.coming):
        summary += f" · {_('the one to come is to check')}"
    past = [(value, value_text(line.key, value.value)) for value in line.past]
    return {"key": line.key, "summary": summary, "label": RULES[line.key], "values": shown, "past": past}


@allow(*STAFF)
@require_POST
def fund_withdraw(request: Request, pk: int) -> HttpResponse:
    """Off the list."""
    fund = queries.get_fund(request.viewer, pk)
    actions.withdraw_fund(fund=fund, by=request.viewer, at=timezone.now())
    acted(request, _("The fund is off the list. Its files go on."))
    return redirect("funding:funds")


@allow(*STAFF)
def value(request: Request, pk: int, key: str) -> HttpResponse:
    """A rule from a day on."""
    fund = queries.get_fund(request.viewer, pk)
    if key not in RULES:
        raise Http404
    line = next(line for line in queries.dated_rules_of(fund, timezone.localdate()) if line.key == key)
    kept = line.current.value if line.current else None
    form = ValueForm(request.POST or None, key=key, kept=kept, initial={"starts_on": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        given = {"fund": fund, "key": key, **form.cleaned_data}
        try:
            actions.set_value(**given, by=request.viewer, at=timezone.now())
        except ActionError as refusal:
            form.add_error("starts_on", str(refusal))
        else:
            acted(request, _("The rule is changed from this day on. It is still to be checked."))
            return redirect("funding:fund", pk=pk)
    return render(request, "funding/value_form.html", {"fund": fund, "form": form, "label": RULES[key]})


@allow(*STAFF)
@require_POST
def value_check(request: Request, pk: int) -> HttpResponse:
    """It was compared with its source."""
    value: FundValue = queries.get_value(request.viewer, pk)
    actions.check_value(value=value, by=request.viewer, at=timezone.now())
    acted(request, _("The rule is checked, today, by you."))
    return redirect("funding:fund", pk=value.fund_id)


@allow(*STAFF)
@require_POST
def value_withdraw(request: Request, pk: int) -> HttpResponse:
    """Off: the one before counts again."""
    value = queries.get_value(request.viewer, pk)
    try:
        actions.withdraw_value(value=value, by=request.viewer, at=timezone.now())
    except ActionError as refusal:
        messages.error(request, str(refusal))
    else:
        acted(request, _("The rule is taken off. The one before counts again."))
    return redirect("funding:fund", pk=value.fund_id)


@allow(*STAFF)
def logo(request: Request, pk: int) -> HttpResponse:
    """The logo that stands on what a fund is sent."""
    fund = queries.get_fund(request.viewer, pk)
    form = LogoForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        given = shrunk(form.cleaned_data["logo"])
        actions.set_logo(fund=fund, **given, by=request.viewer, at=timezone.now())
        acted(request, _("The logo is kept: it stands on the sheets and certificates of this fund."))
        return redirect("funding:fund", pk=pk)
    return render(request, "funding/logo_form.html", {"fund": fund, "form": form})


@allow(*STAFF)
@require_POST
def logo_withdraw(request: Request, pk: int) -> HttpResponse:
    """No logo any more."""
    fund = queries.get_fund(request.viewer, pk)
    standing = logo_of(fund)
    if standing is None:
        raise Http404
    actions.withdraw_logo(logo=standing, by=request.viewer, at=timezone.now())
    acted(request, _("The logo is taken off."))
    return redirect("funding:fund", pk=pk)


@allow(*STAFF)
def number(request: Request) -> HttpResponse:
    """The chamber's number as a training body."""
    kept = TrainingBody(registration=queries.training_number(request.viewer.chamber_id))
    form = NumberForm(request.POST or None, instance=kept)
    if request.method == "POST" and form.is_valid():
        chamber, at = own_chamber(request.viewer), timezone.now()
        actions.say_number(chamber=chamber, **form.cleaned_data, by=request.viewer, at=at)
        acted(request, _("The number is kept."))
        return redirect("funding:funds")
    return render(request, "funding/number_form.html", {"form": form})
