"""A file of a former forum: a question a line, as JSON, with its answers. See docs/en/former_forum.md."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, BinaryIO

FIRST_YEAR = 1980  # no forum is older
MAX_LINE_BYTES = 8_000_000  # of a question with all its answers
QUESTION = {"id", "title", "text", "trade", "written_at", "author", "closed", "answers"}
ANSWER = {"id", "text", "written_at", "author", "quotes", "accepted"}
AUTHOR = {"name", "email"}


@dataclass(frozen=True)
class Limits:
    """The most signs that each thing may have here."""

    title: int
    text: int
    name: int
    number: int
    reason: int


@dataclass(frozen=True)
class Author:
    """Who wrote, as the file says it; `email` in small letters, "" when it says none."""

    name: str
    email: str


@dataclass(frozen=True)
class LeftOut:
    """What the file holds and can't stand here: on which line, which field, and why (`code`)."""

    line: int
    field: str
    code: str


@dataclass(frozen=True)
class FormerAnswer:
    """An answer; `quotes`: the number of the one that it takes up."""

    number: str
    author: Author
    text: str
    written_at: datetime
    quotes: str
    is_accepted: bool


@dataclass(frozen=True)
class FormerQuestion:
    """A question, with those of its answers that can stand here; `left_out`: the others, or the question itself, which
    then does not stand. `closed`: why it takes no more answers."""

    line: int
    number: str
    author: Author
    title: str
    text: str
    trade: str
    written_at: datetime
    closed: str
    answers: tuple[FormerAnswer, ...]
    left_out: tuple[LeftOut, ...]
    stands: bool


class BadFile(Exception):
    """The file isn't what it should be: on which line, which field ("" for the line), and why (`code`)."""

    def __init__(self, line: int, field: str, code: str) -> None:
        super().__init__(f"line {line}: {field}: {code}")
        self.line, self.field, self.code = line, field, code


def read_questions(stream: BinaryIO, limits: Limits, *, now: datetime) -> Iterator[FormerQuestion]:
    """One after the other, so that a long file takes no more memory than a short one. Raises BadFile."""
    line, numbers = 0, set[str]()
    while raw := stream.readline(MAX_LINE_BYTES + 1):
        line += 1
        if len(raw) > MAX_LINE_BYTES:
            raise BadFile(line, "", "line_too_long")
        if not (raw := raw.removeprefix(b"\xef\xbb\xbf")).strip():
            continue
        question = _Line(line, limits, now).question(raw)
        if question.number in numbers:
            raise BadFile(line, "id", "twice")
        numbers.add(question.number)
        yield question


def check_request(limits: Limits, now: datetime, content: bytes) -> bytes:
    """What `serve` reads."""
    head = {"limits": asdict(limits), "now": now.isoformat()}
    return json.dumps(head).encode() + b"\n" + content


def serve(source: BinaryIO, target: BinaryIO) -> None:
    """The child's side: reads a file to its end, and answers with its fault, or null."""
    head = json.loads(source.readline())
    try:
        for _question in read_questions(
            source, Limits(**head["limits"]), now=datetime.fromisoformat(head["now"])
        ):
            pass
    except BadFile as fault:
        target.write(json.dumps([fault.line, fault.field, fault.code]).encode())
    else:
        target.write(b"null")


@dataclass(frozen=True)
class _Line:
    number: int
    limits: Limits
    now: datetime

    def question(self, raw: bytes) -> FormerQuestion:
        try:
            row = json.loads(raw)
        except (UnicodeDecodeError, ValueError, RecursionError):
            raise BadFile(self.number, "", "not_json") from None
        self._check_fields(row, QUESTION, "")
        number = self._number(row, "id")
        title, text = self._text(row, "title"), self._text(row, "text", required=False)
        left_out = [*self._too_much("title", title, self.limits.title)]
        left_out += self._too_much("text", text, self.limits.text, may_be_empty=True)
        stands = not left_out
        answers = self._answers(row, left_out)
        return FormerQuestion(
            line=self.number,
            number=number,
            author=self._author(row, ""),
            title=title,
            text=text,
            trade=self._text(row, "trade", required=False),
            written_at=self._instant(row, ""),
            closed=self._short(row, "closed", self.limits.reason, required=False),
            answers=answers if stands else (),
            left_out=tuple(left_out),
            stands=stands,
        )

    def _answers(self, row: Mapping[str, Any], left_out: list[LeftOut]) -> tuple[FormerAnswer, ...]:
        given = row.get("answers", [])
        if not isinstance(given, list):
            raise BadFile(self.number, "answers", "not_list")
        answers, numbers, is_accepted = [], set[str](), False
        for rank, each in enumerate(given):
            where = f"answers[{rank}]."
            self._check_fields(each, ANSWER, where)
            answer = self._answer(each, where)
            if answer.number in numbers:
                raise BadFile(self.number, f"{where}id", "twice")
            if answer.quotes and answer.quotes not in numbers:
                raise BadFile(self.number, f"{where}quotes", "no_such_answer")
            if answer.is_accepted and is_accepted:
                raise BadFile(self.number, f"{where}accepted", "two_accepted")
            numbers.add(answer.number)
            is_accepted |= answer.is_accepted
            if too_much := self._too_much(f"{where}text", answer.text, self.limits.text):
                left_out += too_much
            else:
                answers.append(answer)
        return tuple(answers)

    def _answer(self, row: Mapping[str, Any], where: str) -> FormerAnswer:
        is_accepted = row.get("accepted", False)
        if not isinstance(is_accepted, bool):
            raise BadFile(self.number, f"{where}accepted", "not_bool")
        return FormerAnswer(
            number=self._number(row, "id", where),
            author=self._author(row, where),
            text=self._text(row, "text", where),
            written_at=self._instant(row, where),
            quotes=self._number(row, "quotes", where) if row.get("quotes") is not None else "",
            is_accepted=is_accepted,
        )

    def _check_fields(self, row: Any, known: set[str], where: str) -> None:
        if not isinstance(row, dict):
            raise BadFile(self.number, where.rstrip("."), "not_object")
        for name in row:
            if name not in known:
                raise BadFile(self.number, f"{where}{name}"[:80], "unknown")

    def _author(self, row: Mapping[str, Any], where: str) -> Author:
        author = row.get("author")
        if author is None:
            raise BadFile(self.number, f"{where}author", "missing")
        where = f"{where}author."
        self._check_fields(author, AUTHOR, where)
        name = self._short(author, "name", self.limits.name, where)
        return Author(name, self._text(author, "email", where, required=False).lower())

    def _number(self, row: Mapping[str, Any], name: str, where: str = "") -> str:
        """As a number or as a text."""
        value = row.get(name)
        if isinstance(value, int) and not isinstance(value, bool):
            row = {name: str(value)}
        return self._short(row, name, self.limits.number, where)

    def _short(
        self, row: Mapping[str, Any], name: str, most: int, where: str = "", *, required: bool = True
    ) -> str:
        text = self._text(row, name, where, required=required)
        if required and not text:
            raise BadFile(self.number, f"{where}{name}", "empty")
        if len(text) > most:
            raise BadFile(self.number, f"{where}{name}", "too_long")
        return text

    def _text(self, row: Mapping[str, Any], name: str, where: str = "", *, required: bool = True) -> str:
        value = row.get(name)
        if value is None:
            if required:
                raise BadFile(self.number, f"{where}{name}", "missing")
            return ""
        if not isinstance(value, str):
            raise BadFile(self.number, f"{where}{name}", "not_text")
        if "\0" in value or any("\ud800" <= sign <= "\udfff" for sign in value):  # no database keeps them
            raise BadFile(self.number, f"{where}{name}", "bad_signs")
        return value.strip()

    def _instant(self, row: Mapping[str, Any], where: str) -> datetime:
        text, field = self._text(row, "written_at", where), f"{where}written_at"
        try:
            instant = datetime.fromisoformat(text)
            is_ours = FIRST_YEAR < instant.year <= self.now.year + 1
        except ValueError:
            is_ours = False
        if not is_ours:
            raise BadFile(self.number, field, "not_instant")
        if instant.tzinfo is None:
            raise BadFile(self.number, field, "no_zone")
        if instant > self.now:
            raise BadFile(self.number, field, "to_come")
        return instant

    def _too_much(self, field: str, text: str, most: int, *, may_be_empty: bool = False) -> list[LeftOut]:
        if not text and not may_be_empty:
            return [LeftOut(self.number, field, "empty")]
        return [LeftOut(self.number, field, "too_long")] if len(text) > most else []
