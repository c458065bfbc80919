"""Somebody is on the telephone: a few letters find them, Enter signs up whom they name. With the keyboard alone."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from etabli.foundation.journal import ActionError
from etabli.foundation.people.access import Request, allow
from etabli.foundation.people.models import STAFF, Person
from etabli.foundation.people.pages import acted
from etabli.foundation.people.queries import get_person
from etabli.foundation.people.rules import may_make_paper
from etabli.foundation.seats.actions import AlreadySignedUp
from etabli.foundation.seats.models import SignUp
from etabli.foundation.signed_links import MAX_NUMBER_LENGTH
from etabli.programme.workshops import actions, caller_search, queries
from etabli.programme.workshops.models import Session
from etabli.programme.workshops.sign_up_forms import PhoneForm

MAX_LENGTH = 120


@allow(*STAFF)
def phone(request: Request, pk: int) -> HttpResponse:
    """`?q=`: whom these letters may mean; and the form for somebody new, which keeps what was typed."""
    session = queries.session_for_staff(request.viewer, pk)
    form = PhoneForm(request.POST or None, chamber_id=session.chamber_id, initial=_known_already(request))
    if request.method == "POST" and form.is_valid():
        try:
            arguments = {
                **form.act_arguments,
                "person": form.same_person,
                "by": request.viewer,
                "at": timezone.now(),
            }
            sign_up = actions.sign_up_for_session(session=session, **arguments)
        except AlreadySignedUp as refusal:
            return _say_already_signed_up(request, session, refusal.sign_up)
        except ActionError as refusal:
            form.add_error(None, str(refusal))
        else:
            if form.remark:
                messages.info(request, form.remark)
            return _say_signed_up(request, session, sign_up)
    return render(request, "workshops/session_phone.html", _context(request, session, form))


@allow(*STAFF)
@require_POST
def sign_up_known_person(request: Request, pk: int) -> HttpResponse:
    """Sign up the person who was chosen. Enter chooses whoever is alone meant, if the list was made for what is typed
    now."""
    session = queries.session_for_staff(request.viewer, pk)
    text, person = _search_text(request), request.POST.get("person", "")
    if business := request.POST.get("business", ""):
        return redirect(f"{_address(pk, q=text, business=business)}#new")
    if not person.isdecimal() or len(person) > 18 or text != request.POST.get("shown", "").strip():
        return redirect(_address(pk, q=text))
    chosen = get_person(request.viewer, int(person))
    try:
        sign_up = actions.sign_up_for_session(
            session=session, person=chosen, by=request.viewer, at=timezone.now()
        )
    except AlreadySignedUp as refusal:
        return _say_already_signed_up(request, session, refusal.sign_up)
    return _say_signed_up(request, session, sign_up)


def _context(request: Request, session: Session, form: PhoneForm) -> dict[str, Any]:
    text, now = _search_text(request), timezone.now()
    people, is_sure = caller_search.callers(request.viewer, session, text, at=now)
    business_choice = caller_search.businesses(request.viewer, session, text)
    if form.is_bound or form.initial.get("trade"):
        form.fields["name"].widget.attrs["autofocus"] = True
    return {
        "session": session,
        "occasion": session.occasion,
        "form": form,
        "paper_for": _person_without_mail(request),
        "text": text,
        "callers": people[: caller_search.MAX_SHOWN],
        "has_more": len(people) > caller_search.MAX_SHOWN,
        "is_sure": is_sure if people else business_choice.is_sure,
        "businesses": business_choice.hits[: caller_search.MAX_SHOWN],
        "too_short": 0 < len(text) < caller_search.MIN_LETTERS,
        "looked": len(text) >= caller_search.MIN_LETTERS,
        "is_open": session.occasion.cancelled_at is None and session.occasion.starts_at > now,
        "focus_new": form.is_bound or bool(form.initial.get("trade")),
    }


def _person_without_mail(request: Request) -> Person | None:
    """Whom the page has just signed up and no mail reaches, while a paper may be made for them."""
    number = request.GET.get("papier", "")
    if not number.isdecimal() or len(number) > MAX_NUMBER_LENGTH:
        return None
    person = get_person(request.viewer, int(number))
    return person if may_make_paper(request.viewer, person) else None


def _search_text(request: Request) -> str:
    return (request.POST if request.method == "POST" else request.GET).get("q", "").strip()[:MAX_LENGTH]


def _known_already(request: Request) -> dict[str, Any]:
    """What was typed to look somebody up, where it belongs in the form; and the business that was chosen."""
    text, business = request.GET.get("q", "").strip()[:MAX_LENGTH], request.GET.get("business", "")
    is_contact = "@" in text or any(sign.isdigit() for sign in text)
    initial: dict[str, Any] = {"contact" if is_contact else "name": text}
    if business.isdecimal() and len(business) < 19:
        business_row = caller_search.get_business(request.viewer, int(business))
        return {"name": "", "trade": business_row.siret, "commune": business_row.commune}
    return initial


def _address(pk: int, **query: str | int) -> str:
    return f"{reverse('workshops:phone', args=[pk])}{f'?{urlencode(query)}' if query else ''}"


def _say_signed_up(request: Request, session: Session, sign_up: SignUp) -> HttpResponse:
    """Each of those who were signed up, and whether they have a place; one click takes it all back."""
    rows = [sign_up, *sign_up.brought.filter(signed_up_at=sign_up.signed_up_at).select_related("person")]
    seated = ", ".join(str(row.person) for row in rows if row.status == SignUp.Status.SEATED)
    waiting_names = ", ".join(str(row.person) for row in rows if row.status != SignUp.Status.SEATED)
    parts = [
        _("Have a place: %(names)s") % {"names": seated} if seated else "",
        _("On the waiting list: %(names)s") % {"names": waiting_names} if waiting_names else "",
    ]
    acted(request, " · ".join(filter(None, parts)))
    person = sign_up.required_person
    return redirect(_address(session.pk) if person.email else _address(session.pk, papier=person.pk))


def _say_already_signed_up(request: Request, session: Session, sign_up: SignUp) -> HttpResponse:
    is_waiting = sign_up.status != SignUp.Status.SEATED
    text = _("%(name)s is on the waiting list already.") if is_waiting else _("%(name)s has a place already.")
    messages.info(request, text % {"name": sign_up.person})
    return redirect("workshops:phone", pk=session.pk)
