"""How many people are expected at a session to come: the one definition, used wherever such a figure is shown.

The sessions that stand are valued together, as a plan of them would be, by the demand and the settings of their season;
whoever comes to the first comes to no later one. Nobody who has a place is left out.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from etabli.foundation.people.models import STAFF
from etabli.foundation.people.viewer import Viewer
from etabli.programme.diary.days import half_of
from etabli.programme.planning.engine.season import (
    Adviser,
    Half,
    Season as EngineSeason,
    Session as Asked,
    Support,
    Theme,
    Venue,
    Zone,
    in_turn,
)
from etabli.programme.planning.models import Season
from etabli.programme.planning.queries.catchment import Roads
from etabli.programme.planning.queries.demand import estimated_demand
from etabli.programme.planning.season.settings import Settings, read, usual_periods
from etabli.programme.workshops.models import Session

ANYBODY = Adviser("", frozenset(), frozenset(), 0)


def expected_people(viewer: Viewer, *, today: date, until: date = date.max) -> Mapping[int, float]:
    """By the number of each session from today on that stands, announced or prepared: the people expected there.

    For the staff of a chamber; nobody else sees any. The same statements whatever the size.
    """
    if viewer.role not in STAFF:
        return {}
    rows = Session.objects.filter(
        chamber_id=viewer.chamber_id,
        occasion__cancelled_at=None,
        taken_back_at=None,
        occasion__starts_at__date__range=(today, until),
    )
    coming_rows = list(
        rows.select_related("occasion", "venue__commune").order_by("occasion__starts_at", "pk")
    )
    asked_by_pk = {session.pk: _as_engine_session(session) for session in coming_rows}
    added = (
        in_turn(_season(viewer, coming_rows, asked_by_pk, today), asked_by_pk.values()) if coming_rows else {}
    )
    return {
        session.pk: max(
            session.occasion.taken, min(session.occasion.capacity, added[asked_by_pk[session.pk]])
        )
        for session in coming_rows
    }


def _as_engine_session(session: Session) -> Asked:
    """A session as the engine takes it: a room of its own, of as many seats as it has places."""
    day, half = half_of(session.occasion.starts_at)
    half_code: Half = "am" if half == "am" else "pm"
    return Asked(session.theme_id, str(session.pk), ANYBODY.id, day, half_code)


@dataclass(frozen=True)
class _SeasonSettings:
    """The settings of the seasons, the latest first; the usual ones where there is none."""

    seasons: Sequence[tuple[date, date, Settings]]
    usual: Settings

    def on(self, day: date) -> Settings:
        return next((settings for first, last, settings in self.seasons if first <= day <= last), self.usual)


def _season_settings(viewer: Viewer, first: date, last: date) -> _SeasonSettings:
    seasons = Season.objects.filter(
        chamber_id=viewer.chamber_id, withdrawn_at=None, starts_on__lte=last, ends_on__gte=first
    )
    rows = [(season.starts_on, season.ends_on, read(season.settings)) for season in seasons]
    return _SeasonSettings(rows, Settings(periods=usual_periods(first, last, {})))


def _season(
    viewer: Viewer, coming_rows: Sequence[Session], asked_by_pk: Mapping[int, Asked], today: date
) -> EngineSeason:
    """The sessions that stand as a season of the engine: each has a room of its own."""
    by_season = _season_settings(viewer, today, max(each.day for each in asked_by_pk.values()))
    demand = {pair: people.mean for pair, people in estimated_demand(viewer, today=today).items()}
    for _first, _last, settings in reversed(by_season.seasons):
        demand |= settings.people_by_hand
    roads = Roads(session.venue.commune_id for session in coming_rows)
    share: dict[tuple[str, str], float] = {}
    for session in coming_rows:
        settings = by_season.on(asked_by_pk[session.pk].day)
        parts = roads.shares(session.venue.commune_id, settings)
        share |= {(zone, str(session.pk)): part for zone, part in parts.items()}
    rooms = [
        Venue(str(session.pk), session.venue.commune.epci_id, session.occasion.capacity)
        for session in coming_rows
    ]
    zones = (
        {zone for _theme, zone in demand} | {zone for zone, _room in share} | {room.zone for room in rooms}
    )
    themes = {theme for theme, _zone in demand} | {session.theme_id for session in coming_rows}
    return EngineSeason(
        advisers=(ANYBODY,),
        venues=tuple(rooms),
        themes=tuple(map(Theme, sorted(themes))),
        zones=tuple(map(Zone, sorted(zones))),
        demand=demand,
        share=share,
        slots={
            (each.day, each.half): by_season.on(each.day).factor(each.day) for each in asked_by_pk.values()
        },
        support=Support(0.0, 1, 1.0),
    )
