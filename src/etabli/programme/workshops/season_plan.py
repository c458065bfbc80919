"""Reading a season plan, the JSON that `etabli plan` gives (docs/en/cli.md): each session it proposes, or why not."""

import json
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _

from etabli.foundation.journal import ActionError
from etabli.foundation.people.models import User
from etabli.foundation.people.viewer import Viewer
from etabli.programme.diary.models import Half
from etabli.programme.workshops import queries
from etabli.programme.workshops.models import Theme, Venue
from etabli.programme.workshops.proposed_sessions import Offer, half_day
from etabli.programme.workshops.session_changes import Plan
from etabli.programme.workshops.session_forms import MAX_CAPACITY
from etabli.territory.places.engine import fold

MAX_SESSIONS = 500  # sessions of one plan
MAX_FILE_BYTES = 1_000_000  # bytes


class NotAPlan(ActionError):
    """What was given is not a season plan; the sentence says where and how to mend it."""


def read_plan(content: bytes, viewer: Viewer) -> list[Offer]:
    """The sessions of a plan, in its order. Raises NotAPlan.

    A theme is known by its code or title; a room by its number, its name, or "commune, name"; an adviser by their
    number, e-mail address or name.
    """
    sessions = _sessions(content)
    themes = _names((theme, [theme.code, theme.title]) for theme in queries.themes())
    rooms = queries.venues(viewer)
    venues = _names((room, [str(room.pk), room.name, str(room), room.full_address]) for room in rooms)
    people = queries.advisers(viewer)
    advisers = _names((person, [str(person.pk), person.email, person.name]) for person in people)
    return [_offer(number, row, themes, venues, advisers) for number, row in enumerate(sessions, 1)]


def _sessions(content: bytes) -> list[Any]:
    if len(content) > MAX_FILE_BYTES:
        raise NotAPlan(_("This file is too large for a season plan: give the file that “etabli plan” wrote."))
    try:
        document = json.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        raise NotAPlan(_("This file is not JSON: give the file that “etabli plan” wrote.")) from None
    sessions = document.get("sessions") if isinstance(document, dict) else None
    if not isinstance(sessions, list):
        raise NotAPlan(_("This file has no list “sessions”: give the file that “etabli plan” wrote."))
    if not sessions:
        raise NotAPlan(_("This plan proposes no session."))
    if len(sessions) > MAX_SESSIONS:
        raise NotAPlan(
            _("This plan proposes more than %(most)d sessions: cut it in parts.") % {"most": MAX_SESSIONS}
        )
    return sessions


def _names[T](rows_and_names: Iterable[tuple[T, Iterable[str]]]) -> Mapping[str, list[T]]:
    by_name: dict[str, list[T]] = {}
    for row, names in rows_and_names:
        for name in {fold(str(name)) for name in names if name}:
            by_name.setdefault(name, []).append(row)
    return by_name


def _offer(
    number: int,
    row: Any,
    themes: Mapping[str, list[Theme]],
    venues: Mapping[str, list[Venue]],
    advisers: Mapping[str, list[User]],
) -> Offer:
    if not isinstance(row, dict):
        return Offer(str(number), None, (_("This line is not a session."),))
    faults: list[str] = []
    fields = {name: str(row.get(name, ""))[:120] for name in ("theme", "venue", "adviser", "day", "half")}
    theme = _single_match(themes, fields["theme"], _("No theme is called “%(said)s”."), faults)
    venue = _single_match(
        venues, fields["venue"], _("No room is called “%(said)s”: add it, or change its name."), faults
    )
    adviser = _single_match(advisers, fields["adviser"], _("No adviser is called “%(said)s”."), faults)
    on = _day(fields["day"], faults)
    if fields["half"] not in Half.values:
        faults.append(_("“%(said)s” is no half of a day: write am or pm.") % {"said": fields["half"]})
    text = ", ".join(filter(None, fields.values()))
    if faults or theme is None or venue is None or adviser is None or on is None:
        return Offer(str(number), None, tuple(faults), description=text)
    span = half_day(on, fields["half"])
    plan = Plan(theme, venue, adviser, span.start, span.end, min(venue.capacity, MAX_CAPACITY))
    return Offer(str(number), plan, description=str(row.get("reason") or "")[:300])


def _single_match[T](
    rows_by_name: Mapping[str, list[T]], name: str, unknown: str, faults: list[str]
) -> T | None:
    matches = rows_by_name.get(fold(name), []) if name else []
    if len(matches) == 1:
        return matches[0]
    if matches:
        faults.append(_("“%(said)s” may mean several: write its number.") % {"said": name})
    else:
        faults.append(unknown % {"said": name or "–"})
    return None


def _day(text: str, faults: list[str]) -> date | None:
    try:
        day = parse_date(text)
    except ValueError:
        day = None
    if day is None or not 2000 <= day.year <= 2100:
        day = None
        faults.append(_("“%(said)s” is no day: write it as 2027-03-02.") % {"said": text})
    return day
