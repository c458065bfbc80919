"""What a second fund leaves is somebody's to pay, and it is asked whose; what a first fund leaves says who pays it."""

from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.test import Client

from etabli.foundation.journal import undo
from etabli.foundation.journal.models import Entry
from etabli.foundation.people.models import Membership
from etabli.foundation.people.viewer import Viewer
from etabli.programme.funding.actions import credits, files
from etabli.programme.funding.actions.artisan import note_artisan_payment, say_rest_payer
from etabli.programme.funding.facts import facts_of
from etabli.programme.funding.half_day_texts import text_of
from etabli.programme.funding.models import Fund, FundingFile, RestPayer
from etabli.programme.funding.queries.dossier import Dossier
from etabli.programme.funding.queries.report import held_between, unsigned_in
from etabli.programme.support.models import Appointment
from tests.programme.funding.conftest import AT, report, seen, set_rule
from tests.programme.funding.test_said_and_done import (
    DAY,
    DONE,
    LATER,
    ON,
    TODAY,
    accepted,
    completed,
    file,
    grant,
    half_day,
    plain,
)

__all__ = ["file", "grant", "half_day"]


@pytest.fixture
def partial(grant: Fund, adviser: Viewer) -> Fund:
    """A second fund that pays six tenths of what it is asked for."""
    set_rule(grant, "artisan_percent", 40, adviser)
    return grant


@pytest.fixture
def now(client: Client, membership: Membership) -> Iterator[Client]:
    with time_machine.travel(AT, tick=False):
        client.force_login(membership.user)
        yield client


def parts(dossier: Dossier) -> tuple[int, int, int]:
    return dossier.fund_cents, dossier.artisan_owed_cents, dossier.open_now_cents


def left(dossier: Dossier) -> str:
    return next(plain(text) for label, text in facts_of(dossier) if "Fonds du Fournil laisse" in label)


def test_who_pays_what_the_second_leaves_is_said_before_it_is_asked_and_asked_once_it_agrees(
    file: FundingFile, half_day: Appointment, partial: Fund, adviser: Viewer, now: Client
) -> None:
    """Of 87,50 € the first pays 40 €, the artisan 17,50 €; of the 30 € that are left the second pays 18 €."""
    accepted(file, adviser, granted=(DONE, 4000))
    asking = plain(now.get(f"/dossiers/{file.pk}/completer/").text)
    assert (
        "Le fonds paie 18,00 €, l’artisan 17,50 €. 12,00 € restent : il faudra dire qui les paie." in asking
    )
    now.post(f"/dossiers/{file.pk}/completer/", {"fund": partial.pk})
    rest = files.send_file(file=FundingFile.objects.latest("pk"), by=adviser, at=AT)
    assert parts(seen(rest, adviser)) == (1800, 1750, 1200)
    assert "12,00 € restent : il faudra dire qui les paie." in plain(
        now.get(f"/dossiers/{rest.pk}/reponse/").text
    )
    accepted(rest, adviser)
    assert seen(rest, adviser).artisan_due_cents == 1750
    page = plain(now.get(f"/dossiers/{rest.pk}/").text)
    assert "Le fonds ne paie pas tout ce que laisse Fonds du Fournil : il reste 12,00 €." in page
    assert "Qui paie les 12,00 € qui restent ?" in page
    assert "en un an" not in page
    assert "qui paie le reste ?" in plain(now.get("/dossiers/").text)
    assert "qui paie 12,00 €" in plain(text_of(half_day))
    assert left(seen(rest, adviser)) == "30,00 € (ce fonds : 18,00 €, à décider : 12,00 €)"
    now.post(f"/dossiers/{rest.pk}/reste/", {"payer": "artisan"})
    assert parts(seen(rest, adviser)) == (1800, 2950, 0)
    assert "Il vous reste 29,50 € à payer" in plain(text_of(half_day))
    assert left(seen(rest, adviser)) == "30,00 € (ce fonds : 18,00 €, l’artisan : 12,00 €)"
    undo(entry=Entry.objects.filter(verb="funding.say_rest_payer").latest("pk"), by=adviser, at=AT)
    assert seen(rest, adviser).rest_cents == 1200


def test_what_the_artisan_was_said_to_pay_stays_theirs_beside_a_second_fund(
    file: FundingFile, half_day: Appointment, partial: Fund, adviser: Viewer
) -> None:
    accepted(file, adviser, granted=(DONE, 4000))
    say_rest_payer(file=file, payer=RestPayer.ARTISAN, by=adviser, at=AT)
    rest = files.complete_file(file=file, fund=partial, by=adviser, at=AT)
    accepted(files.send_file(file=rest, by=adviser, at=AT), adviser)
    assert (parts(seen(rest, adviser)), seen(rest, adviser).rest_cents) == ((1800, 2950, 0), 0)


def test_a_first_that_grants_less_once_the_second_was_asked_leaves_it_to_be_said(
    file: FundingFile, half_day: Appointment, partial: Fund, adviser: Viewer
) -> None:
    rest = files.complete_file(file=file, fund=partial, by=adviser, at=AT)
    accepted(files.send_file(file=rest, by=adviser, at=AT), adviser)
    accepted(file, adviser, granted=(DONE, 4000))
    assert (parts(seen(rest, adviser)), seen(rest, adviser).rest_cents) == ((1050, 700, 3000), 3000)
    report(half_day, adviser)
    say_rest_payer(file=rest, payer=RestPayer.ARTISAN, by=adviser, at=LATER)
    assert parts(seen(rest, adviser)) == (1050, 3700, 0)


def test_what_the_first_leaves_says_that_the_artisan_has_paid_it(
    file: FundingFile, half_day: Appointment, grant: Fund, adviser: Viewer
) -> None:
    """The second is asked before the answer, for 17,50 €, and grants 10 €; the artisan pays the rest."""
    rest = files.complete_file(file=file, fund=grant, by=adviser, at=AT)
    files.send_file(file=rest, by=adviser, at=AT)
    accepted(file, adviser)
    accepted(rest, adviser, granted=(DONE, 1000))
    say_rest_payer(file=rest, payer=RestPayer.ARTISAN, by=adviser, at=AT)
    assert left(seen(rest, adviser)) == "17,50 € (ce fonds : 10,00 €, l’artisan : 7,50 €)"
    note_artisan_payment(file=rest, cents=750, means="card", on=TODAY, by=adviser, at=AT)
    assert left(seen(rest, adviser)) == "17,50 € (ce fonds : 10,00 €, payé par l’artisan : 7,50 €)"


def test_of_a_bill_that_is_void_nothing_is_said_to_be_left(
    file: FundingFile, half_day: Appointment, grant: Fund, adviser: Viewer
) -> None:
    rest = completed(file, grant, adviser)
    accepted(rest, adviser)
    report(half_day, adviser)
    for each, number, cents in ((rest, "F-2", 3000), (file, "F-1", 4000)):
        files.bill(file=each, number=number, on=DAY, unsigned_too=True, by=adviser, at=LATER)
        credits.credit(
            file=each, number=f"A{number}", cents=cents, reason="Erreur", on=ON, by=adviser, at=LATER
        )
        if each == rest:
            assert left(seen(rest, adviser, ON)) == "30,00 €, qu’aucune facture ne demande"
    first, second = seen(file, adviser, ON), seen(rest, adviser, ON)
    assert first.is_void
    assert (first.left_cents, left(second)) == (0, "")


def test_what_a_credit_note_takes_off_the_price_alone_is_not_said_to_be_paid_by_the_fund(
    file: FundingFile, half_day: Appointment, grant: Fund, adviser: Viewer
) -> None:
    """Of the 30 € that it was asked for, the second fund has 4 € taken off its bill; the hours stay."""
    rest = completed(file, grant, adviser)
    accepted(rest, adviser)
    report(half_day, adviser)
    for each, number in ((file, "F-1"), (rest, "F-2")):
        files.bill(file=each, number=number, on=DAY, unsigned_too=True, by=adviser, at=LATER)
    note: dict[str, Any] = {"number": "A-1", "reason": "Erreur de prix", "on": ON, "hours_stay": True}
    assert left(seen(rest, adviser, ON)) == "30,00 € (ce fonds : 30,00 €)"
    credits.credit(file=rest, cents=400, **note, by=adviser, at=LATER)
    assert seen(rest, adviser, ON).now_cents == 2600
    assert left(seen(rest, adviser, ON)) == (
        "30,00 € (ce fonds : 26,00 €, enlevé par un avoir, sans que personne ait décidé qui le paie : 4,00 €)"
    )


def test_a_half_day_with_two_files_that_nobody_signed_is_listed_once_with_the_first(
    file: FundingFile, half_day: Appointment, grant: Fund, adviser: Viewer
) -> None:
    rest = completed(file, grant, adviser)
    accepted(rest, adviser)
    report(half_day, adviser)
    rows = held_between(adviser, DAY, DAY, today=ON)
    assert {row.dossier.file for row in rows if row.lacks_signature} == {file, rest}
    for order in (rows, rows[::-1]):
        assert [row.dossier.file for row in unsigned_in(order)] == [file]
