"""What is read of spreadsheets by different hands, and what is asked rather than guessed."""

from collections.abc import Iterator
from typing import Any

import pytest

from etabli.foundation.documents.tables import Table, read_table
from etabli.territory.register.engine.sheets import (
    Field,
    RefusedRow,
    Row,
    SheetQuestions,
    find_questions,
    guess,
    read_rows,
)
from tests.territory.register.sheets.hands import KNOWN, Hand, hands

HANDS = hands()


def columns(table: Table) -> list[Field | None]:
    values = list(zip(*(line.cells for line in table.lines), strict=True))
    return [each.field for each in guess(table.header, values, KNOWN)]


def misread(hand: Hand) -> Iterator[str]:
    """What is not as it should be, once somebody has accepted the only commune that is proposed for each."""
    table = read_table(hand.content)
    fields = columns(table)
    if [field or "" for field in fields] != hand.columns:
        yield f"columns: {fields}"
    open_questions = find_questions(table.lines, fields, KNOWN)
    yield from unasked(hand, open_questions)
    towns = {town.key: town.near[0] for town in open_questions.towns if len(town.near) == 1}
    if open_questions.nowhere:
        towns[""] = "33314"
    rows = {row.line: row for row in read_rows(table.lines, fields, KNOWN, towns)}
    for line, name, value in hand.facts:
        if (read := said(rows[line], name)) != value:
            yield f"row {line}, {name}: {read!r} for {value!r}"
    for line, reason in hand.refused.items():
        row = rows[line]
        if not isinstance(row, RefusedRow) or row.reason != reason:
            yield f"row {line} is not refused as {reason}"


def unasked(hand: Hand, open_questions: SheetQuestions) -> Iterator[str]:
    proposed = {town.typed: town.near for town in open_questions.towns}
    for typed, code in hand.asked.items():
        if proposed.get(typed) != (code,):
            yield f"asked about {typed}: {proposed.get(typed)}"
    if bool(open_questions.nowhere) != hand.commune_is_asked:
        yield f"rows that say nowhere: {open_questions.nowhere}"


def said(row: Row | RefusedRow, name: str) -> str:
    value: Any = getattr(row, name, None)
    return " / ".join(value) if isinstance(value, tuple) else str(value)


@pytest.mark.parametrize("hand", HANDS, ids=lambda hand: hand.name)
def test_a_list_is_read_as_its_hand_meant_it(hand: Hand) -> None:
    assert list(misread(hand)) == []


def test_a_commune_is_never_settled_silently() -> None:
    for hand in HANDS:
        table = read_table(hand.content)
        fields = columns(table)
        for row in read_rows(table.lines, fields, KNOWN):
            if isinstance(row, Row) and dict(row.unread).get(Field.COMMUNE) in hand.asked:
                assert not row.commune_code
