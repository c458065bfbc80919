"""Asking for a half-day, from wherever it is asked: one request at a time, and none beside a half-day to come."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _, override

from etabli.foundation.journal import ActionError
from etabli.foundation.people.models import Organisation, Person
from etabli.foundation.people.viewer import Viewer
from etabli.foundation.ui.typography import full_day, full_span
from etabli.programme.demand.actions import express_wish, say_more
from etabli.programme.demand.models import Wish
from etabli.programme.demand.queries import booked_half_days, pending_half_day_wish
from etabli.territory.places.models import Commune


class HalfDayBooked(ActionError):
    """A half-day is booked for them already: `half_day`, as `booked_half_days` gives it."""

    def __init__(self, half_day: Any) -> None:
        super().__init__(_("A half-day is booked already: %(when)s.") % {"when": full_span(*half_day.hours)})
        self.half_day = half_day


def ask_half_day(
    *,
    chamber: Organisation,
    person: Person,
    source: str,
    commune: Commune | None = None,
    trade_code: str = "",
    note: str = "",
    is_another: bool = False,
    by: Viewer,
    at: datetime,
) -> tuple[Wish, bool]:
    """The half-day that somebody would like, wherever they ask for it, and whether it is a new request: whoever waits
    for one has one request, and what they say the second time is added to it (`add_words`). Within an act. Raises
    HalfDayBooked for whoever has one to come, unless this `is_another`.
    """
    Person.objects.select_for_update().get(pk=person.pk)  # two requests at once would each see none
    pending = pending_half_day_wish(person.pk)
    if pending is None:
        if not is_another and (booked := booked_half_days(person.pk, at=at)):
            raise HalfDayBooked(booked[0])
        wish = express_wish(
            chamber=chamber,
            kind=Wish.Kind.HALF_DAY,
            person=person,
            source=source,
            commune=commune,
            trade_code=trade_code,
            note=note,
            by=by,
            at=at,
        )
        return wish, True
    add_words(wish=pending, note=note, by=by, at=at)
    return pending, False


def add_words(*, wish: Wish, note: str, by: Viewer, at: datetime) -> None:
    """Add what somebody says to a request, or to that of a half-day to come, once. Of whoever isn't known to be its
    person it stands there that they were not signed in: a telephone and a name prove nothing. Within an act."""
    if not note or note in wish.note:
        return
    if not (by.is_staff_of(wish.chamber_id) or by.is_person(wish.person_id)):
        with override(settings.LANGUAGE_CODE):
            added_words = {"day": full_day(timezone.localdate(at)), "note": note}
            note = _("Written without signing in, on %(day)s: %(note)s") % added_words
    say_more(wish=wish, note=note, by=by, at=at)
