"""What a bill and a signature add to the report of a half-day: whether its artisan came then stays as they say it."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from etabli.foundation.journal import ActionError
from etabli.programme.funding.models import HalfSignature
from etabli.programme.funding.queries.files import HELD, file_of
from etabli.programme.support.models import Appointment


class AttendanceKept(ActionError):
    """Whether they came is signed, or billed."""


def _keep_attendance(entry: Any, appointment: Appointment, by: Any, at: datetime) -> None:
    """A report that is corrected, taken back or restored. Raises AttendanceKept."""
    outcome = entry.after.get("outcome", "")
    changes = (entry.before.get("outcome") in HELD) != (outcome in HELD)
    file = file_of(appointment) if changes else None
    if file is not None and file.closed_on is not None and file.billed_on is None:
        raise AttendanceKept(_("The file of this half-day is closed: take that back first."))
    if file is not None and file.billed_on is not None:
        raise AttendanceKept(
            _("This half-day is in the bill %(number)s: take the bill back first.")
            % {"number": file.bill_number}
        )
    if outcome and outcome not in HELD and _is_signed(appointment):
        raise AttendanceKept(_("The artisan signed for this half-day: take the signature off first."))


def _is_signed(appointment: Appointment) -> bool:
    return HalfSignature.objects.filter(appointment=appointment, signed_at__isnull=False).exists()


HOOKS = {"support.report": _keep_attendance}
