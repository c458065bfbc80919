"""Somebody's own place: taken, offered and accepted, given back, taken again; coming late."""

from datetime import datetime
from functools import cache
from typing import Any

from django.db.models import BigIntegerField, CharField, Count, F, OuterRef, QuerySet, Subquery
from django.utils.translation import gettext, gettext_lazy as _

from etabli.foundation.journal import (
    CannotUndo,
    NotAllowed,
    action,
    anyone,
    change,
    made_here,
    record,
    undo_fields,
)
from etabli.foundation.journal.models import Entry
from etabli.foundation.kept_statements import Given, KeptStatement
from etabli.foundation.people.models import Person, User
from etabli.foundation.people.viewer import Viewer
from etabli.foundation.seats import notices
from etabli.foundation.seats.actions.errors import (
    AlreadySignedUp,
    AlreadyWithdrawn,
    NoFreePlace,
    NotOffered,
    NotSeated,
    OccasionClosed,
)
from etabli.foundation.seats.actions.places import (
    change_status,
    lock_as_left,
    lock_sign_up,
    offer_free_places,
    refuse_if_marked,
    refuse_unless_open,
    state_of,
)
from etabli.foundation.seats.holders import holder_fields, holder_of_user
from etabli.foundation.seats.models import ConfirmationRule, Occasion, SignUp
from etabli.foundation.seats.network_marks import mark_of
from etabli.foundation.seats.occasion_words import Sentence, sentence_of
from etabli.foundation.seats.place_events import Because
from etabli.foundation.seats.rules import is_holder, may_confirm, may_give_seat, may_show, may_withdraw
from etabli.foundation.seats.sentences import TAKE_BACK_PERIOD

Status = SignUp.Status
SILENT_MARK = {"is_silent": True}  # in the journal: who lost the place was not written to
COUNTED_FIELDS = ["arrivals", "taken", "waiting", "capacity", "sequence"]


def _undo_sign_up(entry: Entry, by: Any, at: datetime) -> str:
    """Both ways: give the place back, or, within the hour, take it again, under the rules of a withdrawal. Says so when
    a place that was kept for them, and that they declined, is kept no more."""
    sign_up, kept = lock_as_left(entry), _silent_mark_of(entry)
    refuse_unless_open(sign_up.occasion, by, at)
    if entry.before["status"] == Status.WITHDRAWN:
        _give_back(sign_up, by, at, is_silent=bool(kept), number=entry.before["number"])
    else:
        _retake(sign_up, entry, at, is_silent=bool(kept))
    record(sign_up, before=entry.after, after=state_of(sign_up) | kept)
    if entry.before["status"] == Status.OFFERED and sign_up.status == Status.WAITING:
        return gettext("The place is no longer kept: it is the waiting list again.")
    return ""


@action(
    "seats.sign_up",
    sentence=_("took a place for “%(subject)s”"),
    may=anyone,
    undo=_undo_sign_up,
    subject="occasion",
)
def sign_up(
    *,
    occasion: Occasion,
    holder: Person | User,
    via: str = "",
    brought_by: SignUp | None = None,
    origin: str = "",
    by: Viewer,
    at: datetime,
) -> SignUp:
    """Take a place, or join the waiting list when there is none or somebody waits. The holder is told by mail: a person
    whom a chamber helps, or a user, whom nobody else signs up.

    `brought_by`: the sign-up of whoever signs them up with their own; one mail for all.
    `origin`: the address from which somebody nobody knows signs up (`network_address_of`); beyond what the
    organisation's rule lets pass from one address, the sign-up waits to be confirmed, and takes no place meanwhile.
    Raises OccasionClosed, AlreadySignedUp, or NotAllowed.
    """
    if isinstance(holder, User) and not is_holder(by, holder_of_user(holder)):
        raise NotAllowed(_("Nobody else can take this place for them."))
    seated = _count_newcomer(occasion, at)
    existing = (
        None
        if made_here(holder)
        else SignUp.objects.filter(occasion=occasion, holder=holder.party_id).first()
    )
    if existing is not None and existing.status != Status.WITHDRAWN:
        raise AlreadySignedUp(existing)
    mark = mark_of(origin, occasion.pk)
    is_pending = bool(mark) and _exceeds_rule(occasion, mark)
    if is_pending:
        own_row = Occasion.objects.filter(pk=occasion.pk)
        _update_counts(occasion, own_row, **{"taken" if seated else "waiting": -1})
    before = state_of(existing) if existing else {"status": Status.WITHDRAWN, "number": occasion.arrivals}
    saved = existing or SignUp(occasion=occasion, **holder_fields(holder))
    saved.occasion, saved.number, saved.via, saved.signed_up_at = occasion, occasion.arrivals, via, at
    saved.brought_by, saved.origin, saved.confirmed_at = brought_by, mark, None
    saved.status = Status.PENDING if is_pending else Status.SEATED if seated else Status.WAITING
    saved.ahead_since, saved.late_at, saved.unanswered, saved.is_shown = None, None, 0, False
    saved.save()
    record(saved, before=before, after=state_of(saved))
    notices.update_sign_up(saved, Because.PLACE, at, knows=True)
    return saved


@action(
    "seats.withdraw",
    sentence=_("gave back the place for “%(subject)s”"),
    may=may_withdraw,
    undo=_undo_sign_up,
    subject="sign_up",
)
def withdraw(*, sign_up: SignUp, is_silent: bool = False, by: Viewer, at: datetime) -> SignUp:
    """Give a place back, decline the one that is offered, or leave the waiting list; the first who waits is offered it.

    `is_silent`: the person is not written to, nor when it is taken back and all is again as they know it.
    Once it has begun only the staff may still do it: a place that somebody left empty stays counted as such.
    Raises AlreadyWithdrawn, OccasionClosed, or PresenceMarked.
    """
    if lock_sign_up(sign_up).status == Status.WITHDRAWN:
        raise AlreadyWithdrawn(_("This place was already given back."))
    refuse_unless_open(sign_up.occasion, by, at)
    before = state_of(sign_up)
    _give_back(sign_up, by, at, knows=True, is_silent=is_silent)
    record(sign_up, before=before, after=state_of(sign_up) | (SILENT_MARK if is_silent else {}))
    return sign_up


def _undo_seating(entry: Entry, by: Any, at: datetime) -> None:
    """Both ways: the place is offered again as it was, or goes to the others; or it is theirs again."""
    sign_up = lock_as_left(entry)
    refuse_unless_open(sign_up.occasion, by, at)
    refuse_if_marked(sign_up)
    was, offered = entry.before["status"], set[int]()
    if was == Status.OFFERED and (sign_up.offered_until is None or sign_up.offered_until <= at):
        raise CannotUndo(_("The time to answer is over: give the place back instead."))
    if not change_status(sign_up, was):
        raise CannotUndo(_("There is no free place any more."))
    if was == Status.WAITING:
        offered = offer_free_places(sign_up.occasion_id, at)
        sign_up.refresh_from_db()
    if sign_up.pk not in offered:
        notices.update_sign_up(sign_up, Because.PLACE, at)
    record(sign_up, before=entry.after, after=state_of(sign_up))


@action(
    "seats.accept",
    sentence=_("accepted the place offered for “%(subject)s”"),
    may=may_withdraw,
    undo=_undo_seating,
    subject="sign_up",
)
def accept(*, sign_up: SignUp, by: Viewer, at: datetime) -> SignUp:
    """Take the place that is offered: theirs until somebody passes it on, even a little after the time that was told.

    Raises NotOffered, or OccasionClosed.
    """
    if lock_sign_up(sign_up).status != Status.OFFERED:
        raise NotOffered(_("No place is held for you now: this page says where you stand."))
    refuse_unless_open(sign_up.occasion, by, at)
    return _seated(sign_up, by, at)


@action(
    "seats.give_seat",
    sentence=_("gave a place for “%(subject)s”"),
    may=may_give_seat,
    undo=_undo_seating,
    subject="sign_up",
)
def give_seat(*, sign_up: SignUp, by: Viewer, at: datetime) -> SignUp:
    """Give a free place to somebody who waits and has said yes on the telephone, whoever stands before them.

    Raises NotOffered for who waits for nothing, NoFreePlace, or OccasionClosed.
    """
    if lock_sign_up(sign_up).status not in {Status.WAITING, Status.OFFERED}:
        raise NotOffered(_("This person is not on the waiting list."))
    refuse_unless_open(sign_up.occasion, by, at)
    return _seated(sign_up, by, at)


@action(
    "seats.late",
    sentence=_("said whether they come late to “%(subject)s”"),
    tells={"late_at": _("Comes late, said on")},
    may=may_withdraw,
    undo=undo_fields,
    subject="sign_up",
)
def say_late(*, sign_up: SignUp, late: bool = True, by: Viewer, at: datetime) -> SignUp:
    """They come, and later than the beginning; or, with `late=False`, on time after all.

    Raises NotSeated, or OccasionClosed once it is over.
    """
    if lock_sign_up(sign_up).status != Status.SEATED:
        raise NotSeated(sentence_of(sign_up.occasion, Sentence.NOT_SEATED))
    if sign_up.occasion.cancelled_at is not None or sign_up.occasion.ends_at <= at:
        raise OccasionClosed(_("It is over, or it was called off."))
    return change(sign_up, late_at=at if late else None)


@action(
    "seats.show",
    sentence=_("chose whether the others see who comes to “%(subject)s”"),
    tells={"is_shown": _("Shown among those who come")},
    may=may_show,
    undo=undo_fields,
    subject="sign_up",
)
def show(*, sign_up: SignUp, is_shown: bool, by: Viewer, at: datetime) -> SignUp:
    """Whether the others who may come read the holder's name among those who come."""
    lock_sign_up(sign_up)
    return change(sign_up, is_shown=is_shown)


def _seated(sign_up: SignUp, by: Viewer, at: datetime) -> SignUp:
    before = state_of(sign_up)
    proved = {"confirmed_at": at} if sign_up.is_unproved and may_confirm(by, sign_up) else {}
    if not change_status(sign_up, Status.SEATED, **proved):
        raise NoFreePlace(_("There is no free place any more."))
    record(sign_up, before=before, after=state_of(sign_up))
    notices.update_sign_up(sign_up, Because.PLACE, at, knows=True)
    return sign_up


def _count_newcomer(occasion: Occasion, at: datetime) -> bool:
    """Count one more place that is taken, or one more who waits; whether it is a place. Raises OccasionClosed."""
    row = Occasion.objects.filter(pk=occasion.pk, cancelled_at=None, starts_at__gt=at)
    free = row.filter(taken__lt=F("capacity"), waiting=0)
    seated = _update_counts(occasion, free, arrivals=1, sequence=1, taken=1)
    if not seated and not _update_counts(occasion, row, arrivals=1, sequence=1, waiting=1):
        raise OccasionClosed(sentence_of(occasion, Sentence.SIGN_UP_OVER))
    # A place given back between the two, while nobody else waits: the row is ours only now.
    alone = row.filter(taken__lt=F("capacity"), waiting=1)
    return seated or _update_counts(occasion, alone, taken=1, waiting=-1)


def _exceeds_rule(occasion: Occasion, mark: str) -> bool:
    """Whether as many unproved sign-ups as the chamber lets pass came from there already; its row is ours by now."""
    [(there, most)] = _unproved_and_rule()(occasion=occasion.pk, mark=mark)
    limit = most if most is not None else ConfirmationRule().most
    return bool(there) and bool(there >= limit)


@cache
def _unproved_and_rule() -> KeptStatement[tuple[Any, Any]]:
    """How many unproved sign-ups for an occasion come from one place, and how many its chamber lets pass."""
    unproved = SignUp.objects.filter(
        occasion=OuterRef("pk"), origin=Given("mark", CharField()), confirmed_at=None
    ).exclude(status=Status.WITHDRAWN)
    count = unproved.order_by().values("occasion").values_list(Count("pk"))
    rule = ConfirmationRule.objects.filter(organisation=OuterRef("organisation")).values("most")[:1]
    occasions = Occasion.objects.filter(pk=Given("occasion", BigIntegerField()))
    return KeptStatement(occasions.values_list(Subquery(count), Subquery(rule)))


def _update_counts(occasion: Occasion, row: QuerySet[Occasion], **amounts: int) -> bool:
    """Add to what the occasion counts, if `row` still finds it, and bring what it counts now to `occasion`.

    One statement: `_update` is how Django's own `save` asks for the values that an UPDATE has written.
    """
    counted = [Occasion._meta.get_field(name) for name in COUNTED_FIELDS]
    increments = [
        (Occasion._meta.get_field(name), None, F(name) + number) for name, number in amounts.items()
    ]
    updated = row._update(increments, counted)  # type: ignore[attr-defined]  # Django keeps it to itself, untyped
    for values in updated:
        for name, value in zip(COUNTED_FIELDS, values, strict=True):
            setattr(occasion, name, value)
    return bool(updated)


def _silent_mark_of(entry: Entry) -> dict[str, bool]:
    """What the journal keeps on, when an act was done without a word."""
    return SILENT_MARK if entry.after.get("is_silent") else {}


def _give_back(
    sign_up: SignUp, by: Viewer, at: datetime, *, knows: bool = False, is_silent: bool = False, **also: Any
) -> None:
    """Leave, be told so (`knows`: as they asked; not when `is_silent`), and let the place be offered; the occasion's
    row is locked by the first statement."""
    refuse_if_marked(sign_up)
    was = sign_up.status
    change_status(sign_up, Status.WITHDRAWN, **also)
    is_removed = (
        by.is_staff_of(sign_up.chamber_id) and was != Status.OFFERED
    )  # no to an offer is their own answer
    staff = [by.name, by.organisation_name] if is_removed else []
    if not is_silent:
        notices.update_sign_up(sign_up, Because.WITHDRAWN, at, knows=knows, was=was, staff=staff)
    offer_free_places(sign_up.occasion_id, at)


def _retake(sign_up: SignUp, entry: Entry, at: datetime, *, is_silent: bool) -> None:
    """As it was, if the place is still free; else among those who wait, first of them if it was theirs. Within the
    hour. They are told, unless they were never told that it had changed (`is_silent`)."""
    if at - entry.at > TAKE_BACK_PERIOD:
        raise CannotUndo(_("It was more than an hour ago: sign up again instead."))
    was, number = entry.before["status"], entry.before["number"]
    if was == Status.OFFERED and (sign_up.offered_until is None or sign_up.offered_until <= at):
        was = Status.WAITING
    if not change_status(sign_up, was, number=number):
        had_it = (
            {"ahead_since": at} if was == Status.SEATED else {}
        )  # a no to an offer is no place: it is offered anew
        change_status(sign_up, Status.WAITING, number=number, **had_it)
    offered = offer_free_places(sign_up.occasion_id, at)
    sign_up.refresh_from_db()
    is_as_known = is_silent and sign_up.status == was
    if sign_up.pk not in offered and not is_as_known:
        notices.update_sign_up(sign_up, Because.PLACE, at)
