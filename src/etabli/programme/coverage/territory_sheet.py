"""One page on an EPCI, to send to its town halls: figures, the goal, the map, the next sessions.

It leaves the chamber: a figure from one to four is not given, nor what would tell it.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from importlib.resources import files
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _

from etabli.foundation.colours import LIGHT
from etabli.foundation.documents import render
from etabli.foundation.people.viewer import Viewer
from etabli.foundation.practice import is_fiction
from etabli.foundation.ui.language import reader_language
from etabli.foundation.ui.plots import ShapeMap, shape_map
from etabli.foundation.ui.typography import full_day, number
from etabli.programme.coverage.forms import FilterForm
from etabli.programme.coverage.map_layers import areas
from etabli.programme.coverage.queries.goals import GoalProgress, goals
from etabli.programme.coverage.queries.measures import MIN_COUNT
from etabli.programme.coverage.queries.session_distances import (
    FAR_MINUTES,
    CommuneDistances,
    session_distances_of,
)
from etabli.programme.coverage.queries.territories import Counts, Territory, table, total_counts
from etabli.programme.coverage.wording import MEASURE_LABELS, season_words
from etabli.programme.workshops.calendar.cards import SessionCard, announced_sessions
from etabli.territory.places.queries import distances_from_each, drawn_map

TEMPLATE = Path(str(files("etabli.programme.coverage"))) / "documents" / "sheet.typ"
FIGURES = ("businesses", "registered", "attended", "supported", "with_brief", "online")
NEAR_KM = 20  # of one of its communes, by road
MAX_SESSIONS = 4
MAX_NAMED = 10  # communes named as far: it stays one page
FILLS = (LIGHT["sheet"], *(LIGHT[f"scale-{rank}"] for rank in range(1, 6)))  # by class, as on the screen


def sheet_of(viewer: Viewer, territory: Territory, form: FilterForm, *, at: datetime) -> bytes:
    """The PDF; `territory` is an EPCI, `form` says of which season or days."""
    rows = table(viewer, form.asked, condition=territory)
    distances = session_distances_of(viewer, today=timezone.localdate(at)).within(territory.code)
    data = {
        "issuer": viewer.organisation_name,
        "fictional": is_fiction(),
        "period": form.sentence(opening=True),
        "figures": _figures(total_counts(rows)),
        "smallest": _("A figure under %(n)d is not given: nobody can be recognised.") % {"n": MIN_COUNT},
        "goals": [_goal(goal) for goal in goals(viewer, form.season, epci_code=territory.code)],
        "goals_title": _("The goal of the half-year"),
        "map_title": _("Minutes by road to the nearest workshop held over twelve months"),
        **_drawn_map(distances),
        "next_title": _("Next sessions nearby"),
        "next": [_session(card) for card in _near_sessions(viewer, [row.code for row in rows], at)],
        "none": _("No session is announced nearby for now. Would you lend us a room?"),
        "link": f"{settings.BASE_URL}{reverse('workshops:list')}",
        "how": _("All the workshops, and how to sign up:"),
    }
    title = _("The workshops for craftspeople: %(place)s") % {"place": territory.name}
    return render(TEMPLATE, data, title=title, lang=reader_language(), at=at)


def publishable_figure(value: int | None) -> str:
    """A figure that may leave the chamber."""
    if value is not None and 0 < value < MIN_COUNT:
        return _("under %(n)d") % {"n": MIN_COUNT}
    return number(value)


def _figures(counts: Counts) -> list[list[str]]:
    return [[str(MEASURE_LABELS[name]), publishable_figure(counts[name])] for name in FIGURES]


def _goal(progress: GoalProgress) -> str:
    """Without how many are missing, which would tell a figure that is not given."""
    return _("%(season)s, %(what)s: %(so_far)s, for a goal of %(number)s.") % {
        "season": season_words(progress.season, opening=True),
        "so_far": publishable_figure(progress.so_far),
        "number": number(progress.goal.people),
        "what": progress.goal.get_measure_display(),
    }


def _drawn_map(communes: Sequence[CommuneDistances]) -> dict[str, Any]:
    """The map of the communes as SVG, what it says in a sentence, and its communes that are far."""
    minutes = {commune.code: commune.held.minutes if commune.held else None for commune in communes}
    names = sorted(((commune.code, commune.name) for commune in communes), key=lambda pair: pair[1])
    layer = shape_map(areas(drawn_map().communes, names, minutes))
    known_minutes = [value for value in minutes.values() if value is not None]
    caption = _("No session was held within reach over twelve months.")
    if known_minutes:
        caption = _("The map of the communes: from %(low)d to %(high)d minutes.")
        caption %= {"low": min(known_minutes), "high": max(known_minutes)}
    far_names = [commune.name for commune in communes if commune.is_blank]
    names_told = ", ".join(far_names[:MAX_NAMED])
    if len(far_names) > MAX_NAMED:
        names_told = _("%(names)s, and %(n)d more") % {"names": names_told, "n": len(far_names) - MAX_NAMED}
    far_text = _("Farther than %(far)d minutes: %(names)s.") % {"far": FAR_MINUTES, "names": names_told}
    return {"map": _svg(layer), "map_said": caption, "far": far_text if far_names else ""}


def _svg(layer: ShapeMap) -> str:
    paths = format_html_join(
        "", '<path d="{}" fill="{}"/>', ((shape.d, FILLS[shape.rank]) for shape in layer.shapes)
    )
    size = round(
        max(1000, layer.height) * (0.028 if layer.is_dense else 0.04)
    )  # the height is what is limited
    values = format_html_join(
        "",
        '<text x="{}" y="{}" fill="{}">{}</text>',
        (
            (
                shape.x,
                shape.y + size // 3,
                LIGHT["on-scale-high" if shape.rank > 3 else "on-scale-low"],
                shape.value,
            )
            for shape in layer.shapes
            if shape.value is not None
        ),
    )
    return format_html(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="{}"><g transform="{}" stroke="{}" stroke-width="{}"'
        ' stroke-linejoin="round">{}</g><g font-family="Atkinson Hyperlegible Next" font-weight="700" font-size="{}"'
        ' text-anchor="middle">{}</g></svg>',
        layer.view_box,
        layer.transform,
        LIGHT["edge"],
        _thin_stroke(layer),
        paths,
        size,
        values,
    )


def _thin_stroke(layer: ShapeMap) -> str:
    """Two units of the drawing, in those of the paths."""
    return f"{2 / float(layer.transform.removeprefix('scale(').partition(')')[0]):.3g}"


def _near_sessions(viewer: Viewer, codes: Sequence[str], at: datetime) -> list[SessionCard]:
    """The next sessions within reach of one of these communes, by date."""
    cards = announced_sessions(
        Q(chamber=viewer.chamber_id, occasion__starts_at__gt=at, occasion__cancelled_at=None)
    )
    roads = distances_from_each({card.commune_code for card in cards})
    near_cards = [card for card in cards if not card.is_closed and _reaches(roads[card.commune_code], codes)]
    return near_cards[:MAX_SESSIONS]


def _reaches(km: Mapping[str, float], codes: Sequence[str]) -> bool:
    return any(km.get(code, NEAR_KM + 1) <= NEAR_KM for code in codes)


def _session(card: SessionCard) -> list[str]:
    return [full_day(card.starts_at), card.title, card.commune]
