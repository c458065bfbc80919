"""A relay as a file says it, before anything is known of it here."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Fault(StrEnum):
    """Why a row, or one of its values, is not taken."""

    NO_NAME = "no_name"
    NO_COMMUNE = "no_commune"
    UNKNOWN_COMMUNE = "unknown_commune"
    SEVERAL_COMMUNES = "several_communes"
    BAD_PHONE = "bad_phone"
    BAD_EMAIL = "bad_email"
    BAD_WEBSITE = "bad_website"
    TOO_LONG = "too_long"
    TWICE = "twice"
    UNKNOWN_VALUE = "unknown_value"


@dataclass(frozen=True)
class Remark:
    """What is said of one line: the whole row is left out (`is_refused`), or only this value of it."""

    line: int
    name: str
    fault: Fault
    value: str = ""
    is_refused: bool = True


@dataclass(frozen=True)
class IncomingRelay:
    """One row: empty texts where the file says nothing. `kind` is one of ours, or "". `standard`: what only the
    national file says. `is_generic`: its addresses are said to be the place's own; None: only the address can tell.
    """

    line: int
    name: str
    kind: str = ""
    commune: str = ""
    insee: str = ""
    postal_code: str = ""
    address: str = ""
    website: str = ""
    opening_hours: str = ""
    pivot: str = ""
    contact_name: str = ""
    contact_role: str = ""
    emails: tuple[str, ...] = ()
    phone: str = ""
    is_generic: bool | None = None
    standard: Mapping[str, str] = field(default_factory=dict)
