"""How many artisans have done which gesture of protection, by trade and by territory: never a figure under five."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from etabli.foundation.people.access import Request, allow
from etabli.foundation.people.models import STAFF
from etabli.foundation.people.queries import own_chamber
from etabli.front.figures import publishable
from etabli.procurement.needs.wording import words_of
from etabli.programme.coverage.queries import MIN_COUNT
from etabli.programme.protection.catalogue import load
from etabli.programme.protection.queries import DoneGesture, done_gestures
from etabli.programme.showcase.forms import SECTOR_NAMES
from etabli.programme.showcase.queries import SECTOR_CODES
from etabli.territory.register.trades import sector_of


@dataclass(frozen=True)
class CountRow:
    """A gesture or a territory, and its figures; one that is not given is None."""

    label: str
    values: tuple[int | None, ...]
    total: int | None


@allow(*STAFF)
def protection_figures(request: Request) -> HttpResponse:
    """The gestures by trade, the people who have done at least one by territory, what is done least and not at all."""
    done = done_gestures(own_chamber(request.viewer).pk)
    by_gesture, by_territory = gesture_rows(done), territory_rows(done)
    begun = [row for row in by_gesture if row.total != 0]
    context = {
        "sectors": [*SECTOR_NAMES, _("Not known")],
        "gestures": begun,
        "undone": [row for row in by_gesture if row.total == 0],
        "territories": by_territory,
        "least": min((row for row in begun if row.total), key=lambda row: row.total or 0, default=None),
        "smallest": MIN_COUNT,
    }
    return render(request, "front/protection_figures.html", context)


def gesture_rows(done: Iterable[DoneGesture]) -> list[CountRow]:
    """For each gesture, how many people of each trade have done it."""
    rows = list(done)
    return [
        _row(words_of(gesture.title), [_sector(row) for row in rows if row.gesture == gesture.id])
        for gesture in load().gestures
    ]


def territory_rows(done: Iterable[DoneGesture]) -> list[CountRow]:
    """For each territory, how many people have done at least one gesture; those that are not given come last."""
    people = {row.person_id: row.territory for row in done}
    counts = {name: list(people.values()).count(name) for name in sorted(set(people.values()))}
    given, _total = publishable(counts)
    rows = [CountRow(name or _("Not known"), (value,), None) for name, value in given.items()]
    return sorted(rows, key=lambda row: -(row.values[0] or 0))


def _row(label: str, sectors: list[str]) -> CountRow:
    keys = [*SECTOR_CODES, ""]
    given, total = publishable({key: sectors.count(key) for key in keys})
    return CountRow(label, tuple(given[key] for key in keys), total)


def _sector(row: DoneGesture) -> str:
    sector = sector_of(row.trade_code) if row.trade_code else ""
    return sector if sector in SECTOR_CODES else ""
