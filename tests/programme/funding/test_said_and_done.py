"""What was asked and granted stays as it was said; what was done, paid or taken off stands beside it, on each page."""

from collections.abc import Iterator
from datetime import date, time, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client

from etabli.foundation.journal import CannotUndo, undo
from etabli.foundation.journal.models import Entry
from etabli.foundation.people.models import Membership, Organisation, Person
from etabli.foundation.people.viewer import Viewer
from etabli.programme.funding.accounting_tables import bills_of
from etabli.programme.funding.actions import credits, files, funds
from etabli.programme.funding.facts import facts_of
from etabli.programme.funding.models import Fund, FundingFile
from etabli.programme.funding.queries.figures import Total, figure_lines_of, period_of, totals_by_fund
from etabli.programme.funding.queries.report import billed_between, credits_between
from etabli.programme.support.actions import note_hours
from etabli.programme.support.models import Appointment
from tests.programme.funding.conftest import AT, Booked, opened, register_extract, report, seen, set_rule

TODAY = AT.date()
DAY = TODAY + timedelta(days=30)
LATER = AT + timedelta(days=60)
ON = LATER.date()
HALF_DAY, DONE = 210, 120  # minutes; at 25 € an hour, of which the artisan pays a fifth


@pytest.fixture
def half_day(baker: Person, booked: Booked) -> Appointment:
    return booked(baker, DAY)


@pytest.fixture
def file(baker: Person, fund: Fund, half_day: Appointment, adviser: Viewer) -> FundingFile:
    """Sent: 70 € of 87,50 €, for 3 h 30."""
    set_rule(fund, "artisan_percent", 20, adviser)
    set_rule(fund, "minimum_minutes", None, adviser, since=TODAY)
    register_extract(baker, adviser)
    made = opened(baker, fund, [half_day], adviser)
    return files.send_file(file=made, by=adviser, at=AT)


@pytest.fixture
def later(client: Client, membership: Membership) -> Iterator[Client]:
    """A browser of the adviser, once the half-day is over."""
    with time_machine.travel(LATER, tick=False):
        client.force_login(membership.user)
        yield client


def accepted(file: FundingFile, by: Viewer, granted: tuple[int, int] | None = None) -> FundingFile:
    answer: dict[str, Any] = {"is_accepted": True, "note": "", "on": TODAY, "granted": granted}
    return files.answer_file(file=file, **answer, by=by, at=AT)


def completed(file: FundingFile, region: Fund, by: Viewer) -> FundingFile:
    """The first fund has granted two hours of three and a half; another was asked for the rest."""
    accepted(file, by, granted=(DONE, 4000))
    rest = files.complete_file(file=file, fund=region, by=by, at=AT)
    return files.send_file(file=rest, by=by, at=AT)


def left_at_eleven(row: Appointment, by: Viewer) -> Appointment:
    fresh = Appointment.objects.get(pk=row.pk)
    given: dict[str, Any] = {"came_at": time(9), "left_at": time(11), "note": "Un chantier"}
    return note_hours(appointment=fresh, **given, by=by, at=LATER)


def figures(by: Viewer, since: date = TODAY) -> dict[str, dict[str, Total]]:
    """By fund, the totals of the report until the last day."""
    rows = totals_by_fund(figure_lines_of(period_of(by, since, ON, today=ON), today=ON))
    return {fund.name: dict(totals) for fund, totals in rows}


def amounts(totals: dict[str, Total], *codes: str) -> list[tuple[int, int]]:
    return [(row.cents, row.minutes) for row in (totals.get(code, Total()) for code in codes)]


def plain(text: str) -> str:
    return text.replace("\xa0", " ").replace("\u202f", " ")


@pytest.fixture
def grant(chamber: Organisation, fund: Fund, adviser: Viewer) -> Fund:
    """A second fund, that pays all that it is asked for."""
    made = funds.add_fund(chamber=chamber, name="Région fictive", by=adviser, at=AT)
    set_rule(made, "answer_days", 30, adviser)
    return made


def test_whoever_is_asked_for_the_rest_answers_for_the_rest(
    file: FundingFile, grant: Fund, adviser: Viewer, staff: Client
) -> None:
    rest = completed(file, grant, adviser)
    form = staff.get(f"/dossiers/{rest.pk}/reponse/").context["form"]
    assert (plain(form.initial["hours"]), str(form.initial["amount"])) == ("1 h 30", "30.00")
    with time_machine.travel(AT, tick=False):
        given = {"is_accepted": "1", "hours": "1h30", "amount": "30,00", "note": "", "on": str(TODAY)}
        page = plain(staff.post(f"/dossiers/{rest.pk}/reponse/", given, follow=True).content.decode())
    assert "Qui paie" not in page
    assert (seen(rest, adviser).fund_cents, seen(rest, adviser).refused_cents) == (3000, 0)


def test_hours_that_nobody_did_are_paid_by_no_fund_and_it_is_said_at_once(
    file: FundingFile, grant: Fund, half_day: Appointment, adviser: Viewer, later: Client
) -> None:
    rest = accepted(completed(file, grant, adviser), adviser)
    report(half_day, adviser)
    given = {"came_at": "09:00", "left_at": "11:00", "note": ""}
    page = later.post(f"/accompagnement/{half_day.pk}/heures/", given, follow=True).content.decode()
    assert "Région fictive paie 0,00 € au lieu de 30,00 €. L’artisan paie 10,00 €." in plain(page)
    both = seen(file, adviser, ON), seen(rest, adviser, ON)
    assert [row.fund_cents for row in both] == [4000, 0]
    assert both[1].artisan_due_cents == 1000


def test_hours_that_are_known_but_not_billed_come_no_more(
    file: FundingFile, half_day: Appointment, adviser: Viewer
) -> None:
    accepted(file, adviser)
    report(half_day, adviser)
    left_at_eleven(half_day, adviser)
    (totals,) = figures(adviser).values()
    asked = (7000, HALF_DAY)
    assert amounts(totals, "asked", "granted") == [asked, asked]
    assert amounts(totals, "to_come", "not_to_come") == [(4000, DONE), (3000, HALF_DAY - DONE)]
    assert seen(file, adviser, ON).fund_cents == totals["to_come"].cents


def test_below_a_minimum_nothing_is_to_come(
    baker: Person, fund: Fund, half_day: Appointment, adviser: Viewer
) -> None:
    set_rule(fund, "artisan_percent", 20, adviser)
    set_rule(fund, "minimum_minutes", 180, adviser, since=TODAY)
    register_extract(baker, adviser)
    file = files.send_file(file=opened(baker, fund, [half_day], adviser), by=adviser, at=AT)
    accepted(file, adviser)
    report(half_day, adviser)
    left_at_eleven(half_day, adviser)
    assert seen(file, adviser, ON).fund_cents == 0
    (totals,) = figures(adviser).values()
    whole = (7000, HALF_DAY)
    assert amounts(totals, "granted", "to_come", "not_to_come") == [whole, (0, 0), whole]


def test_what_the_second_fund_granted_for_hours_that_nobody_did_will_not_come(
    file: FundingFile, grant: Fund, half_day: Appointment, adviser: Viewer
) -> None:
    accepted(completed(file, grant, adviser), adviser)
    report(half_day, adviser)
    left_at_eleven(half_day, adviser)
    totals = figures(adviser)
    first, second = totals["Fonds du Fournil"], totals["Région fictive"]
    assert amounts(first, "granted", "to_come", "not_to_come") == [(4000, DONE), (4000, DONE), (0, 0)]
    rest = (3000, HALF_DAY - DONE)
    assert amounts(second, "granted", "to_come", "not_to_come") == [rest, (0, 0), rest]


def test_the_file_says_what_was_asked_what_was_granted_and_what_was_done(
    file: FundingFile, half_day: Appointment, adviser: Viewer
) -> None:
    accepted(file, adviser)
    report(half_day, adviser)
    left_at_eleven(half_day, adviser)
    said = {name: plain(text) for name, text in facts_of(seen(file, adviser, ON))}
    assert said["Il lui était demandé"] == said["Il a accordé"] == "3 h 30 (70,00 €)"
    assert (said["Fait"], said["Ne viendra pas"]) == ("2 h", "30,00 €")
    assert (said["Le fonds paie"], said["L’artisan paie"]) == ("40,00 €", "10,00 €")


@pytest.fixture
def credited(file: FundingFile, half_day: Appointment, adviser: Viewer) -> FundingFile:
    """Billed 70 €, of which a credit note takes 30 €; then two hours are noted."""
    accepted(file, adviser)
    report(half_day, adviser)
    files.bill(file=file, number="F-7", on=DAY, unsigned_too=True, by=adviser, at=LATER)
    note: dict[str, Any] = {"number": "A-1", "reason": "Parti à 11 h", "on": ON}
    credits.credit(file=file, cents=3000, **note, by=adviser, at=LATER)
    left_at_eleven(half_day, adviser)
    return file


def test_after_a_credit_note_the_artisan_pays_less_everywhere(credited: FundingFile, adviser: Viewer) -> None:
    dossier = seen(credited, adviser, ON)
    assert (dossier.artisan_owed_cents, dossier.artisan_due_cents) == (1000, 1000)
    before, after = figures(adviser)["Fonds du Fournil"], figures(adviser, since=ON)["Fonds du Fournil"]
    assert (before["artisans"].cents, after["artisans"].cents) == (1000, -750)
    bills = billed_between(adviser, TODAY, ON, today=ON)
    table = bills_of(bills, credits_between(adviser, TODAY, ON, today=ON)).decode("utf-8-sig")
    billed, noted = table.splitlines()[1:3]
    assert ";70,00;17,50;" in billed
    assert billed.split(";")[17:20] == ["7,50", "0,00", "10,00"]
    assert ";-30,00;-7,50;" in noted


def test_a_credit_note_under_noted_hours_says_that_the_hours_come_after_it(
    credited: FundingFile, adviser: Viewer
) -> None:
    entry = Entry.objects.get(verb="funding.credit")
    with pytest.raises(CannotUndo, match=r"Les heures faites .2.h. viennent après cet avoir"):
        undo(entry=entry, by=adviser, at=LATER)
    undo(entry=Entry.objects.get(verb="support.note_hours"), by=adviser, at=LATER)
    undo(entry=entry, by=adviser, at=LATER)
    assert seen(credited, adviser, ON).credited_cents == 0


def test_a_second_credit_note_leaves_the_artisan_s_part_of_the_first_in_its_month(
    file: FundingFile, half_day: Appointment, adviser: Viewer
) -> None:
    """70 € of 87,50 €: 30 € off take 7,50 € off the artisan's part, 20 € more another 5 €."""
    accepted(file, adviser)
    report(half_day, adviser)
    files.bill(file=file, number="F-1", on=DAY, unsigned_too=True, by=adviser, at=LATER)

    def credit(number: str, cents: int, left_at: time) -> None:
        wrong: dict[str, Any] = {"number": number, "cents": cents, "reason": "Parti plus tôt", "on": ON}
        credits.credit(file=file, **wrong, by=adviser, at=LATER)
        fresh = Appointment.objects.get(pk=half_day.pk)
        note_hours(appointment=fresh, came_at=time(9), left_at=left_at, note="", by=adviser, at=LATER)

    def parts() -> list[int]:
        return [row.artisan_cents for row in credits_between(adviser, ON, ON, today=ON)]

    credit("A-1", 3000, time(11))
    assert parts() == [750]
    credit("A-2", 2000, time(10))
    assert parts() == [750, 500]
