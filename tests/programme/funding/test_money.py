"""Signed, billed, paid: by whom, on which day, how much; each refused where it can’t be."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from etabli.foundation.journal import CannotUndo, undo
from etabli.foundation.journal.models import Entry
from etabli.foundation.people.models import Membership, Person, Role
from etabli.foundation.people.viewer import Viewer, of_membership
from etabli.foundation.ui.typography import full_day
from etabli.programme.funding.accounting_tables import bills_of
from etabli.programme.funding.actions import files, signatures
from etabli.programme.funding.attendance import sheet_of
from etabli.programme.funding.facts import facts_of
from etabli.programme.funding.forms import DocumentForm
from etabli.programme.funding.models import Fund, FundingFile
from etabli.programme.funding.queries.exchanges import exchanges_of
from etabli.programme.funding.queries.figures import Period
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
from tests.programme.workshops.printed import text_of

TODAY = AT.date()
FIRST, SECOND = TODAY + timedelta(days=30), TODAY + timedelta(days=37)
LATER = AT + timedelta(days=60)


def done(person: Person, fund: Fund, rows: list[Any], by: Viewer) -> FundingFile:
    file = opened(person, fund, rows, by)
    files.send_file(file=file, by=by, at=AT)
    files.answer_file(file=file, is_accepted=True, note="Accord 12", on=TODAY, by=by, at=AT)
    for row in rows:
        report(row, by)
    return file


@pytest.fixture
def held(baker: Person, fund: Fund, booked: Booked, adviser: Viewer) -> FundingFile:
    register_extract(baker, adviser)
    return done(baker, fund, [booked(baker, FIRST), booked(baker, SECOND)], adviser)


def billed(file: FundingFile, by: Viewer, number: str = "F-1", **more: Any) -> FundingFile:
    given: dict[str, Any] = {"on": SECOND, "unsigned_too": True} | more
    return files.bill(file=file, number=number, **given, by=by, at=LATER)


def pay(file: FundingFile, cents: int, by: Viewer, days: int = 5) -> FundingFile:
    return files.note_payment(file=file, cents=cents, on=SECOND + timedelta(days=days), by=by, at=LATER)


def test_a_part_leaves_the_rest_to_be_paid(held: FundingFile, adviser: Viewer) -> None:
    billed(held, adviser)
    pay(held, 10000, adviser)
    assert (seen(held, adviser).state.code, seen(held, adviser).due_cents) == ("billed", 7500)
    pay(held, 7500, adviser, days=9)
    paid = seen(held, adviser)
    assert (paid.state.code, paid.due_cents, len(paid.file.payments)) == ("paid", 0, 2)
    undo(entry=Entry.objects.filter(verb="funding.note_payment").latest("pk"), by=adviser, at=LATER)
    assert (seen(held, adviser).state.code, seen(held, adviser).due_cents) == ("billed", 7500)


@pytest.mark.parametrize(("cents", "said"), [(0, "zéro"), (-1, "zéro"), (17501, "175,00")])
def test_more_than_is_due_or_nothing_is_no_payment(
    cents: int, said: str, held: FundingFile, adviser: Viewer
) -> None:
    billed(held, adviser)
    with pytest.raises(files.WrongAmount, match=said):
        pay(held, cents, adviser)


def test_each_step_comes_after_the_one_before(held: FundingFile, adviser: Viewer) -> None:
    with pytest.raises(files.WrongDay):
        billed(held, adviser, on=SECOND - timedelta(days=1))
    billed(held, adviser)
    with pytest.raises(files.WrongDay):
        pay(held, 17500, adviser, days=-1)


def test_a_fund_answers_once_it_was_asked(baker: Person, fund: Fund, booked: Booked, adviser: Viewer) -> None:
    register_extract(baker, adviser)
    file = opened(baker, fund, [booked(baker, FIRST), booked(baker, SECOND)], adviser)
    files.send_file(file=file, by=adviser, at=AT)
    before = TODAY - timedelta(days=1)
    with pytest.raises(files.WrongDay):
        files.answer_file(file=file, is_accepted=True, note="", on=before, by=adviser, at=AT)


def test_a_number_is_on_one_bill_of_the_chamber(
    held: FundingFile, baker: Person, fund: Fund, booked: Booked, adviser: Viewer
) -> None:
    days = [SECOND - timedelta(days=day) for day in (1, 2)]
    other = done(baker, fund, [booked(baker, day) for day in days], adviser)
    billed(held, adviser, "D-001")
    with pytest.raises(files.NumberTaken, match="Jeanne Fournil"):
        billed(other, adviser, " d-001")
    undo(entry=Entry.objects.filter(verb="funding.bill").latest("pk"), by=adviser, at=LATER)
    billed(other, adviser, "D-001")
    with pytest.raises(CannotUndo):
        undo(entry=Entry.objects.filter(undoes__verb="funding.bill").latest("pk"), by=adviser, at=LATER)


def test_why_no_bill_can_be_made_is_said(
    held: FundingFile, baker: Person, fund: Fund, booked: Booked, adviser: Viewer
) -> None:
    billed(held, adviser)
    with pytest.raises(files.WrongStep, match="Il est déjà facturé\u00a0: F-1, le"):
        billed(held, adviser, "F-2")
    other = opened(baker, fund, [booked(baker, FIRST + timedelta(days=rank)) for rank in (40, 41)], adviser)
    files.send_file(file=other, by=adviser, at=AT)
    with pytest.raises(files.WrongStep, match="Le fonds n’a pas donné son accord"):
        billed(other, adviser, "F-3")


def test_what_is_not_signed_is_said_before_the_bill(held: FundingFile, adviser: Viewer) -> None:
    first, second = seen(held, adviser).appointments
    signatures.sign_half_day(appointment=first, signature="Jeanne", by=adviser, at=LATER)
    signatures.sign_half_day_as_adviser(appointment=first, signature="Alice", by=adviser, at=LATER)
    signatures.sign_half_day(appointment=second, signature="Jeanne", by=adviser, at=LATER)
    assert seen(held, adviser).unsigned == (second,)
    with pytest.raises(files.Unsigned):
        billed(held, adviser, unsigned_too=False)
    signatures.sign_half_day_as_adviser(appointment=second, signature="Alice", by=adviser, at=LATER)
    billed(held, adviser, unsigned_too=False)


def test_nobody_signs_in_the_place_of_the_adviser(held: FundingFile, adviser: Viewer) -> None:
    first = seen(held, adviser).appointments[0]
    manager: Membership = factories.membership(held.chamber, role=Role.MANAGER)
    with pytest.raises(signatures.NotSignable, match=first.half_day.adviser.name):
        signatures.sign_half_day_as_adviser(
            appointment=first, signature="X", by=of_membership(manager), at=LATER
        )
    signed = signatures.sign_half_day_as_adviser(appointment=first, signature="Alice", by=adviser, at=LATER)
    text = text_of(sheet_of(seen(held, adviser, SECOND), "", at=LATER))
    assert "Alice" in text
    assert full_day(LATER.date()) in text
    signatures.take_adviser_signature_off(signed=signed, by=adviser, at=LATER)
    assert first in seen(held, adviser).unsigned


def test_a_document_is_not_received_before_its_day() -> None:
    typed = {"kind": "register", "received_on": str(TODAY + timedelta(days=1))}
    assert "received_on" in DocumentForm(typed, today=TODAY).errors
    assert DocumentForm(typed, today=TODAY + timedelta(days=1)).is_valid()


def test_a_refusal_keeps_its_reason_through_the_appeal(
    baker: Person, fund: Fund, booked: Booked, adviser: Viewer
) -> None:
    set_rule(fund, "minimum_minutes", 60, adviser, since=TODAY)
    register_extract(baker, adviser)
    file = opened(baker, fund, [booked(baker, FIRST)], adviser)
    files.send_file(file=file, by=adviser, at=AT)
    files.answer_file(file=file, is_accepted=False, note="Illisible", on=TODAY, by=adviser, at=AT)
    files.appeal(file=file, reason="La pièce est là", on=TODAY, by=adviser, at=AT)
    files.answer_file(file=file, is_accepted=True, note="Accord 12", on=TODAY, by=adviser, at=AT)
    kept = seen(file, adviser).file
    assert [(row.code, row.on, row.note) for row in exchanges_of(kept)] == [
        ("sent", TODAY, ""),
        ("refused", TODAY, "Illisible"),
        ("appealed", TODAY, "La pièce est là"),
        ("accepted", TODAY, "Accord 12"),
    ]


# A no that is overruled, a rest that is not waited for


def test_a_no_is_overruled_with_its_reason_and_taken_back(
    baker: Person, fund: Fund, booked: Booked, adviser: Viewer
) -> None:
    register_extract(baker, adviser)
    file = opened(baker, fund, [booked(baker, FIRST)], adviser)  # one half-day: under four hours
    assert (seen(file, adviser).state.code, seen(file, adviser).would_be_refused) == ("not_eligible", True)
    with pytest.raises(files.NotReady):
        files.send_file(file=file, by=adviser, at=AT)
    with pytest.raises(files.NotReady):
        files.overrule(file=file, reason=" ", by=adviser, at=AT)
    files.overrule(file=file, reason="Le fonds l’a dit au téléphone", by=adviser, at=AT)
    overruled = seen(file, adviser)
    assert (overruled.state.code, overruled.would_be_refused, overruled.fund_cents) == ("ready", False, 8750)
    entry = Entry.objects.get(verb="funding.overrule")
    assert entry.after["overruled_note"] == "Le fonds l’a dit au téléphone"
    files.send_file(file=file, by=adviser, at=AT)
    with pytest.raises(CannotUndo):
        undo(entry=entry, by=adviser, at=AT)
    undo(entry=Entry.objects.get(verb="funding.send_file"), by=adviser, at=AT)
    undo(entry=entry, by=adviser, at=AT)
    assert (seen(file, adviser).state.code, seen(file, adviser).file.overruled_note) == ("not_eligible", "")


def test_a_rest_that_never_comes_is_closed_with_its_reason_and_taken_back(
    held: FundingFile, adviser: Viewer
) -> None:
    billed(held, adviser)
    pay(held, 10000, adviser)
    with pytest.raises(files.NotReady):
        files.close(file=held, reason="", by=adviser, at=LATER)
    files.close(file=held, reason="Heures au-delà du plafond", by=adviser, at=LATER)
    closed = seen(held, adviser)
    assert (closed.state.code, closed.due_cents, closed.lost_cents) == ("closed", 0, 7500)
    assert closed.fund_cents == (closed.file.paid_cents or 0) + closed.due_cents + closed.lost_cents
    assert not closed.state.is_late(SECOND + timedelta(days=400))
    with pytest.raises(files.WrongStep):
        pay(held, 7500, adviser)
    money = totals(Period(bills=[closed]), SECOND)
    assert [money[code].cents for code in ("received", "due", "lost")] == [10000, 0, 7500]
    table = bills_of([closed]).decode("utf-8-sig").splitlines()
    assert table[1].endswith(
        ";100,00;0,00;75,00;0,00;0,00;0,00;0,00;0,00;0,00;0,00;Heures au-delà du plafond"
    )
    undo(entry=Entry.objects.get(verb="funding.close"), by=adviser, at=LATER)
    assert (seen(held, adviser).state.code, seen(held, adviser).due_cents) == ("billed", 7500)


def test_both_are_written_on_the_pages_of_the_file(
    client: Client, membership: Membership, held: FundingFile, adviser: Viewer
) -> None:
    client.force_login(membership.user)
    billed(held, adviser)
    address = f"/dossiers/{held.pk}/"
    assert f"{address}cloture/" in client.get(address).text
    refused = client.post(f"{address}cloture/", {"reason": ""})
    assert "reason" in refused.context["form"].errors
    client.post(f"{address}cloture/", {"reason": "Heures au-delà du plafond"})
    page = client.get(address).text
    assert "Heures au-delà du plafond" in page
    assert "Clos sans 175,00" in page.replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("days", "said"), [(30, ""), (31, ", 1 jour de retard"), (42, ", 12 jours de retard")]
)
def test_a_payment_that_came_late_says_by_how_many_days(
    held: FundingFile, adviser: Viewer, days: int, said: str
) -> None:
    held.refresh_from_db()
    rules = {**held.application["rules"], "payment_days": 30}
    FundingFile.objects.filter(pk=held.pk).update(application={**held.application, "rules": rules})
    files.bill(file=held, number="F-9", on=SECOND, unsigned_too=True, by=adviser, at=LATER)
    on = SECOND + timedelta(days=days)
    files.note_payment(file=held, cents=17500, on=on, by=adviser, at=LATER)
    received = dict(facts_of(seen(held, adviser)))["Reçu"].replace("\u00a0", " ")
    assert received == f"175,00 € le {full_day(on)}{said}".replace("\u00a0", " ")
