"""Who was there, half-day by half-day: the roll of one, the hours of somebody, the figures of both."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import prefetch_related_objects

from etabli.foundation.people.queries import NotVisible
from etabli.foundation.people.viewer import Viewer
from etabli.foundation.seats.models import SignUp
from etabli.programme.workshops.halves import Half, halves_of
from etabli.programme.workshops.models import Attendance, Session, TrainerSignature
from etabli.programme.workshops.queries import Participant, participant_of

_SIGN_UPS = (
    SignUp.objects.filter(status=SignUp.Status.SEATED, occasion__session__isnull=False)
    .select_related(
        "person__artisan__commune",
        "person__artisan__business",
        "brought_by__person",
        "occasion__session__theme",
        "occasion__session__adviser",
        "occasion__session__chamber",
    )
    .prefetch_related("attendances")
)


@dataclass(frozen=True)
class Line:
    """One person in one half-day; `attendance` is not saved as long as nothing is marked. `is_homonym`: somebody else
    there bears the same name."""

    participant: Participant
    attendance: Attendance
    is_homonym: bool

    @property
    def name(self) -> str:
        return self.participant.sign_up.name


@dataclass(frozen=True)
class Roll:
    """One half-day of a session: those who have a place, in order of arrival, and the trainers who signed."""

    half: Half
    lines: tuple[Line, ...]
    trainers: tuple[TrainerSignature, ...]

    @property
    def present(self) -> int:
        return sum(line.attendance.present is True for line in self.lines)

    @property
    def absent(self) -> int:
        return sum(line.attendance.present is False for line in self.lines)

    @property
    def unmarked(self) -> int:
        return sum(line.attendance.present is None for line in self.lines)

    @property
    def unsigned(self) -> int:
        """Those who were there and have not signed."""
        return sum(line.attendance.lacks_signature for line in self.lines)

    @property
    def signed(self) -> int:
        return sum(line.attendance.signed_at is not None for line in self.lines)


@dataclass(frozen=True)
class Stay:
    """A half-day in which somebody was there: from when (their arrival when late) to its end."""

    half: Half
    since: datetime

    @property
    def length(self) -> timedelta:
        return max(self.half.ends_at - self.since, timedelta())


def rolls_of(session: Session, seated: Sequence[Participant]) -> list[Roll]:
    """The rolls of a session's half-days, the first first, of those whom `queries.participants` gave.

    At most two statements, for the trainers who signed; none when they are loaded.
    """
    prefetch_related_objects([session], "trainer_signatures__trainer")
    signatures = session.trainer_signatures.all()
    names = Counter(participant.sign_up.name.casefold() for participant in seated)
    return [
        Roll(
            half,
            tuple(
                Line(
                    participant,
                    _attendance(participant, half.number),
                    names[participant.sign_up.name.casefold()] > 1,
                )
                for participant in seated
            ),
            tuple(row for row in signatures if row.half == half.number),
        )
        for half in halves_of(session.occasion)
    ]


def chosen_roll(rolls: Sequence[Roll], number: str, at: datetime) -> Roll:
    """The roll of the half-day that an address names; else of the one under way or next, the last once all is over."""
    named_roll = next((roll for roll in rolls if str(roll.half.number) == number), None)
    return named_roll or next((roll for roll in rolls if roll.half.ends_at > at), rolls[-1])


def get_attendance(viewer: Viewer, session: Session, sign_up: int, half: int) -> Attendance:
    """What is written down of somebody in one half-day, for the staff of the chamber; NotVisible otherwise."""
    rows = Attendance.objects.filter(sign_up=sign_up, sign_up__occasion=session.occasion_id, half=half)
    attendance = rows.select_related("sign_up__occasion", "sign_up__person").first()
    if attendance is None or not viewer.is_staff_of(session.chamber_id):
        raise NotVisible
    return attendance


def get_attended(viewer: Viewer, pk: int) -> Participant:
    """Somebody's place in a session with their presence: two statements.

    For them, for who brought them when they gave no address of their own, and for the staff; else NotVisible. Whoever
    bears the link of one sign-up may have typed somebody else's address: a certificate is not shown to them.
    """
    attended = attended_of_sign_up(pk)
    if attended is None:
        raise NotVisible
    sign_up = attended.sign_up
    is_theirs = viewer.is_person(sign_up.person_id) or viewer.is_person(sign_up.recipient.required_person.pk)
    if not is_theirs and not viewer.is_staff_of(sign_up.chamber_id):
        raise NotVisible
    return attended


def attended_by(viewer: Viewer) -> list[SignUp]:
    """The places of an artisan in sessions to which they came, the latest first: one statement."""
    if viewer.person_id is None or not viewer.is_person(viewer.person_id):
        return []
    attended_ids = Attendance.objects.filter(present=True).values("sign_up")
    own_sign_ups = SignUp.objects.filter(
        person_id=viewer.person_id, pk__in=attended_ids, occasion__session__isnull=False
    )
    return list(own_sign_ups.select_related("occasion").order_by("-occasion__starts_at"))


def attended_of_sign_up(pk: int) -> Participant | None:
    """The same for whoever has proved by a certificate's number that they may know; None when there is no place."""
    sign_up = _SIGN_UPS.filter(pk=pk).first()
    return None if sign_up is None else participant_of(sign_up)


def stays_of(participant: Participant) -> list[Stay]:
    """The half-days in which they were there, the first first."""
    attendance_of_half = {row.half: row for row in participant.attendances if row.present}
    halves = halves_of(participant.sign_up.occasion)
    return [
        Stay(half, attendance_of_half[half.number].arrived_at or half.starts_at)
        for half in halves
        if half.number in attendance_of_half
    ]


def _attendance(participant: Participant, half: int) -> Attendance:
    stored = next((row for row in participant.attendances if row.half == half), None)
    return stored or Attendance(sign_up=participant.sign_up, half=half)
