"""Spam and honest posts of our own making: half of them teach `forum/engine/spam.py`, the other half measures it."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

from etabli.community.forum.engine.spam import Post, judge

Half = Literal["tuned", "held"]


@dataclass(frozen=True)
class Labelled:
    """A post, and whether it is spam."""

    post: Post
    is_spam: bool


@dataclass(frozen=True)
class Measure:
    """Of a half: how much of the spam is caught, how many of the honest posts are held."""

    spam: int
    caught: int
    honest: int
    held: int


@cache
def posts(half: Half) -> tuple[Labelled, ...]:
    """Every other post, so that the halves share none."""
    start = ("tuned", "held").index(half)
    return tuple(
        Labelled(Post(text.replace("\\n", "\n"), by_newcomer=author == "new"), name == "spam")
        for name in ("spam", "honest")
        for author, text in _rows(name)[start::2]
    )


def measure(half: Half) -> Measure:
    spam = [judge(each.post).is_held for each in posts(half) if each.is_spam]
    honest = [judge(each.post).is_held for each in posts(half) if not each.is_spam]
    return Measure(len(spam), sum(spam), len(honest), sum(honest))


def _rows(name: str) -> list[tuple[str, str]]:
    lines = (Path(__file__).parent / f"{name}.tsv").read_text(encoding="utf-8").splitlines()
    return [(author, text) for author, _tab, text in (line.partition("\t") for line in lines)]
