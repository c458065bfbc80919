"""How plain a French text is: sentences and their length, words that few people use, jargon and what to say instead.

Sources: the "langage clair" guides of the French administration (one idea a sentence, fifteen to twenty words); how
common a word is comes from the package wordfreq. Conjugated forms count by their commonest relative: "annulez" is
as plain as "annuler".
"""

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import lxml.html
import snowballstemmer
from wordfreq import top_n_list, zipf_frequency

SHORT = 20  # a sentence of fewer words is easily read
LONGEST = 30  # nobody has to read one longer than this
LEAST = 6  # fewer words are a label, not a sentence
COMMON = 3.0  # on the Zipf scale: once in a million words
PLACE = re.compile(r"%\((\w+)\)[sd]|(?<!%)%[sd]|\{(\w*)\}")
END = re.compile(r"(?<=[.!?…])[\s\u00a0»]+|\n+")
WORD = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*")
BLOCKS = ("p", "li", "dt", "dd", "h1", "h2", "h3", "h4", "label", "legend", "summary", "caption", "td", "th")
UNREAD = ("script", "style", "pre", "code", "svg", "template", "form[@action='/langue/']")


@cache
def words() -> dict[str, dict[str, str]]:
    """words.toml: `jargon` (what not to write, and what to say) and `known` (rare, and explained where it stands)."""
    return tomllib.loads((Path(__file__).parent / "words.toml").read_text("utf-8"))


def sentences(text: str) -> Iterator[list[str]]:
    """The words of each sentence; what a person or the machine fills in counts as one word."""
    for sentence in END.split(re.sub(r"<[^>]+>", " ", PLACE.sub("nom", text))):
        if words_there := WORD.findall(sentence):
            yield words_there


def pieces(word: str) -> list[str]:
    """ "Recopiez-le" is two words, "l’adresse" too."""
    return re.split(r"[’'-]", word)


def long_sentences(text: str, most: int) -> list[str]:
    return [" ".join(sentence) for sentence in sentences(text) if len(sentence) > most]


@cache
def _stem_of(word: str) -> str:
    return str(snowballstemmer.stemmer("french").stemWord(word))


@cache
def _common_stems() -> frozenset[str]:
    return frozenset(
        _stem_of(word) for word in top_n_list("fr", 40_000) if zipf_frequency(word, "fr") >= COMMON
    )


def rare_words(text: str) -> set[str]:
    """The words that few people meet, capitals apart: names are what they are."""
    return {
        piece
        for sentence in sentences(text)
        for word in sentence
        for piece in pieces(word)
        if len(piece) > 3
        and piece.islower()
        and piece not in words()["known"]
        and zipf_frequency(piece, "fr") < COMMON
        and _stem_of(piece) not in _common_stems()
    }


def jargon(text: str) -> dict[str, str]:
    """What of the list stands in the text, each with what to say instead."""
    folded = PLACE.sub("", text).lower().replace("'", "’")
    return {word: plain for word, plain in words()["jargon"].items() if re.search(rf"\b{word}\b", folded)}


def read_aloud(page: str) -> list[str]:
    """The texts of a page, block by block, as a person reads them."""
    tree = lxml.html.fromstring(page)
    for unread in UNREAD:
        for element in tree.xpath(f"//{unread}"):
            element.drop_tree()
    inner = " or ".join(f"descendant::{block}" for block in BLOCKS)
    blocks = tree.xpath("|".join(f"//{block}[not({inner})]" for block in BLOCKS))
    return [text for block in blocks if (text := " ".join(block.text_content().split()))]
