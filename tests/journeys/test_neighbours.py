"""Neighbours' agendas: two that publish one event, said to be the same and taken back; one that breaks."""

import pytest
from playwright.sync_api import Browser, expect

from tests.journeys import screens
from tests.journeys.demonstration import Demonstration
from tests.journeys.walker import Eyes, Walker

pytestmark = pytest.mark.browser

TITLE = "Concours de vitrines"
# Somebody of the board who serves no chamber says that two events are one, then takes it back. (Who enters the
# demonstration as the board is an adviser too, and only reads.)
BOARD = """
from django.utils import timezone
from etabli.community.agenda import actions
from etabli.community.agenda.feeds.models import FeedPair
from etabli.community.agenda.rules import speaks_for
from etabli.community.neutrality.rules import serving
from etabli.foundation.journal import undo
from etabli.foundation.journal.models import Entry
pair = FeedPair.objects.get(event__title__startswith="Concours", lapsed_at=None)
by = next(each for each in serving(pair.organisation_id, {"board"}) if speaks_for(each, pair.organisation_id))
"""
DECIDE = BOARD + "actions.join_events(pair=pair, is_second_shown=False, by=by, at=timezone.now())"
TAKE_BACK = (
    BOARD
    + "undo(entry=Entry.objects.filter(verb='agenda.join_events').latest('pk'), by=by, at=timezone.now())"
)
# The feed of the town hall is missing three times in a row.
BREAK = """
from datetime import timedelta
from django.utils import timezone
from etabli.community.agenda.feeds.fetching import Reading
from etabli.community.agenda.feeds.models import NeighbourFeed
from etabli.community.agenda.feeds.refreshing import take_in
feed = NeighbourFeed.objects.get(url__contains="mairie")
for _time in range(3):
    take_in(feed.pk, Reading(failure="missing"), url=feed.url, at=timezone.now())
NeighbourFeed.objects.filter(pk=feed.pk).update(next_at=timezone.now() + timedelta(days=3650))
"""


@pytest.mark.parametrize(
    "scripts", [False, True], ids=["without script, on a phone", "with script, at a desk"]
)
def test_a_duplicate_is_decided_and_taken_back_and_a_broken_feed_is_said(
    browser: Browser, stage: Demonstration, scripts: bool
) -> None:
    eyes = Eyes(browser)
    width = 1280 if scripts else 375
    board = Walker(browser, eyes, stage.url, scripts=scripts, width=width)
    visitor = Walker(browser, eyes, stage.url, scripts=scripts, width=width)
    screens.enter_as(board, "board")
    assert times_listed(visitor) == 2
    board.open("/agenda/agendas-voisins/")
    board.press(board.page.locator("main a[href$='/doublons/']").first)
    asked = board.page.locator("main .rows > li", has_text=TITLE).first
    expect(asked).to_contain_text("sur 100")
    expect(asked.locator("button")).to_have_count(0)
    stage.run(DECIDE)
    assert times_listed(visitor) == 1
    expect(visitor.page.locator("main .dated", has_text=TITLE)).to_contain_text("aussi publié par")
    board.open("/agenda/agendas-voisins/doublons/")
    expect(board.page.locator("main")).to_contain_text("le même événement")
    stage.run(TAKE_BACK)
    assert times_listed(visitor) == 2
    stage.run(BREAK)
    board.open("/agenda/agendas-voisins/")
    expect(board.page.locator("main tr", has_text="Mairie")).to_contain_text(
        "Il n’y a plus rien à cette adresse"
    )
    visitor.open("/agenda/nouvelles-voisines/")
    board.open("/agenda/agendas-voisins/")
    board.press(board.page.get_by_role("link", name="Mairie (inventée)"))
    expect(board.page.locator("main .notice")).to_contain_text("Ce qui ne va pas")
    for context in (board.context, visitor.context, *eyes.contexts.values()):
        context.close()


def times_listed(visitor: Walker) -> int:
    visitor.open("/agenda/")
    number: int = visitor.page.locator("main .dated h3", has_text=TITLE).count()
    return number
