"""Plans and kept campaigns, in the words of the reader."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _, gettext_lazy

from etabli.foundation.people.queries import default_chamber
from etabli.foundation.people.viewer import Viewer
from etabli.foundation.ui.typography import number, short_money
from etabli.procurement.needs.wording import words_of
from etabli.programme.visibility.campaigns.data import guide
from etabli.programme.visibility.campaigns.queries import figures_of_chamber, guide_of
from etabli.programme.visibility.engine.campaigns import (
    STAGES,
    Answers,
    Part,
    Plan,
    Range,
    Rate,
    Stage,
    Watch,
    outcome,
    outcome_together,
    plan as make_plan,
    rates_of,
    watch,
)
from etabli.programme.visibility.models import Campaign, CampaignFigures

type Rates = Mapping[Stage, Rate]
FIRST_WEEK = timedelta(days=7)
STAGE_NAMES: Mapping[Stage, Any] = {
    "views": gettext_lazy("Times it is seen"),
    "clicks": gettext_lazy("Clicks"),
    "contacts": gettext_lazy("Calls, messages or visits"),
    "customers": gettext_lazy("Customers"),
}
SALES_STAGE_NAMES: Mapping[Stage, Any] = {
    **STAGE_NAMES,
    "contacts": gettext_lazy("Questions or baskets begun"),
    "customers": gettext_lazy("Orders"),
}


def stage_names(goal: str) -> Mapping[Stage, Any]:
    """What each stage is called for this goal: an online shop counts orders."""
    return SALES_STAGE_NAMES if goal == "sales" else STAGE_NAMES


def amount(cents: int) -> str:
    """An amount, to the nearest euro: nothing here is known any finer."""
    return short_money(Decimal(round(cents / 100)))


def chamber_of(viewer: Viewer) -> int:
    """Whose assumptions this viewer reads: their chamber's; a visitor's, that of the installation."""
    return viewer.chamber_id or default_chamber().pk


def plan_of(viewer: Viewer, answers: Answers) -> Plan:
    """The plan of these answers, by what the chamber assumes and has learnt: two statements."""
    chamber_id = chamber_of(viewer)
    current = guide_of(chamber_id)
    return make_plan(answers, current, current.assumptions, figures_of_chamber(chamber_id))


@dataclass(frozen=True)
class WordedPart:
    """One network of a plan, in words. `outcome`: (stage, low, middle, high); `cost`: what a customer costs, about;
    `watch`: what to look at after a week; `stops`: when to stop. Empty where it gets nothing."""

    name: str
    amount: str
    reasons: tuple[str, ...]
    outcome: tuple[tuple[str, str, str, str], ...]
    cost: str
    prepare: tuple[str, ...]
    watch: str
    stops: tuple[str, ...]
    basis: str


@dataclass(frozen=True)
class WordedPlan:
    """A plan, in words. `title`: the split, or that there is none; `honest`: what is told of a small budget; `others`:
    the networks that don’t suit; `together`: the `outcome` of all, where there are several, with its `cost`."""

    title: str
    about: str
    honest: str
    together: tuple[tuple[str, str, str, str], ...]
    cost: str
    parts: tuple[WordedPart, ...]
    others: tuple[WordedPart, ...]


def worded_plan(answers: Answers, plan: Plan) -> WordedPlan:
    """What the page and the paper say."""
    goal = next(row for row in guide().goals if row.id == answers.goal)
    place = next(row for row in guide().places if row.id == answers.place)
    about = (answers.trade.name, goal.name, place.name)
    names = stage_names(answers.goal)
    parts = tuple(_worded_part(part, names, answers.goal) for part in plan.chosen)
    ranges = _together(plan)
    return WordedPlan(
        title=_title(plan),
        about=" · ".join([*map(words_of, about), amount(answers.budget_cents)]),
        honest=_honest(plan),
        together=_worded_outcome(ranges, names) if ranges else (),
        cost=_cost(answers.budget_cents, ranges, answers.goal),
        parts=parts,
        others=tuple(
            _worded_part(part, names, answers.goal)
            for part in plan.parts
            if plan.chosen and not part.cents and part.network is not plan.left_out
        ),
    )


def _title(plan: Plan) -> str:
    if not plan.chosen:
        return _("Keep your money for now")
    if len(plan.chosen) == 1:
        part = plan.chosen[0]
        return _("%(amount)s on %(network)s alone") % {
            "amount": amount(part.cents),
            "network": words_of(part.network.name),
        }
    shares = [
        _("%(amount)s on %(network)s")
        % {"amount": amount(part.cents), "network": words_of(part.network.name)}
        for part in plan.chosen
    ]
    return _("%(first)s, %(second)s") % {"first": shares[0], "second": shares[1]}


def _honest(plan: Plan) -> str:
    """What a small budget can't do, with the figure; "" when there is nothing to say."""
    if not plan.chosen:
        return _(
            "Under %(amount)s in four weeks, %(network)s has too little to learn from: the ads would be shown to "
            "anybody. A good listing and a photo a week cost nothing."
        ) % {"amount": amount(plan.least.learn_cents), "network": words_of(plan.least.short)}
    if plan.short is None:
        return ""
    return _(
        "Shared out, %(network)s would get %(share)s: under %(amount)s in four weeks, the ad would be shown to "
        "anybody. One network only."
    ) % {
        "share": amount(plan.short_cents),
        "amount": amount(plan.short.learn_cents),
        "network": words_of(plan.short.short),
    }


def _together(plan: Plan) -> Mapping[Stage, Range] | None:
    """What all networks bring, where there are several."""
    outcomes = [part.outcome for part in plan.chosen if part.outcome]
    return outcome_together(outcomes) if len(outcomes) > 1 else None


def _worded_part(part: Part, names: Mapping[Stage, Any], goal: str) -> WordedPart:
    sentence, stops = _worded_watch(part.watch, goal) if part.watch is not None else ("", ())
    return WordedPart(
        name=words_of(part.network.name),
        amount=amount(part.cents),
        reasons=tuple(words_of(fit.why) for fit in part.fits),
        outcome=_worded_outcome(part.outcome, names) if part.outcome is not None else (),
        cost=_cost(part.cents, part.outcome, goal),
        prepare=tuple(map(words_of, part.network.to_prepare(goal))) if part.cents else (),
        watch=sentence,
        stops=stops,
        basis=_basis(part),
    )


def _cost(cents: int, ranges: Mapping[Stage, Range] | None, goal: str) -> str:
    """What a customer, or an order, costs, where about one is expected; "" elsewhere."""
    customers = ranges["customers"].middle if ranges else 0
    if not customers:
        return ""
    said = _("About %(cost)s an order.") if goal == "sales" else _("About %(cost)s a customer.")
    return said % {"cost": amount(cents // customers)}


def _worded_watch(expected: Watch, goal: str) -> tuple[str, tuple[str, ...]]:
    """What to look at after a week, and when to stop."""
    sentence = _("After seven days, %(spent)s are spent: expect %(low)s to %(high)s clicks.") % {
        "spent": amount(expected.spent_cents),
        "low": number(expected.clicks.low),
        "high": number(expected.clicks.high),
    }
    return sentence, (_stop_clicks(expected.fewest_clicks), _stop_quiet(expected.quiet_cents, goal))


def _stop_clicks(fewest: int) -> str:
    return _("Fewer than %(fewest)s clicks after seven days: change the ad, or stop.") % {
        "fewest": number(max(1, fewest))
    }


def _stop_quiet(cents: int | None, goal: str) -> str:
    """What counts as silence goes by the goal: of an online shop, no question and no basket."""
    if goal == "sales":
        if cents is None:
            return _("Even without a basket begun, the whole sum is too small to tell: judge by the clicks.")
        said = _("Nobody has asked anything or begun a basket once %(spent)s are spent: stop.")
        return said % {"spent": amount(cents)}
    if cents is None:
        return _("Even without a call, the whole sum is too small to tell: judge by the clicks.")
    return _("Nobody has called or come once %(spent)s are spent: stop.") % {"spent": amount(cents)}


def _worded_outcome(
    ranges: Mapping[Stage, Range], names: Mapping[Stage, Any]
) -> tuple[tuple[str, str, str, str], ...]:
    rows = [(str(names[stage]), ranges[stage]) for stage in STAGES]
    return tuple((name, number(row.low), number(row.middle), number(row.high)) for name, row in rows)


def _basis(part: Part) -> str:
    """On whose figures it rests."""
    rate = part.rates["clicks"]
    if not rate.is_few:
        return _("From the figures of %(n)d businesses of your trade here.") % {"n": rate.businesses}
    if rate.is_assumed:
        return _("Fewer than five businesses gave their figures here: these are assumed.")
    if rate.businesses:
        return _("Few figures: %(n)d of your trade, and five are needed. These are those of all trades.") % {
            "n": rate.businesses
        }
    return _("No figures of your trade yet: these are those of all trades.")


@dataclass(frozen=True)
class WordedFigures:
    """One network of a kept campaign. `verdict`: where the clicks stand beside what was expected; "" before."""

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
    """A kept campaign. `beside`: made with the chamber; `is_noted`: each network has its figures; `is_due`: its first
    week is over, and a network has none; `due`: that network."""

    pk: int
    title: str
    started_on: date
    first_week_over_on: date
    ends_on: date
    beside: bool
    is_noted: bool
    is_due: bool
    due: WordedFigures | None
    parts: tuple[WordedFigures, ...]


def title_of(row: Campaign) -> str:
    """What it is for, and its budget."""
    goal = next((goal.name for goal in guide().goals if goal.id == row.goal), None)
    return f"{words_of(goal)}, {amount(row.budget_cents)}" if goal else amount(row.budget_cents)


def last_day_of(row: Campaign) -> date:
    """The last day of the ads."""
    return row.started_on + timedelta(days=guide().days - 1)


def worded_campaign(row: Campaign, today: date, viewer: Viewer | None = None) -> WordedCampaign:
    """What its pages say; with what to expect of it when the `viewer` is given."""
    rates = _rates_by_network(viewer, row.trade) if viewer is not None else {}
    names = stage_names(row.goal)
    parts = tuple(_worded_figures(part, names, rates.get(part.network)) for part in row.figures.all())
    over_on = row.started_on + FIRST_WEEK
    missing = next((part for part in parts if part.noted_on is None), None)
    is_due = today >= over_on and missing is not None
    return WordedCampaign(
        pk=row.pk,
        title=title_of(row),
        started_on=row.started_on,
        first_week_over_on=over_on,
        ends_on=last_day_of(row),
        beside=row.beside,
        is_noted=missing is None,
        is_due=is_due,
        due=missing if is_due else None,
        parts=parts,
    )


def _rates_by_network(viewer: Viewer, trade: str) -> dict[str, Rates]:
    """What the chamber assumes and has learnt: two statements."""
    chamber_id = chamber_of(viewer)
    current, figures = guide_of(chamber_id), figures_of_chamber(chamber_id)
    return {
        network.id: rates_of(network, current.assumptions, figures, trade) for network in current.networks
    }


def _worded_figures(row: CampaignFigures, names: Mapping[Stage, Any], rates: Rates | None) -> WordedFigures:
    """What to watch is that of the sum that was kept, whatever a plan would give today."""
    expected = watch(rates, row.planned_cents, days=guide().days) if rates else None
    sentence, stops = _worded_watch(expected, row.campaign.goal) if expected else ("", ())
    rows: tuple[tuple[str, str], ...] = ()
    verdict, kind = "", ""
    if row.noted_on is not None:
        counts = [(str(names[stage]), number(getattr(row, stage))) for stage in STAGES]
        rows = ((_("Spent"), amount(row.spent_cents or 0)), *counts)
        if row.customers:
            label = _("Cost of an order") if row.campaign.goal == "sales" else _("Cost of a customer")
            rows = (*rows, (label, amount((row.spent_cents or 0) // row.customers)))
        verdict, kind = _verdict(row, rates, expected)
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


def _verdict(row: CampaignFigures, rates: Rates | None, expected: Watch | None) -> tuple[str, str]:
    """To stop, where nobody came for the money spent; else how the clicks stand beside what this sum brings eight times
    in ten. A kind of `state` with it."""
    if rates is None or expected is None or not row.spent_cents or row.clicks is None:
        return "", ""
    quiet = expected.quiet_cents
    if quiet is not None and not row.contacts and row.spent_cents >= quiet:
        return _stop_quiet(quiet, row.campaign.goal), "stop"
    clicks = outcome(rates, row.spent_cents)["clicks"]
    if row.clicks < clicks.low:
        return _("Fewer clicks than expected: change the ad, or stop."), "ask"
    if row.clicks > clicks.high:
        return _("More clicks than expected."), "ok"
    return _("As many clicks as expected."), "ok"


def figures_values(row: CampaignFigures) -> dict[str, Any]:
    """What stands in the form at first."""
    if row.noted_on is None:
        return {}
    counts: dict[str, Any] = {stage: getattr(row, stage) for stage in STAGES}
    return {"spent": (row.spent_cents or 0) / 100, **counts}
