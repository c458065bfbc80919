"""What a bill and a signature add to what is written of a half-day: whether its artisan came, on which day, between
which hours, with which adviser, then stays as they say it."""

from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from etabli.foundation.journal import ActionError
from etabli.foundation.ui.typography import euros
from etabli.programme.funding.models import AdviserSignature, FundingFile, HalfSignature
from etabli.programme.funding.queries.balance import price_errors
from etabli.programme.funding.queries.dossier import Dossier, missed_cents
from etabli.programme.funding.queries.files import completing_file, file_of, read, standing_file
from etabli.programme.funding.wording import least_text
from etabli.programme.support.models import Appointment
from etabli.programme.support.queries import HELD


class AttendanceFixed(ActionError):
    """Whether they came is signed, or billed."""


CLOSED = _("The file of this half-day is closed: take that back first.")
MADE_FOR_LESS = _("The bill %(number)s was made for less: take it back first.")
HOURS_STAY = _(
    "The credit note on the bill %(number)s says that the hours stay. Take it back, then write it again with fewer "
    "hours."
)
WRITE_CREDIT = _(
    "This half-day is in the bill %(number)s. Write a credit note of %(amount)s on its file, then correct this."
)


def _check_attendance(entry: Any, appointment: Appointment, by: Any, at: datetime) -> None:
    """A report that is corrected, taken back or restored. Raises AttendanceFixed."""
    outcome = entry.after.get("outcome", "")
    came_before, came = _came(entry.before.get("outcome", "")), _came(outcome)
    if came is not came_before:
        _check_billed(appointment, at)
    for file in _files_of(appointment) if came_before is False and came is None else ():
        if file.billed_on is not None:
            raise AttendanceFixed(MADE_FOR_LESS % {"number": file.bill_number})
    if outcome and outcome not in HELD and _is_signed(appointment):
        raise AttendanceFixed(_("The artisan signed for this half-day: take the signature off first."))


def _came(outcome: str) -> bool | None:
    """Whether a report says that they came; None without a report."""
    return outcome in HELD if outcome else None


def _files_of(appointment: Appointment) -> list[FundingFile]:
    """The file that asks for it, and the one that completes that: each has a bill of its own."""
    file = file_of(appointment)
    return list(filter(None, (file, file and completing_file(file))))


def _check_billed(appointment: Appointment, at: datetime) -> None:
    """What each bill of this half-day asks is what was done, or is taken off by a credit note. Raises AttendanceFixed,
    with all that is to be done first."""
    standing = [standing_file(file.pk) for file in _files_of(appointment)]
    dossiers = read(list(filter(None, standing)), today=timezone.localdate(at))
    if sentences := [sentence for dossier in dossiers if (sentence := _to_do_first(dossier))]:
        raise AttendanceFixed(" ".join(sentences))


def _to_do_first(dossier: Dossier) -> str:
    """What is to be done on this file before its half-day is said otherwise; "" for nothing."""
    if dossier.file.billed_on is None:
        return str(CLOSED) if dossier.file.closed_on is not None else ""
    bill = {"number": f"{dossier.file.bill_number} ({dossier.file.fund.name})"}
    missed = missed_cents(dossier)
    if len(dossier.done) > len(dossier.lines) or missed < 0:
        return MADE_FOR_LESS % bill
    if 0 < missed <= dossier.credited_cents == price_errors(dossier.file):
        return HOURS_STAY % bill
    if missed <= dossier.credited_cents:
        return ""
    said = WRITE_CREDIT % {**bill, "amount": euros(missed - dossier.credited_cents)}
    return f"{least_text(dossier)} {said}" if dossier.is_below_minimum else said


def _is_signed(appointment: Appointment) -> bool:
    return HalfSignature.objects.filter(appointment=appointment, signed_at__isnull=False).exists()


def _check_day(entry: Any, appointment: Appointment, by: Any, at: datetime) -> None:
    """The day on which it was held, corrected or taken back. Raises AttendanceFixed."""
    for file in _files_of(appointment):
        if file.billed_on is not None:
            raise AttendanceFixed(
                _("This half-day is in the bill %(number)s: take the bill back first.")
                % {"number": file.bill_number}
            )
        if file.closed_on is not None:
            raise AttendanceFixed(CLOSED)
    if _is_signed(appointment):
        raise AttendanceFixed(_("The artisan signed for this half-day: take the signature off first."))


def _check_hours(entry: Any, appointment: Appointment, by: Any, at: datetime) -> None:
    """Between which hours the artisan was there, noted or taken back. Raises AttendanceFixed."""
    _check_billed(appointment, at)
    adviser = AdviserSignature.objects.filter(appointment=appointment, signed_at__isnull=False)
    if _is_signed(appointment) or adviser.exists():
        raise AttendanceFixed(
            _("These hours are signed for: take the signatures off first, then have them signed again.")
        )


def _check_signatures(entry: Any, appointment: Appointment, by: Any, at: datetime) -> None:
    """Another day or another adviser, which nobody had in view when they signed. Raises AttendanceFixed."""
    adviser = AdviserSignature.objects.filter(appointment=appointment, signed_at__isnull=False)
    if _is_signed(appointment) or adviser.exists():
        raise AttendanceFixed(_("This half-day is signed for: take the signatures off first."))


HOOKS = {
    "support.move": _check_signatures,
    "support.hand_over": _check_signatures,
    "support.report": _check_attendance,
    "support.correct_day": _check_day,
    "support.note_hours": _check_hours,
}
