"""What counts against the cap of a year: said while files are being prepared, before the one too many is sent."""

from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from hypothesis import given, strategies as st

from etabli.foundation.people.models import Membership, Person
from etabli.foundation.people.viewer import Viewer
from etabli.programme.funding.actions import credits, files
from etabli.programme.funding.engine import Rules, caps_in, pay, used_by
from etabli.programme.funding.half_day_texts import change_of
from etabli.programme.funding.models import Fund, FundingFile
from etabli.programme.funding.queries.yearly import Share, Year, years_of
from etabli.programme.support.actions import call_off
from tests.programme.funding.conftest import (
    AT,
    LONG_AGO,
    Booked,
    opened,
    register_extract,
    report,
    seen,
    set_rule,
)

TODAY = AT.date()
FIRST = TODAY + timedelta(days=30)
CAP = 600  # ten hours; each file asks for seven


@pytest.fixture
def both(baker: Person, fund: Fund, booked: Booked, adviser: Viewer) -> tuple[FundingFile, FundingFile]:
    """Two files that are ready, of the same person, to the same fund."""
    fund.values.get(key="yearly_minutes").delete()
    set_rule(fund, "yearly_minutes", CAP, adviser)
    register_extract(baker, adviser)
    days = [FIRST + timedelta(days=7 * rank) for rank in range(4)]
    rows = [booked(baker, day) for day in days]
    return opened(baker, fund, rows[:2], adviser), opened(baker, fund, rows[2:], adviser)


def year_of(file: FundingFile, by: Viewer) -> Year:
    (year,) = years_of(seen(file, by))
    return year


def taken(year: Year) -> tuple[int, ...]:
    return tuple(share.minutes for share in (year.accepted, year.sent, year.prepared, year.own))


def test_what_is_prepared_sent_accepted_or_refused_counts_as_it_stands(
    both: tuple[FundingFile, FundingFile], adviser: Viewer
) -> None:
    first, second = both
    assert taken(year_of(second, adviser)) == (0, 0, 420, 420)
    assert year_of(second, adviser).excess == Share(minutes=2 * 420 - CAP)
    assert [row.file for row in year_of(second, adviser).files] == [first]
    files.send_file(file=first, by=adviser, at=AT)
    assert taken(year_of(second, adviser)) == (0, 420, 0, CAP - 420)  # no more than what is left
    assert year_of(second, adviser).excess == Share()
    answer: dict[str, Any] = {"note": "Voir", "on": TODAY, "by": adviser, "at": AT}
    files.answer_file(file=first, is_accepted=False, **answer)
    assert taken(year_of(second, adviser)) == (0, 0, 0, 420)
    files.appeal(file=first, reason="La pièce est là", on=TODAY, by=adviser, at=AT)
    files.answer_file(file=first, is_accepted=True, **answer)
    assert taken(year_of(second, adviser)) == (420, 0, 0, CAP - 420)


def test_it_is_said_before_the_one_too_many_is_sent(
    client: Client, membership: Membership, both: tuple[FundingFile, FundingFile], adviser: Viewer
) -> None:
    first, second = both
    with time_machine.travel(AT, tick=False):
        client.force_login(membership.user)
        for page in (f"/dossiers/{second.pk}/", f"/dossiers/{second.pk}/envoyer/"):
            said = client.get(page).text.replace("\u00a0", " ")
            assert "En trop : 4 h." in said
            assert f"Dossier {first.number}, en préparation lui aussi" in said
        page = client.get(f"/dossiers/{second.pk}/").text.replace("\u00a0", " ")
        assert "En 2027, le fonds paie au plus 10 h pour cette personne." in page
        assert "<dt>En préparation</dt><dd>7 h</dd>" in page.replace("\n", "")
        files.give_up(file=first, by=adviser, at=AT)
        alone = client.get(f"/dossiers/{second.pk}/").text
        assert "En trop" not in alone
        assert "en préparation lui aussi" not in alone


def test_the_cap_and_what_is_taken_of_it_are_said_before_a_file_is_opened(
    client: Client,
    membership: Membership,
    both: tuple[FundingFile, FundingFile],
    baker: Person,
    fund: Fund,
    booked: Booked,
    adviser: Viewer,
) -> None:
    """Of the fund of that file alone; what is only being prepared takes nothing yet."""
    set_rule(fund, "minimum_minutes", None, adviser, since=TODAY)
    row = booked(baker, FIRST + timedelta(days=50))
    with time_machine.travel(AT, tick=False):
        client.force_login(membership.user)
        before = client.get(f"/dossiers/pour/{row.pk}/").text.replace("\u00a0", " ")
        assert "En 2027, le fonds paie au plus 10 h pour cette personne.</p>" in before
        files.send_file(file=both[0], by=adviser, at=AT)
        said = client.get(f"/dossiers/pour/{row.pk}/").text.replace("\u00a0", " ")
    assert "au plus 10 h pour cette personne. Déjà accordé ou demandé : 7 h.</p>" in said


def test_an_accepted_half_day_that_moves_into_a_year_that_is_taken_is_said_before_and_after(
    client: Client,
    membership: Membership,
    both: tuple[FundingFile, FundingFile],
    baker: Person,
    fund: Fund,
    booked: Booked,
    adviser: Viewer,
) -> None:
    """Seven hours of ten are accepted for 2027; another file of seven is accepted for 2028."""
    files.give_up(file=both[1], by=adviser, at=AT)
    later = [booked(baker, date(FIRST.year + 1, 1, day)) for day in (10, 11)]
    moving = opened(baker, fund, later, adviser)
    for file in (both[0], moving):
        files.send_file(file=file, by=adviser, at=AT)
        files.answer_file(file=file, is_accepted=True, note="", on=TODAY, by=adviser, at=AT)
    too_much = "Un jour de 2027 serait de trop, pour 30 min : le fonds ne le paie pas."
    with time_machine.travel(AT, tick=False):
        client.force_login(membership.user)
        change = change_of(later[0])
        assert change is not None
        assert too_much in change.text.replace("\u00a0", " ")
        assert change.warning_of(FIRST) == "au-delà de ce que le fonds paie cette année-là"
        assert change.warning_of(date(FIRST.year + 1, 5, 4)) == ""
        page = client.get(f"/dossiers/{moving.pk}/").text
        assert "de trop" not in page
        call_off(appointment=later[0], by=adviser, at=AT)
        booked(baker, FIRST + timedelta(days=60), wish=later[0].wish)
        page = client.get(f"/dossiers/{moving.pk}/").text.replace("\u00a0", " ")
    assert "Le nouveau jour dépasse ce que le fonds paie par an" in page
    assert "Avec ce dossier, 30 min sont de trop : le fonds ne les paie pas." in page
    assert (
        "<dt>Le fonds a accordé</dt><dd>175,00 €, dont 30 min au-delà de ce qu’il paie en 2027</dd>" in page
    )
    assert "<dt>Le fonds paie</dt>" not in page
    with pytest.raises(files.CapPassed, match="30\xa0min sont de trop"):
        files.tell_day(file=moving, by=adviser, at=AT)


def test_what_lacks_in_a_full_year_is_named_in_euros_where_the_cap_is_of_euros(
    baker: Person, fund: Fund, booked: Booked, adviser: Viewer
) -> None:
    """Each file asks for 87,50 €; of a year, the fund pays 100 €."""
    fund.values.filter(key__in=("yearly_minutes", "minimum_minutes")).delete()
    set_rule(fund, "yearly_cents", 10_000, adviser)
    register_extract(baker, adviser)
    row = booked(baker, date(FIRST.year + 1, 1, 10))
    staying = opened(baker, fund, [booked(baker, FIRST)], adviser)
    moving = opened(baker, fund, [row], adviser)
    for file in (staying, moving):
        files.send_file(file=file, by=adviser, at=AT)
        files.answer_file(file=file, is_accepted=True, note="", on=TODAY, by=adviser, at=AT)
    call_off(appointment=row, by=adviser, at=AT)
    booked(baker, FIRST + timedelta(days=60), wish=row.wish)
    with pytest.raises(files.CapPassed) as refusal:
        files.tell_day(file=moving, by=adviser, at=AT)
    said = str(refusal.value).replace("\u00a0", " ")
    assert "Avec ce dossier, 75,00 € sont de trop : le fonds ne les paie pas." in said
    assert "heures" not in said


def test_hours_that_a_credit_note_took_off_are_free_for_an_appeal_too(
    both: tuple[FundingFile, FundingFile], adviser: Viewer
) -> None:
    first, second = both
    on = TODAY + timedelta(days=60)
    later: dict[str, Any] = {"on": on, "by": adviser, "at": AT + timedelta(days=60)}
    files.send_file(file=first, by=adviser, at=AT)
    files.answer_file(file=first, is_accepted=True, note="", on=TODAY, by=adviser, at=AT)
    for row in seen(first, adviser).appointments:
        report(row, adviser)
    files.bill(file=first, number="F-1", unsigned_too=True, **later)
    credits.credit(file=first, number="A-1", cents=17500, reason="Erreur", **later)
    FundingFile.objects.filter(pk=second.pk).update(overruled_note="Accord par téléphone")
    files.send_file(file=second, **later)
    assert seen(second, adviser).fund_minutes == 420
    files.answer_file(file=second, is_accepted=False, note="Voir", **later)
    files.appeal(file=second, reason="La pièce est là", **later)
    assert seen(second, adviser).state.code == "appealed"


def test_a_file_that_the_fund_would_refuse_takes_nothing(
    both: tuple[FundingFile, FundingFile], baker: Person, fund: Fund, booked: Booked, adviser: Viewer
) -> None:
    files.give_up(file=both[0], by=adviser, at=AT)
    opened(baker, fund, [booked(baker, FIRST + timedelta(days=50))], adviser)  # under four hours
    assert taken(year_of(both[1], adviser)) == (0, 0, 0, 420)


def test_without_a_cap_there_is_nothing_to_say(
    baker: Person, fund: Fund, booked: Booked, adviser: Viewer
) -> None:
    fund.values.get(key="yearly_minutes").delete()
    assert years_of(seen(opened(baker, fund, [booked(baker, FIRST)], adviser), adviser)) == []


@pytest.mark.parametrize(
    ("caps", "widest"),
    [
        ([(600, 10_000)], (600, 10_000)),
        ([(600, None)], (600, None)),
        ([(600, 10_000), (900, 5_000)], (900, 10_000)),
        ([(600, 10_000), (None, 5_000)], (None, 10_000)),
    ],
)
def test_of_a_year_in_which_they_change_the_widest_caps_count(
    caps: list[tuple[int | None, int | None]], widest: tuple[int | None, int | None]
) -> None:
    first, *later = (Rules(yearly_minutes=minutes, yearly_cents=cents) for minutes, cents in caps)
    changes = tuple((date(2027, 6, rank), rules) for rank, rules in enumerate(later, 1))
    rules = Rules(yearly_minutes=first.yearly_minutes, yearly_cents=first.yearly_cents, later=changes)
    assert caps_in(rules, 2027) == widest


@given(
    cap=st.integers(60, 1200),
    lengths=st.lists(st.lists(st.integers(30, 420), min_size=1, max_size=3), min_size=2, max_size=4),
)
def test_files_that_together_stay_within_the_cap_get_all_in_any_order_and_others_do_not(
    cap: int, lengths: list[list[int]]
) -> None:
    """What is too much while all are prepared is what the last ones lose, whichever leaves first."""
    rules = Rules(hourly_cents=2500, yearly_minutes=cap)
    asked = [[(date(2027, 3, 1 + rank), minutes) for minutes in file] for rank, file in enumerate(lengths)]
    alone = [sum(line.minutes for line in pay(rules, file, {})) for file in asked]
    zero = Share()
    excess = Year(2027, cap, None, zero, zero, Share(sum(alone[1:])), Share(alone[0]), ()).excess.minutes
    for order in (asked, asked[::-1]):
        sent: tuple[Any, ...] = ()
        for file in order:
            sent += pay(rules, file, used_by(sent))
        granted = sum(line.minutes for line in sent)
        assert granted == sum(alone) - excess
        assert granted <= cap


def test_the_caps_of_before_hold_for_a_file_of_before(
    both: tuple[FundingFile, FundingFile], fund: Fund, adviser: Viewer
) -> None:
    files.send_file(file=both[0], by=adviser, at=AT)
    set_rule(fund, "yearly_minutes", 60, adviser, since=LONG_AGO + timedelta(days=1))
    assert year_of(both[0], adviser).minutes_cap == CAP
