"""What the official facts say of the places of the territory, for an ad: which are small, and what is told instead."""

from functools import cache

from etabli.procurement.briefs.engine import LARGE_TOWN, Places, group_name
from etabli.territory.places.source import communes, epcis


@cache
def official_places(commune: str = "", large: int = LARGE_TOWN) -> Places:
    """The places as told without a register at hand, for an artisan of a commune ("" when it isn't known)."""
    groups = {row.code: group_name(row.name) for row in epcis()}
    small = {row.name: groups[row.epci] for row in communes() if row.population < large}
    own = next((groups[row.epci] for row in communes() if row.name == commune), "")
    return Places(wider=small, own=own, large=large)
