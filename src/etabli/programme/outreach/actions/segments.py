"""Groups of people, and what the chamber states that they are told: the acts."""

from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from etabli.foundation.journal import ActionError, action, change, record, undo_fields
from etabli.foundation.people.models import Organisation, Role
from etabli.foundation.people.rules import may_run
from etabli.foundation.people.viewer import Viewer
from etabli.foundation.ui.typography import full_day
from etabli.programme.outreach.engine.criteria import Criteria
from etabli.programme.outreach.models import InformationNotice, Segment


class AlreadyStated(ActionError):
    """One statement holds at a time."""


@action("outreach.add_segment", sentence=_("made the group “%(subject)s”"), may=may_run, undo=undo_fields)
def add_segment(*, chamber: Organisation, name: str, criteria: Criteria, by: Viewer, at: datetime) -> Segment:
    """A group with a name, for mailings to come."""
    segment = Segment.objects.create(chamber=chamber, name=name, criteria=criteria.as_json, created_at=at)
    record(segment, before={"withdrawn_at": at}, after={"withdrawn_at": None})
    return segment


@action(
    "outreach.change_segment",
    sentence=_("changed the group “%(subject)s”"),
    may=may_run,
    undo=undo_fields,
    subject="segment",
    tells={"name": _("Name")},
)
def change_segment(*, segment: Segment, name: str, criteria: Criteria, by: Viewer, at: datetime) -> Segment:
    """Who is in it from now on; what was sent stays sent."""
    return change(segment, name=name, criteria=criteria.as_json)


@action(
    "outreach.withdraw_segment",
    sentence=_("put away the group “%(subject)s”"),
    may=may_run,
    undo=undo_fields,
    subject="segment",
)
def withdraw_segment(*, segment: Segment, by: Viewer, at: datetime) -> Segment:
    """Out of the choices; the drafts that had chosen it keep it."""
    return change(segment, withdrawn_at=at)


@action(
    "outreach.state_notice",
    sentence=_("stated what people are told as they sign up, since %(subject)s"),
    may=lambda by, given: by.role == Role.MANAGER and by.is_staff_of(given["chamber"].pk),
    may_undo=lambda by, stated: by.role == Role.MANAGER and by.is_staff_of(stated.chamber_id),
    undo=undo_fields,
)
def state_notice(*, chamber: Organisation, since_on: date, by: Viewer, at: datetime) -> InformationNotice:
    """The management states since when people are told that they may be written to, and may refuse.

    Raises AlreadyStated.
    """
    try:
        with transaction.atomic():
            notice = InformationNotice.objects.create(chamber=chamber, since_on=since_on, recorded_at=at)
    except IntegrityError:
        raise AlreadyStated(_("This was stated already: take the first statement back first.")) from None
    record(notice, before={"withdrawn_at": at}, after={"withdrawn_at": None}, label=full_day(since_on))
    return notice
