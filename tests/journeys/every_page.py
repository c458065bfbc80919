"""Every page that links lead to, role by role, looked at as a machine can: axe, width, keyboard, focus.

A page is met once per name in the URL conf, whoever meets it first, in whichever process; a deep run meets it in each
role, and again for what its address asks. Whoever comes later reads its links without the browser: they work without
scripts.
"""

from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

from lxml.html import fromstring
from playwright.sync_api import Browser, Error, Page, Response

from tests.demo.crawl import kind_of
from tests.journeys.seen_by_axe import AXE, Axe
from tests.journeys.walker import Eyes, structure

PHONE, TABLET, DESK, NARROWEST = 375, 768, 1280, 320
DOORS = {"people:enter", "people:accept"}  # links that make somebody else of who opens them
MOST = 460  # pages: more, and the crawl has lost its way
ENTRIES = 6  # of the menu, whatever the role
ARTISANS = {"artisan", "visitor"}  # whose pages are short
WORDS = 250  # on such a page: what is folded doesn't count
LIST_ON_A_PHONE, LIST_AT_A_DESK = 2220, 1350  # pixels: three screens of 740, one and a half of 900
# What is read from end to end, or copied, is as long as it must be; so is a page of twelve rows that others wrote.
DOCUMENTS = {
    "briefs:ad": "an ad, as it will stand",
    "briefs:moment": "a project, as it was",
    "briefs:overview": "a project",
    "briefs:preview": "a project, on one page",
    "briefs:version": "a project, as it was",
    "demo:visit": "the guided tour of a demonstration",
    "directory:list": "twelve professionals, each in their own words",
    "forum:list": "twelve questions, each in its author's words",
    "forum:thread": "a question and its answers",
    "front:accessibility": "the declaration that the law asks for",
    "front:outbox": "twelve e-mails, with their titles",
    "front:privacy": "what is kept of people, and why",
    "jobs:list": "twelve offers",
    "market:ad": "an ad",
    "market:elsewhere": "an ad, to be copied",
    "quotes:detail": "a quote, line by line",
    "quotes:questions": "a letter to a supplier",
    "quotes:side_by_side": "quotes, need by need",
    "planning:season_people": "a number for each territory",
    "showcase:mine": "a story, to be agreed to",
    "showcase:list": "twelve stories, with their figures",
    "workshops:list": "twelve workshops, with their day and place",
}
COUNTS = "[document.querySelectorAll('.next').length, document.querySelectorAll('#nav > ul > li').length]"
HEIGHT = "document.documentElement.scrollHeight"
# What stands on the page to be read: neither what is folded, nor what is only said aloud, nor what is typed or chosen.
WORDS_SHOWN = r"""() => {
  const texts = document.createTreeWalker(document.querySelector('main') ?? document.body, NodeFilter.SHOW_TEXT);
  let words = 0;
  while (texts.nextNode()) {
    const holder = texts.currentNode.parentElement;
    if (holder.checkVisibility({visibilityProperty: true}) && !holder.closest('.hidden, select, textarea, svg'))
      words += texts.currentNode.data.match(/[\p{L}\p{N}]+(?:[.,’'-][\p{L}\p{N}]+)*/gu)?.length ?? 0;
  }
  return words;
}"""
TALLEST_LIST = """() => Math.max(0, ...[...document.querySelectorAll('main :is(table, ul, ol, dl)')]
  .filter(list => list.checkVisibility()).map(list => Math.round(list.getBoundingClientRect().height)))"""
TOO_WIDE = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
# After one real Tab the browser shows the focus that a script gives, as it shows the keyboard's.
KEYBOARD = """() => {
  const faults = [], told = element => element.outerHTML.slice(0, 140);
  const look = element => [element, element.closest('label, .choice, .drop')].map(shown => {
    const style = shown && getComputedStyle(shown);
    return style && [style.outlineStyle, style.outlineColor, style.outlineWidth, style.boxShadow, style.borderColor,
      style.backgroundColor].join();
  }).join();
  const reachable = [...document.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex]')]
    .filter(element => element.tabIndex >= 0 && !element.disabled && element.type !== 'hidden'
      && element.checkVisibility({visibilityProperty: true}));
  let before = null;
  for (const element of reachable) {
    if (element.tabIndex > 0) faults.push('out of order: ' + told(element));
    document.activeElement.blur();
    const unfocused = look(element);
    element.focus();
    if (document.activeElement !== element) { faults.push('takes no focus: ' + told(element)); continue; }
    if (look(element) === unfocused) faults.push('shows no focus: ' + told(element));
    const box = element.getBoundingClientRect();
    const x = Math.min(Math.max(box.x + box.width / 2, 0), innerWidth - 1);
    const y = Math.min(Math.max(box.y + Math.min(box.height / 2, 30), 0), innerHeight - 1);
    const above = document.elementFromPoint(x, y), holder = element.closest('label, .choice');
    // Of the areas of a map, whose middle may be in another, the one that has the focus shows it by its border.
    const drawing = element.ownerSVGElement;
    if (above && !element.contains(above) && !above.contains(element)
      && !holder?.contains(above) && !drawing?.contains(above))
      faults.push('hidden by something: ' + told(element) + ' under ' + told(above));
  }
  return faults;
}"""


@dataclass
class Inspection:
    """What is wrong, page by page. `looked_at`: a folder with a file for each kind that was met, which the processes of
    a run share: what one looks at, no other does, in whatever role. Without it, each page is looked at in each role."""

    browser: Browser
    url: str
    looked_at: Path | None = None
    look: Callable[["Inspection", Page], Iterator[str]] = field(
        default=lambda inspection, page: inspection.all_of(page)
    )
    axe: Axe = field(default_factory=Axe)
    faults: list[str] = field(default_factory=list)
    kinds: dict[str, str] = field(default_factory=dict)
    heights: dict[str, tuple[int, int]] = field(default_factory=dict)  # address: on a phone, at a desk
    words: dict[str, int] = field(default_factory=dict)  # address of an artisan's page: that stand on it

    def role(self, role: str) -> None:
        """Come in as this role of the demonstration, and follow every link."""
        with self.browser.new_context(
            locale="fr-FR",
            base_url=self.url,
            viewport={"width": PHONE, "height": 740},
            reduced_motion="reduce",
        ) as context:
            page = context.new_page()
            page.goto("/demonstration/")
            page.locator(f"form[action='/demonstration/{role}/'] button:not([name])").click()
            self._follow(page, role)

    def _follow(self, page: Page, role: str) -> None:
        waiting, asked, own = deque([page.url]), {page.url}, set()
        doors: deque[str] = deque()
        while waiting or doors:
            address = (waiting or doors).popleft()
            kind = kind_of(address.removeprefix(self.url)) or address
            if self.looked_at:
                kind = kind.partition("?")[0]  # each choice of a list's filters is for the deep run
            if kind in own:
                continue
            own.add(kind)
            links = self._read(page, address) if self._is_looked_at(kind) else None
            for link in self._met(page, address, kind, role) if links is None else links:
                if link.startswith(self.url) and link not in asked:
                    asked.add(link)
                    is_door = (kind_of(link.removeprefix(self.url)) or "").partition("?")[0] in DOORS
                    if not is_door:
                        waiting.append(link)
                    elif role == "visitor":  # the others stay who they are
                        doors.append(link)

    def _met(self, page: Page, address: str, kind: str, role: str) -> list[str]:
        """Open the page, look at it when it is the first of its kind, and say where its links lead."""
        answer = self._go(page, address)
        if answer is None or not answer.headers.get("content-type", "").startswith("text/html"):
            return []
        if not answer.ok:
            kind = f"{answer.status}"  # the page behind it is still to be met
        assert len(self.kinds) < MOST, "the crawl has lost its way"
        links = links_of(page.content(), page.url)
        if self._take(kind):
            self.kinds.setdefault(kind, role)
            faults = [*self.look(self, page), *self.lengths(page, kind.partition("?")[0], role)]
            self.faults += [f"{role} on {urlsplit(page.url).path}: {fault}" for fault in faults]
        return links

    def _is_looked_at(self, kind: str) -> bool:
        return self.looked_at is not None and _mark(self.looked_at, kind).exists()

    def _take(self, kind: str) -> bool:
        """Whether it is ours to look at: nobody else then does."""
        if self.looked_at is None:
            return True
        try:
            _mark(self.looked_at, kind).touch(exist_ok=False)
        except FileExistsError:
            return False
        return True

    @staticmethod
    def _read(page: Page, address: str) -> list[str] | None:
        """Where the links of a page met already lead, without drawing it; None when something else answers."""
        answer = page.request.get(address, max_redirects=0)
        is_page = answer.headers.get("content-type", "").startswith("text/html")
        return links_of(answer.text(), address) if answer.status == 200 and is_page else None

    @staticmethod
    def _go(page: Page, address: str) -> Response | None:
        """The answer, or None for a document to download: the browser stays where it is."""
        try:
            return page.goto(address)
        except Error as trouble:
            if "Download is starting" in trouble.message:
                return None
            raise

    def all_of(self, page: Page) -> Iterator[str]:
        """Axe in light and dark, no sideways scroll from 320 px on, the keyboard's way, one next thing at most."""
        known = Eyes.without_fault / f"{PHONE}-{structure(page.content())}"
        if known.exists():
            page.evaluate(AXE)
        else:
            faults = list(_told(self.axe.violations(page), "light"))
            yield from faults
            if not faults:
                known.touch()
        yield from self.keyboard(page)
        page.emulate_media(color_scheme="dark")
        yield from _told(self.axe.colours(page), "dark")
        page.emulate_media(color_scheme="light")
        nexts, entries = page.evaluate(COUNTS)
        if nexts > 1:
            yield f"{nexts} next things"
        if entries > ENTRIES:
            yield f"{entries} entries in the menu"
        for width in (NARROWEST, TABLET, DESK, PHONE):
            page.set_viewport_size({"width": width, "height": 740})
            if page.evaluate(TOO_WIDE):
                yield f"scrolls sideways at {width} px"

    def lengths(self, page: Page, name: str, role: str) -> Iterator[str]:
        """The heights of the page, those of its lists, and how many words an artisan reads there."""
        address, heights = urlsplit(page.url).path, {}
        for width, most in ((DESK, LIST_AT_A_DESK), (PHONE, LIST_ON_A_PHONE)):
            page.set_viewport_size({"width": width, "height": 740})
            heights[width] = page.evaluate(HEIGHT)
            tallest = page.evaluate(TALLEST_LIST)
            if tallest > most and name not in DOCUMENTS:
                yield f"a list of {tallest} px at {width} px"
        self.heights[address] = heights[PHONE], heights[DESK]
        if role in ARTISANS:
            self.words[address] = words = page.evaluate(WORDS_SHOWN)
            if words > WORDS and name not in DOCUMENTS:
                yield f"{words} words"

    def wordiest(self, number: int = 20) -> str:
        """An artisan's pages that say the most, one a line: words, address."""
        ranked = sorted(self.words.items(), key=lambda item: item[1], reverse=True)[:number]
        return "\n".join(f"{words:6}  {address}" for address, words in ranked)

    def longest(self, number: int = 20) -> str:
        """The longest pages on a phone, one a line: pixels there, at a desk, address."""
        ranked = sorted(self.heights.items(), key=lambda item: item[1], reverse=True)[:number]
        return "\n".join(f"{phone:6} {desk:6}  {address}" for address, (phone, desk) in ranked)

    @staticmethod
    def keyboard(page: Page) -> Iterator[str]:
        page.keyboard.press("Tab")
        yield from page.evaluate(KEYBOARD)


def _mark(looked_at: Path, kind: str) -> Path:
    return looked_at / sha256(kind.encode()).hexdigest()


def links_of(html: str, address: str) -> list[str]:
    """Where the links of this page lead, without their fragments."""
    found = fromstring(html).xpath("//a/@href")
    return [urljoin(address, str(link)).partition("#")[0] for link in found]


def _told(violations: list[dict[str, Any]], scheme: str) -> Iterator[str]:
    for one in violations:
        for node in one["nodes"][:3]:
            yield f"{one['id']} ({scheme}): {node['html'][:160]}"
