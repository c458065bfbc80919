"""The components that draw figures: each as a plot and as a table of the same."""

from collections.abc import Mapping, Sequence
from typing import Any, Literal

from django.utils.translation import gettext as _

from etabli.foundation.ui import curves, plots
from etabli.foundation.ui.strict_tags import Text


def bar_plot(
    series: Sequence[tuple[Any, Any]],
    *,
    caption: Text,
    unit: Text = "",
    of: Text = "",
    table: Literal["closed", "open"] = "closed",
) -> dict[str, Any]:
    """(label, value or None) pairs as horizontal bars, and as a table, whose columns `of` and `unit` name."""
    return {"plot": plots.bars(series), **_figures(series, caption, [of, unit], table)}


def line_plot(
    series: Sequence[tuple[Any, Any]],
    *,
    caption: Text,
    unit: Text = "",
    of: Text = "",
    table: Literal["closed", "open"] = "closed",
) -> dict[str, Any]:
    """(label, value or None) pairs as a line, from left to right, and as a table. Same arguments as `bar_plot`."""
    return {"plot": plots.line(series), **_figures(series, caption, [of, unit], table)}


def dot_plot(
    rows: Sequence[tuple[Any, Any, Any]],
    *,
    caption: Text,
    first: Text,
    second: Text,
    of: Text = "",
    table: Literal["closed", "open"] = "closed",
) -> dict[str, Any]:
    """(label, value or None, value or None) rows as two dots each: what was expected and what came; and as a table."""
    names = {"first": first, "second": second}
    return {"plot": plots.dots(rows), **names, **_figures(rows, caption, [of, first, second], table)}


def curve_plot(
    points: Sequence[tuple[Any, Any, Any, Any]],
    *,
    rows: Sequence[tuple[Any, Any, Any, Any]],
    until: int,
    caption: Text,
    ticks: Sequence[tuple[Any, Any]] = (),
    of: Text = "",
    unit: Text = "",
    table: Literal["closed", "open"] = "closed",
) -> dict[str, Any]:
    """(x, percent, lowest, highest) points as a curve that goes down by steps, and `rows` of the same as a table."""
    headings = [of, unit, _("at least"), _("at most")]
    plot = curves.curve(points, until=until, ticks=ticks)
    return {"plot": plot, **_figures(rows, caption, headings, table)}


def _figures(rows: Sequence[Any], caption: Text, headings: list[Text], table: str) -> dict[str, Any]:
    """What the table of a plot says."""
    usual = [_("Name"), _("Number")]
    return {
        "caption": caption,
        "headings": [heading or usual[min(place, 1)] for place, heading in enumerate(headings)],
        "rows": [(label, values) for label, *values in rows],
        "open": table,
    }


def map(
    shapes: Sequence[tuple[str, Any, str, str | None]],
    *,
    caption: Text,
    unit: Text = "",
    of: Text = "",
    points: Sequence[tuple[str, float, float, str | None, Text]] = (),
    places: Text = "",
    counts: Mapping[str, Any] | None = None,
    counted: Text = "",
    table: Literal["closed", "open"] = "closed",
) -> dict[str, Any]:
    """(name, value, path, url) areas in five classes, each with its number, and as a table.

    `points`: (name, x, y, url, detail) places to number on it, in the units of the paths; listed under it, where
    `places` names them. `counts`: by name, the count from which a rate comes, written beside it; `counted`: of
    what.
    """
    shape_map = plots.shape_map(shapes, points, counts)
    shown = {"map": shape_map, "caption": caption, "unit": unit, "of": of, "places": places, "table": table}
    return {**shown, "counted": counted if counts else ""}
