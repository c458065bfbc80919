"""What the text messages cost; STOP, answered to the provider or said to the staff."""

import logging

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from etabli.foundation.notices.actions import stop_texts
from etabli.foundation.notices.texts import queries
from etabli.foundation.notices.texts.answers import Unreadable, read_reply
from etabli.foundation.notices.texts.recipients import has_stopped, is_enabled, persons_of
from etabli.foundation.people.access import Request, allow, public
from etabli.foundation.people.limits import count_guess_and_find_exceeded
from etabli.foundation.people.models import STAFF, Role
from etabli.foundation.people.pages import acted
from etabli.foundation.people.queries import get_person
from etabli.foundation.people.viewer import of_person
from etabli.foundation.ui.pages import too_many

MAX_SHOWN = 60
log = logging.getLogger(__name__)


@allow(*STAFF)
def texts(request: Request) -> HttpResponse:
    """The latest text messages, and what each month cost."""
    if not is_enabled():
        raise Http404
    latest = queries.texts_of(request.viewer)[:MAX_SHOWN]
    context = {"texts": latest, "months": queries.months(request.viewer), "price": settings.SMS_PRICE}
    return render(request, "notices/texts.html", context)


@allow(*STAFF)
@require_POST
def stop(request: Request, pk: int) -> HttpResponse:
    """Somebody said to the staff that they want no text message; or that they want them again."""
    person, stopped = get_person(request.viewer, pk), "again" not in request.POST
    namesakes = [
        holder for holder in persons_of(person.phone) if holder.chamber_id == person.chamber_id
    ]  # one telephone
    for holder in [person] if stopped else namesakes:
        stop_texts(person=holder, stopped=stopped, by=request.viewer, at=timezone.now())
    acted(request, _("Their choice is written down."))
    return redirect("front:person", pk)


@allow(Role.ARTISAN)
@require_POST
def stop_own(request: Request) -> HttpResponse:
    """Somebody wants no text message themselves; or wants them again."""
    assert request.viewer.person_id is not None  # an artisan is a person
    person = get_person(request.viewer, request.viewer.person_id)
    stopped = "again" not in request.POST
    stop_texts(person=person, stopped=stopped, by=request.viewer, at=timezone.now())
    acted(request, _("Your choices are kept."))
    return redirect("notices:preferences")


@public
@csrf_exempt  # the provider posts here by itself, without a cookie: the secret of the address is the right
@require_POST
def answered(request: Request, secret: str) -> HttpResponse:
    """What somebody answered to a text message: STOP ends them for their number, all else is no affair of ours.

    400, with words for whoever sets the provider up, when this is no answer to a text message; the same 204 whether a
    number is known or not.
    """
    expected = settings.SMS_STOP_SECRET
    if not expected or not constant_time_compare(secret, expected):
        if count_guess_and_find_exceeded(request, "texts"):
            return too_many(request, wait_seconds=60)
        raise Http404
    try:
        reply = read_reply(request)
    except Unreadable as refusal:
        log.warning("what the provider of text messages posted is refused: %s", refusal.reason)
        return HttpResponse(f"{refusal.sentence}\n", status=400, content_type="text/plain; charset=utf-8")
    for person in persons_of(reply.number) if reply.says_stop else ():
        if not has_stopped(person):
            stop_texts(person=person, by=of_person(person), at=timezone.now())
    return HttpResponse(status=204)
