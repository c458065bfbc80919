"""Changing what has places, and calling it off: each person concerned is told once."""

from collections.abc import Collection, Sequence
from datetime import datetime
from itertools import pairwise
from typing import Any

from django.utils.translation import gettext_lazy as _

from etabli.foundation.journal import CannotUndo, Irreversible, action, record
from etabli.foundation.journal.models import Entry
from etabli.foundation.journal.undo import as_json_value, field_of, subject_of
from etabli.foundation.people.viewer import Viewer
from etabli.foundation.seats import notices
from etabli.foundation.seats.actions.errors import CapacityTaken, OccasionClosed, WrongTimes
from etabli.foundation.seats.actions.places import (
    HOLDING_STATUSES,
    change_status,
    has_dependents,
    held_until,
    lock,
    offer_free_places,
    refuse_if_marked,
)
from etabli.foundation.seats.holders import WITH_HOLDERS
from etabli.foundation.seats.models import Occasion, SignUp, Span
from etabli.foundation.seats.occasion_words import Sentence, sentence_of
from etabli.foundation.seats.rules import may_run_occasion

Status = SignUp.Status
ANNOUNCED_FIELDS = frozenset(
    {"title", "starts_at", "ends_at", "sittings", "place"}
)  # what those concerned are told of
CHANGEABLE_FIELDS = ANNOUNCED_FIELDS | {"capacity", "practical"}
CHANGEABLE_ONCE_BEGUN = frozenset(
    {"sittings", "ends_at", "place", "practical"}
)  # may change once the first of several times began


def _undo_change(entry: Entry, by: Any, at: datetime) -> None:
    """Both ways. Whoever went to the waiting list by it less than an hour ago has their place again at once."""
    lock(pk=entry.subject_id)
    occasion: Any = subject_of(entry, lock=True)
    before, after = dict(entry.before), dict(entry.after)
    released = before.pop("released", []), after.pop("released", [])
    words = before.pop("word", ""), after.pop("word", "")
    if any(as_json_value(occasion, name) != value for name, value in after.items()):
        raise CannotUndo(_("Something changed since: take back the later change first."))
    if has_dependents(occasion):
        raise CannotUndo(_("This is changed where it was created: change it there."))
    fields = {name: field_of(occasion, name) for name in before}
    former_values = {
        name: field.to_python(before[name]) for name, field in fields.items() if field is not None
    }
    _apply_changes(occasion, former_values, released[0], by, at)
    notices.replace_staff_words(occasion, *words, former_values, by, at)
    record(occasion, before=entry.after, after=entry.before)


@action(
    "seats.change",
    sentence=_("changed “%(subject)s”"),
    tells={
        "title": _("Title"),
        "starts_at": _("Beginning"),
        "ends_at": _("End"),
        "sittings": _("Dates"),
        "place": _("Place"),
        "capacity": _("Number of places"),
        "word": _("Word to those who signed up"),
    },
    may=may_run_occasion,
    undo=_undo_change,
    subject="occasion",
)
def change_occasion(
    *,
    occasion: Occasion,
    changes: dict[str, Any],
    release: Collection[int] = (),
    word: str = "",
    former_word: str = "",
    by: Viewer,
    at: datetime,
) -> Occasion:
    """Change the time, the place, the title, what to bring or the number of places; those concerned are told once.

    `changes` holds fields of Occasion among CHANGEABLE, its times as `times_of` gives them. With fewer places than
    people hold, raises CapacityTaken, which says who came last: given back as `release` (their numbers, `pk`), they go
    to the waiting list, first, and are told. Raises CapacityTaken again when it would be others by now; WrongTimes,
    PresenceMarked, or OccasionClosed. `word`: what the message to those concerned says beside, in the words of `by`;
    `former_word`: that of the change that this one takes back, which is said no more to those who have not had it.
    """
    if unknown := changes.keys() - CHANGEABLE_FIELDS:
        raise ValueError(f"change_occasion does not change {sorted(unknown)}")
    lock(pk=occasion.pk)
    occasion.refresh_from_db()  # a form may have written the new values on it already
    before = {name: getattr(occasion, name) for name in changes}
    released = _apply_changes(occasion, changes, release, by, at)
    made = {name: value for name, value in changes.items() if value != before[name]}
    notices.replace_staff_words(occasion, word, former_word, made, by, at)
    words = ({"word": former_word}, {"word": word}) if word or former_word else ({}, {})
    record(
        occasion,
        before={**before, "released": [], **words[0]},
        after={**changes, "released": released, **words[1]},
    )
    return occasion


@action(
    "seats.cancel",
    sentence=_("called off “%(subject)s”"),
    tells={"reason": _("Reason")},
    may=may_run_occasion,
    undo=Irreversible(_("People have been told that it is called off: create another one instead.")),
    subject="occasion",
)
def cancel_occasion(*, occasion: Occasion, reason: str, by: Viewer, at: datetime) -> Occasion:
    """Call it off, and write to those who have a place or wait, with the reason. Raises OccasionClosed."""
    lock(pk=occasion.pk)
    occasion.refresh_from_db()
    if occasion.cancelled_at is not None:
        raise OccasionClosed(_("It was already called off."))
    if occasion.starts_at <= at:
        raise OccasionClosed(sentence_of(occasion, Sentence.TOO_LATE_TO_CALL_OFF))
    occasion.cancelled_at = at
    occasion.save(update_fields=["cancelled_at"])
    record(occasion, before={"cancelled_at": None}, after={"cancelled_at": at, "reason": reason})
    notices.update_cancelled(occasion, reason, by, at)
    return occasion


def _apply_changes(
    occasion: Occasion, changes: dict[str, Any], release: Collection[int], by: Viewer, at: datetime
) -> list[int]:
    """Write the changes on the occasion, locked and fresh, and tell; says whose place was lost."""
    if occasion.cancelled_at is not None:
        raise OccasionClosed(_("It was called off: create a new one instead."))
    begun = [span for span in occasion.spans if span.start <= at]
    before = {name: getattr(occasion, name) for name, value in changes.items()}
    moved = {name for name, value in changes.items() if before[name] != value}
    if begun and (len(begun) == len(occasion.spans) or moved - CHANGEABLE_ONCE_BEGUN):
        raise OccasionClosed(sentence_of(occasion, Sentence.TOO_LATE_TO_CHANGE))
    last = _move_last_to_waiting(occasion, changes.get("capacity", occasion.capacity), release, at)
    for name, value in changes.items():
        setattr(occasion, name, value)
    _refuse_wrong_times(occasion, begun, at)
    occasion.save(update_fields=list(changes))
    if "starts_at" in moved:
        _adjust_to_new_time(occasion, at)
    offered = offer_free_places(occasion.pk, at)
    for sign_up in last:
        sign_up.occasion = occasion
        notices.update_lost(sign_up, by, at)
    offered |= {sign_up.pk for sign_up in last}
    if moved & ANNOUNCED_FIELDS:
        notices.update_occasion(
            occasion, {name: before[name] for name in moved & ANNOUNCED_FIELDS}, by, at, but=offered
        )
    return [sign_up.pk for sign_up in last]


def _refuse_wrong_times(occasion: Occasion, begun: Sequence[Span], at: datetime) -> None:
    spans = occasion.spans
    if (spans[0].start, spans[-1].end) != (occasion.starts_at, occasion.ends_at):
        raise ValueError("the times don't make the beginning and the end: give what times_of gives")
    if any(span.end <= span.start for span in spans):
        raise WrongTimes(_("The end comes before the beginning: correct one of the two times."))
    if any(later.start < span.end for span, later in pairwise(spans)):
        raise WrongTimes(sentence_of(occasion, Sentence.TIMES_OVERLAP))
    if spans[: len(begun)] != begun or any(span.start <= at for span in spans[len(begun) :]):
        raise WrongTimes(_("This day and hour are past: choose one to come."))


def _move_last_to_waiting(
    occasion: Occasion, capacity: int, release: Collection[int], at: datetime
) -> list[SignUp]:
    """Move those who came last to the waiting list, as far as `capacity` asks for it and `release` names them."""
    if capacity >= occasion.taken:
        return []
    holding = occasion.sign_ups.filter(status__in=HOLDING_STATUSES).select_related(*WITH_HOLDERS)
    # An offer goes before a place that somebody has; then whoever came last.
    latest = sorted(holding, key=lambda row: (row.status == Status.OFFERED, row.number), reverse=True)
    last = latest[: occasion.taken - capacity]
    if {row.pk for row in last} != set(release):
        raise CapacityTaken(occasion.taken, last)
    for row in last:
        refuse_if_marked(row)
        lost = {"ahead_since": at} if row.status == Status.SEATED else {}
        change_status(row, Status.WAITING, **lost)
    return last


def _adjust_to_new_time(occasion: Occasion, at: datetime) -> None:
    """At another hour nobody is late yet, and an offer ends sooner when what it is for comes sooner."""
    occasion.sign_ups.exclude(late_at=None).update(late_at=None)
    until = held_until(occasion, at)
    for row in occasion.sign_ups.filter(status=Status.OFFERED):
        if until is None:
            change_status(row, Status.WAITING)
        elif row.offered_until is not None and until < row.offered_until:
            change_status(row, Status.OFFERED, offered_until=until)
