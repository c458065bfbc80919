"""From what a file is opened: the half-days that no file asks for, and what each fund would say of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Q, QuerySet

from etabli.foundation.people.models import Person
from etabli.programme.funding.engine import Verdict, judge
from etabli.programme.funding.models import FileHalf, Fund, FundingFile, PersonDocument
from etabli.programme.funding.queries.caps import granted_to, used_of
from etabli.programme.funding.queries.dossier import Dossier
from etabli.programme.funding.queries.files import APPOINTMENTS, request_of
from etabli.programme.funding.queries.funds import rules_of
from etabli.programme.funding.queries.yearly import Year, years_asked
from etabli.programme.support.models import Appointment
from etabli.programme.support.queries import HELD

HELD_SINCE = timedelta(days=365)


@dataclass(frozen=True)
class Choice:
    """A fund, what it would say of these half-days, and of each year of them what counts against its caps."""

    fund: Fund
    verdict: Verdict
    years: list[Year]


def choices_for(
    funds: Sequence[Fund],
    person: Person,
    appointments: Sequence[Appointment],
    status: str,
    *,
    today: date,
    first: Dossier | None = None,
) -> list[Choice]:
    """What each fund would say (of the rest, where it completes `first`), the best answer first, then what the artisan
    would pay least for: two statements."""
    documents = list(PersonDocument.objects.filter(person=person, withdrawn_at=None))
    granted = granted_to([person.pk])
    rows = []
    for fund in funds:
        sent = [file for file in granted if file.fund_id == fund.pk]
        request = request_of(person, appointments, status, documents, used_of(sent), today, first)
        rules = rules_of(fund, request.starts_on)
        verdict = judge(rules, request)
        years = years_asked(rules, verdict.lines, sent) if rules else []
        rows.append(Choice(fund, verdict, years))
    return sorted(rows, key=lambda row: (row.verdict.answer, -row.verdict.fund_cents, row.fund.name))


def free_appointments(appointment: Appointment) -> list[Appointment]:
    """The half-days of its person that no file asks for: those that are not told yet, and those to which they came,
    from a year before this one on, as a fund may pay for what is over. The first first; none that was called off."""
    taken = FileHalf.objects.filter(withdrawn_at=None)
    is_held = Q(outcome__in=HELD, half_day__on__gte=appointment.half_day.on - HELD_SINCE)
    standing = APPOINTMENTS.filter(person=appointment.person_id, cancelled_at=None)
    rows = standing.filter(Q(reported_at=None) | is_held)
    free = rows.exclude(pk__in=taken.values("appointment")).exclude(
        wish__in=taken.filter(wish__isnull=False).values("wish")
    )
    return list(free.order_by("half_day__on", "half_day__half"))


def last_status(person: Person) -> str:
    """What somebody was in their business in their latest file: it is not asked twice."""
    rows: QuerySet[Any] = FundingFile.objects.filter(person=person, withdrawn_at=None).exclude(status="")
    return rows.order_by("-pk").values_list("status", flat=True).first() or ""
