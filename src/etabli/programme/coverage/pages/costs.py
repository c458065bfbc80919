"""What a session and a half-day cost, for the figures of the management."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from etabli.foundation.people.access import Request, allow
from etabli.foundation.people.models import Role
from etabli.foundation.people.pages import acted
from etabli.foundation.people.queries import own_chamber
from etabli.programme.coverage import actions
from etabli.programme.coverage.forms import CostsForm
from etabli.programme.coverage.queries.costs import costs_of


@allow(Role.MANAGER)
def costs(request: Request) -> HttpResponse:
    """Two amounts; the desk counts with them."""
    kept = costs_of(request.viewer)
    form = CostsForm(request.POST or None, initial={**kept})
    if request.method == "POST" and form.is_valid():
        if form.cleaned_data != kept:
            chamber, at = own_chamber(request.viewer), timezone.now()
            actions.say_costs(chamber=chamber, **form.cleaned_data, by=request.viewer, at=at)
            acted(request, _("The costs are kept. Your overview counts with them."))
        return redirect("front:desk")
    return render(request, "coverage/costs.html", {"form": form}, status=422 if form.errors else 200)
