"""Results as a file: the counts of the page, never an answer. What people wrote stays on the page: only how many wrote
about what goes out, since a file travels further and a text may name who wrote it."""

from collections.abc import Iterator
from datetime import datetime
from importlib.resources import files
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from etabli.foundation.documents import csv_file, render, xlsx_file
from etabli.foundation.people.viewer import Viewer
from etabli.foundation.practice import is_fiction
from etabli.foundation.ui.language import reader_language
from etabli.foundation.ui.typography import full_day
from etabli.programme.surveys.results import Chart, Column, Line, Results

CONTENT_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pdf": "application/pdf",
}
TEMPLATE = Path(str(files("etabli.programme.surveys"))) / "documents" / "results.typ"
Row = list[str | int | float]


def file_of(kind: str, results: Results, filters_text: str, viewer: Viewer, *, at: datetime) -> bytes:
    """The file of one of CONTENT_TYPES. `filters_text`: which answers these are, in words."""
    if kind == "pdf":
        return _document(results, filters_text, viewer, at)
    rows: list[Row] = [
        [filters_text],
        [
            _("Question"), _("Version"), _("Answer"), _("People"), _("Of"), _("Share (%)"), _("Mean"),
            _("At least"), _("At most"),
        ],
        *(row for chart in results.charts for row in rows_of(chart)),
    ]  # fmt: skip
    return csv_file(rows) if kind == "csv" else xlsx_file(rows)


def rows_of(chart: Chart) -> Iterator[Row]:
    """The lines of a chart, then those of each version; "At least" and "At most" hold for the share, or the mean."""
    versions = f"{chart.version}" if not chart.columns else _("all")
    whole = Column(chart.version, chart.lines, chart.answered, chart.mean)
    for version, column in [(versions, whole), *((str(column.version), column) for column in chart.columns)]:
        head = [chart.title, version]
        for line in column.lines:
            yield [*head, line.label, line.number, line.total, line.percent, "", line.low, line.high]
        if column.mean:
            mean = column.mean
            ends = [round(mean.value, 2), round(mean.low, 2), round(mean.high, 2)]
            yield [*head, _("mean"), column.answered, column.answered, "", *ends]
    for label, place, number in chart.places:
        legend = _("mean place of “%(label)s”") % {"label": label}
        yield [chart.title, versions, legend, number, chart.answered, "", round(place, 2), "", ""]
    for name, number in chart.counted_texts:
        yield [chart.title, versions, name, number, chart.answered, "", "", "", ""]


def _document(results: Results, filters_text: str, viewer: Viewer, at: datetime) -> bytes:
    data: dict[str, Any] = {
        "issuer": viewer.organisation_name,
        "fictional": is_fiction(),
        "told": filters_text,
        "day": full_day(at),
        "honesty": _(
            "The interval says where the figure would lie, 95 times of 100, if other people like them had answered. "
            "Under five answers nothing is counted, so that nobody is recognised."
        ),
        "empty": "" if results.charts else _("Not enough answers yet"),
        "columns": [_("Answer"), _("People"), _("If others had come")],
        "charts": [_block(chart) for chart in results.charts],
    }
    return render(TEMPLATE, data, title=_("What they answered"), lang=reader_language(), at=at)


def _block(chart: Chart) -> dict[str, Any]:
    columns = [
        (_("version %(number)d") % {"number": column.version}, [_cells(line) for line in column.lines])
        for column in chart.columns
    ]
    return {
        "title": chart.title,
        "answered": _("Answered by %(number)d people.") % {"number": chart.answered},
        "mean": chart.told_mean,
        "rows": [_cells(line) for line in chart.lines],
        "versions": [{"name": name, "rows": rows} for name, rows in columns],
        "texts": [[name, str(number), ""] for name, number in chart.counted_texts],
    }


def _cells(line: Line) -> list[str]:
    return [
        line.label,
        _("%(number)d of %(of)d") % {"number": line.number, "of": line.total},
        _("between %(low)d%% and %(high)d%%") % {"low": line.low, "high": line.high},
    ]
