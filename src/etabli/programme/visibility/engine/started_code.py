"""What of the scripts of a page runs without being asked, as far as it can be read without running anything.

A tracker that a script only writes once somebody agreed (in a function that a button calls, beneath a condition on a
cookie) follows nobody before. What can't be told is taken to wait.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

MAX_CODE, MAX_BLOCKS = 200_000, 3000
_HEAD = 240  # letters before a brace, which say what it opens
_QUOTED = r""""(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|`(?:\\.|[^`\\])*`"""
_ASKS = re.compile(
    r"consen|cookie|accept|accord|autoris|rgpd|gdpr|cnil|storage|opt_?-?in|opted|refus|agree|choi[xc]|allow|granted|tracking_?ok",
    re.IGNORECASE,
)
_UNLESS = re.compile(
    r"(?:refus|opt_?-?out|declin|denied|reject)[^|&]*(?:!=|<\s*0|==\s*-\s*1|null)|!\s*\w*(?:refus|opt_?out|declin|reject)",
    re.IGNORECASE,
)
_GESTURES = {"click", "submit", "change", "touchstart", "pointerdown", "keydown"}
_AT_ONCE = {"onload", "onreadystatechange"}
_FUNCTION = re.compile(
    r"(?:async\s+)?(?:\bfunction\b\s*\*?\s*(\w*)\s*\([^()]*\)|\([^()]*\)\s*=>|\b\w+\s*=>)\s*$"
)
_ASSIGNED = re.compile(r"(\w+)['\"]?\]?\s*[=:]\s*$")
_CALLED = re.compile(r"([\w$.]+)\s*\(([^();{}]*)$")
_CALLED_WITH_CALLS = re.compile(r"([\w$.]+)\s*\(([^;{}]*)$")
_CONDITION = re.compile(r"\bif\s*\(([^{};]*)\)\s*$")
_METHOD = re.compile(r"(\w+)\s*\([^()]*\)\s*$")
_RETURNS = re.compile(r"\bif\s*\(([^{};]*)\)\s*\{?\s*return\b")
_STATEMENT_WORDS = {"if", "for", "while", "switch", "catch", "with"}


@dataclass
class _Block:
    """What stands between two braces. `name`: of the function that it is, "" for any other; `asks`: whether it waits
    for somebody."""

    start: int
    end: int
    name: str = ""
    asks: bool = False


class StartedCode:
    """The scripts of a page, in one."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._read = [(code, _blocks(code)) for code in (_without_comments(text) for text in texts)]

    def holds(self, sign: re.Pattern[str]) -> bool:
        """Whether these words stand where nobody has to agree first."""
        return any(
            self._starts(code, blocks, match.start(), frozenset())
            for code, blocks in self._read
            for match in islice(sign.finditer(code), 20)
        )

    def _starts(self, code: str, blocks: list[_Block], at: int, names: frozenset[str]) -> bool:
        around = [block for block in blocks if block.start < at < block.end]
        if any(block.asks for block in around) or _waits(code, around, at):
            return False
        inner = next((block.name for block in reversed(around) if block.name), "")
        if not inner:
            return True
        return (
            len(names) < 6
            and inner not in names
            and any(
                self._starts(other, others, call, names | {inner})
                for other, others in self._read
                for call in islice(_calls(other, inner), 20)
            )
        )


def _waits(code: str, around: list[_Block], at: int) -> bool:
    """Whether the statement has a condition of its own, or what holds it ended before, for want of an agreement."""
    begins = max([block.start for block in around], default=-1) + 1
    before = code[max(begins, at - 4000) : at]
    statement = re.split(r"[;{}]", before)[-1]
    is_conditional = re.search(r"\bif\s*\(|&&|\?", statement)
    return bool(is_conditional and _is_agreement(statement)) or any(
        _is_agreement(condition) for condition in _RETURNS.findall(before)
    )


def _is_agreement(condition: str) -> bool:
    """Whether it holds only for whoever agreed; not for whoever merely didn't refuse."""
    return bool(_ASKS.search(condition)) and not _UNLESS.search(condition)


def _calls(code: str, name: str) -> Iterator[int]:
    """Where a function is called, or given to be called."""
    for match in re.finditer(rf"(?<![\w$]){re.escape(name)}\s*([(,);])", code):
        before = code[max(0, match.start() - 40) : match.start()]
        is_made_here = re.search(r"function\s+$", before) or (
            match[1] == "(" and re.match(r"[^()]*\)\s*\{", code[match.end() : match.end() + 200])
        )
        if not is_made_here and (match[1] == "(" or re.search(r"[(,=]\s*$", before)):
            yield match.start()


def _without_comments(text: str) -> str:
    """The same code; what stands in quotes is kept as it is."""
    pattern = rf"({_QUOTED})|/\*.*?\*/|(?<![:\\])//[^\n]*|<!--"
    return re.sub(pattern, lambda match: match[1] or " ", text[:MAX_CODE], flags=re.DOTALL)


def _blocks(code: str) -> list[_Block]:
    """What stands between braces, from the outside in; braces in quotes are none."""
    blocks: list[_Block] = []
    opened: list[_Block] = []
    closed: _Block | None = None
    for match in re.finditer(rf"{_QUOTED}|[{{}}]", code):
        if match[0] == "{" and len(blocks) < MAX_BLOCKS:
            head = code[max(0, match.start() - _HEAD) : match.start()]
            name, asks = _what_opens(head, closed)
            blocks.append(_Block(match.start(), len(code), name, asks))
            opened.append(blocks[-1])
        elif match[0] == "}" and opened:
            closed = opened.pop()
            closed.end = match.start()
    return blocks


def _what_opens(head: str, closed: _Block | None) -> tuple[str, bool]:
    """By what stands before a brace: the name of the function that it begins, and whether it waits to be agreed to."""
    if function := _FUNCTION.search(head):
        return _what_function(head[: function.start()].rstrip(), function[1] or "")
    if condition := _CONDITION.search(head):
        return "", _is_agreement(condition[1])
    if re.search(r"\}\s*else\s*$", head):
        return "", closed is not None and closed.asks
    method = _METHOD.search(head)
    return (method[1] if method and method[1] not in _STATEMENT_WORDS else ""), False


def _what_function(before: str, name: str) -> tuple[str, bool]:
    if assigned := _ASSIGNED.search(before):
        return ("" if assigned[1] in _AT_ONCE else assigned[1]), False
    if called := _CALLED.search(before) or _CALLED_WITH_CALLS.search(before):
        events = {called[1].rpartition(".")[2], *re.findall(r"['\"]([\w:.-]+)['\"]", called[2])}
        is_gesture = bool(events & _GESTURES)
        return "", is_gesture or bool(_ASKS.search(called[0]))
    if not before or before[-1] in "(!+~-" or before.endswith("void"):
        return ("" if before else name), False
    return name, False
