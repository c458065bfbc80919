"""Files: the list, one with its steps."""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms as django_forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from etabli.foundation.journal import ActionError, queries as journal
from etabli.foundation.people.access import Request, allow
from etabli.foundation.people.models import STAFF
from etabli.foundation.people.pages import acted, back
from etabli.foundation.ui.typography import euros, full_day
from etabli.programme.funding import forms, wording
from etabli.programme.funding.actions import credits, files as actions, funds as documents
from etabli.programme.funding.application import number_of
from etabli.programme.funding.models import DocumentKind, FundingFile
from etabli.programme.funding.pages.opening import words_of
from etabli.programme.funding.queries import files as queries
from etabli.programme.funding.queries.documents import get_document
from etabli.programme.funding.queries.files import Dossier, is_business_unknown
from etabli.programme.funding.queries.funds import funds

SHOWN = 25
TO_TELL = frozenset({"moved", "day_to_tell", "suspended"})
# What a refusal is about: it stands beside that field.
FIELDS: dict[type[ActionError], str] = {
    actions.WrongDay: "on",
    actions.WrongAmount: "amount",
    actions.NumberTaken: "number",
    actions.Unsigned: "unsigned_too",
}


@allow(*STAFF)
def file_list(request: Request) -> HttpResponse:
    """What waits longest comes first; what is paid comes last."""
    today = timezone.localdate()
    rows = queries.dossiers(request.viewer, today=today)
    page = Paginator(rows, SHOWN).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "rows": [(row, wording.standing(row)) for row in page],
        "is_without_fund": not rows and not funds(request.viewer),
    }
    return render(request, "funding/file_list.html", context)


@allow(*STAFF)
def file(request: Request, pk: int) -> HttpResponse:
    """One file: where it stands, what is missing, why the fund may pay, its steps and its history."""
    today = timezone.localdate()
    if queries.is_given_up(request.viewer, pk):
        messages.info(request, _("This file was given up. To open it again, take that back in “What I did”."))
        return redirect("funding:files")
    dossier = queries.get_file(request.viewer, pk, today=today)
    verdict = dossier.verdict
    context = {
        "dossier": dossier,
        "file": dossier.file,
        "number": number_of(dossier.file),
        "standing": wording.standing(dossier),
        "said": words_of(verdict) if verdict and dossier.file.is_accepted is None else None,
        "missing": [(kind, DocumentKind(kind).label) for kind in verdict.missing] if verdict else [],
        "code": dossier.state.code,
        "is_late": verdict is not None and any(reason.code == "too_late" for reason in verdict.reasons),
        "facts": _facts(dossier),
        "is_business_unknown": is_business_unknown(dossier.file.person),
        "lines": journal.history_of(request.viewer, dossier.file),
        "completing": queries.completing_file(dossier.file),
        "may_complete": dossier.first is None and dossier.artisan_cents + dossier.open_cents > 0,
    }
    return render(request, "funding/file_detail.html", context)


def _facts(dossier: Dossier) -> list[tuple[str, str]]:
    """The amounts, then what the fund answered, the bill and each payment, with their days."""
    file = dossier.file
    bill = {"number": file.bill_number, "day": full_day(file.billed_on)} if file.billed_on else {}
    payments = [(_("Received"), _("%(amount)s on %(day)s") % _amount_and_day(row)) for row in file.payments]
    known = ", ".join(full_day(date.fromisoformat(row["on"])) for row in file.frozen)
    return [
        (_("The days that the fund knows"), known if dossier.state.code in TO_TELL else ""),
        *([] if dossier.would_be_refused else _amounts(dossier)),
        (_("Asked all the same, because"), file.overruled_note),
        (_("Refused first, because"), file.refusal_note if file.refusal_note != file.answer_note else ""),
        (_("The fund’s agreement"), _answer(file) if file.is_accepted else ""),
        (_("The bill"), _("%(number)s, on %(day)s") % bill if bill else ""),
        *payments,
        *_credits(file),
        (_closed_label(dossier), file.closed_note),
    ]


def _credits(file: FundingFile) -> list[tuple[str, str]]:
    """Each credit note on its bill, then what was given back."""
    notes = [
        _("%(number)s, %(amount)s on %(day)s: %(reason)s") % {**row, **_amount_and_day(row)}
        for row in file.credits
    ]
    given = [_("%(amount)s on %(day)s") % _amount_and_day(row) for row in file.returns]
    return [*((_("Credit note"), note) for note in notes), *((_("Given back"), text) for text in given)]


def _amount_and_day(row: Mapping[str, Any]) -> dict[str, str]:
    return {"amount": euros(row["cents"]), "day": full_day(date.fromisoformat(row["on"]))}


def _closed_label(dossier: Dossier) -> str:
    if dossier.file.billed_on is None:
        return _("Closed, because")
    return _("Closed without %(amount)s") % {"amount": euros(dossier.lost_cents)}


def _answer(file: FundingFile) -> str:
    """The day on which the fund answered, and what was noted of it; empty before."""
    if not file.answered_on:
        return ""
    answered = _("%(day)s: %(note)s") if file.answer_note else "%(day)s"
    return answered % {"day": full_day(file.answered_on), "note": file.answer_note}


def _amounts(dossier: Dossier) -> list[tuple[str, str]]:
    if dossier.file.is_accepted is False:
        return [
            (_("The fund pays"), euros(dossier.granted_cents)),
            (_("It was asked for"), euros(dossier.fund_cents)),
        ]
    first = dossier.first
    left = _("%(fund)s leaves to pay") % {"fund": first.file.fund.name} if first else ""
    return [
        (left, euros(sum(line.cost_cents for line in dossier.paid)) if first else ""),
        (_("The fund pays"), euros(dossier.fund_cents)),
        (_("The artisan pays"), euros(dossier.artisan_cents)),
        (_("Still to be agreed"), euros(dossier.open_cents) if dossier.open_cents else ""),
    ]


@allow(*STAFF)
def status(request: Request, pk: int) -> HttpResponse:
    """What somebody is in their business: funds ask for it."""
    dossier = _dossier(request, pk)
    form = forms.StatusForm(request.POST or None, initial={"status": dossier.file.status})
    title, saved = _("What they are in their business"), _("It is written down.")
    return _step(
        request, dossier, form, title, saved, lambda given: _at(actions.say_status, request, dossier, given)
    )


@allow(*STAFF)
def document(request: Request, pk: int) -> HttpResponse:
    """A document that was brought; `?piece=` says which."""
    dossier = _dossier(request, pk)
    initial = {"kind": request.GET.get("piece", "")}
    form = forms.DocumentForm(request.POST or None, today=timezone.localdate(), initial=initial)

    def receive(given: dict[str, Any]) -> Any:
        person, at = dossier.file.person, timezone.now()
        return documents.receive_document(person=person, **given, by=request.viewer, at=at)

    return _step(request, dossier, form, _("A document received"), _("The document is noted."), receive)


@allow(*STAFF)
@require_POST
def document_withdraw(request: Request, pk: int) -> HttpResponse:
    """Noted by mistake."""
    document = get_document(request.viewer, pk)
    documents.withdraw_document(document=document, by=request.viewer, at=timezone.now())
    acted(request, _("The document is taken off."))
    return back(request, reverse("funding:files"))


@allow(*STAFF)
def send(request: Request, pk: int) -> HttpResponse:
    """It left for the fund, on which day; or once more, after a day has changed."""
    dossier = _dossier(request, pk)
    form = forms.SendingForm(request.POST or None, today=timezone.localdate())
    title, saved = _("Sent to the fund"), _("The file is sent: its rules and amounts are kept as they are.")
    return _step(
        request, dossier, form, title, saved, lambda given: _at(actions.send_file, request, dossier, given)
    )


@allow(*STAFF)
@require_POST
def tell_day(request: Request, pk: int) -> HttpResponse:
    """A day has changed since the fund said yes."""
    return _post(request, pk, actions.tell_day, _("The new day is noted. The fund’s agreement stays."))


@allow(*STAFF)
def answer(request: Request, pk: int) -> HttpResponse:
    """What the fund says."""
    dossier = _dossier(request, pk)
    form = forms.AnswerForm(request.POST or None, today=timezone.localdate())
    title, saved = _("The fund’s answer"), _("The answer is written down.")
    return _step(
        request, dossier, form, title, saved, lambda given: _at(actions.answer_file, request, dossier, given)
    )


@allow(*STAFF)
@require_POST
def appeal(request: Request, pk: int) -> HttpResponse:
    """Against a refusal."""
    return _post(request, pk, actions.appeal, _("The appeal is noted: the fund answers again."))


@allow(*STAFF)
def bill(request: Request, pk: int) -> HttpResponse:
    """The number that the accountant gave."""
    dossier = _dossier(request, pk)
    unsigned = ", ".join(full_day(row.half_day.on) for row in dossier.unsigned)
    form = forms.BillForm(request.POST or None, today=timezone.localdate(), unsigned=unsigned)
    title, saved = _("The bill"), _("The file is billed.")
    return _step(
        request, dossier, form, title, saved, lambda given: _at(actions.bill, request, dossier, given)
    )


@allow(*STAFF)
def payment(request: Request, pk: int) -> HttpResponse:
    """What came, and when."""
    dossier = _dossier(request, pk)
    form = forms.PaymentForm(request.POST or None, today=timezone.localdate())

    def note(given: dict[str, Any]) -> Any:
        return _at(
            actions.note_payment, request, dossier, {"cents": int(given["amount"] * 100), "on": given["on"]}
        )

    return _step(request, dossier, form, _("The payment"), _("The payment is written down."), note)


@allow(*STAFF)
def credit(request: Request, pk: int) -> HttpResponse:
    """A bill that has left is found wrong: the number that the accountant gave, and how much less."""
    dossier = _dossier(request, pk)
    form = forms.CreditForm(request.POST or None, today=timezone.localdate())
    title, saved = _("A credit note"), _("The credit note is written down.")

    def note(given: dict[str, Any]) -> Any:
        asked = {name: given[name] for name in ("number", "on", "reason")}
        return _at(credits.credit, request, dossier, {**asked, "cents": int(given["amount"] * 100)})

    return _step(request, dossier, form, title, saved, note)


@allow(*STAFF)
def give_back(request: Request, pk: int) -> HttpResponse:
    """What came too much left again, and when."""
    dossier = _dossier(request, pk)
    initial = {"amount": Decimal(dossier.to_return_cents) / 100}
    form = forms.ReturnForm(request.POST or None, today=timezone.localdate(), initial=initial)
    title, saved = _("Given back to the fund"), _("It is written down.")

    def note(given: dict[str, Any]) -> Any:
        cents = int(given["amount"] * 100)
        return _at(credits.give_back, request, dossier, {"cents": cents, "on": given["on"]})

    return _step(request, dossier, form, title, saved, note)


@allow(*STAFF)
def overrule(request: Request, pk: int) -> HttpResponse:
    """The rules say no, and it is asked all the same."""
    title, saved = _("Ask the fund all the same"), _("It is written down: the file goes on.")
    return _with_reason(request, pk, actions.overrule, title, saved)


@allow(*STAFF)
def close(request: Request, pk: int) -> HttpResponse:
    """The rest of a bill is not waited for, or nobody came."""
    is_missed = _dossier(request, pk).state.code == "missed"
    title = _("Close this file") if is_missed else _("Close it without the rest")
    reason = _("The artisan did not come.") if is_missed else ""
    return _with_reason(request, pk, actions.close, title, _("The file is closed."), reason)


def _with_reason(
    request: Request, pk: int, act: Callable[..., Any], title: str, saved: str, reason: str = ""
) -> HttpResponse:
    dossier, form = _dossier(request, pk), forms.ReasonForm(request.POST or None, initial={"reason": reason})
    return _step(request, dossier, form, title, saved, lambda given: _at(act, request, dossier, given))


@allow(*STAFF)
@require_POST
def give_up(request: Request, pk: int) -> HttpResponse:
    """Ask this fund no more."""
    dossier = _dossier(request, pk)
    try:
        _at(actions.give_up, request, dossier, {})
    except ActionError as refusal:
        messages.error(request, str(refusal))
        return redirect("funding:file", pk=pk)
    acted(request, _("The file is given up. Another fund can be asked."))
    return redirect("funding:files")


def _dossier(request: Request, pk: int) -> Dossier:
    return queries.get_file(request.viewer, pk, today=timezone.localdate())


def _at(act: Callable[..., Any], request: Request, dossier: Dossier, given: dict[str, Any]) -> Any:
    return act(file=dossier.file, **given, by=request.viewer, at=timezone.now())


def _post(request: Request, pk: int, act: Callable[..., Any], saved: str) -> HttpResponse:
    dossier = _dossier(request, pk)
    try:
        _at(act, request, dossier, {})
    except ActionError as refusal:
        messages.error(request, str(refusal))
    else:
        acted(request, saved)
    return redirect("funding:file", pk=pk)


def _step(
    request: Request,
    dossier: Dossier,
    form: django_forms.Form,
    title: str,
    saved: str,
    act: Callable[[dict[str, Any]], Any],
) -> HttpResponse:
    """A form of one act, which leads back to the file."""
    if request.method == "POST" and form.is_valid():
        try:
            act(form.cleaned_data)
        except ActionError as refusal:
            field = FIELDS.get(type(refusal))
            form.add_error(field if field in form.fields else None, str(refusal))
        else:
            acted(request, saved)
            return redirect("funding:file", pk=dossier.file.pk)
    context = {"form": form, "title": title, "file": dossier.file, "dossier": dossier}
    return render(request, "funding/file_step.html", context)
