"""What was done of the half-days of a file: missed, too short together, not signed."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from etabli.programme.funding.engine import Rules
from etabli.programme.funding.models import FundingFile
from etabli.programme.funding.queries.sent import asked_lines, asked_minutes
from etabli.programme.support.models import Appointment
from etabli.programme.support.queries import HELD


def is_absent(appointment: Appointment) -> bool:
    """Whether its report says that the artisan did not come."""
    return appointment.reported_at is not None and appointment.outcome not in HELD


def is_missed(file: FundingFile, appointment: Appointment) -> bool:
    """Whether nothing is paid of it: they did not come; or its file is billed, and no report says that they came."""
    return appointment.outcome not in HELD if file.billed_on else is_absent(appointment)


def is_below_minimum(file: FundingFile, rules: Rules | None, rows: Iterable[Appointment]) -> bool:
    """Whether what was done of these half-days of a file that was sent, by the hours that were noted, the absences and
    what was called off, is less than its fund asks for; not where it is asked all the same, nor when they came to
    none."""
    halves = list(rows)
    least = rules.minimum_minutes if rules and file.sent_on and not file.overruled_note else None
    came = [row for row in halves if not is_missed(file, row)]
    done, booked = sum(row.minutes_done for row in came), sum(asked_minutes(file, row) for row in halves)
    is_less = done < booked or len(halves) < len(asked_lines(file))
    return least is not None and bool(came) and is_less and done < least


def lacks_signature(appointment: Appointment) -> bool:
    """Whether the artisan or the adviser has not signed; both are loaded, or read."""
    both = (getattr(appointment, name, None) for name in ("signed", "adviser_signed"))
    return any(row is None or row.signed_at is None for row in both)


class HalfDays:
    """Those of a file, `appointments` that stand and others that are `called_off`, by what became of them."""

    appointments: tuple[Appointment, ...]
    called_off: tuple[Appointment, ...]
    today: date

    @property
    def half_days(self) -> tuple[Appointment, ...]:
        """Those of the file, called off too."""
        return (*self.appointments, *self.called_off)

    @property
    def begun(self) -> tuple[Appointment, ...]:
        """Those whose day has come, but those to which the artisan did not come: they can be signed for."""
        return tuple(row for row in self.appointments if row.half_day.on <= self.today and not is_absent(row))

    @property
    def with_signatures(self) -> list[tuple[Appointment, Any, Any]]:
        """Those that stand, each with the artisan's signature and the adviser's, None for none."""
        return [
            (row, getattr(row, "signed", None), getattr(row, "adviser_signed", None))
            for row in self.appointments
        ]

    @property
    def unsigned(self) -> tuple[Appointment, ...]:
        """Those to which the artisan came, and that one of the two has not signed."""
        return tuple(row for row in self.held if lacks_signature(row))

    @property
    def not_missed(self) -> tuple[Appointment, ...]:
        """Those to which the artisan came, or may still come."""
        return tuple(row for row in self.appointments if not is_absent(row))

    @property
    def held(self) -> tuple[Appointment, ...]:
        """Those to which the artisan came."""
        return tuple(row for row in self.appointments if row.outcome in HELD)
