"""What a sign-up costs: fields, screens, keys. The time of typing is computed from the keys, and nothing is timed."""

from collections import Counter
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, expect

from tests.journeys import screens
from tests.journeys.demonstration import Demonstration
from tests.journeys.walker import Eyes, Walker

pytestmark = pytest.mark.browser

FIELDS, SCREENS, KEYS_TO_FIND = 5, 3, 3
SIGNS_PER_SECOND = 4  # somebody who types with two fingers
MINUTE = 60


@dataclass
class Counted:
    """The screens that somebody crosses and the keys that they type, told at the end."""

    walker: Walker
    what: str
    screens: int = 0
    typed: int = 0

    def __post_init__(self) -> None:
        self.walker.page.on("domcontentloaded", lambda _page: self._crossed())

    def _crossed(self) -> None:
        self.screens += 1

    def write(self, css: str, text: str) -> None:
        self.walker.write(self.walker.page.locator(f"main {css}"), text)
        self.typed += len(text)

    @property
    def seconds(self) -> float:
        return self.typed / SIGNS_PER_SECOND

    def tell(self, **more: object) -> None:
        told = ", ".join(f"{name} {value}" for name, value in more.items())
        print(
            f"\n{self.what}: {self.screens} screens, {self.walker.activations} clicks, {self.typed} keys of text, "
            f"{self.seconds:.0f} s of typing at {SIGNS_PER_SECOND} a second, {told}"
        )


def test_an_artisan_signs_up_in_three_screens_and_five_fields(browser: Browser, stage: Demonstration) -> None:
    somebody = Walker(browser, Eyes(browser), stage.url, scripts=True, width=375)
    counted = Counted(somebody, "An artisan signs up")
    somebody.open("/ateliers/")
    screens.Workshops(somebody).choose_first_free()
    form = screens.SignUp(somebody)
    fields = form.fields
    counted.write("input[name=name]", "Iris Verrière")
    counted.write("input[name=contact]", "iris@demo.invalid")
    counted.write("input[name=trade]", "bijoutière")
    counted.write("input[name=commune]", "Bordeaux")
    form.submit()
    assert screens.Place(somebody).is_seated()
    counted.tell(fields=fields)
    assert (counted.screens, fields) <= (SCREENS, FIELDS)
    assert fields <= FIELDS
    assert counted.seconds < MINUTE
    somebody.context.close()


def somebody_unmistakable(names: list[str]) -> str:
    """One whose name begins as no other word of a name does."""
    begins = Counter(word[:KEYS_TO_FIND].casefold() for name in names for word in name.split())
    return next(name for name in names if begins[name[:KEYS_TO_FIND].casefold()] == 1)


def test_an_adviser_signs_somebody_known_up_with_three_letters_and_enter(
    browser: Browser, stage: Demonstration
) -> None:
    adviser = Walker(browser, Eyes(browser), stage.url, scripts=True, width=1280)
    screens.enter_as(adviser, "adviser")
    adviser.open("/seances/")
    adviser.press(adviser.page.locator("main table a[href$='/inscrire/']").first)
    page, keyboard = adviser.page, adviser.page.keyboard
    expect(page.locator("#q")).to_be_focused()
    counted = Counted(adviser, "An adviser signs up somebody known, on the telephone")
    adviser.activations = 0
    name = somebody_unmistakable(stage.people_known())
    letters = name[:KEYS_TO_FIND]
    keyboard.type(letters)
    expect(page.locator("#found button[name=person]").first).to_have_text(name)
    keys = len(letters) + 1
    with page.expect_navigation():
        keyboard.press("Enter")
    adviser.arrive()
    counted.typed = keys
    counted.tell(keystrokes=keys)
    expect(page.locator(".toasts:not([hidden])")).to_contain_text(name)
    expect(page.locator("#q")).to_be_focused()
    adviser.context.close()
