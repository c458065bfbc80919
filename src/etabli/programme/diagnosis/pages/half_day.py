"""Asking for a half-day with an adviser; what was asked for, calling it off; the day that is booked."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from etabli.foundation.journal import ActionError
from etabli.foundation.people.access import Request, allow
from etabli.foundation.people.limits import count_request_and_find_exceeded, limited
from etabli.foundation.people.models import Role
from etabli.foundation.people.pages import acted, back
from etabli.foundation.people.queries import default_chamber, get_person
from etabli.foundation.ui.pages import too_many
from etabli.programme.demand.models import Wish
from etabli.programme.demand.queries import (
    booked_for_wishes,
    booked_half_days,
    pending_half_day_wish,
    pending_wish,
)
from etabli.programme.diagnosis.answer_store import Notebook
from etabli.programme.diagnosis.forms import HalfDayForm, KnownPersonHalfDayForm, NearForm
from etabli.programme.diagnosis.half_day_requests import ask_for_half_day, call_off

ASKING_ROLES = (Role.NOBODY, Role.BEARER, Role.ARTISAN)
SESSION_KEY = (
    "half_day"  # the session's key: the request of somebody who is not known here, and how to reach them
)


@dataclass(frozen=True)
class HalfDayRequest:
    """What was asked for: the request that waits for a day, and the half-days to come; never neither. `contact` as it
    was given here, "" of an artisan's."""

    wish: Wish | None
    booked: list[Any]
    contact: str = ""


def request_under_way(request: Request) -> HalfDayRequest | None:
    """What this artisan, or this browser, asked for, unless it was called off or is over."""
    if request.viewer.role == Role.ARTISAN:
        person_id = request.viewer.person_id
        current_request = HalfDayRequest(
            pending_half_day_wish(person_id), booked_half_days(person_id, at=timezone.now())
        )
    elif stored := request.session.get(SESSION_KEY):
        wish_ids = [stored["wish"], *stored.get("before", [])]
        current_request = HalfDayRequest(
            pending_wish(wish_ids[0]), booked_for_wishes(wish_ids, at=timezone.now()), stored["contact"]
        )
    else:
        return None
    return current_request if current_request.wish or current_request.booked else None


@allow(*ASKING_ROLES)
@limited("diagnosis.half_day", per_minute=30)
def half_day(request: Request) -> HttpResponse:
    """One button for whoever is known, a name and a contact for the others; once asked for, it is called off here, and
    once booked, its day stands here: another is asked for by saying so (`another`).

    It leads back to the page from which one came (`next`), else to what was asked for.
    """
    notebook, current_request = Notebook(request), request_under_way(request)
    if current_request is not None and (current_request.wish or "another" not in request.GET):
        return _current_request_page(request, current_request)
    is_own = request.viewer.role == Role.ARTISAN
    data = request.POST if request.method == "POST" else None
    form = (KnownPersonHalfDayForm if is_own else HalfDayForm)(data, initial=_initial(request))
    if is_own or not notebook.answers:
        form.fields.pop("answers", None)
    if not form.is_valid():
        return _render_page(request, {"form": form})
    if form.act_arguments.get("email") and count_request_and_find_exceeded(
        f"half-day:{form.act_arguments['email']}"
    ):
        return too_many(request, wait_seconds=3600)
    return _ask(request, form, notebook)


def _render_page(request: Request, context: dict[str, Any]) -> HttpResponse:
    came_from = back(request, reverse("diagnosis:start"))["Location"]
    context = {"came_from": came_from, "chamber": default_chamber(), **context}
    return render(request, "diagnosis/half_day.html", context)


def _initial(request: Request) -> dict[str, Any]:
    """The commune that was typed a moment before, for the workshops near it."""
    near_form = NearForm(request.GET)
    return {"commune": near_form.cleaned_data.get("commune") if near_form.is_valid() else None}


def _ask(request: Request, form: HalfDayForm | KnownPersonHalfDayForm, notebook: Notebook) -> HttpResponse:
    at, by = timezone.now(), request.viewer
    person = get_person(by, by.person_id or 0) if by.role == Role.ARTISAN else None
    answers_notebook = notebook if form.cleaned_data.get("attach_answers") else None
    wish = ask_for_half_day(
        chamber=person.chamber if person else default_chamber(),
        person=person,
        **form.act_arguments,
        answers=answers_notebook.answers if answers_notebook else {},
        done=answers_notebook.done if answers_notebook else (),
        is_another="another" in request.GET,
        by=by,
        at=at,
    )
    message = _("Your request is in: an adviser will offer you a day.")
    if wish is None:  # of whoever bears this address: what was typed proves nothing, and learns nothing
        messages.success(request, message)
        return back(request, "/")
    if person is None:
        _remember(request, wish, form.act_arguments["phone"] or form.act_arguments["email"])
    acted(request, message)
    return back(request, reverse("diagnosis:half_day"))


def _remember(request: Request, wish: Wish, contact: str) -> None:
    """This browser made this request, after those that it made before."""
    stored = request.session.get(SESSION_KEY)
    before = [stored["wish"], *stored.get("before", [])] if stored else []
    request.session[SESSION_KEY] = {"wish": wish.pk, "contact": contact, "before": before}


def _current_request_page(request: Request, current_request: HalfDayRequest) -> HttpResponse:
    if request.method != "POST":
        return _render_page(request, {"asked": current_request})
    if "cancel" not in request.POST:
        messages.info(request, _("You had asked for it already: one request is enough."))
        return redirect("diagnosis:half_day")
    if current_request.wish is None:
        return redirect("diagnosis:half_day")
    try:
        call_off(wish=current_request.wish, by=request.viewer, at=timezone.now())
    except ActionError as refusal:
        messages.error(request, str(refusal))
    else:
        acted(request, _("Your request for a half-day is cancelled."))
    return back(request, reverse("diagnosis:result"))
