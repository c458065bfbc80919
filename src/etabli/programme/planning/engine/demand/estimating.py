"""From evidence to people who would come, with an interval.

Each territory is judged by the others: what it says itself is laid over what they make believe. So a wish more there
raises its own estimate and nothing else there, and a territory that says nothing gets the rate of the département.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields
from datetime import date
from statistics import NormalDist

import numpy as np

from etabli.programme.planning.engine.demand.counting import Counts, Table, count, still_interested
from etabli.programme.planning.engine.demand.learning import effect, learn, observe
from etabli.programme.planning.engine.demand.shapes import Demand, Estimate, Evidence, Outlook

SHARE_THAT_COMES = 0.5  # of those who asked, when a session is given near them
COMES_SPREAD = SHARE_THAT_COMES * (1 - SHARE_THAT_COMES) / 11  # the variance of that belief, worth ten people
INTERVAL_WIDTH = NormalDist().inv_cdf(0.9)  # an interval of 80 %
NORMAL_STEPS = np.array([NormalDist().inv_cdf((step + 0.5) / 15) for step in range(15)])
MAX_DOUBT = 0.5  # relative standard deviation of what is believed: above, nobody can say
EXCLUDED_ENOUGH = 5  # people; when so many are out of the question, nothing more needs to be known
MORE_ANSWERS = range(5, 65, 5)


@dataclass(frozen=True)
class Belief:
    """What is believed of one territory. `shared`, `own`: relative variances, that which all territories have in
    common and the rest. `shapes`: what is behind `own`; an answer more adds `by_answer` to that of the tastes."""

    people: Table  # t: whom the theme concerns over a season
    shared: Table  # t
    shapes: tuple[float, Table]  # of the territory's effect; of its taste for each theme: t
    by_answer: Table  # t
    portions: Table  # t, g: each trade group's part
    portions_spread: Table  # t, g

    @property
    def own(self) -> Table:
        return self.after(0)

    def variance(self, group: int) -> Table:
        """All of the relative variance, for one trade group or for all (-1)."""
        whole = self.shared + self.own
        return whole if group < 0 else whole + self.portions_spread[:, group]

    def after(self, answers: int) -> Table:
        """The rest of the variance, once so many more have answered as is expected of them."""
        every, each = self.shapes
        return np.asarray(1 / every + 1 / (each + answers * self.by_answer))


@dataclass(frozen=True)
class Spread:
    """People who would come, by theme: mean; variance of chance, and of doubt on the mean; of the latter, the standard
    deviation that all territories have in common."""

    mean: Table
    chance: Table
    doubt: Table
    common: Table


def estimate(evidence: Evidence, *, today: date) -> Demand:
    """How many people would come for each theme, territory and trade group. Never fails for want of evidence."""
    counts = count(evidence, today)
    beliefs = [_belief(counts, zone) for zone in range(len(counts.businesses))]
    codes = [*(territory.code for territory in evidence.territories), ""]
    outlooks: dict[tuple[str, str, str], Outlook] = {}
    shares = _shares(evidence)
    for group, name in enumerate(("", *evidence.groups), start=-1):
        own_spreads = [_spread(counts, zone, belief, group) for zone, belief in enumerate(beliefs)]
        people = counts.people.sum(axis=2) if group < 0 else counts.people[:, :, group]
        for zone, code in enumerate(codes):
            spread_there = _together(own_spreads, shares[zone])
            if code:
                needed = _answers_needed(beliefs[zone], own_spreads[zone], spread_there, group)
                zone_outlooks = _outlooks(own_spreads[zone], spread_there, people[zone], needed)
            else:
                zone_outlooks = _outlooks(
                    spread_there, spread_there, people.sum(axis=0), [None] * len(evidence.themes)
                )
            outlooks.update(
                {
                    (theme, code, name): outlook
                    for theme, outlook in zip(evidence.themes, zone_outlooks, strict=True)
                }
            )
    return Demand(outlooks)


def _shares(evidence: Evidence) -> Table:
    """Of the people of each territory (columns), the part that would come to a session in each (rows); nobody knows
    who comes from nowhere. The last row is that of all of them."""
    codes = [territory.code for territory in evidence.territories]
    rows = [
        [1.0 if code == territory.code else territory.around.get(code, 0.0) for code in codes] + [0.0]
        for territory in evidence.territories
    ]
    return np.array([*rows, [1.0] * (len(codes) + 1)])


def _belief(counts: Counts, zone: int) -> Belief:
    """What the others make believe of this territory, corrected by what it says itself."""
    other_zones = np.arange(len(counts.businesses)) != zone
    prior, own_counts = learn(_select_zones(counts, other_zones)), _select_zones(counts, ~other_zones)
    observed = observe(own_counts, prior)
    came, expected_total = float(observed.people.sum()), float((prior.rate * observed.businesses).sum())
    common_rate = (prior.territories + came) / (prior.territories + expected_total)
    people, expected = (
        observed.all_people[0],
        prior.rate * (common_rate * observed.businesses + observed.asked)[0],
    )
    rate = prior.rate * common_rate * effect(people, expected, prior.tastes)
    concerned = prior.concerned(own_counts)[0][:, None]
    even = np.full(prior.appetite.shape, 1 / max(1, prior.appetite.shape[1]))
    return Belief(
        people=rate * concerned[:, 0],
        shared=prior.rate_spread,
        shapes=(prior.territories + came, prior.tastes + people),
        by_answer=rate / common_rate / prior.per_answer,
        portions=np.divide(own_counts.businesses * prior.appetite, concerned, out=even, where=concerned > 0),
        portions_spread=prior.appetite_spread,
    )


def _select_zones(counts: Counts, selection: Table) -> Counts:
    return Counts(**{field.name: getattr(counts, field.name)[selection] for field in fields(counts)})


def _spread(counts: Counts, zone: int, belief: Belief, group: int) -> Spread:
    """Those who wait and would come; and the others whom the theme concerns, and whom no session has served lately.
    `group`: of one trade group, or all (-1)."""
    waiting, served = counts.waiting[zone], counts.served[zone]
    expected_waiting = SHARE_THAT_COMES * waiting.sum(axis=1)
    portion = np.ones_like(expected_waiting)
    if group >= 0:
        portion = belief.portions[:, group]
        waiting = waiting[:, [group]] + waiting[:, [-1]] * portion[:, None]
    likely = (
        still_interested(belief.people[:, None] * _effects(belief.variance(group)), served[:, None])
        - expected_waiting[:, None]
    )
    expected_others = portion * np.maximum(0, still_interested(belief.people, served) - expected_waiting)
    waiting_people = waiting.sum(axis=1)
    return Spread(
        mean=SHARE_THAT_COMES * waiting_people + expected_others,
        chance=SHARE_THAT_COMES * (1 - SHARE_THAT_COMES) * waiting_people + expected_others,
        doubt=COMES_SPREAD * waiting_people**2 + portion**2 * np.maximum(0, likely).var(axis=1),
        common=expected_others * np.sqrt(belief.shared),
    )


def _effects(variance: Table) -> Table:
    """For each theme, equally likely values of a gamma of mean 1 and of this variance (Wilson and Hilferty): t, 15."""
    spread = variance[:, None]
    factors = np.maximum(0, 1 - spread / 9 + NORMAL_STEPS * np.sqrt(spread) / 3) ** 3
    return np.asarray(factors / factors.mean(axis=1, keepdims=True))


def _together(spreads: Sequence[Spread], shares: Table) -> Spread:
    """Parts of several territories: chance and their own doubts even out, what they have in common does not."""
    parts = [(spread, share) for spread, share in zip(spreads, shares, strict=True) if share]
    common = _sum(share * spread.common for spread, share in parts)
    own_doubt = _sum(share**2 * np.maximum(0, spread.doubt - spread.common**2) for spread, share in parts)
    return Spread(
        _sum(share * spread.mean for spread, share in parts),
        _sum(share * spread.chance for spread, share in parts),
        own_doubt + common**2,
        common,
    )


def _sum(tables: Iterable[Table]) -> Table:
    return np.asarray(sum(tables))


def _outlooks(
    own_spread: Spread, spread_there: Spread, people: Table, needed: Sequence[int | None]
) -> Iterator[Outlook]:
    """One for each theme: what is sure is what can be said of a session there."""
    sure_flags = np.sqrt(spread_there.doubt) <= MAX_DOUBT * spread_there.mean
    for own_estimate, session, waiting, is_sure, answers_needed in zip(
        _estimates(own_spread), _estimates(spread_there), people, sure_flags, needed, strict=True
    ):
        is_settled = bool(is_sure) or session.high < EXCLUDED_ENOUGH
        yield Outlook(own_estimate, session, int(waiting), is_settled, 0 if is_settled else answers_needed)


def _estimates(spread: Spread) -> Iterator[Estimate]:
    """What is believed is a gamma of the mean and variance found (Wilson and Hilferty again)."""
    safe = np.maximum(spread.mean, 1e-9)
    relative = np.sqrt(spread.chance + spread.doubt) / safe
    low, high = (
        np.rint(spread.mean * np.maximum(0, 1 - relative**2 / 9 + side * relative / 3) ** 3)
        for side in (-INTERVAL_WIDTH, INTERVAL_WIDTH)
    )
    for mean, low_count, high_count in zip(spread.mean, low, high, strict=True):
        yield Estimate(float(mean), int(low_count), int(high_count))


def _answers_needed(belief: Belief, own_spread: Spread, spread_there: Spread, group: int) -> list[int | None]:
    """How many more questionnaires in a territory would do, by theme; None where MORE_ANSWERS would not."""
    now, allowed = belief.variance(group), (MAX_DOUBT * spread_there.mean) ** 2
    enough_answers = [
        spread_there.doubt - own_spread.doubt * (belief.own - belief.after(number)) / now <= allowed
        for number in MORE_ANSWERS
    ]
    return [
        next((number for number, does in zip(MORE_ANSWERS, by_number, strict=True) if does), None)
        for by_number in np.array(enough_answers).T
    ]
