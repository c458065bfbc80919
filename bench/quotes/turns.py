"""Lines made of turns and needs (`turns.tsv`), to learn what a line says of a thing by more than the writings say."""

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from etabli.procurement.needs.catalogue import written
from etabli.procurement.needs.engine import Polarity

TURNS = Path(__file__).with_name("turns.tsv")
COUNT, SEED = 11_000, 4
UNDER_A_HEADING = 5  # how much more often than another a turn is taken that stands under a heading
TWO = 0.35  # the share of lines that say two things
AFTER_ANOTHER = 0.4  # and of those under a heading that aren't its first
_CHOICE = re.compile(r"\[([^\[\]]*)\]")
_THING = re.compile(r"(?:\b(le|du) )?(?<![^\W_])N(?![^\W_])")
_BETWEEN = (" ; ", ". ", " - ", ", ", " (", "\n")
# What a thing is called besides its name.
_BESIDES = [
    *("", "", "", " du site", " (3)", " 5 pages", " pour l'atelier", " professionnel", " en ligne"),
    *(" de la boutique", " sur mesure", " trimestriel", " anglaise", " 1 an", " initiale"),
]


@dataclass(frozen=True)
class Said:
    """What a line says of what stands in a span of it, under these lines."""

    line: str
    span: slice
    above: tuple[str, ...]
    polarity: Polarity


@dataclass(frozen=True)
class _Turn:
    polarity: Polarity
    line: str
    above: tuple[str, ...]


def made(count: int = COUNT, seed: int = SEED) -> list[Said]:
    """At least so many, the same for the same seed."""
    rng = random.Random(seed)
    turns, names, lines = list(_turns()), _names(), list[Said]()
    while len(lines) < count:
        lines += _line(rng, turns, names)
    return lines


def _turns() -> Iterator[_Turn]:
    for row in TURNS.read_text("utf-8").splitlines():
        if row and not row.startswith("#"):
            polarity, line, *above = row.split("\t")
            for _ in range(UNDER_A_HEADING if above else 1):
                yield _Turn(cast("Polarity", polarity), line, tuple(above))


def _names() -> list[str]:
    """What the catalogue calls the things that a quote may offer."""
    phrases = [phrase for need in written().answerable for phrase in need.words.strong]
    return [phrase for phrase in phrases if "+" not in phrase and "#" not in phrase and len(phrase) > 3]


def _line(rng: random.Random, turns: list[_Turn], names: list[str]) -> Iterator[Said]:
    turn = rng.choice(turns)
    above = tuple(_chosen(rng, each) for each in turn.above)
    if above and rng.random() < AFTER_ANOTHER:
        above = (*above, f"{rng.choice('-•')} {rng.choice(names)}")
    said = [turn]
    if not above and rng.random() < TWO:
        second = rng.choice(turns)
        said += [] if second.above else [second]
    between, text, spans = rng.choice(_BETWEEN), "", list[slice]()
    for each in said:
        begun = f"{text}{between}" if text else ""
        written, span = _told(rng, each.line, rng.choice(names) + rng.choice(_BESIDES))
        text = f"{begun}{written}{')' if begun.endswith('(') else ''}"
        spans.append(slice(len(begun) + span.start, len(begun) + span.stop))
    for each, span in zip(said, spans, strict=True):
        yield Said(text, span, above, each.polarity)


def _told(rng: random.Random, turn: str, name: str) -> tuple[str, slice]:
    """A turn said of a thing, and where the thing stands in it."""
    sentence = re.sub(r"\s+([,.])", r"\1", " ".join(_chosen(rng, turn).split()))
    match = _THING.search(sentence)
    if match is None:
        raise ValueError(f"no thing in {turn!r}")
    before = sentence[: match.start()] + _article(rng, match.group(1), name)
    return f"{before}{name}{sentence[match.end() :]}", slice(len(before), len(before) + len(name))


def _chosen(rng: random.Random, turn: str) -> str:
    return _CHOICE.sub(lambda match: rng.choice(match.group(1).split("|")), turn).replace("¦", "|")


def _article(rng: random.Random, kind: str | None, name: str) -> str:
    if kind is None:
        return ""
    plural = name.split()[0].endswith(("s", "x"))
    elided = name[0].lower() in "aeiouyhéèêà" and not plural
    if kind == "le":
        return "les " if plural else "l'" if elided else rng.choice(("le ", "la "))
    return "des " if plural else "de l'" if elided else rng.choice(("du ", "de la ", "de "))
