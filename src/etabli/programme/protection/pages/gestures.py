"""The ten gestures: the next one, the others folded; each in full."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from etabli.foundation.journal import ActionError
from etabli.foundation.people.access import Request, allow, public
from etabli.foundation.people.limits import limited
from etabli.foundation.people.models import Role
from etabli.foundation.people.pages import acted
from etabli.foundation.ui.typography import full_day
from etabli.procurement.needs.wording import words_of
from etabli.programme.protection.catalogue import load
from etabli.programme.protection.engine import PUT_OFF_FOR, Gesture, Mark, next_of
from etabli.programme.protection.forms import ReasonForm
from etabli.programme.protection.mark_store import MarkStore
from etabli.programme.protection.queries import get_gesture

MAX_PER_MINUTE = 600  # a whole workshop notes from one address


@public
def gestures(request: Request) -> HttpResponse:
    """The next one; what comes after, what is done, what isn't for them."""
    store = MarkStore(request)
    rows = store.standings(timezone.now())
    following = next_of(rows)
    others = [row for row in rows if row is not following]
    context = {
        "standing": following,
        "waiting": [other for other in others if other.is_to_do],
        "done": [other for other in others if other.kind == "done"],
        "left_out": [other for other in others if other.kind == "not-for-me"],
        "total": len(rows),
        "sheets": load().sheets,
        "form": ReasonForm(),
        "is_own": store.is_own,
        "held": store.held,
        "was_erased": store.was_erased,
    }
    return render(request, "protection/gestures.html", context)


@public
@limited("protection", per_minute=MAX_PER_MINUTE)
def gesture(request: Request, id: str) -> HttpResponse:
    """One of them in full: done, not for me, or to be done again."""
    store, current, at = MarkStore(request), get_gesture(id), timezone.now()
    form = ReasonForm(request.POST if "not-for-me" in request.POST else None)
    if request.method == "POST" and (not form.is_bound or form.is_valid()):
        try:
            acted(request, _noted(store, current, request, form))
        except ActionError as refusal:
            messages.error(request, str(refusal))
        return redirect("protection:gestures")
    standing = next(row for row in store.standings(at) if row.gesture == current)
    context = {"standing": standing, "form": form}
    return render(request, "protection/gesture.html", context, status=422 if form.errors else 200)


@allow(Role.ARTISAN)
@require_POST
def keep(request: Request) -> HttpResponse:
    """What was noted on this device before coming in goes into the artisan's space."""
    try:
        MarkStore(request).keep(at=timezone.now())
        acted(request, _("Kept in your space."))
    except ActionError as refusal:
        messages.info(request, str(refusal))
    return redirect("protection:gestures")


@public
@require_POST
def forget(request: Request) -> HttpResponse:
    """On a device that others use: what was noted leaves it, and comes back if that was a mistake."""
    store = MarkStore(request)
    if "restore" in request.POST and not store.was_erased:
        messages.info(request, _("Nothing was noted on this device."))
    elif "restore" in request.POST:
        store.restore()
        messages.success(request, _("What you noted is here again."))
    else:
        store.erase_from_device(at=timezone.now())
    return redirect("protection:gestures")


def _noted(store: MarkStore, gesture: Gesture, request: Request, form: ReasonForm) -> str:
    """Write down what the button says; what to tell of it. Raises ActionError."""
    at, title = timezone.now(), words_of(gesture.title)
    today = timezone.localdate(at)
    if "not-yet" in request.POST:
        store.reopen(gesture, at=at)
        return _("“%(title)s” is to be done again.") % {"title": title}
    if form.is_bound:
        store.note(gesture, Mark(False, today, form.cleaned_data["reason"]), at=at)
        return _("Put aside: “%(title)s”.") % {"title": title}
    if "later" in request.POST:
        store.note(gesture, Mark(False, today), at=at)
        return _("Put off until %(day)s: “%(title)s”.") % {
            "title": title,
            "day": full_day(today + PUT_OFF_FOR),
        }
    store.note(gesture, Mark(True, today), at=at)
    return _("Done: “%(title)s”.") % {"title": title}
