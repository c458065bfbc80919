"""What a file ends with: nothing to pay, more than what was owed, a half-day called off, less than the least."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from etabli.foundation.journal import undo
from etabli.foundation.journal.models import Entry
from etabli.foundation.people.models import Person
from etabli.foundation.people.viewer import Viewer
from etabli.programme.funding.accounting_tables import bills_of, payments_of
from etabli.programme.funding.actions import credits, files
from etabli.programme.funding.actions.artisan import give_back_to_artisan, note_artisan_payment
from etabli.programme.funding.actions.signatures import sign_half_day, sign_half_day_as_adviser
from etabli.programme.funding.actions.steps import NotReady, WrongAmount, WrongDay, WrongStep
from etabli.programme.funding.half_day_texts import text_of
from etabli.programme.funding.models import Fund, FundingFile
from etabli.programme.funding.queries.files import to_do
from etabli.programme.funding.queries.report import billed_between, payments_between
from etabli.programme.support.actions import call_off
from etabli.programme.support.models import Appointment
from tests.programme.funding.conftest import AT, Booked, opened, register_extract, report, seen, set_rule
from tests.programme.funding.test_said_and_done import (
    DAY,
    DONE,
    HALF_DAY,
    LATER,
    ON,
    TODAY,
    accepted,
    amounts,
    completed,
    credited,
    figures,
    file,
    grant,
    half_day,
    later,
    left_at_eleven,
    plain,
)

__all__ = ["credited", "file", "grant", "half_day", "later"]


@pytest.fixture
def rest(file: FundingFile, grant: Fund, half_day: Appointment, adviser: Viewer) -> FundingFile:
    """Both funds have granted their part; of the three hours and a half, two were done."""
    made = accepted(completed(file, grant, adviser), adviser)
    report(half_day, adviser)
    left_at_eleven(half_day, adviser)
    signed(half_day, adviser)
    return made


def signed(row: Appointment, by: Viewer) -> None:
    sign_half_day(appointment=row, signature="Jeanne", by=by, at=LATER)
    sign_half_day_as_adviser(appointment=row, signature="Anne", by=by, at=LATER)


def test_a_second_fund_with_nothing_left_to_pay_is_closed_and_not_billed(
    file: FundingFile, rest: FundingFile, adviser: Viewer, later: Client
) -> None:
    assert [seen(row, adviser, ON).state.code for row in (file, rest)] == ["done", "nothing_due"]
    page = later.get(f"/dossiers/{rest.pk}/").content.decode()
    assert f"/dossiers/{rest.pk}/facture/" not in page
    with pytest.raises(NotReady, match="rien à payer"):
        files.bill(file=rest, number="F-2", on=ON, unsigned_too=True, by=adviser, at=LATER)
    reason = later.get(f"/dossiers/{rest.pk}/cloture/").context["form"].initial["reason"]
    page = later.post(f"/dossiers/{rest.pk}/cloture/", {"reason": reason}, follow=True).content.decode()
    assert "Clos : rien à payer" in plain(page)
    table = bills_of(billed_between(adviser, TODAY, ON, today=ON)).decode("utf-8-sig").splitlines()
    assert table[1].startswith(f";{ON:%d/%m/%Y};Région fictive;")
    assert table[1].endswith(f";{reason}")
    assert ";0,00;10,00;" in table[1]  # nothing of the fund, of the artisan their fifth of 50 €
    detail = f"/dossiers/bilan/detail/?since={TODAY}&until={ON}&chiffre=not_to_come&fonds={rest.fund_id}"
    assert reason in later.get(detail).content.decode()
    closed = seen(rest, adviser, ON)
    assert closed.artisan_state is not None
    assert (closed.artisan_due_cents, closed.artisan_state.since) == (1000, ON)
    undo(entry=Entry.objects.get(verb="funding.close"), by=adviser, at=LATER)
    assert seen(rest, adviser, ON).state.code == "nothing_due"


def test_what_an_artisan_paid_too_much_is_shown_everywhere_and_given_back(
    file: FundingFile, half_day: Appointment, adviser: Viewer, later: Client
) -> None:
    accepted(file, adviser)
    report(half_day, adviser)
    files.bill(file=file, number="F-7", on=DAY, unsigned_too=True, by=adviser, at=LATER)
    paid: dict[str, Any] = {"means": "cheque", "by": adviser, "at": LATER}
    note_artisan_payment(file=file, cents=1750, on=DAY, **paid)
    note: dict[str, Any] = {"number": "A-1", "reason": "Parti à 11 h", "on": ON}
    credits.credit(file=file, cents=3000, **note, by=adviser, at=LATER)
    left_at_eleven(half_day, adviser)
    signed(half_day, adviser)
    dossier = seen(file, adviser, ON)
    assert (dossier.artisan_due_cents, dossier.artisan_to_return_cents) == (0, 750)
    assert [row.file.pk for row in to_do(adviser, today=ON)] == [file.pk]
    page = plain(later.get(f"/dossiers/{file.pk}/").content.decode())
    assert "7,50 € à rendre à l’artisan" in page
    assert "17,50 € reçus, 10,00 € dus" in page
    assert "17,50 € : 7,50 € vous reviennent" in plain(text_of(Appointment.objects.get(pk=half_day.pk)))
    (row,) = bills_of(billed_between(adviser, TODAY, ON, today=ON)).decode("utf-8-sig").splitlines()[1:]
    assert row.endswith(";17,50;0,00;7,50;")
    assert figures(adviser)["Fonds du Fournil"]["artisans_to_return"].cents == 750
    for cents, on, refusal in ((751, ON, WrongAmount), (0, ON, WrongAmount), (750, TODAY, WrongDay)):
        with pytest.raises(refusal):
            give_back_to_artisan(file=file, cents=cents, on=on, **paid)
    given = {"amount": "7,50", "means": "transfer", "on": str(ON)}
    page = plain(later.post(f"/dossiers/{file.pk}/rendu-artisan/", given, follow=True).content.decode())
    assert "Rendu à l’artisan" in page
    assert "à rendre à l’artisan" not in page
    assert "-7,50" in payments_of(payments_between(adviser, ON, ON)).decode("utf-8-sig")
    with pytest.raises(WrongStep):
        give_back_to_artisan(file=file, cents=1, on=ON, **paid)
    undo(entry=Entry.objects.get(verb="funding.give_back_to_artisan"), by=adviser, at=LATER)
    assert seen(file, adviser, ON).artisan_to_return_cents == 750


@pytest.fixture
def two(baker: Person, fund: Fund, booked: Booked, adviser: Viewer) -> FundingFile:
    """Two half-days, 175 € in all, of which the fund grants four hours (100 €)."""
    set_rule(fund, "minimum_minutes", 210, adviser, since=TODAY)
    register_extract(baker, adviser)
    made = opened(baker, fund, [booked(baker, DAY), booked(baker, DAY + timedelta(days=7))], adviser)
    return accepted(files.send_file(file=made, by=adviser, at=AT), adviser, granted=(240, 10000))


def test_a_half_day_called_off_leaves_what_was_granted_as_it_was(two: FundingFile, adviser: Viewer) -> None:
    first, second = seen(two, adviser).appointments
    granted = {"asked": (17500, 2 * HALF_DAY), "granted": (10000, 240)}

    def now() -> dict[str, tuple[int, int]]:
        (totals,) = figures(adviser).values()
        codes = ("asked", "granted", "to_come", "not_to_come")
        return dict(zip(codes, amounts(totals, *codes), strict=True))

    assert now() == {**granted, "to_come": (10000, 240), "not_to_come": (0, 0)}
    call_off(appointment=first, by=adviser, at=AT)
    assert seen(two, adviser).fund_cents == 8750
    assert now() == {**granted, "to_come": (8750, 210), "not_to_come": (1250, 30)}  # as the file says at once
    before = FundingFile.objects.get(pk=two.pk).application
    files.tell_day(file=two, by=adviser, at=AT)
    left = {**granted, "to_come": (8750, HALF_DAY), "not_to_come": (1250, 30)}
    assert now() == left
    report(second, adviser)
    assert now() == left
    files.bill(file=two, number="F-7", on=ON, unsigned_too=True, by=adviser, at=LATER)
    assert now() == left
    assert seen(two, adviser, ON).fund_cents == 8750
    for verb in ("funding.bill", "support.report", "funding.tell_day"):
        undo(entry=Entry.objects.filter(verb=verb).latest("pk"), by=adviser, at=LATER)
    assert FundingFile.objects.get(pk=two.pk).application == before


def test_a_half_day_that_moves_once_told_keeps_its_line(
    two: FundingFile, booked: Booked, adviser: Viewer
) -> None:
    first, _second = seen(two, adviser).appointments
    call_off(appointment=first, by=adviser, at=AT)
    booked(first.person, DAY + timedelta(days=14), wish=first.wish)
    files.tell_day(file=two, by=adviser, at=AT)
    dossier = seen(two, adviser)
    assert (dossier.state.code, dossier.fund_cents) == ("accepted", 10000)
    assert [line.on for line in dossier.lines] == [DAY + timedelta(days=7), DAY + timedelta(days=14)]
    assert dossier.sent.fund_cents == 10000


def test_an_absence_that_leaves_less_than_the_least_is_not_billed(
    baker: Person, fund: Fund, booked: Booked, adviser: Viewer
) -> None:
    register_extract(baker, adviser)
    rows = [booked(baker, DAY), booked(baker, DAY + timedelta(days=7))]
    file = files.send_file(file=opened(baker, fund, rows, adviser), by=adviser, at=AT)  # four hours at least
    accepted(file, adviser)
    report(rows[0], adviser)
    report(rows[1], adviser, "absent")
    dossier = seen(file, adviser, ON)
    assert (dossier.state.code, dossier.fund_cents) == ("too_short", 0)
    with pytest.raises(NotReady, match=re.compile("3.h.30.*au moins 4.h", re.DOTALL)):
        files.bill(file=file, number="F-1", on=ON, unsigned_too=True, by=adviser, at=LATER)
    (totals,) = figures(adviser).values()
    whole = (17500, 2 * HALF_DAY)
    assert amounts(totals, "granted", "to_come", "not_to_come") == [whole, (0, 0), whole]
    files.overrule(file=file, reason="Accord du fonds par téléphone", by=adviser, at=LATER)
    files.bill(file=file, number="F-1", on=ON, unsigned_too=True, by=adviser, at=LATER)
    assert seen(file, adviser, ON).fund_cents == 8750


def test_of_hours_below_the_least_the_sentence_says_both(
    baker: Person, fund: Fund, half_day: Appointment, adviser: Viewer
) -> None:
    set_rule(fund, "minimum_minutes", 180, adviser, since=TODAY)
    register_extract(baker, adviser)
    file = files.send_file(file=opened(baker, fund, [half_day], adviser), by=adviser, at=AT)
    accepted(file, adviser)
    report(half_day, adviser)
    left_at_eleven(half_day, adviser)
    assert seen(file, adviser, ON).done_minutes == DONE
    with pytest.raises(NotReady, match=re.compile("2.h en tout.*au moins 3.h", re.DOTALL)):
        files.bill(file=file, number="F-1", on=ON, unsigned_too=True, by=adviser, at=LATER)
