"""A file from a half-day to its payment: what follows by itself, what is kept as it was sent, what is paid once."""

import zipfile
from datetime import date, timedelta
from typing import Any

import pytest

from etabli.foundation.journal import CannotUndo, undo
from etabli.foundation.journal.models import Entry
from etabli.foundation.notices.models import Notice
from etabli.foundation.notices.topic_messages import prepare_for_reading
from etabli.foundation.people.models import Organisation, Person
from etabli.foundation.people.queries import NotVisible
from etabli.foundation.people.viewer import Viewer, of_membership
from etabli.programme.funding.actions import files, funds, signatures
from etabli.programme.funding.attendance import archive_of, certificate_of, sheet_of
from etabli.programme.funding.engine import Answer
from etabli.programme.funding.models import Fund, FundValue
from etabli.programme.funding.queries.files import dossiers, file_of
from etabli.programme.funding.queries.funds import get_fund
from etabli.programme.funding.queries.opening import choices_for
from etabli.programme.funding.queries.report import held_between
from etabli.programme.funding.tasks import remind_due
from etabli.programme.support.actions import call_off
from tests.programme.funding.conftest import AT, Booked, opened, register_extract, report, seen, set_rule
from tests.programme.workshops.printed import text_of

TODAY = AT.date()
FIRST, SECOND = TODAY + timedelta(days=30), TODAY + timedelta(days=37)


def take_back(by: Viewer, verb: str) -> None:
    undo(entry=Entry.objects.filter(verb=verb, undoes=None).latest("pk"), by=by, at=AT)


def redo(by: Viewer, verb: str) -> None:
    undo(entry=Entry.objects.filter(verb=verb, undoes__isnull=False).latest("pk"), by=by, at=AT)


@pytest.fixture
def ready(baker: Person, fund: Fund, booked: Booked, adviser: Viewer) -> Any:
    file = opened(baker, fund, [booked(baker, FIRST), booked(baker, SECOND)], adviser)
    register_extract(baker, adviser)
    return file


def test_from_the_half_day_to_the_payment(ready: Any, adviser: Viewer) -> None:
    assert seen(ready, adviser).state.code == "ready"
    files.send_file(file=ready, by=adviser, at=AT)
    assert seen(ready, adviser).state.code == "sent"
    files.answer_file(file=ready, is_accepted=True, note="Accord 12", on=TODAY, by=adviser, at=AT)
    assert seen(ready, adviser).state.code == "accepted"
    for appointment in seen(ready, adviser).appointments:
        report(appointment, adviser)
    assert seen(ready, adviser).state.code == "done"
    files.bill(file=ready, number="F-12", on=SECOND, unsigned_too=True, by=adviser, at=AT)
    dossier = seen(ready, adviser)
    assert (dossier.state.code, dossier.fund_cents) == ("billed", 17500)
    assert dossier.state.has_waited_long(SECOND + timedelta(days=31))
    files.note_payment(file=ready, cents=17500, on=SECOND, by=adviser, at=AT)
    assert seen(ready, adviser).state.code == "paid"
    for verb, code in (
        ("note_payment", "billed"),
        ("bill", "done"),
        ("answer_file", "sent"),
        ("send_file", "ready"),
    ):
        take_back(adviser, f"funding.{verb}")
        assert seen(ready, adviser).state.code == code


def test_one_half_day_is_too_short_and_two_are_proposed(
    baker: Person, fund: Fund, booked: Booked, adviser: Viewer
) -> None:
    appointment = booked(baker, FIRST)
    [choice] = choices_for([get_fund(adviser, fund.pk)], baker, [appointment], "manager", today=TODAY)
    assert choice.verdict.answer == Answer.NO
    assert [proposal.code for proposal in choice.verdict.proposals] == ["half_days"]
    file = opened(baker, fund, [appointment], adviser)
    with pytest.raises(files.NotReady):
        files.send_file(file=file, by=adviser, at=AT)


def test_a_micro_entrepreneur_brings_a_certificate_once(
    baker: Person, fund: Fund, booked: Booked, adviser: Viewer
) -> None:
    register_extract(baker, adviser)
    file = opened(baker, fund, [booked(baker, FIRST), booked(baker, SECOND)], adviser, "micro")
    dossier = seen(file, adviser)
    assert dossier.state.code == "to_complete"
    assert dossier.verdict is not None
    assert dossier.verdict.missing == ("cfp",)
    with pytest.raises(files.NotReady):
        files.send_file(file=file, by=adviser, at=AT)
    register_extract(baker, adviser, "cfp", until=SECOND + timedelta(days=10))
    assert seen(file, adviser).state.code == "ready"
    days = [SECOND + timedelta(days=9), SECOND + timedelta(days=16)]
    again = opened(baker, fund, [booked(baker, day) for day in days], adviser, "micro")
    assert seen(again, adviser).state.code == "ready"  # asked once, valid still
    later = [SECOND + timedelta(days=day) for day in (11, 12)]
    third = opened(baker, fund, [booked(baker, day) for day in later], adviser, "micro")
    assert seen(third, adviser).state.code == "to_complete"  # it will have expired


def test_no_half_day_is_in_two_files(
    ready: Any, baker: Person, chamber: Organisation, adviser: Viewer
) -> None:
    region = funds.add_fund(chamber=chamber, name="Région", by=adviser, at=AT)
    appointment = seen(ready, adviser).appointments[0]
    with pytest.raises(files.HalfDayTaken):
        opened(baker, region, [appointment], adviser)
    files.give_up(file=ready, by=adviser, at=AT)
    other = opened(baker, region, [appointment], adviser)
    assert file_of(appointment) == other
    with pytest.raises(CannotUndo):
        take_back(adviser, "funding.give_up")


def test_a_half_day_called_off_suspends_and_another_day_takes_its_place(
    ready: Any, baker: Person, booked: Booked, adviser: Viewer
) -> None:
    files.send_file(file=ready, by=adviser, at=AT)
    first, second = seen(ready, adviser).appointments
    call_off(appointment=first, by=adviser, at=AT)
    assert seen(ready, adviser).state.code == "moved"
    call_off(appointment=second, by=adviser, at=AT)
    assert seen(ready, adviser).state.code == "suspended"
    booked(baker, FIRST + timedelta(days=3), wish=first.wish)
    booked(baker, SECOND, wish=second.wish)
    dossier = seen(ready, adviser)
    assert dossier.state.code == "moved"
    assert len(dossier.appointments) == 2
    files.send_file(file=ready, by=adviser, at=AT)
    assert seen(ready, adviser).state.code == "sent"


def test_a_change_reaches_no_file_that_was_sent(
    ready: Any, baker: Person, fund: Fund, booked: Booked, adviser: Viewer
) -> None:
    files.send_file(file=ready, by=adviser, at=AT)
    set_rule(fund, "hourly_cents", 1000, adviser, since=TODAY)
    assert seen(ready, adviser).fund_cents == 17500
    days = [SECOND + timedelta(days=day) for day in (1, 2)]
    after = opened(baker, fund, [booked(baker, day) for day in days], adviser)
    assert seen(after, adviser).fund_cents == 7000


def test_a_fund_changes_on_the_first_of_january(
    baker: Person, fund: Fund, booked: Booked, adviser: Viewer
) -> None:
    year = TODAY.year + 1
    set_rule(fund, "hourly_cents", 3000, adviser, since=date(year, 1, 1))
    before = opened(
        baker, fund, [booked(baker, date(year - 1, 12, 30)), booked(baker, date(year - 1, 12, 31))], adviser
    )
    after = opened(baker, fund, [booked(baker, date(year, 1, 4)), booked(baker, date(year, 1, 5))], adviser)
    assert (seen(before, adviser).fund_cents, seen(after, adviser).fund_cents) == (17500, 21000)


def test_refused_appealed_and_late(ready: Any, fund: Fund, adviser: Viewer) -> None:
    set_rule(fund, "answer_days", 30, adviser)
    files.send_file(file=ready, by=adviser, at=AT)
    with pytest.raises(files.NotReady):
        files.answer_file(file=ready, is_accepted=False, note=" ", on=TODAY, by=adviser, at=AT)
    files.answer_file(file=ready, is_accepted=False, note="Pièce illisible", on=TODAY, by=adviser, at=AT)
    assert seen(ready, adviser).state.code == "refused"
    files.appeal(file=ready, reason="La pièce est là", on=TODAY, by=adviser, at=AT)
    dossier = seen(ready, adviser)
    assert dossier.state.code == "appealed"
    assert dossier.file.answer_note == "Pièce illisible"
    assert dossier.state.is_late(TODAY + timedelta(days=31))


def test_the_caps_hold_when_an_act_is_restored(
    baker: Person, fund: Fund, booked: Booked, adviser: Viewer
) -> None:
    set_rule(fund, "yearly_minutes", 420, adviser, since=TODAY - timedelta(days=400))
    register_extract(baker, adviser)
    first = opened(baker, fund, [booked(baker, FIRST), booked(baker, SECOND)], adviser)
    days = [SECOND + timedelta(days=day) for day in (1, 2)]
    second = opened(baker, fund, [booked(baker, day) for day in days], adviser)
    files.send_file(file=first, by=adviser, at=AT)
    with pytest.raises(files.NotReady):
        files.send_file(file=second, by=adviser, at=AT)
    take_back(adviser, "funding.send_file")
    files.send_file(file=second, by=adviser, at=AT)
    with pytest.raises(CannotUndo):
        redo(adviser, "funding.send_file")
    files.answer_file(file=second, is_accepted=False, note="Trop tard", on=TODAY, by=adviser, at=AT)
    files.send_file(file=first, by=adviser, at=AT)
    with pytest.raises(files.CapPassed):
        files.appeal(file=second, reason="La pièce est là", on=TODAY, by=adviser, at=AT)
    with pytest.raises(CannotUndo):
        take_back(adviser, "funding.answer_file")


def test_only_the_half_days_held_are_billed(ready: Any, fund: Fund, adviser: Viewer) -> None:
    set_rule(fund, "minimum_minutes", 210, adviser, since=TODAY)
    files.send_file(file=ready, by=adviser, at=AT)
    files.answer_file(file=ready, is_accepted=True, note="", on=TODAY, by=adviser, at=AT)
    first, second = seen(ready, adviser).appointments
    report(first, adviser)
    with pytest.raises(files.WrongStep):
        files.bill(file=ready, number="F-1", on=SECOND, unsigned_too=True, by=adviser, at=AT)
    report(second, adviser, "absent")
    files.bill(file=ready, number="F-1", on=SECOND, unsigned_too=True, by=adviser, at=AT)
    assert seen(ready, adviser).fund_cents == 8750


def test_nothing_is_billed_of_somebody_who_never_came(ready: Any, adviser: Viewer) -> None:
    files.send_file(file=ready, by=adviser, at=AT)
    files.answer_file(file=ready, is_accepted=True, note="", on=TODAY, by=adviser, at=AT)
    for appointment in seen(ready, adviser).appointments:
        report(appointment, adviser, "absent")
    with pytest.raises(files.NotReady):
        files.bill(file=ready, number="F-1", on=SECOND, unsigned_too=True, by=adviser, at=AT)


def test_a_value_is_to_check_until_somebody_has(fund: Fund, adviser: Viewer) -> None:
    value = FundValue.objects.get(fund=fund, key="hourly_cents")
    assert not value.setting.is_checked
    checked = funds.check_value(value=value, by=adviser, at=AT)
    assert (checked.checked_by_id, checked.checked_on) == (adviser.user_id, TODAY)
    assert checked.setting.is_checked
    with pytest.raises(funds.AlreadyThere):
        set_rule(fund, "hourly_cents", 1, adviser)


def test_another_chamber_sees_nothing(ready: Any, neighbour: Any) -> None:
    stranger = of_membership(neighbour)
    assert dossiers(stranger, today=TODAY) == []
    with pytest.raises(NotVisible):
        seen(ready, stranger)
    with pytest.raises(NotVisible):
        get_fund(stranger, ready.fund_id)


def test_what_waits_longest_comes_first(
    ready: Any, baker: Person, fund: Fund, booked: Booked, adviser: Viewer
) -> None:
    sooner = opened(baker, fund, [booked(baker, TODAY + timedelta(days=5))], adviser)
    assert [row.file for row in dossiers(adviser, today=TODAY)] == [sooner, ready]
    files.send_file(file=ready, by=adviser, at=AT)
    assert [row.file for row in dossiers(adviser, today=TODAY)] == [sooner, ready]


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_takes_as_many_statements_for_three_as_for_one(
    number: int, baker: Person, fund: Fund, booked: Booked, adviser: Viewer, django_assert_num_queries: Any
) -> None:
    for rank in range(number):
        opened(baker, fund, [booked(baker, FIRST + timedelta(days=rank))], adviser)
    with django_assert_num_queries(7):
        assert len(dossiers(adviser, today=TODAY)) == number


def test_what_is_missing_is_asked_for_once_in_time(
    baker: Person, fund: Fund, booked: Booked, adviser: Viewer
) -> None:
    file = opened(baker, fund, [booked(baker, FIRST), booked(baker, SECOND)], adviser)
    told = Notice.objects.filter(kind="funding.documents")
    remind_due(AT + timedelta(days=18))  # eleven days before the last day
    assert not told.exists()
    remind_due(AT + timedelta(days=19))
    remind_due(AT + timedelta(days=20))
    assert "Extrait du registre" in str(prepare_for_reading(told)[0].text)
    assert seen(file, adviser).file.reminded_on == TODAY + timedelta(days=19)


def test_nothing_is_asked_of_whom_brought_all(ready: Any) -> None:
    remind_due(AT + timedelta(days=25))
    assert not Notice.objects.filter(kind="funding.documents").exists()


def test_a_half_day_is_signed_on_its_day_and_its_papers_name_the_fund(ready: Any, adviser: Viewer) -> None:
    funds.say_number(chamber=ready.chamber, registration="75 33 12345 33", by=adviser, at=AT)
    first = seen(ready, adviser).appointments[0]
    with pytest.raises(signatures.NotSignable):
        signatures.sign_half_day(appointment=first, signature="Jeanne", by=adviser, at=AT)
    at = AT + timedelta(days=30)
    signed = signatures.sign_half_day(appointment=first, signature="Jeanne", by=adviser, at=at)
    with pytest.raises(signatures.NotSignable):
        signatures.sign_half_day(appointment=first, signature="Jeanne", by=adviser, at=at)
    signatures.sign_half_day_as_adviser(appointment=first, signature="Alice", by=adviser, at=at)
    report(first, adviser)
    dossier = seen(ready, adviser, FIRST)
    files.send_file(file=ready, by=adviser, at=AT)
    files.answer_file(file=ready, is_accepted=True, note="", on=TODAY, by=adviser, at=AT)
    ends = (TODAY, SECOND)
    [held] = held_between(adviser, *ends, today=FIRST)
    assert held.lacks_signature is False
    for content in (
        sheet_of(dossier, "75 33 12345 33", at=at),
        certificate_of(dossier, "75 33 12345 33", at=at),
    ):
        text = text_of(content)
        assert "Fonds du Fournil" in text
        assert "75 33 12345 33" in text
    signatures.take_signature_off(signed=signed, by=adviser, at=at)
    [held] = held_between(adviser, *ends, today=FIRST)
    assert held.lacks_signature is True
    with archive_of([held], "75 33 12345 33", at=at) as out, zipfile.ZipFile(out) as archive:
        assert [name.split("/")[0] for name in archive.namelist()] == ["fonds-du-fournil"] * 2
