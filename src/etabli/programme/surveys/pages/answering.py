"""The questionnaire on a phone, its code to project, its links by mail."""

from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from etabli.foundation.documents import qr_svg
from etabli.foundation.journal import ActionError
from etabli.foundation.people.access import Request, allow, in_kiosk, public, without_drafts
from etabli.foundation.people.limits import limited
from etabli.foundation.people.models import STAFF
from etabli.foundation.ui.forms import without_memory
from etabli.programme.surveys import actions, queries
from etabli.programme.surveys.forms import AnswerForm
from etabli.programme.surveys.links import ANSWERED
from etabli.programme.surveys.rules import is_open
from etabli.programme.workshops.kiosks import HALF_DAY
from etabli.programme.workshops.models import Session
from etabli.programme.workshops.queries import session_for_staff, session_of_code

SENT_PARAM = "envoye"  # in the address of the thanks, on a tablet
LATE_PARAM = "souhait"  # in that of whoever came too late to be counted


@in_kiosk(HALF_DAY, even_over=True)  # an answer that waited for the network
@public
@without_drafts
@limited("survey", per_minute=120)
def answer(request: Request, code: str) -> HttpResponse:
    """The questionnaire of a session, for those who were in the room: no account, no name unless they like."""
    return _answer_page(request, session_of_code(request.viewer, code.strip().lower()))


@public
@without_drafts
@limited("survey", per_minute=120)
def invited(request: Request, token: str) -> HttpResponse:
    """The same, by the link of a mail, which is good for one answer."""
    session = queries.session_of_link(token)
    if session is None:
        answered_session = queries.session_of_sheet(request.POST.get("sheet", ""))
        if answered_session:  # sent again, as what came back the first time was lost
            return _to_thanks(request, answered_session)
        return render(request, "surveys/link_used.html", status=410)
    return _answer_page(request, session, token)


@allow(*STAFF)
def project(request: Request, pk: int) -> HttpResponse:
    """The square to scan, as large as the screen, with the address to type beside it."""
    session = session_for_staff(request.viewer, pk)
    address = f"{settings.BASE_URL}{reverse('surveys:answer', args=[session.code])}"
    label = _("QR code to %(address)s") % {"address": address}
    context = {
        "session": session,
        "square": mark_safe(qr_svg(address, label=label)),  # drawn by segno from an address of ours
        "address": address.partition("://")[2].rstrip("/"),
    }
    return render(request, "surveys/code_projected.html", context)


def _answer_page(request: Request, session: Session, link: str = "") -> HttpResponse:
    """Thanks, too early or too late, the form, or what is wrong in it."""
    now = timezone.now()
    if _has_answered(request, session):
        if request.method == "POST":
            return redirect(request.path)
        context = {"session": session, "is_late": LATE_PARAM in request.GET}
        return render(request, "surveys/answer_thanks.html", context)
    if not is_open(session, now):
        too_early = now < session.occasion.starts_at
        return render(request, "surveys/answer_closed.html", {"session": session, "too_early": too_early})
    form = _form(request, session)
    if request.method == "POST" and form.is_valid():
        try:
            how = _hand_in(request, session, form, link)
        except actions.AlreadyIn:
            return _to_thanks(request, session)
        except ActionError as refusal:
            form.add_error(None, str(refusal))
        else:
            return _to_thanks(request, session, how)
    context = {"form": form, "session": session, "is_full": queries.is_full(session)}
    return render(request, "surveys/answer_form.html", context)


def _form(request: Request, session: Session) -> AnswerForm:
    """The version that was filled in, even when another was published meanwhile."""
    questionnaire = queries.version_for(session, request.POST.get("questionnaire", ""))
    form = AnswerForm(
        request.POST or None,
        questions=questionnaire.questions,
        themes=queries.themes_offered(session),
        initial={"questionnaire": questionnaire.pk},
    )
    if request.viewer.kiosk is not None:
        without_memory(form)
    return form


def _hand_in(request: Request, session: Session, form: AnswerForm, link: str) -> str:
    """Whoever is signed in on this phone, the act keeps a visitor and a day. When everybody who came has answered, what
    it asks for is kept all the same. `SENT_PARAM` or `LATE_PARAM`."""
    arguments: dict[str, Any] = {
        "session": session,
        "answers": form.answers,
        "name": form.cleaned_data["name"],
        "contact": form.contact,
        "questionnaire": queries.version_for(session, form.cleaned_data["questionnaire"]),
        "link": link,
        "by": request.viewer,
        "at": timezone.now(),
    }
    try:
        actions.submit_answer(**arguments, sheet=form.cleaned_data["sheet"])
    except actions.SurveyFull:
        actions.keep_wish(**arguments)
        return LATE_PARAM
    return SENT_PARAM


def _cookie(session: Session) -> str:
    return f"answered-{session.pk}"


def _has_answered(request: Request, session: Session) -> bool:
    """This phone has; a tablet that goes from hand to hand only thanks whoever has just sent."""
    if request.viewer.kiosk is not None:
        return request.method == "GET" and bool({SENT_PARAM, LATE_PARAM} & set(request.GET))
    return bool(request.get_signed_cookie(_cookie(session), default="", salt=ANSWERED.salt))


def _to_thanks(request: Request, session: Session, how: str = SENT_PARAM) -> HttpResponse:
    """On to the thanks. This phone has answered this session: the cookie says no more; a tablet has none."""
    address = reverse("surveys:answer", args=[session.code])
    if request.viewer.kiosk is not None:
        return redirect(f"{address}?{how}")
    response = redirect(f"{address}?{how}" if how == LATE_PARAM else address)
    response.set_signed_cookie(
        _cookie(session),
        "1",
        salt=ANSWERED.salt,
        max_age=ANSWERED.lasts,
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )
    return response
