"""How plain data becomes a catalogue, and what is refused on the way: each refusal says where, and what to give."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any, cast

from etabli.procurement.needs.engine.model import (
    LANGUAGES,
    TELLERS,
    WEIGHTS,
    Catalogue,
    Chapter,
    Choice,
    Family,
    Need,
    Source,
    Teller,
    Text,
    Weight,
    Words,
)

SOURCE_KINDS = ("law", "practice")
SAME = "same"  # a trade for which a need is worth what the outcome says
# What is read standing, on a phone: words of a question, of a ready answer, of a question with its answers.
LONGEST_QUESTION, LONGEST_CHOICE, LONGEST_SCREEN = 12, 6, 34
FEWEST_CHOICES, MOST_CHOICES = 2, 4
_ISO_DATE = re.compile(r"\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])")


class CatalogueError(ValueError):
    """The catalogue's data is incomplete or contradicts itself; the message says where."""


def parse(data: Mapping[str, Any]) -> Catalogue:
    """Make a catalogue of plain data (as tomllib gives it). Raises CatalogueError, saying where.

    Refused: a text missing in one language, a twin, a number outside its chapter or retired, an outcome or a craft
    sector that isn't weighed, fewer than two ready answers, no French word to read it by, a screen too long.
    """
    outcomes = tuple(_strings(data, "outcomes", "catalogue"))
    families = tuple(_family(entry) for entry in data.get("family", []))
    chapters = tuple(_chapter(entry) for entry in data.get("chapter", []))
    known = {chapter.id: chapter.number for chapter in chapters}
    needs = tuple(_need(entry, outcomes, families, known) for entry in data.get("need", []))
    if not needs:
        raise CatalogueError("catalogue: no [[need]]; give at least one")
    _refuse_twins("need id", [need.id for need in needs])
    _refuse_twins("need number", [str(need.number) for need in needs])
    if again := sorted({need.number for need in needs} & set(data.get("retired", []))):
        raise CatalogueError(f"need number {again[0]} was retired; take the next one of its chapter")
    _refuse_twins("chapter number", [str(chapter.number) for chapter in chapters])
    _refuse_unknown_objects(needs, {*known, *(need.id for need in needs), "*"})
    ordered = tuple(sorted(needs, key=lambda need: need.number))
    version = _string(data, "version", "catalogue")
    return Catalogue(version, outcomes, families, chapters, ordered, {need.id: need for need in ordered})


def _refuse_unknown_objects(needs: Iterable[Need], known: set[str]) -> None:
    for need in needs:
        if unknown := [name for name in need.words.over if name not in known]:
            raise CatalogueError(
                f"need {need.id}: words.over names {unknown[0]!r}; use a chapter, a need or *"
            )


def _refuse_twins(what: str, values: Iterable[str]) -> None:
    seen: set[str] = set()
    for value in values:
        if value in seen:
            raise CatalogueError(f"{what} {value} is given twice; give each its own")
        seen.add(value)


def _string(entry: Mapping[str, Any], key: str, where: str) -> str:
    value = entry.get(key)
    if not isinstance(value, str) or not value.strip():
        raise CatalogueError(f"{where}: {key} is missing or empty; give a text")
    return value


def _strings(entry: Mapping[str, Any], key: str, where: str) -> list[str]:
    value = entry.get(key, [])
    if not isinstance(value, list) or not all(isinstance(item, str) and item.strip() for item in value):
        raise CatalogueError(f"{where}: {key} must be a list of texts")
    return cast("list[str]", value)


def _text(entry: Mapping[str, Any], key: str, where: str) -> Text:
    value = entry.get(key)
    if not isinstance(value, Mapping):
        raise CatalogueError(f"{where}: {key} is missing; give {key}.fr and {key}.en")
    return Text(_string(value, "fr", f"{where}: {key}"), _string(value, "en", f"{where}: {key}"))


def _number(entry: Mapping[str, Any], where: str) -> int:
    value = entry.get("number")
    if not isinstance(value, int) or isinstance(value, bool) or value < 1:
        raise CatalogueError(f"{where}: number must be a whole number from 1")
    return value


def _family(entry: Mapping[str, Any]) -> Family:
    where = f"family {entry.get('id', '?')}"
    return Family(
        _string(entry, "id", where),
        _text(entry, "label", where),
        tuple(_strings(entry, "words", where)),
        is_sector=entry.get("sector", False) is True,
    )


def _chapter(entry: Mapping[str, Any]) -> Chapter:
    where = f"chapter {entry.get('id', '?')}"
    return Chapter(_number(entry, where), _string(entry, "id", where), _text(entry, "label", where))


def _choice(entry: Mapping[str, Any], where: str) -> Choice:
    name = _string(entry, "id", f"{where}: choice")
    place = f"{where}: choice {name}"
    return Choice(name, _text(entry, "label", place), _text(entry, "brief", place))


def _weights(
    entry: Mapping[str, Any],
    key: str,
    keys: Iterable[str],
    needed: Iterable[str],
    values: tuple[str, ...],
    where: str,
) -> Mapping[str, str]:
    """A weight by outcome or by trade: each of the `needed` keys, no other than `keys`, one of `values`."""
    given, known = entry.get(key, {}), tuple(keys)
    for name, weight in given.items():
        if name not in known:
            raise CatalogueError(f"{where}: {key}.{name} is unknown; use one of {', '.join(known)}")
        if weight not in values:
            raise CatalogueError(f"{where}: {key}.{name} is {weight!r}; use one of {', '.join(values)}")
    if absent := [name for name in needed if name not in given]:
        raise CatalogueError(f"{where}: {key} says nothing for {', '.join(absent)}; give a weight to each")
    return cast("Mapping[str, str]", given)


def _by_outcome(entry: Mapping[str, Any], outcomes: tuple[str, ...], where: str) -> Mapping[str, Weight]:
    given = _weights(entry, "weight", outcomes, outcomes, WEIGHTS, where)
    return cast("Mapping[str, Weight]", dict(given))


def _by_trade(entry: Mapping[str, Any], families: tuple[Family, ...], where: str) -> Mapping[str, Weight]:
    sectors = [family.id for family in families if family.is_sector]
    given = _weights(entry, "trade", [family.id for family in families], sectors, (SAME, *WEIGHTS), where)
    return cast("Mapping[str, Weight]", {name: weight for name, weight in given.items() if weight != SAME})


def _source(entry: Mapping[str, Any], where: str) -> Source:
    given = entry.get("source")
    if not isinstance(given, Mapping) or given.get("kind") not in SOURCE_KINDS:
        raise CatalogueError(f"{where}: source.kind must be one of {', '.join(SOURCE_KINDS)}")
    place = f"{where}: source"
    text, day = Text(_string(given, "fr", place), _string(given, "en", place)), _string(given, "date", place)
    if not _ISO_DATE.fullmatch(day):
        raise CatalogueError(f"{where}: source.date is {day!r}; write it as 2026-11-28")
    return Source(given["kind"], text, day)


def _teller(entry: Mapping[str, Any], where: str) -> Teller:
    told_by = entry.get("told_by", "supplier")
    if told_by not in TELLERS:
        raise CatalogueError(f"{where}: told_by is {told_by!r}; use one of {', '.join(TELLERS)}")
    return cast("Teller", told_by)


def _words(entry: Mapping[str, Any], where: str) -> Words:
    lists: dict[str, list[str]] = {kind: [] for kind in ("strong", "weak", "veto")}
    if not entry.get("words", {}).get("fr", {}).get("strong"):
        raise CatalogueError(f"{where}: words.fr.strong is empty; give the words a quote says it with")
    given = dict(entry["words"])
    over = tuple(_strings(given, "over", f"{where}: words"))
    given.pop("over", None)
    for language, kinds in given.items():
        if language not in LANGUAGES:
            raise CatalogueError(f"{where}: words.{language} is unknown; use fr or en")
        for kind in kinds:
            if kind not in lists:
                raise CatalogueError(f"{where}: words.{language}.{kind} is unknown; use {', '.join(lists)}")
            lists[kind] += _strings(kinds, kind, f"{where}: words.{language}")
    return Words(**{kind: tuple(phrases) for kind, phrases in lists.items()}, over=over)


def _choices(entry: Mapping[str, Any], where: str) -> tuple[Choice, ...]:
    choices = tuple(_choice(choice, where) for choice in entry.get("choice", []))
    _refuse_twins(f"{where}: choice", [choice.id for choice in choices])
    if not FEWEST_CHOICES <= len(choices) <= MOST_CHOICES:
        raise CatalogueError(
            f"{where}: {len(choices)} ready answers; give {FEWEST_CHOICES} to {MOST_CHOICES} [[need.choice]]"
        )
    return choices


def _example(entry: Mapping[str, Any], where: str) -> Text | None:
    """Only what the artisan alone can tell may be answered in one's own words alone: no quote is read for it."""
    if "example" not in entry:
        return None
    if "choice" in entry or "words" in entry or _teller(entry, where) != "artisan":
        raise CatalogueError(f'{where}: with an example, give no choice, no words, and told_by = "artisan"')
    return _text(entry, "example", where)


def _refuse_long(question: Text, choices: tuple[Choice, ...], where: str) -> None:
    asked, answers = _length(question.fr), [_length(choice.label.fr) for choice in choices]
    if asked > LONGEST_QUESTION:
        raise CatalogueError(f"{where}: question.fr has {asked} words; {LONGEST_QUESTION} at most")
    if max(answers, default=0) > LONGEST_CHOICE:
        raise CatalogueError(f"{where}: a ready answer has {max(answers)} words; {LONGEST_CHOICE} at most")
    if asked + sum(answers) > LONGEST_SCREEN:
        raise CatalogueError(
            f"{where}: {asked + sum(answers)} words in the question and its answers; {LONGEST_SCREEN} at most"
        )


def _length(text: str) -> int:
    """How many words, a stop that stands alone (" ?") not being one."""
    return sum(any(char.isalnum() for char in word) for word in text.split())


def _place(entry: Mapping[str, Any], chapters: Mapping[str, int], where: str) -> tuple[int, str]:
    number, chapter = _number(entry, where), _string(entry, "chapter", where)
    if chapter not in chapters:
        raise CatalogueError(f"{where}: chapter {chapter!r} is unknown; use one of {', '.join(chapters)}")
    ten, place = divmod(number, 10)
    if ten != chapters[chapter] or not place:
        raise CatalogueError(
            f"{where}: number {number} is outside its chapter; use {chapters[chapter]}1 to {chapters[chapter]}9"
        )
    return number, chapter


def _need(
    entry: Mapping[str, Any],
    outcomes: tuple[str, ...],
    families: tuple[Family, ...],
    chapters: Mapping[str, int],
) -> Need:
    where = f"need {entry.get('id', '?')}"
    number, chapter = _place(entry, chapters, where)
    question, example = _text(entry, "question", where), _example(entry, where)
    choices = () if example else _choices(entry, where)
    _refuse_long(question, choices, where)
    return Need(
        id=_string(entry, "id", where),
        number=number,
        chapter=chapter,
        label=_text(entry, "label", where),
        question=question,
        why=_text(entry, "why", where),
        sentence=_text(entry, "sentence", where),
        risk=_text(entry, "risk", where),
        ask=_text(entry, "ask", where),
        choices=choices,
        weight=_by_outcome(entry, outcomes, where),
        trade=_by_trade(entry, families, where),
        source=_source(entry, where),
        words=Words() if example else _words(entry, where),
        told_by=_teller(entry, where),
        example=example,
    )
