"""What our own tables know of communes and trades, for reading a spreadsheet."""

from __future__ import annotations

from functools import lru_cache

from etabli.territory.places.models import Commune
from etabli.territory.register.engine.sheets import Knowledge, Town
from etabli.territory.register.engine.sheets.shapes import neat_code
from etabli.territory.register.trades import find_trades, official


def knowledge() -> Knowledge:
    """All communes, and what a word or a code says of a trade: one statement."""
    rows = Commune.objects.values_list("code", "name", "postal_codes", "former_codes")
    towns = tuple(
        Town(code, name, tuple(postal.split()), tuple(former.split())) for code, name, postal, former in rows
    )
    return Knowledge(towns, _craft_code)


@lru_cache(maxsize=5_000)
def _craft_code(text: str) -> str:
    """By the code, else by the words: "Plombier chauffagiste - SARL" is known by its first ones."""
    code = neat_code(text)
    if code in official():
        return code
    words = text.split()
    for length in range(min(len(words), 4), 0, -1):
        if trades := find_trades(" ".join(words[:length]), limit=1):
            return trades[0].code
    return ""
