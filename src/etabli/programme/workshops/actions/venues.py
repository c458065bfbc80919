"""The rooms of a chamber."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from etabli.foundation.journal import ActionError, action, change, record, undo_fields
from etabli.foundation.journal.models import Entry
from etabli.foundation.journal.undo import subject_of
from etabli.foundation.people.rules import may_run
from etabli.foundation.people.viewer import Viewer
from etabli.foundation.seats import actions as seats
from etabli.programme.workshops.models import Session, Venue
from etabli.programme.workshops.occasion_texts import practical_of


class NothingMoved(ActionError):
    """It is withdrawn already, or offered already."""


@action(
    "workshops.add_venue",
    sentence=_("added the room “%(subject)s”"),
    may=may_run,
    undo=undo_fields,
)
def add_venue(*, fields: dict[str, Any], by: Viewer, at: datetime) -> Venue:
    """A room of the chamber of `by`, with these fields of Venue. Undo takes it out of the choices."""
    assert by.chamber_id is not None  # may_run has seen to it
    venue = Venue.objects.create(chamber_id=by.chamber_id, **fields)
    record(venue, before={"withdrawn_at": at}, after={"withdrawn_at": None})
    return venue


def _undo_change(entry: Entry, by: Any, at: datetime) -> None:
    """The room as it was; those who signed up there are told the address again."""
    undo_fields(entry, by, at)
    venue: Any = subject_of(entry)
    _tell_address(venue, by, at)


@action(
    "workshops.change_venue",
    sentence=_("changed the room “%(subject)s”"),
    tells={
        "name": _("Room"),
        "commune_id": _("Commune"),
        "address": _("Address"),
        "capacity": _("Places"),
        "contact_name": _("Person to ask for"),
        "contact_phone": _("Telephone"),
    },
    may=may_run,
    undo=_undo_change,
    subject="venue",
)
def change_venue(*, venue: Venue, fields: dict[str, Any], by: Viewer, at: datetime) -> Venue:
    """Write these fields of a room. Whoever signed up for a session there is told its address when that changes."""
    venue.refresh_from_db()  # a form may have written the new values on it already
    written = dict(fields)
    if commune := written.pop("commune", None):
        written["commune_id"] = commune.pk
    change(venue, **written)
    _tell_address(venue, by, at)
    return venue


@action(
    "workshops.withdraw_venue",
    sentence=_("withdrew the room “%(subject)s”"),
    may=may_run,
    undo=undo_fields,
    subject="venue",
)
def withdraw_venue(*, venue: Venue, by: Viewer, at: datetime) -> Venue:
    """The room is offered no more; its sessions stand. Raises NothingMoved."""
    if venue.withdrawn_at is not None:
        raise NothingMoved(_("This room is withdrawn already."))
    return change(venue, withdrawn_at=at)


@action(
    "workshops.restore_venue",
    sentence=_("offered the room “%(subject)s” again"),
    may=may_run,
    undo=undo_fields,
    subject="venue",
)
def restore_venue(*, venue: Venue, by: Viewer, at: datetime) -> Venue:
    """The room is offered again. Raises NothingMoved."""
    if venue.withdrawn_at is None:
        raise NothingMoved(_("This room is offered already."))
    return change(venue, withdrawn_at=None)


def _tell_address(venue: Venue, by: Viewer, at: datetime) -> None:
    coming_sessions = Session.objects.filter(
        venue=venue, taken_back_at=None, occasion__starts_at__gt=at, occasion__cancelled_at=None
    )
    for session in coming_sessions.select_related("occasion", "version"):
        values = {"place": venue.full_address, "practical": practical_of(session.version, venue)}
        if any(getattr(session.occasion, name) != value for name, value in values.items()):
            seats.change_occasion(occasion=session.occasion, changes=values, by=by, at=at)
