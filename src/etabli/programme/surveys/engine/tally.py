"""Counting answers without pointing at anybody."""

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from math import sqrt
from typing import Any

from etabli.programme.surveys.engine.answers import is_empty
from etabli.programme.surveys.engine.questions import Question

# How far a figure would go if other people had answered: intervals at 95 %, right for a dozen answers.

Z = 1.959964  # 95 % of a normal law lie within so many standard deviations
ADDED = Z * Z  # pretended answers, half of them at each end


@dataclass(frozen=True)
class Interval:
    """A share (from 0 to 1) or a mean (in steps of its scale), and where it would lie 95 times of 100."""

    value: float
    low: float
    high: float


def share(count: int, of: int) -> Interval:
    """Wilson's interval of `count` people of `of` (at least one).

    E. B. Wilson, "Probable inference", JASA 22 (1927): it stays between 0 and 1, and is not empty at 0 or at `of`.
    """
    observed = count / of
    centre = (observed + ADDED / (2 * of)) / (1 + ADDED / of)
    half = Z * sqrt(observed * (1 - observed) / of + ADDED / (4 * of * of)) / (1 + ADDED / of)
    return Interval(observed, max(0.0, min(observed, centre - half)), min(1.0, max(observed, centre + half)))


def mean(marks: Sequence[int], first: int, last: int) -> Interval:
    """The mean of marks (at least one) on a scale from `first` to `last`.

    Agresti and Coull's way ("Approximate is better than exact", The American Statistician 52, 1998) carried over to a
    scale: four pretended answers, half at each end, then the ordinary interval. On a scale of two steps it is theirs;
    marks that are all the same don't pass for certain.
    """
    shares = [(mark - first) / (last - first) for mark in marks]
    number = len(shares) + ADDED
    centre = (sum(shares) + ADDED / 2) / number
    spread = (sum(s * s for s in shares) + ADDED / 2) / number - centre * centre
    half = Z * sqrt(max(0.0, spread) / number)
    observed = sum(shares) / len(shares)
    low, high = max(0.0, min(observed, centre - half)), min(1.0, max(observed, centre + half))
    return Interval(*(first + part * (last - first) for part in (observed, low, high)))


# Which answers may be counted together, so that no difference between two counts points at a few people.

MIN_GROUP_SIZE = 5  # under this number of answers, nothing is broken down: people could be recognised


def lots_of_cells[Cell: Hashable](
    sizes: Mapping[Cell, int], wider: Sequence[Callable[[Cell], Hashable]]
) -> tuple[frozenset[Cell], ...]:
    """Cells (the answers of one session, say) merged until each lot has MIN_GROUP_SIZE answers, whatever is asked for.

    A cell that is large enough is a lot by itself. The others are put together by the first of `wider` where that is
    enough, else by the next; what is still too small is in no lot, and never counted. All that is ever shown is made
    of whole lots (`cells_to_count`): adding and subtracting what is shown gives whole lots again, so at
    least MIN_GROUP_SIZE people.
    """
    cells_sets = [frozenset([cell]) for cell, size in sizes.items() if size >= MIN_GROUP_SIZE]
    small = {cell: size for cell, size in sizes.items() if 0 < size < MIN_GROUP_SIZE}
    for key in wider:
        groups: dict[Hashable, set[Cell]] = defaultdict(set)
        for cell in small:
            groups[key(cell)].add(cell)
        lots = [lot for lot in groups.values() if sum(small[cell] for cell in lot) >= MIN_GROUP_SIZE]
        cells_sets += map(frozenset, lots)
        small = {cell: size for cell, size in small.items() if not any(cell in lot for lot in lots)}
    return tuple(cells_sets)


def cells_to_count[Cell: Hashable](lots: Iterable[frozenset[Cell]], cells_asked: Set[Cell]) -> set[Cell]:
    """The cells to count of those asked for: a lot counts whole, or not at all."""
    return {cell for lot in lots if lot <= cells_asked for cell in lot}


def groups_to_count_apart[Group: Hashable, Lot: Hashable](
    members: Mapping[Group, Mapping[Lot, int]], lots: Mapping[Lot, int]
) -> set[Group]:
    """The groups of people (trades, say) that may be counted apart, though they cut across lots.

    `members`: how many of each group are in each lot; `lots`: how many people in all. A group is kept when it has
    MIN_GROUP_SIZE people, and when neither what it leaves of the lots where it is, nor what all those kept leave of the
    whole, is one to four people. The smallest go first.
    """
    sizes = {group: sum(where.values()) for group, where in members.items()}

    def points_at_few(group: Group) -> bool:
        met = sum(lots[lot] for lot, number in members[group].items() if number)
        return sizes[group] < MIN_GROUP_SIZE or 0 < met - sizes[group] < MIN_GROUP_SIZE

    kept_groups = [
        group for group in sorted(sizes, key=lambda g: (-sizes[g], str(g))) if not points_at_few(group)
    ]
    while (
        kept_groups and 0 < sum(lots.values()) - sum(sizes[group] for group in kept_groups) < MIN_GROUP_SIZE
    ):
        kept_groups.pop()
    return set(kept_groups)


@dataclass(frozen=True)
class Sheet:
    """One answer that counts; `trade` is "" for whoever left no name."""

    session: int
    version: int
    theme: str
    trade: str
    answers: Mapping[str, Any]


@dataclass(frozen=True)
class Result:
    """What was answered to one question: (option, theme or step, count) pairs, or texts. `answered` counts people.

    `mean`: of a scale. `places`: of a ranking, (option, mean place from 1 on, how many placed it).
    """

    question: Question
    answered: int
    counts: tuple[tuple[str, int], ...] = ()
    texts: tuple[str, ...] = ()
    mean: Interval | None = None
    places: tuple[tuple[str, float, int], ...] = ()


def values_of(question: str, sheets: Sequence[Sheet], sessions: Set[int], trade: str = "") -> list[Any]:
    """What was answered to a question (an id) of one version, in these sessions, else by one trade in all of them.

    `sheets` are all those of that version, whatever is asked for: the lots of sessions (`lots_of_cells`) depend on
    nothing else. Nothing of what they don't let see.
    """
    asked_sheets = [sheet for sheet in sheets if question in sheet.answers]
    sizes = Counter(sheet.session for sheet in asked_sheets)
    theme = {sheet.session: sheet.theme for sheet in asked_sheets}
    lots = lots_of_cells(sizes, [theme.__getitem__, lambda _session: ""])
    if not trade:
        visible_sessions = cells_to_count(lots, sizes.keys() & sessions)
        return [sheet.answers[question] for sheet in asked_sheets if sheet.session in visible_sessions]
    lot_of = {session: number for number, lot in enumerate(lots) for session in lot}
    counted_sheets = [sheet for sheet in asked_sheets if sheet.session in lot_of]
    members: dict[str, Counter[int]] = {}
    for sheet in counted_sheets:
        if sheet.trade:
            members.setdefault(sheet.trade, Counter())[lot_of[sheet.session]] += 1
    if trade not in groups_to_count_apart(
        members, Counter(lot_of[sheet.session] for sheet in counted_sheets)
    ):
        return []
    return [sheet.answers[question] for sheet in counted_sheets if sheet.trade == trade]


def tally(question: Question, values: Sequence[Any]) -> Result:
    """The result of what `values_of` lets see.

    Choices and steps come in the order of the question, with their zeros; themes by number, then by code; of a
    ranking, how many put each first. Texts come in alphabetical order, so that nothing tells who wrote first, or
    which texts go together.
    """
    given_values = [value for value in values if not is_empty(value)]
    if question.kind in ("text", "long"):
        return Result(question, len(given_values), texts=tuple(sorted(given_values)))
    if question.kind == "themes":
        counts_by_code = Counter(code for codes in given_values for code in codes)
        ordered = sorted(counts_by_code.items(), key=lambda pair: (-pair[1], pair[0]))
        return Result(question, len(given_values), counts=tuple(ordered))
    if question.scale:
        steps, ends = Counter(given_values), (question.scale.first, question.scale.last)
        counts = tuple((str(step), steps[step]) for step in question.scale.steps)
        return Result(
            question, len(given_values), counts, mean=mean(given_values, *ends) if given_values else None
        )
    counts_by_code = Counter(code for value in given_values for code in _choices_of(question, value))
    counts = tuple((option.id, counts_by_code[option.id]) for option in question.options)
    places = _places(question, given_values) if question.kind == "ranking" else ()
    return Result(question, len(given_values), counts, places=places)


def _choices_of(question: Question, value: Any) -> list[str]:
    if question.kind == "choice":
        return [value]
    return list(value[:1] if question.kind == "ranking" else value)


def _places(question: Question, values: Sequence[list[str]]) -> tuple[tuple[str, float, int], ...]:
    averages = []
    for option in question.options:
        places = [order.index(option.id) + 1 for order in values if option.id in order]
        if places:
            averages.append((option.id, sum(places) / len(places), len(places)))
    return tuple(sorted(averages, key=lambda row: (row[1], row[0])))
