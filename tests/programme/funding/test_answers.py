"""What a fund answers: refused, appealed against, accepted, each on its day and for its reason, over periods."""

from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client

from etabli.foundation.journal import undo
from etabli.foundation.journal.models import Entry
from etabli.foundation.people.models import Membership, Person
from etabli.foundation.people.viewer import Viewer, of_membership
from etabli.programme.funding.actions import files
from etabli.programme.funding.models import Fund, FundingFile
from etabli.programme.funding.queries.exchanges import exchanges_between, exchanges_of
from etabli.programme.funding.queries.figures import Period
from etabli.programme.funding.queries.files import to_do
from tests.programme.funding.conftest import AT, Booked, opened, register_extract, seen, set_rule, totals

TODAY = AT.date()
REFUSED, APPEALED, AGREED = (
    TODAY + timedelta(days=days) for days in (10, 20, 40)
)  # of January, then of February
FIRST, SECOND = TODAY + timedelta(days=90), TODAY + timedelta(days=97)
LATER = AT + timedelta(days=60)
JANUARY, FEBRUARY = (date(2027, 1, 1), date(2027, 1, 31)), (date(2027, 2, 1), date(2027, 2, 28))


@pytest.fixture
def refused(baker: Person, fund: Fund, booked: Booked, adviser: Viewer) -> FundingFile:
    register_extract(baker, adviser)
    file = opened(baker, fund, [booked(baker, FIRST), booked(baker, SECOND)], adviser)
    files.send_file(file=file, by=adviser, at=AT)
    return answered(file, adviser, REFUSED, "Extrait illisible", is_accepted=False)


def answered(file: FundingFile, by: Viewer, on: date, note: str, *, is_accepted: bool) -> FundingFile:
    return files.answer_file(file=file, is_accepted=is_accepted, note=note, on=on, by=by, at=LATER)


def appealed(file: FundingFile, by: Viewer, **more: Any) -> FundingFile:
    given: dict[str, Any] = {"reason": "L’extrait est lisible", "on": APPEALED} | more
    return files.appeal(file=file, **given, by=by, at=LATER)


def steps(file: FundingFile, by: Viewer) -> list[tuple[str, date | None, str]]:
    return [(row.code, row.on, row.note) for row in exchanges_of(seen(file, by).file)]


def test_an_appeal_has_a_day_a_reason_and_an_outcome(refused: FundingFile, adviser: Viewer) -> None:
    with pytest.raises(files.WrongDay):
        appealed(refused, adviser, on=REFUSED - timedelta(days=1))
    with pytest.raises(files.NotReady):
        appealed(refused, adviser, reason=" ")
    appealed(refused, adviser)
    with pytest.raises(files.WrongDay):
        answered(refused, adviser, APPEALED - timedelta(days=1), "Accord 12", is_accepted=True)
    answered(refused, adviser, AGREED, "Accord 12", is_accepted=True)
    assert steps(refused, adviser) == [
        ("sent", TODAY, ""),
        ("refused", REFUSED, "Extrait illisible"),
        ("appealed", APPEALED, "L’extrait est lisible"),
        ("accepted", AGREED, "Accord 12"),
    ]


def test_each_refusal_of_several_keeps_its_reason(refused: FundingFile, adviser: Viewer) -> None:
    appealed(refused, adviser)
    answered(refused, adviser, AGREED, "Hors délai", is_accepted=False)
    appealed(refused, adviser, reason="Le délai courait encore", on=AGREED)
    notes = [note for _code, _on, note in steps(refused, adviser)]
    assert notes == [
        "",
        "Extrait illisible",
        "L’extrait est lisible",
        "Hors délai",
        "Le délai courait encore",
    ]


def test_an_appeal_is_taken_back_with_its_reason(refused: FundingFile, adviser: Viewer) -> None:
    before = steps(refused, adviser)
    appealed(refused, adviser)
    undo(entry=Entry.objects.get(verb="funding.appeal"), by=adviser, at=LATER)
    assert (seen(refused, adviser).state.code, steps(refused, adviser)) == ("refused", before)
    appealed(refused, adviser, reason="Autre raison")
    assert [note for code, _on, note in steps(refused, adviser) if code == "appealed"] == ["Autre raison"]


def counts(by: Viewer, period: tuple[date, date]) -> list[tuple[int, ...]]:
    rows = totals(Period(exchanges=exchanges_between(by, *period)), TODAY)
    steps = [rows[code].number for code in ("sent", "refused", "appealed", "agreed")]
    return [(*steps, rows["agreed"].cents)] if any(steps) else []


def test_a_file_is_followed_from_one_period_to_the_next(
    refused: FundingFile, adviser: Viewer, neighbour: Membership, baker: Person
) -> None:
    appealed(refused, adviser)
    answered(refused, adviser, AGREED, "Accord 12", is_accepted=True)
    assert counts(adviser, JANUARY) == [(1, 1, 1, 0, 0)]
    assert counts(adviser, FEBRUARY) == [(0, 0, 0, 1, 17500)]
    assert counts(of_membership(neighbour), JANUARY) == []


def test_a_file_that_was_refused_counts_though_it_is_given_up(refused: FundingFile, adviser: Viewer) -> None:
    files.give_up(file=refused, by=adviser, at=LATER)
    assert counts(adviser, JANUARY) == [(1, 1, 0, 0, 0)]


def test_the_pages_say_it_with_days_and_reasons(
    client: Client, membership: Membership, refused: FundingFile, adviser: Viewer
) -> None:
    with time_machine.travel(LATER, tick=False):
        client.force_login(membership.user)
        address = f"/dossiers/{refused.pk}/"
        typed = {"reason": "", "on": str(APPEALED)}
        assert "reason" in client.post(f"{address}recours/", typed).context["form"].errors
        client.post(f"{address}recours/", {**typed, "reason": "L’extrait est lisible"})
        choice = client.get(f"{address}reponse/").text.replace("\u00a0", " ")
        assert "Il accepte. Le fonds paie 175,00 €, l’artisan 0,00 €." in choice
        client.post(f"{address}reponse/", {"is_accepted": "1", "note": "Accord 12", "on": str(AGREED)})
        page = client.get(address).text.replace("\u00a0", " ")
        for said in (
            "jeudi 14 janvier 2027 : Extrait illisible",
            "dimanche 24 janvier 2027 : L’extrait est lisible",
            "samedi 13 février 2027 : Accord 12",
        ):
            assert said in page
        since, until = JANUARY
        figures = client.get(f"/dossiers/bilan/?since={since}&until={until}").text
        assert "Extrait illisible" in figures
        assert "Accord 12" not in figures


def test_no_day_is_said_that_the_fund_does_not_say(
    membership: Membership, refused: FundingFile, adviser: Viewer
) -> None:
    appealed(refused, adviser)
    address = f"/dossiers/{refused.pk}/"
    for days, said in ((5, "Le fonds ne dit pas de délai<"), (31, "En attente depuis 31 jours")):
        today = APPEALED + timedelta(days=days)
        with time_machine.travel(AT + (today - TODAY), tick=False):
            client = Client()
            client.force_login(membership.user)
            page = client.get(address).text.replace("\u00a0", " ")
            assert said in page
            assert "Jusqu’au" not in page
            assert [row.file for row in to_do(adviser, today=today)] == ([refused] if days > 30 else [])


def test_the_deadline_of_the_fund_is_the_one_that_is_said(
    client: Client, membership: Membership, baker: Person, fund: Fund, booked: Booked, adviser: Viewer
) -> None:
    set_rule(fund, "answer_days", 21, adviser)
    register_extract(baker, adviser)
    file = opened(baker, fund, [booked(baker, FIRST), booked(baker, SECOND)], adviser)
    files.send_file(file=file, by=adviser, at=AT)
    with time_machine.travel(AT, tick=False):
        client.force_login(membership.user)
        assert "Jusqu’au lundi 25 janvier 2027" in client.get(f"/dossiers/{file.pk}/").text.replace(
            "\u00a0", " "
        )
