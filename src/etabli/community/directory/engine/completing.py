"""What a profile has, and what would be the most useful to add to it."""

from dataclasses import dataclass

from etabli.community.directory.engine.showing import Held

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
