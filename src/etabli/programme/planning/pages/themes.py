"""The next themes, argued."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from etabli.foundation.people.access import Request, allow
from etabli.foundation.people.models import STAFF, Role
from etabli.programme.planning.queries.themes import next_themes
from etabli.territory.places.queries import epcis


@allow(*STAFF)
def themes(request: Request) -> HttpResponse:
    """Themes ranked for the whole département, or for one territory."""
    zones = [epci.name for epci in epcis()]
    zone = request.GET.get("territoire", "")
    zone = zone if zone in zones else ""
    proposals = next_themes(request.viewer, today=timezone.localdate(), zone=zone)
    may_plan = request.viewer.role == Role.ADVISER
    context = {"proposals": proposals, "zones": zones, "zone": zone, "may_plan": may_plan}
    return render(request, "planning/theme_ranking.html", context)
