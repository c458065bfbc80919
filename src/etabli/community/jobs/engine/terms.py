"""What an offer says, and what it lacks: each kind asks for its own."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Kind(StrEnum):
    """What is offered: a contract of work, a training in a business, or a mission for somebody self-employed."""

    PERMANENT = "permanent"
    FIXED_TERM = "fixed_term"
    INTERNSHIP = "internship"
    APPRENTICESHIP = "apprenticeship"
    MISSION = "mission"


class Remote(StrEnum):
    """Where one works: in the business, at home, or both."""

    ON_SITE = "on_site"
    HYBRID = "hybrid"
    REMOTE = "remote"


class Period(StrEnum):
    """What a pay is for; WHOLE is a fixed price for all of a mission."""

    HOUR = "hour"
    DAY = "day"
    MONTH = "month"
    YEAR = "year"
    WHOLE = "whole"


class Unit(StrEnum):
    """In what the length of a contract is counted."""

    DAYS = "days"
    WEEKS = "weeks"
    MONTHS = "months"


@dataclass(frozen=True)
class Terms:
    """All that the author writes. Texts may be empty and the rest None: a draft lacks what it likes.

    `commune_id` is the INSEE code; pays are gross and in cents (without tax for a mission); `agreement`: for an
    internship, its author knows that a signed agreement is needed.
    """

    kind: Kind
    title: str = ""
    employer: str = ""
    website: str = ""
    duties: str = ""
    skills: str = ""
    trade: str = ""
    commune_id: str | None = None
    remote: Remote = Remote.ON_SITE
    starts_on: date | None = None
    duration: int | None = None
    duration_unit: Unit = Unit.MONTHS
    week_minutes: int | None = None
    pay_low_cents: int | None = None
    pay_high_cents: int | None = None
    pay_period: Period = Period.MONTH
    agreement: bool = False
    diploma: str = ""
    how_to_apply: str = ""
    apply_by_on: date | None = None


REQUIRED_FIELDS = ("title", "employer", "duties", "skills", "trade")
KINDS_WITH_DURATION = frozenset({Kind.FIXED_TERM, Kind.INTERNSHIP, Kind.APPRENTICESHIP, Kind.MISSION})
KINDS_WITH_WEEK_HOURS = frozenset(set(Kind) - {Kind.MISSION})
LEARNING_KINDS = frozenset({Kind.INTERNSHIP, Kind.APPRENTICESHIP})
PERIODS = {
    Kind.PERMANENT: (Period.MONTH, Period.YEAR, Period.HOUR),
    Kind.FIXED_TERM: (Period.MONTH, Period.YEAR, Period.HOUR),
    Kind.INTERNSHIP: (Period.MONTH, Period.HOUR),
    Kind.APPRENTICESHIP: (Period.MONTH,),
    Kind.MISSION: (Period.DAY, Period.HOUR, Period.WHOLE),
}


def fields_of(kind: Kind) -> frozenset[str]:
    """The names of what this kind of offer may say: the others are not asked."""
    names = set(Terms.__dataclass_fields__)
    if kind not in KINDS_WITH_DURATION:
        names -= {"duration", "duration_unit"}
    if kind not in KINDS_WITH_WEEK_HOURS:
        names -= {"week_minutes"}
    if kind not in LEARNING_KINDS:
        names -= {"diploma"}
    if kind != Kind.INTERNSHIP:
        names -= {"agreement"}
    return frozenset(names)


def missing_fields(terms: Terms) -> list[str]:
    """The fields without which it can't be sent, in the order of the form."""
    missing = [name for name in REQUIRED_FIELDS if not getattr(terms, name).strip()]
    if terms.remote != Remote.REMOTE and terms.commune_id is None:
        missing.append("commune_id")
    if terms.kind in KINDS_WITH_DURATION and terms.duration is None:
        missing.append("duration")
    if terms.kind in KINDS_WITH_WEEK_HOURS and terms.week_minutes is None:
        missing.append("week_minutes")
    if terms.pay_low_cents is None and terms.pay_high_cents is None:
        missing.append("pay_low_cents")
    if terms.kind == Kind.APPRENTICESHIP and not terms.diploma.strip():
        missing.append("diploma")
    if terms.kind == Kind.INTERNSHIP and not terms.agreement:
        missing.append("agreement")
    return missing
