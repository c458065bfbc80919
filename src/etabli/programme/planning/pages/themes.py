"""The next themes, argued."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from etabli.foundation.people.access import Request, allow
from etabli.foundation.people.models import STAFF, Role
from etabli.programme.planning.forms import ThemeFilterForm
from etabli.programme.planning.queries.themes import next_themes


@allow(*STAFF)
def themes(request: Request) -> HttpResponse:
    """Themes ranked for the whole département, for one territory, for one trade group."""
    form = ThemeFilterForm(request.GET)
    ranking = next_themes(request.viewer, today=timezone.localdate(), **form.asked)
    context = {
        "form": form,
        "ranking": ranking,
        "may_plan": request.viewer.role == Role.ADVISER,
    }
    return render(request, "planning/theme_ranking.html", context)
