"""Somebody who uses the site with the keyboard alone, while each page they cross is looked at.

No mouse is ever used: what can't be reached with Tab, or shows no focus, fails the walk.
"""

import hashlib
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, ClassVar

from lxml.html import fromstring
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Locator, Page, Request, expect

from tests.journeys.seen_by_axe import Axe

IS_FOCUSED = "element => element === document.activeElement"
SHOWS_FOCUS = """element => [element, element.closest('.choice, label')].some(shown => {
  const style = shown && getComputedStyle(shown);
  return style && (style.outlineStyle !== 'none' || style.boxShadow !== 'none');
})"""
# How many stops of Tab come before it, at least: a day's are three, a group of choices one, and none is counted here.
STOPS_BEFORE = """target => {
  const active = document.activeElement, begun = active !== document.body;
  const follows = (one, other) => one.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_FOLLOWING;
  if (document.querySelector('dialog:modal') || (begun && !follows(active, target))) return 0;
  return [...document.querySelectorAll('a[href], button, input:not([type=radio]), select, textarea, summary')]
    .filter(stop => follows(stop, target) && (!begun || follows(active, stop)) && !stop.contains(target)
      && stop.tabIndex >= 0 && !stop.matches(':disabled') && stop.checkVisibility({visibilityProperty: true})).length;
}"""
ONE_OF_MANY = re.compile(r"[0-9]+|(?<=/question/)[^/]+|(?<=^/[rql]/)[^/]+")
WORDS = {"alt", "aria-label", "content", "datetime", "href", "label", "placeholder", "title", "value"}
FURTHEST = 400  # presses of Tab: more than that, and nobody would get there
# The only pages that carry a script, but for those of the fields that bring one.
UPDATES_IN_PART = (
    r"^/seances/\d+/", r"^/devis/\d+/$", r"^/registre/imports/\d+/$", r"^/chercher/", r"^/(q|avis)/",
    r"^/visibilite/site/",
    r"^/questions/(poser|\d+|reponses)/",
    r"^/mes-questions/(poser|pour)/",
    r"^/questionnaires/", r"^/saison/plans/\d+/$", r"^/(mon-projet/\d+|projet)/(question|budget-et-date|commencer)/",
)  # fmt: skip
OF_FIELDS = "[src*='/ui/drafts.'], [src*='/ui/suggest.'], [src*='/ui/drop.'], [src*='/ui/copy.']"
OF_STEPS = (
    "[src*='/diagnosis/aloud.'], [src*='/diagnosis/share.'], [src*='/front/desk.'], [src*='/diary/week.'], "
    "[src*='/visibility/calendar.']"
)
FIELDS = f"{OF_FIELDS}, {OF_STEPS}, [src*='/people/passkey.'], [src*='/ui/kiosk.']"
SCRIPTS = f"script:not([type='application/ld+json'], [type='application/json'], {FIELDS})"


@dataclass
class Eyes:
    """What is looked at once per kind of page: axe, in a page with scripts that shows the very same document.

    One that differs from a document without fault by its words alone is not read again in this run.
    """

    axe: ClassVar = Axe()  # of all the journeys of a process
    without_fault: ClassVar[Path]  # a folder with an empty file for each of them, named by its structure
    browser: Browser
    seen: set[str] = field(default_factory=set)
    contexts: dict[int, BrowserContext] = field(default_factory=dict)

    def look(self, page: Page) -> None:
        toast = page.locator(".toast").count() > 0
        kind = f"{page.viewport_size} {ONE_OF_MANY.sub('…', _path(page))} {toast}"
        if kind in self.seen:
            return
        self.seen.add(kind)
        width = page.viewport_size["width"] if page.viewport_size else 0
        known = self.without_fault / f"{width}-{structure(page.content())}"
        if known.exists():
            return
        violations = self._axe(page)
        told = [
            (violation["id"], [node["html"][:160] for node in violation["nodes"][:3]])
            for violation in violations
        ]
        assert not told, f"axe on {page.url}: {told}"
        known.touch()

    def _axe(self, page: Page) -> list[dict[str, Any]]:
        """Axe needs promises, which a page without scripts does not run: its document is shown again with them."""
        width = page.viewport_size["width"] if page.viewport_size else 0
        if width not in self.contexts:
            self.contexts[width] = self.browser.new_context(
                locale="fr-FR", viewport=page.viewport_size, reduced_motion="reduce"
            )
            self.contexts[width].new_page()
        [mirror] = self.contexts[width].pages
        document = page.content()
        address = page.url.partition("#")[0]
        mirror.route(
            address,
            lambda route: route.fulfill(body=document, content_type="text/html; charset=utf-8"),
            times=1,
        )
        mirror.goto(address)
        violations = self.axe.violations(mirror)
        mirror.goto("about:blank")
        return violations


class Walker:
    """One person with one device, and the guards that stand around their screen."""

    def __init__(
        self, browser: Browser, eyes: Eyes, url: str, *, scripts: bool, width: int, locale: str = "fr-FR"
    ) -> None:
        height = 740 if width < 600 else 800
        self.context = browser.new_context(
            locale=locale,
            base_url=url,
            java_script_enabled=scripts,
            viewport={"width": width, "height": height},
        )
        self.page = self.context.new_page()
        self.url, self.eyes, self.width, self.scripts, self.locale = url, eyes, width, scripts, locale
        self.complaints: list[str] = []
        self.activations = 0
        self.page.on("console", self._heard)
        self.page.on("pageerror", lambda error: self.complaints.append(f"script error: {error}"))
        self.page.on("request", self._asked)

    def _heard(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            self.complaints.append(f"console on {self.page.url}: {message.text}")

    def _asked(self, request: Request) -> None:
        if not request.url.startswith((self.url + "/", "data:")):
            self.complaints.append(f"third party: {request.url}")

    # -- going ------------------------------------------------------------------------------------------------

    def open(self, address: str) -> None:
        """Type an address, scan a code, or follow a link of a mail."""
        answer = self.page.goto(address)
        assert answer is not None
        assert answer.status == 200, f"{address} answers {answer.status}"
        self.arrive()

    def arrive(self) -> None:
        """Look at the page where one has come."""
        page = self.page
        page.wait_for_load_state()
        expect(page.locator("h1")).to_have_count(1)
        assert not self.complaints, self.complaints
        too_wide = page.evaluate(
            "document.documentElement.scrollWidth > document.documentElement.clientWidth"
        )
        assert not too_wide, f"{page.url} scrolls sideways at {self.width} px"
        may_have_one = any(re.search(pattern, _path(page)) for pattern in UPDATES_IN_PART)
        assert may_have_one or page.locator(SCRIPTS).count() == 0, f"{page.url} carries a script for nothing"
        self.eyes.look(page)

    # -- hands ------------------------------------------------------------------------------------------------

    def reach(self, target: Locator) -> None:
        """Press Tab until the target has the focus, and see that it shows it."""
        expect(target).to_have_count(1)
        for _press in range(target.evaluate(STOPS_BEFORE)):
            self.page.keyboard.press("Tab")
        for _press in range(FURTHEST):
            if target.evaluate(IS_FOCUSED):
                break
            self.page.keyboard.press("Tab")
        else:
            raise AssertionError(f"{target} can't be reached with Tab on {self.page.url}")
        assert target.evaluate(SHOWS_FOCUS), (
            f"{target} does not show that it has the focus on {self.page.url}"
        )

    def press(self, target: Locator) -> None:
        """Enter on a link or a button, then look at the page that follows."""
        self.reach(target)
        self.activations += 1
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")
        self.arrive()

    def unfold(self, target: Locator) -> None:
        """Enter on what opens something on the same page."""
        self.reach(target)
        self.page.keyboard.press("Enter")

    def write(self, target: Locator, text: str) -> None:
        """Type in a field, in the place of what it held."""
        self.reach(target)
        self.page.keyboard.press("Control+A")
        self.page.keyboard.type(text)
        expect(target).to_have_value(text)

    def write_day(self, target: Locator, iso: str) -> None:
        """Type a day; the order of its parts is that of the browser's language."""
        year, month, day = iso.split("-")
        for typed in (day + month + year, month + day + year):
            self.reach(target)
            self.page.keyboard.type(typed)
            if target.input_value() == iso:
                return
            for _part in range(3):
                self.page.keyboard.press("ArrowLeft")
        raise AssertionError(f"{iso} can't be typed in {target}")

    def tick(self, target: Locator) -> None:
        """Space on a box."""
        self.reach(target)
        self.page.keyboard.press("Space")
        expect(target).to_be_checked()

    def choose(self, group: Locator, value: str) -> None:
        """Tab into a group of choices, then the arrows."""
        for _press in range(FURTHEST):
            if group.evaluate_all("all => all.includes(document.activeElement)"):
                break
            self.page.keyboard.press("Tab")
        self.page.keyboard.press("Space")
        for _press in range(group.count()):
            if group.and_(self.page.locator(f"[value='{value}']")).is_checked():
                return
            self.page.keyboard.press("ArrowDown")
        raise AssertionError(f"{value} can't be chosen on {self.page.url}")

    def select(self, target: Locator, value: str) -> None:
        """The arrows in a list."""
        self.reach(target)
        self.page.keyboard.press("Home")
        for _press in range(FURTHEST):
            if target.input_value() == value:
                return
            self.page.keyboard.press("ArrowDown")
        raise AssertionError(f"{value} can't be selected in {target}")

    def give_file(self, target: Locator, name: str, content: bytes) -> None:
        """Reach a file field and put the file there, as the system's own window would.

        The window is not opened: on a loaded machine a browser without a screen drops about one in fifty.
        """
        self.reach(target)
        target.set_input_files({"name": name, "mimeType": "application/pdf", "buffer": content})

    def fetch(self, target: Locator) -> tuple[str, bytes]:
        """Reach a link to a file, and bring the file: its type and its content."""
        self.reach(target)
        address = self.url + (target.get_attribute("href") or "")
        answer = self.context.request.get(address, headers={"Accept-Language": self.locale})
        assert answer.ok, f"{answer.url} answers {answer.status}"
        return answer.headers["content-type"], answer.body()


def structure(html: str) -> str:
    """A document without its words: elements, attributes, where there is a text. Of numbers (those of rows, which stand
    in addresses and identifiers) it holds which are the same, not which they are."""
    numbers: dict[str, int] = {}

    def ordered(match: re.Match[str]) -> str:
        return f"#{numbers.setdefault(match[0], len(numbers))}"

    def shown(name: str, value: str) -> str:
        return bool(value.strip()) * "…" if name in WORDS else re.sub(r"\d+", ordered, value)

    lines = [
        [
            element.tag,
            [(name, shown(name, value)) for name, value in element.attrib.items()],
            *(bool((text or "").strip()) for text in (element.text, element.tail)),
        ]
        for element in fromstring(html).iter("*")
    ]
    return hashlib.sha256(repr(lines).encode()).hexdigest()


def _path(page: Page) -> str:
    return "/" + page.url.split("/", 3)[3].partition("?")[0].partition("#")[0]
