"""The season's plan: which theme, where, by whom, on which half-day. Plain data in, plain data out."""

from .indexed_season import MIN_COVERED_SHARE as MIN_COVERED_SHARE
from .rules import broken_rules as broken_rules, clashing_pins as clashing_pins
from .season_file import as_json as as_json, read_season as read_season
from .shapes import (
    Adviser as Adviser,
    BadSeason as BadSeason,
    Broken as Broken,
    Half as Half,
    More as More,
    PinsClash as PinsClash,
    Plan as Plan,
    Progress as Progress,
    Proposed as Proposed,
    Reason as Reason,
    Season as Season,
    Served as Served,
    Session as Session,
    Slot as Slot,
    Support as Support,
    Theme as Theme,
    Venue as Venue,
    Zone as Zone,
)
from .solve import explain as explain, plan as plan, worth_of_more as worth_of_more
from .value import in_turn as in_turn, value_of as value_of
