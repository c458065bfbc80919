"""What leaves: the application, the sheets of a period, the tables for the accountant."""

from collections.abc import Callable
from datetime import date

from django.http import FileResponse, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from etabli.foundation.people.access import Request, allow
from etabli.foundation.people.models import STAFF
from etabli.programme.funding.accounting_tables import bills_of, credits_of, payments_of
from etabli.programme.funding.application import application_of
from etabli.programme.funding.attendance import archive_of
from etabli.programme.funding.national_report import national_report_csv
from etabli.programme.funding.queries.files import dossiers, get_file
from etabli.programme.funding.queries.funds import training_number
from etabli.programme.funding.queries.report import (
    billed_between,
    credits_between,
    credits_in,
    held_between,
    held_in,
    payments_between,
)
from etabli.programme.workshops.attendance_forms import PeriodForm


@allow(*STAFF)
def application(request: Request, pk: int) -> HttpResponse:
    """The PDF to sign and to send."""
    dossier = get_file(request.viewer, pk, today=timezone.localdate())
    content = application_of(dossier, training_number(dossier.file.chamber_id), at=timezone.now())
    name = {"Content-Disposition": f'inline; filename="{_("application")}-{pk}.pdf"'}
    return HttpResponse(content, content_type="application/pdf", headers=name)


@allow(*STAFF)
def sheets(request: Request) -> HttpResponseBase:
    """The sheets and certificates of a period, in one file; what can't be made goes back to the page that says why."""
    form, now = PeriodForm(request.GET), timezone.now()
    if not form.is_valid():
        return redirect(f"{reverse('funding:report')}?{request.GET.urlencode()}")
    ends = (form.cleaned_data["since"], form.cleaned_data["until"])
    held = held_between(request.viewer, *ends, today=timezone.localdate())
    content = archive_of(held, training_number(request.viewer.chamber_id), at=now)
    name = f"{_('sheets')}-{ends[0]}-{ends[1]}.zip"
    return FileResponse(content, as_attachment=True, filename=name, content_type="application/zip")


@allow(*STAFF)
def activity(request: Request) -> HttpResponse:
    """The half-days of a period in the fields of the national report, less what credit notes take off; `?fonds=`: those
    of one fund."""
    fund = request.GET.get("fonds", "")

    def content(since: date, until: date) -> bytes:
        files = dossiers(request.viewer, today=timezone.localdate())
        asked = [row for row in files if fund in {"", str(row.file.fund_id)}]
        held, credits = held_in(asked, since, until), credits_in(asked, since, until)
        return national_report_csv(held, request.viewer.chamber_id, credits)

    return _table(request, _("national-report"), content)


@allow(*STAFF)
def bills(request: Request) -> HttpResponse:
    """The bills of a period as a table, with its credit notes."""
    today = timezone.localdate()

    def content(since: date, until: date) -> bytes:
        credits = credits_between(request.viewer, since, until, today=today)
        return bills_of(billed_between(request.viewer, since, until, today=today), credits)

    return _table(request, _("bills"), content)


@allow(*STAFF)
def payments(request: Request) -> HttpResponse:
    """The payments of a period as a table."""
    return _table(request, _("payments"), lambda *ends: payments_of(payments_between(request.viewer, *ends)))


@allow(*STAFF)
def credit_notes(request: Request) -> HttpResponse:
    """The credit notes of a period as a table."""
    today = timezone.localdate()
    return _table(
        request,
        _("credit-notes"),
        lambda *ends: credits_of(credits_between(request.viewer, *ends, today=today)),
    )


def _table(request: Request, name: str, content: Callable[[date, date], bytes]) -> HttpResponse:
    """What is told of the period that is asked for; days that can't be read go back to the page that says why."""
    form = PeriodForm(request.GET)
    if not form.is_valid():
        return redirect(f"{reverse('funding:report')}?{request.GET.urlencode()}")
    since, until = form.cleaned_data["since"], form.cleaned_data["until"]
    headers = {"Content-Disposition": f'attachment; filename="{name}-{since}-{until}.csv"'}
    return HttpResponse(content(since, until), content_type="text/csv; charset=utf-8", headers=headers)
