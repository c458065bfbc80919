"""What was done is too short for the fund that was asked first: the hours, and the papers, go by the fund that pays."""

from datetime import timedelta
from zipfile import ZipFile

import pytest
from pypdfium2 import PdfDocument

from etabli.foundation.people.models import Person
from etabli.foundation.people.viewer import Viewer
from etabli.programme.funding.actions import files
from etabli.programme.funding.attendance import archive_of, certificate_of
from etabli.programme.funding.models import Fund, FundingFile
from etabli.programme.funding.queries.report import held_between, shares_of
from etabli.programme.support.actions import call_off
from etabli.programme.support.models import Appointment
from tests.programme.funding.conftest import AT, Booked, opened, register_extract, report, seen, set_rule
from tests.programme.funding.test_said_and_done import (
    DAY,
    HALF_DAY,
    LATER,
    ON,
    TODAY,
    accepted,
    amounts,
    figures,
    grant,
)

__all__ = ["grant"]


@pytest.fixture
def first(baker: Person, fund: Fund, booked: Booked, adviser: Viewer) -> FundingFile:
    """Of two half-days, four hours at least, one was held, the other is called off."""
    set_rule(fund, "artisan_percent", 20, adviser)
    register_extract(baker, adviser)
    rows = [booked(baker, DAY), booked(baker, DAY + timedelta(days=1))]
    made = accepted(files.send_file(file=opened(baker, fund, rows, adviser), by=adviser, at=AT), adviser)
    call_off(appointment=Appointment.objects.get(pk=rows[1].pk), by=adviser, at=AT)
    report(rows[0], adviser)
    return made


@pytest.fixture
def rest(first: FundingFile, grant: Fund, adviser: Viewer) -> FundingFile:
    """The first fund is told and pays nothing; a second one agrees to the hours that were done."""
    files.tell_day(file=first, by=adviser, at=LATER)
    made = files.complete_file(file=first, fund=grant, by=adviser, at=LATER)
    files.send_file(file=made, by=adviser, at=LATER)
    return files.answer_file(file=made, is_accepted=True, note="", on=ON, by=adviser, at=LATER)


def test_the_hours_that_were_granted_count_with_the_fund_that_pays_them(
    rest: FundingFile, adviser: Viewer
) -> None:
    second = figures(adviser)["Région fictive"]
    cents = seen(rest, adviser, ON).fund_cents
    assert amounts(second, "asked", "granted", "to_come") == [(cents, HALF_DAY)] * 3
    assert amounts(second, "not_to_come") == [(0, 0)]


def test_a_half_day_of_which_the_first_fund_pays_nothing_counts_with_the_second(
    rest: FundingFile, adviser: Viewer
) -> None:
    shares = {share.fund.name: share for share in shares_of(held_between(adviser, TODAY, ON, today=ON))}
    assert seen(rest, adviser, ON).fund_cents > 0
    assert shares["Région fictive"].half_days == 1
    assert all(share.completed == 0 for share in shares.values())


def test_papers_name_only_the_fund_that_pays(first: FundingFile, rest: FundingFile, adviser: Viewer) -> None:
    for file in (first, rest):
        content = certificate_of(seen(file, adviser, ON), "", at=LATER)
        text = PdfDocument(content)[0].get_textpage().get_text_range()
        assert "Région fictive" in text
        assert "Fonds du Fournil" not in text
    held = held_between(adviser, TODAY, ON, today=ON)
    with archive_of(held, "", at=LATER) as archive:
        names = ZipFile(archive).namelist()
    assert names
    assert all(name.startswith("region-fictive/") for name in names)


def test_while_another_day_is_to_be_found_nothing_is_granted_of_what_was_held(
    first: FundingFile, adviser: Viewer
) -> None:
    assert seen(first, adviser, ON).needs_another_day
    (share,) = shares_of(held_between(adviser, TODAY, ON, today=ON))
    assert (share.people, share.minutes, share.fund_cents) == (0, 0, 0)
    assert amounts(figures(adviser)["Fonds du Fournil"], "accepted") == [(0, 0)]
