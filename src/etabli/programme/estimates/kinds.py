"""The kinds of estimates: how each is computed, and the acts after which it is computed again."""

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone

from etabli.foundation.people.viewer import Viewer
from etabli.programme.funding.queries.files import to_do
from etabli.programme.journeys.dropout_queries import stopped_by_stage
from etabli.programme.outreach.queries.calls import relays_to_call
from etabli.programme.planning.queries.forecast import load
from etabli.programme.planning.queries.themes import next_themes

THEMES, LOAD, CALLS, AWAY, FILES = "themes", "load", "calls", "away", "files"
THEMES_SHOWN = 3

SESSION_MODELS = {"workshops.session", "workshops.venue", "seats.occasion", "seats.signup"}
BUSINESS_MODELS = {"register.artisan", "register.business", "register.import", "register.sheet"}


@dataclass(frozen=True)
class Kind:
    """`compute` gives JSON, the same for all the staff of a chamber. `version` changes with its shape.

    `depends_on`: by "app.model", what the acts are about that may change it.
    """

    version: int
    compute: Callable[[Viewer, datetime], dict[str, Any]]
    depends_on: frozenset[str]


def _themes(viewer: Viewer, at: datetime) -> dict[str, Any]:
    ranked = next_themes(viewer, today=timezone.localdate(at)).asked_for[:THEMES_SHOWN]
    return {
        "themes": [{"code": row.theme_code, "title": row.theme, **asdict(row.estimate)} for row in ranked]
    }


def _load(viewer: Viewer, at: datetime) -> dict[str, Any]:
    """Without the requests that wait, which the page counts."""
    computed = load(viewer, at=at, waiting_requests=0)
    return {
        "coming": asdict(computed.coming),
        "free": computed.free,
        "per_workshop": computed.per_workshop,
    }


def _calls(viewer: Viewer, at: datetime) -> dict[str, Any]:
    return {"relays": [call.relay.pk for call in relays_to_call(viewer, at=at).calls]}


def _away(viewer: Viewer, at: datetime) -> dict[str, Any]:
    """Numbers alone: whoever may read the names finds them on the page that they lead to."""
    return {"stopped": stopped_by_stage(viewer, at=at)}


def _files(viewer: Viewer, at: datetime) -> dict[str, Any]:
    """How many wait for the chamber, how many are late, where the most urgent stands."""
    today = timezone.localdate(at)
    waiting_files = to_do(viewer, today=today)
    late = sum(row.is_late(today) for row in waiting_files)
    return {
        "waiting": len(waiting_files),
        "late": late,
        "first": {"code": waiting_files[0].most_urgent.code, "pk": waiting_files[0].file.pk}
        if waiting_files
        else None,
    }


KINDS: Mapping[str, Kind] = {
    THEMES: Kind(
        2,
        _themes,
        frozenset(
            SESSION_MODELS
            | BUSINESS_MODELS
            | {
                "demand.wish",
                "surveys.answer",
                "surveys.questionnaire",
                "workshops.attendance",
                "workshops.theme",
            }
        ),
    ),
    LOAD: Kind(
        1,
        _load,
        frozenset(
            SESSION_MODELS
            | {
                "demand.wish",
                "diary.halfday",
                "diary.diaryentry",
                "people.membership",
                "people.merging",
                "support.appointment",
                "workshops.attendance",
            }
        ),
    ),
    CALLS: Kind(
        1,
        _calls,
        frozenset(
            SESSION_MODELS
            | BUSINESS_MODELS
            | {
                "outreach.round",
                "outreach.sending",
                "people.merging",
                "relays.contactnote",
                "relays.relay",
                "relays.relaycontact",
                "relays.relayimport",
            }
        ),
    ),
    FILES: Kind(
        1,
        _files,
        frozenset(
            BUSINESS_MODELS
            | {
                "funding.fund",
                "funding.fundingfile",
                "funding.fundvalue",
                "funding.persondocument",
                "people.merging",
                "support.appointment",
            }
        ),
    ),
    AWAY: Kind(1, _away, frozenset({"journeys.contactnote", "journeys.journey", "journeys.milestone"})),
}
