"""The requests for support that the workshops bring: what was forecast, what came, what is to come."""

from datetime import date
from statistics import fmean

from etabli.foundation.people.viewer import Viewer
from etabli.programme.planning.engine.forecast import Past, Upcoming, forecast
from etabli.programme.planning.queries.followed import Held, held_workshops

USUAL_ROOM = 10.0  # people at a workshop, before any was held


def requests_per_session(viewer: Viewer, *, today: date) -> float:
    """How many requests follow one more workshop, on average: four statements."""
    settled = [one for one in held_workshops(viewer, today=today) if one.is_settled]
    people = fmean(one.attended for one in settled[-20:]) if settled else USUAL_ROOM
    return forecast(_past(settled), [Upcoming(today, "", "", people)]).total.mean


def _past(held: list[Held]) -> list[Past]:
    return [Past(one.on, one.theme, one.zone, one.attended, one.requests) for one in held]
