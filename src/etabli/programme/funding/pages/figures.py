"""The figures of a period by fund, and the lines behind each."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from etabli.foundation.people.access import Request, allow
from etabli.foundation.people.models import STAFF
from etabli.programme.funding.figure_wording import FIGURE_TITLES, FIGURES, day_label, figure_text
from etabli.programme.funding.models import Fund, FundingFile
from etabli.programme.funding.queries.figures import (
    FigureLine,
    Total,
    figure_lines_of,
    period_of,
    total_of,
    totals_by_fund,
)
from etabli.programme.funding.queries.report import (
    Group,
    Share,
    held_between,
    place_in,
    sector_in,
    shares_of,
    unsigned_in,
)
from etabli.programme.funding.state_wording import days_late_text
from etabli.programme.funding.wording import EXCHANGES
from etabli.programme.support.models import FollowUp
from etabli.programme.support.satisfaction import answers_about
from etabli.programme.surveys.engine import MIN_GROUP_SIZE
from etabli.programme.workshops.attendance_forms import PeriodForm
from etabli.territory.register.wording import SECTORS

SHOWN = 25
OF_ARTISANS = ("artisans_came", "artisans_due", "artisans_late", "artisans_to_return")
LEFT_OUT_WHEN_EMPTY = frozenset({"credited", "taken_off_later", "to_return"})  # columns


@allow(*STAFF)
def report(request: Request) -> HttpResponse:
    """From one day to another, this year until today unless they are said: hours, people, trades, territories, by
    fund; and the bills."""
    today = timezone.localdate()
    form = PeriodForm(request.GET or {"since": today.replace(month=1, day=1), "until": today})
    context: dict[str, Any] = {"form": form}
    if form.is_valid():
        ends = (form.cleaned_data["since"], form.cleaned_data["until"])
        context |= _figures(request, ends, today)
    return render(request, "funding/report.html", context)


@allow(*STAFF)
def figure(request: Request) -> HttpResponse:
    """The lines behind one figure (`?chiffre=`) of a period, of one fund (`?fonds=`), trade or territory, and their
    total: that of the report. What isn’t a figure goes back to the report."""
    form, asked, today = PeriodForm(request.GET), request.GET, timezone.localdate()
    code = asked.get("chiffre", "")
    if not form.is_valid() or code not in FIGURE_TITLES:
        return redirect(f"{reverse('funding:report')}?{asked.urlencode()}")
    ends = (form.cleaned_data["since"], form.cleaned_data["until"])
    lines = figure_lines_of(period_of(request.viewer, *ends, today=today), today=today)
    rows = [line for line in lines if line.code == code and _is_asked(line, asked)]
    rows.sort(key=lambda line: (line.on, line.file.pk))
    page = Paginator(rows, SHOWN).get_page(asked.get("page"))
    context = {
        "title": FIGURE_TITLES[code],
        "page": page,
        "lines": [(row, days_late_text(row.due_on, today) if row.due_on else "") for row in page],
        "total": total_of(rows),
        "day_label": day_label(code),
        "is_of_people": code == "accepted",
        "fund": rows[0].file.fund if rows and "fonds" in asked else None,
        "since": ends[0],
        "until": ends[1],
        "query": _query(ends),
    }
    return render(request, "funding/figure.html", context)


@allow(*STAFF)
def answers(request: Request) -> HttpResponse:
    """What the artisans of a period say of their half-days, of one fund, trade or territory, as for a figure: without
    their names while so few answered that the report gives no share of them."""
    form, asked, today = PeriodForm(request.GET), request.GET, timezone.localdate()
    if not form.is_valid():
        return redirect(f"{reverse('funding:report')}?{asked.urlencode()}")
    ends = (form.cleaned_data["since"], form.cleaned_data["until"])
    rows = [
        row
        for row in held_between(request.viewer, *ends, today=today)
        if row.is_paid and _are_asked(row.dossier.file, sector_in(row.dossier), place_in(row.dossier), asked)
    ]
    said = answers_about(row.appointment.pk for row in rows)
    context = {
        "said": said,
        "counts": [
            (label, sum(row.useful == code for row in said)) for code, label in FollowUp.Useful.choices
        ],
        "is_named": len(said) >= MIN_GROUP_SIZE,
        "fund": rows[0].dossier.file.fund if rows and "fonds" in asked else None,
        "since": ends[0],
        "until": ends[1],
        "query": _query(ends),
    }
    return render(request, "funding/answers.html", context)


def _is_asked(line: FigureLine, asked: Mapping[str, str]) -> bool:
    return _are_asked(line.file, line.sector, line.place, asked)


def _are_asked(file: FundingFile, sector: str, place: str, asked: Mapping[str, str]) -> bool:
    wanted = {"fonds": str(file.fund_id), "secteur": sector, "territoire": place}
    return all(asked[name] == value for name, value in wanted.items() if name in asked)


def _figures(request: Request, ends: tuple[date, date], today: date) -> dict[str, Any]:
    """All that the page says of a period."""
    period = period_of(request.viewer, *ends, today=today)
    lines = figure_lines_of(period, today=today)
    totals = totals_by_fund(lines)
    return {
        "is_asked": True,
        "unsigned": unsigned_in(period.held),
        "shares": [(share, *_links_of(share, ends)) for share in shares_of(period.held, period.credits)],
        "money": _table("money", totals, ends),
        "answers": _table("answers", totals, ends),
        "outcomes": _table("outcomes", totals, ends),
        "artisans": list(_of_artisans(lines, ends)),
        "exchanges": [(row, EXCHANGES[row.code]) for row in period.exchanges],
        "credits": len(period.credits),
        "bills": len(period.bills),
        "payments": len(period.payments),
        "query": _query(ends),
    }


def _of_artisans(lines: Sequence[FigureLine], ends: tuple[date, date]) -> Iterator[tuple[str, int, str]]:
    """What the artisans paid and still have to pay: the name of each figure, its cents, the address of its lines."""
    for code in OF_ARTISANS:
        if cents := total_of([line for line in lines if line.code == code]).cents:
            yield FIGURE_TITLES[code], cents, _link(ends, code)


def _table(
    name: str, totals: Iterable[tuple[Fund, Mapping[str, Total]]], ends: tuple[date, date]
) -> dict[str, Any] | None:
    """One of `FIGURES`: the labels of its columns, and by fund each figure with the address of its lines; None for
    nothing."""
    codes = {code for code, _label, _unit in FIGURES[name]}
    rows = [(fund, row) for fund, row in totals if codes & row.keys()]
    with_lines = {code for _fund, row in rows for code in row}
    columns = [row for row in FIGURES[name] if row[0] in with_lines or row[0] not in LEFT_OUT_WHEN_EMPTY]
    cells = [
        (fund, [_cell(row.get(code), unit, ends, code, fund) for code, _label, unit in columns])
        for fund, row in rows
    ]
    return {"labels": [label for _code, label, _unit in columns], "rows": cells} if rows else None


def _cell(total: Total | None, unit: str, ends: tuple[date, date], code: str, fund: Fund) -> tuple[str, str]:
    return figure_text(total or Total(), unit), _link(ends, code, fund) if total else ""


def _query(ends: tuple[date, date]) -> str:
    return f"since={ends[0]}&until={ends[1]}"


def _link(ends: tuple[date, date], code: str, fund: Fund | None = None, **more: str) -> str:
    chosen = {"chiffre": code, **({"fonds": fund.pk} if fund else {}), **more}
    return f"{reverse('funding:figure')}?{_query(ends)}&{urlencode(chosen)}"


def _links_of(
    share: Share, ends: tuple[date, date]
) -> tuple[list[tuple[Any, Group, str, str]], str, str, str]:
    """The groups of a fund's share, and the addresses of all its lines, of the artisans' part, and of what they say."""
    fund = share.fund
    links = (_link(ends, "accepted", fund), _link(ends, "artisans", fund), _answers_link(ends, fund))
    return (_groups(share, ends), *links)


def _groups(share: Share, ends: tuple[date, date]) -> list[tuple[Any, Group, str, str]]:
    """The trades by their names, then the territories; with the addresses of their lines and of what they say."""
    unknown, fund = _("Not known"), share.fund
    named: list[tuple[Any, Group, dict[str, str]]] = [
        *((SECTORS.get(row.name, unknown), row, {"secteur": row.name}) for row in share.trades),
        *((row.name or unknown, row, {"territoire": row.name}) for row in share.places),
    ]
    return [
        (name, row, _link(ends, "accepted", fund, **of), _answers_link(ends, fund, **of))
        for name, row, of in named
    ]


def _answers_link(ends: tuple[date, date], fund: Fund, **more: str) -> str:
    return f"{reverse('funding:answers')}?{_query(ends)}&{urlencode({'fonds': fund.pk, **more})}"
