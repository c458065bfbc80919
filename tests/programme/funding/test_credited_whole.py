"""A bill that credit notes take off whole, or that is closed unpaid: what was done still has its price, and somebody is
asked who pays it."""

from csv import reader
from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from django.test import Client
from pypdfium2 import PdfDocument

from etabli.foundation.journal import undo
from etabli.foundation.journal.models import Entry
from etabli.foundation.people.models import Person
from etabli.foundation.people.viewer import Viewer
from etabli.programme.funding.accounting_tables import bills_of
from etabli.programme.funding.actions import credits, files
from etabli.programme.funding.actions.artisan import say_rest_payer
from etabli.programme.funding.attendance import sheet_of
from etabli.programme.funding.facts import facts_of
from etabli.programme.funding.half_day_texts import due_of, text_of
from etabli.programme.funding.hooks import AttendanceFixed
from etabli.programme.funding.models import Fund, FundingFile, RestPayer
from etabli.programme.funding.national_report import national_report_csv
from etabli.programme.funding.queries.dossier import Dossier
from etabli.programme.funding.queries.figures import figure_lines_of, period_of, total_of, totals_by_fund
from etabli.programme.funding.queries.report import credits_between, held_between, shares_of
from etabli.programme.journeys.path import path_of
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
)
from tests.programme.funding.test_said_and_done import (
    DAY,
    LATER,
    ON,
    accepted,
    completed,
    grant,
    later,
    plain,
)

__all__ = ["grant", "later"]


@pytest.fixture
def rows(baker: Person, booked: Booked) -> list[Appointment]:
    return [booked(baker, DAY), booked(baker, DAY + timedelta(days=1))]


@pytest.fixture
def two(baker: Person, fund: Fund, rows: list[Appointment], adviser: Viewer) -> FundingFile:
    """Two half-days, of which the fund pays 140 €, the artisan 35 €; four hours at least."""
    set_rule(fund, "artisan_percent", 20, adviser)
    register_extract(baker, adviser)
    return accepted(files.send_file(file=opened(baker, fund, rows, adviser), by=adviser, at=AT), adviser)


def billed(file: FundingFile, rows: list[Appointment], by: Viewer) -> FundingFile:
    for row in rows:
        report(row, by)
    return files.bill(file=file, number="F-1", on=DAY + timedelta(days=2), unsigned_too=True, by=by, at=LATER)


def credited(file: FundingFile, cents: int, by: Viewer, number: str = "A-1") -> FundingFile:
    note: dict[str, Any] = {"number": number, "reason": "Absent", "on": ON}
    return credits.credit(file=file, cents=cents, **note, by=by, at=LATER)


def one_missed(file: FundingFile, rows: list[Appointment], by: Viewer) -> Dossier:
    """The bill is taken off whole: the half-day that was held is too short for the fund."""
    credited(billed(file, rows, by), 14000, by)
    assert seen(file, by, ON).has_hours_to_note
    report(rows[1], by, "absent")
    dossier = seen(file, by, ON)
    assert not dossier.has_hours_to_note
    return dossier


def facts(dossier: Dossier) -> dict[str, str]:
    return {plain(label): plain(text) for label, text in facts_of(dossier)}


def test_below_the_minimum_what_is_asked_first_says_why_and_is_the_same_however_it_is_corrected(
    two: FundingFile, rows: list[Appointment], adviser: Viewer
) -> None:
    billed(two, rows, adviser)
    said = []
    with pytest.raises(AttendanceFixed) as refusal:
        report(rows[1], adviser, "absent")
    said.append(plain(str(refusal.value)))
    with pytest.raises(AttendanceFixed) as refusal:
        undo(entry=Entry.objects.filter(verb="support.report").latest("pk"), by=adviser, at=LATER)
    said.append(plain(str(refusal.value)))
    assert all("un avoir de 140,00 €" in text and "au moins 4 h" in text for text in said)


def test_a_half_day_that_the_fund_no_longer_pays_is_asked_about(
    two: FundingFile, rows: list[Appointment], adviser: Viewer, later: Client
) -> None:
    dossier = one_missed(two, rows, adviser)
    assert (dossier.state.code, dossier.now_cents) == ("credited", 0)
    assert (dossier.artisan_owed_cents, dossier.rest_cents, dossier.open_now_cents) == (1750, 7000, 7000)
    page = plain(later.get(f"/dossiers/{two.pk}/").text)
    assert "Qui paie les 70,00 € qui restent ?" in page
    assert "3 h 30 en tout : le fonds demande au moins 4 h. Il ne paie rien : il reste 70,00 €." in page
    assert "en un an" not in page
    assert f"/dossiers/{two.pk}/completer/" in page
    say_rest_payer(file=two, payer=RestPayer.ARTISAN, by=adviser, at=LATER)
    dossier = seen(two, adviser, ON)
    assert (dossier.artisan_owed_cents, dossier.artisan_due_cents, dossier.rest_cents) == (8750, 8750, 0)
    assert "87,50 € (35,00 € avec la facture, 52,50 € de plus depuis l’avoir)" in facts(dossier).values()


def test_the_list_says_that_hours_are_to_be_noted_until_they_are(
    two: FundingFile, rows: list[Appointment], adviser: Viewer, later: Client
) -> None:
    credited(billed(two, rows, adviser), 14000, adviser)
    assert "quelles heures vraiment faites ?" in plain(later.get("/dossiers/").text)
    report(rows[1], adviser, "absent")
    assert "quelles heures vraiment faites" not in later.get("/dossiers/").text


def test_the_table_of_bills_closes_for_the_artisan_too(
    two: FundingFile, rows: list[Appointment], adviser: Viewer
) -> None:
    """Their part, less what went since, is what came and is due."""
    table = bills_of([one_missed(two, rows, adviser)]).decode("utf-8-sig")
    _columns, row = reader(StringIO(table), delimiter=";")
    part, less, came, due, back = row[8], row[17], row[18], row[19], row[20]
    assert (part, less, came, due, back) == ("35,00", "17,50", "0,00", "17,50", "0,00")


def test_another_fund_may_be_asked_for_it(
    two: FundingFile, rows: list[Appointment], grant: Fund, adviser: Viewer
) -> None:
    one_missed(two, rows, adviser)
    rest = files.complete_file(file=two, fund=grant, by=adviser, at=LATER)
    files.send_file(file=rest, by=adviser, at=LATER)
    files.answer_file(file=rest, is_accepted=True, note="", on=ON, by=adviser, at=LATER)
    assert seen(rest, adviser, ON).fund_cents == 7000
    assert seen(rest, adviser, ON).artisan_cents == 1750


def test_a_bill_that_was_wrong_is_void_and_nobody_owes_anything(
    two: FundingFile, rows: list[Appointment], adviser: Viewer
) -> None:
    dossier = seen(credited(billed(two, rows, adviser), 14000, adviser), adviser, ON)
    assert dossier.is_void
    assert (dossier.artisan_owed_cents, dossier.rest_cents, dossier.open_now_cents) == (0, 0, 0)


def test_all_of_the_price_of_what_was_done_is_somebodys_in_the_year(
    two: FundingFile, rows: list[Appointment], adviser: Viewer
) -> None:
    one_missed(two, rows, adviser)
    ends = (AT.date(), ON)
    held, notes = held_between(adviser, *ends, today=ON), credits_between(adviser, *ends, today=ON)
    (share,) = shares_of(held, notes)
    assert (share.people, share.minutes, share.fund_cents, share.artisan_cents) == (0, 0, 0, 1750)
    assert all(group.people == 0 for group in (*share.trades, *share.places))
    assert sum(row.line.open_cents for row in held) - sum(row.open_cents for row in notes) == 7000
    lines = [
        row
        for row in figure_lines_of(period_of(adviser, *ends, today=ON), today=ON)
        if row.code == "accepted"
    ]
    assert (total_of(lines).people, total_of(lines).minutes) == (0, 0)


def test_the_month_of_a_bill_says_what_later_credit_notes_take_off(
    two: FundingFile, rows: list[Appointment], adviser: Viewer, later: Client
) -> None:
    one_missed(two, rows, adviser)

    def money(until: Any) -> dict[str, int]:
        ((_fund, totals),) = totals_by_fund(
            figure_lines_of(period_of(adviser, AT.date(), until, today=ON), today=ON)
        )
        return {
            code: totals[code].cents for code in ("billed", "taken_off_later", "credited") if code in totals
        }

    assert money(ON - timedelta(days=1)) == {"billed": 14000, "taken_off_later": 14000}
    assert money(ON) == {"billed": 14000, "credited": -14000}
    query = f"since={AT.date()}&until={ON - timedelta(days=1)}"
    assert "dont retiré plus tard" in later.get(f"/dossiers/bilan/?{query}").text
    assert "140,00" in plain(later.get(f"/dossiers/bilan/detail/?{query}&chiffre=taken_off_later").text)


def test_a_second_fund_with_nothing_left_leaves_the_artisan_their_part(
    baker: Person, fund: Fund, grant: Fund, booked: Booked, adviser: Viewer
) -> None:
    """Of 87,50 € the first fund granted two hours (40 €), the second the rest (30 €); one hour was done (25 €)."""
    set_rule(fund, "artisan_percent", 20, adviser)
    set_rule(fund, "minimum_minutes", None, adviser, since=AT.date())
    register_extract(baker, adviser)
    row = booked(baker, DAY)
    first = files.send_file(file=opened(baker, fund, [row], adviser), by=adviser, at=AT)
    rest = accepted(completed(first, grant, adviser), adviser)
    report(row, adviser)
    for file, number in ((first, "F-1"), (rest, "F-2")):
        files.bill(file=file, number=number, on=DAY, unsigned_too=True, by=adviser, at=LATER)
    with pytest.raises(AttendanceFixed) as refusal:
        stayed(row, 1, adviser)
    said = plain(str(refusal.value))
    assert all(text in said for text in ("F-1", "20,00 €", "F-2", "30,00 €"))
    credited(rest, 3000, adviser, "A-2")
    credited(first, 2000, adviser, "A-1")
    stayed(row, 1, adviser)
    first_file, second_file = seen(first, adviser, ON), seen(rest, adviser, ON)
    assert first_file.now_cents + second_file.now_cents + second_file.artisan_owed_cents == 2500
    assert (first_file.now_cents, second_file.now_cents, second_file.artisan_due_cents) == (2000, 0, 500)
    assert facts(second_file)["Fonds du Fournil laisse à payer"] == "5,00 € (l’artisan : 5,00 €)"
    held = Appointment.objects.get(pk=row.pk)
    artisan = plain(text_of(held))
    assert "Il vous reste 5,00 € à payer" in artisan
    assert "Région" not in artisan
    assert "Il vous reste 5,00 € à payer" in plain(due_of(held))
    path = {line.code: plain(str(line.state.sentence)) for line in path_of(baker, LATER).lines}
    assert "Il vous reste 5,00 € à payer" in path["half_day"]


def test_a_file_closed_unpaid_says_what_the_fund_paid(
    two: FundingFile, rows: list[Appointment], adviser: Viewer, later: Client
) -> None:
    billed(two, rows, adviser)
    credited(two, 2000, adviser)
    files.note_payment(file=two, cents=5000, on=ON, by=adviser, at=LATER)
    files.close(file=two, reason="Le fonds ne paie pas le reste", by=adviser, at=LATER)
    dossier = seen(two, adviser, ON)
    said = facts(dossier)
    assert (dossier.now_cents, said["Le fonds paie"]) == (5000, "50,00 €")
    assert "Il reste à payer par le fonds" not in said
    assert said["Clos sans 70,00 €"] == "Le fonds ne paie pas le reste"
    page = plain(later.get("/dossiers/").text)
    assert "50,00 €" in page
    assert "facture : 140,00 €" in page


def test_what_is_left_of_two_half_days_is_not_counted_while_it_is_too_short(
    two: FundingFile, rows: list[Appointment], adviser: Viewer, later: Client
) -> None:
    call_off(appointment=Appointment.objects.get(pk=rows[1].pk), by=adviser, at=AT)
    dossier = seen(two, adviser)
    said = facts(dossier)
    assert said["Le fonds paie, sans autre jour"] == "0,00 €"
    assert said["Ne viendra pas"] == "140,00 €"
    assert said["Reste à décider"] == "70,00 €, sauf avec un autre jour"
    assert (said["À venir"], dossier.now_cents) == ("3 h 30", 0)
    assert "accordé : 140,00 €" in plain(later.get("/dossiers/").text)
    ((_fund, totals),) = totals_by_fund(
        figure_lines_of(period_of(adviser, AT.date(), ON, today=AT.date()), today=AT.date())
    )
    assert "to_come" not in totals
    assert totals["not_to_come"].cents == 14000


def test_the_sheet_has_no_page_for_a_half_day_that_was_missed(
    two: FundingFile, rows: list[Appointment], adviser: Viewer
) -> None:
    def pages() -> int:
        return len(PdfDocument(sheet_of(seen(two, adviser, ON), "", at=LATER)))

    report(rows[0], adviser)
    before = pages()
    report(rows[1], adviser, "absent")
    assert (before, pages()) == (2, 1)


def test_the_national_report_keeps_a_credit_note_whose_half_day_was_called_off_since(
    baker: Person, fund: Fund, booked: Booked, adviser: Viewer
) -> None:
    set_rule(fund, "minimum_minutes", None, adviser, since=AT.date())
    register_extract(baker, adviser)
    row = booked(baker, DAY)
    file = accepted(files.send_file(file=opened(baker, fund, [row], adviser), by=adviser, at=AT), adviser)
    billed(file, [row], adviser)
    credited(file, 8750, adviser)
    undo(entry=Entry.objects.filter(verb="support.report").latest("pk"), by=adviser, at=LATER)
    call_off(appointment=Appointment.objects.get(pk=row.pk), by=adviser, at=LATER)
    assert not seen(file, adviser, ON).appointments
    notes = credits_between(adviser, AT.date(), LATER.date(), today=ON)
    lines = national_report_csv([], adviser.chamber_id, notes).decode("utf-8-sig").splitlines()[1:]
    assert [line.split(";")[2:4] for line in lines] == [[str(LATER.date()), "-210"]]
