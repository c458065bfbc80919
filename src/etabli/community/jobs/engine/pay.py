"""Pays made comparable: by the month for who is employed, by the day for a mission. All in cents."""

from etabli.community.jobs.engine.terms import Period

MONTH_HOURS = 151.67  # of 35 hours a week, as a pay slip counts them
DAY_HOURS = 7


def by_month(cents: int, period: Period) -> int | None:
    """About how much a month of 35 hours a week; None for what is not paid by the time of an employee."""
    match period:
        case Period.HOUR:
            return round(cents * MONTH_HOURS)
        case Period.MONTH:
            return cents
        case Period.YEAR:
            return round(cents / 12)
    return None


def by_day(cents: int, period: Period) -> int | None:
    """How much a day of seven hours; None for what is not paid by the hour or the day."""
    match period:
        case Period.HOUR:
            return cents * DAY_HOURS
        case Period.DAY:
            return cents
    return None
