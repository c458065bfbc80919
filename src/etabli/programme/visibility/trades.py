"""The trades for which campaigns and calendars are made, and that of an artisan."""

import tomllib
from functools import cache
from importlib import resources

from etabli.programme.visibility.engine.trades import Trade, parse_trades, trade_with_code
from etabli.territory.places.engine import fold
from etabli.territory.register.models import Artisan
from etabli.territory.register.trades import find_trades

ANY_TRADE = {"artisan", "artisane"}  # said before the trade, and found in the names of many
MIN_LETTERS = 4  # of a word that may name a trade


@cache
def trades() -> tuple[Trade, ...]:
    """The trades, in the order in which they are proposed."""
    file = resources.files("etabli.programme.visibility") / "data" / "trades.toml"
    return parse_trades(tomllib.loads(file.read_text("utf-8")))


def trade_typed(text: str) -> Trade | None:
    """The trade that somebody typed in their own words, as the register finds it: by all of them, else by the first
    word that names one of ours."""
    words = [word for word in fold(text).split() if word not in ANY_TRADE and len(word) >= MIN_LETTERS]
    for typed in (" ".join(words), *words):
        for trade in find_trades(typed, limit=1):
            if (known := trade_with_code(trades(), trade.code)) is not None:
                return known
    return None


def trade_of(person_id: int | None) -> Trade | None:
    """The trade of an artisan, by its code in the register; None when nothing says it, or for nobody."""
    if person_id is None:
        return None
    codes = Artisan.objects.filter(person_id=person_id).values_list("trade_code", flat=True)
    return trade_with_code(trades(), codes.first() or "")
