"""What people type when they look for somebody to do what a need asks for, and what those who do it say."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from functools import cache
from importlib import resources
from typing import Any

from etabli.foundation.synonyms import Synonyms
from etabli.procurement.needs.catalogue import load
from etabli.procurement.needs.engine.words import stems

SECTORS = {  # the craft sector that a professional says they serve
    "food": "alimentation",
    "building": "bâtiment",
    "making": "fabrication",
    "jewellery-fashion": "fabrication",
    "repair": "services",
    "beauty": "services",
}


@cache
def synonyms() -> tuple[Synonyms, ...]:
    """What is asked of professionals (`synonyms.toml`), then the trades of the artisans whom they serve.

    The phrases by which a quote says a need are understood too, and so is a trade, unless `synonyms.toml` gives them
    another sense. Raises KeyError for a need that there is not.
    """
    written = resources.files("etabli.procurement.needs").joinpath("synonyms.toml").read_text("utf-8")
    sought = tomllib.loads(written)["sought"]
    taken = {frozenset(stems(phrase)) for entry in sought for phrase in entry["asked"]}
    return (*(_of_needs(entry, taken) for entry in sought), *_of_trades(taken))


def _of_needs(entry: dict[str, Any], taken: set[frozenset[str]]) -> Synonyms:
    words = [load().by_id[need_id].words for need_id in entry.get("needs", ())]
    of_quotes = dict.fromkeys(
        phrase for each in words for phrase in each.strong if not set("#+") & set(phrase)
    )
    return Synonyms(
        asked=(*entry["asked"], *(phrase for phrase in of_quotes if frozenset(stems(phrase)) not in taken)),
        offered=tuple(entry["offered"]),
        near=tuple(entry.get("near", ())),
        but=tuple(entry.get("but", ())),
    )


def _of_trades(taken: set[frozenset[str]]) -> Iterator[Synonyms]:
    for family in load().families:
        named = tuple(word for word in family.words if frozenset(stems(word)) not in taken)
        yield Synonyms(asked=named, offered=(), near=(SECTORS[family.id],))
