"""The answers to one session, as the adviser gathers them: who can still answer, the links, the paper sheets."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _, ngettext
from django.views.decorators.http import require_POST

from etabli.foundation.notices.budget import refusal_text
from etabli.foundation.people.access import Request, allow, without_drafts
from etabli.foundation.people.models import STAFF
from etabli.foundation.people.pages import acted, refusals_in
from etabli.foundation.ui.typography import full_span
from etabli.programme.surveys import actions, drafts, queries, session_answers, wishes
from etabli.programme.surveys.draft_forms import UseForm
from etabli.programme.surveys.forms import SheetForm
from etabli.programme.surveys.models import Answer
from etabli.programme.workshops.models import Session
from etabli.programme.workshops.queries import session_for_staff


@allow(*STAFF)
def sheets(request: Request, pk: int) -> HttpResponse:
    """How many answered, and how; what was typed; which questionnaire this session uses."""
    session = session_for_staff(request.viewer, pk)
    codes, code = drafts.codes_offered(request.viewer), drafts.use_of(session)
    form = UseForm(request.POST or None, codes=codes, initial={"code": code})
    if request.method == "POST" and form.is_valid():
        use = {"session": session, "code": form.cleaned_data["code"], "at": timezone.now()}
        actions.choose_questionnaire(chamber=session.chamber, by=request.viewer, **use)
        acted(request, _("It is chosen. The answers already given stay as they are."))
        return redirect("surveys:sheets", pk=pk)
    context = {
        "session": session,
        "form": form,
        "questionnaire": queries.questionnaire_of(session),
        "progress": session_answers.progress(session),
        "to_invite": len(queries.to_invite(session)),
        "not_sent": [(refusal_text(why), number) for why, number in queries.not_invited(session).items()],
        "asked_soon": queries.is_asked_soon(session, timezone.now()),
        "sheets": session_answers.sheets(request.viewer, session),
    }
    return render(request, "surveys/session_answers.html", context)


@allow(*STAFF)
@without_drafts
def sheet_new(request: Request, pk: int) -> HttpResponse:
    """One paper sheet after the other."""
    session = session_for_staff(request.viewer, pk)
    form = _form(request, session)
    if request.method == "POST" and form.is_valid():
        version = queries.version_for(session, form.cleaned_data["questionnaire"])
        with refusals_in(form):
            sheet = actions.type_sheet(
                session=session,
                questionnaire=version,
                **form.act_arguments,
                by=request.viewer,
                at=timezone.now(),
            )
            acted(request, f"{_typed_message(sheet)} {_booked(sheet)}".strip())
            return redirect("surveys:sheet_new", pk=pk)
    context = {"session": session, "form": form, "progress": session_answers.progress(session), "sheet": None}
    return render(request, "surveys/sheet_form.html", context)


@allow(*STAFF)
@without_drafts
def sheet(request: Request, pk: int, key: str) -> HttpResponse:
    """Correct a sheet that was typed."""
    session = session_for_staff(request.viewer, pk)
    sheet = session_answers.get_sheet(request.viewer, session, key)
    form = _form(request, session, sheet)
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            actions.correct_sheet(answer=sheet, **form.act_arguments, by=request.viewer, at=timezone.now())
            acted(request, _("Sheet %(number)d is corrected.") % {"number": sheet.sheet})
            return redirect("surveys:sheets", pk=pk)
    context = {
        "session": session,
        "form": form,
        "progress": session_answers.progress(session),
        "sheet": sheet,
    }
    return render(request, "surveys/sheet_form.html", context)


@allow(*STAFF)
@require_POST
def sheet_remove(request: Request, pk: int, key: str) -> HttpResponse:
    """Take a sheet out."""
    session = session_for_staff(request.viewer, pk)
    sheet = session_answers.get_sheet(request.viewer, session, key)
    actions.remove_sheet(answer=sheet, by=request.viewer, at=timezone.now())
    acted(request, _("Sheet %(number)d is taken out.") % {"number": sheet.sheet})
    return redirect("surveys:sheets", pk=pk)


@allow(*STAFF)
@require_POST
def invite(request: Request, pk: int) -> HttpResponse:
    """Send their link now to those who were present, rather than tomorrow."""
    session = session_for_staff(request.viewer, pk)
    sign_ups = queries.to_invite(session)
    if sign_ups:
        number = actions.invite(session=session, sign_ups=sign_ups, by=request.viewer, at=timezone.now())
        message = ngettext("%(number)d link has been sent.", "%(number)d links have been sent.", number)
        acted(request, message % {"number": number})
    else:
        acted(
            request,
            _(
                "No link to send: everyone answered, or nobody else is marked as present with an e-mail address."
            ),
        )
    return redirect("surveys:sheets", pk=pk)


def _form(request: Request, session: Session, answer: Answer | None = None) -> SheetForm:
    """The sheet to type, or the one that was, with the version that it answers."""
    questionnaire = (
        answer.questionnaire
        if answer
        else queries.version_for(session, request.POST.get("questionnaire", ""))
    )
    return SheetForm(
        request.POST or None,
        questions=questionnaire.questions,
        themes=queries.themes_offered(session),
        present=session_answers.present(request.viewer, session),
        initial={"questionnaire": questionnaire.pk, **(session_answers.initial_of(answer) if answer else {})},
    )


def _booked(sheet: Answer) -> str:
    """That a half-day is booked already for whoever asks for one, and where to find it."""
    booked = wishes.booked_instead(sheet, timezone.now())
    if booked is None:
        return ""
    values = {"name": booked.person.name, "when": full_span(*booked.hours)}
    return _("%(name)s has a half-day booked already, %(when)s: no second request is made.") % values


def _typed_message(sheet: Answer) -> str:
    """What is kept, and what to look at again."""
    message = _("Sheet %(number)d is kept.") % {"number": sheet.sheet}
    flaws = session_answers.flaws(sheet)
    if flaws.missing:
        message += " " + _("Missing: %(questions)s") % {"questions": " · ".join(flaws.missing)}
    if flaws.doubtful:
        message += " " + _("To read again: %(questions)s") % {"questions": " · ".join(flaws.doubtful)}
    return message
