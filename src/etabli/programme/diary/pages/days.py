"""The week and the month of an adviser, and what is noted there."""

from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from etabli.foundation.calendars.engine.month import month_after, month_before
from etabli.foundation.journal import ActionError
from etabli.foundation.people.access import Request, allow
from etabli.foundation.people.models import STAFF, User
from etabli.foundation.people.pages import acted
from etabli.programme.diary import actions, queries
from etabli.programme.diary.agenda import (
    ONE_WEEK,
    days_of,
    holding,
    monday_of,
    weeks_of,
    without_empty_weekends,
)
from etabli.programme.diary.forms import EntryForm

FIRST_DAY, LAST_DAY = date(2000, 1, 1), date(2100, 12, 31)


@allow(*STAFF)
def week(request: Request) -> HttpResponse:
    """The days of a week, one's own or a colleague's."""
    today = timezone.localdate()
    monday = monday_of(_day(request, "du", today))
    adviser, everybody = queries.chosen_adviser(request.viewer, request.GET.get("qui", ""))
    context: dict[str, Any] = {
        "days": without_empty_weekends(days_of(request.viewer, adviser, monday, 7)) if adviser else [],
        "monday": monday,
        "is_now": monday == monday_of(today),
        **_neighbour_links("week", "du", adviser, monday - ONE_WEEK, monday + ONE_WEEK),
        **_common_context(request, adviser, everybody, today),
    }
    return render(request, "diary/week.html", context)


@allow(*STAFF)
def month(request: Request) -> HttpResponse:
    """The weeks of a month, one's own or a colleague's."""
    today = timezone.localdate()
    first = _day(request, "mois", today).replace(day=1)
    adviser, everybody = queries.chosen_adviser(request.viewer, request.GET.get("qui", ""))
    weeks = weeks_of(request.viewer, adviser, first) if adviser else []
    current = monday_of(today) if monday_of(today) in {days[0].on for days in weeks} else first
    context: dict[str, Any] = {
        "weeks": [(days, sum(len(day.items) for day in days)) for days in weeks],
        "current": monday_of(current),
        "first": first,
        **_neighbour_links("month", "mois", adviser, month_before(first), month_after(first)),
        **_common_context(request, adviser, everybody, today),
    }
    return render(request, "diary/month.html", context)


@allow(*STAFF)
def note(request: Request) -> HttpResponse:
    """Leave, a meeting, anything else: the half-days that it takes are offered to nobody."""
    adviser, _everybody = queries.chosen_adviser(request.viewer, request.GET.get("qui", ""))
    initial = {"on": request.GET.get("jour", ""), "adviser": adviser.pk if adviser else ""}
    form = EntryForm(request.POST or None, viewer=request.viewer, now=timezone.now(), initial=initial)
    context: dict[str, Any] = {"form": form}
    if request.method == "POST" and form.is_valid():
        arguments = form.act_arguments
        try:
            entry = actions.add_diary_entry(**arguments, by=request.viewer, at=timezone.now())
        except ActionError as refusal:
            form.add_error(None, str(refusal))
            hours = (arguments["starts_at"], arguments["ends_at"])
            context["holding"] = holding(request.viewer, arguments["adviser"].pk, *hours)
        else:
            acted(request, _("Noted. The half-days that it takes are no longer offered."))
            return redirect(_address("week", "du", timezone.localdate(entry.starts_at), entry.adviser))
    return render(request, "diary/note.html", context)


@allow(*STAFF)
@require_POST
def cross_out(request: Request, pk: int) -> HttpResponse:
    """It stands no more: its half-days are free again."""
    entry = queries.get_entry(request.viewer, pk)
    actions.cross_out(entry=entry, by=request.viewer, at=timezone.now())
    acted(request, _("Crossed out. Its half-days are free again."))
    return redirect(_address("week", "du", timezone.localdate(entry.starts_at), entry.adviser))


def _day(request: Request, name: str, today: date) -> date:
    """The day that the address asks for, else today; what is no day, or too far, is passed over."""
    try:
        parsed = parse_date(request.GET.get(name, ""))
    except ValueError:
        parsed = None
    return parsed if parsed is not None and FIRST_DAY <= parsed <= LAST_DAY else today


def _common_context(
    request: Request, adviser: User | None, everybody: list[User], today: date
) -> dict[str, Any]:
    is_own = adviser is not None and adviser.pk == request.viewer.user_id
    note = f"{reverse('diary:note')}?qui={adviser.pk}" if adviser else ""
    return {"adviser": adviser, "everybody": everybody, "today": today, "is_own": is_own, "note": note}


def _neighbour_links(page: str, name: str, adviser: User | None, before: date, after: date) -> dict[str, Any]:
    return {
        "previous": _address(page, name, before, adviser),
        "following": _address(page, name, after, adviser),
        "before": before,
        "after": after,
    }


def _address(page: str, name: str, on: date, adviser: User | None) -> str:
    query: dict[str, str] = {name: on.isoformat(), **({"qui": str(adviser.pk)} if adviser else {})}
    return f"{reverse(f'diary:{page}')}?{urlencode(query)}"
