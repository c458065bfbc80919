"""What a fund asks for over a period: figures on the screen, then everything in one file."""

from django.http import FileResponse, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from etabli.foundation.people.access import Request, allow
from etabli.foundation.people.models import STAFF
from etabli.programme.workshops.attendance_forms import PeriodForm
from etabli.programme.workshops.period import MAX_SESSIONS, archive_of, figures_of, held_between


@allow(*STAFF)
def period(request: Request) -> HttpResponse:
    """From one day to another: how many came, what is missing, and the file."""
    form = PeriodForm(request.GET or None)
    context = {"form": form, "most": MAX_SESSIONS}
    if form.is_valid():
        data = form.cleaned_data
        period_rows = held_between(request.viewer, data["since"], data["until"], at=timezone.now())
        context |= {
            "figures": figures_of(period_rows),
            "is_too_much": len(period_rows) > MAX_SESSIONS,
            "unsigned": [(row.session, roll) for row in period_rows for roll in row.rolls if roll.unsigned],
            "query": f"since={data['since']}&until={data['until']}",
        }
    return render(request, "workshops/period.html", context)


@allow(*STAFF)
def archive(request: Request) -> HttpResponseBase:
    """Sheets, certificates and presences as one archive; what can't be made goes back to the page that says why."""
    form, now = PeriodForm(request.GET), timezone.now()
    data = form.cleaned_data if form.is_valid() else {}
    period_rows = held_between(request.viewer, data["since"], data["until"], at=now) if data else []
    if not period_rows or len(period_rows) > MAX_SESSIONS:
        return redirect(f"/seances/periode/?{request.GET.urlencode()}")
    name = f"{_('attendance')}-{data['since']}-{data['until']}.zip"
    return FileResponse(
        archive_of(period_rows, at=now), as_attachment=True, filename=name, content_type="application/zip"
    )
