"""What must be known of the country to read a spreadsheet: its communes and its trades."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from etabli.territory.places.engine import CommuneName, CommuneNames, fold

MAX_NEAR = 3
MIN_CLEAR_MARGIN = 3.0  # of a hundred: how much likelier than the next a commune must be
MIN_SLIP_SCORE = 85.0  # how like a name alone must be to be proposed: Bayonne is no Branne


@dataclass(frozen=True, slots=True)
class Town:
    """A commune: its INSEE code, those it had before, its name, its postal codes."""

    code: str
    name: str
    postal_codes: tuple[str, ...] = ()
    former_codes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Knowledge:
    """`trade` gives the craft code that a word or a code means, "" for none."""

    towns: Iterable[Town]
    trade: Callable[[str], str] = field(default=lambda text: "")

    @cached_property
    def by_code(self) -> Mapping[str, str]:
        """Each code, former ones included -> the code of today."""
        return {code: town.code for town in self.towns for code in (*town.former_codes, town.code)}

    @cached_property
    def postal_codes(self) -> Mapping[str, tuple[str, ...]]:
        """Each postal code -> the communes that it serves."""
        codes: dict[str, tuple[str, ...]] = {}
        for town in self.towns:
            for code in town.postal_codes:
                codes[code] = (*codes.get(code, ()), town.code)
        return codes

    @cached_property
    def by_name(self) -> Mapping[str, tuple[str, ...]]:
        """Each name, in simple letters -> the communes of that name: France has several Saint-Denis."""
        codes: dict[str, tuple[str, ...]] = {}
        for town in self.towns:
            codes[fold(town.name)] = (*codes.get(fold(town.name), ()), town.code)
        return codes

    @cached_property
    def _departments(self) -> frozenset[str]:
        return frozenset(code[:2] for code in self.postal_codes)

    def is_elsewhere(self, postal_code: str) -> bool:
        """Whether this is a postal code of another département than those that we know."""
        return bool(postal_code and self._departments) and postal_code[:2] not in self._departments

    @cached_property
    def _searched(self) -> CommuneNames:
        return CommuneNames(CommuneName(town.code, town.name, town.postal_codes, 0) for town in self.towns)

    def near(self, name: str, postal_code: str = "") -> tuple[tuple[str, ...], bool]:
        """The communes that a name which is none may mean, the likeliest first; and whether the first may be proposed:
        it stands out, and the postal code agrees or, without one, it is but a slip away."""
        nearest = self._searched.search(f"{postal_code} {name}", limit=MAX_NEAR)
        clear = [(town, score) for town, score in nearest if score + MIN_CLEAR_MARGIN >= nearest[0][1]]
        codes = tuple(town.code for town, _score in clear)
        if len(clear) != 1:
            return codes, False
        town, score = clear[0]
        return codes, postal_code in town.postal_codes if postal_code else score >= MIN_SLIP_SCORE

    def commune(self, *, code: str, name: str, postal_code: str) -> str:
        """The commune meant by its code, else by its name (a postal code beside it tells those of one name apart), else
        by a postal code that serves only one; "" when none is, or when the postal code is of another département."""
        if code in self.by_code:
            return self.by_code[code]
        if self.is_elsewhere(postal_code):
            return ""
        served = self.postal_codes.get(postal_code, ())
        named = self.communes_named(name)
        near = [town for town in named if town in served]
        if len(near) == 1:
            return near[0]
        if len(named) == 1:
            return named[0]
        return served[0] if not name and len(served) == 1 else ""

    def communes_named(self, name: str) -> tuple[str, ...]:
        """The communes of this name, however it ends: "PAUILLAC CEDEX 2", "Pauillac (33)"."""
        plain = fold(name)
        if plain in self.by_name:
            return self.by_name[plain]
        words = plain.split()
        while words and (words[-1].isdecimal() or words[-1] == "cedex"):
            words.pop()
        while words and words[0].isdecimal():
            words.pop(0)
        return self.by_name.get(" ".join(words), ())
