"""What no plan of a season can be worth more than."""

from .numbered import Numbered, Placed
from .people import worth
from .value import seats


def simple_bound(numbered: Numbered) -> float:
    """A first bound, without a solver: all who can be reached, or as many of the best sessions as there is time for.

    A session never adds more than it brings alone, and an adviser gives at most what the periods allow.
    """
    season = numbered.season
    usable = numbered.usable.any(axis=3)
    everybody, alone = 0.0, [0.0] * len(season.advisers)
    coverable: set[int] = set()
    for theme, people in enumerate(numbered.demand):
        reached: set[int] = set()
        for venue, advisers in enumerate(usable[theme]):
            if not advisers.any():
                continue
            coverable |= numbered.covers[venue]
            reached |= numbered.reach[theme][venue].keys()
            best = _alone(numbered, theme, venue)
            for adviser in advisers.nonzero()[0].tolist():
                alone[adviser] = max(alone[adviser], best)
        everybody += sum(numbered.weight[zone] * people[zone] for zone in reached)
    sessions = sum(sum(allowed) * best for allowed, best in zip(numbered.allowed, alone, strict=True))
    missed = sum(must and zone not in coverable for zone, must in enumerate(numbered.must))
    return min(everybody, sessions) - season.uncovered_penalty * missed


def _alone(numbered: Numbered, theme: int, venue: int) -> float:
    """What one session of the theme in the venue brings alone, on its best half-day."""
    days = numbered.usable[theme, venue].any(axis=0).nonzero()[0].tolist()
    best = max(days, key=lambda slot: numbered.factor[slot])
    return worth([seats(numbered, Placed(theme, venue, 0, best))], numbered.demand[theme], numbered.weight)
