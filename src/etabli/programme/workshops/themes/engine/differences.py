"""What changed from one version of a theme to the next."""

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from etabli.programme.workshops.themes.engine.content import Content


@dataclass(frozen=True)
class Difference:
    """A place where two versions differ: `name` is a field of Content; the two texts, "" for what is not there."""

    name: str
    before: str
    after: str


def differences(before: Content, after: Content) -> list[Difference]:
    """Field by field, in the order of Content; of a list, only the lines that changed."""
    differences = []
    for (name, old), (_name, new) in zip(_lines(before), _lines(after), strict=True):
        differences += [Difference(name, *pair) for pair in _changed_lines(old, new)]
    return differences


def _lines(content: Content) -> Iterator[tuple[str, list[str]]]:
    yield "title", [content.title]
    yield "promise", [content.promise]
    yield "level", [str(content.level)]
    yield "times_a_year", [str(content.times_a_year)]
    yield "goals", list(content.goals)
    yield "programme", [f"{part.minutes} min · {part.text}" for part in content.programme]
    yield "material", list(content.material)
    yield "bring", [content.bring]
    yield "sheets", [line for sheet in content.sheets for line in (sheet.title, sheet.opening, *sheet.items)]


def _changed_lines(old: list[str], new: list[str]) -> Iterator[tuple[str, str]]:
    for kind, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind != "equal":
            length = max(j - i, m - k)
            removed, added = old[i:j], new[k:m]
            yield from zip(
                removed + [""] * (length - len(removed)), added + [""] * (length - len(added)), strict=True
            )
