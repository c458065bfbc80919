"""What the figures of a period say: money, hours, usefulness, the national fields."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from etabli.foundation.people.models import Membership, Organisation, Person
from etabli.foundation.people.viewer import Viewer, of_membership
from etabli.programme.funding.accounting_tables import bills_of
from etabli.programme.funding.actions import files
from etabli.programme.funding.models import Fund
from etabli.programme.funding.national_report import COLUMNS
from etabli.programme.funding.queries.figures import Period
from etabli.programme.funding.queries.report import (
    billed_between,
    held_between,
    payments_between,
    shares_of,
)
from etabli.programme.support.models import Appointment, FollowUp
from etabli.territory.register.models import Artisan
from tests import factories
from tests.programme.funding.conftest import (
    AT,
    Booked,
    opened,
    register_extract,
    report,
    seen,
    set_rule,
    totals,
)

TODAY = AT.date()
FIRST, SECOND = TODAY + timedelta(days=30), TODAY + timedelta(days=37)
LATER = AT + timedelta(days=60)


def test_the_figures_of_a_period_agree_with_its_table(
    fund: Fund, baker: Person, booked: Booked, adviser: Viewer
) -> None:
    set_rule(fund, "payment_days", 30, adviser)
    register_extract(baker, adviser)
    rows = [booked(baker, FIRST), booked(baker, SECOND)]
    file = opened(baker, fund, rows, adviser)
    files.send_file(file=file, by=adviser, at=AT)
    files.answer_file(file=file, is_accepted=True, note="", on=TODAY, by=adviser, at=AT)
    for row in rows:
        report(row, adviser)
    ends: Any = (FIRST, FIRST + timedelta(days=3))

    def money(since: Any, until: Any) -> Any:
        held = held_between(adviser, since, until, today=LATER.date())
        bills = billed_between(adviser, since, until, today=LATER.date())
        by_code = totals(Period(held, bills), LATER.date() + timedelta(days=90))
        return tuple(by_code[code].cents for code in ("accepted", "billed", "received", "due", "late"))

    assert money(*ends) == (8750, 0, 0, 0, 0)
    on = SECOND + timedelta(days=7)
    files.bill(file=file, number="F-1", on=on, unsigned_too=True, by=adviser, at=LATER)
    files.note_payment(file=file, cents=10000, on=on, by=adviser, at=LATER)
    assert money(on, on) == (0, 17500, 10000, 7500, 7500)
    table = bills_of([seen(file, adviser)]).decode("utf-8-sig")
    assert "175,00" in table
    assert "100,00" in table
    assert table.splitlines()[1].split(";")[-10:] == ["75,00", *["0,00"] * 8, ""]


def test_a_payment_counts_on_its_day_whatever_the_day_of_its_bill(
    fund: Fund, baker: Person, booked: Booked, adviser: Viewer, neighbour: Membership, staff: Client
) -> None:
    register_extract(baker, adviser)
    rows = [booked(baker, FIRST), booked(baker, SECOND)]
    file = opened(baker, fund, rows, adviser)
    files.send_file(file=file, by=adviser, at=AT)
    files.answer_file(file=file, is_accepted=True, note="", on=TODAY, by=adviser, at=AT)
    for row in rows:
        report(row, adviser)
    files.bill(file=file, number="F-1", on=SECOND, unsigned_too=True, by=adviser, at=LATER)
    days = [SECOND + timedelta(days=10), SECOND + timedelta(days=20)]
    for on, cents in zip(days, (10000, 7500), strict=True):
        files.note_payment(file=file, cents=cents, on=on, by=adviser, at=LATER)
    [came] = payments_between(adviser, days[1], days[1])
    assert (came.cents, came.file.bill_number) == (7500, "F-1")
    money = totals(Period(payments=payments_between(adviser, days[0], days[1])), LATER.date())
    assert (money["billed"].cents, money["came"].cents) == (0, 17500)
    assert payments_between(of_membership(neighbour), days[0], days[1]) == []
    period = f"since={days[1]}&until={days[1]}"
    page = staff.get(f"/dossiers/bilan/?{period}").text
    assert f"/dossiers/bilan/paiements.csv?since={days[1]}" in page
    head, line = staff.get(f"/dossiers/bilan/paiements.csv?{period}").content.decode("utf-8-sig").splitlines()
    assert line.split(";")[1:4] == ["75,00", "Fonds du Fournil", "F-1"]
    assert len(head.split(";")) == len(line.split(";"))
    assert staff.get("/dossiers/bilan/paiements.csv?since=x").status_code == 302


def test_usefulness_is_said_by_trade_with_its_interval(
    fund: Fund, chamber: Organisation, booked: Booked, adviser: Viewer, communes: Any
) -> None:
    rows = accepted(fund, chamber, booked, adviser, 4)
    last = rows[-1].person
    Artisan.objects.filter(person=last).update(trade_code="4399CA")
    said_useful(rows[:6], "yes", "yes", "no", "yes", "yes", "yes")
    said_useful(rows[6:], "yes", "yes")
    [share] = shares_of(held_between(adviser, FIRST, FIRST + timedelta(days=60), today=LATER.date()))
    food, building = share.trades
    assert (food.name, food.people, food.satisfaction.useful, food.satisfaction.answers) == (
        "ALIMENTATION",
        3,
        5,
        6,
    )
    assert food.satisfaction.between == (44, 97)
    assert (building.name, building.people, building.satisfaction.share) == ("BATIMENT", 1, None)
    assert [(group.name, group.people) for group in share.places] == [("CC du Test", 4)]


def accepted(
    fund: Fund, chamber: Organisation, booked: Booked, adviser: Viewer, number: int
) -> list[Appointment]:
    """So many people, each with two half-days that were held and that the fund accepted."""
    rows = []
    for rank in range(number):
        person = factories.person(chamber, name=f"Artisan {rank}")
        Artisan.objects.create(person=person, trade_code="1071CA", commune_id="33058")
        halves = [booked(person, FIRST + timedelta(days=7 * rank), half) for half in ("am", "pm")]
        file = opened(person, fund, halves, adviser)
        register_extract(person, adviser)
        files.send_file(file=file, by=adviser, at=AT)
        files.answer_file(file=file, is_accepted=True, note="", on=TODAY, by=adviser, at=AT)
        for half in halves:
            report(half, adviser)
        rows += halves
    return rows


def said_useful(rows: list[Appointment], *words: str) -> None:
    for appointment, useful in zip(rows, words, strict=False):
        FollowUp.objects.create(
            chamber_id=appointment.chamber_id,
            person=appointment.person,
            appointment=appointment,
            months=1,
            asked_at=AT,
            answer="going",
            useful=useful,
        )


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["yes", "yes", "no", "yes"], "Pas assez de réponses (4 sur les 5 qu’il faut)"),
        (["yes", "yes", "yes", "yes", "partly", ""], "4 / 5"),
    ],
)
def test_the_report_says_how_many_found_it_useful_with_an_interval(
    staff: Client,
    fund: Fund,
    chamber: Organisation,
    booked: Booked,
    adviser: Viewer,
    communes: Any,
    words: Any,
    said: str,
) -> None:
    rows = accepted(fund, chamber, booked, adviser, 3)
    said_useful(rows, *words)
    page = staff.get(f"/dossiers/bilan/?since={FIRST}&until={FIRST + timedelta(days=30)}").text
    assert said in page
    assert ("entre 38 et 96 sur 100" in page) == (said == "4 / 5")  # Wilson's interval of four in five


def test_the_national_fields_of_one_fund_name_nobody_and_count_each_half_day_once(
    staff: Client, fund: Fund, chamber: Organisation, booked: Booked, adviser: Viewer, communes: Any
) -> None:
    accepted(fund, chamber, booked, adviser, 2)
    period = f"since={FIRST}&until={FIRST + timedelta(days=30)}"
    answer = staff.get(f"/dossiers/bilan/activite.csv?{period}&fonds={fund.pk}")
    head, *rows = answer.content.decode("utf-8-sig").splitlines()
    assert head.split(";") == list(COLUMNS)
    assert len(rows) == 4
    first = dict(zip(COLUMNS, rows[0].split(";"), strict=True))
    assert (first["financeur"], first["type"], first["duree"]) == ("Fonds du Fournil", "individuel", "210")
    assert (first["date"], first["lieu_code_insee"], first["type_lieu"]) == (str(FIRST), "33058", "autre")
    assert (first["thematiques"], first["beneficiaires_total"]) == ("entrepreneuriat", "1")
    assert "Artisan" not in answer.content.decode()
    assert len(staff.get(f"/dossiers/bilan/activite.csv?{period}&fonds=0").content.decode().splitlines()) == 1
    assert "fonds=" in staff.get(f"/dossiers/bilan/?{period}").text
    assert staff.get("/dossiers/bilan/activite.csv?since=x").status_code == 302
