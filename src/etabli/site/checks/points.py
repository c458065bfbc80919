"""What a look at the installation finds."""

from dataclasses import dataclass
from enum import Enum

from etabli.foundation.terminal import pick


class Verdict(Enum):
    SOUND = "✓"
    REMARK = "·"  # worth knowing: nothing is broken
    FAULT = "✗"


@dataclass(frozen=True)
class Point:
    """One thing that was looked at; `mend` says what to do, for a fault and for a remark that calls for it."""

    verdict: Verdict
    text: str
    mend: str = ""


def ok(french: str, english: str) -> Point:
    return Point(Verdict.SOUND, pick(french, english))


def remark(french: str, english: str, mend_french: str = "", mend_english: str = "") -> Point:
    return Point(Verdict.REMARK, pick(french, english), pick(mend_french, mend_english))


def fault(french: str, english: str, mend_french: str, mend_english: str) -> Point:
    return Point(Verdict.FAULT, pick(french, english), pick(mend_french, mend_english))
