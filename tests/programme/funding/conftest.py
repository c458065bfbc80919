"""A fund of the food trades and a baker with half-days, on the days of a calm year."""

from collections import defaultdict
from collections.abc import Callable
from datetime import date, time, timedelta
from typing import Any

import pytest
from django.test import Client

from etabli.foundation.people.models import Membership, Organisation, Person
from etabli.foundation.people.viewer import Viewer
from etabli.programme.demand.models import Wish
from etabli.programme.funding.actions import files, funds
from etabli.programme.funding.models import Fund, FundingFile
from etabli.programme.funding.queries.dossier import Dossier
from etabli.programme.funding.queries.figures import Period, Total, figure_lines_of, totals_by_fund
from etabli.programme.funding.queries.files import get_file
from etabli.programme.support.actions import book, note_hours, write_report
from etabli.programme.support.models import Appointment
from etabli.territory.places.models import Commune
from etabli.territory.register.models import Artisan
from tests import factories

AT = factories.AT
LONG_AGO, TODAY = date(2020, 1, 1), AT.date()
RULES: dict[str, Any] = {
    "sectors": ["ALIMENTATION"],
    "certificate_for": ["micro"],
    "minimum_minutes": 240,
    "hourly_cents": 2500,
    "yearly_minutes": 6000,
    "days_before": 1,
    "documents": ["register"],
}

type Booked = Callable[..., Appointment]


@pytest.fixture
def fund(chamber: Organisation, adviser: Viewer) -> Fund:
    """What a fund of the food trades may ask, all of it to check."""
    made = funds.add_fund(chamber=chamber, name="Fonds du Fournil", by=adviser, at=AT)
    for key, value in RULES.items():
        set_rule(made, key, value, adviser)
    return made


@pytest.fixture
def region(chamber: Organisation, fund: Fund, adviser: Viewer) -> Fund:
    """It pays 60 % of what is left; the fund of the food trades leaves 30 % to the artisan."""
    set_rule(fund, "artisan_percent", 30, adviser)
    made = funds.add_fund(chamber=chamber, name="Région fictive", by=adviser, at=AT)
    set_rule(made, "artisan_percent", 40, adviser)
    return made


def set_rule(fund: Fund, key: str, value: Any, by: Viewer, since: date = LONG_AGO) -> Any:
    return funds.set_value(
        fund=fund, key=key, starts_on=since, value=value, source="Notice du fonds", by=by, at=AT
    )


@pytest.fixture
def baker(chamber: Organisation, communes: dict[str, Commune]) -> Person:
    person = factories.person(chamber, name="Jeanne Fournil")
    Artisan.objects.create(person=person, trade_code="1071CA", commune=communes["Blaye"])
    return person


@pytest.fixture
def booked(membership: Membership, adviser: Viewer) -> Booked:
    """A half-day of somebody on a day, by a request of theirs."""

    def make(person: Person, on: date, half: str = "am", wish: Wish | None = None) -> Appointment:
        asked = wish or Wish.objects.create(
            chamber_id=person.chamber_id,
            person=person,
            kind="half_day",
            expressed_on=AT.date(),
            source="phone",
        )
        return book(
            person=person,
            wish=asked,
            adviser=membership.user,
            on=on,
            half=half,
            place="À l’atelier",
            by=adviser,
            at=AT,
        )

    return make


def opened(
    person: Person, fund: Fund, rows: list[Appointment], by: Viewer, status: str = "manager"
) -> FundingFile:
    return files.open_file(person=person, fund=fund, status=status, appointments=rows, by=by, at=AT)


def register_extract(person: Person, by: Viewer, kind: str = "register", until: date | None = None) -> Any:
    return funds.receive_document(
        person=person, kind=kind, received_on=AT.date(), valid_until=until, by=by, at=AT
    )


def report(appointment: Appointment, by: Viewer, outcome: str = "helped") -> None:
    fresh = Appointment.objects.get(pk=appointment.pk)
    write_report(appointment=fresh, outcome=outcome, report="Fait.", next_step="", by=by, at=fresh.hours[1])


def stayed(row: Appointment, hours: int, by: Viewer) -> Appointment:
    """Of a morning, its artisan left after so many hours; noted two months later."""
    fresh = Appointment.objects.get(pk=row.pk)
    at = AT + timedelta(days=60)
    return note_hours(appointment=fresh, came_at=time(9), left_at=time(9 + hours), note="", by=by, at=at)


def totals(period: Period, today: date) -> dict[str, Total]:
    """The figures of the one fund of a period."""
    rows = totals_by_fund(figure_lines_of(period, today=today))
    assert len(rows) <= 1
    return defaultdict(Total, rows[0][1] if rows else {})


def seen(file: FundingFile, by: Viewer, today: date = TODAY) -> Dossier:
    return get_file(by, file.pk, today=today)


@pytest.fixture
def staff(client: Client, membership: Membership) -> Client:
    """A browser of the adviser."""
    client.force_login(membership.user)
    return client
