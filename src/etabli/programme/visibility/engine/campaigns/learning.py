"""What real figures teach: rates by trade, within all trades, each as sure as what it rests on.

A rate per euro is Gamma (counts are Poisson), a share is Beta (counts are binomial). The whole begins with the
assumption and adds what each trade brought; a trade begins with the whole of the others and adds its own. Two
campaigns of a trade differ, and so do two trades: n events of one count as n·limit/(n + limit), the design effect of
clustered samples, so that one long campaign never passes for a certainty.

Where more called or came than had clicked, some did so without a click, and how many of the clicks led to a contact is
not known: such a campaign teaches nothing of that share, and counts for no business of it. It teaches the other rates.
So the share stays under 1, and promises too little rather than too much.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from etabli.programme.visibility.engine.campaigns.model import Assumption, Figures

FEWEST = 5  # businesses: under it, figures would tell whose they are, and not much else


@dataclass(frozen=True)
class Rate:
    """What is believed of a rate: Gamma(`strength`, of that `mean`), or Beta of that mean and `strength` trials.

    `businesses`: how many gave their figures in this trade; `is_few`: too few of them to count for it, so that it is
    that of all trades; `is_assumed`: too few in all trades as well, so that it is the assumption.
    """

    assumption: Assumption
    mean: float
    strength: float
    businesses: int
    is_few: bool
    is_assumed: bool


@dataclass(frozen=True)
class _Evidence:
    """`events` among as many `trials` as were expected: euros times the assumed mean, or what might have led to one."""

    trials: float
    events: float

    def limited(self, limit: float) -> "_Evidence":
        """Both in the same proportion, neither above `limit`: little money with many events is no certainty either."""
        share = limit / (max(self.trials, self.events) + limit)
        return _Evidence(self.trials * share, self.events * share)

    def limited_trials(self, limit: float) -> "_Evidence":
        """In the same proportion, with fewer trials than `limit`: of more evidence, never fewer trials."""
        share = limit / (self.trials + limit)
        return _Evidence(self.trials * share, self.events * share)

    def plus(self, other: "_Evidence") -> "_Evidence":
        return _Evidence(self.trials + other.trials, self.events + other.events)


_NONE = _Evidence(0.0, 0.0)


def learn(assumption: Assumption, figures: Iterable[Figures], trade: str) -> Rate:
    """What is believed of this rate in a trade. A trade of which too little is known reads as all trades do.

    What cost nothing was no paid campaign, and teaches nothing.
    """
    rows = [row for row in figures if _teaches(row, assumption)]
    by_trade = {id: [row for row in rows if row.trade == id] for id in {row.trade for row in rows}}
    own = by_trade.get(trade, [])
    businesses = _businesses(own)
    is_few = businesses < FEWEST
    others = {id: rows for id, rows in by_trade.items() if is_few or id != trade}
    whole = _whole(assumption, others)
    if not is_few:
        whole = whole.plus(_of_trade(assumption, own))
    unit = 1.0 if assumption.is_share else assumption.mean
    mean = whole.events / whole.trials * unit
    is_assumed = _businesses(rows) < FEWEST
    return Rate(assumption, mean, whole.trials, businesses, is_few, is_assumed)


def _teaches(row: Figures, assumption: Assumption) -> bool:
    if row.network != assumption.network or not row.spent_cents:
        return False
    return assumption.stage != "contacts" or row.contacts <= row.clicks


def _whole(assumption: Assumption, by_trade: Mapping[str, Sequence[Figures]]) -> _Evidence:
    """What a trade of which nothing is known begins with: firm as `strength` at first, as `trades` at most."""
    unit = assumption.mean if assumption.is_share else 1.0
    whole = _Evidence(assumption.strength, assumption.strength * unit)
    if _businesses([row for rows in by_trade.values() for row in rows]) >= FEWEST:
        for id in sorted(by_trade):
            whole = whole.plus(
                _of_trade(assumption, by_trade[id]).limited_trials(assumption.max_events_per_trade)
            )
    excess = max(1.0, whole.trials / assumption.max_events_per_trade)
    return _Evidence(whole.trials / excess, whole.events / excess)


def _of_trade(assumption: Assumption, rows: Iterable[Figures]) -> _Evidence:
    total = _NONE
    for row in rows:
        total = total.plus(_of_campaign(assumption, row).limited(assumption.max_events_per_campaign))
    return total


def _of_campaign(assumption: Assumption, row: Figures) -> _Evidence:
    if assumption.stage == "customers":
        return _Evidence(row.contacts, row.customers)
    if assumption.stage == "contacts":
        return _Evidence(row.clicks, row.contacts)
    expected = assumption.mean * row.spent_cents / 100
    return _Evidence(expected, row.views if assumption.stage == "views" else row.clicks)


def _businesses(rows: Iterable[Figures]) -> int:
    return len({row.business_id for row in rows})
