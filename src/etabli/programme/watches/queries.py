"""Reading watches: one's own, those that are due, how many wait where."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from etabli.foundation.notices.kinds import Channel
from etabli.foundation.notices.models import Preference
from etabli.foundation.people.models import STAFF
from etabli.foundation.people.viewer import Viewer
from etabli.programme.watches.matching import Roads
from etabli.programme.watches.models import Watch
from etabli.programme.watches.notices import NEAR_WORKSHOPS
from etabli.programme.workshops.calendar.cards import SessionCard, announced_sessions
from etabli.programme.workshops.models import Session
from etabli.territory.places.models import Commune
from etabli.territory.places.queries import distances_from_each


@dataclass(frozen=True)
class WatchersIn:
    """How many people wait for a workshop near a commune."""

    commune: Commune
    people: int


def watches_in_force(on: date) -> QuerySet[Watch]:
    """Those that were neither stopped nor are over on this day."""
    return Watch.objects.filter(withdrawn_at=None, ends_on__gte=on, person__merged_into=None)


def own_watches(viewer: Viewer, on: date) -> list[Watch]:
    """The viewer's own, the latest first: one statement."""
    watches = watches_in_force(on).filter(person=viewer.person_id or 0)
    return list(watches.select_related("person", "commune", "theme").order_by("-pk"))


def watches_due(on: date) -> dict[int, list[Watch]]:
    """By person, what is to be looked at today: of those who were not told today, and did not stop such mails."""
    watches = (
        watches_in_force(on).select_related("person__chamber", "commune", "theme").order_by("person", "pk")
    )
    by_person: dict[int, list[Watch]] = {}
    silent = _silent()
    for watch in watches:
        if watch.person.party_id not in silent:
            by_person.setdefault(watch.person_id, []).append(watch)
    return {
        person: watches_of_person
        for person, watches_of_person in by_person.items()
        if not any(_is_told(watch, on) for watch in watches_of_person)
    }


def sessions_to_come(at: datetime) -> list[SessionCard]:
    """The sessions that are announced to all and have not begun, by date: one statement."""
    return announced_sessions(Q(occasion__starts_at__gt=at, occasion__cancelled_at=None))


def roads_from_communes_of(watches: list[Watch]) -> dict[str, Roads]:
    """Km by road from each commune that these watch: one statement."""
    return dict(distances_from_each({watch.commune_id for watch in watches if watch.commune_id is not None}))


def sessions_known_to(person_id: int, sessions: list[int]) -> set[int]:
    """Those of these sessions in which they have, or had, a place: they know of it. One statement."""
    sessions_with_sign_up = Session.objects.filter(pk__in=sessions, occasion__sign_ups__person=person_id)
    return set(sessions_with_sign_up.values_list("pk", flat=True))


def watchers_by_commune(viewer: Viewer, on: date) -> list[WatchersIn]:
    """Where people of the viewer's chamber wait for a workshop, most of them first; for its staff. Three statements."""
    if viewer.role not in STAFF or viewer.chamber_id is None:
        return []
    rows = watches_in_force(on).filter(chamber=viewer.chamber_id, commune__isnull=False)
    reachable = rows.exclude(person__party__in=_silent())
    people = Counter(
        dict(reachable.order_by().values_list("commune").annotate(Count("person", distinct=True)))
    )
    communes = Commune.objects.in_bulk(list(people))
    most_awaited_first = sorted(communes.values(), key=lambda commune: (-people[commune.pk], commune.name))
    return [WatchersIn(commune, people[commune.pk]) for commune in most_awaited_first]


def count_brought_by_relay(code: str, since: datetime) -> int:
    """How many people asked to be told, having come by the link of this relay: one statement."""
    relay_watches = Watch.objects.filter(via=code, asked_at__gte=since, withdrawn_at=None)
    return relay_watches.values("person").distinct().count()


def _silent() -> set[int]:
    """The parties that stopped such mails: one statement."""
    chosen = Preference.objects.filter(channels__has_key=NEAR_WORKSHOPS.code).values_list("owner", "channels")
    return {owner for owner, channels in chosen if channels[NEAR_WORKSHOPS.code] == Channel.HERE}


def _is_told(watch: Watch, on: date) -> bool:
    return watch.told_at is not None and timezone.localdate(watch.told_at) == on
