"""Six invented events: two of the association, four that members propose, of which one waits for the board; of one a
date was moved, another was called off; two have places. Beside them, those of neighbours."""

import tomllib
from datetime import datetime, timedelta
from importlib.resources import files
from typing import Any

from django.utils import timezone

from etabli.community.agenda import actions
from etabli.community.agenda.engine import Details, Span, span_of
from etabli.community.agenda.models import Event
from etabli.community.agenda.places import get_date_to_join
from etabli.community.moderation.actions import decide
from etabli.community.moderation.models import Case
from etabli.demo.neighbours import fill_neighbours
from etabli.demo.shared import Filling
from etabli.demo.working_days import worked_after
from etabli.foundation.people.models import STAFF, Membership, Role
from etabli.foundation.people.viewer import Viewer, of_membership
from etabli.foundation.seats.actions import show, sign_up
from etabli.territory.places.models import Commune

PROPOSED_BEFORE = timedelta(days=5)
MOVED_BECAUSE = "Le café ferme ce matin-là."


def fill_events(filling: Filling, members: list[Viewer]) -> None:
    """`members`: the first ones, acting."""
    data = tomllib.loads((files(__package__) / "data" / "events.toml").read_text(encoding="utf-8"))
    for event in data["events"]:
        _event(filling, members, event)
    fill_neighbours(filling, _board(filling))


def _event(filling: Filling, members: list[Viewer], data: dict[str, Any]) -> None:
    at = filling.at - PROPOSED_BEFORE
    board = _board(filling)
    by = members[data["by"]] if "by" in data else board
    event = actions.propose(
        organisation=filling.association,
        details=_details(data),
        dates=[_span(filling, data, days) for days in data["days"]],
        by=by,
        at=at,
    )
    if data.get("read"):
        case = Case.objects.get(subject_type="agenda.event", subject_id=str(event.pk))
        decide(case=case, accept=True, by=board, at=at + timedelta(hours=4))
    event = Event.objects.select_related("author__user", "organisation").get(pk=event.pk)
    later = at + timedelta(days=1)
    if "moved" in data:
        date = event.dates.get(starts_at=_span(filling, data, data["moved"]).starts_at)
        span = _span(filling, data, data["moved"] + 1)
        actions.move_date(date=date, span=span, reason=MOVED_BECAUSE, by=by, at=later)
    if "places" in data:
        _places(event, members, data, by, later)
    if "cancelled" in data:
        actions.cancel(event=event, reason=data["cancelled"], by=by, at=later)


def _places(event: Event, members: list[Viewer], data: dict[str, Any], by: Viewer, at: datetime) -> None:
    """Its last date has places, which members take."""
    date = actions.set_places(date=event.dates.latest("starts_at"), capacity=data["places"], by=by, at=at)
    for number in data["come"]:
        occasion, user = get_date_to_join(members[number], date.pk)
        row = sign_up(occasion=occasion, holder=user, by=members[number], at=at)
        if number in data["shown"]:
            show(sign_up=row, is_shown=True, by=members[number], at=at)


def _details(data: dict[str, Any]) -> Details:
    commune = Commune.objects.get(name=data["commune"]) if "commune" in data else None
    names = ("place", "link", "price_cents", "price_note", "trade")
    return Details(
        title=data["title"],
        text=data["text"].strip(),
        commune_id=commune.pk if commune is not None else None,
        is_online=data.get("online", False),
        is_open=data.get("open", False),
        **{name: data[name] for name in names if name in data},
    )


def _span(filling: Filling, data: dict[str, Any], days: int) -> Span:
    """So many days of work from now."""
    day = worked_after(timezone.localdate(filling.at), days)
    hours = {"begins": data.get("begins"), "ends": data.get("ends")}
    last = None if data.get("begins") else day + timedelta(days=1)
    span = span_of(day, last=last, **hours, zone=timezone.get_current_timezone())
    assert isinstance(span, Span), span
    return span


def _board(filling: Filling) -> Viewer:
    """Somebody of the board who serves no chamber."""
    posts = Membership.objects.select_related("user", "organisation").filter(ended_on=None)
    of_board = posts.filter(organisation=filling.association, role=Role.BOARD)
    return of_membership(of_board.exclude(user__memberships__role__in=STAFF).earliest("pk"))
