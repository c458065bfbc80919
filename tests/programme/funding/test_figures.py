"""Each figure of a period leads to the files behind it, whose total is the figure."""

import re
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
import time_machine
from django.test import Client

from etabli.foundation.people.models import Membership, Person
from etabli.foundation.people.viewer import Viewer, of_membership
from etabli.programme.funding.actions import files
from etabli.programme.funding.models import Fund, FundingFile
from etabli.programme.funding.queries.figures import period_of
from tests.programme.funding.conftest import AT, Booked, opened, register_extract, report, totals

TODAY = AT.date()
FIRST, SECOND = TODAY + timedelta(days=30), TODAY + timedelta(days=37)
LATER = AT + timedelta(days=60)
YEAR = (TODAY, LATER.date())
FIGURE = re.compile(r"\d[\d,\u202f]*(?:\xa0(?:€|h(?:\xa0\d\d)?))?")  # a number, euros, or hours
PERIOD = f"since={YEAR[0]}&until={YEAR[1]}"


@pytest.fixture
def billed(baker: Person, fund: Fund, booked: Booked, adviser: Viewer) -> FundingFile:
    """125 € and 5 h of the 175 € and 7 h that it was asked for; 100 € came."""
    register_extract(baker, adviser)
    rows = [booked(baker, FIRST), booked(baker, SECOND)]
    file = opened(baker, fund, rows, adviser)
    given: dict[str, Any] = {"by": adviser, "at": LATER}
    files.send_file(file=file, by=adviser, at=AT)
    files.answer_file(file=file, is_accepted=True, note="", on=TODAY, granted=(300, 12500), **given)
    for row in rows:
        report(row, adviser)
    files.bill(file=file, number="F-1", on=SECOND, unsigned_too=True, **given)
    return files.note_payment(file=file, cents=10000, on=SECOND, **given)


def plain(text: str) -> str:
    return text.replace("\u202f", " ").replace("\xa0", " ")


def refused(person: Person, fund: Fund, booked: Booked, by: Viewer) -> FundingFile:
    rows = [booked(person, FIRST, "pm"), booked(person, SECOND, "pm")]
    file = opened(person, fund, rows, by)
    files.send_file(file=file, by=by, at=AT)
    return files.answer_file(file=file, is_accepted=False, note="Plafond", on=TODAY, by=by, at=AT)


def test_asked_is_granted_and_refused_and_granted_is_paid_or_not(
    billed: FundingFile, baker: Person, fund: Fund, booked: Booked, adviser: Viewer, neighbour: Membership
) -> None:
    refused(baker, fund, booked, adviser)
    by_code = totals(period_of(adviser, *YEAR, today=YEAR[1]), YEAR[1])
    shown = {code: (total.cents, total.minutes) for code, total in by_code.items()}
    assert shown["asked"] == (35000, 840)
    assert (shown["granted"], shown["turned_down"]) == ((12500, 300), (22500, 540))
    assert (shown["paid"], shown["to_come"]) == ((10000, 0), (2500, 300))
    assert "not_to_come" not in shown
    files.close(file=billed, reason="Plafond atteint", by=adviser, at=LATER)
    by_code = totals(period_of(adviser, *YEAR, today=YEAR[1]), YEAR[1])
    assert (by_code["to_come"].cents, by_code["not_to_come"].cents, by_code["not_to_come"].minutes) == (
        0,
        2500,
        60,
    )
    assert (by_code["paid"].cents, by_code["paid"].minutes) == (10000, 240)
    assert totals(period_of(of_membership(neighbour), *YEAR, today=YEAR[1]), YEAR[1]) == {}


def test_an_answer_after_an_appeal_takes_the_place_of_the_refusal(
    baker: Person, fund: Fund, booked: Booked, adviser: Viewer
) -> None:
    register_extract(baker, adviser)
    file = refused(baker, fund, booked, adviser)
    files.appeal(file=file, reason="Plafond de 2028", on=TODAY, by=adviser, at=AT)
    files.answer_file(file=file, is_accepted=True, note="", on=TODAY, by=adviser, at=AT)
    by_code = totals(period_of(adviser, *YEAR, today=YEAR[1]), YEAR[1])
    assert (by_code["asked"].cents, by_code["granted"].cents, by_code["turned_down"].cents) == (
        17500,
        17500,
        0,
    )
    assert (by_code["refused"].number, by_code["appealed"].number, by_code["agreed"].number) == (1, 1, 1)


def test_an_appeal_waits_for_its_answer_and_is_not_counted_as_refused(
    baker: Person, fund: Fund, booked: Booked, adviser: Viewer
) -> None:
    register_extract(baker, adviser)
    file, day = refused(baker, fund, booked, adviser), TODAY + timedelta(days=3)
    files.appeal(file=file, reason="Plafond de 2028", on=day, by=adviser, at=LATER)

    def figures(until: Any) -> dict[str, int]:
        by_code = totals(period_of(adviser, TODAY, until, today=YEAR[1]), YEAR[1])
        return {code: by_code[code].cents for code in ("asked", "granted", "turned_down", "unanswered")}

    waits = {"asked": 17500, "granted": 0, "turned_down": 0, "unanswered": 17500}
    assert [figures(until) for until in (day - timedelta(days=1), day)] == [waits, waits]
    files.give_up(file=file, by=adviser, at=LATER)
    assert figures(day) == waits | {"turned_down": 17500, "unanswered": 0}


def test_a_file_counts_in_the_month_in_which_it_was_first_sent_whatever_came_later(
    client: Client, membership: Membership, baker: Person, fund: Fund, booked: Booked, adviser: Viewer
) -> None:
    register_extract(baker, adviser)
    file, months_later = refused(baker, fund, booked, adviser), TODAY + timedelta(days=45)
    files.appeal(file=file, reason="Plafond de 2028", on=TODAY, by=adviser, at=LATER)
    files.answer_file(
        file=file, is_accepted=True, note="", on=months_later, granted=(420, 10000), by=adviser, at=LATER
    )
    month, next_ones = (TODAY, TODAY + timedelta(days=27)), (TODAY + timedelta(days=28), YEAR[1])
    first, after, year = (
        totals(period_of(adviser, *ends, today=YEAR[1]), YEAR[1]) for ends in (month, next_ones, YEAR)
    )
    assert [row["asked"].cents for row in (first, after, year)] == [17500, 0, 17500]
    assert [row["granted"].cents for row in (first, after, year)] == [10000, 0, 10000]
    assert [(row["agreed"].number, row["cut"].cents) for row in (first, after, year)] == [
        (0, 0),
        (1, 7500),
        (1, 7500),
    ]
    with time_machine.travel(LATER, tick=False):
        client.force_login(membership.user)
        page = plain(client.get(f"/dossiers/bilan/?since={month[0]}&until={month[1]}").text)
    assert "Chaque dossier compte une fois, au jour de son premier envoi au fonds" in page


def test_of_an_agreement_that_was_given_up_nothing_will_come(
    baker: Person, fund: Fund, booked: Booked, adviser: Viewer
) -> None:
    register_extract(baker, adviser)
    file = refused(baker, fund, booked, adviser)
    files.appeal(file=file, reason="Plafond de 2028", on=TODAY, by=adviser, at=AT)
    files.answer_file(file=file, is_accepted=True, note="", on=TODAY, by=adviser, at=AT)
    files.give_up(file=file, by=adviser, at=AT)
    by_code = totals(period_of(adviser, *YEAR, today=YEAR[1]), YEAR[1])
    assert [by_code[code].cents for code in ("granted", "to_come", "not_to_come")] == [17500, 0, 17500]


def test_what_was_asked_and_granted_stays_in_its_month_though_the_file_is_given_up_later(
    baker: Person, fund: Fund, booked: Booked, adviser: Viewer
) -> None:
    register_extract(baker, adviser)
    file = opened(baker, fund, [booked(baker, FIRST), booked(baker, SECOND)], adviser)
    files.send_file(file=file, by=adviser, at=AT)
    files.answer_file(file=file, is_accepted=True, note="", on=TODAY, by=adviser, at=AT)

    def shown() -> list[tuple[int, int]]:
        by_code = totals(period_of(adviser, TODAY, TODAY, today=YEAR[1]), YEAR[1])
        codes = ("asked", "granted", "agreed", "to_come", "not_to_come")
        return [(by_code[code].cents, by_code[code].minutes) for code in codes]

    whole, nothing = (17500, 420), (0, 0)
    assert shown() == [whole, whole, whole, whole, nothing]
    files.give_up(file=file, by=adviser, at=LATER)
    assert shown() == [whole, whole, whole, nothing, whole]


def test_a_file_without_an_answer_is_asked_and_waits(
    baker: Person, fund: Fund, booked: Booked, adviser: Viewer
) -> None:
    register_extract(baker, adviser)
    file = opened(baker, fund, [booked(baker, FIRST), booked(baker, SECOND)], adviser)
    files.send_file(file=file, by=adviser, at=AT)
    by_code = totals(period_of(adviser, *YEAR, today=YEAR[1]), YEAR[1])
    assert (by_code["asked"].cents, by_code["unanswered"].cents) == (17500, 17500)
    assert (by_code["asked"].minutes, by_code["unanswered"].minutes) == (420, 420)


def test_the_report_names_the_artisan_who_is_late_with_the_days(
    client: Client, membership: Membership, billed: FundingFile
) -> None:
    rules = {**billed.application["rules"], "artisan_days": 15}
    billed.application, billed.rest_payer = {**billed.application, "rules": rules}, "artisan"
    billed.save()
    with time_machine.travel(LATER, tick=False):
        client.force_login(membership.user)
        page = client.get(f"/dossiers/bilan/?{PERIOD}").text
        assert "Reste dû par les artisans, en retard : 50,00" in plain(page)
        late = plain(client.get(f"/dossiers/bilan/detail/?{PERIOD}&chiffre=artisans_late").text)
        assert "Jeanne Fournil" in late
        assert "8 jours de retard" in late
        due = plain(client.get(f"/dossiers/bilan/detail/?{PERIOD}&chiffre=artisans_due").text)
        assert "jours de retard" not in due


@time_machine.travel(LATER, tick=False)
def test_each_figure_leads_to_lines_that_make_it(
    client: Client,
    membership: Membership,
    billed: FundingFile,
    baker: Person,
    fund: Fund,
    booked: Booked,
    adviser: Viewer,
) -> None:
    other = refused(baker, fund, booked, adviser)
    client.force_login(membership.user)
    page = client.get(f"/dossiers/bilan/?{PERIOD}").text
    links = re.findall(r'<a href="(/dossiers/bilan/detail/[^"]+)">([^<]+)', page)
    assert len(links) > 15
    for address, text in links:
        behind = client.get(unescape(address))
        total, lines = behind.context["total"], behind.context["page"].object_list
        assert total.cents == sum(line.cents for line in lines)
        assert f"/dossiers/{lines[0].file.pk}/" in behind.text
        for figure in FIGURE.findall(text):
            assert figure in _figures(behind.text)
    both = client.get(f"/dossiers/bilan/detail/?{PERIOD}&chiffre=asked&fonds={fund.pk}")
    assert {line.file for line in both.context["page"]} == {billed, other}


def _figures(page: str) -> str:
    """The foot of the list: its euros, its hours, its numbers of lines and people."""
    return page.partition("<tfoot>")[2].partition("</tfoot>")[0]


@pytest.mark.parametrize("asked", ["chiffre=billed", f"{PERIOD}&chiffre=other", f"{PERIOD}"])
def test_what_is_no_figure_goes_back_to_the_report(
    client: Client, membership: Membership, asked: str
) -> None:
    client.force_login(membership.user)
    answer = client.get(f"/dossiers/bilan/detail/?{asked}")
    assert (answer.status_code, answer["Location"].partition("?")[0]) == (302, "/dossiers/bilan/")


def test_a_figure_of_nothing_has_no_line(client: Client, membership: Membership) -> None:
    client.force_login(membership.user)
    page = client.get(f"/dossiers/bilan/detail/?{PERIOD}&chiffre=billed&fonds=0")
    assert (page.status_code, list(page.context["page"])) == (200, [])
