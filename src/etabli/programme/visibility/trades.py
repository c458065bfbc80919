"""The trades for which campaigns and calendars are made, and that of an artisan."""

import tomllib
from functools import cache
from importlib import resources

from etabli.programme.visibility.engine.trades import Trade, parse_trades, trade_with_code
from etabli.territory.register.models import Artisan


@cache
def trades() -> tuple[Trade, ...]:
    """The trades, in the order in which they are proposed."""
    file = resources.files("etabli.programme.visibility") / "data" / "trades.toml"
    return parse_trades(tomllib.loads(file.read_text("utf-8")))


def trade_of(person_id: int | None) -> Trade | None:
    """The trade of an artisan, by its code in the register; None when nothing says it, or for nobody."""
    if person_id is None:
        return None
    codes = Artisan.objects.filter(person_id=person_id).values_list("trade_code", flat=True)
    return trade_with_code(trades(), codes.first() or "")
