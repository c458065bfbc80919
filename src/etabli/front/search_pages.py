"""Search: what was found, by kind, with the words that made it found; what to try when there is nothing."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.core.paginator import Page, Paginator
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from etabli.foundation.navigation import Page as MenuPage
from etabli.foundation.people.context_processors import menus
from etabli.foundation.people.viewer import Viewer
from etabli.foundation.registries import Passage, registry_modules
from etabli.foundation.search import queries
from etabli.foundation.search.engine import SAME_STEM, holds_all, mark_matches, nearest, stem, words
from etabli.foundation.ui.language import reader_language
from etabli.territory.places.queries import find_communes, unambiguous_text

MAX_LENGTH = 200
MAX_OF_EACH, PAGE_SIZE = 5, 30
PASSAGE_KIND, COMMUNE_KIND = "page", "commune"  # the two kinds that no index holds
SESSION_KIND = "session"

Pieces = list[tuple[str, bool]]


@dataclass(frozen=True)
class Result:
    """One thing found; its texts cut up, each piece with whether it is what was asked for. `url` may be empty."""

    title: Pieces
    detail: Pieces
    url: str


@dataclass(frozen=True)
class Group:
    """What was found of one kind, the nearest first; `total` may be more than is shown."""

    kind: str
    label: str | Promise
    results: list[Result]
    total: int

    @property
    def is_cut(self) -> bool:
        return self.total > len(self.results)


def search_groups(viewer: Viewer, text: str) -> list[Group]:
    """What this viewer may see of what `text` may mean, by kind, the nearest kind first: a fixed number of statements.

    The communes come last, the pages and the answers of the help before them; or first of all, when `text` is the very
    name of one, or all its words are those of one that comes first.
    """
    if not text:
        return []
    results = [
        Group(
            group.kind, queries.kinds()[group.kind], [_of_hit(hit, text) for hit in group.hits], group.total
        )
        for group in queries.find_by_kind(viewer, text, per_kind=MAX_OF_EACH)
    ]
    if _is_town_misspelt(text, results):  # the workshops there are what one looks for
        results.sort(key=lambda group: group.kind != SESSION_KIND)
    pages, communes = _find_passages(viewer, text), _find_communes(text)
    around = (
        [Group(PASSAGE_KIND, _("Pages and help"), pages[:MAX_OF_EACH], len(pages[:MAX_OF_EACH]))]
        if pages
        else []
    )
    places = [Group(COMMUNE_KIND, _("Workshops near a commune"), communes, len(communes))] if communes else []
    is_first = (
        _is_named(pages, text)
        or any(_comes_first(page, text) for page in _passages_open_to(viewer))
        or _holds_more(viewer, results, text)
    )
    return [*around, *results, *places] if is_first else [*results, *around, *places]


def _is_town_misspelt(text: str, groups: list[Group]) -> bool:
    """Whether `text` is the name of a commune but for a slip, and the very name of nothing that was found."""
    shown_texts = [
        (_plain_text(result.title), _plain_text(result.detail))
        for group in groups
        for result in group.results
    ]
    if any(holds_all(text, title_and_detail, SAME_STEM) for title_and_detail in shown_texts):
        return False
    return any(
        len(words(commune.name)) == len(words(text)) and holds_all(text, (commune.name, ""))
        for commune in find_communes(text, limit=1)
    )


def results_of_kind(
    viewer: Viewer, text: str, kind: str, page: str | None
) -> tuple[str | Promise, Page[Result]]:
    """All that was found of one kind, page by page. KeyError for a kind that there is not."""
    label = queries.kinds()[kind]
    pages = Paginator(range(queries.count_of_kind(viewer, text, kind)), PAGE_SIZE)
    shown: Page[Any] = pages.get_page(page)
    hits = queries.find_of_kind(viewer, text, kind, limit=PAGE_SIZE, offset=max(0, shown.start_index() - 1))
    shown.object_list = [_of_hit(hit, text) for hit in hits]
    return label, shown


def words_to_try(viewer: Viewer, text: str) -> list[str]:
    """Words close to those typed, each of which gives something."""
    close = queries.close_words(viewer, text) if text else []
    return [word for word in close if word != text and search_groups(viewer, word)]


def _of_hit(hit: queries.Hit, text: str) -> Result:
    return Result(mark_matches(hit.title, text), mark_matches(hit.detail, text), hit.url)


def _find_passages(viewer: Viewer, text: str) -> list[Result]:
    """Pages and answers, in the language of the reader: no statement."""
    open_to = _passages_open_to(viewer)
    by_address: dict[str, Result] = {}
    ranks = _nearest(text, _texts_of(open_to), reader_language())
    for rank in sorted(ranks, key=lambda rank: not _comes_first(open_to[rank], text)):
        result = Result(
            mark_matches(str(open_to[rank].title), text),
            mark_matches(str(open_to[rank].text), text),
            reverse(open_to[rank].url_name) + (f"#{open_to[rank].place}" if open_to[rank].place else ""),
        )
        by_address.setdefault(result.url, result)  # the nearest of each
    return list(by_address.values())


def _is_named(pages: list[Result], text: str) -> bool:
    """Whether the nearest page is called so, word for word but for their endings."""
    title = _plain_text(pages[0].title) if pages else ""
    return bool(title) and {stem(word) for word in words(title)} == {stem(word) for word in words(text)}


def _comes_first(passage: Passage, text: str) -> bool:
    return passage.comes_first and holds_all(text, _texts_of([passage])[0], SAME_STEM)


def _holds_more(viewer: Viewer, groups: list[Group], text: str) -> bool:
    """Whether the nearest page holds all the words that were typed, and nothing of the index that is shown does, or
    only by other words that look like them."""
    texts = _texts_of(_passages_open_to(viewer))
    ranks = _nearest(text, texts, reader_language())
    shown_texts = [
        (_plain_text(result.title), _plain_text(result.detail))
        for group in groups
        for result in group.results
    ]
    return any(
        holds_all(text, texts[ranks[0]], least)
        and not any(holds_all(text, is_held, least) for is_held in shown_texts)
        for least in (0.0, SAME_STEM)
        if ranks
    )


def _plain_text(pieces: Pieces) -> str:
    return "".join(piece for piece, _hit in pieces)


def _passages_open_to(viewer: Viewer) -> list[Passage]:
    return [passage for passage in _declared_passages() if viewer.role in passage.roles]


def _texts_of(passages: list[Passage]) -> tuple[tuple[str, str], ...]:
    return tuple((str(passage.title), f"{passage.text} {passage.searched}") for passage in passages)


@lru_cache(maxsize=1)
def _declared_passages() -> list[Passage]:
    roles: dict[MenuPage, set[str]] = {}
    for role, menu in menus().items():
        for section in menu.sections:
            for page in section.pages:
                roles.setdefault(page, set()).add(role)
    in_menu = [
        Passage(page.label, page.name, frozenset(seen_by), searched=page.searched)
        for page, seen_by in roles.items()
    ]
    return [
        *in_menu,
        *(passage for module in registry_modules("search") for passage in getattr(module, "PASSAGES", ())),
    ]


@lru_cache(maxsize=200)
def _nearest(text: str, texts: tuple[tuple[str, str], ...], language: str) -> list[int]:
    return nearest(text, texts)


def _find_communes(text: str) -> list[Result]:
    """Two statements."""
    address = reverse("workshops:list")
    return [
        Result(
            mark_matches(commune.name, text),
            [(commune.epci.name if commune.epci else "", False)],
            f"{address}?{urlencode({'commune': unambiguous_text(commune.code)})}",
        )
        for commune in find_communes(text, limit=3)
    ]
