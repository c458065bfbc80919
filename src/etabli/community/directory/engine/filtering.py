"""Whom a choice finds in the directory, and how many each further choice would find. No order: a draw gives it."""

from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, fields
from urllib.parse import urlencode

TRADE, SECTOR, LANGUAGE, REMOTE, AVAILABLE = "trade", "sector", "language", "remote", "available"
YES = "1"

type Counts = Mapping[str, Mapping[str, int]]


@dataclass(frozen=True, slots=True)
class Listed:
    """A profile as the list chooses among them: what one audience sees of it."""

    pk: int
    trades: tuple[str, ...]
    sectors: tuple[str, ...]
    places: tuple[str, ...]
    languages: tuple[str, ...]
    is_remote: bool
    is_available: bool


@dataclass(frozen=True)
class Choice:
    """What is asked for; empty, nothing is. `place` is a commune's code; `remote` beside it: or from afar."""

    words: str = ""
    trade: str = ""
    place: str = ""
    remote: bool = False
    sector: str = ""
    language: str = ""
    available: bool = False

    @property
    def canonical(self) -> str:
        """One text for one choice: what the draw separates by. "" for none."""
        values = {field.name: getattr(self, field.name) for field in fields(self)}
        return urlencode(
            sorted((name, YES if value is True else value) for name, value in values.items() if value)
        )


@dataclass(frozen=True)
class Result:
    """Those who answer the choice; for each facet, how many would if one value of it were asked for instead.

    When nobody answers all of it they are the nearest: `missed` are the words that they don't say, `is_elsewhere` tells
    that they are not near the place. `read_as`: the words that were read as others, for a slip of the finger.
    """

    pks: tuple[int, ...]
    counts: Counts = field(compare=False)
    missed: tuple[str, ...] = ()
    read_as: tuple[tuple[str, str], ...] = ()
    is_elsewhere: bool = False


def choose(
    rows: Sequence[Listed], choice: Choice, *, near: Collection[str] = (), met: Collection[int] | None = None
) -> Result:
    """`near`: codes of the places that lie near the one asked for; `met`: those who hold the words, when there are.

    A facet counts over those who answer all that is asked for besides.
    """
    tests = _tests(choice, frozenset(near), met)
    pks: list[int] = []
    counts: dict[str, Counter[str]] = {name: Counter() for name in VALUES}
    for row in rows:
        failed = [name for name, passes in tests if not passes(row)]
        if not failed:
            pks.append(row.pk)
        if len(failed) > 1 or (failed and failed[0] not in VALUES):
            continue
        for name in failed or VALUES:
            counts[name].update(VALUES[name](row))
    return Result(tuple(pks), counts)


VALUES: Mapping[str, Callable[[Listed], tuple[str, ...]]] = {
    TRADE: lambda row: row.trades,
    SECTOR: lambda row: row.sectors,
    LANGUAGE: lambda row: row.languages,
    REMOTE: lambda row: (YES,) if row.is_remote else (),
    AVAILABLE: lambda row: (YES,) if row.is_available else (),
}


def _tests(
    choice: Choice, near: frozenset[str], met: Collection[int] | None
) -> list[tuple[str, Callable[[Listed], bool]]]:
    tests: list[tuple[str, Callable[[Listed], bool]]] = []
    if met is not None:
        tests.append(("words", lambda row: row.pk in met))
    if choice.place:
        afar = choice.remote
        tests.append(("place", lambda row: (afar and row.is_remote) or not near.isdisjoint(row.places)))
    elif choice.remote:
        tests.append((REMOTE, lambda row: row.is_remote))
    for name, value in ((TRADE, choice.trade), (SECTOR, choice.sector), (LANGUAGE, choice.language)):
        if value:
            tests.append((name, _has(VALUES[name], value)))
    if choice.available:
        tests.append((AVAILABLE, lambda row: row.is_available))
    return tests


def _has(values: Callable[[Listed], tuple[str, ...]], value: str) -> Callable[[Listed], bool]:
    return lambda row: value in values(row)
