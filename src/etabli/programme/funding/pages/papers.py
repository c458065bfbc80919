"""What leaves: the application, the figures of a period by fund, the bills for the accountant."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.http import FileResponse, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from etabli.foundation.people.access import Request, allow
from etabli.foundation.people.models import STAFF
from etabli.foundation.people.viewer import Viewer
from etabli.programme.funding.activity import activity_of
from etabli.programme.funding.application import application_of, bills_of, credits_of, payments_of
from etabli.programme.funding.attendance import archive_of
from etabli.programme.funding.queries.exchanges import answers_of, exchanges_between
from etabli.programme.funding.queries.files import get_file
from etabli.programme.funding.queries.funds import training_number
from etabli.programme.funding.queries.report import (
    Group,
    Share,
    billed_between,
    credits_between,
    held_between,
    money_of,
    payments_between,
    shares_of,
)
from etabli.programme.funding.wording import EXCHANGES
from etabli.programme.workshops.attendance_forms import PeriodForm
from etabli.territory.register.wording import SECTORS


@allow(*STAFF)
def application(request: Request, pk: int) -> HttpResponse:
    """The PDF to sign and to send."""
    dossier = get_file(request.viewer, pk, today=timezone.localdate())
    content = application_of(dossier, training_number(dossier.file.chamber_id), at=timezone.now())
    name = {"Content-Disposition": f'inline; filename="{_("application")}-{pk}.pdf"'}
    return HttpResponse(content, content_type="application/pdf", headers=name)


@allow(*STAFF)
def report(request: Request) -> HttpResponse:
    """From one day to another, this year until today unless they are said: hours, people, trades, territories, by
    fund; and the bills."""
    today = timezone.localdate()
    form = PeriodForm(request.GET or {"since": today.replace(month=1, day=1), "until": today})
    context: dict[str, Any] = {"form": form}
    if form.is_valid():
        ends = (form.cleaned_data["since"], form.cleaned_data["until"])
        context |= _figures(request.viewer, ends, today)
    return render(request, "funding/report.html", context)


def _figures(viewer: Viewer, ends: tuple[date, date], today: date) -> dict[str, Any]:
    """All that the page says of a period."""
    held = held_between(viewer, *ends, today=today)
    bills = billed_between(viewer, *ends, today=today)
    payments, exchanges = payments_between(viewer, *ends), exchanges_between(viewer, *ends)
    money = money_of(held, bills, payments, today=today)
    return {
        "is_asked": True,
        "unsigned": [row for row in held if row.lacks_signature],
        "shares": [(share, _groups(share)) for share in shares_of(held)],
        "money": money,
        "artisans_came": sum(row.artisans_came for row in money),
        "answers": answers_of(exchanges),
        "exchanges": [(row, EXCHANGES[row.code]) for row in exchanges],
        "is_credited": any(row.credited for row in money),
        "credits": len(credits_between(viewer, *ends)),
        "bills": len(bills),
        "payments": len(payments),
        "query": f"since={ends[0]}&until={ends[1]}",
    }


def _groups(share: Share) -> list[tuple[Any, Group]]:
    """The trades by their names, then the territories."""
    unknown = _("Not known")
    trades = [(SECTORS.get(group.name, unknown), group) for group in share.trades]
    return [*trades, *((group.name or unknown, group) for group in share.places)]


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
    """The half-days of a period in the fields of the national report; `?fonds=`: those of one fund."""
    fund = request.GET.get("fonds", "")

    def content(since: date, until: date) -> bytes:
        held = held_between(request.viewer, since, until, today=timezone.localdate())
        rows = [row for row in held if fund in {"", str(row.dossier.file.fund_id)}]
        return activity_of(rows, request.viewer.chamber_id)

    return _table(request, _("national-report"), content)


@allow(*STAFF)
def bills(request: Request) -> HttpResponse:
    """The bills of a period as a table."""
    today = timezone.localdate()
    return _table(
        request, _("bills"), lambda *ends: bills_of(billed_between(request.viewer, *ends, today=today))
    )


@allow(*STAFF)
def payments(request: Request) -> HttpResponse:
    """The payments of a period as a table."""
    return _table(request, _("payments"), lambda *ends: payments_of(payments_between(request.viewer, *ends)))


@allow(*STAFF)
def credit_notes(request: Request) -> HttpResponse:
    """The credit notes of a period as a table."""
    return _table(
        request, _("credit-notes"), lambda *ends: credits_of(credits_between(request.viewer, *ends))
    )


def _table(request: Request, name: str, content: Callable[[date, date], bytes]) -> HttpResponse:
    """What is told of the period that is asked for; days that can't be read go back to the page that says why."""
    form = PeriodForm(request.GET)
    if not form.is_valid():
        return redirect(f"{reverse('funding:report')}?{request.GET.urlencode()}")
    since, until = form.cleaned_data["since"], form.cleaned_data["until"]
    headers = {"Content-Disposition": f'attachment; filename="{name}-{since}-{until}.csv"'}
    return HttpResponse(content(since, until), content_type="text/csv; charset=utf-8", headers=headers)
