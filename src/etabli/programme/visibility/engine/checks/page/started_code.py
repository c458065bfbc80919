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
    r"consen|cookie|accept|accord|autoris|rgpd|gdpr|cnil|storage|opt_?-?in|opted|refus|agree|choi[xc]|allow|granted",
    re.IGNORECASE,
)
_UNLESS = re.compile(
    r"(?:refus|opt_?-?out|declin|denied|reject)[^|&]*(?:!=|<\s*0|==\s*-\s*1|null)"
    r"|!\s*\w*(?:refus|opt_?out|declin|reject)",
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
_MADE = re.compile(
    r"\b(?:var|let|const)\s+(\w+)\s*=(?!\s*(?:async\s*)?(?:function|\())([^;{}]{0,200})"
    r"|\bfunction\s+(\w+)\s*\([^()]*\)\s*\{([^{}]{0,200}return[^{}]{0,200})"
)
_STATEMENT_WORDS = {"if", "for", "while", "switch", "catch", "with"}


@dataclass
class _Block:
    """What stands between two braces. `name`: of a function that is called elsewhere, "" for any other; `asks`: whether
    it waits for somebody."""

    start: int
    end: int
    name: str
    asks: bool
    is_function: bool


class StartedCode:
    """The scripts of a page, in one."""

    def __init__(self, texts: Sequence[str]) -> None:
        codes = [_without_comments(text) for text in texts]
        self._asks = _agreements(codes)
        self._read = [(code, self._blocks(code)) for code in codes]

    def holds(self, sign: re.Pattern[str]) -> bool:
        """Whether these words stand where nobody has to agree first."""
        return any(
            self._starts(code, blocks, match.start(), frozenset())
            for code, blocks in self._read
            for match in islice(sign.finditer(code), 20)
        )

    def _starts(self, code: str, blocks: list[_Block], at: int, names: frozenset[str]) -> bool:
        around = [block for block in blocks if block.start < at < block.end]
        if any(block.asks for block in around) or self._waits(code, blocks, around, at):
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

    def _waits(self, code: str, blocks: list[_Block], around: list[_Block], at: int) -> bool:
        """Whether the statement has a condition of its own, or its function ended before, for want of an agreement."""
        statement = re.split(r"[;{}]", code[max(0, at - 1000) : at])[-1]
        if re.search(r"\bif\s*\(|&&|\?", statement) and self._is_agreement(statement):
            return True
        function = next((block for block in reversed(around) if block.is_function), None)
        if function is None:
            return False
        inside = [
            block for block in blocks if block.is_function and function.start < block.start < block.end < at
        ]
        return any(
            self._is_agreement(match[1])
            for match in _RETURNS.finditer(code, function.start, at)
            if not any(block.start < match.start() < block.end for block in inside)
        )

    def _is_agreement(self, condition: str) -> bool:
        """Whether it holds only for whoever agreed; not for whoever merely didn't refuse."""
        return bool(self._asks.search(condition)) and not _UNLESS.search(condition)

    def _blocks(self, code: str) -> list[_Block]:
        """What stands between braces, from the outside in; braces in quotes are none."""
        blocks: list[_Block] = []
        opened: list[_Block] = []
        closed: _Block | None = None
        for match in re.finditer(rf"{_QUOTED}|[{{}}]", code):
            if match[0] == "{" and len(blocks) < MAX_BLOCKS:
                head = code[max(0, match.start() - _HEAD) : match.start()]
                blocks.append(_Block(match.start(), len(code), *self._what_opens(head, closed)))
                opened.append(blocks[-1])
            elif match[0] == "}" and opened:
                closed = opened.pop()
                closed.end = match.start()
        return blocks

    def _what_opens(self, head: str, closed: _Block | None) -> tuple[str, bool, bool]:
        """By what stands before a brace: the rest of the block that it begins."""
        if function := _FUNCTION.search(head):
            return *self._what_function(head[: function.start()].rstrip(), function[1] or ""), True
        if condition := _CONDITION.search(head):
            return "", self._is_agreement(condition[1]), False
        if re.search(r"\}\s*else\s*$", head):
            return "", closed is not None and closed.asks, False
        method = _METHOD.search(head)
        name = method[1] if method and method[1] not in _STATEMENT_WORDS else ""
        return name, False, bool(name)

    def _what_function(self, before: str, name: str) -> tuple[str, bool]:
        """The name by which it is called, and whether what it is given to waits for somebody."""
        if assigned := _ASSIGNED.search(before):
            return ("" if assigned[1] in _AT_ONCE else assigned[1]), False
        if called := _CALLED.search(before) or _CALLED_WITH_CALLS.search(before):
            events = {called[1].rpartition(".")[2], *re.findall(r"['\"]([\w:.-]+)['\"]", called[2])}
            return "", bool(events & _GESTURES) or bool(_ASKS.search(called[0]))
        is_called_at_once = before.endswith(("(", "!", "+", "~", "-", "void"))
        return ("" if is_called_at_once else name), False


def _agreements(codes: Sequence[str]) -> re.Pattern[str]:
    """What conditions on an agreement are made of: words, and the names that the page gives to what holds one."""
    names = {
        made[1] or made[3]
        for code in codes
        for made in _MADE.finditer(code)
        if _ASKS.search(made[2] or made[4]) and len(made[1] or made[3]) > 1
    }
    named = "".join(rf"|\b{name}\b" for name in sorted(names)[:100])
    return re.compile(_ASKS.pattern + named, re.IGNORECASE)


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
