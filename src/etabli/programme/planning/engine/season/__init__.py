"""The season's plan: which theme, where, by whom, on which half-day. Plain data in, plain data out."""

from .reading import as_json, read_season
from .rules import broken_rules, clashing_pins
from .shapes import (
    Adviser,
    BadSeason,
    Broken,
    Half,
    More,
    PinsClash,
    Plan,
    Progress,
    Proposed,
    Reason,
    Season,
    Served,
    Session,
    Slot,
    Support,
    Theme,
    Venue,
    Zone,
)
from .solve import explain, plan, worth_of_more
from .value import value_of

__all__ = [
    "Adviser",
    "BadSeason",
    "Broken",
    "Half",
    "More",
    "PinsClash",
    "Plan",
    "Progress",
    "Proposed",
    "Reason",
    "Season",
    "Served",
    "Session",
    "Slot",
    "Support",
    "Theme",
    "Venue",
    "Zone",
    "as_json",
    "broken_rules",
    "clashing_pins",
    "explain",
    "plan",
    "read_season",
    "value_of",
    "worth_of_more",
]
