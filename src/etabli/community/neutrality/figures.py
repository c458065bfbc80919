"""The figures of what was shown: of a list and filters for everybody, of each one for the board."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet, Sum

from etabli.community.neutrality.draws import drawn_lists
from etabli.community.neutrality.engine.exposure import Evenness, evenness
from etabli.community.neutrality.exposure_counts import ALL, MAX_FILTERS
from etabli.community.neutrality.models import Showing
from etabli.foundation.people.viewer import Viewer

MIN_EXPECTED = (
    100  # times that the least shown stood among the first: below, chance is all that one would compare
)


@dataclass(frozen=True)
class Exposure:
    """How evenly a list showed everybody with these filters (ALL: whatever they were)."""

    list_name: str
    filters: str
    evenness: Evenness


def exposure(*, since: date, until: date) -> list[Exposure]:
    """Each list and filters, from a day to another (both counted), the most visited first: one statement.

    People compare within the same filters: a writer and a developer are not asked for as often.
    """
    rows = _showings_between(since, until).exclude(filters=ALL).values("list_name", "filters", "subject")
    counts: dict[tuple[str, str], list[tuple[int, int]]] = defaultdict(list)
    for row in rows.annotate(times=Sum("shown"), out_of=Sum("eligible")).order_by():
        counts[row["list_name"], row["filters"]].append((row["times"], row["out_of"]))
    exposures = [Exposure(*key, result) for key, pairs in counts.items() if (result := evenness(pairs))]
    return sorted(exposures, key=lambda row: (row.list_name, -row.evenness.visits, row.filters))


@dataclass(frozen=True)
class Share:
    """How often one subject ("member:12") stood among the first places, out of the visits of its filters."""

    list_name: str
    subject: str
    shown: int
    eligible: int


def shares(list_name: str, *, since: date, until: date, filters: str = ALL) -> list[Share]:
    """Of each subject of a list, by number: one statement."""
    rows = _showings_between(since, until).filter(list_name=list_name, filters=filters).values("subject")
    summed = rows.annotate(times=Sum("shown"), out_of=Sum("eligible")).order_by()
    result = [Share(list_name, row["subject"], row["times"], row["out_of"]) for row in summed]
    return sorted(result, key=lambda share: int(share.subject.partition(":")[2]))


@dataclass(frozen=True)
class FilterLine:
    """One line of the public figures: out of a hundred visits with these filters, the least and the most shown.

    `ratio` is None while there were too few visits to compare.
    """

    label: str
    members: int
    visits: int
    least: float
    most: float
    ratio: float | None


@dataclass(frozen=True)
class ListFigures:
    """A list by its name, and its lines, the most visited first."""

    label: str
    lines: tuple[FilterLine, ...]


def public_exposure(*, since: date, until: date) -> list[ListFigures]:
    """The public figures of each list, with its commonest filters: one statement."""
    by_list: dict[str, list[FilterLine]] = defaultdict(list)
    lists = drawn_lists()
    for row in exposure(since=since, until=until):
        if row.list_name in lists and len(by_list[row.list_name]) < MAX_FILTERS:
            in_words = lists[row.list_name].filters_label(row.filters) if row.filters else ""
            by_list[row.list_name].append(_line(in_words, row.evenness))
    return [ListFigures(str(lists[name].label), tuple(lines)) for name, lines in by_list.items()]


def _line(label: str, evenness: Evenness) -> FilterLine:
    ratio = evenness.ratio if evenness.min_share * evenness.visits >= MIN_EXPECTED else None
    return FilterLine(
        label, evenness.members, evenness.visits, 100 * evenness.min_share, 100 * evenness.max_share, ratio
    )


@dataclass(frozen=True)
class ShareLine:
    """How often somebody stood among the first places."""

    name: str
    shown: int
    eligible: int

    @property
    def of_a_hundred(self) -> float:
        return 100 * self.shown / self.eligible


@dataclass(frozen=True)
class ListShares:
    """A list that was asked for, its rows by name, and the others that can be asked for (name, label)."""

    name: str
    label: str
    rows: tuple[ShareLine, ...]
    lists: tuple[tuple[str, str], ...]


def shares_for_viewer(viewer: Viewer, list_name: str, *, since: date, until: date) -> ListShares:
    """Each of a list (the first, when there is none of this name) that the viewer may name: two statements."""
    lists = drawn_lists()
    chosen = lists.get(list_name) or next(iter(lists.values()))
    by_number = {
        int(share.subject.partition(":")[2]): share for share in shares(chosen.name, since=since, until=until)
    }
    names = chosen.names(viewer, list(by_number))
    rows = [
        ShareLine(name, by_number[number].shown, by_number[number].eligible) for number, name in names.items()
    ]
    return ListShares(
        chosen.name,
        str(chosen.label),
        tuple(sorted(rows, key=lambda row: row.name.casefold())),
        tuple((drawn_list.name, str(drawn_list.label)) for drawn_list in lists.values()),
    )


def _showings_between(since: date, until: date) -> QuerySet[Showing]:
    return Showing.objects.filter(day__range=(since, until))
