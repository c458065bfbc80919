"""The desk of an adviser, and of their management: the coming days, what is to be done first, what was done today."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _, ngettext

from etabli.foundation.journal.queries import still_reversible
from etabli.foundation.notices.queries import urgency_of, waiting_calls
from etabli.foundation.people.models import Person, Role
from etabli.foundation.people.viewer import Viewer
from etabli.foundation.seats.wording import places_taken
from etabli.foundation.ui.typography import clock, day, full_day, number, short_day
from etabli.programme.coverage.queries.costs import cost_per_person
from etabli.programme.estimates.queries import Estimates, estimates
from etabli.programme.funding.wording import state_label
from etabli.programme.journeys.contacts import PromisedCall, promised_calls
from etabli.programme.support.models import Appointment
from etabli.programme.support.notices import is_past
from etabli.programme.support.queries import Request, open_half_days, requests_waiting
from etabli.programme.workshops.models import Session
from etabli.programme.workshops.session_list import since_today

DAYS = 5  # working days on the page, today first
EACH = 3  # requests and reports by name; the others are counted
FILLING_DELAY = timedelta(days=21)  # in which a session with few people can still be filled
SESSIONS = 12
REVERSIBLE = 3


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
class _Seen:
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
    own = viewer.user_id if viewer.role == Role.ADVISER else None
    seen = _Seen(
        viewer,
        at,
        since_today(viewer, at=at, limit=SESSIONS),
        open_half_days(viewer, adviser_id=own),
        waiting,
        urgency_of(waiting_calls(viewer, at=at)),
        promised_calls(viewer, at=at),
        estimates(viewer, at=at, waiting_requests=len(waiting)),
    )
    days = _days(seen)
    return {
        "today": seen.today,
        "days": days,
        "later": [row for row in seen.sessions if timezone.localdate(row.occasion.starts_at) > days[-1].on][
            :EACH
        ],
        "sessions": seen.sessions,
        "appointments": [row for row in seen.half_days if row.half_day.on >= seen.today],
        "waiting": waiting,
        "to_do": list(_things(seen)),
        "done": still_reversible(viewer, since=_morning(seen.today), limit=REVERSIBLE),
        "estimates": seen.estimates,
        "is_adviser": seen.is_adviser,
        "cost": cost_per_person(viewer, today=seen.today),
    }


def _morning(today: date) -> datetime:
    return timezone.make_aware(datetime.combine(today, time()))


def _days(seen: _Seen) -> Sequence[Day]:
    """Today, whatever it is, and the working days that follow."""
    dates = [seen.today]
    while len(dates) < DAYS:
        following = dates[-1] + timedelta(days=1)
        while following.weekday() > 4:  # Saturday, Sunday
            following += timedelta(days=1)
        dates.append(following)
    return [_day(seen, on) for on in dates]


def _day(seen: _Seen, on: date) -> Day:
    held = [row for row in seen.half_days if row.half_day.on == on]
    most = len(held) if on == seen.today else 4
    sessions = [
        row
        for row in seen.sessions
        if any(timezone.localdate(span.start) == on for span in row.occasion.spans)
    ]
    return Day(on, short_day(on), sessions, held[:most], len(held) - len(held[:most]))


def _things(seen: _Seen) -> Iterator[ToDo]:
    """In the order in which they are to be done: what is late, what falls today, what can wait for this week."""
    late = [row for row in seen.waiting if row.waits_too_long]
    yield from (_request(seen, row) for row in late[:1])
    yield from _calls(seen)
    yield from _promised(seen)
    yield from _files(seen)
    yield from _reports(seen)
    named = seen.waiting[1 if late else 0 :][: EACH - 1]
    yield from (_request(seen, row) for row in named)
    yield from _sessions(seen)
    others = len(seen.waiting) - len(named) - len(late[:1])
    if others:
        what = ngettext("%(n)s other request for a half-day", "%(n)s other requests for a half-day", others)
        yield ToDo(
            what % {"n": number(others)},
            _("The oldest come first on their list."),
            _("See them"),
            reverse("support:requests"),
        )
    yield from _estimated(seen)


def _request(seen: _Seen, row: Request) -> ToDo:
    wish = row.wish
    assert wish.person is not None  # requests_waiting gives none without
    days = (seen.today - wish.expressed_on).days
    state = ngettext("%(n)s day", "%(n)s days", days) % {"n": number(days)} if row.waits_too_long else ""
    why = _("Half-day asked for on %(day)s.") % {"day": day(wish.expressed_on)}
    if row.refused_on is not None:
        why = _("None of the days offered suits them, said on %(day)s.") % {"day": day(row.refused_on)}
    if row.offered_on is not None:
        what = _("Days are offered to %(name)s: their answer is awaited") % {"name": wish.person.name}
        why = _("Offered on %(day)s.") % {"day": day(row.offered_on)}
        label, url = _("See the request"), reverse("support:book", args=[wish.pk])
        if not seen.is_adviser:
            label, url = _("See their page"), reverse("front:person", args=[wish.person.pk])
    elif seen.is_adviser:
        what = _("Offer %(name)s a day") % {"name": wish.person.name}
        label, url = _("Offer a day"), reverse("support:book", args=[wish.pk])
    else:
        what = _("%(name)s waits for a half-day") % {"name": wish.person.name}
        label, url = _("See their page"), reverse("front:person", args=[wish.person.pk])
    return ToDo(what, f"{why} {wish.note}".strip(), label, url, state, "due", wish.person)


def _calls(seen: _Seen) -> Iterator[ToDo]:
    people, before = seen.calls
    if not people:
        return
    what = ngettext(
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
    yield ToDo(what % {"n": number(people)}, why, _("Call them"), reverse("notices:calls"), state)


def _promised(seen: _Seen) -> Iterator[ToDo]:
    for promise in seen.promised[:EACH]:
        days = (seen.today - promise.on).days
        why = _("You agreed to call them on %(day)s.") % {"day": full_day(promise.on)}
        late = ngettext("%(n)s day ago", "%(n)s days ago", days) % {"n": number(days)} if days else _("today")
        url = reverse("journeys:call", args=[promise.person.pk])
        what = _("Call %(name)s again") % {"name": promise.person.name}
        yield ToDo(what, why, _("Call"), f"{url}?next={reverse('front:desk')}", late, "due")
    others = len(seen.promised[EACH:])
    if others:
        what = ngettext("%(n)s other promised call", "%(n)s other promised calls", others)
        why = _("The oldest come first on their list.")
        yield ToDo(what % {"n": number(others)}, why, _("See them"), reverse("journeys:calls"))


def _files(seen: _Seen) -> Iterator[ToDo]:
    """What waits longest first: as it was estimated."""
    files = seen.estimates.files if seen.estimates else None
    if files is None:
        return
    what = ngettext("%(n)s funding file waits", "%(n)s funding files wait", files.waiting)
    late = ngettext("%(n)s late", "%(n)s late", files.late) % {"n": number(files.late)} if files.late else ""
    why = _("The first: %(state)s") % {"state": state_label(files.state)}
    url = reverse("funding:files")
    yield ToDo(what % {"n": number(files.waiting)}, why, _("See them"), url, late, "due")


def _reports(seen: _Seen) -> Iterator[ToDo]:
    untold = [row for row in seen.half_days if is_past(row, seen.at)]
    if not untold:
        return
    if not seen.is_adviser:
        what = ngettext("%(n)s report to write", "%(n)s reports to write", len(untold))
        why = _("Half-days that are over: their adviser has not written what came of them.")
        yield ToDo(what % {"n": number(len(untold))}, why, _("See them"), reverse("support:requests"))
        return
    for row in untold[:EACH]:
        why = _("Half-day of %(day)s. One minute is enough.") % {"day": day(row.half_day.on)}
        what = _("Report: %(name)s") % {"name": row.person.name}
        yield ToDo(what, why, _("Write it"), reverse("support:report", args=[row.pk]), person=row.person)
    if others := len(untold[EACH:]):
        what = ngettext("%(n)s other report to write", "%(n)s other reports to write", others)
        yield ToDo(what % {"n": number(others)}, "", _("See them"), reverse("support:requests"))


def _sessions(seen: _Seen) -> Iterator[ToDo]:
    """Of those of the coming weeks, the first two that lack something, a closed room before all; how many others."""
    soon = [row for row in seen.sessions if seen.at < row.occasion.starts_at < seen.at + FILLING_DELAY]
    soon.sort(key=lambda row: not getattr(row, "closed", ""))
    lacking = [thing for thing in map(_session, soon) if thing is not None]
    yield from lacking[:2]
    if others := len(lacking[2:]):
        what = ngettext("%(n)s other session lacks something", "%(n)s other sessions lack something", others)
        why = _("A room, an announcement, people: each says it in the list.")
        yield ToDo(what % {"n": number(others)}, why, _("See them"), reverse("workshops:sessions"))


def _session(row: Any) -> ToDo | None:
    """`row` comes from `since_today`."""
    occasion, values = row.occasion, {"place": row.venue.commune.name, "day": day(row.occasion.starts_at)}
    desk = reverse("workshops:desk", args=[row.pk])
    if row.closed:
        what = _("%(place)s, %(day)s: the room is closed") % values
        return ToDo(what, row.closed, _("See the session"), desk)
    if row.is_draft:
        what = _("%(place)s, %(day)s: not announced yet") % values
        return ToDo(what, _("Nobody can sign up before."), _("See the session"), desk)
    if row.unconfirmed:
        what = ngettext(
            "%(place)s, %(day)s: %(n)s sign-up not confirmed yet",
            "%(place)s, %(day)s: %(n)s sign-ups not confirmed yet",
            row.unconfirmed,
        )
        why = _("They have no place until they confirm.")
        return ToDo(what % {**values, "n": number(row.unconfirmed)}, why, _("See who"), desk)
    if 2 * occasion.taken < occasion.capacity:
        what = _("%(place)s, %(day)s: %(places)s")
        values |= {"places": places_taken(occasion.taken, occasion.capacity)}
        why = _("The town halls nearby can pass it on.")
        return ToDo(what % values, why, _("Send them the kit"), reverse("outreach:send"))
    return None


def _estimated(seen: _Seen) -> Iterator[ToDo]:
    kept = seen.estimates
    if kept is None:
        return
    if kept.load.is_over:
        what = ngettext(
            "%(n)s half-day will be lacking in the coming weeks",
            "%(n)s half-days will be lacking in the coming weeks",
            kept.load.lacking,
        )
        why = _("What could give is written there.")
        url = reverse("planning:forecast")
        yield ToDo(what % {"n": number(kept.load.lacking)}, why, _("See the forecast"), url)
    if kept.relays:
        n = len(kept.relays)
        what = ngettext("%(n)s relay to call this week", "%(n)s relays to call this week", n) % {
            "n": number(n)
        }
        why = _("%(name)s first.") % {"name": kept.relays[0].name}
        yield ToDo(what, why, _("The first"), reverse("outreach:calls"))
    if kept.themes:
        what = _("The theme most asked for: %(theme)s") % {"theme": kept.themes[0].theme}
        yield ToDo(what, kept.themes[0].expectation, _("The next themes"), reverse("planning:themes"))
