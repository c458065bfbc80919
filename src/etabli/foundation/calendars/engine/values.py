"""The values of a calendar file, as icalendar reads them, with their types."""

from datetime import date, timedelta
from typing import Any

from icalendar.parser import Contentline
from icalendar.prop import vDDDTypes, vRecur, vUTCOffset

# What any of them may raise for a text that is none of its kind.
READING_ERRORS = (ValueError, TypeError, KeyError, AttributeError, IndexError, OverflowError)
_TIMES: Any = vDDDTypes  # whose functions bear no types
_OFFSETS: Any = vUTCOffset
_LINES: Any = Contentline


def time_value(text: str) -> date | timedelta:
    """A day, a time or a duration. Raises one of READING_ERRORS."""
    value = _TIMES.from_ical(text)
    if not isinstance(value, date | timedelta):
        raise TypeError(text)
    return value


def offset_value(text: str) -> timedelta:
    """A distance to UTC. Raises one of READING_ERRORS."""
    offset: timedelta = _OFFSETS.from_ical(text)
    return offset


def rule_parts(text: str) -> dict[str, Any]:
    """The parts of a rule, lists by their names in capitals. Raises one of READING_ERRORS."""
    return dict(vRecur.from_ical(text.replace(" ", "")))


def line_parts(text: str) -> tuple[str, dict[str, str], str]:
    """The name, the parameters and the value of a line. Raises ValueError."""
    name, parameters, value = _LINES(text).parts()
    return str(name).upper(), {key.upper(): str(each) for key, each in parameters.items()}, str(value)
