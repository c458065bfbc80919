"""The trades of the members: a list in a data file, in both languages, and those that an association adds to it."""

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
def _common() -> dict[str, Trade]:
    text = Path(__file__).with_name("trades.json").read_text(encoding="utf-8")
    return {row["id"]: Trade(**row) for row in json.loads(text)}


def trades(organisation_id: int | None = None) -> dict[str, Trade]:
    """The trades by their id, in the order of the file; then, for an association, its own: one statement."""
    if organisation_id is None:
        return dict(_common())
    from etabli.community.association.models import OwnTrade  # the models name their trade by this module

    own_trades = OwnTrade.objects.filter(organisation_id=organisation_id, withdrawn_at=None).order_by("name")
    names = own_trades.values_list("name", flat=True)
    return {**_common(), **{name: Trade(name, name, name) for name in names}}


def trade_label(trade: str) -> str:
    """The name of a trade; for one that an association added, its id is its name."""
    common_trade = _common().get(trade)
    return common_trade.label if common_trade else trade
