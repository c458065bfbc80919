"""What the pages of funds and their rules say, and refuse."""

from datetime import timedelta

import pytest
from django.test import Client

from etabli.foundation.journal import CannotUndo, undo
from etabli.foundation.journal.models import Entry
from etabli.foundation.people.models import Organisation, Person
from etabli.foundation.people.viewer import Viewer
from etabli.programme.funding.actions import files, funds
from etabli.programme.funding.forms import NumberForm, ValueForm
from etabli.programme.funding.models import Fund
from tests.programme.funding.conftest import AT, Booked, opened, set_rule

TODAY = AT.date()
FIRST, SECOND = TODAY + timedelta(days=30), TODAY + timedelta(days=37)
LATER = AT + timedelta(days=60)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("75 33 12345 33", "75 33 12345 33"),
        ("75331234533", "75 33 12345 33"),
        ("", ""),
        ("abc", None),
        ("12", None),
        ("75 33 12345 3A", None),
    ],
)
def test_the_number_of_a_training_body_has_eleven_figures(typed: str, kept: str | None) -> None:
    form = NumberForm({"registration": typed})
    assert form.is_valid() == (kept is not None)
    assert form.cleaned_data.get("registration") == kept


@pytest.mark.parametrize(
    ("key", "typed", "kept"),
    [
        ("minimum_minutes", "3h30", 210),
        ("minimum_minutes", "3 h 20", 200),
        ("minimum_minutes", "4 h", 240),
        ("minimum_minutes", "3,5", 210),
        ("hourly_cents", "45,50", 4550),
    ],
)
def test_a_rule_reads_hours_as_people_write_them(key: str, typed: str, kept: int) -> None:
    form = ValueForm({"value": typed, "starts_on": "2027-01-01", "source": "Notice"}, key=key)
    assert form.is_valid(), form.errors
    assert form.cleaned_data["value"] == kept


def test_a_price_of_nothing_is_no_rule() -> None:
    form = ValueForm({"value": "0", "starts_on": "2027-01-01", "source": "Notice"}, key="hourly_cents")
    assert "value" in form.errors


def test_two_funds_never_differ_by_their_capitals_alone(
    fund: Fund, chamber: Organisation, adviser: Viewer
) -> None:
    with pytest.raises(funds.AlreadyThere):
        funds.add_fund(chamber=chamber, name="fonds du FOURNIL ", by=adviser, at=AT)


def test_a_fund_that_files_ask_is_not_taken_back(
    fund: Fund, baker: Person, booked: Booked, adviser: Viewer, staff: Client
) -> None:
    file = opened(baker, fund, [booked(baker, FIRST)], adviser)
    added = Entry.objects.get(verb="funding.add_fund")
    with pytest.raises(CannotUndo, match="1"):
        undo(entry=added, by=adviser, at=AT)
    files.give_up(file=file, by=adviser, at=AT)
    assert staff.get(f"/dossiers/{file.pk}/")["Location"] == "/dossiers/"
    undo(entry=added, by=adviser, at=AT)
    assert staff.get(f"/fonds/{fund.pk}/")["Location"] == "/fonds/"


def test_the_history_of_a_fund_names_the_rule_and_its_value(fund: Fund, adviser: Viewer) -> None:
    value = set_rule(fund, "hourly_cents", 3000, adviser, since=TODAY)
    funds.check_value(value=value, by=adviser, at=AT)
    funds.withdraw_value(value=value, by=adviser, at=AT)
    labels = Entry.objects.order_by("-pk").values_list("subject_label", flat=True)[:3]
    assert all("30,00" in label for label in labels)


def test_a_fund_that_says_no_is_neither_proposed_nor_said_to_pay(
    fund: Fund, baker: Person, booked: Booked, staff: Client
) -> None:
    page = staff.get(f"/dossiers/pour/{booked(baker, FIRST).pk}/").content.decode()
    assert "87,50" not in page
    assert "checked" not in page.split('name="fund"')[1].split(">")[0]


def test_the_page_of_a_fund_tells_each_change_of_its_rules(
    staff: Client, fund: Fund, adviser: Viewer
) -> None:
    value = fund.values.get(key="hourly_cents")
    funds.withdraw_value(value=value, by=adviser, at=AT)
    page = staff.get(f"/fonds/{fund.pk}/").text.replace("\u00a0", " ")
    history = page[page.index("Historique</summary>") :]
    assert history.count("Prix d’une heure, en euros : 25,00 €") >= 2  # set, then taken off
    assert "Extrait du registre" in history
