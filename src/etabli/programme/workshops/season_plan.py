"""Reading a season plan, the JSON that `etabli plan` gives (docs/en/cli.md): each session it proposes, or why not."""

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _

from etabli.foundation.journal import ActionError
from etabli.foundation.people.models import User
from etabli.foundation.people.viewer import Viewer
from etabli.programme.diary.models import Half
from etabli.programme.workshops import queries
from etabli.programme.workshops.changes import Plan
from etabli.programme.workshops.models import Theme, Venue
from etabli.programme.workshops.offers import Offer, half_day
from etabli.programme.workshops.session_forms import LARGEST
from etabli.territory.places.engine import fold

LONGEST = 500  # sessions of one plan
LARGEST_FILE = 1_000_000  # bytes


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
    advisers = _names((one, [str(one.pk), one.email, one.name]) for one in people)
    return [_offer(number, row, themes, venues, advisers) for number, row in enumerate(sessions, 1)]


def _sessions(content: bytes) -> list[Any]:
    if len(content) > LARGEST_FILE:
        raise NotAPlan(_("This file is too large for a season plan: give the file that “etabli plan” wrote."))
    try:
        told = json.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        raise NotAPlan(_("This file is not JSON: give the file that “etabli plan” wrote.")) from None
    sessions = told.get("sessions") if isinstance(told, dict) else None
    if not isinstance(sessions, list):
        raise NotAPlan(_("This file has no list “sessions”: give the file that “etabli plan” wrote."))
    if not sessions:
        raise NotAPlan(_("This plan proposes no session."))
    if len(sessions) > LONGEST:
        raise NotAPlan(
            _("This plan proposes more than %(most)d sessions: cut it in parts.") % {"most": LONGEST}
        )
    return sessions


def _names[T](named: Any) -> Mapping[str, list[T]]:
    found: dict[str, list[T]] = {}
    for thing, names in named:
        for name in {fold(str(name)) for name in names if name}:
            found.setdefault(name, []).append(thing)
    return found


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
    said = {name: str(row.get(name, ""))[:120] for name in ("theme", "venue", "adviser", "day", "half")}
    theme = _one(themes, said["theme"], _("No theme is called “%(said)s”."), faults)
    venue = _one(
        venues, said["venue"], _("No room is called “%(said)s”: add it, or change its name."), faults
    )
    adviser = _one(advisers, said["adviser"], _("No adviser is called “%(said)s”."), faults)
    on = _day(said["day"], faults)
    if said["half"] not in Half.values:
        faults.append(_("“%(said)s” is no half of a day: write am or pm.") % {"said": said["half"]})
    told = ", ".join(filter(None, said.values()))
    if faults or theme is None or venue is None or adviser is None or on is None:
        return Offer(str(number), None, tuple(faults), said=told)
    span = half_day(on, said["half"])
    plan = Plan(theme, venue, adviser, span.start, span.end, min(venue.capacity, LARGEST))
    return Offer(str(number), plan, said=str(row.get("reason") or "")[:300])


def _one[T](known: Mapping[str, list[T]], said: str, unknown: str, faults: list[str]) -> T | None:
    found = known.get(fold(said), []) if said else []
    if len(found) == 1:
        return found[0]
    if found:
        faults.append(_("“%(said)s” may mean several: write its number.") % {"said": said})
    else:
        faults.append(unknown % {"said": said or "–"})
    return None


def _day(said: str, faults: list[str]) -> date | None:
    try:
        found = parse_date(said)
    except ValueError:
        found = None
    if found is None or not 2000 <= found.year <= 2100:
        found = None
        faults.append(_("“%(said)s” is no day: write it as 2027-03-02.") % {"said": said})
    return found
