"""Where an interview is written down: in a brief, or, before anybody said who they are, in this browser's session."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date, datetime
from typing import Any, Protocol

from django.contrib.sessions.backends.base import SessionBase
from django.urls import reverse

from etabli.foundation.people.viewer import BEGUN_KEY, FORMER_BEGUN_KEY, Viewer
from etabli.procurement.briefs import actions, engine, queries
from etabli.procurement.briefs.models import Brief
from etabli.procurement.briefs.queries import Kept
from etabli.procurement.needs.catalogue import load

MOST_ASIDE = 12  # projects put aside on one device: past it, the oldest goes


@dataclass(frozen=True)
class Frame:
    """Budget in cents, or why there is none; the wanted date."""

    low_cents: int | None = None
    high_cents: int | None = None
    blank_why: str = ""
    deadline_on: date | None = None


class Notebook(Protocol):
    """The two have the same screens."""

    brief: Brief | None

    def plain(self) -> engine.Brief:
        """What is said so far; drafts are not."""
        ...

    def kept(self) -> Mapping[str, Kept]:
        """What was said or put off, by need."""
        ...

    def say(self, need_id: str, *, answer: str, note: str = "", weight: str = "", is_draft: bool) -> None:
        """Write down one answer in the place of the one before."""
        ...

    def set_frame(self, frame: Frame) -> None:
        """Write down budget and date."""
        ...

    @property
    def aside(self) -> Sequence[str]:
        """The ids of the contradictions set aside."""
        ...

    def set_aside(self, contradiction: str, *, is_aside: bool) -> None:
        """Say a contradiction no more, or again."""
        ...

    def address(self, page: str, *args: object) -> str:
        """A page of this interview: overview, question, frame, subjects, set_aside."""
        ...


class Written:
    """The interview of a brief that somebody already has."""

    def __init__(self, brief: Brief, *, by: Viewer, at: datetime) -> None:
        self.brief: Brief | None = brief
        self._brief, self._by, self._at = brief, by, at

    def plain(self) -> engine.Brief:
        return queries.plain(self._brief)

    def kept(self) -> Mapping[str, Kept]:
        return queries.answers_by_need(self._brief)

    def say(self, need_id: str, *, answer: str, note: str = "", weight: str = "", is_draft: bool) -> None:
        values: dict[str, Any] = {"answer": answer, "note": note, "weight": weight, "is_draft": is_draft}
        actions.answer_need(brief=self._brief, need_id=need_id, **values, by=self._by, at=self._at)
        self._brief = queries.get_brief(self._by, self._brief.pk)

    def set_frame(self, frame: Frame) -> None:
        actions.set_frame(
            brief=self._brief,
            low_cents=frame.low_cents,
            high_cents=frame.high_cents,
            blank_why=frame.blank_why,
            deadline_on=frame.deadline_on,
            by=self._by,
            at=self._at,
        )

    @property
    def aside(self) -> Sequence[str]:
        kept: list[str] = self._brief.set_aside
        return kept

    def set_aside(self, contradiction: str, *, is_aside: bool) -> None:
        actions.set_aside(
            brief=self._brief, contradiction=contradiction, is_aside=is_aside, by=self._by, at=self._at
        )

    def address(self, page: str, *args: object) -> str:
        return reverse(f"briefs:{page}", args=[self._brief.pk, *args])


class Sketch:
    """The interview of somebody unknown: nothing leaves the session before they say who they are."""

    brief: Brief | None = None

    def __init__(self, session: SessionBase) -> None:
        self._session = session

    @property
    def is_begun(self) -> bool:
        return BEGUN_KEY in self._session

    @property
    def contents(self) -> Mapping[str, Any]:
        """As it is stored: outcome, trade, craft (business pk, trade_code, business_name), answers, frame, number."""
        return self._session.get(BEGUN_KEY) or {}

    def begin(self, *, outcome: str, trade: str, craft: Mapping[str, Any], at: datetime) -> None:
        """Start, or change what is wanted and by whom: the answers stay, as does what was set aside."""
        kept = {name: self.contents.get(name, {}) for name in ("answers", "frame")} | {"aside": self.aside}
        self._session[BEGUN_KEY] = {
            "outcome": outcome,
            "trade": trade,
            "craft": dict(craft),
            "at": self.contents.get("at") or at.isoformat(),
            "number": self.contents.get("number") or self._new_number(),
            **kept,
        }

    def forget(self) -> None:
        """Nothing is left of it on this device."""
        self._session.pop(BEGUN_KEY, None)

    @property
    def _before(self) -> list[dict[str, Any]]:
        before: list[dict[str, Any]] = self._session.get(FORMER_BEGUN_KEY) or []
        return before

    @property
    def has_others(self) -> bool:
        """Others began projects here, which are put aside."""
        return bool(self._before)

    def put_aside(self) -> None:
        """Somebody else begins: what is begun waits here, unseen, for whoever says its number."""
        begun = self._session.pop(BEGUN_KEY, None)
        if begun is not None:
            kept = {"number": self._new_number(), **begun}
            self._session[FORMER_BEGUN_KEY] = [*self._before, kept][-MOST_ASIDE:]

    def take_up(self, number: str) -> bool:
        """Bring back the one of this number, and put aside what is begun; False when there is none."""
        back = next((sketch for sketch in self._before if sketch["number"] == number), None)
        if back is None:
            return False
        self._session[FORMER_BEGUN_KEY] = [sketch for sketch in self._before if sketch is not back]
        self.put_aside()
        self._session[BEGUN_KEY] = back
        return True

    def _new_number(self) -> str:
        taken = {sketch["number"] for sketch in self._before}
        free = (f"{secrets.randbelow(10_000):04d}" for _try in range(1000))
        return next(number for number in free if number not in taken)

    def kept(self) -> Mapping[str, Kept]:
        answers = self.contents.get("answers", {})
        asked = load().by_id  # a session may outlive a need of the catalogue
        names = {field.name for field in fields(Kept)}  # nor every name that an answer once had
        return {
            need_id: Kept(**{name: value for name, value in answer.items() if name in names})
            for need_id, answer in answers.items()
            if need_id in asked
        }

    def frame(self) -> Frame:
        """Budget and date so far."""
        values = dict(self.contents.get("frame", {}))
        day = values.pop("deadline_on", None)
        return Frame(**values, deadline_on=date.fromisoformat(day) if day else None)

    def plain(self) -> engine.Brief:
        frame, catalogue, rows = self.frame(), load(), self.kept()
        family = catalogue.family_of(self.contents["trade"])
        answered = [
            (need, kept, kept.weight or need.weight_for(self.contents["outcome"], family))
            for need in catalogue.needs
            if (kept := rows.get(need.id)) and kept.says_something
        ]
        return engine.Brief(
            title="",
            trade=self.contents["trade"],
            outcome=self.contents["outcome"],
            answers=tuple(
                engine.Answer(need.id, need.number, weight, kept.answer, kept.note)  # type: ignore[arg-type]  # held by the form
                for need, kept, weight in answered
            ),
            budget=engine.Budget.of(frame.low_cents, frame.high_cents),
            budget_blank_why=frame.blank_why,
            deadline=frame.deadline_on,
        )

    def say(self, need_id: str, *, answer: str, note: str = "", weight: str = "", is_draft: bool) -> None:
        answers = {**self.contents["answers"], need_id: vars(Kept(answer, note, weight, is_draft))}
        self._session[BEGUN_KEY] = {**self.contents, "answers": answers}

    def set_frame(self, frame: Frame) -> None:
        if budget := engine.Budget.of(frame.low_cents, frame.high_cents):
            frame = replace(frame, **vars(budget), blank_why="")
        day = frame.deadline_on.isoformat() if frame.deadline_on else None
        self._session[BEGUN_KEY] = {**self.contents, "frame": {**vars(frame), "deadline_on": day}}

    @property
    def aside(self) -> Sequence[str]:
        kept: list[str] = self.contents.get("aside", [])
        return kept

    def set_aside(self, contradiction: str, *, is_aside: bool) -> None:
        others = [kept for kept in self.aside if kept != contradiction]
        self._session[BEGUN_KEY] = {
            **self.contents,
            "aside": [*others, contradiction] if is_aside else others,
        }

    def address(self, page: str, *args: object) -> str:
        return reverse(f"briefs:sketch_{page}", args=args)
