"""Events for tests: the association's world, whose members have been there for some time."""

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from etabli.community.agenda import actions
from etabli.community.agenda.engine import Details, Span
from etabli.community.agenda.models import Event, EventDate
from etabli.community.moderation.actions import decide
from etabli.community.moderation.models import Case
from etabli.foundation.people.viewer import Viewer
from tests.community.conftest import AT, as_member

DAY = datetime(2027, 2, 4, 17, 30, tzinfo=UTC)  # 18:30 in Paris
REASON = "La salle est prise."


def span(day: datetime = DAY, hours: float = 2) -> Span:
    """Two hours of an evening."""
    return Span(day, day + timedelta(hours=hours))


def proposed(
    world: SimpleNamespace, by: Viewer | None = None, *, dates: Any = None, at: datetime = AT, **changes: Any
) -> Event:
    """What a member proposes."""
    given = {"title": "Apéro des métiers", "text": "On se **rencontre**.", "place": "Maison des projets"}
    return actions.propose(
        organisation=world.association,
        details=Details(**{**given, **changes}),
        dates=dates or [span()],
        by=by or as_member(world.member),
        at=at,
    )


def published(world: SimpleNamespace, **changes: Any) -> Event:
    """The same, once the board has read it."""
    return accepted(world, proposed(world, **changes))


def accepted(world: SimpleNamespace, event: Event) -> Event:
    """As the board lets it be seen."""
    decide(case=case_of(event), accept=True, by=world.board, at=AT)
    return now(event)


def of_board(world: SimpleNamespace, **changes: Any) -> Event:
    """The association's own."""
    return proposed(world, world.board, **changes)


def case_of(event: Event) -> Case:
    return Case.objects.get(subject_type="agenda.event", subject_id=str(event.pk))


def now(event: Event) -> Event:
    """As it stands."""
    return Event.objects.select_related("organisation", "author__user", "commune").get(pk=event.pk)


def first_date(event: Event) -> EventDate:
    return event.dates.select_related("event__organisation", "event__author__user").earliest(
        "starts_at", "pk"
    )


@pytest.fixture
def world(db: None, settings: Any, tmp_path: Any) -> Any:
    """Members see what is theirs; it is the morning of `AT`."""
    import time_machine

    from tests.community.conftest import make_world

    settings.DATA = tmp_path
    with time_machine.travel(AT, tick=False):
        yield make_world(settings, tmp_path)
