"""The charter of neutrality: a text with a version, in French and in English, side by side with this file."""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent


@dataclass(frozen=True)
class Charter:
    """`version` is its first line ("Version 1 du …"); each article a title and its text."""

    version: str
    articles: tuple[tuple[str, str], ...]

    @property
    def number(self) -> str:
        """That of its version ("1"), which is kept of whoever signs it."""
        digits = re.search(r"\d+", self.version)
        return digits[0] if digits else ""


@cache
def charter(language: str) -> Charter:
    """In this language; in French for those that it is not written in."""
    file = FOLDER / f"{language}.txt"
    text = (file if file.exists() else FOLDER / "fr.txt").read_text(encoding="utf-8")
    version, *parts = text.split("\n# ")
    pairs = [part.strip().partition("\n") for part in parts]
    return Charter(version.strip(), tuple((title, words) for title, _newline, words in pairs))
