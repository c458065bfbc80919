"""What a theme says: goals, the half-day part by part, what is needed, what is handed out.

It is kept as the table that a file of `themes/delivered/` holds: `level`, `times_a_year`, `parts` (`minutes` and
`kind` of each), `sheets` (the form of each), then per language ("fr", "en") `title`, `promise`, `goals`, `programme`
(a text for each part), `material`, `bring`, `sheets` (`title`, `opening`, `items` of each).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

HALF_DAY_MINUTES = 210
LEVELS = (1, 2)  # 1, for those who begin; 2, for those who have begun
MOMENTS = ("talk", "show", "do", "examples", "protect", "start")  # what is done in a part
NEEDED_MOMENTS = (
    "show",
    "examples",
    "protect",
)  # in every workshop: see, know somebody from here, lose nothing
SHEET_FORMS = ("ticks", "steps", "lines")  # of a sheet: boxes to tick, numbered steps, lines to write on
LANGUAGES = ("fr", "en")


@dataclass(frozen=True)
class Part:
    """A part of the half-day; `since`: minutes from its beginning."""

    minutes: int
    kind: str
    text: str
    since: int

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True)
class Sheet:
    """A sheet to hand out: its items are ticked, followed in order, or written under, as `form` says."""

    form: str
    title: str
    opening: str
    items: tuple[str, ...]


@dataclass(frozen=True)
class Content:
    """A theme in one language."""

    level: int
    times_a_year: int
    title: str
    promise: str
    goals: tuple[str, ...]
    programme: tuple[Part, ...]
    material: tuple[str, ...]
    bring: str
    sheets: tuple[Sheet, ...]


def content_in(content: Mapping[str, Any], language: str) -> Content:
    """What `content` says in this language; in French what was not written in it."""
    parts, forms = content.get("parts", []), content.get("sheets", [])
    french, own_texts = content.get("fr", {}), content.get(language, {})
    texts = {**french, **{name: value for name, value in own_texts.items() if value}}
    for name, base_rows in (("programme", parts), ("sheets", forms)):
        if len(texts.setdefault(name, [])) != len(base_rows):
            texts[name] = french.get(name, [])
    return Content(
        level=content.get("level", LEVELS[0]),
        times_a_year=content.get("times_a_year", 0),
        title=texts.get("title", ""),
        promise=texts.get("promise", ""),
        goals=tuple(texts.get("goals", ())),
        programme=tuple(_programme(parts, texts["programme"])),
        material=tuple(texts.get("material", ())),
        bring=texts.get("bring", ""),
        sheets=tuple(
            Sheet(form, sheet["title"], sheet["opening"], tuple(sheet["items"]))
            for form, sheet in zip(forms, texts["sheets"], strict=False)
        ),
    )


def _programme(parts: Sequence[Mapping[str, Any]], texts: Sequence[str]) -> Iterator[Part]:
    since = 0
    for part, text in zip(parts, texts, strict=False):
        yield Part(part["minutes"], part["kind"], text, since)
        since += part["minutes"]


def faults(content: Mapping[str, Any]) -> list[str]:
    """What is not right in the table of a file, in words for who writes it; empty when all is."""
    faults = [
        f"{name} is missing"
        for name in ("level", "times_a_year", "parts", "sheets", "fr", "en")
        if name not in content
    ]
    if faults:
        return faults
    minutes = sum(part["minutes"] for part in content["parts"])
    if minutes != HALF_DAY_MINUTES:
        faults.append(f"the parts last {minutes} minutes, not {HALF_DAY_MINUTES}")
    if content["level"] not in LEVELS:
        faults.append(f"level is one of {LEVELS}")
    faults += [f"no part is of kind {kind!r}" for kind in moments_left_out(content)]
    faults += [
        f"kind {part['kind']!r} is none of {MOMENTS}"
        for part in content["parts"]
        if part["kind"] not in MOMENTS
    ]
    faults += [
        f"sheet {form!r} is none of {SHEET_FORMS}" for form in content["sheets"] if form not in SHEET_FORMS
    ]
    for language in LANGUAGES:
        counts = len(content["parts"]), len(content["sheets"])
        faults += [f"{language}: {fault}" for fault in _faults_of(content[language], *counts)]
    if _shape(content["fr"]) != _shape(content["en"]):
        faults.append("the two languages don’t say the same number of things")
    return faults


def moments_left_out(content: Mapping[str, Any]) -> list[str]:
    """The kinds of part that a workshop never goes without, and that this one lacks."""
    kinds_present = {part["kind"] for part in content.get("parts", [])}
    return [kind for kind in NEEDED_MOMENTS if kind not in kinds_present]


def _faults_of(texts: Mapping[str, Any], parts: int, sheets: int) -> Iterator[str]:
    names = ("title", "promise", "goals", "programme", "material", "bring", "sheets")
    yield from (f"{name} is missing" for name in names if not texts.get(name))
    if len(texts.get("programme", ())) != parts:
        yield f"{len(texts.get('programme', ()))} texts for {parts} parts"
    if not 3 <= len(texts.get("goals", ())) <= 4:
        yield "three goals or four"
    if len(texts.get("sheets", ())) != sheets or not all(
        sheet.get("items") for sheet in texts.get("sheets", ())
    ):
        yield f"{sheets} sheets, each with its items"


def _shape(texts: Mapping[str, Any]) -> tuple[Any, ...]:
    sheets = tuple(len(sheet.get("items", ())) for sheet in texts.get("sheets", ()))
    return len(texts.get("goals", ())), len(texts.get("material", ())), sheets
