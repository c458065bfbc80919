"""What is beyond the caps of a fund is somebody's to pay, as what it refuses; and the artisan's part follows the hours
that were done, also once the bill has left."""

import csv
import io
from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client

from etabli.foundation.journal import undo
from etabli.foundation.journal.models import Entry
from etabli.foundation.people.models import Membership, Person
from etabli.foundation.people.viewer import Viewer
from etabli.programme.funding.accounting_tables import bills_of
from etabli.programme.funding.actions import credits, files
from etabli.programme.funding.actions.artisan import say_rest_payer
from etabli.programme.funding.engine import Answer, Half, Reason, Request, Rules, judge
from etabli.programme.funding.facts import facts_of
from etabli.programme.funding.half_day_texts import text_of
from etabli.programme.funding.models import Fund, FundingFile
from etabli.programme.funding.queries.caps import used_of
from etabli.programme.funding.queries.figures import period_of
from etabli.programme.funding.queries.report import billed_between, credits_between
from etabli.programme.funding.wording import granted_text, reason_text
from etabli.programme.support.actions import call_off
from etabli.programme.support.models import Appointment
from tests.programme.funding.conftest import (
    AT,
    Booked,
    opened,
    register_extract,
    report,
    seen,
    set_rule,
    stayed,
    totals,
)

DAY = AT.date() + timedelta(days=30)
LATER = AT + timedelta(days=60)
ON = LATER.date()


@pytest.fixture
def row(baker: Person, booked: Booked) -> Appointment:
    return booked(baker, DAY)


@pytest.fixture
def sent(baker: Person, fund: Fund, row: Appointment, adviser: Viewer) -> FundingFile:
    """3 h 30 at 25 € an hour, 87,50 €, of which the artisan pays a fifth: 17,50 €."""
    set_rule(fund, "artisan_percent", 20, adviser, since=AT.date())
    set_rule(fund, "minimum_minutes", 60, adviser, since=AT.date())
    register_extract(baker, adviser)
    return files.send_file(file=opened(baker, fund, [row], adviser), by=adviser, at=AT)


@pytest.fixture
def capped(fund: Fund, sent: FundingFile, adviser: Viewer, baker: Person) -> FundingFile:
    """The same with a fund that pays for two hours a year at most: 40 €; 30 € are nobody's."""
    undo(entry=Entry.objects.filter(verb="funding.send_file").latest("pk"), by=adviser, at=AT)
    set_rule(fund, "yearly_minutes", 120, adviser, since=AT.date())
    again = files.send_file(file=FundingFile.objects.get(pk=sent.pk), by=adviser, at=AT)
    return accepted(again, adviser)


def accepted(file: FundingFile, by: Viewer, granted: tuple[int, int] | None = None) -> FundingFile:
    return files.answer_file(
        file=file, is_accepted=True, note="", on=AT.date(), granted=granted, by=by, at=AT
    )


def shown(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u202f", " ")


def test_who_pays_beyond_a_cap_is_asked_as_what_is_refused_is(
    client: Client, membership: Membership, capped: FundingFile, row: Appointment, adviser: Viewer
) -> None:
    with time_machine.travel(AT, tick=False):
        client.force_login(membership.user)
        address = f"/dossiers/{capped.pk}/"
        page = shown(client.get(address).text)
        assert (
            "Au moment de la demande, 30,00 € dépassaient ce que le fonds peut payer pour cette personne en un an."
            in page
        )
        assert "Qui paie les 30,00 € qui restent ?" in page
        assert "qui paie le reste ?" in shown(client.get("/dossiers/").text)
        assert "qui paie 30,00 €" in shown(text_of(row))
        client.post(f"{address}reste/", {"payer": "artisan"})
        dossier = seen(capped, adviser)
        assert (dossier.fund_cents, dossier.artisan_cents, dossier.open_cents) == (4000, 4750, 0)
        assert dossier.artisan_due_cents == 4750
        assert "L’artisan paie 47,50 €" in shown(granted_text(dossier))
        assert "Il vous reste 47,50 € à payer" in shown(text_of(row))
        undo(entry=Entry.objects.filter(verb="funding.say_rest_payer").latest("pk"), by=adviser, at=AT)
        assert seen(capped, adviser).rest_cents == 3000
        client.post(f"{address}reste/", {"payer": "unknown"})
        page = shown(client.get(address).text)
        assert "On ne sait pas encore qui paie les 30,00 € qui restent." in page


def test_what_fits_the_caps_with_the_days_of_now_is_asked_of_the_fund_first(
    baker: Person, fund: Fund, booked: Booked, adviser: Viewer
) -> None:
    """7 h at the end of a year in which the fund pays for five; then one half-day moves to January."""
    set_rule(fund, "yearly_minutes", 300, adviser, since=AT.date())
    register_extract(baker, adviser)
    rows = [booked(baker, date(DAY.year, 12, day)) for day in (29, 30)]
    file = accepted(files.send_file(file=opened(baker, fund, rows, adviser), by=adviser, at=AT), adviser)
    ask_it = "le fonds pourrait les payer : demandez-le-lui d’abord"
    assert ask_it not in shown(granted_text(seen(file, adviser)))
    call_off(appointment=rows[1], by=adviser, at=AT)
    booked(baker, date(DAY.year + 1, 1, 4), wish=rows[1].wish)
    assert ask_it in shown(granted_text(seen(file, adviser)))


def test_another_fund_may_be_asked_for_what_is_beyond_the_cap(
    client: Client, membership: Membership, region: Fund, capped: FundingFile, adviser: Viewer
) -> None:
    with time_machine.travel(AT, tick=False):
        client.force_login(membership.user)
        asked = client.post(f"/dossiers/{capped.pk}/reste/", {"payer": "fund"})
        client.post(asked["Location"], {"fund": region.pk})
        assert "Qui paie les" not in shown(client.get(f"/dossiers/{capped.pk}/").text)
        second = files.send_file(file=FundingFile.objects.latest("pk"), by=adviser, at=AT)
        accepted(second, adviser)
        assert seen(capped, adviser).rest_cents == 0
        assert sum(row.fund_cents + row.artisan_cents for row in seen(second, adviser).lines) <= 4750


def test_the_part_of_the_artisan_follows_the_hours_once_the_bill_has_left(
    sent: FundingFile, row: Appointment, adviser: Viewer
) -> None:
    file = say_rest_payer(file=accepted(sent, adviser, (120, 4000)), payer="artisan", by=adviser, at=AT)
    report(row, adviser)
    files.bill(file=file, number="F-1", on=ON, unsigned_too=True, by=adviser, at=LATER)
    assert seen(file, adviser, ON).artisan_owed_cents == 4750
    stayed(row, 3, adviser)
    dossier = seen(file, adviser, ON)
    assert (dossier.fund_cents, dossier.artisan_owed_cents, dossier.artisan_due_cents) == (4000, 3500, 3500)
    assert "47,50" not in "".join(str(value) for _label, value in facts_of(dossier))
    assert "L’artisan paie 35,00 €" in shown(granted_text(dossier))
    with time_machine.travel(LATER, tick=False):
        assert "35,00 €" in shown(text_of(row))
    (bill,) = billed_between(adviser, ON, ON, today=ON)
    assert "47,50" not in bills_of([bill]).decode("utf-8-sig")
    period = period_of(adviser, DAY, ON, today=ON)
    assert totals(period, ON)["artisans"].cents == 3500
    undo(entry=Entry.objects.filter(verb="support.note_hours").latest("pk"), by=adviser, at=LATER)
    assert seen(file, adviser, ON).artisan_owed_cents == 4750


def test_a_deadline_on_a_day_off_says_by_which_day_to_send() -> None:
    sunday, monday = date(2027, 1, 10), date(2027, 1, 11)
    said = shown(reason_text(Reason("in_time", Answer.ELIGIBLE, {"day": sunday})))
    assert "vendredi 8 janvier 2027" in said
    assert "10 janvier" in said
    assert "lundi 11 janvier 2027" in shown(reason_text(Reason("in_time", Answer.ELIGIBLE, {"day": monday})))


def credited_for_an_hour(file: FundingFile, row: Appointment, by: Viewer) -> FundingFile:
    """Billed for what was granted, 40 €, then a credit note of 20 €: one hour was done."""
    report(row, by)
    files.bill(file=file, number="F-1", on=ON, unsigned_too=True, by=by, at=LATER)
    given: dict[str, Any] = {"number": "A-1", "reason": "Une heure", "on": ON, "hours_stay": False}
    noted = credits.credit(file=file, cents=2000, **given, by=by, at=LATER)
    stayed(row, 1, by)
    return noted


def test_after_a_credit_note_nothing_is_left_of_hours_that_were_not_done(
    sent: FundingFile, row: Appointment, adviser: Viewer
) -> None:
    file = credited_for_an_hour(accepted(sent, adviser, (120, 4000)), row, adviser)
    dossier = seen(file, adviser, ON)
    assert (dossier.now_cents, dossier.artisan_owed_cents, dossier.open_now_cents) == (2000, 500, 0)
    assert (dossier.rest_cents, dossier.left_cents) == (0, 500)
    assert "il paie 20,00 €" in shown(granted_text(dossier))
    assert "30,00" not in "".join(str(value) for _label, value in facts_of(dossier))
    bills = bills_of([dossier], credits_between(adviser, ON, ON, today=ON)).decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(bills), delimiter=";"))
    assert [line["Reste à décider"] for line in rows] == ["30,00", "-30,00"]
    assert [line["Part de l’artisan"] for line in rows] == ["17,50", "-12,50"]


def test_beyond_a_cap_is_counted_by_what_was_done(
    capped: FundingFile, row: Appointment, adviser: Viewer
) -> None:
    file = credited_for_an_hour(capped, row, adviser)
    assert granted_text(seen(file, adviser, ON)) == ""
    assert used_of([file]) == {DAY.year: (60, 2000)}, "an hour of the year is free again"


def test_a_cap_is_said_of_its_own_year() -> None:
    rules = Rules(hourly_cents=2000, yearly_minutes=300)
    halves = tuple(Half(on, 210) for on in (date(2026, 12, 30), date(2026, 12, 31), date(2027, 1, 12)))
    request = Request(halves=halves, asked_on=date(2026, 11, 1))
    (said,) = [reason for reason in judge(rules, request).reasons if reason.code.startswith("cap")]
    assert (said.code, said.values["year"], said.values["minutes"]) == ("cap_partly", 2026, 300)


def test_hours_noted_after_a_credit_note_are_those_that_it_takes_off(
    sent: FundingFile, row: Appointment, adviser: Viewer
) -> None:
    """The fund grants 50 € of 70 € for all the hours; two were done, for which it pays 40 €."""
    file = say_rest_payer(file=accepted(sent, adviser, (210, 5000)), payer="artisan", by=adviser, at=AT)
    report(row, adviser)
    files.bill(file=file, number="F-1", on=ON, unsigned_too=True, by=adviser, at=LATER)
    stayed(row, 3, adviser)
    dossier = seen(file, adviser, ON)
    assert (dossier.artisan_owed_cents, dossier.artisan_due_cents) == (2500, 2500)
    given: dict[str, Any] = {"number": "A-1", "reason": "Deux heures", "on": ON, "hours_stay": False}
    credits.credit(file=file, cents=1000, **given, by=adviser, at=LATER)
    stayed(row, 2, adviser)
    dossier = seen(file, adviser, ON)
    assert (dossier.now_cents, dossier.artisan_owed_cents) == (4000, 1000)
    counted = totals(period_of(adviser, DAY, ON, today=ON), ON)["accepted"]
    assert (counted.minutes, counted.cents) == (120, 4000)
