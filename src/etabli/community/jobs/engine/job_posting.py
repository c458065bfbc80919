"""An offer as search engines read it: JobPosting of schema.org, with the fields that Google documents."""

from dataclasses import dataclass
from datetime import date
from html import escape
from typing import Any

from etabli.community.jobs.engine.terms import Kind, Period, Remote, Terms

FULL_TIME_MINUTES = 35 * 60
EMPLOYMENT_TYPES = {
    Kind.FIXED_TERM: ["TEMPORARY"],
    Kind.INTERNSHIP: ["INTERN"],
    Kind.APPRENTICESHIP: ["OTHER"],  # the vocabulary has no word for it
    Kind.MISSION: ["CONTRACTOR"],
}
UNIT_NAMES = {Period.HOUR: "HOUR", Period.DAY: "DAY", Period.MONTH: "MONTH", Period.YEAR: "YEAR"}


@dataclass(frozen=True)
class Place:
    """Where the work is done; `postal_code` is empty when the commune has several."""

    commune: str
    postal_code: str


@dataclass(frozen=True)
class Posting:
    """What is told of an offer: its terms, its address, when it appeared, who publishes it."""

    terms: Terms
    url: str
    number: int
    published_on: date
    place: Place | None
    publisher: str
    trade: str
    ends_at: str  # the end of the last day, as ISO 8601 with the offset of the place


def job_posting(posting: Posting) -> dict[str, Any]:
    """The object to write as JSON-LD. Nothing that is not known is in it."""
    terms = posting.terms
    data = {
        "@context": "https://schema.org",
        "@type": "JobPosting",
        "title": terms.title,
        "description": _html(terms.duties, terms.how_to_apply),
        "datePosted": posting.published_on.isoformat(),
        "validThrough": posting.ends_at,
        "url": posting.url,
        "identifier": {"@type": "PropertyValue", "name": posting.publisher, "value": str(posting.number)},
        "hiringOrganization": _organization(terms),
        "employmentType": _types(terms),
        "industry": posting.trade,
        "skills": terms.skills,
        "directApply": True,
        **_where(posting),
        "baseSalary": _salary(terms),
    }
    return {name: value for name, value in data.items() if value not in ("", None, [])}


def _html(*texts: str) -> str:
    lines = [line.strip() for text in texts for line in text.splitlines()]
    return "".join(f"<p>{escape(line)}</p>" for line in lines if line)


def _organization(terms: Terms) -> dict[str, str]:
    data = {"@type": "Organization", "name": terms.employer, "sameAs": terms.website}
    return {name: value for name, value in data.items() if value}


def _types(terms: Terms) -> list[str]:
    types = EMPLOYMENT_TYPES.get(terms.kind, [])
    if terms.kind in (Kind.PERMANENT, Kind.FIXED_TERM) and terms.week_minutes is not None:
        return [*types, "FULL_TIME" if terms.week_minutes >= FULL_TIME_MINUTES else "PART_TIME"]
    return types


def _where(posting: Posting) -> dict[str, Any]:
    place: dict[str, Any] = {}
    if posting.place is not None:
        address = {
            "@type": "PostalAddress",
            "addressLocality": posting.place.commune,
            "postalCode": posting.place.postal_code,
            "addressCountry": "FR",
        }
        place["jobLocation"] = {"@type": "Place", "address": {k: v for k, v in address.items() if v}}
    if posting.terms.remote == Remote.REMOTE:  # only what is wholly done from afar, says Google
        place["jobLocationType"] = "TELECOMMUTE"
        place["applicantLocationRequirements"] = {"@type": "Country", "name": "France"}
    return place


def _salary(terms: Terms) -> dict[str, Any] | None:
    """None for a fixed price: the vocabulary knows pays by the time only."""
    unit = UNIT_NAMES.get(terms.pay_period)
    bounds = [cents for cents in (terms.pay_low_cents, terms.pay_high_cents) if cents]
    if unit is None or not bounds:
        return None
    low, high = min(bounds), max(bounds)
    value: dict[str, Any] = {"@type": "QuantitativeValue", "unitText": unit}
    value |= {"value": _euros(low)} if low == high else {"minValue": _euros(low), "maxValue": _euros(high)}
    return {"@type": "MonetaryAmount", "currency": "EUR", "value": value}


def _euros(cents: int) -> int | float:
    return cents // 100 if cents % 100 == 0 else cents / 100


# Pays made comparable: by the month for who is employed, by the day for a mission. All in cents.

MONTH_HOURS = 151.67  # of 35 hours a week, as a pay slip counts them
DAY_HOURS = 7


def monthly_pay(cents: int, period: Period) -> int | None:
    """About how much a month of 35 hours a week; None for what is not paid by the time of an employee."""
    match period:
        case Period.HOUR:
            return round(cents * MONTH_HOURS)
        case Period.MONTH:
            return cents
        case Period.YEAR:
            return round(cents / 12)
    return None


def daily_pay(cents: int, period: Period) -> int | None:
    """How much a day of seven hours; None for what is not paid by the hour or the day."""
    match period:
        case Period.HOUR:
            return cents * DAY_HOURS
        case Period.DAY:
            return cents
    return None
