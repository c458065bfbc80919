"""The navigation: for each role at most six sections, each with the pages of its second line.

The tables stand in `front/nav.py`. A page that this site doesn't have is left out, and a section without pages too: an
entry appears with its app.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from django.utils.functional import Promise

type House = Literal["chamber", "mine", "association"]
type Label = str | Promise


@dataclass(frozen=True)
class Page:
    """A page of a section: `name` as in the URL conf ("workshops:list"). `searched`: other words by which people look
    for it, not shown."""

    label: Label
    name: str
    searched: Label = ""


@dataclass(frozen=True)
class Section:
    """An entry of the menu: it leads to the first of its `pages`, the others stand on the second line.

    `under`: the beginnings of addresses that belong here too, beside those of its pages. `house`: whose pages these
    are, when they aren't those of the menu.
    """

    label: Label
    pages: tuple[Page, ...]
    under: tuple[str, ...] = ()
    house: House | None = None


@dataclass(frozen=True)
class Menu:
    """What a role finds on top of each page, and whose house it is in."""

    house: House
    sections: tuple[Section, ...]


@dataclass(frozen=True)
class Link:
    """As the page writes it: `current` is the value of `aria-current`, "page" on its page, "true" within it, or ""."""

    label: Label
    address: str
    current: str = ""
    pages: tuple["Link", ...] = ()


@dataclass(frozen=True, eq=False)
class Navigation:
    """The menu as seen from one page; each is itself alone, so that what is written of it can be kept."""

    house: House
    links: tuple[Link, ...] = ()

    @property
    def second_line(self) -> tuple[Link, ...]:
        """The pages of the section where one is, when it has several."""
        current = next((link for link in self.links if link.current), None)
        return current.pages if current and len(current.pages) > 1 else ()


class SiteMenu:
    """A menu on one site: `address_of` gives the address of a page by its name, or ""."""

    def __init__(self, menu: Menu, address_of: Callable[[str], str]) -> None:
        self._house = menu.house
        sections = [
            (section, [(page.label, address) for page in section.pages if (address := address_of(page.name))])
            for section in menu.sections
        ]
        self._sections = [(section, pages) for section, pages in sections if pages]
        self._beginnings = {
            beginning: section
            for section, pages in reversed(self._sections)
            for beginning in (*section.under, *(address for _label, address in pages))
        }
        self._seen: dict[tuple[str, bool], Navigation] = {}

    def seen_from(self, path: str) -> Navigation:
        """The menu as the page at `path` shows it; the same object for all the pages that show the same."""
        nearest = max(
            (start for start in self._beginnings if start != "/" and path.startswith(start)),
            key=len,
            default="",
        )
        key = (nearest, path == nearest)
        if key not in self._seen:
            self._seen[key] = self._shown(nearest, path)
        return self._seen[key]

    def _shown(self, nearest: str, path: str) -> Navigation:
        current_section = self._beginnings.get(nearest)
        links = tuple(
            Link(
                section.label,
                pages[0][1],
                _current(section is current_section, pages[0][1], path),
                _links(pages, nearest, path),
            )
            for section, pages in self._sections
        )
        return Navigation((current_section and current_section.house) or self._house, links)


def _links(pages: list[tuple[Label, str]], nearest: str, path: str) -> tuple[Link, ...]:
    return tuple(
        Link(label, address, _current(address == nearest, address, path)) for label, address in pages
    )


def _current(is_here: bool, address: str, path: str) -> str:
    return ("page" if address == path else "true") if is_here else ""
