"""Keeping in one's space what this device holds, or erasing it there."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from etabli.foundation.journal import ActionError
from etabli.foundation.people.access import Request, allow, public
from etabli.foundation.people.models import Role
from etabli.foundation.people.pages import acted, back
from etabli.programme.visibility.device.keeping import LATER, keep_all
from etabli.programme.visibility.device.memory import Device


@public
@require_POST
def forget(request: Request) -> HttpResponse:
    """On a device that others use: looks, steps and weeks leave it, and come back if that was a mistake."""
    device = Device(request.session)
    if "restore" not in request.POST:
        device.erase(at=timezone.now())
    elif device.was_erased:
        beside = _("What you noted is here again, beside what you noted since.")
        messages.success(request, beside if device.holds_some else _("What you noted is here again."))
        device.restore()
    else:
        messages.info(request, _("Nothing was noted on this device."))
    return redirect("visibility:start")


@allow(Role.ARTISAN)
@require_POST
def keep(request: Request) -> HttpResponse:
    """All that was noted on this device before coming in goes into the artisan's space."""
    try:
        kept = keep_all(request, at=timezone.now())
        acted(request, _("Kept in your space: %(listed)s.") % {"listed": kept})
    except ActionError as refusal:
        messages.info(request, str(refusal))
    return redirect("visibility:start")


@allow(Role.ARTISAN)
@require_POST
def later(request: Request) -> HttpResponse:
    """Ask no more but on the pages of what is held."""
    request.session[LATER] = True
    return back(request, "/")
