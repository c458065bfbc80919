"""Asking how it goes after a half-day, and what is answered."""

from contextlib import suppress
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from etabli.foundation.journal import Irreversible, action, change, record, undo_fields, undo_parts
from etabli.foundation.journal.models import Entry
from etabli.foundation.people.rules import may_help
from etabli.foundation.people.viewer import Viewer
from etabli.programme.demand.actions import withdraw_wish
from etabli.programme.demand.asking import HalfDayBooked, ask_half_day
from etabli.programme.demand.models import Wish
from etabli.programme.demand.queries import pending_half_day_wish
from etabli.programme.support.models import Appointment, FollowUp
from etabli.programme.support.notices import ask_how_it_goes


@action(
    "support.follow_up",
    sentence=_("asked how it goes after the half-day of support of %(subject)s"),
    may=may_help,
    undo=Irreversible(_("What was written has left.")),
    subject="appointment",
)
def follow_up(*, appointment: Appointment, months: int, by: Viewer, at: datetime) -> FollowUp:
    """Ask the artisan, once: by mail, or on the list of calls where they have no e-mail."""
    asked = FollowUp.objects.create(
        chamber_id=appointment.chamber_id,
        person=appointment.person,
        appointment=appointment,
        months=months,
        asked_at=at,
    )
    record(asked, before={}, after={"months": months})
    ask_how_it_goes(asked, at)
    return asked


def _undo_answer(entry: Entry, by: Any, at: datetime) -> None:
    """Both ways; the request that it made goes with it, or stands again; so does the one that it took back."""
    undo_parts(entry, by=by, at=at)
    undo_fields(entry, by, at)


@action(
    "support.answer",
    sentence=_("answered how it goes after the half-day of support of %(subject)s"),
    own_sentence=_("answered how it goes after their half-day of support"),
    tells={
        "answer": _("How it goes"),
        "useful": _("The half-day was useful"),
        "address": _("Address of the site or page"),
    },
    may=may_help,
    undo=_undo_answer,
    subject="asked",
)
def answer_follow_up(
    *, asked: FollowUp, answer: str, useful: str = "", address: str = "", by: Viewer, at: datetime
) -> FollowUp:
    """What they say, which they may say again otherwise. Whoever needs help asks for another half-day by it, unless
    they wait for one already, or have one to come; whoever says otherwise later takes that request back, until a day
    is booked."""
    if answer == FollowUp.Answer.HELP:
        asked_for: dict[str, Any] = {
            "chamber": asked.chamber,
            "person": asked.person,
            "source": Wish.Source.FOLLOW_UP,
        }
        with suppress(HalfDayBooked):  # it is on that day that they are helped
            ask_half_day(**asked_for, by=by, at=at)
    elif asked.answer == FollowUp.Answer.HELP:
        waits = pending_half_day_wish(asked.person_id)
        if waits is not None and waits.source == Wish.Source.FOLLOW_UP:
            withdraw_wish(wish=waits, by=Viewer.system(asked.chamber_id), at=at)
    said = {"useful": useful or asked.useful, "address": address or asked.address}
    return change(asked, answer=answer, answered_at=at, **said)
