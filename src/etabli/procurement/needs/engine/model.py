"""What a catalogue of needs is made of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, get_args

from etabli.procurement.needs.engine.likelihood import Likelihood
from etabli.procurement.needs.engine.stance import Stance
from etabli.procurement.needs.engine.words import stems

Weight = Literal["must", "should", "could", "not"]
Language = Literal["fr", "en"]
Teller = Literal["supplier", "artisan"]
WEIGHTS: tuple[Weight, ...] = get_args(Weight)
LANGUAGES: tuple[Language, ...] = get_args(Language)
TELLERS: tuple[Teller, ...] = get_args(Teller)


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
    veto: tuple[str, ...] = ()
    over: tuple[str, ...] = ()  # chapters and needs that are but the object of this one; "*" for all


@dataclass(frozen=True, eq=False)
class Need:
    """One numbered entry of the catalogue. Compared and hashed by identity.

    `example`: what is written beside the box when only one's own words answer it; it then has no `choices`, no `words`.
    `told_by`: who settles it. A quote doesn't answer what the artisan alone can tell, as the goal."""

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
    told_by: Teller = "supplier"
    example: Text | None = None

    def weight_for(self, outcome: str, family: str | None = None) -> Weight:
        """What the need is worth for an outcome and a family of trades.

        A trade settles what is useful or important: "must" and "not" by outcome stay so for every trade.
        """
        base = self.weight[outcome]
        if base in ("must", "not") or family is None:
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
    """A family of trades that asks for the same things; `words` are those its trades are named by.

    `is_sector`: one of the four craft sectors, which every need weighs; otherwise a special trade.
    """

    id: str
    label: Text
    words: tuple[str, ...]
    is_sector: bool


@dataclass(frozen=True, eq=False)
class Catalogue:
    """The numbered list of needs. `needs` are in order of number; `likelihood` and `stance` are what was learnt from
    lines: of what they speak, and what they say of it. Compared and hashed by identity."""

    version: str
    outcomes: tuple[str, ...]
    families: tuple[Family, ...]
    chapters: tuple[Chapter, ...]
    needs: tuple[Need, ...]
    by_id: Mapping[str, Need] = field(repr=False)
    likelihood: Likelihood | None = field(default=None, repr=False)
    stance: Stance | None = field(default=None, repr=False)

    @property
    def answerable(self) -> tuple[Need, ...]:
        """Those that a quote can answer."""
        return tuple(need for need in self.needs if need.told_by == "supplier")

    def get(self, need_id: str) -> Need | None:
        """The need of that id, or None."""
        return self.by_id.get(need_id)

    def family_of(self, trade: str) -> str | None:
        """The family of a trade named in plain words ("boulangerie-pâtisserie"), or None when none is known."""
        if any(family.id == trade for family in self.families):
            return trade
        trade_stems = stems(trade)
        for family in self.families:
            for word in family.words:
                if _contains(trade_stems, stems(word)):
                    return family.id
        return None

    def asked_for(self, outcome: str, trade: str = "") -> tuple[tuple[Need, Weight], ...]:
        """The needs that apply to an outcome and a trade, each with its weight, in order of number."""
        if outcome not in self.outcomes:
            raise ValueError(f"unknown outcome {outcome!r}: use one of {', '.join(self.outcomes)}")
        family = self.family_of(trade)
        weighed = ((need, need.weight_for(outcome, family)) for need in self.needs)
        return tuple((need, weight) for need, weight in weighed if weight != "not")


def _contains(words: tuple[str, ...], wanted: tuple[str, ...]) -> bool:
    size = len(wanted)
    return any(words[at : at + size] == wanted for at in range(len(words) - size + 1)) if size else False
