"""What the lines above a line say about it: a heading, a list of what is not included, the beginning of a sentence."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from etabli.procurement.needs.engine.polarity import Polarity, announced_by
from etabli.procurement.needs.engine.words import Token, fold, tokens

ABOVE = 12  # lines; what stands higher is no heading of this one
_LONGEST = 1_000  # characters read of a line above
_SHORT, _ANNOUNCING = 8, 12  # words of a heading: without a colon, with one
_HEADING = re.compile(r":\s*$")
_PRICE = re.compile(r"\d\s?(?:€|euros?\b|EUR\b|HT\b|TTC\b)|\d,\d\d\s*$")
_TOTAL = re.compile(r"\s*(?:sous total|total|montant|net a payer|tva)\b")
# A line of these words and of numbers alone says how much or how long, not what.
_BARE = re.compile(
    r"ans?|annees?|annuel\w*|mois|mensuel\w*|trimestr\w*|semaines?|jours?|heures?|h|j|ht|ttc|eur|euros?|€|%|x|soit|puis|"
    r"forfait\w*|tarif|prix|cout|montant|total|unites?|lots?|quantite|duree|periode|abonnement|renouvel\w+|suivantes?|"
    r"premiere|deuxieme|seconde|option\w*|offert\w*|inclus\w*|compris\w*|gratuit\w*|base|standard|pack|tout|"
    r"supplementaires?|compter|partir"
)
_LEAVES_OUT = re.compile(r"(?:hors|sans|sauf|hormis)\b|.*\b(?:n\W|ne )(?:est|sont) pas\b")
_OPEN = frozenset(
    {
        "a",
        "au",
        "aux",
        "avec",
        "d",
        "dans",
        "de",
        "des",
        "du",
        "en",
        "et",
        "l",
        "la",
        "le",
        "les",
        "ou",
        "par",
        "pour",
        "sur",
        "un",
        "une",
        "vos",
        "votre",
    }
)
_BULLET = re.compile(r"\s*(?:[-–—•*·▪✓>]|\d+[.)])\s*")


@dataclass(frozen=True)
class Above:
    """`begun`: the beginning of the sentence that the line goes on with; `heading`: what it stands under; `polarity`:
    what the heading says of all that follows; `titles`: the heading, while it may still say something
    of the line, or what may be one, nearest first."""

    begun: str = ""
    heading: str = ""
    polarity: Polarity = "offered"
    titles: tuple[str, ...] = ()


def above(line: str, around: Sequence[str]) -> Above:
    """What the lines above, in reading order, say about this one. An empty line ends what they say."""
    near: list[str] = []
    for each in reversed(around[-ABOVE:]):
        if not each.strip():
            break
        near.append(each[:_LONGEST])
    if not near:
        return Above()
    heading = next((each for each in near if _is_heading(each)), "")
    begun = near[0] if _goes_on(near[0], line) else ""
    under = heading or (near[0] if len(tokens(near[0])) <= _SHORT else "")
    if not heading:
        return Above(begun, under, titles=tuple(each for each in near if _stands_as_title(each)))
    carried = _carried(line, near, heading)
    stays = carried != "offered" or not (
        _announced(heading) or _PRICE.search(heading) or len(tokens(heading)) > _ANNOUNCING
    )
    return Above(begun, under, carried, (heading,) if stays else ())


@lru_cache(maxsize=256)
def _stands_as_title(line: str) -> bool:
    """Whether a line may be a title without saying so: short, without a bullet, a price or a stop, and not one that
    leaves out a thing of its own."""
    plain = line.strip()
    return (
        0 < len(tokens(plain)) <= _SHORT
        and not _LEAVES_OUT.match(fold(plain))
        and not _BULLET.match(plain)
        and not _PRICE.search(plain)
        and plain[-1] not in ".;,"
    )


def _carried(line: str, near: Sequence[str], heading: str) -> Polarity:
    """What a heading says of a line under it: what has a price isn't left out, and a total ends every list."""
    polarity = _announced(heading) or "offered"
    between = (line, *near[: near.index(heading)])
    if any(_TOTAL.match(fold(each)) for each in between) or _is_over(between):
        return "offered"
    if polarity != "optional" and any(_PRICE.search(each) for each in between):
        return "offered"
    return polarity


def _is_over(between: Sequence[str]) -> bool:
    """Whether a list has ended, of which the last item stands first: at a title in capitals, or, where its items have a
    bullet or a dash, at a line without one."""
    if any(each.isupper() and len(tokens(each)) <= _SHORT for each in between):
        return not all(each.isupper() for each in between)
    return bool(_BULLET.match(between[-1])) and not all(_BULLET.match(each) for each in between)


def bare(line: str) -> str:
    """The words of a line that only says how much or how long; empty when it says anything else."""
    words = [token for token in tokens(line) if not token.small]
    if not words or not all(_counts(token) for token in words):
        return ""
    return line[words[0].start : words[-1].end]


def _counts(token: Token) -> bool:
    return bool(token.number) or bool(_BARE.fullmatch(token.word))


@lru_cache(maxsize=256)
def _is_heading(line: str) -> bool:
    return bool(_HEADING.search(line)) or bool(_announced(line))


@lru_cache(maxsize=256)
def _announced(heading: str) -> Polarity | None:
    words = tokens(heading)
    longest = _ANNOUNCING if _HEADING.search(heading) else _SHORT
    return announced_by(" ".join(token.word for token in words)) if len(words) <= longest else None


def _goes_on(before: str, line: str) -> bool:
    """Whether a line goes on with the sentence before: cut after "de", before "et", or within a word."""
    if _BULLET.match(line) or _HEADING.search(before):
        return False
    last, first = tokens(before)[-1:], tokens(line)[:1]
    if not last or not first or before.rstrip()[-1] in ".;:!?)":
        return False
    return last[0].word in _OPEN or (fold(line.strip()[:1]) == line.strip()[:1] and first[0].word in _OPEN)
