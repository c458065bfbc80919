"""The desk of an adviser, and of their management: the coming days, what is to be done first, what was done today."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _, ngettext

from etabli.foundation.journal.queries import still_reversible
from etabli.foundation.notices.queries import count_and_first_deadline, waiting_calls
from etabli.foundation.people.models import Person, Role
from etabli.foundation.people.viewer import Viewer
from etabli.foundation.seats.wording import places_taken
from etabli.foundation.ui.typography import clock, day, full_day, number, short_day
from etabli.programme.coverage.queries.costs import cost_per_person
from etabli.programme.estimates.queries import Estimates, estimates
from etabli.programme.funding.state_wording import state_label
from etabli.programme.journeys.contacts import PromisedCall, promised_calls
from etabli.programme.support.models import Appointment
from etabli.programme.support.notices import is_past
from etabli.programme.support.queries import Request, open_half_days, requests_waiting
from etabli.programme.workshops.models import Session
from etabli.programme.workshops.session_list import since_today

SHOWN_DAYS = 5  # working days on the page, today first
MAX_OF_EACH = 3  # requests and reports by name; the others are counted
FILLING_DELAY = timedelta(days=21)  # in which a session with few people can still be filled
MAX_SESSIONS = 12
MAX_REVERSIBLE = 3


@dataclass(frozen=True)
class Day:
    """A day of the diary. `more`: half-days that are not shown."""

    on: date
    short: str
    sessions: Sequence[Session]
    half_days: Sequence[Appointment]
    more: int = 0


@dataclass(frozen=True)
class ToDo:
    """One thing to do: what, why, the button that does it; `state`, and its kind, when there is a time to keep; whom it
    is about."""

    what: str
    why: str
    label: str
    url: str
    state: str = ""
    kind: str = "ask"
    person: Person | None = None


@dataclass(frozen=True)
class _DeskData:
    """All that the desk has read."""

    viewer: Viewer
    at: datetime
    sessions: Sequence[Session]
    half_days: Sequence[Appointment]
    waiting: Sequence[Request]
    calls: tuple[int, datetime | None]
    promised: Sequence[PromisedCall]
    estimates: Estimates | None

    @property
    def today(self) -> date:
        return timezone.localdate(self.at)

    @property
    def is_adviser(self) -> bool:
        return self.viewer.role == Role.ADVISER


def staff_desk(viewer: Viewer, at: datetime) -> Mapping[str, Any]:
    """Nine statements, whatever there is: what stands, and what was estimated beforehand. An adviser sees their own
    half-days, the management those of all, and what it costs: one statement more, five once the costs are said."""
    waiting = requests_waiting(viewer, at=at)
    adviser_id = viewer.user_id if viewer.role == Role.ADVISER else None
    seen = _DeskData(
        viewer,
        at,
        since_today(viewer, at=at, limit=MAX_SESSIONS),
        open_half_days(viewer, adviser_id=adviser_id),
        waiting,
        count_and_first_deadline(waiting_calls(viewer, at=at)),
        promised_calls(viewer, at=at),
        estimates(viewer, at=at, waiting_requests=len(waiting)),
    )
    days = _days(seen)
    return {
        "today": seen.today,
        "days": days,
        "later": [row for row in seen.sessions if timezone.localdate(row.occasion.starts_at) > days[-1].on][
            :MAX_OF_EACH
        ],
        "sessions": seen.sessions,
        "half_days_later": [row for row in seen.half_days if row.half_day.on > days[-1].on],
        "appointments": [row for row in seen.half_days if row.half_day.on >= seen.today],
        "waiting": waiting,
        "to_do": list(_to_do(seen)),
        "done": still_reversible(viewer, since=_start_of_day(seen.today), limit=MAX_REVERSIBLE),
        "estimates": seen.estimates,
        "is_adviser": seen.is_adviser,
        "cost": cost_per_person(viewer, today=seen.today),
    }


def _start_of_day(today: date) -> datetime:
    return timezone.make_aware(datetime.combine(today, time()))


def _days(seen: _DeskData) -> Sequence[Day]:
    """Today, whatever it is, and the working days that follow."""
    dates = [seen.today]
    while len(dates) < SHOWN_DAYS:
        following = dates[-1] + timedelta(days=1)
        while following.weekday() > 4:  # Saturday, Sunday
            following += timedelta(days=1)
        dates.append(following)
    return [_day(seen, on) for on in dates]


def _day(seen: _DeskData, on: date) -> Day:
    day_half_days = [row for row in seen.half_days if row.half_day.on == on]
    limit = len(day_half_days) if on == seen.today else 4
    sessions = [
        row
        for row in seen.sessions
        if any(timezone.localdate(span.start) == on for span in row.occasion.spans)
    ]
    return Day(
        on, short_day(on), sessions, day_half_days[:limit], len(day_half_days) - len(day_half_days[:limit])
    )


def _to_do(seen: _DeskData) -> Iterator[ToDo]:
    """In the order in which they are to be done: what is late, what falls today, what can wait for this week."""
    late = [row for row in seen.waiting if row.waits_too_long]
    yield from (_request_to_do(seen, row) for row in late[:1])
    yield from _calls_to_do(seen)
    yield from _promises_to_do(seen)
    yield from _files_to_do(seen)
    yield from _reports_to_do(seen)
    named = seen.waiting[1 if late else 0 :][: MAX_OF_EACH - 1]
    yield from (_request_to_do(seen, row) for row in named)
    yield from _sessions_to_do(seen)
    other_count = len(seen.waiting) - len(named) - len(late[:1])
    if other_count:
        sentence = ngettext(
            "%(n)s other request for a half-day", "%(n)s other requests for a half-day", other_count
        )
        yield ToDo(
            sentence % {"n": number(other_count)},
            _("The oldest come first on their list."),
            _("See them"),
            reverse("support:requests"),
        )
    yield from _estimates_to_do(seen)


def _request_to_do(seen: _DeskData, row: Request) -> ToDo:
    wish = row.wish
    assert wish.person is not None  # requests_waiting gives none without
    days = (seen.today - wish.expressed_on).days
    state = ngettext("%(n)s day", "%(n)s days", days) % {"n": number(days)} if row.waits_too_long else ""
    why = _("Half-day asked for on %(day)s.") % {"day": day(wish.expressed_on)}
    if row.refused_on is not None:
        why = _("None of the days offered suits them, said on %(day)s.") % {"day": day(row.refused_on)}
    if row.offered_on is not None:
        sentence = _("Days are offered to %(name)s: their answer is awaited") % {"name": wish.person.name}
        why = _("Offered on %(day)s.") % {"day": day(row.offered_on)}
        label, url = _("See the request"), reverse("support:book", args=[wish.pk])
        if not seen.is_adviser:
            label, url = _("See their page"), reverse("front:person", args=[wish.person.pk])
    elif seen.is_adviser:
        sentence = _("Offer %(name)s a day") % {"name": wish.person.name}
        label, url = _("Offer a day"), reverse("support:book", args=[wish.pk])
    else:
        sentence = _("%(name)s waits for a half-day") % {"name": wish.person.name}
        label, url = _("See their page"), reverse("front:person", args=[wish.person.pk])
    return ToDo(sentence, f"{why} {wish.note}".strip(), label, url, state, "due", wish.person)


def _calls_to_do(seen: _DeskData) -> Iterator[ToDo]:
    people, before = seen.calls
    if not people:
        return
    sentence = ngettext(
        "%(n)s person without an e-mail to tell something by telephone",
        "%(n)s people without an e-mail to tell something by telephone",
        people,
    )
    state = ""
    if before is not None and timezone.localdate(before) == seen.today:
        state = _("before %(clock)s") % {"clock": clock(before)}
    elif before is not None:
        state = _("before %(day)s") % {"day": f"{day(before)}, {clock(before)}"}
    why = _("Something changed for them, and only a call can tell them.")
    yield ToDo(sentence % {"n": number(people)}, why, _("Call them"), reverse("notices:calls"), state)


def _promises_to_do(seen: _DeskData) -> Iterator[ToDo]:
    for promise in seen.promised[:MAX_OF_EACH]:
        days = (seen.today - promise.on).days
        why = _("You agreed to call them on %(day)s.") % {"day": full_day(promise.on)}
        late = ngettext("%(n)s day ago", "%(n)s days ago", days) % {"n": number(days)} if days else _("today")
        url = reverse("journeys:call", args=[promise.person.pk])
        sentence = _("Call %(name)s again") % {"name": promise.person.name}
        yield ToDo(sentence, why, _("Call"), f"{url}?next={reverse('front:desk')}", late, "due")
    other_count = len(seen.promised[MAX_OF_EACH:])
    if other_count:
        sentence = ngettext("%(n)s other promised call", "%(n)s other promised calls", other_count)
        why = _("The oldest come first on their list.")
        yield ToDo(sentence % {"n": number(other_count)}, why, _("See them"), reverse("journeys:calls"))


def _files_to_do(seen: _DeskData) -> Iterator[ToDo]:
    """What waits longest first: as it was estimated."""
    files = seen.estimates.files if seen.estimates else None
    if files is None:
        return
    sentence = ngettext("%(n)s funding file waits", "%(n)s funding files wait", files.waiting)
    late = ngettext("%(n)s late", "%(n)s late", files.late) % {"n": number(files.late)} if files.late else ""
    why = _("The first: %(state)s") % {"state": state_label(files.state)}
    url = reverse("funding:files")
    yield ToDo(sentence % {"n": number(files.waiting)}, why, _("See them"), url, late, "due")


def _reports_to_do(seen: _DeskData) -> Iterator[ToDo]:
    untold = [row for row in seen.half_days if is_past(row, seen.at)]
    if not untold:
        return
    if not seen.is_adviser:
        sentence = ngettext("%(n)s report to write", "%(n)s reports to write", len(untold))
        why = _("Half-days that are over: their adviser has not written what came of them.")
        yield ToDo(sentence % {"n": number(len(untold))}, why, _("See them"), reverse("support:requests"))
        return
    for row in untold[:MAX_OF_EACH]:
        why = _("Half-day of %(day)s. One minute is enough.") % {"day": day(row.half_day.on)}
        sentence = _("Report: %(name)s") % {"name": row.person.name}
        yield ToDo(sentence, why, _("Write it"), reverse("support:report", args=[row.pk]), person=row.person)
    if other_count := len(untold[MAX_OF_EACH:]):
        sentence = ngettext("%(n)s other report to write", "%(n)s other reports to write", other_count)
        yield ToDo(sentence % {"n": number(other_count)}, "", _("See them"), reverse("support:requests"))


def _sessions_to_do(seen: _DeskData) -> Iterator[ToDo]:
    """Of those of the coming weeks, the first two that lack something, a closed room before all; how many others."""
    soon = [row for row in seen.sessions if seen.at < row.occasion.starts_at < seen.at + FILLING_DELAY]
    soon.sort(key=lambda row: not getattr(row, "closed", ""))
    lacking = [thing for thing in map(_session_to_do, soon) if thing is not None]
    yield from lacking[:2]
    if other_count := len(lacking[2:]):
        sentence = ngettext(
            "%(n)s other session lacks something", "%(n)s other sessions lack something", other_count
        )
        why = _("A room, an announcement, people: each says it in the list.")
        yield ToDo(sentence % {"n": number(other_count)}, why, _("See them"), reverse("workshops:sessions"))


def _session_to_do(row: Any) -> ToDo | None:
    """`row` comes from `since_today`."""
    occasion, values = row.occasion, {"place": row.venue.commune.name, "day": day(row.occasion.starts_at)}
    desk = reverse("workshops:desk", args=[row.pk])
    if row.closed:
        sentence = _("%(place)s, %(day)s: the room is closed") % values
        return ToDo(sentence, row.closed, _("See the session"), desk)
    if row.is_draft:
        sentence = _("%(place)s, %(day)s: not announced yet") % values
        return ToDo(sentence, _("Nobody can sign up before."), _("See the session"), desk)
    if row.unconfirmed:
        sentence = ngettext(
            "%(place)s, %(day)s: %(n)s sign-up not confirmed yet",
            "%(place)s, %(day)s: %(n)s sign-ups not confirmed yet",
            row.unconfirmed,
        )
        why = _("They have no place until they confirm.")
        return ToDo(sentence % {**values, "n": number(row.unconfirmed)}, why, _("See who"), desk)
    if 2 * occasion.taken < occasion.capacity:
        sentence = _("%(place)s, %(day)s: %(places)s")
        values |= {"places": places_taken(occasion.taken, occasion.capacity)}
        why = _("The town halls nearby can pass it on.")
        return ToDo(sentence % values, why, _("Send them the kit"), reverse("outreach:send"))
    return None


def _estimates_to_do(seen: _DeskData) -> Iterator[ToDo]:
    estimates = seen.estimates
    if estimates is None:
        return
    if estimates.load.is_over:
        sentence = ngettext(
            "%(n)s half-day will be lacking in the coming weeks",
            "%(n)s half-days will be lacking in the coming weeks",
            estimates.load.lacking,
        )
        why = _("What could give is written there.")
        url = reverse("planning:forecast")
        yield ToDo(sentence % {"n": number(estimates.load.lacking)}, why, _("See the forecast"), url)
    if estimates.relays:
        n = len(estimates.relays)
        sentence = ngettext("%(n)s relay to call this week", "%(n)s relays to call this week", n) % {
            "n": number(n)
        }
        why = _("%(name)s first.") % {"name": estimates.relays[0].name}
        yield ToDo(sentence, why, _("The first"), reverse("outreach:calls"))
    if estimates.themes:
        sentence = _("The theme most asked for: %(theme)s") % {"theme": estimates.themes[0].theme}
        yield ToDo(
            sentence, estimates.themes[0].expectation, _("The next themes"), reverse("planning:themes")
        )
