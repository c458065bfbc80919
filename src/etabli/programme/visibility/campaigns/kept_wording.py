"""Kept campaigns, in the words of the reader: what to watch, what came, what to make of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from etabli.foundation.ui.typography import full_day, moment, number, short_money
from etabli.procurement.needs.wording import words_of
from etabli.programme.visibility.campaigns.data import guide
from etabli.programme.visibility.campaigns.kept_rates import Rates, kept_rates
from etabli.programme.visibility.campaigns.numbering import numbered
from etabli.programme.visibility.campaigns.wording import (
    about_of,
    amount,
    cost_of_customer,
    stage_names,
    stop_quiet,
    worded_watch,
)
from etabli.programme.visibility.engine.campaigns import STAGES, Range, Stage, Watch, outcome, watch
from etabli.programme.visibility.models import Campaign, CampaignFigures

FIRST_WEEK = timedelta(days=7)


@dataclass(frozen=True)
class WordedFigures:
    """One network of a kept campaign. `verdict`: where the cost of a customer, or the clicks, stand beside what was
    expected; "" before."""

    pk: int
    name: str
    planned: str
    noted_on: date | None
    rows: tuple[tuple[str, str], ...]
    verdict: str
    kind: str
    watch: str
    stops: tuple[str, ...]


@dataclass(frozen=True)
class WordedCampaign:
    """A kept campaign. `about`: what tells it apart from others of the same sum and day; `beside`: made with the
    chamber; `is_noted`: each network has its figures; `is_over`: so are all its weeks; `due`: the network whose figures
    are to be typed, once its first week is over and it has none, or once all are over and it has none since; `asks`:
    what to type of it; `together`: what came in all, once each of several networks has its figures."""

    pk: int
    title: str
    about: str
    started_on: date
    first_week_over_on: date
    ends_on: date
    beside: bool
    is_noted: bool
    is_over: bool
    due: WordedFigures | None
    asks: str
    parts: tuple[WordedFigures, ...]
    together: tuple[tuple[str, str], ...]


def exact_amount(cents: float) -> str:
    """An amount that was really spent, to the cent."""
    return short_money(Decimal(round(cents)) / 100)


def title_of(row: Campaign) -> str:
    """What it is for, and its budget."""
    goal = next((goal.name for goal in guide().goals if goal.id == row.goal), None)
    return f"{words_of(goal)}, {amount(row.budget_cents)}" if goal else amount(row.budget_cents)


def distinction_of(row: Campaign, *, with_goal: bool = False) -> str:
    """What tells it apart from others of the same title and day: for whom, where, on which networks, when it was kept.
    `with_goal`: where its title, which says it, is not shown."""
    networks = [
        f"{words_of(guide().network(part.network).short)} {amount(part.planned_cents)}"
        for part in row.figures.all()
    ]
    about = about_of(row.goal if with_goal else "", row.trade, row.place)
    return " · ".join([about, *networks, _("kept on %(moment)s") % {"moment": moment(row.kept_at)}])


def distinctions_of(rows: Sequence[Campaign], *, with_goal: bool = False) -> dict[int, str]:
    """The same of each (by its pk), the latest first, numbered where two read alike."""
    plans = [
        ((row.goal, row.budget_cents, row.started_on), distinction_of(row, with_goal=with_goal))
        for row in rows
    ]
    return dict(zip([row.pk for row in rows], numbered(plans), strict=True))


def last_day_of(row: Campaign) -> date:
    """The last day of the ads."""
    return row.started_on + timedelta(days=guide().days - 1)


def worded_campaigns(rows: Sequence[Campaign], today: date) -> list[WordedCampaign]:
    """All of an artisan, the latest first, each told apart from the others."""
    abouts = distinctions_of(rows)
    return [replace(worded_campaign(row, today), about=abouts[row.pk]) for row in rows]


def worded_campaign(
    row: Campaign, today: date, *, expects: bool = False, among: Sequence[Campaign] = ()
) -> WordedCampaign:
    """What its pages say; `expects`: with what to expect of it, as of the day it was kept; `among`: all of the list in
    which it stands, from which it is told apart."""
    names = stage_names(row.goal)
    over_on, is_over = row.started_on + FIRST_WEEK, today > last_day_of(row)
    parts = tuple(
        _worded_figures(part, names, kept_rates(part) if expects else None, is_over=is_over)
        for part in row.figures.all()
    )
    missing = next((part for part in parts if part.noted_on is None), None)
    due = _due(parts, last_day_of(row), is_over=is_over) if today >= over_on else None
    return WordedCampaign(
        pk=row.pk,
        title=title_of(row),
        about=distinctions_of(among or [row])[row.pk],
        started_on=row.started_on,
        first_week_over_on=over_on,
        ends_on=last_day_of(row),
        beside=row.beside,
        is_noted=missing is None,
        is_over=is_over,
        due=due,
        asks=_asks(due, is_over=is_over) if due else "",
        parts=parts,
        together=_together(list(row.figures.all()), row.goal) if missing is None and len(parts) > 1 else (),
    )


def _due(parts: Sequence[WordedFigures], last_day: date, *, is_over: bool) -> WordedFigures | None:
    """The first without figures; once all weeks are over, the first whose figures are of before."""
    missing = [part for part in parts if part.noted_on is None]
    early = [part for part in parts if part.noted_on is not None and part.noted_on <= last_day]
    return next(iter([*missing, *(early if is_over else [])]), None)


def _asks(due: WordedFigures, *, is_over: bool) -> str:
    """What to type of it."""
    if not is_over:
        return due.watch or _(
            "Five figures, which the page of your ads shows. Then you know whether to go on."
        )
    if due.noted_on is None:
        return _("Five figures for the four weeks, once. The page of your ads shows them.")
    return _(
        "You typed figures on %(day)s, before the end. Type those of the four weeks, once: keep them as they are if "
        "nothing came since."
    ) % {"day": full_day(due.noted_on)}


def _together(rows: Sequence[CampaignFigures], goal: str) -> tuple[tuple[str, str], ...]:
    """What all networks cost and brought, and the cost of one who bought."""
    spent = sum(row.spent_cents or 0 for row in rows)
    customers = sum(row.customers or 0 for row in rows)
    return (
        (_("Spent"), exact_amount(spent)),
        (str(stage_names(goal)["customers"]), number(customers)),
        *_cost_row(spent, customers, goal),
    )


def _cost_row(spent_cents: int, customers: int, goal: str) -> tuple[tuple[str, str], ...]:
    """The line with what one who bought cost; none where nobody did."""
    if not customers:
        return ()
    label = _("Cost of an order") if goal == "sales" else _("Cost of a customer")
    return ((label, exact_amount(spent_cents / customers)),)


def _worded_figures(
    row: CampaignFigures, names: Mapping[Stage, Any], rates: Rates | None, *, is_over: bool
) -> WordedFigures:
    """What to watch is that of the sum and the rates that were kept, whatever a plan would give today."""
    expected = watch(rates, row.planned_cents, days=guide().days) if rates else None
    sentence, stops = worded_watch(expected, row.campaign.goal) if expected else ("", ())
    rows: tuple[tuple[str, str], ...] = ()
    verdict, kind = "", ""
    if row.noted_on is not None:
        counts = [(str(names[stage]), number(getattr(row, stage))) for stage in STAGES]
        cost = _cost_row(row.spent_cents or 0, row.customers or 0, row.campaign.goal)
        rows = ((_("Spent"), exact_amount(row.spent_cents or 0)), *counts, *cost)
        verdict, kind = _verdict(row, rates, expected, is_over=is_over)
    return WordedFigures(
        pk=row.pk,
        name=words_of(guide().network(row.network).name),
        planned=amount(row.planned_cents),
        noted_on=row.noted_on,
        rows=rows,
        verdict=verdict,
        kind=kind,
        watch=sentence,
        stops=stops,
    )


def _verdict(
    row: CampaignFigures, rates: Rates | None, expected: Watch | None, *, is_over: bool
) -> tuple[str, str]:
    """To stop, where nobody came for the money spent; else by what a customer cost, where there is one; else by the
    customers and the clicks that this sum brings eight times in ten. A kind of `state` with it."""
    if rates is None or expected is None or not row.spent_cents or row.clicks is None:
        return "", ""
    quiet = expected.quiet_cents
    if quiet is not None and not row.contacts and row.spent_cents >= quiet:
        return _nobody(row) if is_over else stop_quiet(quiet, row.campaign.goal), "stop"
    likely = outcome(rates, row.spent_cents)
    if row.customers:
        planned_cost = cost_of_customer(row.planned_cents, outcome(rates, row.planned_cents))
        return _verdict_on_cost(row, likely["customers"], planned_cost, is_over=is_over)
    if likely["customers"].low:
        said = _("Nobody has bought for this sum: %(advice)s.")
        return said % {"advice": _change_advice(is_over=is_over)}, "ask"
    if row.clicks < likely["clicks"].low:
        return _("Fewer clicks than expected: %(advice)s.") % {
            "advice": _change_advice(is_over=is_over)
        }, "ask"
    if row.clicks > likely["clicks"].high:
        return _("More clicks than expected."), "ok"
    return _("As many clicks as expected."), "ok"


def _change_advice(*, is_over: bool) -> str:
    return _("change the ad before you begin again") if is_over else _("change the ad, or stop")


def _nobody(row: CampaignFigures) -> str:
    """Once all weeks are over, there is nothing left to stop."""
    if row.campaign.goal == "sales":
        said = _(
            "Nobody has asked anything or begun a basket for %(spent)s: do not begin again with this ad."
        )
    else:
        said = _("Nobody has called or come for %(spent)s: do not begin again with this ad.")
    return said % {"spent": exact_amount(row.spent_cents or 0)}


def _verdict_on_cost(
    row: CampaignFigures, likely: Range, planned_cents: int, *, is_over: bool
) -> tuple[str, str]:
    """What one who bought cost, beside the cost in the plan (0: it expected not even one)."""
    cost, is_sale = (row.spent_cents or 0) / (row.customers or 1), row.campaign.goal == "sales"
    bought = _("%(cost)s an order") if is_sale else _("%(cost)s a customer")
    values = {"bought": bought % {"cost": exact_amount(cost)}, "planned": amount(planned_cents)}
    if not planned_cents:
        return _("%(bought)s: better than expected.") % values, "ok"
    if cost <= planned_cents and is_over:
        return _("%(bought)s, %(planned)s planned: you can begin again.") % values, "ok"
    if cost <= planned_cents:
        return _("%(bought)s, %(planned)s planned: you can go on.") % values, "ok"
    if (row.customers or 0) <= likely.low:
        advised = {**values, "advice": _change_advice(is_over=is_over)}
        return _("%(bought)s, %(planned)s planned: %(advice)s.") % advised, "ask"
    if is_over:
        return _(
            "%(bought)s, %(planned)s planned. It may be chance: a second try would tell."
        ) % values, "ask"
    said = _("%(bought)s, %(planned)s planned. It may be chance: look again before you spend more.")
    return said % values, "ask"


def figures_values(row: CampaignFigures) -> dict[str, Any]:
    """What stands in the form at first."""
    if row.noted_on is None:
        return {}
    counts: dict[str, Any] = {stage: getattr(row, stage) for stage in STAGES}
    euros, cents = divmod(row.spent_cents or 0, 100)
    return {
        "spent": Decimal(f"{euros}.{cents:02}") if cents else euros,
        **counts,
        "without_click": counts["contacts"] > counts["clicks"],
    }
