"""The part that the artisan pays: noted, taken back, late, in the tables of the accountant."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client

from etabli.foundation.journal import CannotUndo, undo
from etabli.foundation.journal.models import Entry
from etabli.foundation.people.models import Membership, Person
from etabli.foundation.people.viewer import Viewer
from etabli.programme.funding.accounting_tables import bills_of, payments_of
from etabli.programme.funding.actions import credits, files, funds
from etabli.programme.funding.actions.artisan import MoreThanOwed, note_artisan_payment
from etabli.programme.funding.actions.signatures import sign_half_day, sign_half_day_as_adviser
from etabli.programme.funding.half_day_texts import text_of
from etabli.programme.funding.models import Fund, FundingFile
from etabli.programme.funding.queries.figures import Period
from etabli.programme.funding.queries.files import dossiers, to_do
from etabli.programme.funding.queries.report import payments_between
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
PART = 3500  # twenty out of a hundred of seven hours at twenty-five euros


@pytest.fixture
def agreed(baker: Person, fund: Fund, booked: Booked, adviser: Viewer) -> FundingFile:
    set_rule(fund, "artisan_percent", 20, adviser)
    set_rule(fund, "artisan_days", 15, adviser)
    set_rule(fund, "minimum_minutes", 210, adviser, since=AT.date())
    register_extract(baker, adviser)
    file = opened(baker, fund, [booked(baker, FIRST), booked(baker, SECOND)], adviser)
    files.send_file(file=file, by=adviser, at=AT)
    return files.answer_file(file=file, is_accepted=True, note="Accord 12", on=TODAY, by=adviser, at=AT)


def bill(file: FundingFile, by: Viewer, outcomes: tuple[str, str] = ("helped", "helped")) -> FundingFile:
    for row, outcome in zip(seen(file, by).appointments, outcomes, strict=True):
        report(row, by, outcome)
    return files.bill(file=file, number="F-1", on=SECOND, unsigned_too=True, by=by, at=LATER)


def pay(file: FundingFile, cents: int, by: Viewer, **more: Any) -> FundingFile:
    given: dict[str, Any] = {"means": "cheque", "on": SECOND} | more
    return note_artisan_payment(file=file, cents=cents, **given, by=by, at=LATER)


def test_it_is_paid_in_parts_and_taken_back_whatever_the_fund_does(
    agreed: FundingFile, adviser: Viewer
) -> None:
    assert seen(agreed, adviser).artisan_due_cents == PART
    pay(agreed, 1000, adviser)
    entry = Entry.objects.get(verb="funding.note_artisan_payment")
    bill(agreed, adviser)
    undo(entry=entry, by=adviser, at=LATER)
    assert seen(agreed, adviser).artisan_due_cents == PART
    pay(agreed, PART, adviser)
    paid = seen(agreed, adviser)
    assert (paid.artisan_due_cents, paid.artisan_received_cents, paid.due_cents) == (0, PART, 14000)
    with pytest.raises(files.WrongStep, match="a déjà payé 35,00\u00a0€"):
        pay(agreed, 1, adviser)


def test_a_refused_amount_says_who_owes_it(agreed: FundingFile, adviser: Viewer) -> None:
    with pytest.raises(MoreThanOwed, match="L’artisan doit 35,00\u00a0€"):
        pay(agreed, PART + 1, adviser)
    bill(agreed, adviser)
    given: dict[str, Any] = {"file": agreed, "on": SECOND, "by": adviser, "at": LATER}
    with pytest.raises(files.WrongAmount, match="Le fonds doit 140,00\u00a0€"):
        files.note_payment(cents=14001, **given)
    with pytest.raises(files.WrongAmount, match="plus grand que zéro"):
        files.note_payment(cents=-500, **given)
    with pytest.raises(files.WrongAmount, match="plus grand que zéro"):
        pay(agreed, -500, adviser)


@pytest.mark.parametrize(
    ("cents", "more", "refusal"),
    [
        (0, {}, files.WrongAmount),
        (PART + 1, {}, files.WrongAmount),
        (PART, {"on": TODAY - timedelta(days=1)}, files.WrongDay),
    ],
)
def test_what_cannot_be_is_refused(
    agreed: FundingFile, adviser: Viewer, cents: int, more: dict[str, Any], refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        pay(agreed, cents, adviser, **more)


def test_the_agreement_is_not_taken_back_under_it(agreed: FundingFile, adviser: Viewer) -> None:
    pay(agreed, PART, adviser)
    with pytest.raises(CannotUndo):
        undo(entry=Entry.objects.get(verb="funding.answer_file"), by=adviser, at=LATER)
    with pytest.raises(files.WrongStep):
        files.give_up(file=agreed, by=adviser, at=LATER)


def test_nothing_is_owed_for_a_half_day_that_was_missed_nor_for_a_bill_taken_off(
    agreed: FundingFile, adviser: Viewer
) -> None:
    bill(agreed, adviser, ("helped", "absent"))
    assert seen(agreed, adviser).artisan_due_cents == PART // 2
    note: dict[str, Any] = {"number": "A-1", "cents": 7000, "reason": "Erreur", "on": SECOND}
    credits.credit(file=agreed, **note, by=adviser, at=LATER)
    assert seen(agreed, adviser).artisan_due_cents == 0


def test_it_is_late_after_the_days_of_the_rules_and_comes_back_to_the_desk(
    agreed: FundingFile, adviser: Viewer
) -> None:
    bill(agreed, adviser)
    files.note_payment(file=agreed, cents=14000, on=SECOND, by=adviser, at=LATER)
    limit = SECOND + timedelta(days=15)
    assert seen(agreed, adviser, limit).state.code == "paid"
    assert to_do(adviser, today=limit) == []
    (late,) = to_do(adviser, today=limit + timedelta(days=1))
    assert late.is_late(limit + timedelta(days=1))
    assert late.most_urgent.code == "artisan_due"
    pay(agreed, PART, adviser)
    assert to_do(adviser, today=limit + timedelta(days=1)) == []
    assert [row.waiting for row in dossiers(adviser, today=limit)] == [()]


def test_without_a_deadline_it_is_not_late_and_a_long_wait_is_seen(
    agreed: FundingFile, adviser: Viewer
) -> None:
    application = {**agreed.application, "rules": {**agreed.application["rules"], "artisan_days": None}}
    FundingFile.objects.filter(pk=agreed.pk).update(application=application)
    bill(agreed, adviser)
    files.note_payment(file=agreed, cents=14000, on=SECOND, by=adviser, at=LATER)
    state = seen(agreed, adviser).artisan_state
    assert state is not None
    assert state.due_on is None
    days = [SECOND + timedelta(days=days) for days in (30, 31)]
    assert [len(to_do(adviser, today=day)) for day in days] == [0, 1]


def test_the_accountant_finds_it_in_both_tables(agreed: FundingFile, adviser: Viewer) -> None:
    bill(agreed, adviser)
    files.note_payment(file=agreed, cents=14000, on=SECOND, by=adviser, at=LATER)
    pay(agreed, 1000, adviser)
    (line,) = bills_of([seen(agreed, adviser)]).decode("utf-8-sig").splitlines()[1:]
    assert line.endswith(";10,00;25,00;0,00;")
    payments = payments_between(adviser, SECOND, SECOND)
    lines = payments_of(payments).decode("utf-8-sig").splitlines()[1:]
    assert [line.split(";")[1] for line in lines] == ["140,00", "10,00"]
    assert lines[1].endswith(";l’artisan;par chèque")
    money = totals(Period((), [seen(agreed, adviser)], payments), SECOND)
    assert (money["came"].cents, money["artisans_came"].cents) == (14000, 1000)


def test_what_was_paid_before_a_second_fund_took_a_part_counts(
    agreed: FundingFile, adviser: Viewer, membership: Membership
) -> None:
    region = funds.add_fund(chamber=membership.organisation, name="Région fictive", by=adviser, at=AT)
    set_rule(region, "artisan_percent", 40, adviser)
    rest = files.complete_file(file=agreed, fund=region, by=adviser, at=AT)
    pay(agreed, 400, adviser)
    files.send_file(file=rest, by=adviser, at=AT)
    files.answer_file(file=rest, is_accepted=True, note="", on=TODAY, by=adviser, at=AT)
    assert seen(agreed, adviser).artisan_due_cents == 0
    assert seen(rest, adviser).artisan_due_cents == PART * 40 // 100 - 400


def test_the_pages_show_it_and_the_artisan_reads_it(
    membership: Membership, agreed: FundingFile, adviser: Viewer
) -> None:
    address, client = f"/dossiers/{agreed.pk}/", Client()
    with time_machine.travel(AT, tick=False):
        client.force_login(membership.user)
        assert "L’artisan paiera 35,00\u00a0€, après la facture" in client.get(address).text
    with time_machine.travel(LATER, tick=False):
        client.force_login(membership.user)
        for row in seen(agreed, adviser).appointments:
            sign_half_day(appointment=row, signature="Jeanne", by=adviser, at=LATER)
            sign_half_day_as_adviser(appointment=row, signature="Alice", by=adviser, at=LATER)
        bill(agreed, adviser)
        late = client.get(address).text.replace("\u00a0", " ")
        assert "8 jours de retard" in late
        assert "L’artisan doit encore payer" in client.get("/dossiers/").text
        form = client.get(f"{address}part-artisan/")
        assert form.context["form"]["amount"].value() == 35
        typed = {"amount": "50", "means": "cheque", "on": str(SECOND)}
        refused = client.post(f"{address}part-artisan/", typed)
        assert "15,00\u00a0€ seront à lui rendre" in refused.context["form"].errors["more_than_owed"][0]
        client.post(f"{address}part-artisan/", {**typed, "amount": "35"})
        page = client.get(address).text.replace("\u00a0", " ")
        assert "35,00 € le mercredi 10 février 2027, par chèque" in page
        assert "L’artisan doit encore payer" not in page
        said = text_of(seen(agreed, adviser).appointments[0]).replace("\u00a0", " ")
        assert "Vous avez payé votre part : 35,00 €." in said


def test_the_same_payment_twice_is_asked_about(
    client: Client, membership: Membership, agreed: FundingFile, adviser: Viewer
) -> None:
    """The form in two tabs, or sent twice; two payments of a day are possible all the same."""
    bill(agreed, adviser)
    with time_machine.travel(LATER, tick=False):
        client.force_login(membership.user)
        fund_paid = (f"/dossiers/{agreed.pk}/paiement/", {"amount": "15", "on": str(SECOND)})
        theirs = (f"/dossiers/{agreed.pk}/part-artisan/", {**fund_paid[1], "means": "cheque"})
        for address, typed in (fund_paid, theirs):
            assert "is_another" not in client.get(address).context["form"].fields
            client.post(address, typed)
            refused = client.post(address, typed).context["form"].errors["is_another"][0]
            assert refused.startswith("15,00\u00a0€ le mercredi 10\u00a0février 2027\u00a0: c’est déjà noté.")
            client.post(address, {**typed, "amount": "5"})
            client.post(address, {**typed, "is_another": "on"})
        form = client.get(fund_paid[0]).text.replace("\u00a0", " ")
        assert "140,00 € · 105,00 € encore dus" in form
    agreed.refresh_from_db()
    for payments in (agreed.payments, agreed.artisan_payments):
        assert [row["cents"] for row in payments] == [1500, 500, 1500]


def test_the_list_says_the_deadline_of_the_fund_beside_that_of_the_artisan(
    client: Client, membership: Membership, agreed: FundingFile, adviser: Viewer
) -> None:
    rules = {**agreed.application["rules"], "payment_days": 30}
    FundingFile.objects.filter(pk=agreed.pk).update(application={**agreed.application, "rules": rules})
    bill(agreed, adviser)
    files.note_payment(file=agreed, cents=4000, on=SECOND, by=adviser, at=LATER)
    with time_machine.travel(LATER, tick=False):
        client.force_login(membership.user)
        page = client.get("/dossiers/").text.replace("\u00a0", " ")
    assert "vendredi 12 mars" in page
    assert "L’artisan : 8 jours de retard" in page
    assert "100,00 € encore dus" in page
