"""Requests for support, forecast and received; the half-days that they take."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from etabli.foundation.people.access import Request, allow
from etabli.foundation.people.models import STAFF
from etabli.foundation.ui.typography import day
from etabli.programme.planning.engine.forecast import USUAL_REQUESTS
from etabli.programme.planning.queries.forecast import WEEKS_SHOWN, outlook
from etabli.programme.planning.queries.support_requests import FOLLOWS_WITHIN


@allow(*STAFF)
def forecast(request: Request) -> HttpResponse:
    """What was forecast and what came, workshop by workshop; the coming weeks, and what could give."""
    seen = outlook(request.viewer, at=timezone.now())
    dots = [
        (
            f"{day(comparison.held.on)} · {comparison.held.title}",
            round(comparison.forecast.mean, 1),
            comparison.held.requests,
        )
        for comparison in seen.compared
    ]
    context = {
        "outlook": seen,
        "load": seen.load,
        "dots": dots,
        "weeks": WEEKS_SHOWN,
        "belief": round(USUAL_REQUESTS),
    }
    return render(request, "planning/forecast.html", context | {"days": FOLLOWS_WITHIN.days})
