"""Plans of paid campaigns, in the words of the reader."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
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
    Stage,
    Watch,
    outcome_together,
    plan as make_plan,
)
from etabli.programme.visibility.trades import trades

FEWEST_WITH_COST = (
    3  # customers: of fewer, the rounded number that is shown says another cost than the unrounded one
)
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


def spoken(n: int) -> int:
    """A number as one says it: from a hundred on, its first two figures, then zeros."""
    unit: int = 10 ** max(len(str(n)) - 2, 0)
    return (n + unit // 2) // unit * unit


def _spoken_ranges(ranges: Mapping[Stage, Range]) -> Mapping[Stage, Range]:
    return {
        stage: replace(row, low=spoken(row.low), middle=spoken(row.middle), high=spoken(row.high))
        for stage, row in ranges.items()
    }


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
    """One network of a plan, in words. `outcome`: (stage, how many); `cost`: what a customer costs, about;
    `watch`: what to look at after a week; `stops`: when to stop. Empty where it gets nothing."""

    name: str
    amount: str
    reasons: tuple[str, ...]
    outcome: tuple[tuple[str, str], ...]
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
    together: tuple[tuple[str, str], ...]
    cost: str
    parts: tuple[WordedPart, ...]
    others: tuple[WordedPart, ...]


def about_of(goal: str, trade: str, place: str) -> str:
    """What a plan was made for: the trade, the goal ("" to leave it out) and the place of its answers, as far as the
    data still has them."""
    names = {
        **{("trade", row.id): row.name for row in trades()},
        **{("goal", row.id): row.name for row in guide().goals},
        **{("place", row.id): row.name for row in guide().places},
    }
    asked = (("trade", trade), ("goal", goal), ("place", place))
    return " · ".join(words_of(names[key]) for key in asked if key in names)


def worded_plan(answers: Answers, plan: Plan) -> WordedPlan:
    """What the page and the paper say."""
    about = about_of(answers.goal, answers.trade.id, answers.place)
    names = stage_names(answers.goal)
    parts = tuple(_worded_part(part, names, answers.goal) for part in plan.chosen)
    ranges = _together(plan)
    return WordedPlan(
        title=_title(plan),
        about=f"{about} · {amount(answers.budget_cents)}",
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
    """What all networks bring, where there are several: the sum of what is read of each."""
    outcomes = [_spoken_ranges(part.outcome) for part in plan.chosen if part.outcome]
    return outcome_together(outcomes) if len(outcomes) > 1 else None


def _worded_part(part: Part, names: Mapping[Stage, Any], goal: str) -> WordedPart:
    sentence, stops = worded_watch(part.watch, goal) if part.watch is not None else ("", ())
    return WordedPart(
        name=words_of(part.network.name),
        amount=amount(part.cents),
        reasons=tuple(words_of(fit.why) for fit in part.fits),
        outcome=_worded_outcome(_spoken_ranges(part.outcome), names) if part.outcome is not None else (),
        cost=_cost(part.cents, part.outcome, goal),
        prepare=tuple(map(words_of, part.network.to_prepare(goal))) if part.cents else (),
        watch=sentence,
        stops=stops,
        basis=_basis(part),
    )


def _cost(cents: int, ranges: Mapping[Stage, Range] | None, goal: str) -> str:
    """What a customer, or an order, costs; "" where so few are expected that it would not agree with their number."""
    cost = cost_of_customer(cents, ranges)
    if not ranges or ranges["customers"].middle < FEWEST_WITH_COST:
        return ""
    said = _("About %(cost)s an order.") if goal == "sales" else _("About %(cost)s a customer.")
    return said % {"cost": amount(cost)}


def cost_of_customer(cents: int, ranges: Mapping[Stage, Range] | None) -> int:
    """In cents, of the unrounded middle; of the number that is shown, where it is small; 0 where not even one is
    expected."""
    customers = ranges["customers"] if ranges else None
    if customers is None or not customers.middle:
        return 0
    is_small = customers.middle < FEWEST_WITH_COST
    return round(cents / (customers.middle if is_small else customers.exact))


def worded_watch(expected: Watch, goal: str) -> tuple[str, tuple[str, ...]]:
    """What to look at after a week, and when to stop."""
    clicks = expected.clicks
    if not clicks.high:
        sentence = _("After seven days, %(spent)s are spent: expect no click, or nearly none.")
    elif not clicks.low:
        sentence = _("After seven days, %(spent)s are spent: perhaps no click yet, %(high)s at most.")
    else:
        sentence = _("After seven days, %(spent)s are spent: expect %(low)s to %(high)s clicks.")
    sentence %= {
        "spent": amount(expected.spent_cents),
        "low": number(spoken(clicks.low)),
        "high": number(spoken(clicks.high)),
    }
    return sentence, (_stop_clicks(expected.fewest_clicks), stop_quiet(expected.quiet_cents, goal))


def _stop_clicks(fewest: int) -> str:
    if fewest <= 1:
        return _("No click after seven days: change the ad, or stop.")
    said = _("Fewer than %(fewest)s clicks after seven days: change the ad, or stop.")
    return said % {"fewest": number(spoken(fewest))}


def stop_quiet(cents: int | None, goal: str) -> str:
    """What counts as silence goes by the goal: of an online shop, no question and no basket."""
    if goal == "sales":
        if cents is None:
            return _("Even without a basket begun, the whole sum is too small to tell: judge by the clicks.")
        said = _("Nobody has asked anything or begun a basket once %(spent)s are spent: stop.")
        return said % {"spent": amount(cents)}
    if cents is None:
        return _("Even without a call, the whole sum is too small to tell: judge by the clicks.")
    return _("Nobody has called or come once %(spent)s are spent: stop.") % {"spent": amount(cents)}


def _worded_outcome(ranges: Mapping[Stage, Range], names: Mapping[Stage, Any]) -> tuple[tuple[str, str], ...]:
    rows = [(stage, str(names[stage])) for stage in STAGES]
    return tuple(
        (name, worded_range(ranges[stage], is_order=names is SALES_STAGE_NAMES and stage == "customers"))
        for stage, name in rows
    )


def worded_range(expected: Range, *, is_order: bool = False) -> str:
    """How many, as one says it: nobody says “at least none”. `is_order`: of orders, which French counts otherwise."""
    if not expected.high:
        return _("perhaps no order") if is_order else _("perhaps none")
    values = {"middle": number(expected.middle), "low": number(expected.low), "high": number(expected.high)}
    if expected.low:
        return _("about %(middle)s, between %(low)s and %(high)s") % values
    if expected.middle and expected.middle < expected.high:
        said = (
            _("about %(middle)s: perhaps no order, %(high)s at most")
            if is_order
            else _("about %(middle)s: perhaps none, %(high)s at most")
        )
    else:
        said = _("perhaps no order, %(high)s at most") if is_order else _("perhaps none, %(high)s at most")
    return said % values


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
