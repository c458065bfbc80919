"""What a catalogue of needs is made of, and how plain data becomes one.

`parse` refuses an incomplete catalogue: an entry without its English question, an unknown chapter, a twin.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, cast, get_args

from etabli.procurement.needs.engine.words import stems

Weight = Literal["must", "should", "could", "not"]
Language = Literal["fr", "en"]
WEIGHTS: tuple[Weight, ...] = get_args(Weight)
LANGUAGES: tuple[Language, ...] = get_args(Language)
SOURCE_KINDS = ("law", "practice")


class CatalogueError(ValueError):
    """The catalogue's data is incomplete or contradicts itself; the message says where."""


@dataclass(frozen=True)
class Text:
    """One text in both languages."""

    fr: str
    en: str

    def in_language(self, language: str) -> str:
        """The text in `language` ("fr", "en", "en-gb"...); French when it is anything but English."""
        return self.en if language.lower().startswith("en") else self.fr


@dataclass(frozen=True)
class Choice:
    """A ready answer: what the person reads (`label`), the sentence it writes in the brief (`brief`)."""

    id: str
    label: Text
    brief: Text


@dataclass(frozen=True)
class Source:
    """Where a need comes from: the law or good practice, as known on `date` (ISO)."""

    kind: str
    text: Text
    date: str


@dataclass(frozen=True)
class Words:
    """The phrases by which a quote's line reveals a need; see the head of catalogue.toml."""

    strong: tuple[str, ...] = ()
    weak: tuple[str, ...] = ()
    stated: tuple[str, ...] = ()
    veto: tuple[str, ...] = ()
    over: tuple[str, ...] = ()  # chapters and needs that are but the object of this one; "*" for all


@dataclass(frozen=True, eq=False)
class Need:
    """One numbered entry of the catalogue. Compared and hashed by identity."""

    id: str
    number: int
    chapter: str
    label: Text
    question: Text
    why: Text
    sentence: Text
    risk: Text
    ask: Text
    choices: tuple[Choice, ...]
    weight: Mapping[str, Weight]
    trade: Mapping[str, Weight]
    source: Source
    words: Words

    def weight_for(self, outcome: str, family: str | None = None) -> Weight:
        """What the need is worth for an outcome and a family of trades; "not" by outcome stays "not"."""
        base = self.weight[outcome]
        if base == "not" or family is None:
            return base
        return self.trade.get(family, base)

    def choice_of(self, answer: str) -> Choice | None:
        """The ready answer whose id or label (in either language, either apostrophe) `answer` is, if any."""
        wanted = _plain(answer)
        for choice in self.choices:
            if wanted in {_plain(choice.id), _plain(choice.label.fr), _plain(choice.label.en)}:
                return choice
        return None


def _plain(text: str) -> str:
    return " ".join(text.casefold().replace("’", "'").split())


@dataclass(frozen=True)
class Chapter:
    """A group of needs, in reading order."""

    number: int
    id: str
    label: Text


@dataclass(frozen=True)
class Family:
    """A family of trades that asks for the same things; `words` are those its trades are named by."""

    id: str
    label: Text
    words: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class Catalogue:
    """The numbered list of needs. `needs` are in order of number. Compared and hashed by identity."""

    version: str
    outcomes: tuple[str, ...]
    families: tuple[Family, ...]
    chapters: tuple[Chapter, ...]
    needs: tuple[Need, ...]
    by_id: Mapping[str, Need] = field(repr=False)

    def get(self, need_id: str) -> Need | None:
        """The need of that id, or None."""
        return self.by_id.get(need_id)

    def family_of(self, trade: str) -> str | None:
        """The family of a trade named in plain words ("boulangerie-pâtisserie"), or None when none is known."""
        if any(family.id == trade for family in self.families):
            return trade
        said = stems(trade)
        for family in self.families:
            for word in family.words:
                if _contains(said, stems(word)):
                    return family.id
        return None

    def asked_for(self, outcome: str, trade: str = "") -> tuple[tuple[Need, Weight], ...]:
        """The needs that apply to an outcome and a trade, each with its weight, in order of number."""
        if outcome not in self.outcomes:
            raise ValueError(f"unknown outcome {outcome!r}: use one of {', '.join(self.outcomes)}")
        family = self.family_of(trade)
        weighed = ((need, need.weight_for(outcome, family)) for need in self.needs)
        return tuple((need, weight) for need, weight in weighed if weight != "not")


def parse(data: Mapping[str, Any]) -> Catalogue:
    """Make a catalogue of plain data (as tomllib gives it). Raises CatalogueError, saying where."""
    outcomes = tuple(_strings(data, "outcomes", "catalogue"))
    families = tuple(_family(entry) for entry in data.get("family", []))
    chapters = tuple(_chapter(entry) for entry in data.get("chapter", []))
    known = {chapter.id: chapter.number for chapter in chapters}
    needs = tuple(_need(entry, outcomes, families, known) for entry in data.get("need", []))
    if not needs:
        raise CatalogueError("catalogue: no [[need]]; give at least one")
    _refuse_twins("need id", [need.id for need in needs])
    _refuse_twins("need number", [str(need.number) for need in needs])
    _refuse_twins("chapter number", [str(chapter.number) for chapter in chapters])
    _refuse_unknown_objects(needs, {*known, *(need.id for need in needs), "*"})
    ordered = tuple(sorted(needs, key=lambda need: need.number))
    version = _string(data, "version", "catalogue")
    return Catalogue(version, outcomes, families, chapters, ordered, {need.id: need for need in ordered})


def _contains(said: tuple[str, ...], wanted: tuple[str, ...]) -> bool:
    size = len(wanted)
    return any(said[at : at + size] == wanted for at in range(len(said) - size + 1)) if size else False


def _refuse_unknown_objects(needs: Iterable[Need], known: set[str]) -> None:
    for need in needs:
        if unknown := [name for name in need.words.over if name not in known]:
            raise CatalogueError(f"need {need.id}: words.over names {unknown[0]!r}; use a chapter, a need or *")


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
        _string(entry, "id", where), _text(entry, "label", where), tuple(_strings(entry, "words", where))
    )


def _chapter(entry: Mapping[str, Any]) -> Chapter:
    where = f"chapter {entry.get('id', '?')}"
    return Chapter(_number(entry, where), _string(entry, "id", where), _text(entry, "label", where))


def _choice(entry: Mapping[str, Any], where: str) -> Choice:
    name = _string(entry, "id", f"{where}: choice")
    place = f"{where}: choice {name}"
    return Choice(name, _text(entry, "label", place), _text(entry, "brief", place))


def _weights(entry: Mapping[str, Any], key: str, keys: tuple[str, ...], where: str) -> Mapping[str, Weight]:
    given = entry.get(key, {})
    for name, weight in given.items():
        if name not in keys:
            raise CatalogueError(f"{where}: {key}.{name} is unknown; use one of {', '.join(keys)}")
        if weight not in WEIGHTS:
            raise CatalogueError(f"{where}: {key}.{name} is {weight!r}; use one of {', '.join(WEIGHTS)}")
    return cast("Mapping[str, Weight]", dict(given))


def _source(entry: Mapping[str, Any], where: str) -> Source:
    given = entry.get("source")
    if not isinstance(given, Mapping) or given.get("kind") not in SOURCE_KINDS:
        raise CatalogueError(f"{where}: source.kind must be one of {', '.join(SOURCE_KINDS)}")
    place = f"{where}: source"
    text = Text(_string(given, "fr", place), _string(given, "en", place))
    return Source(given["kind"], text, _string(given, "date", place))


def _words(entry: Mapping[str, Any], where: str) -> Words:
    lists: dict[str, list[str]] = {kind: [] for kind in ("strong", "weak", "stated", "veto")}
    given = dict(entry.get("words", {}))
    over = tuple(_strings(given, "over", f"{where}: words"))
    given.pop("over", None)
    for language, kinds in given.items():
        if language not in LANGUAGES:
            raise CatalogueError(f"{where}: words.{language} is unknown; use fr or en")
        for kind in kinds:
            if kind not in lists:
                raise CatalogueError(f"{where}: words.{language}.{kind} is unknown; use {', '.join(lists)}")
            lists[kind] += _strings(kinds, kind, f"{where}: words.{language}")
    if not lists["strong"]:
        raise CatalogueError(f"{where}: words.fr.strong is empty; give the words a quote says it with")
    return Words(**{kind: tuple(phrases) for kind, phrases in lists.items()}, over=over)


def _need(
    entry: Mapping[str, Any],
    outcomes: tuple[str, ...],
    families: tuple[Family, ...],
    chapters: Mapping[str, int],
) -> Need:
    where = f"need {entry.get('id', '?')}"
    number, chapter = _number(entry, where), _string(entry, "chapter", where)
    if chapter not in chapters:
        raise CatalogueError(f"{where}: chapter {chapter!r} is unknown; use one of {', '.join(chapters)}")
    if number // 10 != chapters[chapter]:
        raise CatalogueError(
            f"{where}: number {number} is outside its chapter; use {chapters[chapter]}0 to 9"
        )
    weight = _weights(entry, "weight", outcomes, where)
    if absent := [outcome for outcome in outcomes if outcome not in weight]:
        raise CatalogueError(f"{where}: weight says nothing for {', '.join(absent)}; give a weight to each")
    choices = tuple(_choice(choice, where) for choice in entry.get("choice", []))
    _refuse_twins(f"{where}: choice", [choice.id for choice in choices])
    return Need(
        id=_string(entry, "id", where),
        number=number,
        chapter=chapter,
        label=_text(entry, "label", where),
        question=_text(entry, "question", where),
        why=_text(entry, "why", where),
        sentence=_text(entry, "sentence", where),
        risk=_text(entry, "risk", where),
        ask=_text(entry, "ask", where),
        choices=choices,
        weight=weight,
        trade=_weights(entry, "trade", tuple(family.id for family in families), where),
        source=_source(entry, where),
        words=_words(entry, where),
    )
