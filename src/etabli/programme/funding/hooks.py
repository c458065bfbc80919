"""What a bill and a signature add to what is written of a half-day: whether its artisan came, on which day, between
which hours, then stays as they say it."""

from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from etabli.foundation.journal import ActionError
from etabli.foundation.ui.typography import euros
from etabli.programme.funding.models import AdviserSignature, FundingFile, HalfSignature
from etabli.programme.funding.queries.balance import price_errors
from etabli.programme.funding.queries.dossier import missed_cents
from etabli.programme.funding.queries.files import completing_file, file_of, read, standing_file
from etabli.programme.support.models import Appointment
from etabli.programme.support.queries import HELD


class AttendanceFixed(ActionError):
    """Whether they came is signed, or billed."""


CLOSED = _("The file of this half-day is closed: take that back first.")
MADE_FOR_LESS = _("The bill %(number)s was made for less: take it back first.")


def _check_attendance(entry: Any, appointment: Appointment, by: Any, at: datetime) -> None:
    """A report that is corrected, taken back or restored. Raises AttendanceFixed."""
    outcome = entry.after.get("outcome", "")
    came_before, came = _came(entry.before.get("outcome", "")), _came(outcome)
    for file in _files_of(appointment) if came is not came_before else ():
        _check_billed(file.pk, at)
        if came_before is False and came is None and file.billed_on is not None:
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


def _check_billed(number: int, at: datetime) -> None:
    """What the bill of this file asks is what was done, or is taken off by a credit note. Raises AttendanceFixed."""
    standing = standing_file(number)
    dossier = read([standing], today=timezone.localdate(at))[0] if standing else None
    if dossier is None:
        return
    if dossier.file.closed_on is not None and dossier.file.billed_on is None:
        raise AttendanceFixed(CLOSED)
    if dossier.file.billed_on is None:
        return
    bill = {"number": f"{dossier.file.bill_number} ({dossier.file.fund.name})"}
    missed = missed_cents(dossier)
    if len(dossier.done) > len(dossier.lines) or missed < 0:
        raise AttendanceFixed(MADE_FOR_LESS % bill)
    if 0 < missed <= dossier.credited_cents == price_errors(dossier.file):
        raise AttendanceFixed(
            _(
                "The credit note on the bill %(number)s says that the hours stay. Take it back, then write it again "
                "with fewer hours."
            )
            % bill
        )
    if missed > dossier.credited_cents:
        left = {"amount": euros(missed - dossier.credited_cents)}
        raise AttendanceFixed(
            _(
                "This half-day is in the bill %(number)s. Write a credit note of %(amount)s on its file, then correct "
                "this."
            )
            % {**bill, **left}
        )


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
    for file in _files_of(appointment):
        _check_billed(file.pk, at)
    adviser = AdviserSignature.objects.filter(appointment=appointment, signed_at__isnull=False)
    if _is_signed(appointment) or adviser.exists():
        raise AttendanceFixed(
            _("These hours are signed for: take the signatures off first, then have them signed again.")
        )


HOOKS = {
    "support.report": _check_attendance,
    "support.correct_day": _check_day,
    "support.note_hours": _check_hours,
}
