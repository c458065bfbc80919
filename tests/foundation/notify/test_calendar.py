"""An invitation, its change and its end, as a calendar that receives them in any order understands them."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import icalendar
import pytest
from dateutil.rrule import rrulestr
from django.core import mail

from etabli.foundation.notify.calendar import Meeting, calendar_file
from etabli.foundation.notify.delivery import deliver
from etabli.foundation.notify.prose import ours
from etabli.foundation.notify.queue import send
from tests import factories as make
from tests.factories import AT

STARTS = datetime(2027, 3, 27, 8, 0, tzinfo=UTC)  # nine o'clock in Paris, on the eve of summer time
MEETING = Meeting(
    "u@etabli", 0, "Atelier, à Blaye; oui", STARTS, STARTS + timedelta(hours=3), "Mairie", "https://x.org/"
)
WHOM = "anne@example.org"


class Diary:
    """A calendar program, by RFC 5546: under one UID the highest SEQUENCE counts, then the latest DTSTAMP."""

    def __init__(self) -> None:
        self.events: dict[str, Any] = {}

    def receive(self, text: str) -> None:
        calendar = icalendar.Calendar.from_ical(text)
        (event,) = calendar.walk("VEVENT")
        known = self.events.get(event["UID"])
        age = (event["SEQUENCE"], event["DTSTAMP"].dt)
        if known is None or age > (known["SEQUENCE"], known["DTSTAMP"].dt):
            self.events[event["UID"]] = event
        assert (calendar["METHOD"] == "CANCEL") == (event["STATUS"] == "CANCELLED")

    @property
    def shown(self) -> list[tuple[str, datetime]]:
        return [
            (event["SUMMARY"], event["DTSTART"].dt)
            for event in self.events.values()
            if event["STATUS"] != "CANCELLED"
        ]


def file(minutes: int = 0, **changes: Any) -> str:
    return calendar_file(replace(MEETING, **changes), at=AT + timedelta(minutes=minutes), to=WHOM)


def test_an_invitation_is_accepted_already_and_asks_no_answer() -> None:
    calendar = icalendar.Calendar.from_ical(file())
    (event,) = calendar.walk("VEVENT")
    assert (calendar["METHOD"], event["UID"], event["SEQUENCE"]) == ("REQUEST", "u@etabli", 0)
    assert event["ORGANIZER"].startswith("mailto:")
    assert event["ATTENDEE"] == f"mailto:{WHOM}"
    assert event["ATTENDEE"].params["PARTSTAT"] == "ACCEPTED"
    assert event["ATTENDEE"].params["RSVP"] == "FALSE"
    (alarm,) = calendar.walk("VALARM")
    assert (alarm["ACTION"], alarm["TRIGGER"].dt) == ("DISPLAY", timedelta(days=-1))


def test_the_hour_is_that_of_paris_with_its_rules() -> None:
    calendar = icalendar.Calendar.from_ical(file())
    (event,) = calendar.walk("VEVENT")
    assert event["DTSTART"].params["TZID"] == "Europe/Paris"
    assert event["DTSTART"].dt.hour == 9
    assert event["DTSTART"].dt == STARTS
    assert [zone["TZID"] for zone in calendar.walk("VTIMEZONE")] == ["Europe/Paris"]


def test_half_days_are_days_running_moved_to_where_they_are() -> None:
    later = tuple((STARTS + timedelta(days=n), STARTS + timedelta(days=n, hours=2)) for n in (9, 30))
    events = icalendar.Calendar.from_ical(file(later=later)).walk("VEVENT")
    assert events[0]["RRULE"] == {"FREQ": ["DAILY"], "COUNT": [3]}
    instances = [event["RECURRENCE-ID"].dt for event in events[1:]]
    by_the_rule = list(rrulestr(events[0]["RRULE"].to_ical().decode(), dtstart=events[0]["DTSTART"].dt))
    assert instances == by_the_rule[1:], "the second day is in summer time: the rule counts by the clock"
    assert [(event["DTSTART"].dt, event["DTEND"].dt) for event in events[1:]] == list(later)
    assert "RRULE" not in icalendar.Calendar.from_ical(file(later=later, cancelled=True)).walk("VEVENT")[0]


def test_a_file_to_download_invites_nobody() -> None:
    calendar = icalendar.Calendar.from_ical(calendar_file(MEETING, at=AT))
    assert calendar["METHOD"] == "PUBLISH"
    assert "ATTENDEE" not in calendar.walk("VEVENT")[0]


@pytest.mark.parametrize("order", [(0, 1, 2), (1, 0, 2), (2, 0, 1), (2, 1, 0)])
def test_in_any_order_the_last_word_counts(order: tuple[int, ...]) -> None:
    later = {"starts_at": STARTS + timedelta(days=7), "ends_at": STARTS + timedelta(days=7, hours=3)}
    files = [file(0), file(1, sequence=1, **later), file(2, sequence=2, cancelled=True, **later)]
    diary = Diary()
    diary.receive(files[0])
    diary.receive(files[1])
    assert diary.shown == [(MEETING.title, later["starts_at"])], "moved, not doubled"
    diary = Diary()
    for number in order:
        diary.receive(files[number])
    assert diary.shown == []
    diary.receive(file(3, sequence=3))
    assert diary.shown == [(MEETING.title, STARTS)], "and back again"


@pytest.mark.django_db
@pytest.mark.parametrize(("cancelled", "method"), [(False, "REQUEST"), (True, "CANCEL")])
def test_it_comes_as_a_reading_of_the_mail_and_as_a_file(cancelled: bool, method: str) -> None:
    text = file(cancelled=cancelled)
    send(to=WHOM, subject="Votre atelier", body=ours("Voici."), key="k", calendar=text, at=AT)
    assert deliver(make.mails().get().pk, AT)
    sent = mail.outbox[0].message()
    types = [part.get_content_type() for part in sent.walk()]
    assert types == [
        "multipart/mixed",
        "multipart/alternative",
        "text/plain",
        "text/html",
        "text/calendar",
        "application/ics",
    ]
    reading, attached = list(sent.walk())[4:]
    assert reading["Content-Type"].params["method"] == method
    assert reading["Content-Type"].params["charset"] == "utf-8"
    assert reading.get_content().replace("\r\n", "\n") == text.replace("\r\n", "\n")
    assert attached.get_filename() == "etabli.ics"
    assert attached.get_content() == text.encode()
