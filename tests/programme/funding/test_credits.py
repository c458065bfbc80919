"""A bill that is found wrong once it was paid: a credit note takes of it, and what came too much is given back."""

from datetime import timedelta

import pypdfium2
import pytest
import time_machine
from django.test import Client

from etabli.foundation.journal import CannotUndo, undo
from etabli.foundation.journal.models import Entry
from etabli.foundation.people.models import Membership, Person
from etabli.foundation.people.viewer import Viewer
from etabli.programme.funding.accounting_tables import bills_of, credits_of, payments_of
from etabli.programme.funding.actions import credits, files, signatures
from etabli.programme.funding.actions.steps import NotReady, NumberTaken, WrongAmount, WrongDay, WrongStep
from etabli.programme.funding.attendance import certificate_of
from etabli.programme.funding.hooks import AttendanceFixed
from etabli.programme.funding.models import Fund, FundingFile
from etabli.programme.funding.queries.figures import Period
from etabli.programme.funding.queries.report import (
    billed_between,
    credits_between,
    held_between,
    payments_between,
)
from etabli.programme.support.models import Appointment
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

DAY = AT.date() + timedelta(days=30)
LATER = AT + timedelta(days=60)
ON = LATER.date()
REASON = "L’artisan n’est pas venu"


@pytest.fixture
def rows(baker: Person, booked: Booked) -> list[Appointment]:
    return [booked(baker, DAY), booked(baker, DAY + timedelta(days=7))]


@pytest.fixture
def file(baker: Person, fund: Fund, rows: list[Appointment], adviser: Viewer) -> FundingFile:
    """Billed (two times 87,50 €, one of them is enough for the fund) and paid."""
    set_rule(fund, "minimum_minutes", 210, adviser, since=AT.date())
    register_extract(baker, adviser)
    made = opened(baker, fund, rows, adviser)
    files.send_file(file=made, by=adviser, at=AT)
    files.answer_file(file=made, is_accepted=True, note="", on=AT.date(), by=adviser, at=AT)
    for row in rows:
        report(row, adviser)
    files.bill(file=made, number="F-7", on=rows[1].half_day.on, unsigned_too=True, by=adviser, at=LATER)
    return files.note_payment(file=made, cents=17500, on=ON, by=adviser, at=LATER)


def credited(file: FundingFile, by: Viewer, cents: int = 8750, number: str = "A-1") -> FundingFile:
    return credits.credit(file=file, number=number, cents=cents, reason=REASON, on=ON, by=by, at=LATER)


def test_an_absence_found_after_the_payment_is_credited_given_back_and_then_corrected(
    file: FundingFile, rows: list[Appointment], adviser: Viewer
) -> None:
    with pytest.raises(AttendanceFixed, match="F-7"):
        report(rows[0], adviser, "absent")
    credited(file, adviser)
    report(rows[0], adviser, "absent")
    dossier = seen(file, adviser, ON)
    assert (dossier.state.code, dossier.to_return_cents, dossier.due_cents) == ("to_return", 8750, 0)
    credits.give_back(file=file, cents=8750, on=ON, by=adviser, at=LATER)
    dossier = seen(file, adviser, ON)
    assert (dossier.state.code, dossier.kept_cents, dossier.to_return_cents) == ("paid", 8750, 0)
    assert [row["cents"] for row in dossier.file.payments] == [17500]


def test_figures_and_tables_close_to_the_cent(
    file: FundingFile, rows: list[Appointment], adviser: Viewer
) -> None:
    credited(file, adviser)
    report(rows[0], adviser, "absent")
    credits.give_back(file=file, cents=4000, on=ON + timedelta(days=1), by=adviser, at=LATER)
    ends = (AT.date(), ON + timedelta(days=30))
    payments, bills = payments_between(adviser, *ends), billed_between(adviser, *ends, today=ON)
    held, notes = held_between(adviser, *ends, today=ON), credits_between(adviser, *ends, today=ON)
    period = Period(held, bills, payments, credits=notes)
    money = {code: total.cents for code, total in totals(period, ON).items()}
    assert money == {
        "accepted": 8750,
        "billed": 17500,
        "credited": -8750,
        "received": 13500,
        "to_return": 4750,
        "came": 13500,
    }
    assert money["billed"] + money["credited"] == money["received"] - money["to_return"]
    assert [row.cents for row in payments] == [17500, -4000]
    assert [row.cents for row in payments_between(adviser, ON + timedelta(days=1), ends[1])] == [-4000]
    assert "-40,00" in payments_of(payments).decode("utf-8-sig")
    assert ";87,50;40,00;47,50" in bills_of(bills).decode("utf-8-sig")
    assert "A-1;" in credits_of(notes).decode("utf-8-sig")
    assert credits_between(adviser, AT.date(), ON - timedelta(days=1), today=ON) == []


def test_each_is_taken_back_while_nothing_leans_on_it(
    file: FundingFile, rows: list[Appointment], adviser: Viewer
) -> None:
    credited(file, adviser)
    entry = Entry.objects.filter(verb="funding.credit").latest("pk")
    report(rows[0], adviser, "absent")
    with pytest.raises(CannotUndo):
        undo(entry=entry, by=adviser, at=LATER)
    credits.give_back(file=file, cents=8750, on=ON, by=adviser, at=LATER)
    report(rows[0], adviser)
    with pytest.raises(CannotUndo):
        undo(entry=entry, by=adviser, at=LATER)
    undo(entry=Entry.objects.filter(verb="funding.give_back").latest("pk"), by=adviser, at=LATER)
    undo(entry=entry, by=adviser, at=LATER)
    dossier = seen(file, adviser, ON)
    assert (dossier.state.code, dossier.kept_cents, dossier.file.credits) == ("paid", 17500, [])


def test_a_bill_taken_off_whole_before_it_was_paid_is_over(file: FundingFile, adviser: Viewer) -> None:
    undo(entry=Entry.objects.filter(verb="funding.note_payment").latest("pk"), by=adviser, at=LATER)
    credited(file, adviser, cents=7500)
    assert seen(file, adviser, ON).due_cents == 10000
    credited(file, adviser, cents=10000, number="A-2")
    dossier = seen(file, adviser, ON)
    assert (dossier.state.code, dossier.state.is_open, dossier.due_cents) == ("credited", False, 0)


def test_a_certificate_names_no_fund_that_pays_nothing_any_more(file: FundingFile, adviser: Viewer) -> None:
    def said() -> str:
        paper = certificate_of(seen(file, adviser), "", at=LATER)
        return str(pypdfium2.PdfDocument(paper)[0].get_textpage().get_text_range())

    assert "Fonds du Fournil" in said()
    credited(file, adviser, cents=17500)
    assert "Payé par" not in said()
    assert "Fonds du Fournil" not in said()


def test_what_can_t_be_is_refused(file: FundingFile, adviser: Viewer) -> None:
    with pytest.raises(WrongAmount):
        credited(file, adviser, cents=17501)
    with pytest.raises(NumberTaken):
        credited(file, adviser, number="f-7")
    with pytest.raises(WrongStep):
        credits.give_back(file=file, cents=1, on=ON, by=adviser, at=LATER)
    early = {"number": "A-1", "cents": 1, "on": DAY, "by": adviser, "at": LATER}
    with pytest.raises(WrongDay):
        credits.credit(file=file, reason=REASON, **early)
    with pytest.raises(NotReady):
        credits.credit(file=file, reason=" ", **{**early, "on": ON})
    credited(file, adviser)
    with pytest.raises(NumberTaken):
        credited(file, adviser)
    with pytest.raises(WrongAmount):
        credits.give_back(file=file, cents=8751, on=ON, by=adviser, at=LATER)
    with pytest.raises(WrongDay):
        credits.give_back(file=file, cents=8750, on=ON - timedelta(days=1), by=adviser, at=LATER)


def test_the_pages_lead_from_the_bill_to_the_credit_note_and_the_money_given_back(
    file: FundingFile, rows: list[Appointment], adviser: Viewer, membership: Membership, client: Client
) -> None:
    for row in rows:
        signatures.sign_half_day(appointment=row, signature="Jeanne", by=adviser, at=LATER)
        signatures.sign_half_day_as_adviser(appointment=row, signature="Anne", by=adviser, at=LATER)
    with time_machine.travel(LATER, tick=False):
        client.force_login(membership.user)
        assert "avoir" in client.get(f"/dossiers/{file.pk}/").content.decode()
        given = {
            "number": "A-1",
            "on": ON.isoformat(),
            "amount": "87,50",
            "reason": REASON,
            "hours_stay": "0",
        }
        page = client.post(f"/dossiers/{file.pk}/avoir/", given, follow=True).content.decode()
        assert "À rendre au fonds" in page
        assert "Écrivez maintenant les heures réellement faites" in page
        assert f"/dossiers/{file.pk}/rendu/" in page
        client.post(f"/dossiers/{file.pk}/rendu/", {"amount": "87,50", "on": ON.isoformat()})
        ends = f"since={AT.date()}&until={ON}"
        shown = client.get(f"/dossiers/bilan/?{ends}").content.decode()
        assert "avoirs.csv" in shown
        assert "A-1" in client.get(f"/dossiers/bilan/avoirs.csv?{ends}").content.decode("utf-8-sig")
        assert client.get("/dossiers/bilan/avoirs.csv?since=x").status_code == 302
    assert FundingFile.objects.get(pk=file.pk).returns == [{"on": ON.isoformat(), "cents": 8750}]
