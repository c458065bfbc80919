"""Opening a file: for half-days that no file asks for, or for what the fund that is asked first leaves to pay."""

from collections.abc import Callable, Sequence
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from etabli.foundation.journal import ActionError
from etabli.foundation.people.access import Request, allow
from etabli.foundation.people.models import STAFF
from etabli.foundation.people.pages import acted
from etabli.programme.funding import forms, wording
from etabli.programme.funding.actions.opening import complete_file, open_file
from etabli.programme.funding.engine import Answer, Verdict
from etabli.programme.funding.models import Fund, FundingFile
from etabli.programme.funding.queries import opening as queries
from etabli.programme.funding.queries.files import completing_file, file_of, get_file, is_business_unknown
from etabli.programme.funding.queries.funds import funds
from etabli.programme.funding.yearly_wording import taken_text
from etabli.programme.support.queries import get_appointment


@allow(*STAFF)
def opening(request: Request, pk: int) -> HttpResponse:
    """Who would pay for a half-day, why, and a file that asks them; or the file that asks already."""
    appointment = get_appointment(request.viewer, pk)
    existing = file_of(appointment)
    if existing is not None:
        return redirect("funding:file", pk=existing.pk)
    person, today = appointment.person, timezone.localdate()
    free = queries.free_appointments(appointment)
    status = request.POST.get("status", queries.last_status(person))
    choices = queries.choices_for(funds(request.viewer), person, [appointment], status, today=today)
    initial = {"half_days": [str(pk)], "status": status, "fund": _first_possible(choices)}
    form = forms.OpeningForm(request.POST or None, funds=_named(choices), appointments=free, initial=initial)

    def act(fund: Fund) -> FundingFile:
        rows, at = form.chosen, timezone.now()
        return open_file(person=person, fund=fund, status=status, appointments=rows, by=request.viewer, at=at)

    if form.is_valid() and (opened := _opened(request, form, choices, act)):
        return opened
    context = {"appointment": appointment, "form": form, "said": _in_words(choices), "free": free}
    context["is_business_unknown"] = is_business_unknown(person)
    return render(request, "funding/file_open.html", context)


@allow(*STAFF)
def completing(request: Request, pk: int) -> HttpResponse:
    """Which other fund would pay what this file leaves to pay; or the file that asks it already."""
    today = timezone.localdate()
    first = get_file(request.viewer, pk, today=today)
    existing = completing_file(first.file)
    if existing is not None or first.completed_dossier is not None:
        return redirect("funding:file", pk=existing.pk if existing else pk)
    others = [fund for fund in funds(request.viewer) if fund.pk != first.file.fund_id]
    person, status = first.file.person, first.file.status
    choices = queries.choices_for(others, person, first.appointments, status, today=today, first=first)
    initial = {"fund": _first_possible(choices)}
    form = forms.FundChoiceForm(request.POST or None, funds=_named(choices), initial=initial)

    def act(fund: Fund) -> FundingFile:
        return complete_file(file=first.file, fund=fund, by=request.viewer, at=timezone.now())

    if form.is_valid() and (opened := _opened(request, form, choices, act)):
        return opened
    context = {"file": first.file, "dossier": first, "form": form, "said": _in_words(choices)}
    return render(request, "funding/file_complete.html", context)


def _first_possible(choices: Sequence[queries.Choice]) -> int | None:
    """The fund to propose: the first of the best answer, never one that would say no."""
    best = choices[0] if choices else None
    return best.fund.pk if best and best.verdict.answer != Answer.NO else None


def _named(choices: Sequence[queries.Choice]) -> list[tuple[int, str]]:
    return [(choice.fund.pk, choice.fund.name) for choice in choices]


def _opened(
    request: Request,
    form: forms.FundChoiceForm,
    choices: Sequence[queries.Choice],
    act: Callable[[Fund], FundingFile],
) -> HttpResponse | None:
    """The file of the fund that was chosen; None when there is none, and why stands on the form."""
    fund = next(row.fund for row in choices if str(row.fund.pk) == form.cleaned_data["fund"])
    try:
        file = act(fund)
    except ActionError as refusal:
        form.add_error(None, str(refusal))
        return None
    acted(request, _("The file is opened."))
    return redirect("funding:file", pk=file.pk)


def _in_words(choices: Sequence[queries.Choice]) -> list[tuple[Fund, dict[str, Any]]]:
    """Each fund with its verdict; but for one that says no, with what its caps leave."""
    return [(choice.fund, words_of(choice.verdict) | {"caps": _caps_of(choice)}) for choice in choices]


def _caps_of(choice: queries.Choice) -> list[str]:
    return [] if choice.verdict.answer == Answer.NO else [taken_text(year) for year in choice.years]


def words_of(verdict: Verdict) -> dict[str, Any]:
    """A verdict in words: the answer first, then each reason, what would help, what nobody has checked."""
    label, kind = wording.ANSWERS[verdict.answer]
    if verdict.answer == Answer.ELIGIBLE and verdict.unchecked:
        label, kind = wording.POSSIBLE_UNCHECKED, "ask"
    return {
        "label": label,
        "kind": kind,
        "reasons": [
            (wording.reason_text(reason), wording.ANSWERS[reason.answer][1]) for reason in verdict.reasons
        ],
        "proposals": [wording.proposal_text(proposal) for proposal in verdict.proposals],
        "unchecked": [wording.RULES[key] for key in verdict.unchecked],
        "amounts": f"{wording.amounts_text(verdict)} {wording.open_text(verdict)}".strip()
        if verdict.fund_cents and verdict.answer != Answer.NO
        else "",
    }
