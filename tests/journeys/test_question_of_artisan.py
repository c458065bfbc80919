"""An artisan without an e-mail: the adviser asks for them, a moderator reads it, a member answers, somebody calls."""

import re

import pytest
from playwright.sync_api import Browser, Locator, expect

from tests.journeys import screens
from tests.journeys.demonstration import Demonstration
from tests.journeys.walker import Eyes, Walker

pytestmark = pytest.mark.browser

TITLE, ANSWER = (
    "Qui répare un site dont personne n’a plus les codes ?",
    "Demandez d’abord à l’hébergeur, par écrit.",
)
# Somebody whom one reaches by telephone alone; prints their number.
NOBODY_WRITES_TO = """
import os; os.environ["DJANGO_SETTINGS_MODULE"] = "etabli.site.settings"
import django; django.setup()
from django.utils import timezone
from etabli.foundation.people.models import Organisation, Person
chamber = Organisation.objects.get(kind="chamber")
given = {"name": "Odile Sansécran", "phone": "+33536490017", "created_at": timezone.now()}
print(Person.objects.create(chamber=chamber, **given).pk)
"""


def test_asked_beside_read_answered_called(browser: Browser, stage: Demonstration) -> None:
    eyes = Eyes(browser)
    person = stage.run(NOBODY_WRITES_TO).strip()
    walker = Walker(browser, eyes, stage.url, scripts=False, width=375)
    address = the_adviser_asks(walker, person)
    a_moderator_publishes(walker)
    a_member_answers(walker, address)
    the_adviser_calls(walker)
    for context in (walker.context, *eyes.contexts.values()):
        context.close()


def send(walker: Walker) -> Locator:
    """The button that sends, beside that of the preview."""
    return walker.page.locator("main form.form button.btn:not(.quiet, [name])").last


def the_adviser_asks(walker: Walker, person: str) -> str:
    """Without the name. Gives the address of the question."""
    screens.enter_as(walker, "adviser")
    walker.open(f"/mes-questions/pour/{person}/")
    main = walker.page.locator("main")
    walker.write(main.locator("[name=title]"), TITLE)
    walker.write(main.locator("[name=text]"), "Mon ancien prestataire a fermé.")
    main.locator("[name=agreed]").check()
    walker.press(send(walker))
    expect(walker.page.locator("h1")).to_have_text(TITLE)
    return re.sub(r"^https?://[^/]+|#.*", "", walker.page.url)


def a_moderator_publishes(walker: Walker) -> None:
    screens.enter_as(walker, "moderator")
    queue = screens.Queue(walker)
    queue.read(TITLE)
    expect(walker.page.locator("main")).not_to_contain_text("Sansécran")
    queue.accept()


def a_member_answers(walker: Walker, address: str) -> None:
    """Who reads the question of an artisan, and no name."""
    screens.enter_as(walker, "member")
    walker.open(address)
    main = walker.page.locator("main")
    expect(main).to_contain_text("question d’artisan")
    expect(main).not_to_contain_text("Sansécran")
    walker.write(main.locator("[name=text]"), ANSWER)
    walker.press(send(walker))
    expect(main.locator("ol.rows")).to_contain_text(ANSWER)


def the_adviser_calls(walker: Walker) -> None:
    """The words to say are the answer itself."""
    screens.enter_as(walker, "adviser")
    walker.open("/a-appeler/")

    expect(walker.page.locator("main")).to_contain_text("Odile Sansécran")
    expect(walker.page.locator("main")).to_contain_text(ANSWER)
