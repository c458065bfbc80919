"""Reading an adviser's own calendar: its busy times take the place of those that were read before."""

import json
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from etabli.foundation.confined import call_confined
from etabli.foundation.fetch import Failure, NotFetched, fetch
from etabli.programme.diary.models import BusyTime, OutsideCalendar

TIMEOUT_SECONDS, MAX_BYTES = 10, 4_000_000
TIME_BEHIND, TIME_AHEAD = timedelta(days=7), timedelta(days=400)
UNREAD_FAULT = "unread"  # what came is no calendar, or took too long to understand

FAULT_SENTENCES: dict[str, str | Promise] = {
    Failure.ADDRESS: _("This address can’t be read from here. Copy it again from your calendar."),
    Failure.UNREACHED: _(
        "Nobody answers at this address. We try again each hour; if it lasts, copy it again."
    ),
    Failure.REFUSED: _("The calendar asks for a password. Copy its secret address, or share it by a link."),
    Failure.MISSING: _("Nothing stands at this address any more. Copy the new address from your calendar."),
    Failure.TROUBLE: _(
        "The calendar answered with a fault. We try again each hour; if it lasts, copy it again."
    ),
    Failure.TOO_LONG: _("This calendar is too large for us. Share a smaller one, without the past years."),
    UNREAD_FAULT: _(
        "This address is no calendar. It often ends in .ics: copy it from the settings of your calendar."
    ),
}


def read_calendar(calendar: OutsideCalendar, *, at: datetime) -> None:
    """Read it now. When it fails, why is written down, and what was read before stays."""
    since, until = at - TIME_BEHIND, at + TIME_AHEAD
    try:
        content = fetch(calendar.url, accept="text/calendar", seconds=TIMEOUT_SECONDS, most_bytes=MAX_BYTES)
        times = _parse_in_child(content, since, until)
    except NotFetched as fault:
        _write(calendar, at, fault.failure.value)
        return
    if times is None:
        _write(calendar, at, UNREAD_FAULT)
        return
    with transaction.atomic():
        calendar.busy_times.all().delete()
        BusyTime.objects.bulk_create(BusyTime(calendar=calendar, starts_at=a, ends_at=b) for a, b in times)
        calendar.read_at = at
        _write(calendar, at, "")


def _write(calendar: OutsideCalendar, at: datetime, failure: str) -> None:
    calendar.tried_at, calendar.failure = at, failure
    calendar.save(update_fields=["tried_at", "read_at", "failure"])


def _parse_in_child(
    content: bytes, since: datetime, until: datetime
) -> list[tuple[datetime, datetime]] | None:
    request = {"since": since.isoformat(), "until": until.isoformat(), "zone": settings.TIME_ZONE}
    answer, ended_well = call_confined(
        "etabli.programme.diary.engine.busy:serve",
        json.dumps(request).encode() + b"\n" + content,
        seconds=TIMEOUT_SECONDS,
        memory_mb=600,
        patience=2 * TIMEOUT_SECONDS,
        most=1_000_000,
    )
    times = json.loads(answer) if ended_well and answer else None
    return None if times is None else [(_instant(start), _instant(end)) for start, end in times]


def _instant(text: str) -> datetime:
    return datetime.fromisoformat(text)
