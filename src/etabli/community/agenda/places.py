"""The places of an event's dates, as its page shows them to whoever reads it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from etabli.community.agenda import rules
from etabli.community.agenda.models import Event, EventDate
from etabli.community.neutrality.rules import acts_for_association
from etabli.foundation.people.models import User
from etabli.foundation.people.queries import NotVisible
from etabli.foundation.people.viewer import Viewer
from etabli.foundation.seats.holders import WITH_HOLDERS
from etabli.foundation.seats.models import Occasion, SignUp
from etabli.foundation.seats.queries import Roll, roll_of, standing_sign_ups


@dataclass(frozen=True)
class DatePlaces:
    """The places of one date. `own`: the viewer's, or their number in the waiting list (`position`, from 1).

    `may_sign_up`: they, now. `names`: those who let the members read that they come. `roll`: everybody, for whoever
    runs it.
    """

    occasion: Occasion
    is_open: bool
    may_sign_up: bool
    own: SignUp | None
    position: int
    names: Sequence[str]
    roll: Roll | None

    @property
    def is_anybody_listed(self) -> bool:
        """Whether whoever runs it has somebody to read of."""
        roll = self.roll
        return roll is not None and bool(roll.seated or roll.offered or roll.waiting)

    @property
    def may_give(self) -> bool:
        """Whether a place is free for one of those who wait."""
        return self.is_open and self.occasion.to_give > 0


def places_by_date(
    viewer: Viewer, event: Event, dates: Sequence[EventDate], *, at: datetime
) -> dict[int, DatePlaces]:
    """The places of those of these dates that have some, by the number of the date: one statement, or none. The caller
    has been given the event."""
    occasions = {date.pk: date.places for date in dates if date.places is not None}
    if not occasions:
        return {}
    rows = standing_sign_ups(occasions.values())
    shown = {}
    for pk, occasion in occasions.items():
        of_date = [row for row in rows if row.occasion_id == occasion.pk]
        is_open = event.is_out and event.cancelled_at is None and occasion.starts_at > at
        shown[pk] = _of_date(viewer, event, occasion, of_date, is_open=is_open)
    return shown


def link_for(
    viewer: Viewer, event: Event, dates: Sequence[EventDate], places: Mapping[int, DatePlaces]
) -> str:
    """The link to take part online: where there are places, for whoever has one, and for those who run it."""
    has_place = any(
        each.own is not None and each.own.status == SignUp.Status.SEATED for each in places.values()
    )
    is_theirs = has_place or rules.may_run_places(viewer, event)
    return event.link if is_theirs or not any(date.occasion_id for date in dates) else ""


def get_date_to_join(viewer: Viewer, pk: int) -> tuple[Occasion, User]:
    """The places of a date that is out, and the user who may take one: two statements. Raises NotVisible."""
    dates = EventDate.objects.filter(rules.listable_by(viewer, "event__"), pk=pk, withdrawn_at=None)
    date = (
        dates.filter(cancelled_at=None, event__cancelled_at=None).select_related("event", "occasion").first()
    )
    user = User.objects.filter(pk=viewer.user_id or 0).first()
    if date is None or date.places is None or user is None or not rules.may_sign_up(viewer, date.event):
        raise NotVisible
    return date.places, user


def get_sign_up_to_seat(viewer: Viewer, pk: int) -> SignUp:
    """The place of somebody of a date, for whoever runs it: one statement. Raises NotVisible."""
    rows = SignUp.objects.filter(pk=pk, occasion__event_date__isnull=False)
    with_event = ("occasion__event_date__event__organisation", "occasion__event_date__event__author__user")
    row = rows.select_related(*with_event, *WITH_HOLDERS).first()
    if row is None or not rules.may_run_places(viewer, row.occasion.event_date.event):
        raise NotVisible
    return row


def _of_date(
    viewer: Viewer, event: Event, occasion: Occasion, rows: Sequence[SignUp], *, is_open: bool
) -> DatePlaces:
    own = next((row for row in rows if row.holder_id == viewer.party_id), None)
    roll = roll_of(rows)
    reads_names = acts_for_association(viewer) and viewer.organisation_id == event.organisation_id
    return DatePlaces(
        occasion=occasion,
        is_open=is_open,
        may_sign_up=is_open and own is None and rules.may_sign_up(viewer, event),
        own=own,
        position=roll.waiting.index(own) + 1 if own in roll.waiting else 0,
        names=[row.name for row in roll.seated if row.is_shown] if reads_names else (),
        roll=roll if rules.may_run_places(viewer, event) else None,
    )
