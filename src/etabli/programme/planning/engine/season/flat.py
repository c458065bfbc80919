"""A small season as one model: every session that may take place is a column, so that HiGHS proves the best plan."""

from collections import defaultdict

import numpy as np

from .halfdays import HalfDays
from .highs import QUICK, Model
from .numbered import Placed
from .ruled import Choice, keep_rules

SMALL = 1500  # sessions that may take place; HiGHS proves twice as many in minutes only


def is_small(half_days: HalfDays) -> bool:
    return int(half_days.open.sum()) <= SMALL


class Flat:
    """Sessions of one theme, venue and factor are alike: their people are counted together."""

    def __init__(self, half_days: HalfDays) -> None:
        self._half_days = half_days
        self._model = Model()
        self._choices: list[Choice] = [
            (self._model.column(high=1.0, whole=True), Placed(*place))
            for place in np.argwhere(half_days.open).tolist()
        ]
        self._seat()
        self._cover()
        keep_rules(self._model, half_days, self._choices)

    def _seat(self) -> None:
        numbered, model = self._half_days.numbered, self._model
        people: dict[tuple[int, int], list[tuple[int, float]]] = defaultdict(list)
        alike: dict[tuple[int, int, float], list[int]] = defaultdict(list)
        for column, choice in self._choices:
            alike[choice.theme, choice.venue, numbered.factor[choice.slot]].append(column)
        for (theme, venue, factor), columns in alike.items():
            here = []
            for zone, limit in numbered.reach[theme][venue].items():
                some = model.column(numbered.weight[zone])
                here.append((some, 1.0))
                people[theme, zone].append((some, 1.0))
                model.row([(some, 1.0), *((column, -factor * limit) for column in columns)], high=0.0)
            model.row([*here, *((column, -numbered.capacity[venue]) for column in columns)], high=0.0)
        for pin in self._half_days.pins:
            here = []
            for zone, limit in numbered.reach[pin.theme][pin.venue].items():
                some = model.column(numbered.weight[zone], high=numbered.factor[pin.slot] * limit)
                here.append((some, 1.0))
                people[pin.theme, zone].append((some, 1.0))
            model.row(here, high=numbered.capacity[pin.venue])
        for (theme, zone), terms in people.items():
            model.row(terms, high=numbered.demand[theme][zone])

    def _cover(self) -> None:
        numbered = self._half_days.numbered
        for zone in sorted(self._half_days.missed):
            none = self._model.column(-numbered.season.uncovered_penalty, high=1.0)
            by = [(column, 1.0) for column, choice in self._choices if zone in numbered.covers[choice.venue]]
            self._model.row([(none, 1.0), *by], low=1.0)

    def solve(self, seconds: float) -> tuple[list[Placed] | None, float]:
        """The sessions found, pins included, and what no plan exceeds."""
        loaded = self._model.loaded()
        loaded.set(mip_rel_gap=0.0, **QUICK)
        solved = loaded.solve(seconds)
        if solved.solution is None:
            return None, solved.bound
        chosen = [choice for column, choice in self._choices if solved.solution[column] > 0.5]
        return [*self._half_days.pins, *chosen], solved.bound
