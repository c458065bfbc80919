"""All that a fund asks for over a period: the sheets, the certificates, the presences as one table."""

import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from tempfile import SpooledTemporaryFile
from typing import IO, Any

from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from etabli.foundation.documents import csv_file
from etabli.foundation.people.models import STAFF
from etabli.foundation.people.viewer import Viewer
from etabli.foundation.seats.models import SignUp
from etabli.programme.workshops.attendance_rolls import Roll, Stay, rolls_of, stays_of
from etabli.programme.workshops.attendance_sheets import attendance_sheet, trainers_of
from etabli.programme.workshops.certificates import certificates, number_of
from etabli.programme.workshops.models import Session
from etabli.programme.workshops.queries import Participant, participant_of

MAX_IN_MEMORY = 4 * 1024 * 1024
MAX_SESSIONS = 60  # in one archive: about as long as a request may last


@dataclass(frozen=True)
class PeriodRow:
    """A session that took place, with those who had a place and its rolls."""

    session: Session
    people: tuple[Participant, ...]
    rolls: tuple[Roll, ...]

    @property
    def stays(self) -> list[Stay]:
        return [stay for participant in self.people for stay in stays_of(participant)]


@dataclass(frozen=True)
class Figures:
    """Counts of a period. `places` and what follows count one person and one half-day."""

    sessions: int
    half_days: int
    people: int
    places: int
    present: int
    absent: int
    unmarked: int
    unsigned: int
    hours: timedelta


def held_between(viewer: Viewer, since: date, until: date, *, at: datetime) -> list[PeriodRow]:
    """The sessions of the viewer's chamber that began between two days, both included: six statements."""
    if viewer.role not in STAFF:
        return []
    queryset = Session.objects.filter(
        chamber_id=viewer.chamber_id,
        published_at__isnull=False,
        occasion__cancelled_at=None,
        occasion__starts_at__date__range=(since, until),
        occasion__starts_at__lte=at,
    )
    sessions = list(
        queryset.select_related("theme", "venue__commune", "occasion", "adviser", "chamber")
        .prefetch_related("trainer_signatures__trainer", "co_advisers")
        .order_by("occasion__starts_at", "pk")
    )
    seated: dict[int, list[Participant]] = {session.occasion_id: [] for session in sessions}
    occasions = {session.occasion_id: session.occasion for session in sessions}
    for row in _seated_sign_ups(list(seated)):
        row.occasion = occasions[row.occasion_id]
        seated[row.occasion_id].append(participant_of(row))
    return [
        PeriodRow(session, tuple(people), tuple(rolls_of(session, people)))
        for session, people in zip(sessions, seated.values(), strict=True)
    ]


def figures_of(period_rows: Sequence[PeriodRow]) -> Figures:
    """The counts of these sessions."""
    rolls = [roll for row in period_rows for roll in row.rolls]
    attending_ids = {
        participant.sign_up.person_id
        for row in period_rows
        for participant in row.people
        if participant.present
    }
    return Figures(
        sessions=len(period_rows),
        half_days=len(rolls),
        people=len(attending_ids),
        places=sum(len(roll.lines) for roll in rolls),
        present=sum(roll.present for roll in rolls),
        absent=sum(roll.absent for roll in rolls),
        unmarked=sum(roll.unmarked for roll in rolls),
        unsigned=sum(roll.unsigned for roll in rolls),
        hours=sum((stay.length for row in period_rows for stay in row.stays), timedelta()),
    )


def archive_of(period_rows: Sequence[PeriodRow], *, at: datetime) -> IO[bytes]:
    """The ZIP, at its beginning; in memory while it is small, then on disk."""
    buffer: IO[bytes] = SpooledTemporaryFile(max_size=MAX_IN_MEMORY)  # noqa: SIM115 -- the response closes it
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(f"{_('attendance')}.csv", table_of(period_rows))
        for row in period_rows:
            on = timezone.localdate(row.session.occasion.starts_at)
            name = f"{on:%Y-%m-%d}-{slugify(row.session.theme_id)}-{row.session.pk}.pdf"
            archive.writestr(f"{_('sheets')}/{name}", attendance_sheet(row.session, row.rolls, at=at))
            if row.stays:
                content = certificates(row.session, row.people, row.rolls, at=at)
                archive.writestr(f"{_('certificates')}/{name}", content)
    buffer.seek(0)
    return buffer


def table_of(period_rows: Sequence[PeriodRow]) -> bytes:
    """One row per person and half-day, for a spreadsheet."""
    columns = [
        _("Day"), _("Begins at"), _("Ends at"), _("Workshop"), _("Place"), _("Trainer"), _("Name"), _("Business"),
        _("SIRET"), _("Commune"), _("Presence"), _("Arrived at"), _("Minutes"), _("Signature"), _("Certificate"),
    ]  # fmt: skip
    return csv_file([columns, *(row for held_session in period_rows for row in _rows(held_session))])


def _rows(row: PeriodRow) -> Iterator[list[Any]]:
    session = row.session
    for roll in row.rolls:
        half = roll.half
        for line in roll.lines:
            participant, mark = line.participant, line.attendance
            stay = next((stay for stay in stays_of(participant) if stay.half == half), None)
            yield [
                f"{timezone.localdate(half.starts_at):%d/%m/%Y}",
                _hour(half.starts_at),
                _hour(half.ends_at),
                session.theme.title,
                session.occasion.place,
                trainers_of(session, roll.trainers),
                line.name,
                participant.business,
                participant.siret,
                participant.commune,
                {True: _("was present"), False: _("could not come"), None: _("not marked")}[mark.present],
                _hour(mark.arrived_at) if mark.arrived_at else "",
                stay.length // timedelta(minutes=1) if stay else 0,
                _signed(mark),
                number_of(participant.sign_up.pk) if participant.present else "",
            ]


def _hour(at: datetime) -> str:
    return f"{timezone.localtime(at):%H:%M}"


def _signed(mark: Any) -> str:
    if mark.signed_at:
        return _("signed")
    return _("missing") if mark.lacks_signature else ""


def _seated_sign_ups(occasions: list[int]) -> Iterator[SignUp]:
    rows = SignUp.objects.filter(occasion__in=occasions, status=SignUp.Status.SEATED)
    loaded_rows = rows.select_related("person__artisan__commune", "person__artisan__business")
    yield from loaded_rows.prefetch_related("attendances").order_by("occasion", "number")
