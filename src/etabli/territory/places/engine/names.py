"""Finding a commune from what a person typed: accents, hyphens, Saint/St, typos, postal codes."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from rapidfuzz import fuzz, process

_SHORT_FORMS = {"st": "saint", "ste": "sainte"}
_MARK = re.compile(
    r"[^\w\s\u0300-\u036f\u00ad\u200b-\u200d\ufeff]"
)  # neither letters, accents nor what isn't seen
_MIN_SCORE = 74.0
_MIN_SLIP_SCORE = (
    92.0  # a letter doubled or left out in a name of six or more; lower, Bayonne would be Branne
)


def fold(text: str) -> str:
    """Lower case without accents, ligatures or hyphens; "St" becomes "saint"."""
    plain = text.replace("œ", "oe").replace("Œ", "oe").replace("æ", "ae")
    plain = _MARK.sub(" ", plain)  # a typographic apostrophe or dash parts two words, as the plain one does
    plain = unicodedata.normalize("NFKD", plain).encode("ascii", "ignore").decode().lower()
    return " ".join(_SHORT_FORMS.get(word, word) for word in re.findall(r"[a-z0-9]+", plain))


@dataclass(frozen=True, slots=True)
class CommuneName:
    """A commune as it may be typed."""

    code: str
    name: str
    postal_codes: tuple[str, ...]
    population: int


class CommuneNames:
    """All communes, ready to be searched."""

    def __init__(self, names: Iterable[CommuneName]) -> None:
        self._names = sorted(names, key=lambda name: (-name.population, name.code))
        self._folded = [fold(name.name) for name in self._names]
        self._by_name = {name.name.casefold(): name for name in reversed(self._names)}  # the larger wins

    def search(self, text: str, *, limit: int = 8) -> list[tuple[CommuneName, float]]:
        """The communes that `text` may mean with a score of 0 to 100, best first, then the larger.

        `text` may be a name, the beginning of one, an INSEE or postal code, or a name with its postal code. A code
        alone gives all of its communes, whatever the limit: nothing tells which is meant.
        """
        digits = "".join(re.findall(r"\b\d{5}\b", text)[:1])
        folded = fold(re.sub(r"\d", " ", text))
        pool = [
            i for i, name in enumerate(self._names) if not digits or digits in (name.code, *name.postal_codes)
        ]
        if not folded:
            return [(self._names[i], 100.0) for i in pool] if digits else []
        # A wrong postal code beside a right name must not hide the commune.
        scored = self._score(folded, pool) or (self._score(folded, range(len(self._names))) if digits else [])
        scored.sort(key=lambda match: (-match[1], match[0]))
        return [(self._names[i], score) for i, score in scored[:limit]]

    def resolve(self, text: str) -> CommuneName | None:
        """The commune that `text` names for sure: its code, its name, a slip of the pen in it, or the beginning of it
        beside its postal code. The beginning alone ("Pau") may be another commune, far from here: None."""
        typed = text.strip().casefold()
        if typed in self._by_name:
            return self._by_name[typed]
        matches = self.search(text, limit=2)
        if not matches:
            return None
        name, score = matches[0]
        if typed == name.code:
            return name
        is_tied = len(matches) > 1 and matches[1][1] == score
        has_its_code = not {name.code, *name.postal_codes}.isdisjoint(re.findall(r"\b\d{5}\b", text))
        return name if (score >= 98.0 or has_its_code) and not is_tied else None

    def _score(self, folded: str, pool: Iterable[int]) -> list[tuple[int, float]]:
        scores: dict[int, float] = {}
        for i in pool:
            name = self._folded[i]
            if name == folded:
                scores[i] = 100.0
            elif fuzz.ratio(name, folded) >= _MIN_SLIP_SCORE:
                scores[i] = 98.0
            elif name.startswith(folded):
                scores[i] = 96.0
            elif f" {folded}" in f" {name}":
                scores[i] = 92.0
        choices = {i: self._folded[i] for i in pool if i not in scores}
        close = process.extract(folded, choices, scorer=fuzz.ratio, score_cutoff=_MIN_SCORE, limit=20)
        scores.update({i: min(90.0, score) for _, score, i in close})
        return list(scores.items())
