"""What the clock does: each morning, tell those who asked of the workshops that have come; delete what is over."""

import logging
from datetime import datetime, time

from django.core.cache import cache
from django.db import transaction
from django.utils import timezone

from etabli.foundation.people.viewer import Viewer
from etabli.programme.watches import queries
from etabli.programme.watches.actions import tell_watch
from etabli.programme.watches.matching import Roads, matching_sessions, new_sessions
from etabli.programme.watches.models import Watch
from etabli.programme.watches.personal import WATCH_RETENTION
from etabli.programme.workshops.calendar.cards import SessionCard

MORNING, NOON = time(7), time(12)
log = logging.getLogger("etabli.watches")


def tell_of_sessions(at: datetime) -> None:
    """In the morning, once an hour: whoever was not told today is told of all that has come, in one message."""
    hour_key = f"watches:{at:%Y-%m-%d-%H}"
    if not MORNING <= timezone.localtime(at).time() < NOON or not cache.add(hour_key, True, 7200):
        return
    due = queries.watches_due(timezone.localdate(at))
    if not due:
        return
    cards, roads = (
        queries.sessions_to_come(at),
        queries.roads_from_communes_of([watch for watches in due.values() for watch in watches]),
    )
    for person_id, watches in due.items():
        try:
            _tell(watches, cards, roads, at)
        except Exception:  # whatever is wrong with one person's watches must not hold up the others
            log.exception("person %s could not be told of sessions", person_id)


@transaction.atomic
def _tell(own: list[Watch], cards: list[SessionCard], roads: dict[str, Roads], at: datetime) -> None:
    """All the watches of one person: one transaction, so that their message leaves once, with all of it."""
    fitting_by_watch = {watch.pk: matching_sessions(watch, cards, roads) for watch in own}
    session_ids = [card.pk for cards_of_watch in fitting_by_watch.values() for card in cards_of_watch]
    known_ids = queries.sessions_known_to(own[0].person_id, session_ids) if session_ids else set()
    for watch in own:
        sessions = new_sessions(watch, fitting_by_watch[watch.pk], known_ids)
        if sessions:
            tell_watch(watch=watch, sessions=sessions, by=Viewer.system(watch.chamber_id), at=at)


def forget_watches(at: datetime) -> None:
    """Delete those that ended some time ago."""
    Watch.objects.filter(asked_at__lt=WATCH_RETENTION.kept_since(at)).delete()


PERIODIC = [tell_of_sessions, forget_watches]
