"""Situations in which something is sent that no act in a scenario sends: the clock's, and acts without a way back."""

from tests.consistency.sent.moments import (
    accounts,
    assemblies,
    community,
    forum,
    foundation,
    market,
    others,
    places,
    programme,
)
from tests.consistency.sent.moments.declared import MOMENTS, played

__all__ = [
    "MOMENTS",
    "accounts",
    "assemblies",
    "community",
    "forum",
    "foundation",
    "market",
    "others",
    "places",
    "played",
    "programme",
]
