"""Curves and reasons to call, in plain words."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _, gettext_lazy, ngettext

from etabli.foundation.ui.typography import full_day, number
from etabli.programme.journeys.contacts import Call
from etabli.programme.journeys.dropout_queries import GroupCurve
from etabli.programme.journeys.engine.call_list import Reason
from etabli.programme.journeys.engine.survival import MIN_PEOPLE, Curve

MOMENT_LABELS = {
    30: gettext_lazy("1 month"),
    90: gettext_lazy("3 months"),
    180: gettext_lazy("6 months"),
    365: gettext_lazy("1 year"),
    730: gettext_lazy("2 years"),
}
SILENCE, NEXT = "silence", "next"  # what is waited for: that they stop, that they go further
DRAWN_DAYS = 730  # days, at most

type Point = tuple[int, float, float | None, float | None]
type Row = tuple[str, int, int | None, int | None]


@dataclass(frozen=True)
class WordedCurve:
    """A curve as it is drawn and read; without points, too few people for one: `sentences` says so."""

    title: str
    sentences: list[str]
    points: list[Point]
    rows: list[Row]
    ticks: list[tuple[str, int]]
    until: int


def worded_curve(group_curve: GroupCurve, title: str, kind: str) -> WordedCurve:
    """The curve of a group, of how long until they stop (SILENCE) or go further (NEXT)."""
    curve = group_curve.curve
    if curve is None:
        return WordedCurve(title, [_too_few(group_curve.people)], [], [], [], 0)
    until = min(max(curve.until, 1), DRAWN_DAYS)
    points = [
        (step.day, 100 * step.share, _percent(step.low), _percent(step.high))
        for step in curve.steps
        if step.day <= until
    ]
    moments = {day: str(label) for day, label in MOMENT_LABELS.items() if day <= until}
    if not moments:
        moments = {until: ngettext("%(n)s day", "%(n)s days", until) % {"n": number(until)}}
    rows = [_row(curve, day, label) for day, label in moments.items()]
    ticks = [(_("the beginning"), 0), *((label, day) for day, label in moments.items())]
    return WordedCurve(title, _sentences(curve, kind), points, rows, ticks, until)


def reason_of(call: Call, today: date) -> str:
    """Why to call somebody, in a sentence."""
    since, days = full_day(call.due_call.since), (today - call.due_call.since).days
    values = {"day": since, "stage": call.stage, "days": number(days)}
    sentences: Mapping[Reason, str] = {
        Reason.PROMISED: _("You agreed to call them on %(day)s."),
        Reason.WAITS: ngettext(
            "Waits for a half-day with us since %(day)s: %(days)s day.",
            "Waits for a half-day with us since %(day)s: %(days)s days.",
            days,
        ),
        Reason.NEAR_END: _("Stopped just before the end, at “%(stage)s”. No news since %(day)s."),
        Reason.RETURNED: _("Came back on %(day)s, after a long silence: a word helps to go on."),
    }
    return sentences[call.due_call.reason] % values


def _too_few(people: int) -> str:
    values = {"n": number(people), "least": number(MIN_PEOPLE)}
    return (
        ngettext(
            "%(n)s person: no curve under %(least)s, it would say nothing sure, and would point at people.",
            "%(n)s people: no curve under %(least)s, it would say nothing sure, and would point at people.",
            people,
        )
        % values
    )


def _sentences(curve: Curve, kind: str) -> list[str]:
    n = curve.happened
    values = {"n": number(curve.people), "happened": number(n)}
    if not n:
        none = (
            _("Of %(n)s people who came here, none has gone further so far.")
            if kind == NEXT
            else _("Of %(n)s people, none has stopped.")
        )
        return [none % values]
    if kind == NEXT:
        first = _("Of %(n)s people who came here, %(happened)s went further.") % values
        half = _("Half of them go further within %(median)s days")
        at_once, not_yet = (
            _("Half of them go further the same day."),
            _("Less than half have gone further so far."),
        )
    else:
        first = _("Of %(n)s people, %(happened)s have stopped.") % values
        half = _("Half of them stop within %(median)s days")
        at_once, not_yet = _("Half of them stop the first day."), _("More than half are still on their way.")
    if curve.median is None or curve.median > curve.until:
        return [first, not_yet]
    if curve.median == 0:
        return [first, at_once]
    return [first, half % {"median": number(curve.median)} + _interval_text(curve) + "."]


def _interval_text(curve: Curve) -> str:
    """What the median may be by chance, as the end of a sentence."""
    if curve.earliest is None:
        return ""
    values = {"earliest": number(curve.earliest), "latest": number(curve.latest)}
    if curve.latest is None:
        return _(" (%(earliest)s at least, sure at 95%%)") % values
    return _(" (from %(earliest)s to %(latest)s, sure at 95%%)") % values


def _row(curve: Curve, day: int, label: str) -> Row:
    step = curve.on(day)
    low, high = (None if bound is None else round(100 * bound) for bound in (step.low, step.high))
    return label, round(100 * step.share), low, high


def _percent(share: float | None) -> float | None:
    return None if share is None else 100 * share
