"""Finding a commune from what a person typed: accents, hyphens, Saint/St, typos, postal codes."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from rapidfuzz import fuzz, process

_SHORT = {"st": "saint", "ste": "sainte"}
_CLOSE_ENOUGH = 74.0
_SLIP = 92.0  # a letter doubled or left out in a name of six or more; lower, Bayonne would be Branne


def fold(text: str) -> str:
    """Lower case without accents, ligatures or hyphens; "St" becomes "saint"."""
    plain = text.replace("œ", "oe").replace("Œ", "oe").replace("æ", "ae")
    plain = unicodedata.normalize("NFKD", plain).encode("ascii", "ignore").decode().lower()
    return " ".join(_SHORT.get(word, word) for word in re.findall(r"[a-z0-9]+", plain))


@dataclass(frozen=True, slots=True)
class Name:
    """A commune as it may be typed."""

    code: str
    name: str
    postal_codes: tuple[str, ...]
    population: int


class Names:
    """All communes, ready to be searched."""

    def __init__(self, names: Iterable[Name]) -> None:
        self._names = sorted(names, key=lambda name: (-name.population, name.code))
        self._folded = [fold(name.name) for name in self._names]

    def search(self, text: str, *, limit: int = 8) -> list[tuple[Name, float]]:
        """The communes that `text` may mean with a score of 0 to 100, best first, then the larger.

        `text` may be a name, the beginning of one, an INSEE or postal code, or a name with its postal code. A code
        alone gives all of its communes, whatever the limit: nothing tells which is meant.
        """
        digits = "".join(re.findall(r"\b\d{5}\b", text)[:1])
        wanted = fold(re.sub(r"\d", " ", text))
        pool = [
            i for i, name in enumerate(self._names) if not digits or digits in (name.code, *name.postal_codes)
        ]
        if not wanted:
            return [(self._names[i], 100.0) for i in pool] if digits else []
        # A wrong postal code beside a right name must not hide the commune.
        scored = self._score(wanted, pool) or (self._score(wanted, range(len(self._names))) if digits else [])
        scored.sort(key=lambda match: (-match[1], match[0]))
        return [(self._names[i], score) for i, score in scored[:limit]]

    def meant(self, text: str) -> Name | None:
        """The commune that `text` names for sure: its code, its name, a slip of the pen in it, or the beginning of it
        beside its postal code. The beginning alone ("Pau") may be another commune, far from here: None."""
        matches = self.search(text, limit=2)
        if not matches:
            return None
        name, score = matches[0]
        if text.strip().casefold() in {name.name.casefold(), name.code}:
            return name
        is_tied = len(matches) > 1 and matches[1][1] == score
        has_its_code = not {name.code, *name.postal_codes}.isdisjoint(re.findall(r"\b\d{5}\b", text))
        return name if (score >= 98.0 or has_its_code) and not is_tied else None

    def _score(self, wanted: str, pool: Iterable[int]) -> list[tuple[int, float]]:
        scores: dict[int, float] = {}
        for i in pool:
            name = self._folded[i]
            if name == wanted:
                scores[i] = 100.0
            elif fuzz.ratio(name, wanted) >= _SLIP:
                scores[i] = 98.0
            elif name.startswith(wanted):
                scores[i] = 96.0
            elif f" {wanted}" in f" {name}":
                scores[i] = 92.0
        choices = {i: self._folded[i] for i in pool if i not in scores}
        close = process.extract(wanted, choices, scorer=fuzz.ratio, score_cutoff=_CLOSE_ENOUGH, limit=20)
        scores.update({i: min(90.0, score) for _, score, i in close})
        return list(scores.items())
