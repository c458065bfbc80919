"""The trades of the members: a list in a data file, in both languages."""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from etabli.foundation.ui.language import reader_language


@dataclass(frozen=True)
class Trade:
    """A trade, as it is named in French and in English."""

    id: str
    fr: str
    en: str

    @property
    def label(self) -> str:
        """Its name in the language of the page."""
        return self.en if reader_language() == "en" else self.fr


@cache
def trades() -> dict[str, Trade]:
    """All the trades, by their id, in the order of the file."""
    text = Path(__file__).with_name("trades.json").read_text(encoding="utf-8")
    return {row["id"]: Trade(**row) for row in json.loads(text)}


def trade_label(trade: str) -> str:
    """The name of a trade; its id when the file no longer knows it."""
    known = trades().get(trade)
    return known.label if known else trade
