"""Where customers look for a craft business: its town, the next one, the département by name or number, the land."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from etabli.procurement.needs.engine.words import fold

_NAME = re.compile(
    r"[A-ZÉÈÂÎÔŒ][\w’'-]+(?:[ -](?:(?:en|sur|de|la|le|les|lès|du|des)[ -])*(?:[dl][’'])?[A-ZÉÈÂÎÔŒ][\w’'-]+)*"
)
_ARTICLE = re.compile(r"(?:\ble|\bla|\bles|\bdu|\bdes|\bpays|\bbassin|\bgolfe|\bcommunes?)$")


@dataclass(frozen=True)
class Department:
    """A département: its name and the traditional lands that people name instead, in lower case."""

    number: str
    name: str
    lands: tuple[str, ...] = ()


@dataclass(frozen=True)
class Area:
    """Places as they are typed, in lower case without hyphens; each is "" when nothing is known of it. `large` is the
    first that is a town: people of a village look there."""

    town: str = ""
    second: str = ""
    department: str = ""
    number: str = ""
    land: str = ""
    large: str = ""


@dataclass(frozen=True)
class Country:
    """The départements, and the towns with the number of theirs."""

    departments: tuple[Department, ...]
    towns: Mapping[str, str]

    @classmethod
    def parse(cls, departments: str, towns: str) -> Country:
        """From lines "number | name | lands" and "town;inhabitants;number"."""
        cells = ([cell.strip() for cell in line.split("|")] for line in departments.splitlines())
        return cls(
            tuple(
                Department(number, name, tuple(filter(None, lands.split(", "))))
                for number, name, lands in cells
            ),
            {name: number for name, _people, number in (row.split(";") for row in towns.splitlines())},
        )

    def area(
        self, place: str, text: str, elsewhere: Iterable[str] = (), communes: Iterable[str] = ()
    ) -> Area:
        """The area of an artisan of `place`, or whose places are the first of `text`, in which capitals tell them.
        `elsewhere`: what passed for a place in other texts, where only towns and the `communes` are trusted."""
        elsewhere = list(elsewhere)
        said = [
            department
            for department in self.departments
            if _is_in(department.name, text) or department.name in elsewhere
        ]
        land = next(
            (land for department in self.departments for land in department.lands if _is_in(land, text)), ""
        )
        apart = {fold(land), *(fold(department.name) for department in self.departments)}
        known = self._known | {fold(town) for town in communes}
        named = [town for town in (place, *self._towns_in(text)) if town and fold(town) not in apart]
        trusted = [town for town in elsewhere if fold(town) in known]
        towns = list(dict.fromkeys(_typed(town) for town in (*named, *trusted))) or [*map(_typed, elsewhere)]
        number = next(filter(None, (self._numbers.get(town) for town in towns)), "")
        own = next(
            (
                department
                for department in self.departments
                if department in said or (department.number == number and not said)
            ),
            None,
        )
        first = next(iter(towns), "")
        large = next((town for town in towns if town in self._numbers), first)
        second = next((town for town in (large, *towns) if town != first), "")
        name = own.name.replace("-", " ") if own else ""
        return Area(first, second, name, own.number if own else "", land, large)

    def _towns_in(self, text: str) -> Iterator[str]:
        """Those that are known, and other names in the middle of a sentence that no article makes a land."""
        for match in _NAME.finditer(text):
            before = text[: match.start()].rstrip()
            if fold(match[0]) in self._known or (
                before and before[-1] not in ".!?:;’'" and not _ARTICLE.search(before)
            ):
                yield match[0]

    @cached_property
    def _known(self) -> frozenset[str]:
        return frozenset(map(fold, self.towns))

    @cached_property
    def _numbers(self) -> dict[str, str]:
        return {_typed(name): number for name, number in self.towns.items()}


def _typed(place: str) -> str:
    return place.lower().replace("-", " ").strip()


def _is_in(name: str, text: str) -> bool:
    """Whether a text names a place with its capital: "le lot" of a bath is no département."""
    return any(
        match[0][0].isupper()
        for match in re.finditer(
            rf"(?<![\w-]){re.escape(name)}(?![\w-])", text.replace("'", "’"), re.IGNORECASE
        )
    )
