"""A second fund for what the first leaves to pay: one price, two bills, the hours once."""

from datetime import timedelta

import pytest
from django.test import Client

from etabli.foundation.journal import CannotUndo, undo
from etabli.foundation.journal.models import Entry
from etabli.foundation.people.models import Membership, Person
from etabli.foundation.people.viewer import Viewer
from etabli.programme.funding.accounting_tables import bills_of
from etabli.programme.funding.actions import files
from etabli.programme.funding.application import application_of
from etabli.programme.funding.facts import facts_of
from etabli.programme.funding.half_day_texts import text_of
from etabli.programme.funding.hooks import AttendanceFixed
from etabli.programme.funding.models import Fund, FundingFile
from etabli.programme.funding.national_report import national_report_csv
from etabli.programme.funding.queries.exchanges import exchanges_of
from etabli.programme.funding.queries.figures import figure_lines_of, period_of, totals_by_fund
from etabli.programme.funding.queries.report import billed_between, held_between, shares_of
from etabli.programme.support.actions import correct_day
from tests.programme.funding.conftest import AT, Booked, opened, register_extract, report, seen
from tests.programme.workshops.printed import text_of as text_of_pdf

TODAY = AT.date()
FIRST, SECOND = TODAY + timedelta(days=30), TODAY + timedelta(days=37)
LATER = AT + timedelta(days=60)


@pytest.fixture
def first(baker: Person, fund: Fund, booked: Booked, adviser: Viewer, region: Fund) -> FundingFile:
    register_extract(baker, adviser)
    return opened(baker, fund, [booked(baker, FIRST), booked(baker, SECOND)], adviser)


def completed(first: FundingFile, region: Fund, by: Viewer) -> FundingFile:
    return files.complete_file(file=first, fund=region, by=by, at=AT)


def accept(file: FundingFile, by: Viewer) -> None:
    files.answer_file(file=file, is_accepted=True, note="", on=TODAY, by=by, at=AT)


def agreed(first: FundingFile, region: Fund, by: Viewer) -> FundingFile:
    """Both sent and accepted."""
    files.send_file(file=first, by=by, at=AT)
    rest = completed(first, region, by)
    files.send_file(file=rest, by=by, at=AT)
    accept(first, by)
    accept(rest, by)
    return rest


def test_both_and_the_artisan_make_the_price(first: FundingFile, region: Fund, adviser: Viewer) -> None:
    rest = seen(agreed(first, region, adviser), adviser)
    paid = seen(first, adviser)
    assert (paid.fund_cents, paid.artisan_cents) == (12250, 5250)
    assert (rest.fund_cents, rest.artisan_cents, rest.open_cents) == (3150, 2100, 0)
    assert (paid.artisan_share_cents, rest.artisan_share_cents) == (0, 2100)
    assert paid.fund_cents + rest.fund_cents + rest.artisan_share_cents == 17500


def test_what_another_fund_is_asked_for_is_not_asked_of_the_artisan(
    first: FundingFile, region: Fund, adviser: Viewer
) -> None:
    files.send_file(file=first, by=adviser, at=AT)
    accept(first, adviser)
    assert seen(first, adviser).artisan_due_cents == 5250
    rest = completed(first, region, adviser)
    files.send_file(file=rest, by=adviser, at=AT)
    waiting = seen(first, adviser)
    said_to_artisan = text_of(waiting.appointments[0]).replace("\u00a0", " ")
    assert "Il vous reste 52,50 € à payer" in said_to_artisan
    assert "Vous avez payé" not in said_to_artisan
    assert (waiting.artisan_due_cents, waiting.is_passed_on) == (0, True)
    said = dict(facts_of(waiting))
    assert said["Il laisse à payer\u00a0: voir le dossier de l’autre fonds"] == "52,50\u00a0€"
    assert "L’artisan paie" not in said
    files.answer_file(file=rest, is_accepted=False, note="Trop tard.", on=TODAY, by=adviser, at=AT)
    assert seen(first, adviser).artisan_due_cents == 5250


def test_a_file_that_is_sent_again_keeps_the_day_on_which_it_left_first(
    first: FundingFile, adviser: Viewer
) -> None:
    from etabli.programme.support.actions import move

    files.send_file(file=first, by=adviser, at=AT)
    row = seen(first, adviser).appointments[1]
    again = AT + timedelta(days=3)
    move(appointment=row, on=SECOND + timedelta(days=7), half="am", by=adviser, at=again)
    files.send_file(file=first, by=adviser, at=again)
    first.refresh_from_db()
    assert [(step.code, step.on) for step in exchanges_of(first)] == [
        ("sent", TODAY),
        ("sent_again", again.date()),
    ]
    undo(entry=Entry.objects.filter(verb="funding.send_file").latest("pk"), by=adviser, at=again)
    first.refresh_from_db()
    assert [(step.code, step.on) for step in exchanges_of(first)] == [("sent", TODAY)]


def test_the_rest_is_asked_once_the_first_is_sent(first: FundingFile, region: Fund, adviser: Viewer) -> None:
    rest = completed(first, region, adviser)
    assert seen(rest, adviser).state.code == "to_complete"
    with pytest.raises(files.NotReady):
        files.send_file(file=rest, by=adviser, at=AT)
    with pytest.raises(files.HalfDayTaken):
        completed(first, region, adviser)
    with pytest.raises(files.WrongStep):
        completed(rest, first.fund, adviser)
    with pytest.raises(files.WrongStep):
        completed(first, first.fund, adviser)


def test_the_first_stays_while_another_completes_it(
    first: FundingFile, region: Fund, adviser: Viewer
) -> None:
    rest = completed(first, region, adviser)
    with pytest.raises(files.WrongStep):
        files.give_up(file=first, by=adviser, at=AT)
    with pytest.raises(CannotUndo):
        undo(entry=Entry.objects.get(verb="funding.open_file"), by=adviser, at=AT)
    files.give_up(file=rest, by=adviser, at=AT)
    files.give_up(file=first, by=adviser, at=AT)
    given_up = Entry.objects.filter(verb="funding.give_up").order_by("pk")
    with pytest.raises(CannotUndo):
        undo(entry=given_up[0], by=adviser, at=AT)
    undo(entry=given_up[1], by=adviser, at=AT)
    undo(entry=given_up[0], by=adviser, at=AT)
    assert seen(rest, adviser).completed_dossier is not None


def test_a_day_that_moves_is_told_to_the_first_then_to_the_other(
    first: FundingFile, region: Fund, adviser: Viewer
) -> None:
    from etabli.programme.support.actions import move

    files.send_file(file=first, by=adviser, at=AT)
    rest = completed(first, region, adviser)
    files.send_file(file=rest, by=adviser, at=AT)
    row = seen(first, adviser).appointments[1]
    move(appointment=row, on=SECOND + timedelta(days=7), half="am", by=adviser, at=AT)
    assert {seen(first, adviser).state.code, seen(rest, adviser).state.code} == {"moved"}
    with pytest.raises(files.NotReady):
        files.send_file(file=rest, by=adviser, at=AT)
    files.send_file(file=first, by=adviser, at=AT)
    files.send_file(file=rest, by=adviser, at=AT)
    assert (
        seen(first, adviser).fund_cents + sum(line.cost_cents for line in seen(rest, adviser).lines) == 17500
    )


def test_the_hours_count_once_and_the_artisan_pays_once(
    first: FundingFile, region: Fund, adviser: Viewer
) -> None:
    rest = agreed(first, region, adviser)
    for row in seen(first, adviser).appointments:
        report(row, adviser)
    for number, file in enumerate((first, rest)):
        files.bill(file=file, number=f"F-{number}", on=SECOND, unsigned_too=True, by=adviser, at=LATER)
    held = held_between(adviser, FIRST, SECOND, today=SECOND)
    food, grant = shares_of(held)
    assert (food.half_days, food.minutes, food.completed) == (2, 420, 0)
    assert (grant.half_days, grant.minutes, grant.completed) == (0, 0, 2)
    assert food.fund_cents + grant.fund_cents + food.artisan_cents + grant.artisan_cents == 17500
    assert national_report_csv(held, first.chamber_id).decode("utf-8-sig").count("individuel") == 2
    table = bills_of(billed_between(adviser, SECOND, SECOND, today=SECOND)).decode("utf-8-sig")
    assert ";122,50;0,00;0,00;" in table
    assert ";31,50;21,00;0,00;" in table


@pytest.mark.parametrize("order", [("first", "rest"), ("rest", "first")])
def test_the_hours_that_the_first_fund_does_not_grant_count_with_the_second(
    first: FundingFile, region: Fund, adviser: Viewer, order: tuple[str, str]
) -> None:
    files.send_file(file=first, by=adviser, at=AT)
    rest = completed(first, region, adviser)
    if order[0] == "rest":
        files.send_file(file=rest, by=adviser, at=AT)
    files.answer_file(file=first, is_accepted=True, note="", on=TODAY, granted=(300, 8750), by=adviser, at=AT)
    if order[0] == "first":
        files.send_file(file=rest, by=adviser, at=AT)
    accept(rest, adviser)
    for row in seen(first, adviser).appointments:
        report(row, adviser)
    hours = dict(facts_of(seen(rest, adviser)))["Heures comptées avec ce fonds"].replace("\xa0", " ")
    assert hours == "2 h ; les autres, 5 h, comptent avec Fonds du Fournil"
    assert not dict(facts_of(seen(first, adviser)))["Heures comptées avec ce fonds"]
    held = held_between(adviser, FIRST, SECOND, today=SECOND)
    food, grant = shares_of(held)
    assert (food.minutes, grant.minutes) == (300, 120)
    lines = national_report_csv(held, first.chamber_id).decode("utf-8-sig").splitlines()[1:]
    minutes_by_fund = sorted((line.split(";")[0], int(line.split(";")[3])) for line in lines)
    assert minutes_by_fund == [("Fonds du Fournil", 90), ("Fonds du Fournil", 210), ("Région fictive", 120)]
    paid_beside = 2 if order[0] == "rest" else 1  # asked after the answer, it is asked for the rest alone
    assert (food.half_days, grant.half_days, grant.completed) == (2, 0, paid_beside)
    rows = totals_by_fund(figure_lines_of(period_of(adviser, TODAY, SECOND, today=SECOND), today=SECOND))
    for code in ("accepted", "granted", "to_come"):
        assert [figures[code].minutes for _fund, figures in rows] == [300, 120], code
    for number, file in enumerate((first, rest)):
        files.bill(file=file, number=f"F-{number}", on=SECOND, unsigned_too=True, by=adviser, at=LATER)
    table = bills_of(billed_between(adviser, SECOND, SECOND, today=SECOND)).decode("utf-8-sig")
    assert ";2;300;87,50;" in table
    assert ";2;120;" in table


def test_the_day_stays_once_the_second_fund_alone_is_billed(
    first: FundingFile, region: Fund, adviser: Viewer
) -> None:
    rest = agreed(first, region, adviser)
    rows = seen(first, adviser).appointments
    for row in rows:
        report(row, adviser)
    files.bill(file=rest, number="F-2", on=SECOND, unsigned_too=True, by=adviser, at=LATER)
    with pytest.raises(AttendanceFixed, match="F-2"):
        correct_day(appointment=rows[0], on=FIRST + timedelta(days=1), half="am", by=adviser, at=LATER)


def test_the_artisan_reads_one_amount_and_both_funds(
    first: FundingFile, region: Fund, adviser: Viewer
) -> None:
    rest = agreed(first, region, adviser)
    said = text_of(seen(first, adviser).appointments[0]).replace("\xa0", " ")
    assert "Fonds du Fournil" in said
    assert "Région fictive" in said
    assert "21,00 €" in said
    undo(entry=Entry.objects.filter(verb="funding.answer_file").latest("pk"), by=adviser, at=AT)
    files.answer_file(file=rest, is_accepted=False, note="Budget épuisé", on=TODAY, by=adviser, at=AT)
    assert "52,50 €" in text_of(seen(first, adviser).appointments[0]).replace("\xa0", " ")


def test_the_application_says_what_the_other_is_asked_for(
    first: FundingFile, region: Fund, adviser: Viewer
) -> None:
    rest = agreed(first, region, adviser)
    text = text_of_pdf(application_of(seen(rest, adviser), "75 33 12345 33", at=AT)).replace("\xa0", " ")
    for amount in ("175,00 €", "122,50 €", "31,50 €", "21,00 €"):
        assert amount in text


def test_it_is_asked_from_the_file_and_leads_back_to_it(
    first: FundingFile, region: Fund, membership: Membership, client: Client
) -> None:
    client.force_login(membership.user)
    page = client.get(f"/dossiers/{first.pk}/").content.decode()
    assert f"/dossiers/{first.pk}/completer/" in page
    asking = client.get(f"/dossiers/{first.pk}/completer/")
    assert [fund.name for fund, _said in asking.context["said"]] == ["Région fictive"]
    made = client.post(f"/dossiers/{first.pk}/completer/", {"fund": region.pk})
    rest = FundingFile.objects.get(completes=first)
    assert made["Location"] == f"/dossiers/{rest.pk}/"
    assert f"/dossiers/{rest.pk}/" in client.get(f"/dossiers/{first.pk}/").content.decode()
    assert f"/dossiers/{first.pk}/" in client.get(made["Location"]).content.decode()
    assert client.get(f"/dossiers/{first.pk}/completer/")["Location"] == made["Location"]
    assert "completer" not in client.get(made["Location"]).content.decode()
