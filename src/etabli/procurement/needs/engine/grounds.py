"""What speaks for and against a need that the phrases of a line name: which phrases, where they stand, what stands
beside them, and how likely the model of letters finds it there and in the whole line."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from etabli.procurement.needs.engine.likelihood import Likelihood
from etabli.procurement.needs.engine.matching import Hit, Line

_STOP = re.compile(r"\n|(?<=[a-zà-ÿ)]{3})\. (?=[A-ZÀ-Ý])")
_LIST = 3  # items, from which each is judged by itself
_LEAST, _MOST = -8.0, 6.0  # log-odds beyond which nothing is said any more
_UNIT = 4.0  # log-odds, so that all grounds are of one size
THERE = 6  # where, among the grounds, stands how likely the need is in the sentence or the item of its phrase
_WORDS_OF_ITEM = 3  # of a short list, at most
_PARTED = re.compile(r"\s*(?:[,;/+•·&\n]|\s[-–—]\s)\s*|\s+")  # what stands between its items
_BY_ITSELF, _LIKELY = 3.0, 1.5  # log-odds from which an item surely says a need, and beside another
_REFUSING = frozenset({"hors", "sans", "ni"})  # an item after one of these still names one thing alone
_WORDS, _NEEDS = 4, 5  # from which a phrase is long, and a line full


def grounds(
    line: Line, kept: Mapping[str, Sequence[Hit]], off: frozenset[int], model: Likelihood
) -> dict[str, list[float]]:
    """The grounds of each need of `kept`; `off` are the words that the line doesn't offer."""
    in_line = {need: _bounded(model.of(need, line.text)) for need in kept}
    likeliest = model.most(line.text)
    whole = sum(not word.small for word in line.words)
    each = {}
    for need, hits in kept.items():
        best = max(hits, key=lambda hit: (hit.phrase.kind == "strong", len(hit.at), -hit.first))
        there = _bounded(max(model.of(need, sentence(line, hit)) for hit in hits))
        others = [hit for other, those in kept.items() if other != need for hit in those]
        next_likeliest = max((odds for name, odds in in_line.items() if name != need), default=_LEAST)
        grounds = (
            1,
            best.phrase.kind == "strong",
            min(len(best.at), _WORDS) / _WORDS,
            len(hits) > 1,
            any(not off.isdisjoint(hit.at) for hit in hits),
            is_guessed(line, best),
            there / _UNIT,
            max(0.0, there) / _UNIT,
            in_line[need] / _UNIT,
            in_line[need] >= _bounded(likeliest),
            (in_line[need] - next_likeliest) / _UNIT,
            len(kept) == 1,
            min(len(kept), _NEEDS) / _NEEDS,
            all(word.small for word in line.words[: best.first]),
            line.clause[best.first] == 0,
            len(best.at) / max(1, whole),
            any(_stands_before(line, hit, best) for hit in others),
            any(hit.at & best.at for hit in others),
        )
        each[need] = [float(ground) for ground in grounds]
    return each


def sentence(line: Line, hit: Hit) -> str:
    """The sentence, or the row, in which a phrase stands; in a list of three or more, its own item."""
    pieces = line.parts[line.clause[hit.first]].pieces
    item = next(piece for piece in pieces if hit.first in piece)
    if len(pieces) >= _LIST:
        return _text(line, item)
    start, end = line.words[hit.first].start, line.words[hit.last].end
    before = list(_STOP.finditer(line.text, 0, start))
    after = _STOP.search(line.text, end)
    return line.text[before[-1].end() if before else 0 : after.start() if after else len(line.text)]


def beside_a_sure_one(line: Line, kept: Mapping[str, Sequence[Hit]], model: Likelihood) -> frozenset[str]:
    """The needs of a short list ("référencement, hébergement et formation") that an item names, and nothing else does
    there, while another of its items surely says a need."""
    items = _items(line)
    sure, alone = set[int](), dict[str, set[int]]()
    for need, hits in kept.items():
        for at, item in enumerate(items):
            there = [hit for hit in hits if hit.first in item]
            odds = model.of(need, _text(line, item)) if there else 0.0
            if odds > _BY_ITSELF:
                sure.add(at)
            named = {word for word in _full(line, item) if line.words[word].word not in _REFUSING}
            if odds > _LIKELY and any(named <= hit.at for hit in there):
                alone.setdefault(need, set()).add(at)
    return frozenset(need for need, at in alone.items() if len(sure | at) > len(at))


def is_whole(line: Line, hit: Hit) -> bool:
    """Whether a phrase that leaves no doubt is all that the line says."""
    return hit.phrase.kind == "strong" and _full(line, range(len(line.words))) <= hit.at


def _items(line: Line) -> Sequence[range]:
    """The items of a line that is but a list of a few words each; else none."""
    stretch = line.stretch
    starts = [at for at in range(len(stretch)) if not at or stretch[at] != stretch[at - 1]]
    items = [range(start, stop) for start, stop in zip(starts, [*starts[1:], len(stretch)], strict=True)]
    gaps = [line.text[line.words[start - 1].end : line.words[start].start] for start in starts[1:]]
    is_list = len(items) >= _LIST and all(_PARTED.fullmatch(gap) for gap in gaps)
    return items if is_list and all(0 < len(_full(line, item)) <= _WORDS_OF_ITEM for item in items) else ()


def _full(line: Line, item: range) -> set[int]:
    return {at for at in item if not line.words[at].small}


def _text(line: Line, item: range) -> str:
    return line.text[line.words[item.start].start : line.words[item.stop - 1].end]


def is_guessed(line: Line, hit: Hit) -> bool:
    """Whether a word of a phrase is misspelt there, and had to be guessed."""
    return any(line.tokens[at].stem != line.words[at].stem for at in hit.at)


def _stands_before(line: Line, hit: Hit, best: Hit) -> bool:
    same = line.clause[hit.first] == line.clause[best.first]
    return hit.phrase.kind == "strong" and hit.first < best.first and same


def _bounded(odds: float) -> float:
    return max(_LEAST, min(_MOST, odds))
