"""The facts on the French language and country that tell a name from a word.

The words in use come with pyspellchecker, the rare ones from a spelling dictionary, the official trades with the
register; what they can't know of trades, telephones, names and places stands in data/ (see ATTRIBUTION.md).
"""

from collections import Counter
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from itertools import islice

from spellchecker import SpellChecker

from etabli.procurement.briefs.engine import Country, French, TradeNames
from etabli.procurement.needs.engine.words import SMALL, fold, tokens
from etabli.territory.register import trades

MOST_COMMON = 4000  # words so usual that one wrong letter is a typing error
SHORTEST_COMMON = 5


@cache
def french() -> French:
    """The everyday words, the names, the trades and the towns: half a second, once in a process."""
    used = SpellChecker(language="fr").word_frequency.dictionary
    assert isinstance(used, Counter)  # the library says only dict
    usual = (fold(word) for word, _times in used.most_common() if len(word) >= SHORTEST_COMMON)
    return French(
        words=frozenset(fold(word) for word in used),
        common=frozenset(islice(usual, MOST_COMMON)),
        typed=frozenset(_read("typed").split()),
        also_words=frozenset(_read("also_words").split()),
        names=frozenset(_read("names").split()),
        first_names=frozenset(_read("first_names").split()),
        communes=frozenset(_read("communes").splitlines()) | frozenset(_read("places").splitlines()),
        places=frozenset(_read("places").splitlines()),
        trades=frozenset(_read("trades").splitlines()),
        crafted=frozenset(_official_trades()),
        brands=frozenset(map(fold, _read("brands").splitlines())),
        wide_places=frozenset(_wide_places()),
        towns={
            fold(name): int(people)
            for name, people, _department in (row.split(";") for row in _read("towns").splitlines())
        },
    )


@cache
def trades_typed() -> TradeNames:
    """What customers type for each trade."""
    return TradeNames.parse(_read("trade_searches"))


@cache
def country() -> Country:
    """The départements of France and its towns, as customers type them."""
    return Country.parse(_read("departments"), _read("towns"))


def _wide_places() -> Iterator[str]:
    """The départements, the lands that people name instead, and the places that are neither."""
    first_names = frozenset(_read("first_names").split())
    for department in country().departments:
        for name in (department.name, *department.lands):
            if (folded := fold(name.replace("’", "'"))) not in first_names:  # "Léon"
                yield folded
    yield from map(fold, _read("wide_places").splitlines())


def _official_trades() -> Iterator[str]:
    """The words of the official trades' labels, and those that people use for them; a name among them stays a name."""
    names = frozenset(word for kind in ("first_names", "also_words", "names") for word in _read(kind).split())
    for code in trades.known_codes():
        for token in tokens(trades.all_names_of(code)):
            if len(token.word) > 3 and token.word not in SMALL | names:
                yield token.word


def _read(name: str) -> str:
    return files(__package__).joinpath(f"data/{name}.txt").read_text(encoding="utf-8")
