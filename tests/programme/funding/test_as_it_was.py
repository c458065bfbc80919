"""What was asked stays as it was sent, what came is written as it came, and each count says the same everywhere."""

import csv
import io
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client

from etabli.foundation.people.models import Membership, Person
from etabli.foundation.people.viewer import Viewer
from etabli.programme.funding.actions import artisan, credits, files
from etabli.programme.funding.facts import facts_of
from etabli.programme.funding.half_day_texts import text_of
from etabli.programme.funding.hooks import AttendanceFixed
from etabli.programme.funding.models import Fund, FundingFile
from etabli.programme.funding.state_wording import artisan_standing
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
from tests.programme.workshops.printed import text_of as pdf_text

DAY = AT.date() + timedelta(days=30)
LATER = AT + timedelta(days=60)
ON = LATER.date()
PERIOD = f"since={DAY}&until={ON}"


@pytest.fixture
def row(baker: Person, booked: Booked) -> Appointment:
    return booked(baker, DAY)


@pytest.fixture
def file(baker: Person, fund: Fund, row: Appointment, adviser: Viewer) -> FundingFile:
    """3 h 30 at 25 € an hour, of which the artisan pays a fifth: 70 € and 17,50 €; two hours at least."""
    set_rule(fund, "artisan_percent", 20, adviser)
    set_rule(fund, "artisan_days", 15, adviser)
    return _accepted(baker, fund, row, adviser, least=120)


def _accepted(person: Person, fund: Fund, row: Appointment, by: Viewer, *, least: int) -> FundingFile:
    set_rule(fund, "minimum_minutes", least, by, since=AT.date())
    register_extract(person, by)
    made = opened(person, fund, [row], by)
    files.send_file(file=made, by=by, at=AT)
    return files.answer_file(file=made, is_accepted=True, note="", on=AT.date(), by=by, at=AT)


@pytest.fixture
def later(client: Client, membership: Membership) -> Iterator[Client]:
    """A browser of the adviser, once the half-day is over."""
    with time_machine.travel(LATER, tick=False):
        client.force_login(membership.user)
        yield client


def billed(file: FundingFile, row: Appointment, by: Viewer) -> FundingFile:
    report(row, by)
    return files.bill(file=file, number="F-1", on=ON, unsigned_too=True, by=by, at=LATER)


def credited(file: FundingFile, cents: int, by: Viewer, **more: Any) -> FundingFile:
    given: dict[str, Any] = {"number": "A-1", "reason": "Le prix", "on": ON, **more}
    return credits.credit(file=file, cents=cents, **given, by=by, at=LATER)


def shown(text: str) -> str:
    return text.replace("\u00a0", " ")


def beneficiaries(client: Client) -> tuple[int, int]:
    """The people and the minutes of the table of the national report."""
    table = client.get(f"/dossiers/bilan/activite.csv?{PERIOD}").content.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(table), delimiter=";"))
    return sum(int(line["beneficiaires_total"]) for line in rows), sum(int(line["duree"]) for line in rows)


def test_the_application_says_what_was_asked_whatever_was_done_since(
    file: FundingFile, row: Appointment, adviser: Viewer, later: Client
) -> None:
    report(row, adviser)
    stayed(row, 2, adviser)
    text = shown(pdf_text(later.get(f"/dossiers/{file.pk}/demande.pdf").content))
    assert "3 h 30" in text
    assert "70,00 €" in text
    assert "17,50 €" in text
    assert "40,00 €" not in text
    assert "Durée totale 2 h" not in " ".join(text.split())
    assert seen(file, adviser, ON).fund_cents == 4000


def test_a_file_that_is_sent_once_the_hours_are_noted_asks_for_these_hours(
    baker: Person, fund: Fund, row: Appointment, adviser: Viewer, later: Client
) -> None:
    set_rule(fund, "days_before", None, adviser, since=AT.date())
    set_rule(fund, "minimum_minutes", 120, adviser, since=AT.date())
    register_extract(baker, adviser)
    report(row, adviser)
    stayed(row, 2, adviser)
    page = later.post(
        f"/dossiers/pour/{row.pk}/",
        {"half_days": [row.pk], "fund": fund.pk, "status": "manager"},
        follow=True,
    )
    assert page.status_code == 200
    made = FundingFile.objects.get(person=baker)
    files.send_file(file=made, by=adviser, at=LATER)
    files.answer_file(file=made, is_accepted=True, note="", on=ON, by=adviser, at=LATER)
    dossier = seen(made, adviser, ON)
    assert (dossier.fund_cents, dossier.fund_minutes, dossier.state.code) == (5000, 120, "done")
    assert not dossier.is_shorter


def test_two_half_days_already_held_are_asked_for_in_one_file(
    baker: Person, booked: Booked, fund: Fund, row: Appointment, adviser: Viewer, later: Client
) -> None:
    """The fund asks for four hours at least: 3 h 30 alone would be refused."""
    other = booked(baker, DAY + timedelta(days=1))
    for held in (row, other):
        report(held, adviser)
    for held in (row, other):
        choices = later.get(f"/dossiers/pour/{held.pk}/").context["form"].fields["half_days"].choices
        assert {str(pk) for pk, _label in choices} == {str(row.pk), str(other.pk)}
    given = {"half_days": [row.pk, other.pk], "fund": fund.pk, "status": "manager"}
    later.post(f"/dossiers/pour/{row.pk}/", given)
    made = FundingFile.objects.get(person=baker)
    assert seen(made, adviser, ON).fund_minutes == 420


def test_a_half_day_to_which_they_did_not_come_is_not_asked_for_and_it_is_said_why(
    fund: Fund, row: Appointment, adviser: Viewer, later: Client
) -> None:
    report(row, adviser, "absent")
    assert "dit que l’artisan n’est pas venu" in later.get(f"/dossiers/pour/{row.pk}/").text


def test_the_artisan_reads_why_the_fund_pays_nothing_of_too_few_hours(
    baker: Person, fund: Fund, row: Appointment, adviser: Viewer, later: Client
) -> None:
    file = _accepted(baker, fund, row, adviser, least=180)
    assert "3 h" in shown(later.get(f"/accompagnement/{row.pk}/heures/").text).split("au moins")[1][:20]
    report(row, adviser)
    with time_machine.travel(LATER, tick=False):
        noted = stayed(row, 2, adviser)
        artisan.say_rest_payer(file=file, payer="artisan", by=adviser, at=LATER)
        said = shown(text_of(noted))
    assert said == (
        "Fonds du Fournil ne paie pas : 2 h en tout, il en faut au moins 3 h. "
        "Il vous reste 50,00 € à payer. Appelez votre conseiller avant de payer."
    )


def test_a_person_of_whom_no_hour_is_paid_is_counted_nowhere(
    baker: Person, fund: Fund, row: Appointment, adviser: Viewer, later: Client
) -> None:
    _accepted(baker, fund, row, adviser, least=180)
    report(row, adviser)
    assert beneficiaries(later) == (1, 210)
    detail = f"/dossiers/bilan/detail/?{PERIOD}&chiffre=accepted"
    assert later.get(detail).context["total"].people == 1
    stayed(row, 2, adviser)
    assert beneficiaries(later) == (0, 0)
    assert later.get(detail).context["total"].people == 0
    shares = later.get(f"/dossiers/bilan/?{PERIOD}").context["shares"]
    assert [(share.people, share.minutes) for share, *_links in shares] == [(0, 0)]


def test_the_payment_opens_with_what_is_owed_and_keeps_what_really_came(
    file: FundingFile, row: Appointment, adviser: Viewer, later: Client
) -> None:
    billed(file, row, adviser)
    credited(file, 3000, adviser)
    stayed(row, 2, adviser)
    address = f"/dossiers/{file.pk}/part-artisan/"
    form = later.get(address).context["form"]
    assert form["amount"].value() == 10
    assert "more_than_owed" not in form.fields
    typed = {"amount": "17,50", "means": "cheque", "on": ON.isoformat()}
    refused = later.post(address, typed).context["form"]
    assert "7,50\u00a0€ seront à lui rendre" in refused.errors["more_than_owed"][0]
    later.post(address, {**typed, "more_than_owed": "on"})
    standing = artisan_standing(seen(file, adviser, ON))
    assert standing is not None
    assert shown(standing["label"]) == "7,50 € à rendre à l’artisan"
    assert shown(standing["until"]) == "17,50 € reçus, 10,00 € dus"
    assert "À payer" not in shown(text_of(row))
    assert "Votre part : 10,00 €. Vous avez payé 17,50 €" in shown(text_of(row))


def test_a_credit_note_for_the_price_alone_leaves_the_hours(
    file: FundingFile, row: Appointment, adviser: Viewer, later: Client
) -> None:
    billed(file, row, adviser)
    address = f"/dossiers/{file.pk}/avoir/"
    typed = {"number": "A-1", "on": ON.isoformat(), "amount": "12,34", "reason": "Erreur de prix"}
    asked = later.post(address, typed).context["form"]
    assert "hours_stay" in asked.errors
    assert "3\u00a0h\u00a030" in str(asked["hours_stay"])
    later.post(address, {**typed, "hours_stay": "1"})
    assert beneficiaries(later) == (1, 210)
    with pytest.raises(AttendanceFixed, match="Cette demi-journée est dans la facture"):
        stayed(row, 2, adviser)


def test_hours_do_not_change_under_a_credit_note_that_says_that_they_stay(
    file: FundingFile, row: Appointment, adviser: Viewer, later: Client
) -> None:
    billed(file, row, adviser)
    credited(file, 3000, adviser, hours_stay=True)
    with pytest.raises(AttendanceFixed, match="dit que les heures restent"):
        stayed(row, 2, adviser)


def test_hours_taken_off_after_a_price_error_are_all_taken_off(
    file: FundingFile, row: Appointment, adviser: Viewer, later: Client
) -> None:
    billed(file, row, adviser)
    credited(file, 1234, adviser, hours_stay=True)
    credited(seen(file, adviser, ON).file, 7000 - 1234, adviser, number="A-2")
    assert beneficiaries(later)[1] == 0


def test_nothing_is_due_of_a_half_day_that_is_called_off_and_what_was_granted_stands_beside(
    file: FundingFile, row: Appointment, adviser: Viewer
) -> None:
    call_off(appointment=row, is_still_wanted=True, by=adviser, at=AT)
    dossier = seen(file, adviser)
    said = {name: shown(text) for name, text in facts_of(dossier)}
    assert said["Le fonds paie"] == "0,00 €"
    assert said["L’artisan paie"] == "0,00 €"
    assert "70,00 €" in said["Il a accordé"]
    assert dossier.now_cents == 0
