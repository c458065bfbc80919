"""What an ad never loses: the trade, what the trade works with, towns that tell nobody."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import lru_cache

from etabli.procurement.briefs.engine.identifiers import Span
from etabli.procurement.briefs.engine.lexicon import Lexicon
from etabli.procurement.briefs.engine.makes import makes
from etabli.procurement.briefs.engine.places import Places, told_towns
from etabli.procurement.needs.engine.words import SMALL, fold

_MODEL = re.compile(r"(?: (?:[A-ZÀ-Þ][\w-]*|[A-Z]*\d[\w-]*))+")
_SOCIAL = frozenset(["facebook", "instagram", "tiktok", "pinterest", "youtube", "linkedin", "snapchat"])
_TO_A_TOWN = re.compile(r" (?:à )?$")
_LONGEST_BRAND = 4  # words
_FAMILY = frozenset(["fils", "fille", "filles", "freres", "soeurs"])  # "Durand et fils"
_SMALL_WORD = r"(?:et|de|du|des|la|le|les|l|d|en|sur|au|aux|à|a)"
_SIDES = re.compile(rf"^(?:[\W_]|(?<!\w){_SMALL_WORD}(?!\w))+|(?:[\W_]|(?<!\w){_SMALL_WORD}(?!\w))+$", re.I)
_LEFT_OVER = re.compile(
    r"(?:[\W_]|(?<!\w)(?:et|de|du|des|la|le|les|en|sur|au|aux|dans|avec|pour|un|une|mon|ma)(?!\w))*", re.I
)


def staying(
    text: str, folded: str, back: list[int], trade: str, places: Places, lexicon: Lexicon
) -> list[Span]:
    """The spans of a text that no guess may take: brands, the brief's own trade, large towns."""
    return [
        *_brands(text, folded, back, lexicon),
        *makes(text, lexicon),
        *_own_trade(folded, back, trade),
        *told_towns(folded, back, places, lexicon),
    ]


def without(spans: Iterable[Span], kept: list[Span], text: str, lexicon: Lexicon) -> Iterator[Span]:
    """Guesses with what stays cut out of them; what a cue or the record says is left whole. Of a make, the everyday
    words beside it stay as well: "Logiciel Optimum"."""
    for guess in spans:
        span = _before_its_town(guess, kept, text, lexicon)
        pieces = [(span.start, span.end)]
        if not span.is_sure and span.kind in {"name", "place"}:
            for stay in kept:
                if stay.start < span.end and stay.end > span.start:
                    pieces = [piece for start, end in pieces for piece in _cut(start, end, stay)]
        of_a_make = any(
            stay.kind == "brand" and stay.start < span.end and stay.end > span.start for stay in kept
        )
        for start, end in pieces:
            if (start, end) == (span.start, span.end):
                yield span
            elif not _LEFT_OVER.fullmatch(text[start:end]) and not (
                of_a_make and _is_of_words(text[start:end], lexicon)
            ):
                lead, tail = _edges(text[start:end])
                yield Span(start + lead, end - tail, span.kind)


def _before_its_town(span: Span, kept: list[Span], text: str, lexicon: Lexicon) -> Span:
    """ "Patte Blanche à Vierzon" is that business, and where it is; so is "NET'SANÉ Évreux", but for "Jean Paris"."""
    for stay in kept:
        if stay.kind != "town" or stay.end != span.end:
            continue
        if lead := _TO_A_TOWN.search(text, span.start + 1, stay.start):
            before = re.findall(r"[^\W_]+", text[span.start : lead.start()])
            is_surname = lead.group() == " " and (
                not before or lexicon.is_first_name(before[-1]) or fold(before[-1]) in SMALL
            )
            if not is_surname:
                return replace(span, end=lead.start())
    return span


def without_trades(spans: Iterable[Span], text: str, lexicon: Lexicon) -> Iterator[Span]:
    """ "Boulangerie Dupouy" identifies by its second word alone: the trade before or after a name stays."""
    for span in spans:
        if span.kind != "name":
            yield span
            continue
        words = list(re.finditer(r"[^\W_]+", text[span.start : span.end]))
        first, last = 0, len(words) - 1
        while first < last and _is_beside(words[first].group(), words[first + 1 :], lexicon):
            first += 1
            while first < last and fold(words[first].group()) in SMALL - {
                "la",
                "le",
                "les",
                "l",
                "a",
                "au",
                "aux",
            }:
                first += 1
        while last > first and (
            _is_beside(words[last].group(), words[:last], lexicon) or fold(words[last].group()) in _FAMILY
        ):
            last -= 1
            while last > first and fold(words[last].group()) in SMALL:
                last -= 1
        if words and (first or last < len(words) - 1):
            end = span.end if last == len(words) - 1 else span.start + words[last].end()
            yield Span(span.start + words[first].start(), end, span.kind, span.is_sure)
        else:
            yield span


def _is_of_words(piece: str, lexicon: Lexicon) -> bool:
    words = re.findall(r"[^\W_]+", piece)
    return all(lexicon.is_everyday(word, mistyped=False) and not lexicon.is_name(word) for word in words)


def _is_beside(word: str, others: list[re.Match[str]], lexicon: Lexicon) -> bool:
    """A trade; beside a name that is no everyday word, also what a trade makes: "Boisgontier Paysage"."""
    if _is_trade(word, lexicon):
        return True
    crafted = fold(word) in lexicon.french.crafted and not lexicon.is_name(word)
    return crafted and any(not lexicon.is_everyday(other.group(), mistyped=False) for other in others)


def _is_trade(word: str, lexicon: Lexicon) -> bool:
    return fold(word) in lexicon.trades and not lexicon.is_name(word)


def _cut(start: int, end: int, stay: Span) -> Iterator[tuple[int, int]]:
    if start < stay.start:
        yield start, min(end, stay.start)
    if stay.end < end:
        yield max(start, stay.end), end


def _edges(piece: str) -> tuple[int, int]:
    bare = _SIDES.sub("", piece)
    lead = piece.index(bare) if bare else 0
    return lead, len(piece) - lead - len(bare)


def _brands(text: str, folded: str, back: list[int], lexicon: Lexicon) -> Iterator[Span]:
    words = list(re.finditer(r"[^\W_]+(?:['’.][^\W_]+)?", folded))
    at = 0
    while at < len(words):
        step = 1
        for count in range(min(_LONGEST_BRAND, len(words) - at), 0, -1):
            start, end = words[at].start(), words[at + count - 1].end()
            is_make = re.sub(r"[\s\-]+", " ", folded[start:end]) in _spelt(lexicon)
            if is_make and not (
                count == 1 and at and _is_a_surname(text, back, words[at - 1 : at + 1], lexicon)
            ):
                last = back[end - 1] + 1
                # "Bongard Spiral", "Husqvarna 550"; but after "Facebook" comes the name of a page
                model = None if folded[start:end] in _SOCIAL else _MODEL.match(text, last)
                yield Span(back[start], model.end() if model else last, "brand")
                step = count
                break
        at += step


def _is_a_surname(text: str, back: list[int], words: list[re.Match[str]], lexicon: Lexicon) -> bool:
    """ "Ernst Weber" makes no mortar."""
    first, last = (text[back[word.start()] : back[word.end() - 1] + 1] for word in words)
    beside = text[back[words[0].end() - 1] + 1 : back[words[1].start()]] == " "
    is_somebody = lexicon.is_first_name(first) or not (
        fold(first) in _spelt(lexicon) or lexicon.is_everyday(first, mistyped=False)
    )
    return beside and last[0].isupper() and first[0].isupper() and is_somebody


@lru_cache(maxsize=4)
def _spelt(lexicon: Lexicon) -> frozenset[str]:
    return frozenset(re.sub(r"[\s\-]+", " ", brand) for brand in lexicon.french.brands)


def _own_trade(folded: str, back: list[int], trade: str) -> Iterator[Span]:
    """The words of the trade as the brief names it, for a woman or a man, one or several."""
    stems = {word[: max(4, len(word) - 3)] for word in re.findall(r"[^\W_]{4,}", fold(trade))}
    if stems:
        any_of = "|".join(map(re.escape, sorted(stems)))
        for match in re.finditer(rf"(?<![^\W_])(?:{any_of})[^\W_]{{0,6}}(?![^\W_])", folded):
            yield Span(back[match.start()], back[match.end() - 1] + 1, "trade")
