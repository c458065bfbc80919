"""A brief as plain values, and its exchange form BRIEF.json."""

from __future__ import annotations

import datetime
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from decimal import Decimal, InvalidOperation
from typing import Any, cast

from etabli.procurement.needs.engine import Catalogue, Need, Weight
from etabli.procurement.needs.engine.model import WEIGHTS

_LONGEST_TEXT = 20_000  # characters in one answer
_MOST_ROWS = 500
BUDGET = "budget"  # the need that a brief's own budget answers


# Answered "I don't know": the question was read, and the supplier is asked to advise. Counted as half.
UNSURE = ("je ne sais pas", "i don't know")


@dataclass(frozen=True)
class Known:
    """What the record knows of the artisan, and an ad must not tell: full names, names of businesses, the commune."""

    people: tuple[str, ...] = ()
    businesses: tuple[str, ...] = ()
    commune: str = ""

    @property
    def names(self) -> tuple[str, ...]:
        return (*self.people, *self.businesses)


class BriefError(ValueError):
    """Data that isn't a brief; the message says what, where and how to mend it."""


@dataclass(frozen=True)
class Budget:
    """A range in cents, low <= high."""

    low_cents: int
    high_cents: int

    @classmethod
    def of(cls, low: int | None, high: int | None) -> Budget | None:
        """From what was given of it: one end alone is both, none is no budget."""
        given = [cents for cents in (low, high) if cents is not None]
        return cls(given[0], given[-1]) if given else None


@dataclass(frozen=True)
class Answer:
    """What the artisan says about one need. `answer` is a ready answer's label or free text; "" when not answered."""

    need_id: str
    number: int
    weight: Weight
    answer: str = ""
    note: str = ""


@dataclass(frozen=True)
class Photo:
    """A photo that is joined: the name of its file, and what it shows."""

    name: str
    caption: str = ""


@dataclass(frozen=True)
class LikedSite:
    """The address of a site that the artisan likes, and why."""

    address: str
    why: str = ""


@dataclass(frozen=True)
class Brief:
    """What an artisan wants, need by need."""

    title: str
    trade: str
    outcome: str
    answers: tuple[Answer, ...] = ()
    budget: Budget | None = None
    budget_blank_why: str = ""
    deadline: datetime.date | None = None
    version: int = 1
    photos: tuple[Photo, ...] = ()
    sites: tuple[LikedSite, ...] = ()

    def answer_to(self, need_id: str) -> Answer | None:
        """What the brief says about a need, or None when it isn't in it. Of the budget, its frame says it."""
        if need_id == BUDGET and (self.budget is not None or self.budget_blank_why.strip()):
            return self._budget_said()
        return next((answer for answer in self.answers if answer.need_id == need_id), None)

    def _budget_said(self) -> Answer:
        from etabli.procurement.briefs.engine.documents import summary

        return Answer(BUDGET, 104, "must", summary(self, "fr")[1])


def is_unsure(answer: str) -> bool:
    """Whether an answer says "I don't know"."""
    return answer.strip().rstrip(".").casefold().replace("’", "'") in UNSURE


def brief_json(brief: Brief, catalogue: Catalogue) -> dict[str, Any]:
    """BRIEF.json as plain data: amounts are decimal strings, the deadline an ISO date or null."""
    from etabli.procurement.briefs.engine.completeness import score

    result = score(brief, catalogue)
    return {
        "title": brief.title,
        "trade": brief.trade,
        "outcome": brief.outcome,
        "needs": [
            {
                "id": answer.need_id,
                "number": answer.number,
                "weight": answer.weight,
                "answer": answer.answer,
                "note": answer.note,
            }
            for answer in brief.answers
        ],
        "budget": _budget_json(brief.budget),
        "deadline": brief.deadline.isoformat() if brief.deadline else None,
        "photos": [asdict(photo) for photo in brief.photos],
        "sites": [asdict(site) for site in brief.sites],
        "score": result.points,
        "missing": list(result.missing),
        "version": brief.version,
    }


def brief_from_json(data: object, catalogue: Catalogue) -> Brief:
    """A brief from BRIEF.json (a text, bytes, or data already read). Score and missing are worked out anew, not read.

    Raises BriefError, with the place and the way to mend it.
    """
    fields = _object(_loaded(data), "the document")
    outcome = _text(fields, "outcome", "")
    if outcome not in catalogue.outcomes:
        raise BriefError(f"outcome is {outcome!r}: use one of {', '.join(catalogue.outcomes)}")
    rows = _rows(fields, "needs", "id, weight, answer and note")
    answers = [_answer(row, f"needs[{place}]", outcome, catalogue) for place, row in enumerate(rows)]
    twice = {
        answer.need_id
        for answer in answers
        if [answer.need_id for answer in answers].count(answer.need_id) > 1
    }
    if twice:
        raise BriefError(f"need {min(twice)} is answered twice: keep one entry for each need")
    return Brief(
        title=_text(fields, "title", ""),
        trade=_text(fields, "trade", ""),
        outcome=outcome,
        answers=tuple(sorted(answers, key=lambda answer: answer.number)),
        budget=_budget(fields.get("budget")),
        deadline=_deadline(fields.get("deadline")),
        version=_version(fields.get("version", 1)),
        photos=tuple(
            Photo(_text(row, "name", where), _text(row, "caption", where))
            for where, row in _objects(fields, "photos", "name and caption")
        ),
        sites=tuple(
            LikedSite(_text(row, "address", where), _text(row, "why", where))
            for where, row in _objects(fields, "sites", "address and why")
        ),
    )


def known_from_json(data: object) -> Known:
    """What BRIEF.json says under "known": {"name", "business", "commune"}, each a string or null. Raises BriefError."""
    fields = _object(_loaded(data), "the document").get("known")
    if fields is None:
        return Known()
    known = _object(fields, "known")
    name, business, commune = (_text(known, key, "known").strip() for key in ("name", "business", "commune"))
    return Known(tuple(filter(None, [name])), tuple(filter(None, [business])), commune)


def _loaded(data: object) -> object:
    if isinstance(data, bytes):
        try:
            data = data.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            raise BriefError(f"byte {error.start} is not UTF-8: save the file as UTF-8") from error
    if not isinstance(data, str):
        return data
    try:
        return json.loads(data, parse_float=Decimal)
    except json.JSONDecodeError as error:
        raise BriefError(f"not JSON at line {error.lineno}, column {error.colno}: {error.msg}") from error
    except (RecursionError, ValueError) as error:
        raise BriefError("not JSON that can be read: nested too deep, or a number far too long") from error


def _rows(fields: Mapping[str, Any], key: str, names: str) -> Sequence[object]:
    rows = fields.get(key, [])
    if not isinstance(rows, Sequence) or isinstance(rows, str | bytes):
        raise BriefError(f"{key} is not a list: give a list of objects with {names}")
    if len(rows) > _MOST_ROWS:
        raise BriefError(f"{key} has {len(rows)} entries: at most {_MOST_ROWS}")
    return rows


def _objects(fields: Mapping[str, Any], key: str, names: str) -> list[tuple[str, Mapping[str, Any]]]:
    rows = enumerate(_rows(fields, key, names))
    return [(f"{key}[{place}]", _object(row, f"{key}[{place}]")) for place, row in rows]


def _object(value: object, where: str) -> Mapping[str, Any]:
    if not isinstance(value, Mapping):
        raise BriefError(f"{where} is not an object: give {{...}} with the fields of a brief")
    return cast("Mapping[str, Any]", value)


def _text(fields: Mapping[str, Any], key: str, where: str) -> str:
    value = fields.get(key, "")
    name = f"{where}.{key}" if where else key
    if value is None:
        return ""
    if not isinstance(value, str):
        raise BriefError(f"{name} is not a text: put it between quotation marks")
    if len(value) > _LONGEST_TEXT:
        raise BriefError(f"{name} has {len(value)} characters: at most {_LONGEST_TEXT}")
    return value


def _answer(row: object, where: str, outcome: str, catalogue: Catalogue) -> Answer:
    fields = _object(row, where)
    need = catalogue.get(_text(fields, "id", where))
    if need is None:
        raise BriefError(f"{where}.id is {fields.get('id')!r}: not in the catalogue, see `etabli needs list`")
    weight = fields.get("weight") or need.weight_for(outcome)
    if weight not in WEIGHTS:
        raise BriefError(f"{where}.weight is {weight!r}: use one of {', '.join(WEIGHTS)}")
    return Answer(
        need.id,
        _need_number(fields, need, where),
        weight,
        _text(fields, "answer", where),
        _text(fields, "note", where),
    )


def _need_number(fields: Mapping[str, Any], need: Need, where: str) -> int:
    number = fields.get("number")
    if number is not None and (not isinstance(number, int) or isinstance(number, bool)):
        raise BriefError(f"{where}.number is not a whole number: leave it out, it follows from the id")
    return need.number


def _cents(value: object, where: str) -> int:
    text = (
        str(value).strip() if isinstance(value, int | str | Decimal) and not isinstance(value, bool) else ""
    )
    try:
        amount = Decimal(text)
        cents = amount * 100
        if not amount.is_finite() or cents != int(cents) or not 0 <= cents < 10**12:
            raise InvalidOperation
    except (InvalidOperation, ValueError) as error:
        raise BriefError(
            f'{where} is {str(value)[:40]!r}: give an amount in euros such as "1500.00"'
        ) from error
    return int(cents)


def _budget(value: object) -> Budget | None:
    if value is None:
        return None
    fields = _object(value, "budget")
    low, high = (_cents(fields.get(key), f"budget.{key}") for key in ("low", "high"))
    if low > high:
        raise BriefError("budget.low is above budget.high: swap them")
    return Budget(low, high)


def _budget_json(budget: Budget | None) -> dict[str, str] | None:
    if budget is None:
        return None
    return {"low": _euros(budget.low_cents), "high": _euros(budget.high_cents)}


def _euros(cents: int) -> str:
    return f"{cents // 100}.{cents % 100:02d}"


def _deadline(value: object) -> datetime.date | None:
    if value in (None, ""):
        return None
    try:
        return datetime.date.fromisoformat(cast("str", value))
    except (TypeError, ValueError) as error:
        raise BriefError(
            f"deadline is {str(value)[:40]!r}: give a date such as 2027-03-15, or null"
        ) from error


def _version(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 1:
        raise BriefError(f"version is {str(value)[:40]!r}: give a whole number from 1")
    return value
