"""Counting answers without pointing at anybody."""

from collections import Counter
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from typing import Any

from etabli.programme.surveys.engine.answers import is_empty
from etabli.programme.surveys.engine.atoms import atoms, told_apart, within
from etabli.programme.surveys.engine.intervals import Interval, mean
from etabli.programme.surveys.engine.questions import Question


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

    `sheets` are all those of that version, whatever is asked for: the lots of sessions (`atoms`) depend on nothing
    else. Nothing of what they don't let see.
    """
    asked = [sheet for sheet in sheets if question in sheet.answers]
    sizes = Counter(sheet.session for sheet in asked)
    theme = {sheet.session: sheet.theme for sheet in asked}
    lots = atoms(sizes, [theme.__getitem__, lambda _session: ""])
    if not trade:
        shown = within(lots, sizes.keys() & sessions)
        return [sheet.answers[question] for sheet in asked if sheet.session in shown]
    lot_of = {session: number for number, lot in enumerate(lots) for session in lot}
    counted = [sheet for sheet in asked if sheet.session in lot_of]
    members: dict[str, Counter[int]] = {}
    for sheet in counted:
        if sheet.trade:
            members.setdefault(sheet.trade, Counter())[lot_of[sheet.session]] += 1
    if trade not in told_apart(members, Counter(lot_of[sheet.session] for sheet in counted)):
        return []
    return [sheet.answers[question] for sheet in counted if sheet.trade == trade]


def tally(question: Question, values: Sequence[Any]) -> Result:
    """The result of what `values_of` lets see.

    Choices and steps come in the order of the question, with their zeros; themes by number, then by code; of a
    ranking, how many put each first. Texts come in alphabetical order, so that nothing tells who wrote first, or
    which texts go together.
    """
    given = [value for value in values if not is_empty(value)]
    if question.kind in ("text", "long"):
        return Result(question, len(given), texts=tuple(sorted(given)))
    if question.kind == "themes":
        counted = Counter(code for codes in given for code in codes)
        ordered = sorted(counted.items(), key=lambda pair: (-pair[1], pair[0]))
        return Result(question, len(given), counts=tuple(ordered))
    if question.scale:
        steps, ends = Counter(given), (question.scale.first, question.scale.last)
        counts = tuple((str(step), steps[step]) for step in question.scale.steps)
        return Result(question, len(given), counts, mean=mean(given, *ends) if given else None)
    counted = Counter(code for value in given for code in _told(question, value))
    counts = tuple((option.id, counted[option.id]) for option in question.options)
    places = _places(question, given) if question.kind == "ranking" else ()
    return Result(question, len(given), counts, places=places)


def _told(question: Question, value: Any) -> list[str]:
    if question.kind == "choice":
        return [value]
    return list(value[:1] if question.kind == "ranking" else value)


def _places(question: Question, given: Sequence[list[str]]) -> tuple[tuple[str, float, int], ...]:
    averages = []
    for option in question.options:
        places = [order.index(option.id) + 1 for order in given if option.id in order]
        if places:
            averages.append((option.id, sum(places) / len(places), len(places)))
    return tuple(sorted(averages, key=lambda row: (row[1], row[0])))
