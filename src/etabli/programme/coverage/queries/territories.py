"""The figures of the staff: of each EPCI, arrondissement or commune, and season after season."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q

from etabli.foundation.people.models import STAFF
from etabli.foundation.people.queries import NotVisible
from etabli.foundation.people.viewer import Viewer
from etabli.programme.coverage.engine import Season
from etabli.programme.coverage.queries.measures import (
    LEVELS,
    MEASURES,
    UNKNOWN_TERRITORY,
    Measure,
    in_sector,
    trades_of,
)
from etabli.territory.places.engine import fold
from etabli.territory.places.models import Arrondissement, Commune, Epci

Counts = Mapping[str, int | None]


@dataclass(frozen=True)
class FigureFilter:
    """Which figures: between two days, both included; of one sector of trades, or of all."""

    since: date
    until: date
    sector: str = ""


@dataclass(frozen=True)
class Row:
    """One territory; `counts` by measure, None where it has nothing to do with what was asked."""

    code: str
    name: str
    counts: Counts


@dataclass(frozen=True)
class Territory:
    """An EPCI, an arrondissement or a commune; `epci` is that of a commune."""

    level: str
    code: str
    name: str
    epci: Epci | None = None

    @property
    def within(self) -> Q:
        """Its communes."""
        return Q(**{{"commune": "code"}.get(self.level, self.level): self.code})


def get_territory(viewer: Viewer, code: str) -> Territory:
    """The territory of this code, for the staff; NotVisible otherwise. One statement."""
    if viewer.role not in STAFF or not code.isalnum():
        raise NotVisible
    if len(code) == 5:
        commune = Commune.objects.filter(pk=code).select_related("epci").first()
        if commune:
            return Territory("commune", code, commune.name, commune.epci)
    else:
        model, level = (Epci, "epci") if len(code) == 9 else (Arrondissement, "arrondissement")
        row = model.objects.filter(pk=code).first()
        if row:
            return Territory(level, code, row.name)
    raise NotVisible


def table(
    viewer: Viewer, figure_filter: FigureFilter, *, level: str = "epci", condition: Territory | None = None
) -> list[Row]:
    """Every territory of a level, by name, and last those whose commune we don't know, if there are any; or the
    communes `condition` one. For the staff: ten statements whatever the size."""
    if viewer.role not in STAFF or viewer.chamber_id is None:
        return []
    trades = trades_of(viewer.chamber_id, figure_filter.sector) if figure_filter.sector else frozenset()
    level = "commune" if condition else level
    counts_by_measure = {
        name: _count_measure(viewer.chamber_id, measure, figure_filter, trades, level, condition)
        for name, measure in MEASURES.items()
    }
    names = _names(level, condition)
    if any(counts and counts[UNKNOWN_TERRITORY] for counts in counts_by_measure.values()):
        names.append((UNKNOWN_TERRITORY, ""))
    return [Row(code, name, _counts_of(counts_by_measure, code)) for code, name in names]


def total_counts(rows: Sequence[Row]) -> Counts:
    """All of them together: a person counts in one territory only."""
    return {
        name: None if any(row.counts[name] is None for row in rows) else sum(row.counts[name] or 0 for row in rows)
        for name in MEASURES
    }  # fmt: skip


def evolution(
    viewer: Viewer, name: str, seasons: Sequence[Season], condition: Territory | None = None
) -> list[int]:
    """How many in each of these seasons, in their order: one statement. Only for a measure that has days."""
    measure = MEASURES[name]
    if viewer.role not in STAFF or viewer.chamber_id is None or not measure.on:
        return [0] * len(seasons)
    rows = measure.rows(viewer.chamber_id, min(seasons).since, max(seasons).until)
    if condition:
        rows = rows.filter(_within_condition(measure, condition))
    if measure.total is not None:
        counts: Counter[Season] = Counter()
        for day, number in rows.order_by().values_list(measure.on).annotate(measure.total):
            counts[Season.of(day)] += number
        return [counts[season] for season in seasons]
    people: dict[Season, set[Any]] = defaultdict(set)
    for day, person in rows.order_by().values_list(measure.on, measure.human).distinct():
        people[Season.of(day)].add(person)
    return [len(people[season]) for season in seasons]


def _count_measure(
    chamber_id: int,
    measure: Measure,
    figure_filter: FigureFilter,
    trades: frozenset[str],
    level: str,
    of_territory: Territory | None,
) -> Counter[str] | None:
    condition = in_sector(measure, figure_filter.sector, trades) if figure_filter.sector else Q()
    if condition is None:
        return None
    if of_territory:
        condition &= _within_condition(measure, of_territory)
    return measure.count(chamber_id, figure_filter.since, figure_filter.until, level=level, of=condition)


def _within_condition(measure: Measure, of_territory: Territory) -> Q:
    return Q(**{measure.home + LEVELS[of_territory.level]: of_territory.code})


def _names(level: str, of_territory: Territory | None) -> list[tuple[str, str]]:
    model: Any = {"commune": Commune, "epci": Epci, "arrondissement": Arrondissement}[level]
    rows = model.objects.filter(of_territory.within if of_territory else Q()).values_list("code", "name")
    return sorted(rows, key=lambda row: fold(row[1]))


def _counts_of(counts_by_measure: Mapping[str, Counter[str] | None], code: str) -> Counts:
    return {name: None if counts is None else counts[code] for name, counts in counts_by_measure.items()}
