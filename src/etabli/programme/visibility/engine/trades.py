"""The trades that campaigns and the calendar of content tell apart."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from etabli.procurement.needs.engine import Text

NEEDS = ("urgent", "wanted", "planned")


class DataError(ValueError):
    """The data is incomplete or contradicts itself; the message says where."""


@dataclass(frozen=True)
class Trade:
    """`codes`: what its codes in the register begin with. `need`: how customers come to it, one of NEEDS."""

    id: str
    name: Text
    need: str
    codes: tuple[str, ...]


def parse_trades(tables: Mapping[str, Any]) -> tuple[Trade, ...]:
    """The entries `trade` of plain data. Raises DataError."""
    trades = tuple(
        Trade(
            entry["id"], text_of(entry, "name", f"trade {entry['id']}"), entry["need"], tuple(entry["codes"])
        )
        for entry in tables["trade"]
    )
    for trade in trades:
        if trade.need not in NEEDS:
            raise DataError(f"trade {trade.id}: need is one of {', '.join(NEEDS)}")
    if len({trade.id for trade in trades}) < len(trades):
        raise DataError("trades: an id stands twice")
    return trades


def trade_with_code(trades: Iterable[Trade], code: str) -> Trade | None:
    """The trade of a code of the register, by what it begins with; None when no trade of ours has it."""
    return next((trade for trade in trades if code and code.startswith(trade.codes)), None)


def text_of(entry: Mapping[str, Any], key: str, where: str) -> Text:
    """A text in both languages. Raises DataError when one is missing."""
    value = entry.get(key)
    if not isinstance(value, Mapping) or not value.get("fr") or not value.get("en"):
        raise DataError(f"{where}: {key} is missing in one language; give {key}.fr and {key}.en")
    return Text(value["fr"], value["en"])


def day_of(entry: Mapping[str, Any]) -> date | None:
    """The day of `checked_on`; None when it is empty."""
    return date.fromisoformat(entry["checked_on"]) if entry["checked_on"] else None
