"""What the words of a page tell: whose it is, whether it was ever finished, and what it says to search engines."""

import re
from collections.abc import Sequence

from rapidfuzz import fuzz

from etabli.programme.visibility.engine.checks.facts import PageFacts
from etabli.programme.visibility.engine.checks.page.plain_words import folded, holds, plain_spaces
from etabli.programme.visibility.engine.checks.page.words import (
    ALONE,
    BUSINESS_KINDS,
    PLACEHOLDERS,
    TITLE_FILLERS,
)

MIN_DESCRIPTION_LETTERS, MIN_DESCRIPTION_WORDS = 25, 3
NEAR_ENOUGH = 85  # of 100: how near a name may be written and still be the name
_FORMS = """sarl eurl sas sasu sa snc scop ei eirl ets etablissements entreprise societe monsieur madame mme mr m et
    fils and de du des la le les l d au aux a"""
_LEGAL_FORMS = frozenset(_FORMS.split())
SHORT_PAGE = 400  # letters
_UNFINISHED = re.compile(
    r"\{\{\s*\w[\w. |]{0,40}\}\}|%%\w{2,30}%%|\b(?:[Ll]orem|LOREM|[Ii]psum|X{4,}|x{4,})\b"
)


def holds_name(text: str, name: str) -> bool:
    """Whether this name stands in it, near enough: a business writes its name in more ways than one, with its legal
    form or without, the first name before or after."""
    words, said = folded(name), folded(text)
    if holds(text, name) or fuzz.partial_ratio(words, said) >= NEAR_ENOUGH:
        return True
    telling = {word for word in words.split() if word not in _LEGAL_FORMS and len(word) > 1}
    there = said.split()
    length = len(telling) + 4
    return bool(telling) and any(
        _is_near(telling, there[start : start + length])
        for start, word in enumerate(there)
        if word[:2] in {each[:2] for each in telling}
    )


def _is_near(words: set[str], said: Sequence[str]) -> bool:
    return all(any(_is_same(word, other) for other in said) for word in words)


def _is_same(word: str, other: str) -> bool:
    return word == other or (len(word) > 4 and fuzz.ratio(word, other) >= NEAR_ENOUGH)


def says_nothing(title: str) -> bool:
    """Whether a title names neither a business nor a trade."""
    return not _telling(title)


def presents_nothing(description: str) -> bool:
    """Whether the sentence that presents a page is missing, or names nothing."""
    return len(description) < MIN_DESCRIPTION_LETTERS or len(_telling(description)) < MIN_DESCRIPTION_WORDS


def _telling(text: str) -> list[str]:
    return [
        word
        for word in folded(re.sub(r"(?<=[a-z])\d+\b", "", text)).split()
        if word not in TITLE_FILLERS and not word.isdecimal() and len(word) > 1
    ]


def placeholder(pages: Sequence[PageFacts]) -> str:
    """The words of the pages that nobody finished; "" when there are none."""
    text = " ".join(f"{page.title} {page.description} {page.text} {page.picture_words}" for page in pages)
    read = plain_spaces(text).lower().replace("’", "'")
    known = next((words for words in PLACEHOLDERS if words in read), "")
    if not known and len(read) < SHORT_PAGE:
        known = next((words for words in ALONE if words in read), "")
    unfinished = _UNFINISHED.search(text)
    return known or (unfinished[0] if unfinished else "")


def is_business_data(page: PageFacts) -> bool:
    """Whether the page tells machines of a business: by its kind, or by how it is reached."""
    kinds = {re.split(r"[/:#]", kind.lower())[-1] for kind in page.data}
    said = set(page.data_text.split())
    is_reached = "telephone" in said and bool({"address", "streetAddress"} & said)
    return bool(kinds & BUSINESS_KINDS) or "vcard" in kinds or (bool(kinds) and is_reached)
