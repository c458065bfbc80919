"""What one audience sees of a profile: nothing else reaches a page, a search, a file or a machine."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

# The fields of a profile that have a visibility of their own, by section of the form.


class Audience(StrEnum):
    """Who may see a field. Whoever sees what is for members also sees what is for all."""

    PUBLIC = "public"
    MEMBERS = "members"
    NOBODY = "nobody"


SECTIONS: Mapping[str, tuple[str, ...]] = {
    "words": ("headline", "about"),
    "work": ("trades", "skills", "sectors"),
    "places": ("places", "languages"),
    "availability": ("availability",),
    "reach": ("website", "email", "phone"),
}
SECTION_OF = {name: section for section, names in SECTIONS.items() for name in names}
PIECES, CHARTER = "pieces", "charter"
FIELDS: tuple[str, ...] = (*SECTION_OF, PIECES, CHARTER)
PRIVATE = frozenset(
    {"email", "phone"}
)  # the product relays messages: an address is shown only by whoever asks for it


def sees(audience: str, visibility: str) -> bool:
    """Whether an audience sees a field of this visibility."""
    return visibility == Audience.PUBLIC or (visibility == Audience.MEMBERS == audience)


def proposed_visibility(visibility: Mapping[str, str]) -> dict[str, str]:
    """The visibility of each field that the page of publication proposes: as it was chosen, else all but addresses."""
    return {
        name: visibility.get(name, Audience.NOBODY if name in PRIVATE else Audience.PUBLIC) for name in FIELDS
    }


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


# What a profile has, and what would be the most useful to add to it.

MOST_TOLD = 3


@dataclass(frozen=True)
class Completeness:
    """`percent` of what helps an artisan to choose; the most useful parts that lack, the first first."""

    percent: int
    lacking: tuple[str, ...]


def completeness(held: Held, *, pieces: int) -> Completeness:
    """Of all that is held, shown or not. The weights are a judgement: what an artisan looks at first counts most."""
    has = {
        "headline": (18, bool(held.headline)),
        "skills": (16, len(held.skills) >= 3),
        "piece": (16, pieces > 0),
        "places": (14, bool(held.places) or held.is_remote),
        "about": (12, len(held.about) >= 120),
        "sectors": (8, bool(held.sectors)),
        "charter": (6, bool(held.charter_version)),
        "availability": (5, bool(held.availability)),
        "languages": (3, bool(held.languages)),
        "website": (2, bool(held.website)),
    }
    lacking = sorted((name for name, (_weight, there) in has.items() if not there), key=lambda n: -has[n][0])
    percent = sum(weight for weight, there in has.values() if there)
    return Completeness(percent, tuple(lacking[:MOST_TOLD]))
