"""What others read of coverage: the counts of each EPCI, of each relay, and the people behind a measure."""

from dataclasses import dataclass, fields
from datetime import date

from etabli.programme.coverage.queries.measures import (
    MEASURES as DEFINED,
    MIN_COUNT as MIN_COUNT,
    UNKNOWN_TERRITORY as UNKNOWN_TERRITORY,
    RelayCounts as RelayCounts,
    counts_by_relay as counts_by_relay,
    persons as persons,
)
from etabli.territory.places.engine import fold
from etabli.territory.places.models import Epci


@dataclass(frozen=True)
class Figures:
    """One territory: counts over a period. `reached` counts visits through a relay's link, the others people.

    `code` and `name` are empty in the row of those whose commune we don't know.
    """

    code: str
    name: str
    businesses: int
    reached: int
    registered: int
    attended: int
    supported: int


MEASURES = tuple(f.name for f in fields(Figures) if f.name not in {"code", "name", "businesses"})


def by_epci(chamber_id: int, since: date, until: date) -> list[Figures]:
    """A chamber's figures in each EPCI between two days, both included, by name: six statements whatever the size.

    A person counts where their business stands; once, however often they come. Who waits for a seat is
    registered too; a session that was called off counts for nothing. The last row is that of the people whose
    commune we don't know; it is there with zeros too, so that its presence tells nothing.
    """
    counts_by_measure = {
        name: DEFINED[name].count(chamber_id, since, until) for name in ("businesses", *MEASURES)
    }
    territories = sorted(Epci.objects.values_list("code", "name"), key=lambda row: fold(row[1]))
    return [
        Figures(code, name, **{measure: counts[code] for measure, counts in counts_by_measure.items()})
        for code, name in [*territories, (UNKNOWN_TERRITORY, "")]
    ]
