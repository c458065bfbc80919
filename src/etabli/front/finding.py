"""The page of search: what was found, by kind, with the words that made it found."""

from dataclasses import dataclass
from itertools import groupby

from django.utils.functional import Promise

from etabli.foundation.people.viewer import Viewer
from etabli.foundation.search.engine import marked
from etabli.foundation.search.index import declared
from etabli.foundation.search.queries import Hit, find

LONGEST = 200
MOST_BUSINESSES, MOST_OTHERS = 20, 30  # the register is so large that it would hide the rest

Pieces = list[tuple[str, bool]]


@dataclass(frozen=True)
class Result:
    """One thing found; its texts cut up, each piece with whether it is what was asked for. `url` may be empty."""

    title: Pieces
    detail: Pieces
    url: str


@dataclass(frozen=True)
class Group:
    """What was found of one kind, the nearest first; `is_cut` when there may be more."""

    kind: str
    label: str | Promise
    results: list[Result]
    is_cut: bool


def groups(viewer: Viewer, text: str) -> list[Group]:
    """What this viewer may see of what `text` may mean, by kind, the nearest kind first: four statements."""
    others = find(viewer, text, kinds=declared().keys() - {"business"}, limit=MOST_OTHERS + 1)
    businesses = find(viewer, text, kinds={"business"}, limit=MOST_BUSINESSES + 1)
    hits = others[:MOST_OTHERS] + businesses[:MOST_BUSINESSES]
    best = {hit.kind: hit.nearness for hit in reversed(hits)}
    order = list(declared())
    hits.sort(key=lambda hit: (-best[hit.kind], order.index(hit.kind)))  # stable: the nearest stay first
    return [
        Group(
            kind,
            declared()[kind].many,
            [_result(hit, text) for hit in found],
            len(businesses) > MOST_BUSINESSES if kind == "business" else len(others) > MOST_OTHERS,
        )
        for kind, found in groupby(hits, key=lambda hit: hit.kind)
    ]


def _result(hit: Hit, text: str) -> Result:
    return Result(marked(hit.title, text), marked(hit.detail, text), hit.url)
