"""How plain data becomes ideas, and what is refused on the way: each refusal says where."""

from collections.abc import Iterable, Mapping
from typing import Any

from etabli.programme.visibility.engine.calendar.model import ALL_YEAR, FEASTS, Idea
from etabli.programme.visibility.engine.trades import DataError, Trade, text_of

LAST_WEEK = 53


def parse_ideas(tables: Iterable[Mapping[str, Any]], trades: Iterable[Trade]) -> tuple[Idea, ...]:
    """Ideas of plain data, a table for each trade and one for all. Raises DataError: a text missing in a language, a
    twin, a week that doesn't exist, a trade with a week without an idea of its own."""
    ideas = tuple(_idea(entry, table.get("trade", "")) for table in tables for entry in table["idea"])
    if len({idea.id for idea in ideas}) < len(ideas):
        raise DataError("ideas: an id stands twice")
    for trade in trades:
        weeks = [idea.weeks for idea in ideas if idea.trade == trade.id]
        if missing := sorted(ALL_YEAR - frozenset().union(*weeks)):
            raise DataError(f"ideas of {trade.id}: none in week {missing[0]}")
    return ideas


def _idea(entry: Mapping[str, Any], trade: str) -> Idea:
    where = f"idea {entry['id']}"
    around = entry.get("around", "")
    if around and around not in FEASTS:
        raise DataError(f"{where}: around one of {', '.join(FEASTS)}")
    return Idea(
        id=entry["id"],
        trade=trade,
        title=text_of(entry, "title", where),
        begun=text_of(entry, "begun", where),
        weeks=frozenset() if around else _weeks(entry["weeks"], where),
        around=around,
        before=entry.get("before", 0),
    )


def _weeks(text: str, where: str) -> frozenset[int]:
    """ "5-8", or "48-2" over the end of the year: weeks 48 to 53, then 1 and 2."""
    first, last = map(int, text.split("-"))
    if not (1 <= first <= LAST_WEEK and 1 <= last <= LAST_WEEK):
        raise DataError(f"{where}: weeks go from 1 to {LAST_WEEK}")
    if first <= last:
        return frozenset(range(first, last + 1))
    return frozenset(range(first, LAST_WEEK + 1)) | frozenset(range(1, last + 1))
