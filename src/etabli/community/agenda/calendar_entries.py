"""Events for programs: the calendar that one follows, the file of one event, the feed of news.

A program says nobody's name: what is followed holds what is open to all, and nothing more.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import Count, Max
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from etabli.community.agenda import wording
from etabli.community.agenda.engine.writing import FeedHead, Form, feed_out
from etabli.community.agenda.listing import Choice, shown_dates
from etabli.community.agenda.models import Event, EventDate
from etabli.community.agenda.queries import dates_of
from etabli.foundation.calendars.engine.events import CalendarEvent
from etabli.foundation.journal.models import Entry
from etabli.foundation.people.viewer import Viewer
from etabli.foundation.ui.markdown import markdown_text

RETENTION = timedelta(weeks=6)  # how long what is over stays in a feed
MAX_DATES = 500
NEVER = datetime(2000, 1, 1, tzinfo=UTC)
LABEL, DATE_LABEL = Event._meta.label_lower, EventDate._meta.label_lower


def public_feed(choice: Choice, form: Form, *, source: str, at: datetime) -> bytes:
    """The feed of what is open to all and answers to a choice: what comes, and what is over since a few weeks. Three
    statements at most."""
    choice = replace(choice, is_past=False, month="")
    dates = shown_dates(Viewer.nobody(), choice).filter(ends_at__gt=at - RETENTION)
    dates = dates.select_related("event__commune", "event__organisation", "event__author")
    entries = calendar_events(list(dates.order_by("starts_at", "pk")[:MAX_DATES]))
    query = choice.query()
    page = f"{settings.BASE_URL}{reverse('agenda:list')}"
    title = _("Events for digital professionals and craftspeople")
    head = FeedHead(
        title=title,
        about=_("What the association and its members organise, open to all."),
        source=source,
        page=f"{page}?{query}" if query else page,
        written_at=max((entry.changed_at or NEVER for entry in entries), default=NEVER),
    )
    return feed_out(entries, head, form)


def event_file(event: Event, *, at: datetime) -> bytes:
    """All the dates of one event, to put in one's own calendar. The caller has been given the event: three statements
    at most."""
    address = f"{settings.BASE_URL}{reverse('agenda:event_calendar', args=[event.pk])}"
    head = FeedHead(title=event.title, about="", source=address, page=address_of(event), written_at=at)
    return feed_out(calendar_events(dates_of(event)), head, Form.CALENDAR)


def calendar_events(dates: Sequence[EventDate]) -> list[CalendarEvent]:
    """The dates as calendars take them: one statement, or two where a link is. The number of the acts that touched one
    is its SEQUENCE, so that a change, and one that is taken back, are both learnt. No link of an event with places."""
    changes, kept = _changes_of(dates), _events_that_keep_their_link(dates)
    return [
        _calendar_event(
            date, *changes.get(date.pk, (0, NEVER)), "" if date.event_id in kept else date.event.link
        )
        for date in dates
    ]


def address_of(event: Event) -> str:
    """The whole address of its page."""
    return f"{settings.BASE_URL}{reverse('agenda:event', args=[event.pk])}"


def _calendar_event(date: EventDate, acts: int, changed_at: datetime, link: str) -> CalendarEvent:
    event, starts_at = date.event, timezone.localtime(date.starts_at)
    is_open = event.is_open
    lines = [
        _("Called off: %(reason)s") % {"reason": date.reason or event.cancelled_reason}
        if date.is_called_off
        else "",
        markdown_text(event.text),
        _("Price: %(price)s") % {"price": wording.price(event)},
        _("Take part online: %(link)s") % {"link": link} if link else "",
        "" if is_open else _("For the members of the association."),
        address_of(event),
    ]
    last = wording.last_moment(date.span)
    return CalendarEvent(
        uid=f"agenda-{date.pk}@{urlsplit(settings.BASE_URL).hostname}",
        title=event.title,
        starts=starts_at.date() if date.is_all_day else starts_at,
        ends=last.date() if date.is_all_day else last,
        sequence=acts,
        description="\n".join(filter(None, lines)),
        place=wording.where(event),
        organiser=event.signed_by,
        url=address_of(event),
        changed_at=changed_at.replace(microsecond=0),
        is_cancelled=date.is_called_off,
    )


def _events_that_keep_their_link(dates: Iterable[EventDate]) -> set[int]:
    """Those of which the link is for who has a place."""
    with_link = {date.event_id for date in dates if date.event.link}
    if not with_link:
        return set()
    rows = EventDate.objects.filter(event__in=with_link, withdrawn_at=None, occasion__isnull=False)
    return set(rows.values_list("event_id", flat=True))


def _changes_of(dates: Iterable[EventDate]) -> dict[int, tuple[int, datetime]]:
    """By the number of each date, how many acts touched it or its event, and when the last one did: by the journal."""
    events = {date.pk: date.event_id for date in dates}
    rows = Entry.objects.filter(subject_type=LABEL, subject_id__in=[str(pk) for pk in set(events.values())])
    rows |= Entry.objects.filter(subject_type=DATE_LABEL, subject_id__in=[str(pk) for pk in events])
    counted = rows.order_by().values_list("subject_type", "subject_id").annotate(Count("pk"), Max("at"))
    acts = {(kind, int(pk)): (number, latest) for kind, pk, number, latest in counted}
    changes = {}
    for pk, event_pk in events.items():
        touched = [acts[key] for key in ((LABEL, event_pk), (DATE_LABEL, pk)) if key in acts]
        if touched:
            changes[pk] = (sum(number for number, _at in touched), max(latest for _number, latest in touched))
    return changes
