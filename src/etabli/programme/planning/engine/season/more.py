"""What one more half-day would bring: of an adviser, or in a venue."""

from .gains import Gains
from .numbered import Numbered, Placed
from .shapes import More, Plan, Season


def worth_of_more(season: Season, plan: Plan) -> More:
    """What the best session added to the plan would bring if one adviser, or one venue, had one more half-day.

    An estimate: the half-day is as good as the season's best, nothing else moves, and the limits of week, period and
    gap are set aside. A session takes (1 + half-days of support) half-days of its adviser.
    """
    numbered = Numbered(season)
    advisers = {adviser.id: 0.0 for adviser in season.advisers}
    venues = {venue.id: 0.0 for venue in season.venues}
    if not numbered.slots:
        return More(advisers, venues)
    gains = Gains(numbered, [numbered.placed(proposed.session) for proposed in plan.sessions])
    best = max(range(len(numbered.slots)), key=lambda slot: numbered.factor[slot])
    for theme, venue, adviser in _possible(numbered):
        gain = gains.of(Placed(theme, venue, adviser, best))
        name, place = season.advisers[adviser].id, season.venues[venue].id
        advisers[name] = max(advisers[name], gain)
        venues[place] = max(venues[place], gain)
    return More(advisers, venues)


def _possible(numbered: Numbered) -> list[tuple[int, int, int]]:
    """Theme, venue and adviser of the sessions that no ban and no competence excludes."""
    axes = numbered.could.nonzero()
    return list(zip(*(axis.tolist() for axis in axes), strict=True))
