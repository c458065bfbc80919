"""The facts on the French language that tell a name from a word.

The words in use come with pyspellchecker; what it can't know of trades, telephones, names and places stands in data/
(see ATTRIBUTION.md).
"""

from collections import Counter
from functools import cache
from importlib.resources import files
from itertools import islice

from spellchecker import SpellChecker

from etabli.procurement.briefs.engine import French, TradeNames
from etabli.procurement.needs.engine.words import fold

MOST_COMMON = 4000  # words so usual that one wrong letter is a typing error
SHORTEST_COMMON = 5


@cache
def french() -> French:
    """The everyday words, the names and the places made of everyday words: half a second, once in a process."""
    used = SpellChecker(language="fr").word_frequency.dictionary
    assert isinstance(used, Counter)  # the library says only dict
    usual = (fold(word) for word, _times in used.most_common() if len(word) >= SHORTEST_COMMON)
    return French(
        words=frozenset(fold(word) for word in used),
        common=frozenset(islice(usual, MOST_COMMON)),
        typed=frozenset(_read("typed").split()),
        also_words=frozenset(_read("also_words").split()),
        names=frozenset(_read("names").split()),
        places=frozenset(_read("places").splitlines()),
    )


@cache
def trades_typed() -> TradeNames:
    """What customers type for each trade."""
    return TradeNames.parse(_read("trades"))


def _read(name: str) -> str:
    return files(__package__).joinpath(f"data/{name}.txt").read_text(encoding="utf-8")
