"""One of two half-days is called off, or comes back: each page says what is left, and a bill that has left stays as it
was."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from etabli.foundation.journal import CannotUndo, undo
from etabli.foundation.journal.models import Entry
from etabli.foundation.people.models import Membership, Organisation, Person
from etabli.foundation.people.viewer import Viewer
from etabli.programme.funding.actions import files, funds
from etabli.programme.funding.actions.artisan import note_artisan_payment
from etabli.programme.funding.half_day_texts import text_of
from etabli.programme.funding.hooks import AttendanceFixed
from etabli.programme.funding.models import FileHalf, Fund, FundingFile
from etabli.programme.funding.queries.figures import figure_lines_of, period_of, totals_by_fund
from etabli.programme.support.actions import call_off
from etabli.programme.support.models import Appointment
from etabli.programme.support.payers import owed_text
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

HELD, OTHER = AT.date() + timedelta(days=30), AT.date() + timedelta(days=90)
LATER = AT + timedelta(days=60)
ON = LATER.date()


@pytest.fixture
def rows(baker: Person, booked: Booked) -> list[Appointment]:
    return [booked(baker, HELD), booked(baker, OTHER)]


@pytest.fixture
def file(baker: Person, fund: Fund, rows: list[Appointment], adviser: Viewer) -> FundingFile:
    """Accepted: 140 € of 175 €, for 7 h; without a minimum."""
    set_rule(fund, "artisan_percent", 20, adviser)
    set_rule(fund, "minimum_minutes", None, adviser, since=AT.date())
    return accepted(baker, fund, rows, adviser)


def accepted(person: Person, fund: Fund, rows: list[Appointment], by: Viewer) -> FundingFile:
    register_extract(person, by)
    made = opened(person, fund, rows, by)
    files.send_file(file=made, by=by, at=AT)
    return files.answer_file(file=made, is_accepted=True, note="", on=AT.date(), by=by, at=AT)


@pytest.fixture
def later(client: Client, membership: Membership) -> Iterator[Client]:
    """A browser of the adviser, between the two half-days."""
    with time_machine.travel(LATER, tick=False):
        client.force_login(membership.user)
        yield client


def plain(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u202f", " ")


def fresh(row: Appointment) -> Appointment:
    return Appointment.objects.get(pk=row.pk)


def called_off(row: Appointment, by: Viewer) -> None:
    call_off(appointment=fresh(row), by=by, at=LATER)


def billed_without(row: Appointment, held: Appointment, file: FundingFile, by: Viewer) -> FundingFile:
    report(held, by)
    called_off(row, by)
    files.tell_day(file=file, by=by, at=LATER)
    return files.bill(file=file, number="F-1", on=ON, unsigned_too=True, by=by, at=LATER)


def last(verb: str) -> Entry:
    return Entry.objects.filter(verb=verb, undoes=None).latest("pk")


@pytest.mark.parametrize("is_billed", [False, True])
def test_an_absence_is_not_taken_back_under_a_file_that_was_settled_by_it(
    is_billed: bool, file: FundingFile, rows: list[Appointment], adviser: Viewer
) -> None:
    report(rows[0], adviser, "helped" if is_billed else "absent")
    report(rows[1], adviser, "absent")
    at = LATER + timedelta(days=60)
    if is_billed:
        files.bill(file=file, number="F-1", on=at.date(), unsigned_too=True, by=adviser, at=at)
    else:
        files.close(file=file, reason="Absent", by=adviser, at=at)
    said = "a été faite pour moins" if is_billed else "est clos : annulez d’abord sa clôture"
    with pytest.raises(AttendanceFixed) as refusal:
        undo(entry=last("support.report"), by=adviser, at=at)
    assert said in plain(str(refusal.value))
    undo(entry=last("funding.bill" if is_billed else "funding.close"), by=adviser, at=at)
    undo(entry=last("support.report"), by=adviser, at=at)
    assert fresh(rows[1]).outcome == ""


def test_a_half_day_that_comes_back_after_the_bill_is_in_no_file_and_says_so(
    file: FundingFile, rows: list[Appointment], adviser: Viewer
) -> None:
    billed_without(rows[1], rows[0], file, adviser)
    before = seen(file, adviser, ON)
    said = undo(entry=last("support.call_off"), by=adviser, at=LATER)
    now = seen(file, adviser, ON)
    assert "il reste à dire qui la paie" in said
    assert text_of(fresh(rows[1])) == said
    assert (now.appointments, now.lines, now.done) == (before.appointments, before.lines, before.done)
    assert now.done_minutes == rows[0].minutes
    assert (now.artisan_due_cents, now.state.code) == (1750, "billed")


def test_it_may_have_another_file_and_the_bill_then_stays(
    file: FundingFile, fund: Fund, baker: Person, rows: list[Appointment], booked: Booked, adviser: Viewer
) -> None:
    billed_without(rows[1], rows[0], file, adviser)
    again = booked(baker, OTHER + timedelta(days=1), wish=rows[1].wish)
    assert seen(file, adviser, ON).appointments == (rows[0],)
    other = opened(baker, fund, [again], adviser)
    with pytest.raises(CannotUndo, match="Un autre dossier demande depuis"):
        undo(entry=last("funding.bill"), by=adviser, at=LATER)
    files.give_up(file=other, by=adviser, at=LATER)
    undo(entry=last("funding.bill"), by=adviser, at=LATER)
    assert seen(file, adviser, ON).state.code == "day_to_tell"
    assert not FileHalf.objects.filter(file=file).exclude(withdrawn_at=None).exists()


def test_below_the_minimum_of_the_fund_nothing_is_billed_of_what_is_left(
    fund: Fund, baker: Person, rows: list[Appointment], adviser: Viewer, later: Client
) -> None:
    """7 h agreed, four at least: 3 h 30 are left."""
    file = accepted(baker, fund, rows, adviser)
    report(rows[0], adviser)
    before = plain(owed_text(fresh(rows[1]), stands=True))
    assert "paie à partir de 4 h : sans autre jour, il ne paie pas ce qui reste" in before
    assert "il vous reste" not in before
    called_off(rows[1], adviser)
    assert "sans autre jour, il ne paie pas ce qui reste" in plain(text_of(fresh(rows[0])))
    page = plain(later.get(f"/dossiers/{file.pk}/").text)
    assert "3 h 30 en tout : le fonds demande au moins 4 h. Sans autre jour, il ne paie rien." in page
    files.tell_day(file=file, by=adviser, at=LATER)
    dossier = seen(file, adviser, ON)
    assert (dossier.state.code, dossier.fund_cents) == ("too_short", 0)
    with pytest.raises(files.NotReady, match="au moins"):
        files.bill(file=file, number="F-1", on=ON, unsigned_too=True, by=adviser, at=LATER)
    files.close(file=file, reason="Trop court", by=adviser, at=LATER)
    assert seen(file, adviser, ON).fund_cents == 0
    undo(entry=last("funding.close"), by=adviser, at=LATER)
    files.overrule(file=file, reason="Le fonds accepte", by=adviser, at=LATER)
    assert (seen(file, adviser, ON).state.code, seen(file, adviser, ON).fund_cents) == ("done", 8750)


def test_the_calling_off_is_told_not_a_new_day(
    file: FundingFile, rows: list[Appointment], adviser: Viewer, later: Client
) -> None:
    report(rows[0], adviser)
    called_off(rows[1], adviser)
    page = later.get(f"/dossiers/{file.pk}/").text
    assert "L’annulation est dite au fonds" in page
    assert "Accepté : une demi-journée est annulée" in plain(page)
    assert "nouveau jour" not in page
    after = later.post(f"/dossiers/{file.pk}/nouveau-jour/", follow=True).text
    assert "le fonds est prévenu de l’annulation" in after
    assert "nouveau jour" not in after


def test_the_report_says_at_once_what_the_file_says(
    file: FundingFile, rows: list[Appointment], adviser: Viewer
) -> None:
    report(rows[0], adviser)
    called_off(rows[1], adviser)

    def now() -> tuple[int, int]:
        rows = totals_by_fund(figure_lines_of(period_of(adviser, AT.date(), ON, today=ON), today=ON))
        ((_fund, totals),) = rows
        return totals["to_come"].cents, totals["not_to_come"].cents

    assert seen(file, adviser, ON).fund_cents == 7000
    assert now() == (7000, 7000)
    files.tell_day(file=file, by=adviser, at=LATER)
    assert now() == (7000, 7000)


def test_what_is_owed_for_the_other_half_day_is_said_before_and_after(
    file: FundingFile, rows: list[Appointment], adviser: Viewer, later: Client
) -> None:
    report(rows[0], adviser)
    left = "Pour votre autre demi-journée"
    before = plain(owed_text(fresh(rows[1]), stands=True))
    assert "Si vous annulez, vous ne devez rien pour elle" in before
    assert left in before
    assert "il vous reste 17,50 € à payer" in before
    assert "il vous reste 17,50 € à payer" in plain(later.get(f"/accompagnement/{rows[1].pk}/").text)
    after = plain(later.post(f"/accompagnement/{rows[1].pk}/annuler/", follow=True).text)
    assert left in after
    assert "il vous reste 17,50 € à payer" in after
    assert text_of(fresh(rows[1])) == ""
    assert "17,50" in plain(text_of(fresh(rows[0])))


def test_what_was_paid_for_the_one_called_off_is_said_before_and_stands_in_the_report(
    file: FundingFile, rows: list[Appointment], adviser: Viewer
) -> None:
    report(rows[0], adviser)
    note_artisan_payment(file=file, cents=3500, on=HELD, means="cheque", by=adviser, at=LATER)
    before = plain(owed_text(fresh(rows[1]), stands=True))
    assert "35,00 € : sans elle, 17,50 € sont de trop" in before
    assert "il vous reste" not in before
    assert to_return(adviser) == 0
    called_off(rows[1], adviser)
    assert seen(file, adviser, ON).artisan_to_return_cents == 1750
    assert to_return(adviser) == 1750
    files.tell_day(file=file, by=adviser, at=LATER)
    files.bill(file=file, number="F-1", on=ON, unsigned_too=True, by=adviser, at=LATER)
    assert to_return(adviser) == 1750


def test_a_second_fund_counts_in_what_would_be_too_much(
    file: FundingFile, chamber: Organisation, rows: list[Appointment], adviser: Viewer
) -> None:
    """Of the 35 € that they paid, the second fund pays 60 %: 7 € are theirs for one half-day."""
    note_artisan_payment(file=file, cents=3500, on=AT.date(), means="cheque", by=adviser, at=LATER)
    second = funds.add_fund(chamber=chamber, name="Région fictive", by=adviser, at=AT)
    set_rule(second, "artisan_percent", 40, adviser)
    rest = files.complete_file(file=file, fund=second, by=adviser, at=AT)
    files.send_file(file=rest, by=adviser, at=AT)
    files.answer_file(file=rest, is_accepted=True, note="", on=AT.date(), by=adviser, at=AT)
    assert "35,00 € : sans elle, 28,00 € sont de trop" in plain(owed_text(fresh(rows[1]), stands=True))


def to_return(by: Viewer) -> int:
    """In the report of all days until then, in cents."""
    lines = figure_lines_of(period_of(by, AT.date(), ON, today=ON), today=ON)
    return sum(line.cents for line in lines if line.code == "artisans_to_return")


def test_the_last_half_day_of_a_file_leaves_nothing_to_pay(
    file: FundingFile, rows: list[Appointment], adviser: Viewer
) -> None:
    called_off(rows[0], adviser)
    assert "il vous reste" not in plain(owed_text(fresh(rows[1]), stands=True))


def test_a_half_day_called_off_whose_request_has_another_promises_none(
    rows: list[Appointment], booked: Booked, baker: Person, adviser: Viewer, later: Client
) -> None:
    called_off(rows[1], adviser)
    waits = "La demande est de nouveau en attente"
    assert waits in later.get(f"/accompagnement/{rows[1].pk}/").text
    again = booked(baker, OTHER + timedelta(days=1), wish=rows[1].wish)
    page = plain(later.get(f"/accompagnement/{rows[1].pk}/").text)
    assert "Une autre l’a remplacée" in page
    assert f'href="/accompagnement/{again.pk}/"' in page
    assert waits not in page


def test_of_an_accepted_file_whose_one_half_day_is_called_off_nothing_is_to_come_until_another_day(
    baker: Person, fund: Fund, booked: Booked, adviser: Viewer
) -> None:
    set_rule(fund, "minimum_minutes", None, adviser, since=AT.date())
    row = booked(baker, OTHER)
    file = accepted(baker, fund, [row], adviser)

    def shown() -> list[tuple[int, int]]:
        figures = totals(period_of(adviser, AT.date(), OTHER, today=ON), ON)
        return [
            (figures[code].cents, figures[code].minutes) for code in ("granted", "to_come", "not_to_come")
        ]

    assert shown() == [(8750, 210), (8750, 210), (0, 0)]
    called_off(row, adviser)
    assert seen(file, adviser, ON).state.code == "suspended"
    assert shown() == [(8750, 210), (0, 0), (8750, 210)]
    booked(baker, OTHER + timedelta(days=1), wish=row.wish)
    assert shown() == [(8750, 210), (8750, 210), (0, 0)]
