"""A file of a former forum, as it is before anything of it is written: what would come in, who is known, what is left
out, and what is wrong with it in words."""

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import BinaryIO

from django.utils.functional import Promise
from django.utils.translation import gettext as _, gettext_lazy

from etabli.community.association.models import Member
from etabli.community.forum.engine.former_forum import (
    BadFile,
    FormerQuestion,
    LeftOut,
    Limits,
    check_request,
    read_questions,
)
from etabli.community.forum.models import (
    MAX_NAME_LENGTH,
    MAX_NUMBER_LENGTH,
    MAX_REASON_LENGTH,
    MAX_TEXT_LENGTH,
    MAX_TITLE_LENGTH,
    Thread,
)
from etabli.community.forum.trade_names import trade_ids
from etabli.foundation.confined import call_confined
from etabli.foundation.people.models import Organisation

LIMITS = Limits(MAX_TITLE_LENGTH, MAX_TEXT_LENGTH, MAX_NAME_LENGTH, MAX_NUMBER_LENGTH, MAX_REASON_LENGTH)
MAX_LEFT_OUT = 1000  # that are listed; the count is of all
SECONDS, MEMORY_MB, PATIENCE_SECONDS, MAX_ANSWER_BYTES = 20, 512, 40, 10_000
WHY: dict[str, str | Promise] = {
    "line_too_long": gettext_lazy("the line is over 8 MB"),
    "not_json": gettext_lazy("this line is no JSON in UTF-8"),
    "not_object": gettext_lazy("an object was expected, between { and }"),
    "not_list": gettext_lazy("a list was expected, between [ and ]"),
    "not_text": gettext_lazy("a text was expected, between quotation marks"),
    "not_bool": gettext_lazy("true or false was expected"),
    "unknown": gettext_lazy("this field is not known"),
    "missing": gettext_lazy("this field is missing"),
    "empty": gettext_lazy("this field is empty"),
    "too_long": gettext_lazy("this text is too long"),
    "bad_signs": gettext_lazy("this text holds a sign that can’t be kept"),
    "twice": gettext_lazy("the same number stands before"),
    "no_such_answer": gettext_lazy("no answer before this one has that number"),
    "two_accepted": gettext_lazy("another answer is accepted already"),
    "not_instant": gettext_lazy("this is no date and time, such as 2019-03-01T14:05:00+01:00"),
    "no_zone": gettext_lazy("the time zone is missing at the end, such as +01:00 or Z"),
    "to_come": gettext_lazy("this date is still to come"),
    "too_much": gettext_lazy("it takes too much time to read"),
}


@dataclass(frozen=True)
class Preview:
    """What would come in. `known`, `unknown`: how many texts of whom, by the member's name or by that of the file;
    `already_there`: questions. `other_trades`: what the file calls trades that are not on the list here."""

    questions: int
    answers: int
    already_there: int
    known: Counter[str]
    unknown: Counter[str]
    other_trades: Counter[str]
    left_out: tuple[LeftOut, ...]
    left_out_count: int


def questions_in(stream: BinaryIO, now: datetime) -> Iterator[FormerQuestion]:
    """Of the file, one after the other, within what may stand here. Raises BadFile."""
    return read_questions(stream, LIMITS, now=now)


def check_confined(content: bytes, now: datetime) -> None:
    """Read a stranger's file to its end in a child process with limits, before it is read here. Raises BadFile."""
    answer, ended_well = call_confined(
        "etabli.community.forum.engine.former_forum:serve",
        check_request(LIMITS, now, content),
        seconds=SECONDS,
        memory_mb=MEMORY_MB,
        patience=PATIENCE_SECONDS,
        most=MAX_ANSWER_BYTES,
    )
    fault = json.loads(answer) if ended_well else (1, "", "too_much")
    if fault:
        raise BadFile(*fault)


def preview_forum(organisation: Organisation, stream: BinaryIO, now: datetime) -> Preview:
    """What the file would give: three statements, whatever its length. Raises BadFile."""
    rows = Member.objects.filter(organisation=organisation).values_list("user__email", "display_name")
    members = {email.lower(): name for email, name in rows if email}
    taken_in = Thread.objects.filter(organisation=organisation).exclude(former_number="")
    there = set(taken_in.values_list("former_number", flat=True))
    trades, counts = trade_ids(organisation.pk), Counter[str]()
    known, unknown, other_trades = Counter[str](), Counter[str](), Counter[str]()
    left_out = list[LeftOut]()
    for question in questions_in(stream, now):
        if question.number in there:
            counts["there"] += 1
            continue
        counts["left_out"] += len(question.left_out)
        left_out += question.left_out[: MAX_LEFT_OUT - len(left_out)]
        if not question.stands:
            continue
        counts["questions"] += 1
        counts["answers"] += len(question.answers)
        if question.trade and question.trade.casefold() not in trades:
            other_trades[question.trade] += 1
        for author in (question.author, *(answer.author for answer in question.answers)):
            name = members.get(author.email) if author.email else None
            (unknown if name is None else known)[name or author.name] += 1
    return Preview(
        counts["questions"],
        counts["answers"],
        counts["there"],
        known,
        unknown,
        other_trades,
        tuple(left_out),
        counts["left_out"],
    )


def sentence_of(fault: BadFile | LeftOut) -> str:
    """Where it is, and why."""
    values = {"line": fault.line, "field": fault.field, "why": WHY[fault.code]}
    if not fault.field:
        return _("line %(line)d: %(why)s") % values
    return _("line %(line)d, %(field)s: %(why)s") % values
