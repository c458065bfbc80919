"""A fund that grants less than it was asked for: the artisan, or another fund, pays the rest; all of it follows."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from hypothesis import given, strategies as st

from etabli.foundation.journal import ActionError, CannotUndo, undo
from etabli.foundation.journal.models import Entry
from etabli.foundation.journal.queries import history_of
from etabli.foundation.people.models import Membership, Person
from etabli.foundation.people.viewer import Viewer
from etabli.programme.funding.accounting_tables import bills_of
from etabli.programme.funding.actions import files
from etabli.programme.funding.actions.artisan import note_artisan_payment, say_rest_payer
from etabli.programme.funding.application import application_data
from etabli.programme.funding.engine import (
    FundingLine,
    after_first,
    cents_of,
    grant,
    grant_again,
    hours_beside,
    used_by,
    without,
)
from etabli.programme.funding.facts import facts_of
from etabli.programme.funding.half_day_texts import text_of
from etabli.programme.funding.models import Fund, FundingFile, RestPayer
from etabli.programme.funding.queries.caps import granted_to, used_of
from etabli.programme.funding.queries.figures import period_of
from etabli.programme.funding.queries.report import billed_between, held_between, shares_of
from etabli.programme.funding.wording import granted_text
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
ASKED = (FundingLine(FIRST, 210, 8750, 8750, 0), FundingLine(SECOND, 210, 8750, 8750, 0))


@pytest.mark.parametrize(
    ("minutes", "cents", "fund", "artisan", "counted"),
    [
        (420, 17500, (8750, 8750), (0, 0), (210, 210)),
        (300, 12500, (8750, 3750), (0, 5000), (210, 90)),
        (420, 10000, (8750, 1250), (0, 7500), (210, 210)),
        (120, 5000, (5000, 0), (3750, 8750), (120, 0)),
    ],
)
def test_the_first_half_days_take_what_is_granted(
    minutes: int, cents: int, fund: Any, artisan: Any, counted: Any
) -> None:
    lines = grant(ASKED, minutes, cents)
    assert tuple(line.fund_cents for line in lines) == fund
    assert tuple(line.artisan_cents for line in lines) == artisan
    assert tuple(line.minutes for line in lines) == counted


@pytest.mark.parametrize(("missed", "left"), [(FIRST, SECOND), (SECOND, FIRST)])
def test_a_half_day_that_was_missed_leaves_what_was_granted_to_the_other(missed: date, left: date) -> None:
    granted = grant(ASKED, 210, 8750)
    assert grant_again(without(granted, [missed]), granted) == (FundingLine(left, 210, 8750, 8750, 0),)
    assert grant_again(granted, granted) == granted


LINES = st.lists(
    st.builds(
        lambda on, minutes, parts: FundingLine(on, minutes, sum(parts), *parts[:2]),
        st.dates(TODAY, TODAY + timedelta(days=400)),
        st.integers(1, 480),
        st.tuples(*[st.integers(0, 30000)] * 3),
    ),
    min_size=1,
    max_size=4,
)


@given(LINES, st.floats(0, 1), st.floats(0, 1))
def test_what_is_granted_and_refused_make_what_was_asked(
    lines: list[FundingLine], hours: float, euros: float
) -> None:
    asked_minutes, asked_cents = sum(row.minutes for row in lines), sum(row.fund_cents for row in lines)
    minutes, cents = int(asked_minutes * hours), int(asked_cents * euros)
    kept = grant(lines, minutes, cents)
    assert (sum(row.minutes for row in kept), sum(row.fund_cents for row in kept)) == (minutes, cents)
    for asked, row in zip(lines, kept, strict=True):
        assert row.fund_cents + row.refused_cents == asked.fund_cents
        assert row.minutes + row.refused_minutes == asked.minutes
        assert (row.cost_cents, row.open_cents) == (asked.cost_cents, asked.open_cents)
    assert all(taken <= used_by(lines)[year] for year, taken in used_by(kept).items())
    assert 0 <= cents_of(lines, minutes) <= asked_cents
    assert cents_of(lines, asked_minutes) == asked_cents
    rest = [FundingLine(row.on, row.minutes, row.cost_cents - row.fund_cents, 0, 0) for row in lines]
    followed = after_first(rest, kept)
    assert sum(row.cost_cents for row in followed) == sum(row.cost_cents - row.fund_cents for row in kept)


@given(st.integers(1, 480), st.tuples(*[st.floats(0, 1)] * 4), st.booleans())
def test_two_funds_never_count_more_than_the_hours_of_a_half_day(
    lasts: int, parts: tuple[float, ...], moved: bool
) -> None:
    first, second = (FundingLine(FIRST, int(lasts * part), 8750, 4000, 0) for part in parts[:2])
    second = replace(second, on=SECOND) if moved else second
    (kept,) = grant([first], int(first.minutes * parts[2]), 4000)
    (other,) = grant([second], int(second.minutes * parts[3]), 4000)
    (counted,) = hours_beside([other], [kept])
    assert 0 <= counted.minutes <= other.minutes
    assert kept.minutes + counted.minutes <= lasts
    (whole,) = hours_beside([replace(other, minutes=lasts, refused_minutes=0)], [kept])
    assert kept.minutes + whole.minutes == lasts


@pytest.fixture
def now() -> Any:
    with time_machine.travel(AT + timedelta(days=1), tick=False):
        yield


@pytest.fixture
def sent(baker: Person, fund: Fund, booked: Booked, adviser: Viewer) -> FundingFile:
    register_extract(baker, adviser)
    file = opened(baker, fund, [booked(baker, FIRST), booked(baker, SECOND)], adviser)
    return files.send_file(file=file, by=adviser, at=AT)


def answered(file: FundingFile, by: Viewer, granted: tuple[int, int] | None) -> FundingFile:
    return files.answer_file(
        file=file, is_accepted=True, note="Accord 12", on=TODAY, granted=granted, by=by, at=AT
    )


def say(file: FundingFile, payer: str, by: Viewer) -> FundingFile:
    return say_rest_payer(file=file, payer=payer, by=by, at=AT)


def used(file: FundingFile) -> Any:
    return used_of(granted_to([file.person_id]))[FIRST.year]


def plain(text: str) -> str:
    return text.replace("\u202f", " ").replace("\xa0", " ")


def test_less_is_granted_and_the_artisan_pays_the_rest(sent: FundingFile, adviser: Viewer) -> None:
    assert used(sent) == (420, 17500)
    answered(sent, adviser, (300, 12500))
    dossier = seen(sent, adviser)
    assert (dossier.fund_cents, dossier.artisan_due_cents, dossier.open_cents) == (12500, 0, 5000)
    assert used(sent) == (300, 12500)
    left = "Votre conseiller doit encore vous dire qui paie 50,00 €."
    assert left in plain(text_of(dossier.appointments[0]))
    say(sent, "artisan", adviser)
    dossier = seen(sent, adviser)
    assert (dossier.fund_cents, dossier.artisan_due_cents, dossier.open_cents) == (12500, 5000, 0)
    assert plain(granted_text(dossier)) == (
        "Le fonds accorde 5 h (125,00 €) sur 7 h (175,00 €). "
        "L’artisan paie 50,00 €, sauf si un autre fonds les paie."
    )
    assert "50,00 €" in plain(text_of(dossier.appointments[0]))
    with pytest.raises(CannotUndo):
        undo(entry=Entry.objects.get(verb="funding.answer_file"), by=adviser, at=AT)
    for verb in ("funding.say_rest_payer", "funding.answer_file"):
        undo(entry=Entry.objects.get(verb=verb), by=adviser, at=AT)
    dossier = seen(sent, adviser)
    assert (dossier.state.code, dossier.fund_cents, dossier.artisan_cents) == ("sent", 17500, 0)
    assert used(sent) == (420, 17500)


def test_the_history_says_what_the_fund_answered(sent: FundingFile, adviser: Viewer) -> None:
    files.answer_file(file=sent, is_accepted=False, note="Illisible", on=TODAY, by=adviser, at=AT)
    files.appeal(file=sent, reason="Lisible", on=TODAY, by=adviser, at=AT)
    answered(sent, adviser, (300, 12500))
    undo(entry=Entry.objects.latest("pk"), by=adviser, at=AT)
    sent.refresh_from_db()
    answered(sent, adviser, None)
    lines = [
        [plain(f"{row.label} : {row.after}") for row in line.changes]
        for line in history_of(adviser, sent)
        if line.changes and not line.is_undo
    ]

    def yes(hours: int, amount: int) -> list[str]:
        granted = [f"Heures accordées : {hours} h", f"Euros accordés : {amount},00 €"]
        return ["Le fonds accepte : oui", *granted]

    assert lines == [
        [*yes(7, 175), "Ce que dit le fonds : Accord 12"],
        [*yes(5, 125), "Ce que dit le fonds : Accord 12"],
        ["Le fonds accepte : non", "Ce que dit le fonds : Illisible"],
    ]


@pytest.mark.parametrize("granted", [(421, 17500), (420, 17501), (0, 17500), (420, 0), (-1, -1)])
def test_never_more_than_was_asked_nor_nothing(
    sent: FundingFile, adviser: Viewer, granted: tuple[int, int]
) -> None:
    with pytest.raises(files.WrongAmount):
        answered(sent, adviser, granted)


def test_the_rest_is_nobodys_until_it_is_said(sent: FundingFile, adviser: Viewer) -> None:
    answered(sent, adviser, (300, 12500))
    for row in seen(sent, adviser).appointments:
        report(row, adviser)
    files.bill(file=sent, number="F-1", on=SECOND, unsigned_too=True, by=adviser, at=LATER)
    (bill,) = billed_between(adviser, SECOND, SECOND, today=SECOND)
    assert (bill.due_cents, bill.artisan_due_cents, bill.rest_cents) == (12500, 0, 5000)
    (share,) = shares_of(held_between(adviser, FIRST, SECOND, today=SECOND))
    assert (share.fund_cents, share.artisan_cents) == (12500, 0)
    say(sent, "unknown", adviser)
    assert seen(sent, adviser).is_rest_to_say
    say(sent, "artisan", adviser)
    dossier = seen(sent, adviser)
    assert (dossier.artisan_due_cents, dossier.rest_cents, dossier.is_rest_to_say) == (5000, 0, False)
    given: dict[str, Any] = {"means": "cheque", "on": SECOND, "by": adviser, "at": LATER}
    note_artisan_payment(file=sent, cents=2000, **given)
    for act in (lambda: say(sent, "unknown", adviser), lambda: undo_last(adviser)):
        with pytest.raises(ActionError, match="payé une partie du reste"):
            act()
    assert seen(sent, adviser).artisan_due_cents == 3000


def undo_last(by: Viewer) -> None:
    undo(entry=Entry.objects.filter(verb="funding.say_rest_payer").latest("pk"), by=by, at=LATER)


def test_nothing_is_asked_of_who_pays_when_all_is_granted_or_nothing_answered(
    sent: FundingFile, adviser: Viewer
) -> None:
    with pytest.raises(files.WrongStep):
        say(sent, "artisan", adviser)
    answered(sent, adviser, None)
    with pytest.raises(files.WrongStep):
        say(sent, "artisan", adviser)
    assert not seen(sent, adviser).is_rest_to_say


@pytest.mark.usefixtures("now")
def test_who_pays_the_rest_is_asked_and_said_in_one_press(
    client: Client, membership: Membership, region: Fund, sent: FundingFile, adviser: Viewer
) -> None:
    answered(sent, adviser, (300, 12500 * 7 // 10))
    client.force_login(membership.user)
    address = f"/dossiers/{sent.pk}/"
    page = plain(client.get(address).text)
    assert "Qui paie les 35,00 € qui restent ?" in page
    assert "qui paie le reste ?" in plain(client.get("/dossiers/").text)
    for payer, label in RestPayer.choices:
        assert f'name="payer" value="{payer}"' in page
        assert str(label) in page
    client.post(f"{address}reste/", {"payer": "unknown"})
    page = plain(client.get(address).text)
    assert "On ne sait pas encore qui paie les 35,00 € qui restent." in page
    assert 'value="unknown"' not in page
    assert client.post(f"{address}reste/", {"payer": "x"}).status_code == 302
    assert seen(sent, adviser).file.rest_payer == "unknown"
    asked = client.post(f"{address}reste/", {"payer": "fund"})
    assert asked["Location"] == f"{address}completer/"
    assert seen(sent, adviser).artisan_due_cents == 5250
    client.post(asked["Location"], {"fund": region.pk})
    assert "Qui paie les" not in plain(client.get(address).text)
    assert "qui paie le reste ?" not in plain(client.get("/dossiers/").text)
    second = files.send_file(file=FundingFile.objects.latest("pk"), by=adviser, at=AT)
    answered(second, adviser, (60, 1000))
    page = plain(client.get(f"/dossiers/{second.pk}/").text)
    assert 'name="payer" value="artisan"' in page
    assert 'name="payer" value="fund"' not in page, "nobody can be asked after a second fund"


def test_the_bill_and_the_report_follow_what_is_granted(sent: FundingFile, adviser: Viewer) -> None:
    say(answered(sent, adviser, (300, 12500)), "artisan", adviser)
    for row in seen(sent, adviser).appointments:
        report(row, adviser)
    files.bill(file=sent, number="F-1", on=SECOND, unsigned_too=True, by=adviser, at=LATER)
    (bill,) = billed_between(adviser, SECOND, SECOND, today=SECOND)
    assert (bill.due_cents, bill.artisan_due_cents) == (12500, 5000)
    text = bills_of([bill]).decode("utf-8-sig")
    assert "125,00" in text
    assert "50,00" in text
    assert "175,00" not in text
    (share,) = shares_of(held_between(adviser, FIRST, SECOND, today=SECOND))
    assert (share.fund_cents, share.artisan_cents, share.minutes) == (12500, 5000, 300)
    with pytest.raises(files.WrongAmount):
        files.note_payment(file=sent, cents=12501, on=SECOND, by=adviser, at=LATER)


def completed(file: FundingFile, region: Fund, by: Viewer) -> FundingFile:
    rest = files.complete_file(file=file, fund=region, by=by, at=AT)
    return files.send_file(file=rest, by=by, at=AT)


def test_another_fund_pays_of_the_rest_that_was_not_granted(
    region: Fund, sent: FundingFile, adviser: Viewer
) -> None:
    answered(sent, adviser, (300, 8750))
    assert seen(sent, adviser).artisan_due_cents == 5250  # its own part, whoever pays the rest
    rest = completed(sent, region, adviser)
    answered(rest, adviser, None)
    first, second = seen(sent, adviser), seen(rest, adviser)
    assert (first.fund_cents, second.fund_cents, second.artisan_due_cents) == (8750, 2100, 5250)
    assert (first.artisan_due_cents, second.open_cents, second.rest_cents) == (0, 1400, 1400)


def test_a_first_fund_that_grants_less_after_the_other_leaves_it_to_be_said(
    region: Fund, sent: FundingFile, adviser: Viewer
) -> None:
    rest = completed(sent, region, adviser)
    answered(rest, adviser, None)
    assert seen(rest, adviser).artisan_due_cents == 2100
    answered(sent, adviser, (420, 10000))
    first, second = seen(sent, adviser), seen(rest, adviser)
    assert (second.fund_cents, second.artisan_due_cents, second.rest_cents) == (3150, 2100, 2250)
    assert first.fund_cents + second.fund_cents + second.artisan_cents + second.open_cents == 17500
    say_rest_payer(file=rest, payer="artisan", by=adviser, at=AT)
    for row in first.appointments:
        report(row, adviser)
    files.bill(file=rest, number="R-1", on=SECOND, unsigned_too=True, by=adviser, at=LATER)
    assert seen(rest, adviser).artisan_due_cents == 4350


@pytest.mark.usefixtures("now")
def test_the_form_is_filled_in_with_what_was_asked(
    client: Client, membership: Membership, sent: FundingFile, adviser: Viewer
) -> None:
    client.force_login(membership.user)
    address = f"/dossiers/{sent.pk}/reponse/"
    page = client.get(address)
    assert 'value="7\xa0h"' in page.text
    assert 'value="175,00"' in page.text
    typed = {"is_accepted": "1", "hours": "7 h", "amount": "175,00", "note": "", "on": str(TODAY)}
    assert "amount" in client.post(address, {**typed, "amount": "180"}).context["form"].errors
    assert "hours" in client.post(address, {**typed, "hours": "8"}).context["form"].errors
    assert "hours" in client.post(address, {**typed, "hours": "0"}).context["form"].errors
    assert "hours" in client.post(address, {**typed, "hours": "cinq"}).context["form"].errors
    client.post(address, {**typed, "hours": "5"})
    assert seen(sent, adviser).fund_cents == 12500
    assert "Le fonds accorde" in client.get(f"/dossiers/{sent.pk}/").text


@pytest.mark.usefixtures("now")
@pytest.mark.parametrize("written", [{"hours": "7 h", "amount": "175,00"}, {}])
def test_nothing_is_typed_when_all_is_granted(
    client: Client, membership: Membership, sent: FundingFile, adviser: Viewer, written: dict[str, str]
) -> None:
    client.force_login(membership.user)
    typed = {"is_accepted": "1", "note": "", "on": str(TODAY)} | written
    client.post(f"/dossiers/{sent.pk}/reponse/", typed)
    dossier = seen(sent, adviser)
    assert (dossier.state.code, dossier.fund_cents, granted_text(dossier)) == ("accepted", 17500, "")


def test_whoever_is_asked_for_the_rest_is_asked_for_what_the_page_says(
    fund: Fund, region: Fund, sent: FundingFile, adviser: Viewer, staff: Client
) -> None:
    set_rule(region, "artisan_percent", 0, adviser, since=TODAY)
    answered(sent, adviser, (300, 8750))  # of 122,50 €, beside 52,50 € of the artisan
    assert "35,00" in staff.get(f"/dossiers/{sent.pk}/").content.decode()
    asking = staff.get(f"/dossiers/{sent.pk}/completer/").content.decode()
    assert "sollicité pour 35,00" in asking
    rest = completed(sent, region, adviser)
    said = dict(application_data(seen(rest, adviser), "")["money"])
    assert (said["Payé par le fonds"], said["Payé par l’artisan"]) == ("35,00\xa0€", "52,50\xa0€")
    assert said["Déjà accordé\xa0: Fonds du Fournil"] == "87,50\xa0€"
    answered(rest, adviser, None)
    for row in seen(sent, adviser).appointments:
        report(row, adviser)
    files.bill(file=rest, number="F-2", on=SECOND, unsigned_too=True, by=adviser, at=LATER)
    second = seen(rest, adviser, LATER.date())
    assert (second.fund_cents, second.artisan_due_cents) == (3500, 5250)
    assert ("Fonds du Fournil laisse à payer", "35,00\xa0€ (ce fonds\xa0: 35,00\xa0€)") in facts_of(second)


def test_what_a_fund_refused_in_part_stands_in_the_report(sent: FundingFile, adviser: Viewer) -> None:
    answered(sent, adviser, (300, 8750))
    ever = (TODAY, SECOND)
    by_code = totals(period_of(adviser, *ever, today=LATER.date()), LATER.date())
    assert (by_code["cut"].cents, by_code["cut"].minutes) == (8750, 120)


def test_on_a_refusal_each_file_leads_to_the_appeal(
    region: Fund, sent: FundingFile, adviser: Viewer, staff: Client
) -> None:
    rest = completed(sent, region, adviser)
    files.answer_file(file=sent, is_accepted=False, note="Budget", on=TODAY, by=adviser, at=AT)
    for number in (sent.pk, rest.pk):
        assert f"/dossiers/{sent.pk}/recours/" in staff.get(f"/dossiers/{number}/").content.decode()
