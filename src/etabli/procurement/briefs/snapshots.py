"""A whole brief as plain data: kept with each version, taken back to any moment of the journal, put back as it was."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import models

from etabli.foundation.journal.models import Entry
from etabli.foundation.journal.registry import as_json
from etabli.procurement.briefs import engine
from etabli.procurement.briefs.models import Brief, BriefAnswer

# {"title": ..., ..., "answers": {need id: {"number": ..., "answer": ..., "written_by_id": ...}}}, as JSON holds it.
type Snapshot = dict[str, Any]

_NOT_SAID = {"id", "chamber", "person", "set_aside", "state", "version", "started_at", "handed_over_at"}
FIELDS = [field.attname for field in Brief._meta.concrete_fields if field.name not in _NOT_SAID]
SAID = [
    field.attname
    for field in BriefAnswer._meta.concrete_fields
    if field.name not in {"id", "brief", "need_id"}
]
ANSWERS = "answers"


def snapshot_of(brief: Brief) -> Snapshot:
    """The brief as it is. No statement when it came from `queries.get_brief`."""
    kept = {name: getattr(brief, name) for name in FIELDS}
    answers = {row.need_id: as_json(_answer_values(row)) for row in brief.answers.all()}
    return {
        **as_json(kept),
        ANSWERS: {need_id: answer for need_id, answer in answers.items() if _is_said(answer)},
    }


def plain_of(kept: Snapshot, version: int = 1) -> engine.Brief:
    """A snapshot as the engine's value, its answers in order of number; drafts say nothing."""
    low, high, wanted = kept["budget_low_cents"], kept["budget_high_cents"], kept["deadline_on"]
    rows = sorted(kept[ANSWERS].items(), key=lambda item: item[1]["number"])
    return engine.Brief(
        title=kept["title"],
        trade=kept["trade"],
        outcome=kept["outcome"],
        answers=tuple(
            engine.Answer(need_id, row["number"], row["weight"], row["answer"], row["note"])
            for need_id, row in rows
            if not row["is_draft"]
        ),
        budget=engine.Budget(low, high) if low is not None and high is not None else None,
        budget_blank_why=kept["budget_blank_why"],
        deadline=date.fromisoformat(wanted) if wanted else None,
        version=version,
    )


def parted(before: Snapshot, after: Snapshot) -> tuple[Snapshot, Snapshot]:
    """What differs between two snapshots, on each side: `put_back` takes either. None stands for no answer."""
    fields = [name for name in FIELDS if before.get(name) != after.get(name)]
    old, two = before[ANSWERS], after[ANSWERS]
    needs = sorted(need_id for need_id in old | two if old.get(need_id) != two.get(need_id))

    def side(kept: Snapshot) -> Snapshot:
        own = {name: kept.get(name) for name in fields}
        return {**own, ANSWERS: {need_id: kept[ANSWERS].get(need_id) for need_id in needs}}

    return side(before), side(after)


def laid_over(kept: Snapshot, part: Snapshot) -> Snapshot:
    """A snapshot with a part of another laid over it."""
    answers = kept[ANSWERS] | part[ANSWERS]
    return {**kept, **part, ANSWERS: {need_id: answer for need_id, answer in answers.items() if answer}}


def put_back(brief: Brief, part: Snapshot) -> None:
    """Write in the brief what a part of a snapshot holds. An answer that it doesn't hold is emptied; its row stays."""
    names = [name for name in FIELDS if name in part]
    for name in names:
        setattr(brief, name, _value(Brief, name, part[name]))
    if names:
        brief.save(update_fields=names)
    rows = {row.need_id: row for row in BriefAnswer.objects.filter(brief=brief)}
    for need_id, answer in part[ANSWERS].items():
        row = rows.get(need_id) or BriefAnswer(brief=brief, need_id=need_id)
        for name, value in (answer or _EMPTY).items():
            if name in SAID:
                setattr(row, name, _value(BriefAnswer, name, value))
        row.save()


_EMPTY = {"weight": "should", "answer": "", "note": "", "is_draft": False}


def rewound(
    now: Snapshot, later: Iterable[Entry], earlier: Iterable[Entry], rows: Iterable[BriefAnswer]
) -> Snapshot:
    """The brief as it was between two runs of its acts, both newest first. `rows`: its answers, empty ones included."""
    needs = {str(row.pk): row.need_id for row in rows}
    answers = {need_id: dict(answer) for need_id, answer in now[ANSWERS].items()}
    blank = {row.need_id: {**as_json(_answer_values(row)), **_EMPTY} for row in rows}
    kept = dict(now)
    for entry in later:
        if entry.subject_type == _ANSWER:
            need_id = needs[entry.subject_id]
            answers[need_id] = {**blank[need_id], **answers.get(need_id, {}), **_only(SAID, entry.before)}
            continue
        kept |= _only(FIELDS, entry.before)
        answers |= {
            need_id: answer or dict(blank[need_id])
            for need_id, answer in entry.before.get(ANSWERS, {}).items()
        }
    kept[ANSWERS] = {need_id: answer for need_id, answer in answers.items() if _is_said(answer)}
    for need_id, author in _authors(earlier, needs).items():
        if need_id in kept[ANSWERS]:
            kept[ANSWERS][need_id] |= author
    return kept


def _authors(entries: Iterable[Entry], needs: dict[str, str]) -> dict[str, Snapshot]:
    """Who wrote each answer last, and when, as these acts tell it, newest first."""
    authors: dict[str, Snapshot] = {}
    for entry in entries:
        if entry.subject_type == _ANSWER:
            authorship = as_json({"written_by_id": entry.actor_id, "written_at": entry.at})
            authors.setdefault(needs[entry.subject_id], authorship)
        for need_id, answer in entry.after.get(ANSWERS, {}).items():
            authors.setdefault(need_id, _only(["written_by_id", "written_at"], answer or {}))
    return authors


def _only(names: Iterable[str], values: Snapshot) -> Snapshot:
    return {name: values[name] for name in names if name in values}


_ANSWER = BriefAnswer._meta.label_lower


def _answer_values(row: BriefAnswer) -> dict[str, Any]:
    return {name: getattr(row, name) for name in SAID}


def _is_said(row: dict[str, Any]) -> bool:
    return row.get("weight") == "not" or bool(row.get("answer") or row.get("note"))


def _value(model: type[models.Model], name: str, value: Any) -> Any:
    field: Any = model._meta.get_field(name)
    return field.to_python(value)
