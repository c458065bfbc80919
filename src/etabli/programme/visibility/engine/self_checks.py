"""What somebody's own look at themselves comes to, in three words, and what changed since the look before.

One is there where one's own site, listing or page is among the answers. Something wrong that others say of one is no
place where one is: it is counted by itself.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

OWN = {"site", "listing", "network"}
WRONG = "wrong"
ABSENT = "absent"
type Verdict = Literal["nowhere", "sometimes", "everywhere", "wrong", "only-wrong"]
type Answers = Mapping[str, Sequence[str]]


@dataclass(frozen=True)
class Look:
    """One look at oneself: what was ticked by line (nothing of one that was not typed), a note, the day; the address of
    its photo, "" without one."""

    answers: Answers
    note: str
    made_on: date
    photo: str = ""


@dataclass(frozen=True)
class Seen:
    """Of how many searches one was among the answers, and in how many something wrong stood; `verdict`: of all."""

    seen: int
    wrong: int
    total: int
    verdict: Verdict


def typed(answers: Answers) -> Answers:
    """The lines that were typed: something is ticked of them, if only that one is not there."""
    return {line: ticks for line, ticks in answers.items() if ticks}


def in_common(latest: Answers, before: Answers) -> tuple[Answers, Answers]:
    """Of both looks, the lines that were typed both times: only these are compared."""
    lines = [line for line in typed(latest) if before.get(line)]
    return {line: latest[line] for line in lines}, {line: before[line] for line in lines}


def gained(latest: Answers, before: Answers) -> list[str]:
    """The lines typed both times among whose answers one is now, and wasn't before."""
    now, then = in_common(latest, before)
    return [line for line in now if _is_seen(now[line]) and not _is_seen(then[line])]


def seen_of(answers: Answers) -> Seen:
    """What a look comes to, of the lines that were typed. Something wrong comes before all else: it is mended first."""
    answers = typed(answers)
    seen = sum(map(_is_seen, answers.values()))
    wrong = sum(WRONG in ticks for ticks in answers.values())
    verdict: Verdict = "sometimes"
    if wrong:
        verdict = "wrong" if seen else "only-wrong"
    elif seen in {0, len(answers)}:
        verdict = "everywhere" if seen else "nowhere"
    return Seen(seen, wrong, len(answers), verdict)


def _is_seen(ticks: Sequence[str]) -> bool:
    return bool(OWN & set(ticks))
