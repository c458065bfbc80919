"""An assembly: the board opens a poll, a member votes by secret ballot, the board closes, anybody counts again."""

import json
import re

import pytest
from playwright.sync_api import Browser, expect

from etabli.community.assembly.engine import recount
from etabli.community.neutrality.engine import commitment, in_drawn_order
from tests.journeys import screens
from tests.journeys.demonstration import Demonstration
from tests.journeys.walker import Eyes, Walker

pytestmark = pytest.mark.browser
CODE = re.compile(r"[A-Z2-9]{4}-[A-Z2-9]{4}-[A-Z2-9]{4}")


def at_the_assembly(browser: Browser, stage: Demonstration, role: str, width: int) -> Walker:
    """In this role, on the page of the assembly that is under way."""
    walker = Walker(browser, Eyes(browser), stage.url, scripts=True, width=width)
    screens.enter_as(walker, role)
    walker.open("/assemblees/")
    row = walker.page.locator("main li").filter(has_text="En cours").last
    walker.press(row.get_by_role("link"))
    return walker


def vote(walker: Walker, names: int) -> str:
    """Tick so many names, with the keyboard, and send; the code that is shown."""
    page = walker.page
    for rank in range(names):
        walker.tick(page.locator("main input[type=checkbox]").nth(rank))
    walker.press(page.get_by_role("button", name="Voter", exact=True))
    if not names:  # a blank vote is asked about
        walker.press(page.get_by_role("button", name="Oui, voter blanc"))
    found = CODE.search(page.locator("main").inner_text())
    assert found, page.url
    return found[0]


def test_a_secret_election_from_the_ballot_to_the_recount(browser: Browser, stage: Demonstration) -> None:
    board = at_the_assembly(browser, stage, "board", 1280)
    expect(board.page.locator("main")).to_contain_text("Le quorum est atteint")
    board.press(board.page.get_by_role("button", name=re.compile("^Ouvrir le scrutin")).first)
    expect(board.page.locator("main")).to_contain_text("Scrutin ouvert")

    member = at_the_assembly(browser, stage, "member", 375)
    election = member.page.locator("main section[id^=point]").filter(has_text="Élire trois membres")
    member.press(election.get_by_role("link", name=re.compile("^Voter")))
    address = member.page.url
    mine = vote(member, 2)
    member.press(member.page.get_by_role("link", name=re.compile("^Voter avec la voix")))
    others = vote(member, 0)
    assert mine != others

    board.open(re.sub(r"^https?://[^/]+", "", address))
    board.press(board.page.get_by_role("button", name="Clôturer et compter"))
    expect(board.page.locator("main")).to_contain_text("Scrutin clos")
    assert "16" in board.page.locator("main").inner_text()  # fourteen before, and these two

    member.open(re.sub(r"^https?://[^/]+", "", address))
    member.write(member.page.get_by_label("Le code de votre bulletin"), others)
    member.press(member.page.get_by_role("button", name="Retrouver mon bulletin"))
    expect(member.page.locator("main .notice").filter(has_text=others)).to_contain_text("Bulletin blanc")
    _name, content = member.fetch(member.page.locator("main a[href$='.json']"))
    document = json.loads(content)
    assert {mine, others} <= {ballot["key"] for ballot in document["ballots"]}
    assert recount(document, commit=commitment, draw=in_drawn_order).cast == 16
    for walker in (board, member):
        walker.context.close()
