"""What one audience sees of a profile: nothing else reaches a page, a search, a file or a machine."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from etabli.community.directory.engine.fields import CHARTER, FIELDS, PIECES, sees


@dataclass(frozen=True)
class Held:
    """A profile with all that is held of it. The member's name and trade are shown as soon as it is published."""

    pk: int
    name: str
    trade: str
    headline: str = ""
    about: str = ""
    trades: tuple[str, ...] = ()
    skills: tuple[str, ...] = ()
    sectors: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    is_remote: bool = False
    languages: tuple[str, ...] = ()
    availability: str = ""
    available_on: date | None = None
    website: str = ""
    email: str = ""
    phone: str = ""
    charter_version: str = ""
    charter_on: date | None = None


@dataclass(frozen=True)
class Shown(Held):
    """What an audience sees of it. `shows_pieces`: the portfolio too."""

    shows_pieces: bool = False

    def is_available(self, today: date) -> bool:
        """Says that they are, as it stands today."""
        if self.availability == "from":
            return self.available_on is not None and self.available_on <= today
        return self.availability == "now"

    @property
    def all_trades(self) -> tuple[str, ...]:
        """The member's own first."""
        return (self.trade, *(trade for trade in self.trades if trade != self.trade))


# What is seen with a field beside itself, or in its place.
GOES_WITH: Mapping[str, tuple[str, ...]] = {
    "places": ("places", "is_remote"),
    "availability": ("availability", "available_on"),
    CHARTER: ("charter_version", "charter_on"),
    PIECES: (),
}


def shown_of(held: Held, visibility: Mapping[str, str], audience: str) -> Shown:
    """What this audience sees of it. A field without a visibility is for nobody."""
    seen = [name for name in FIELDS if sees(audience, visibility.get(name, ""))]
    kept: dict[str, Any] = {
        each: getattr(held, each) for name in seen for each in GOES_WITH.get(name, (name,))
    }
    return Shown(pk=held.pk, name=held.name, trade=held.trade, shows_pieces=PIECES in seen, **kept)
