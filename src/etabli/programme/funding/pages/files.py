"""Files: the list, one with its steps."""

from collections.abc import Callable, Collection
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
from etabli.foundation.ui.typography import full_day, minutes
from etabli.programme.funding import forms, money_forms, state_wording, wording
from etabli.programme.funding.actions import artisan, credits, files as actions, funds as documents
from etabli.programme.funding.facts import facts_of
from etabli.programme.funding.models import DocumentKind, FundingFile, RestPayer
from etabli.programme.funding.pages.opening import words_of
from etabli.programme.funding.queries import files as queries
from etabli.programme.funding.queries.documents import get_document
from etabli.programme.funding.queries.dossier import Dossier
from etabli.programme.funding.queries.files import is_business_unknown
from etabli.programme.funding.queries.funds import funds
from etabli.programme.funding.queries.sent import lines_to_answer
from etabli.programme.funding.queries.yearly import years_of
from etabli.programme.funding.yearly_wording import over_texts, over_years, year_text

SHOWN = 25
# What a refusal is about: it stands beside that field.
FIELDS: dict[type[ActionError], str] = {
    actions.WrongDay: "on",
    actions.WrongAmount: "amount",
    actions.NumberTaken: "number",
    actions.Unsigned: "unsigned_too",
    actions.SameAgain: "is_another",
    artisan.MoreThanOwed: "more_than_owed",
}


@allow(*STAFF)
def file_list(request: Request) -> HttpResponse:
    """What waits longest comes first; what is paid comes last."""
    today = timezone.localdate()
    rows = queries.dossiers(request.viewer, today=today)
    page = Paginator(rows, SHOWN).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "rows": [(row, state_wording.standing(row), state_wording.artisan_standing(row)) for row in page],
        "is_without_fund": not rows and not funds(request.viewer),
    }
    return render(request, "funding/file_list.html", context)


@allow(*STAFF)
def file(request: Request, pk: int) -> HttpResponse:
    """One file: where it stands, what is missing, why the fund may pay, its steps and its history."""
    if queries.is_given_up(request.viewer, pk):
        messages.info(request, _("This file was given up. To open it again, take that back in “What I did”."))
        return redirect("funding:files")
    dossier = queries.get_file(request.viewer, pk, today=timezone.localdate())
    verdict, completing, over = dossier.verdict, queries.completing_file(dossier.file), over_years(dossier)
    context = {
        "dossier": dossier,
        "file": dossier.file,
        "standing": state_wording.standing(dossier),
        "said": words_of(verdict) if verdict and dossier.file.is_accepted is None else None,
        "missing": [(kind, DocumentKind(kind).label) for kind in verdict.missing] if verdict else [],
        "code": dossier.state.code,
        "is_late": verdict is not None and any(reason.code == "too_late" for reason in verdict.reasons),
        "facts": facts_of(dossier, over),
        "years": _years(dossier),
        "over": over_texts(over),
        "artisan": state_wording.artisan_standing(dossier),
        "granted": wording.granted_text(dossier),
        "payers": _rest_payers(dossier, completing),
        "is_business_unknown": is_business_unknown(dossier.file.person),
        "lines": journal.history_of(request.viewer, dossier.file, parts=dossier.half_days),
        "completing": completing,
    }
    return render(request, "funding/file_detail.html", context)


def _rest_payers(dossier: Dossier, completing: FundingFile | None) -> list[tuple[str, Any]]:
    """Who may pay what was not granted: another fund only where one can still be asked."""
    may_ask_another = dossier.may_complete and completing is None
    return [row for row in RestPayer.choices if may_ask_another or row[0] != RestPayer.FUND]


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

    def act(given: dict[str, Any]) -> Any:
        return _at(actions.send_file, request, dossier, given)

    return _over(request, dossier, actions.TO_SEND) or _step(
        request, dossier, form, title, saved, act, years=_years(dossier)
    )


def _years(dossier: Dossier) -> list[dict[str, Any]]:
    """What counts against the caps of the fund, until it has answered."""
    return [year_text(year) for year in years_of(dossier)] if dossier.file.is_accepted is None else []


@allow(*STAFF)
@require_POST
def tell_day(request: Request, pk: int) -> HttpResponse:
    """A day has changed, or was called off, since the fund said yes."""
    if _dossier(request, pk).is_calling_off_untold:
        saved = _("It is noted that the fund is told. Its agreement holds for the half-days that are left.")
    else:
        saved = _("The new day is noted. The fund’s agreement stays.")
    return _post(request, pk, actions.tell_day, saved)


@allow(*STAFF)
def answer(request: Request, pk: int) -> HttpResponse:
    """What the fund says."""
    dossier = _dossier(request, pk)
    amounts = f"{wording.amounts_text(dossier)} {wording.open_text(dossier)}".strip()
    asked = lines_to_answer(dossier.file)
    form = forms.AnswerForm(request.POST or None, today=timezone.localdate(), amounts=amounts, asked=asked)
    title, saved = _("The fund’s answer"), _("The answer is written down.")
    return _over(request, dossier, actions.TO_ANSWER) or _step(
        request, dossier, form, title, saved, lambda given: _at(actions.answer_file, request, dossier, given)
    )


@allow(*STAFF)
def appeal(request: Request, pk: int) -> HttpResponse:
    """Against a refusal: when it left, and why."""
    dossier = _dossier(request, pk)
    form = forms.AppealForm(request.POST or None, today=timezone.localdate())
    title, saved = _("Appeal"), _("The appeal is noted: the fund answers again.")
    return _step(
        request, dossier, form, title, saved, lambda given: _at(actions.appeal, request, dossier, given)
    )


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
    known = dossier.file.payments
    form = money_forms.PaymentForm(request.POST or None, today=timezone.localdate(), known=known)

    def note(given: dict[str, Any]) -> Any:
        amount = given.pop("amount")
        return _at(actions.note_payment, request, dossier, {**given, "cents": int(amount * 100)})

    title, saved = _("The payment"), _("The payment is written down.")
    return _over(request, dossier, {"billed"}) or _step(request, dossier, form, title, saved, note)


@allow(*STAFF)
def artisan_payment(request: Request, pk: int) -> HttpResponse:
    """What the artisan paid, when, and how."""
    dossier = _dossier(request, pk)
    if request.method != "POST" and not dossier.artisan_due_cents:
        messages.info(request, artisan.no_part_text(dossier))
        return redirect("funding:file", pk=pk)
    initial = {"amount": _in_euros(dossier.artisan_due_cents)}
    due = dossier.artisan_due_cents
    rest = {"due": due, "known": dossier.file.artisan_payments, "initial": initial}
    form = money_forms.ArtisanPaymentForm(request.POST or None, today=timezone.localdate(), **rest)
    title, saved = _("The artisan’s payment"), _("The payment is written down.")

    def note(given: dict[str, Any]) -> Any:
        amount = given.pop("amount")
        return _at(artisan.note_artisan_payment, request, dossier, {**given, "cents": int(amount * 100)})

    return _step(request, dossier, form, title, saved, note)


@allow(*STAFF)
def artisan_return(request: Request, pk: int) -> HttpResponse:
    """What the artisan had paid beyond what they owe left again, when, and how."""
    dossier = _dossier(request, pk)
    if request.method != "POST" and not dossier.artisan_to_return_cents:
        messages.info(request, artisan.NOTHING_TO_GIVE_BACK)
        return redirect("funding:file", pk=pk)
    initial = {"amount": _in_euros(dossier.artisan_to_return_cents)}
    form = money_forms.ArtisanReturnForm(request.POST or None, today=timezone.localdate(), initial=initial)
    title, saved = _("Given back to the artisan"), _("It is written down.")

    def note(given: dict[str, Any]) -> Any:
        asked = {"cents": int(given["amount"] * 100), "on": given["on"], "means": given["means"]}
        return _at(artisan.give_back_to_artisan, request, dossier, asked)

    return _step(request, dossier, form, title, saved, note)


@allow(*STAFF)
@require_POST
def rest(request: Request, pk: int) -> HttpResponse:
    """Who pays what the fund did not grant; another fund is then chosen."""
    dossier, payer = _dossier(request, pk), request.POST.get("payer", "")
    if payer not in RestPayer.values:
        messages.error(request, _("Say who pays the rest: another fund, the artisan, or nobody known yet."))
        return redirect("funding:file", pk=pk)
    try:
        _at(artisan.say_rest_payer, request, dossier, {"payer": payer})
    except ActionError as refusal:
        messages.error(request, str(refusal))
        return redirect("funding:file", pk=pk)
    acted(request, _("It is written down."))
    return redirect("funding:complete" if payer == RestPayer.FUND else "funding:file", pk=pk)


@allow(*STAFF)
def credit(request: Request, pk: int) -> HttpResponse:
    """A bill that has left is found wrong: the number that the accountant gave, and how much less."""
    dossier = _dossier(request, pk)
    stay = {"hours_stay": "1"} if credits.are_hours_noted(dossier) else {}
    hours = minutes(dossier.counted_minutes)
    form = money_forms.CreditForm(request.POST or None, today=timezone.localdate(), hours=hours, initial=stay)
    title, saved = _("A credit note"), _("The credit note is written down.")
    if request.POST.get("hours_stay") == "0" and not credits.are_hours_noted(dossier):
        saved = f"{saved} {_('Now write the hours really done, on the page of the half-day.')}"

    def note(given: dict[str, Any]) -> Any:
        asked = {name: given[name] for name in ("number", "on", "reason", "hours_stay")}
        return _at(credits.credit, request, dossier, {**asked, "cents": int(given["amount"] * 100)})

    return _step(request, dossier, form, title, saved, note)


@allow(*STAFF)
def give_back(request: Request, pk: int) -> HttpResponse:
    """What came too much left again, and when."""
    dossier = _dossier(request, pk)
    initial = {"amount": _in_euros(dossier.to_return_cents)}
    form = money_forms.ReturnForm(request.POST or None, today=timezone.localdate(), initial=initial)
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
    code = _dossier(request, pk).state.code
    title = _("Close it without the rest") if code == "billed" else _("Close this file")
    reasons = {
        "missed": _("The artisan did not come."),
        "too_short": _("Fewer hours than the fund asks for."),
        "nothing_due": _("For the hours really done, this fund has nothing to pay."),
    }
    reason = reasons.get(code, "")
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


def _over(request: Request, dossier: Dossier, codes: Collection[str]) -> HttpResponse | None:
    """Back to the file, with a sentence, when its form is opened in none of these states; what was typed before that
    is refused on the form, and stays."""
    if request.method == "POST" or dossier.state.code in codes:
        return None
    messages.info(request, actions.STEP_OVER)
    return redirect("funding:file", pk=dossier.file.pk)


def _step(
    request: Request,
    dossier: Dossier,
    form: django_forms.Form,
    title: str,
    saved: str,
    act: Callable[[dict[str, Any]], Any],
    **more: Any,
) -> HttpResponse:
    """A form of one act, which leads back to the file; `more`: what its page says beside."""
    if request.method == "POST" and form.is_valid():
        try:
            act(form.cleaned_data)
        except ActionError as refusal:
            field = FIELDS.get(type(refusal))
            form.add_error(field if field in form.fields else None, str(refusal))
        else:
            acted(request, saved)
            return redirect("funding:file", pk=dossier.file.pk)
    context = {"form": form, "title": title, "file": dossier.file, "dossier": dossier, **more}
    return render(request, "funding/file_step.html", context)


def _in_euros(cents: int) -> Decimal:
    """With both its decimals, as a form shows it."""
    return Decimal(cents).scaleb(-2)
