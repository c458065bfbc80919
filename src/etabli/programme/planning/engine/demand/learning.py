"""What the rest of the département says of a territory that it says nothing of: rates, and how far territories differ.

All is multiplicative and gamma-Poisson: a count is Poisson around what was expected times an effect, whose law is a
gamma of mean 1 and of some strength. Strong: all alike; weak: everybody for themselves.
"""

from dataclasses import dataclass, replace

import numpy as np

from etabli.programme.planning.engine.demand.counting import Counts, Table

# Before anything is known; each is worth what RATE_WORTH people say, and gives way to them.
RATE_WORTH = 10.0
USUAL_RATE = 0.008  # of one business: people who come for a theme over a season
USUAL_PER_ANSWER = 0.03  # of one business: people who would come if all those present asked for the theme
SHARE, SHARE_ANSWERS = 0.2, 5.0  # of those present, who ask for a theme
USUAL_TELLING = 0.01  # of those whom a theme concerns, who say so by themselves; worth one person
STRENGTH, STRENGTH_WORTH = 4.0, 30.0
MIN_STRENGTH, MAX_STRENGTH = 0.5, 50.0


def strength(counts: Table, expected: Table, noise: float = 1.0) -> float:
    """The strength of the effects behind these counts, by moments: what they vary more than chance alone would make
    them, `noise` times as much as counts of Poisson. Few counts leave it near STRENGTH. What was expected was fitted to
    these very counts, row by row and column by column: they lie closer to it than to the truth."""
    freedom = float(np.prod([1 - 1 / max(2, size) for size in counts.shape]))
    excess = float(((counts - expected) ** 2).sum()) / freedom - noise * float(expected.sum())
    bulk = float((expected**2).sum())
    variance = (STRENGTH_WORTH / STRENGTH + excess) / (STRENGTH_WORTH + bulk)
    return float(1 / np.clip(variance, 1 / MAX_STRENGTH, 1 / MIN_STRENGTH))


def effect(counts: Table, expected: Table, strong: float) -> Table:
    """The mean of each effect, once the counts are known."""
    return np.asarray((strong + counts) / (strong + expected))


@dataclass(frozen=True)
class Prior:
    """What is believed of a territory before it speaks. Axes: t themes, g trade groups.

    `appetite`: how much more than usual a trade group comes for a theme; `rate`: people for one business of usual
    appetite. `appetite_spread` and `rate_spread`: their relative variances. Somebody who answers speaks for
    1 / `per_answer` businesses; `telling` is the part of people who say by themselves what they want.
    `territories` and `tastes`: strength of a territory's effect, for all themes and for each.
    """

    appetite: Table  # t, g
    appetite_spread: Table  # t, g
    rate: Table  # t
    rate_spread: Table  # t
    per_answer: float
    telling: float
    territories: float
    tastes: float

    def concerned(self, counts: Counts) -> Table:
        """The businesses of usual appetite for a theme that those of each territory amount to: z, t."""
        return np.asarray(counts.businesses @ self.appetite.T)


@dataclass(frozen=True)
class Observed:
    """What each territory said (z, t): people who came or spoke by themselves, of so many businesses in reach; people
    who asked in a questionnaire, which say what is preferred by those who come, but not how many come."""

    people: Table
    businesses: Table
    asks: Table
    asked: Table  # businesses that those who answered speak for, where as many come as elsewhere

    @property
    def all_people(self) -> Table:
        return self.people + self.asks


def observe(counts: Counts, prior: Prior) -> Observed:
    """Where nobody answered and no session was in reach, nobody had an occasion to speak: silence tells nothing."""
    return _observe(counts, prior.concerned(counts), prior.per_answer, prior.telling)


def learn(counts: Counts) -> Prior:
    """The prior that these territories make for another one."""
    appetite, appetite_spread = _appetites(counts)
    concerned = np.asarray(counts.businesses @ appetite.T)
    per_answer = _per_answer(counts, concerned)
    rate, _spread = _rates(_observe(replace(counts, wishes=0 * counts.wishes), concerned, per_answer, 0.0))
    telling = _telling(counts, concerned * rate)
    observed = _observe(counts, concerned, per_answer, telling)
    rate, spread = _rates(observed)
    noise = _noise(counts, observed.all_people)
    every = observed.people.sum(axis=1), (rate * observed.businesses).sum(axis=1)
    territories = strength(*every, noise)
    expected = rate * (effect(*every, territories)[:, None] * observed.businesses + observed.asked)
    tastes = strength(observed.all_people, expected, noise)
    scale = 1 / (RATE_WORTH + float(counts.arrivals.sum()))  # of `per_answer`, which only sessions tell
    return Prior(appetite, appetite_spread, rate, spread + scale, per_answer, telling, territories, tastes)


def _appetites(counts: Counts) -> tuple[Table, Table]:
    """(how much each trade group comes, all themes together, times what it prefers; their relative variances)."""
    total = counts.businesses.sum(axis=1, keepdims=True)
    share = counts.businesses / np.where(total > 0, total, 1)
    seen_counts, usual = counts.seen.sum(axis=0), (counts.seen.sum(axis=1, keepdims=True) * share).sum(axis=0)
    effect_strength = strength(seen_counts, usual)
    named_counts = counts.named.sum(axis=0)
    independent = np.outer(named_counts.sum(axis=1), named_counts.sum(axis=0)) / max(
        1.0, float(named_counts.sum())
    )
    tastes = strength(named_counts, independent)
    appetite = effect(seen_counts, usual, effect_strength) * effect(named_counts, independent, tastes)
    return appetite, 1 / (effect_strength + seen_counts) + 1 / (tastes + named_counts)


def _per_answer(counts: Counts, concerned: Table) -> float:
    """What sessions brought, against what they would have if each business asked as those present do."""
    asked_total = counts.asks.sum(axis=0) + SHARE * SHARE_ANSWERS
    share = asked_total / (counts.answers.sum(axis=0) + SHARE_ANSWERS)
    would_come = float((counts.offers * concerned * share).sum())
    return (RATE_WORTH + float(counts.arrivals.sum())) / (RATE_WORTH / USUAL_PER_ANSWER + would_come)


def _noise(counts: Counts, people: Table) -> float:
    """How much these counts vary by chance, against counts of Poisson: less, since each weighs less than one, and
    since no more can ask than are present."""
    total = max(1.0, float(people.sum()))
    asking_total = float((counts.asks**2 / np.maximum(counts.answers, 1)).sum()) / total
    return float(counts.squares.sum()) / total * (1 - min(1.0, asking_total))


def _telling(counts: Counts, expected: Table) -> float:
    answers_heard = _heard(counts)
    declared, could_declare = (
        float((answers_heard * counts.wishes).sum()),
        float((answers_heard * expected).sum()),
    )
    return (1 + declared) / (1 / USUAL_TELLING + could_declare)


def _heard(counts: Counts) -> Table:
    return np.asarray((counts.offers + counts.answers).sum(axis=1, keepdims=True) > 0, dtype=float)


def _observe(counts: Counts, concerned: Table, per_answer: float, telling: float) -> Observed:
    answers_heard = _heard(counts)
    return Observed(
        people=counts.arrivals + answers_heard * counts.wishes,
        businesses=(counts.offers + answers_heard * telling) * concerned,
        asks=counts.asks,
        asked=counts.answers / per_answer,
    )


def _rates(observed: Observed) -> tuple[Table, Table]:
    """(people for one business, by theme; its relative variance): each theme is drawn towards all of them."""
    people_counted, could_come = (
        observed.all_people.sum(axis=0),
        (observed.businesses + observed.asked).sum(axis=0),
    )
    usual = (RATE_WORTH + people_counted.sum()) / (RATE_WORTH / USUAL_RATE + could_come.sum())
    themes = strength(people_counted, usual * could_come)
    return (
        usual * effect(people_counted, usual * could_come, themes),
        1 / (RATE_WORTH + people_counted.sum()) + 1 / (themes + people_counted),
    )
