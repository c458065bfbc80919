"""The subject of a message about places: what to do and until when, or what has become of it; then which occasion."""

from datetime import datetime

from django.utils import timezone

from etabli.foundation.notify.prose import MAX_SUBJECT_LENGTH, Prose, gettext as _
from etabli.foundation.seats.models import Occasion, SignUp
from etabli.foundation.seats.occasion_words import Sentence, sentence_of
from etabli.foundation.seats.place_events import Because, Facts, former_occasion, is_about_reader
from etabli.foundation.ui.typography import clock, day

Status = SignUp.Status
# What is otherwise comes first, for whoever keeps what they have; not when their own place is the news.
COMING_STATUSES, LEAVING_REASONS = (
    frozenset({Status.SEATED, Status.WAITING}),
    frozenset({Because.LOST, Because.LAPSED}),
)


def subject(row: SignUp, facts: Facts) -> Prose:
    """What to do and until when, or what has become of it; then which occasion, by its day."""
    occasion = row.occasion
    until = _near_instant(row.offered_until) if row.offered_until else ""
    return _for_whom(row, _opening(row, facts) % {**_facts_of(occasion), "until": until})


def _for_whom(row: SignUp, phrase: Prose) -> Prose:
    return (
        phrase if is_about_reader(row) else _("For %(name)s: %(said)s") % {"name": row.name, "said": phrase}
    )


def callers_subject(occasion: Occasion) -> Prose:
    """To the staff: somebody is to be told by telephone."""
    return _("To call: %(day)s, %(clock)s, %(town)s") % _facts_of(occasion)


def _facts_of(occasion: Occasion) -> dict[str, str]:
    return {
        "day": day(occasion.starts_at),
        "clock": clock(occasion.starts_at),
        "town": occasion.place.rpartition(", ")[2],
    }


def _near_instant(at: datetime) -> str:
    """An instant of the days to come: "mardi 11 h", "Tuesday 11:00"."""
    return f"{day(at).split()[0]} {clock(at)}"


def _opening(row: SignUp, facts: Facts) -> Prose:
    because = Because(facts["because"])
    if row.occasion.cancelled_at is not None:
        return _("Called off: %(day)s, %(clock)s, %(town)s")
    if because is Because.CHANGED or (row.status in COMING_STATUSES and because not in LEAVING_REASONS):
        was = former_occasion(row.occasion, facts["changed"])
        if was.spans != row.occasion.spans:
            return _change_of_time(was, row)
        if was.place != row.occasion.place:
            return _("Moved to: %(town)s, %(day)s, %(clock)s")
        if was.title != row.occasion.title:
            return _("New subject: %(day)s, %(clock)s, %(town)s")
    if because is Because.REMINDER and row.status == Status.SEATED:
        return _reminder(row, facts["at"])
    if row.status == Status.WITHDRAWN:
        return _withdrawal(row.occasion, facts, because)
    if row.status == Status.WAITING and because is Because.LOST:
        if facts["had_it"]:
            return _("You have no place any more: %(day)s, %(clock)s, %(town)s")
        return _("The place offered is no longer there: %(day)s, %(town)s")
    return {
        Status.OFFERED: _("Answer before %(until)s: a place, %(day)s, %(town)s"),
        Status.PENDING: _("To confirm: your sign-up for %(day)s, %(clock)s, %(town)s"),
        Status.WAITING: _("Waiting list: %(day)s, %(clock)s, %(town)s"),
        Status.SEATED: _("You have a place: %(day)s, %(clock)s, %(town)s"),
    }[Status(row.status)]


def _change_of_time(was: Occasion, row: SignUp) -> Prose:
    """At other hours, or on another day; elsewhere too, if there is room to say so."""
    now = row.occasion
    is_same_day = timezone.localdate(was.starts_at) == timezone.localdate(now.starts_at)
    if was.place != now.place:
        phrase = (
            _("New hours and place: %(day)s, %(clock)s, %(town)s")
            if is_same_day
            else _("New date and place: %(day)s, %(clock)s, %(town)s")
        )
        if len(_for_whom(row, phrase % _facts_of(now))) <= MAX_SUBJECT_LENGTH:
            return phrase
    if is_same_day:
        return _("New hours: %(day)s, %(clock)s, %(town)s")
    return _("New date: %(day)s, %(clock)s, %(town)s")


def _withdrawal(occasion: Occasion, facts: Facts, because: Because) -> Prose:
    if facts.get("staff"):
        return sentence_of(occasion, Sentence.TAKEN_OFF_SUBJECT)
    if because is Because.LAPSED:
        return _("The place has gone to somebody else: %(day)s, %(town)s")
    if facts.get("was") == Status.PENDING:
        return _("Your sign-up was taken off: %(day)s, %(town)s")
    if facts.get("was") == Status.OFFERED:
        return _("You don't take the place: %(day)s, %(town)s")
    if facts.get("was") == Status.WAITING:
        return _("You have left the waiting list: %(day)s, %(town)s")
    return _("Your place has been given back: %(day)s, %(town)s")


def _reminder(row: SignUp, at: datetime) -> Prose:
    days = (timezone.localdate(row.occasion.starts_at) - timezone.localdate(at)).days
    if days < 1:
        return sentence_of(row.occasion, Sentence.TODAY_SUBJECT)
    if days == 1:
        return sentence_of(row.occasion, Sentence.TOMORROW_SUBJECT)
    return sentence_of(row.occasion, Sentence.IN_DAYS_SUBJECT)
