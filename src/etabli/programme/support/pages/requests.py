"""Who waits for a half-day, and giving them one."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from etabli.foundation.journal import ActionError
from etabli.foundation.people.access import Request, allow
from etabli.foundation.people.models import STAFF, Person, Role, User
from etabli.foundation.people.pages import acted, refusals_in
from etabli.foundation.people.viewer import Viewer
from etabli.programme.demand.actions import join_wishes
from etabli.programme.demand.models import Wish
from etabli.programme.support import actions, queries
from etabli.programme.support.background import background_of
from etabli.programme.support.engine import Slot
from etabli.programme.support.forms import BookingForm
from etabli.programme.support.notices import is_past
from etabli.programme.support.offered import latest_offer, refused_days, slot_of
from etabli.programme.support.offering import offer_leaves_later
from etabli.programme.support.pages.shown import departure_text, notice_text, shown_days
from etabli.programme.support.places import Whereabouts, commune_of, whereabouts_of
from etabli.programme.support.proposals import Days, free_slots, proposed

SHOWN = 12  # requests on a screen, the oldest first; reports, the latest first


@allow(*STAFF)
def requests(request: Request) -> HttpResponse:
    """Who asked for a half-day and waits; the half-days to come, to tell, and told."""
    now, asked = timezone.now(), request.GET
    waiting = queries.requests_waiting(request.viewer, at=now)
    untold = queries.open_half_days(request.viewer)
    context = {
        "waiting": waiting,
        "waiting_page": Paginator(waiting, SHOWN).get_page(asked.get("page")),
        "to_tell": [appointment for appointment in untold if is_past(appointment, now)],
        "to_come": [appointment for appointment in untold if not is_past(appointment, now)],
        "told": Paginator(queries.reported_half_days(request.viewer), SHOWN).get_page(asked.get("rapports")),
        "unanswered": Paginator(queries.unanswered(request.viewer), SHOWN).get_page(asked.get("nouvelles")),
        "is_looking_back": "rapports" in asked,
        "is_adviser": request.viewer.role == Role.ADVISER,
    }
    return render(request, "support/request_list.html", context)


@allow(Role.ADVISER)
def book(request: Request, pk: int) -> HttpResponse:
    """Give a request its half-day: one press on a day that is proposed, at the place that the register knows."""
    wish = queries.get_request(request.viewer, pk)
    booked = queries.booked_for(wish)
    if booked is not None and request.method != "POST":
        return redirect("support:appointment", pk=booked.pk)
    assert wish.person is not None  # get_request gives none without
    viewer, adviser, now = request.viewer, _user(request), timezone.now()
    free, where = free_slots(viewer, adviser, at=now), whereabouts_of(viewer, wish.person)
    days = _days(request, wish, free, where)
    twice = queries.requests_beside(viewer, wish, at=now)
    choice: Any = {"free": free, "proposed": [day.slot for day in days.proposals], "places": where.places}
    typed = _typed(wish, where.places)
    form = BookingForm(
        request.POST or None, **choice, too_far=days.too_far, is_asked_twice=bool(twice), initial=typed
    )
    if form.is_valid():
        with refusals_in(form):
            return _offer(request, wish, form) if form.cleaned_data["send"] else _book(request, wish, form)
    shown = {"proposals": shown_days(days.proposals), "is_placed": bool(where.commune or wish.commune_id)}
    context = {"form": form, "wish": wish, "twice": twice, **shown, **_known(viewer, wish)}
    return render(request, "support/request_book.html", context)


def _known(viewer: Viewer, wish: Wish) -> dict[str, Any]:
    """What was said before, the half-days to come, and what was offered last with its days."""
    assert wish.person is not None
    offer = latest_offer(wish)
    return {
        "background": background_of(viewer, wish.person),
        "booked": queries.booked_beside(wish, at=timezone.now()),
        "offer": offer,
        "offered": [slot_of(value) for value in offer.days] if offer else [],
    }


@allow(Role.ADVISER)
@require_POST
def same(request: Request, pk: int, other: int) -> HttpResponse:
    """Two requests are one: `other` goes, this one stays, whether it has its half-day or not."""
    kept, gone = (queries.get_request(request.viewer, number) for number in (pk, other))
    try:
        join_wishes(wish=gone, kept=kept, by=request.viewer, at=timezone.now())
    except ActionError as refusal:
        messages.error(request, str(refusal))
    else:
        acted(request, _("It is one request: what was said with the other stands with it."))
    return redirect("support:book", pk=pk)


def _days(request: Request, wish: Wish, free: Sequence[Slot], where: Whereabouts) -> Days:
    """On none of the days that they refused, and near the place that was typed or chosen, else where they work."""
    refused, known = refused_days(wish), where.commune or wish.commune_id or ""
    place = request.POST.get("elsewhere") or request.POST.get("where", "")
    commune = commune_of(place, "" if request.POST.get("elsewhere") else known) if place else known
    rows = [slot for slot in free if slot.on not in refused]
    return proposed(request.viewer, _user(request), rows, commune, at=timezone.now())


def _typed(wish: Wish, places: tuple[str, ...]) -> dict[str, str]:
    """The commune that was typed with the request, where no place is known."""
    return {"elsewhere": wish.commune.name} if wish.commune and not places else {}


def _offer(request: Request, wish: Wish, form: BookingForm) -> HttpResponse:
    now = timezone.now()
    offer = actions.offer_days(
        wish=wish,
        adviser=_user(request),
        slots=form.cleaned_data["slots"],
        place=form.place,
        by=request.viewer,
        at=now,
    )
    sent = _("The days are sent by e-mail: the one that is chosen is booked by itself.")
    acted(request, f"{sent} {departure_text(offer_leaves_later(offer, now))}".strip())
    return redirect("support:requests")


def _book(request: Request, wish: Wish, form: BookingForm) -> HttpResponse:
    slot: Slot = form.cleaned_data["slot"]
    person = wish.person
    assert isinstance(person, Person)
    now = timezone.now()
    appointment = actions.book(
        person=person,
        wish=wish,
        adviser=_user(request),
        on=slot.on,
        half=slot.half,
        place=form.place,
        by=request.viewer,
        at=now,
    )
    acted(request, f"{_('The half-day is booked.')} {notice_text(appointment, now)}")
    return redirect("support:appointment", pk=appointment.pk)


def _user(request: HttpRequest) -> User:
    assert isinstance(request.user, User)
    return request.user
