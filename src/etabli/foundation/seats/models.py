"""Whatever has places: when, where, how many; and who has one, or waits for one."""

import uuid
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any, NamedTuple

from django.db import models
from django.utils.translation import gettext_lazy as _

from etabli.foundation.parties.models import Party
from etabli.foundation.people.models import Organisation, Person, User
from etabli.foundation.seats.engine import free_places
from etabli.foundation.seats.holders import Holder, holder_of, holder_of_person
from etabli.foundation.ui.typography import full_day


def _uid() -> str:
    return f"{uuid.uuid4()}@etabli"


class Span(NamedTuple):
    """One of the times at which something is held: the two instants between which it is."""

    start: datetime
    end: datetime


def times_of(spans: Sequence[Span]) -> dict[str, Any]:
    """The fields of an occasion that is held at these times: one or several, in order."""
    several = [[at.astimezone(UTC).isoformat() for at in span] for span in spans] if len(spans) > 1 else []
    return {"starts_at": spans[0].start, "ends_at": spans[-1].end, "sittings": several}


def spans_of(starts_at: datetime, ends_at: datetime, sittings: Sequence[Sequence[str]]) -> list[Span]:
    """The times that these fields of an occasion hold, in order, at least one: the other way round."""
    if not sittings:
        return [Span(starts_at, ends_at)]
    return [Span(*map(datetime.fromisoformat, sitting)) for sitting in sittings]


class Occasion(models.Model):
    """Something with places: a session, an assembly, an evening.

    `kind`: what it is, by which the app that it belongs to says its noun (`occasion_words.py`); "" for none.
    Held once, from `starts_at` to `ends_at`; or several times, listed in `sittings` ([start, end] in ISO 8601, UTC), of
    which these are the first and the last instant: read `spans`, write what `times_of` gives.
    `taken` counts the places that are held (the seated, and those who have an offer), `waiting` those who wait; both
    only move by conditional updates. `arrivals` numbers the sign-ups in their order. `uid` and `sequence` are those
    of the calendar file. `practical`: what to bring, how to get there, for those who come. `reminded_at`: when they
    were last reminded.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="occasions")
    kind = models.CharField(max_length=20, blank=True)
    title = models.CharField(_("title"), max_length=160)
    starts_at = models.DateTimeField(_("starts at"), db_index=True)
    ends_at = models.DateTimeField(_("ends at"))
    sittings = models.JSONField(default=list, blank=True)
    place = models.CharField(_("place"), max_length=400)
    capacity = models.PositiveSmallIntegerField(_("places"))
    taken = models.PositiveSmallIntegerField(default=0)
    waiting = models.PositiveIntegerField(default=0)
    arrivals = models.PositiveIntegerField(default=0)
    uid = models.CharField(max_length=60, default=_uid, unique=True)
    sequence = models.PositiveSmallIntegerField(default=0)
    practical = models.TextField(_("to bring, and how to get there"), blank=True)
    reminded_at = models.DateTimeField(null=True, blank=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(taken__lte=models.F("capacity")), name="occasion_never_oversold"
            ),
            models.CheckConstraint(
                condition=models.Q(ends_at__gt=models.F("starts_at")), name="occasion_ends_after_it_starts"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def chamber_id(self) -> int:
        """The organisation that owns it, under the name that rules and journal use."""
        return self.organisation_id

    @property
    def spans(self) -> list[Span]:
        """The times at which it is held, in order, at least one."""
        return spans_of(self.starts_at, self.ends_at, self.sittings)

    @property
    def free(self) -> int:
        """The places that a newcomer may take: none while somebody waits, whose turn comes first."""
        return free_places(self.capacity, self.taken, self.waiting)

    @property
    def to_give(self) -> int:
        """The places that are free while somebody waits: too late for a mail, the staff gives them by telephone."""
        return self.capacity - self.taken if self.waiting else 0


class SignUp(models.Model):
    """Somebody's place in an occasion, or in its waiting list; one row per holder and occasion.

    `holder`: whose it is; `person`: the person whom they are, null for somebody whom no chamber helps (a member).
    `brought_by`: the sign-up of whoever came with them, in one go. Each has a place of their own.
    `number` is the order of arrival. `offered_until`: until when the place that was last offered is held for them,
    while `status` says offered. `ahead_since`: they had a place and lost it then; while they wait, they stand before
    those who had none. `unanswered`: offers that they let pass. `late_at`: when they said that they will come late.
    PENDING takes no place and waits for none: it keeps its `number`, and takes its turn once it is confirmed.
    `origin` (`network_marks.py`): a mark of where it came from, when nobody knows who signed up; erased once begun.
    `confirmed_at`: when they proved that they come, or told the staff so on the telephone. `is_shown`: they let the
    others read that they come.
    """

    class Status(models.TextChoices):
        SEATED = "seated", _("signed up")
        OFFERED = "offered", _("a place is offered")
        WAITING = "waiting", _("on the waiting list")
        PENDING = "pending", _("not confirmed yet")
        WITHDRAWN = "withdrawn", _("withdrawn")

    UNCOUNTED = frozenset({Status.WITHDRAWN, Status.PENDING})  # neither hold a place nor wait for one

    occasion = models.ForeignKey(Occasion, on_delete=models.PROTECT, related_name="sign_ups")
    holder = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="sign_ups")
    number = models.PositiveIntegerField()
    status = models.CharField(max_length=10, choices=Status)
    via = models.CharField(max_length=40, blank=True)
    signed_up_at = models.DateTimeField()
    brought_by = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="brought"
    )
    offered_until = models.DateTimeField(null=True, blank=True)
    ahead_since = models.DateTimeField(null=True, blank=True)
    unanswered = models.PositiveSmallIntegerField(default=0)
    late_at = models.DateTimeField(null=True, blank=True)
    origin = models.CharField(max_length=32, blank=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    is_shown = models.BooleanField(_("shown among those who come"), default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(status="offered") | models.Q(offered_until__isnull=False),
                name="sign_up_offered_until",
            ),
            models.UniqueConstraint(fields=["occasion", "person"], name="sign_up_once"),
            models.UniqueConstraint(fields=["occasion", "holder"], name="sign_up_once_per_holder"),
            models.UniqueConstraint(fields=["occasion", "number"], name="sign_up_number_once"),
        ]
        indexes = [
            models.Index(fields=["occasion", "status", "number"], name="sign_up_order"),
            models.Index(
                fields=["offered_until"], condition=models.Q(status="offered"), name="sign_up_offer_ends"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.occasion}, {full_day(self.occasion.starts_at)} · {self.name}"

    @property
    def chamber_id(self) -> int:
        return self.occasion.chamber_id

    @property
    def is_unproved(self) -> bool:
        """Nobody knows yet whether whoever signed up is real: no place is held for them for long."""
        return bool(self.origin) and self.confirmed_at is None

    @property
    def held_by(self) -> Holder:
        """Who holds it: their name and addresses."""
        return holder_of_person(self.person) if self.person is not None else holder_of(self.holder)

    @property
    def name(self) -> str:
        """The name of whoever holds it."""
        return self.held_by.name

    @property
    def required_person(self) -> Person:
        """The person who holds it, where nobody else can (a workshop); raises ValueError for somebody else."""
        return self.held_by.required_person

    @property
    def recipient(self) -> Holder:
        """Whom one writes to or calls: the holder, or whoever brought them when they gave no address of their own."""
        holder = self.held_by
        if self.brought_by is None or holder.email or holder.phone:
            return holder
        return self.brought_by.held_by


class ConfirmationRule(models.Model):
    """How many places of one occasion an organisation gives to people whom nobody knows and who come from one address.

    Whoever comes after them confirms first. Without a row, `most` is that of the field.
    """

    organisation = models.OneToOneField(Organisation, on_delete=models.PROTECT, related_name="+")
    most = models.PositiveSmallIntegerField(_("places without confirmation"), default=3)

    def __str__(self) -> str:
        return str(self.most)

    @property
    def chamber_id(self) -> int:
        return self.organisation_id


class StaffMessage(models.Model):
    """What somebody of the staff writes in their own words: to people of one occasion, or to one `person`.

    It leaves at `leaves_at`, once (`left_at`), unless it was cancelled before. `key`: the form that it was written in,
    so that a form that is sent twice writes once.
    """

    chamber = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    occasion = models.ForeignKey(Occasion, on_delete=models.PROTECT, null=True, related_name="messages")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    author = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(_("subject"), max_length=100)
    text = models.TextField(_("your message"))
    key = models.CharField(max_length=40, unique=True)
    written_at = models.DateTimeField()
    leaves_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True)
    cancelled_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["leaves_at"],
                condition=models.Q(left_at=None, cancelled_at=None),
                name="staff_message_leaves",
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_overtaken(self) -> bool:
        """The occasion was called off after it was written."""
        off = self.occasion.cancelled_at if self.occasion else None
        return off is not None and off >= self.written_at


class StaffMessageReader(models.Model):
    """Somebody to whom it goes, and for which sign-up: theirs, or that of somebody whom they brought."""

    message = models.ForeignKey(StaffMessage, on_delete=models.CASCADE, related_name="readers")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    sign_up = models.ForeignKey(SignUp, on_delete=models.PROTECT, null=True, related_name="+")

    def __str__(self) -> str:
        return f"{self.message} · {self.person}"

    @property
    def chamber_id(self) -> int:
        return self.message.chamber_id
