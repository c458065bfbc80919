"""The calendar that a visitor's own program subscribes to: all the sessions, or those that a choice keeps."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from hashlib import sha256

from django.conf import settings
from django.db.models import Max, Model, Q
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from etabli.foundation.journal.models import Entry
from etabli.foundation.notify.feed import AnnouncedMeeting, feed
from etabli.foundation.seats.calendar import meeting_of
from etabli.foundation.ui.elision import join_little_words
from etabli.programme.workshops.calendar.cards import SessionCard, announced_sessions
from etabli.programme.workshops.calendar.filters import Choice
from etabli.programme.workshops.models import Session
from etabli.territory.places.models import Commune
from etabli.territory.places.queries import distances_from

RETENTION = timedelta(weeks=6)  # how long what is over, or called off, stays in the feed
REFRESH_EVERY = timedelta(hours=6)


@dataclass(frozen=True)
class CalendarFeed:
    """The text of a feed."""

    text: str

    @property
    def etag(self) -> str:
        """Another text has another, which no date says as well: a session that leaves the feed changes it too."""
        return sha256(self.text.encode()).hexdigest()[:32]


def calendar_feed(
    choice: Choice, near: Commune | None, *, via: str, source: str, at: datetime
) -> CalendarFeed:
    """The feed of what `choice` keeps: three statements, and one for the roads. `via`: the relay's code, or ""."""
    roads = distances_from(near.code) if near else {}
    cards = announced_sessions(Q(occasion__ends_at__gt=at - RETENTION), roads)
    sessions = _sessions_by_pk([card.pk for card in cards if _keeps(choice, card, at)])
    changed = _changed_at(sessions)
    items = [_calendar_entry(session, changed.get(session.pk), via) for session in sessions]
    name = _("Workshops for craftspeople")
    text = feed(
        items,
        name=join_little_words(_("%(name)s near %(commune)s") % {"name": name, "commune": near.name})
        if near
        else name,
        about=_("Half-days free of charge, to be found on the internet."),
        source=source,
        every=REFRESH_EVERY,
    )
    return CalendarFeed(text)


def address_of(session: Session, via: str) -> str:
    """The page of a session, for who comes from elsewhere; it keeps through whom they came."""
    address = f"{settings.BASE_URL}{reverse('workshops:workshop', args=[session.pk])}"
    return f"{address}?{urlencode({'via': via})}" if via else address


def _keeps(choice: Choice, card: SessionCard, at: datetime) -> bool:
    """Whether places are left counts no more once it has begun, or is called off."""
    to_come = card.starts_at > at and not card.is_cancelled
    return (choice if to_come else replace(choice, free=False)).keeps(card)


def _sessions_by_pk(keys: list[int]) -> list[Session]:
    sessions = Session.objects.filter(pk__in=keys).select_related("theme", "venue__commune", "occasion")
    return list(sessions.order_by("occasion__starts_at", "pk"))


def _changed_at(sessions: list[Session]) -> dict[int, datetime]:
    """When what is said of each last changed, itself, its room or its theme, by the journal: one statement."""
    subjects = {
        session.pk: [_subject_of(each) for each in (session, session.venue, session.theme)]
        for session in sessions
    }
    by_type: dict[str, set[str]] = {}
    for label, pk in {subject for each in subjects.values() for subject in each}:
        by_type.setdefault(label, set()).add(pk)
    about = Q(pk__in=())
    for label, pks in by_type.items():
        about |= Q(subject_type=label, subject_id__in=pks)
    rows = (
        Entry.objects.filter(about).order_by().values("subject_type", "subject_id").annotate(latest=Max("at"))
    )
    latest = {(row["subject_type"], row["subject_id"]): row["latest"] for row in rows}
    return {
        pk: max(days)
        for pk, each in subjects.items()
        if (days := [latest[key] for key in each if key in latest])
    }


def _subject_of(row: Model) -> tuple[str, str]:
    return row._meta.label_lower, str(row.pk)


def _calendar_entry(session: Session, changed_at: datetime | None, via: str) -> AnnouncedMeeting:
    address = address_of(session, via)
    theme, venue = session.theme, session.venue
    lines = [
        _("Called off: this workshop will not take place.") if session.occasion.cancelled_at else "",
        theme.promise,
        _("Free of charge. Sign-up and details: %(address)s") % {"address": address},
        _("Step-free access") if venue.accessible else "",
    ]
    return AnnouncedMeeting(
        meeting=meeting_of(session.occasion, address),
        description="\n".join(filter(None, lines)),
        categories=(_("Workshop"), theme.title),
        at=(venue.commune.lat, venue.commune.lon),
        changed_at=(changed_at or session.published_at or session.occasion.starts_at).replace(microsecond=0),
    )
