"""An adviser's own calendar: only busy times are kept, and what fails is told with what to do."""

from datetime import UTC, datetime, timedelta
from html import unescape
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.utils import timezone

from etabli.foundation.calendars.engine.reading import NotACalendar
from etabli.foundation.fetch import Failure, NotFetched
from etabli.foundation.journal import undo
from etabli.foundation.journal.models import Entry
from etabli.foundation.people.models import Membership
from etabli.foundation.people.viewer import Viewer
from etabli.programme.diary import external_calendar, tasks
from etabli.programme.diary.actions import CalendarStands, follow_calendar, leave_calendar
from etabli.programme.diary.engine.busy import busy_times
from etabli.programme.diary.models import BusyTime, OutsideCalendar
from etabli.programme.diary.queries import free_half_days
from tests import factories

PARIS = ZoneInfo("Europe/Paris")
SINCE, UNTIL = datetime(2027, 1, 1, tzinfo=UTC), datetime(2027, 12, 31, tzinfo=UTC)
SECRET = "Rendez-vous chez le médecin"


def calendar(*events: str) -> bytes:
    body = "".join(f"BEGIN:VEVENT\r\nSUMMARY:{SECRET}\r\n{event}\r\nEND:VEVENT\r\n" for event in events)
    return f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//test//\r\n{body}END:VCALENDAR\r\n".encode()


def busy(*events: str) -> list[str]:
    times = busy_times(calendar(*(event.replace(" ", "\r\n") for event in events)), SINCE, UNTIL, PARIS)
    return [f"{a.astimezone(PARIS):%m-%d %H:%M}–{b.astimezone(PARIS):%H:%M}" for a, b in times]


@pytest.mark.parametrize(
    ("event", "times"),
    [
        ("UID:a DTSTART:20270111T080000Z DTEND:20270111T090000Z", ["01-11 09:00–10:00"]),
        ("UID:a DTSTART;TZID=Europe/Paris:20270705T090000 DURATION:PT90M", ["07-05 09:00–10:30"]),
        ("UID:a DTSTART:20270111T090000 DTEND:20270111T100000", ["01-11 09:00–10:00"]),
        ("UID:a DTSTART;VALUE=DATE:20270111", ["01-11 00:00–00:00"]),
        ("UID:a DTSTART;VALUE=DATE:20270326 DTEND;VALUE=DATE:20270330", ["03-26 00:00–00:00"]),
        ("UID:a DTSTART:20270111T080000Z DTEND:20270111T090000Z TRANSP:TRANSPARENT", []),
        ("UID:a DTSTART:20270111T080000Z DTEND:20270111T090000Z STATUS:CANCELLED", []),
        ("UID:a DTSTART:20270111T080000Z DTEND:20270111T090000Z X-MICROSOFT-CDO-BUSYSTATUS:FREE", []),
        ("UID:diary-session-4-1@etabli DTSTART:20270111T080000Z DTEND:20270111T090000Z", []),
        ("UID:a DTSTART:20270111T080000Z", []),
        ("UID:a DTSTART:20250111T080000Z DTEND:20250111T090000Z", []),
        ("UID:a", []),
        ("UID:a DTSTART:nonsense DTEND:20270111T090000Z", []),
        ("UID:a DTSTART:20270111T090000Z DTEND:20270111T080000Z", []),
        ("UID:a DTSTART:20270111T080000Z DTEND:20270111T090000Z RRULE:FREQ=SECONDLY", []),
        ("UID:a DTSTART:20270111T080000Z DTEND:20270111T090000Z RRULE:NONSENSE", []),
    ],
)
def test_when_one_event_is_busy(event: str, times: list[str]) -> None:
    assert busy(event) == times


def test_what_repeats_keeps_its_hour_over_summer_time_without_what_was_taken_out_or_moved() -> None:
    rule = (
        "UID:a DTSTART;TZID=Europe/Paris:20270315T090000 DTEND;TZID=Europe/Paris:20270315T100000 "
        "RRULE:FREQ=WEEKLY;UNTIL=20270412T220000Z EXDATE;TZID=Europe/Paris:20270322T090000"
    )
    moved = (
        "UID:a RECURRENCE-ID;TZID=Europe/Paris:20270405T090000 DTSTART;TZID=Europe/Paris:20270406T140000 "
        "DTEND;TZID=Europe/Paris:20270406T150000"
    )
    assert busy(rule, moved) == [
        "03-15 09:00–10:00", "03-29 09:00–10:00", "04-06 14:00–15:00", "04-12 09:00–10:00",
    ]  # fmt: skip


def test_what_overlaps_is_one_time() -> None:
    times = busy(
        "UID:a DTSTART:20270111T080000Z DTEND:20270111T093000Z",
        "UID:b DTSTART:20270111T090000Z DTEND:20270111T100000Z",
    )
    assert times == ["01-11 09:00–11:00"]


@pytest.mark.parametrize(
    "content", [b"", b"<html>", b"\x00\xff", b"BEGIN:VCALENDAR", b"BEGIN:VEVENT\r\nEND:VEVENT\r\n"]
)
def test_what_is_no_calendar_is_said(content: bytes) -> None:
    with pytest.raises(NotACalendar):
        busy_times(content, SINCE, UNTIL, PARIS)


def followed(by: Viewer) -> OutsideCalendar:
    return follow_calendar(url="https://example.org/secret.ics", by=by, at=factories.AT)


def monday() -> datetime:
    """Nine o'clock on a Monday some weeks from now that no public holiday takes."""
    today = timezone.localtime()
    on = today + timedelta(days=28 - today.weekday())
    days = (on + timedelta(days=7 * n) for n in range(9))
    from etabli.programme.diary.days import is_worked

    return next(day for day in days if is_worked(day.date())).replace(
        hour=9, minute=0, second=0, microsecond=0
    )


def answers(monkeypatch: pytest.MonkeyPatch, content: bytes | Failure) -> None:
    def fetch(url: str, **limits: object) -> bytes:
        if isinstance(content, Failure):
            raise NotFetched(content)
        return content

    monkeypatch.setattr(external_calendar, "fetch", fetch)


def one_hour(start: datetime) -> bytes:
    begin, end = (at.astimezone(UTC) for at in (start, start + timedelta(hours=1)))
    return calendar(f"UID:a\r\nDTSTART:{begin:%Y%m%dT%H%M%SZ}\r\nDTEND:{end:%Y%m%dT%H%M%SZ}")


def test_busy_times_take_half_days_out_and_no_title_is_kept(
    client: Client, membership: Membership, adviser: Viewer, monkeypatch: pytest.MonkeyPatch
) -> None:
    start = monday()
    followed(adviser)
    answers(monkeypatch, one_hour(start))
    tasks.read_calendars(timezone.now())
    busy = BusyTime.objects.get()
    assert busy.starts_at == start
    on = start.date()
    assert free_half_days(adviser, membership.user, on, on) == [(on, "pm")]
    desk = factories.become(client, membership=membership)
    page = unescape(desk.get(f"/semaine/?du={on.isoformat()}").content.decode())
    assert "occupé (agenda extérieur)" in page
    assert SECRET not in page
    assert "secret.ics" not in page


def test_an_evening_takes_no_half_day(
    membership: Membership, adviser: Viewer, monkeypatch: pytest.MonkeyPatch
) -> None:
    start = monday().replace(hour=20)
    followed(adviser)
    answers(monkeypatch, one_hour(start))
    tasks.read_calendars(timezone.now())
    assert len(free_half_days(adviser, membership.user, start.date(), start.date())) == 2


@pytest.mark.parametrize("fault", [*Failure, b"no calendar"])
def test_a_failing_address_is_told_with_what_to_do_and_keeps_what_was_read(
    client: Client,
    membership: Membership,
    adviser: Viewer,
    monkeypatch: pytest.MonkeyPatch,
    fault: Failure | bytes,
) -> None:
    calendar = followed(adviser)
    answers(monkeypatch, one_hour(monday()))
    external_calendar.read_calendar(calendar, at=timezone.now())
    answers(monkeypatch, fault)
    external_calendar.read_calendar(calendar, at=timezone.now())
    assert BusyTime.objects.count() == 1
    page = unescape(
        factories.become(client, membership=membership).get("/semaine/mon-calendrier/").content.decode()
    )
    assert str(external_calendar.FAULT_SENTENCES[OutsideCalendar.objects.get().failure]) in page
    assert "compte toujours" in page


def test_the_clock_tries_each_once_an_hour(adviser: Viewer, monkeypatch: pytest.MonkeyPatch) -> None:
    tried: list[int] = []
    monkeypatch.setattr(tasks, "read_calendar", lambda calendar, *, at: tried.append(calendar.pk))
    calendar, now = followed(adviser), timezone.now()
    for tried_at, times in [(None, 1), (now - timedelta(minutes=59), 1), (now - timedelta(minutes=60), 2)]:
        OutsideCalendar.objects.update(tried_at=tried_at)
        tasks.read_calendars(now)
        assert len(tried) == times
    assert set(tried) == {calendar.pk}


def test_what_is_left_is_forgotten_at_once_and_its_address_after_a_month(
    adviser: Viewer, monkeypatch: pytest.MonkeyPatch
) -> None:
    calendar, now = followed(adviser), timezone.now()
    with pytest.raises(CalendarStands):
        followed(adviser)
    answers(monkeypatch, one_hour(monday()))
    external_calendar.read_calendar(calendar, at=now)
    leave_calendar(calendar=calendar, by=adviser, at=now)
    assert not BusyTime.objects.exists()
    undo(entry=Entry.objects.get(verb="diary.leave_calendar"), by=adviser, at=now)
    tasks.read_calendars(now)
    assert BusyTime.objects.count() == 1
    leave_calendar(calendar=OutsideCalendar.objects.get(), by=adviser, at=now)
    tasks.forget_calendars(now + timedelta(days=29))
    assert OutsideCalendar.objects.exists()
    tasks.forget_calendars(now + timedelta(days=31))
    assert not OutsideCalendar.objects.exists()


@pytest.mark.parametrize(
    "typed", ["http://example.org/a.ics", "ftp://a", "example.org/a.ics", "https://", ""]
)
def test_an_address_that_is_none_is_told_and_kept(client: Client, membership: Membership, typed: str) -> None:
    desk = factories.become(client, membership=membership)
    page = desk.post("/semaine/mon-calendrier/", {"address": typed}).content.decode()
    assert f'value="{typed}"' in page or not typed
    assert not OutsideCalendar.objects.exists()


def test_webcal_is_read_over_https(
    client: Client, membership: Membership, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers(monkeypatch, Failure.MISSING)
    desk = factories.become(client, membership=membership)
    desk.post("/semaine/mon-calendrier/", {"address": "webcal://example.org/a.ics"})
    calendar = OutsideCalendar.objects.get()
    assert calendar.url == "https://example.org/a.ics"
    assert calendar.failure == Failure.MISSING
