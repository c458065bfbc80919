"""Moderators put questions in their place: one of the wrong trade is moved, one asked twice is merged; taken back."""

import re

import pytest
from playwright.sync_api import Browser, expect

from tests.journeys import screens
from tests.journeys.demonstration import Demonstration
from tests.journeys.test_questions import ACT
from tests.journeys.walker import Eyes, Walker

pytestmark = pytest.mark.browser

TWICE, KEPT = "Qui garde les codes du site d’un client ?", "Les codes du site : chez qui ?"
# The member whom one plays asks, in the wrong trade, what another asked before; each is answered. Prints both.
ASKED_TWICE = f"""{ACT}
from etabli.demo.shared import CAST
mine = of_membership(posts.get(user__email=CAST["member"].email))
given = {{"organisation": posts.first().organisation, "text": "Le client ou moi ?", "at": timezone.now()}}
kept = actions.ask(title={KEPT!r}, trade="developer", by=by, **given)
twice = actions.ask(title={TWICE!r}, trade="writer", by=mine, **given)
actions.answer(thread=kept, text="Chez le client, toujours.", by=mine, at=timezone.now())
actions.answer(thread=twice, text="Dans une enveloppe fermée.", by=by, at=timezone.now())
print(kept.pk, twice.pk)
"""


@pytest.mark.parametrize(
    "scripts", [False, True], ids=["without script, on a phone", "with script, at a desk"]
)
def test_moved_merged_taken_back(browser: Browser, stage: Demonstration, scripts: bool) -> None:
    eyes = Eyes(browser)
    kept, twice = (f"/questions/{pk}/" for pk in stage.run(ASKED_TWICE).split())
    association = Walker(browser, eyes, stage.url, scripts=scripts, width=1280 if scripts else 375)
    screens.enter_as(association, "moderator")
    a_moderator_moves(association, twice)
    a_moderator_merges(association, twice, kept)
    the_asker_is_told(association, kept, twice)
    screens.enter_as(association, "moderator")
    it_is_taken_back(association, twice, kept)
    for context in (association.context, *eyes.contexts.values()):
        context.close()


def a_moderator_moves(walker: Walker, address: str) -> None:
    walker.open(address)
    main = walker.page.locator("main")
    expect(main).to_contain_text("rédacteur ou rédactrice")
    walker.press(main.get_by_role("link", name="Déplacer"))
    walker.select(main.locator("[name=trade]"), "developer")
    walker.write(main.locator("[name=reason]"), "Une question de code.")
    screens.Screen(walker).submit()
    expect(walker.page.locator("details.toast")).to_contain_text("déplacée")
    expect(main).to_contain_text("développeur ou développeuse")


def a_moderator_merges(walker: Walker, address: str, kept: str) -> None:
    walker.open(address)
    main = walker.page.locator("main")
    walker.press(main.get_by_role("link", name="Réunir"))
    walker.write(main.locator("[name=address]"), f"https://etabli.example.org{kept}")
    walker.write(main.locator("[name=reason]"), "Posée deux fois.")
    screens.Screen(walker).submit()
    expect(walker.page.locator("h1")).to_have_text(KEPT)
    for words in ("Chez le client, toujours.", TWICE, "Dans une enveloppe fermée."):
        expect(main.locator("ol.rows")).to_contain_text(words)


def the_asker_is_told(walker: Walker, kept: str, twice: str) -> None:
    """And the old address leads to what they asked."""
    screens.enter_as(walker, "member")
    walker.open("/messages/")
    expect(walker.page.locator("main")).to_contain_text(f"Réunie à une autre : {TWICE}"[:50])
    walker.open(twice)
    expect(walker.page).to_have_url(re.compile(f"{kept}#question-"))
    expect(walker.page.locator("main ol.rows")).to_contain_text(TWICE)


def it_is_taken_back(walker: Walker, twice: str, kept: str) -> None:
    """The merge, from the list of what one has done: each answer is where it was written."""
    walker.open("/historique/")
    walker.press(
        walker.page.locator("main .history li").filter(has_text="réuni").first.get_by_role("button").first
    )
    walker.open(twice)
    expect(walker.page.locator("h1")).to_have_text(TWICE)
    expect(walker.page.locator("main ol.rows")).to_contain_text("Dans une enveloppe fermée.")
    walker.open(kept)
    expect(walker.page.locator("main ol.rows")).to_contain_text("Chez le client, toujours.")
    expect(walker.page.locator("main ol.rows")).not_to_contain_text("enveloppe")
