"""What the bytes of a PDF hold, whatever leads to it. Readers do not agree on which objects a file has (a table for
each half of a linearised file, former tables, a table beside a stream of them, a key twice in a dictionary, objects
that no table knows), so each object is looked at here as it is written, in each version, also in streams of objects.

It only says that the file must be written anew from what was parsed: what the parser does not have is gone then.
"""

import re
import zlib
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from ..addresses import is_clickable

_DELIMITERS = rb"\x00\t\n\f\r ()<>\[\]{}/%"
# Names that the parsed file does not have where they would act, or that were taken out of it.
_ACTIVE_NAMES = (
    b"JavaScript|Launch|SubmitForm|ImportData|GoToR|GoToE|Renditions?|RichMediaExecute|RichMedia|GoTo3DView|XFA"
    b"|NeedsRendering|AlternatePresentations|SpiderInfo|FFilter|OnInstantiate|Navigator|PresSteps|OPI"
)
_ACTIVE_NAME = re.compile(rb"/(?:" + _ACTIVE_NAMES + rb")(?=[" + _DELIMITERS + rb"]|$)")
_ACTION_KEYS = re.compile(rb"/(OpenAction|AA|URI|FS|EF)(?=[" + _DELIMITERS + rb"]|$)")
_ESCAPED_NAME = re.compile(rb"/[^" + _DELIMITERS + rb"]{0,120}#[0-9A-Fa-f]{2}[^" + _DELIMITERS + rb"]{0,120}")
_OBJECT = re.compile(
    rb"(?<!\d)(\d{1,10})[\x00\t\n\f\r ]+\d{1,5}[\x00\t\n\f\r ]+obj(?=[" + _DELIMITERS + rb"]|$)"
)
_STREAM = re.compile(rb"(?<!end)stream[ \t]*\r?\n?")
_OBJECT_STREAM = re.compile(rb"/(?:First|ObjStm)(?=[" + _DELIMITERS + rb"])")
# Otherwise than by the one filter (7.4.4) that programs take for these.
_ODDLY_PACKED = re.compile(
    rb"/Predictor|/(?:LZW|ASCII85|ASCIIHex|RunLength)Decode|/(?:A85|AHx|Crypt)|Decode.*Decode|/Filter\s*\d",
    re.S,
)
_TOKEN = re.compile(
    rb"(?:[\x00\t\n\f\r ]|%[^\r\n]*)*(<<|>>|\[|\]|\(|<[^<>]{0,100000}>|/[^" + _DELIMITERS + rb"]*"
    rb"|\d+[\x00\t\n\f\r ]+\d+[\x00\t\n\f\r ]+R(?=[" + _DELIMITERS + rb"]|$)|[^" + _DELIMITERS + rb"]+)"
)
_PARENTHESIS = re.compile(rb"[()\\]")
_ALLOWED_ACTIONS = {b"/GoTo", b"/Named", b"/GoToDp"}
_MAX_HEAD, _MAX_UNPACKED, _MAX_DEPTH = 4000, 64 << 20, 12
_UNREADABLE = object()


def has_hidden_actions(content: bytes, *, attached: int, packed: list[bytes] | None) -> bool:
    """Whether the file holds something that acts, or a file inside, which its parser does not have. `attached`: how
    many files inside it has; `packed`: its streams of objects where they are locked, None where they are not."""
    texts = [(_unescape_names(content), 0)]
    heads = list(_packed_streams(content))
    if packed is not None:
        if len(heads) > len(packed):
            return True
        texts += [(_unescape_names(text), 0) for text in packed]
    else:
        for head, at in heads:
            text = None if _ODDLY_PACKED.search(head) else _unpacked(content, at)
            if text is None:
                return True
            texts.append((_unescape_names(text), _first(head)))
    return _Objects(texts, is_locked=packed is not None).act(attached)


def _unescape_names(text: bytes) -> bytes:
    """With the numbers in names as the signs that they stand for; all else keeps its place."""

    def spelt(name: re.Match[bytes]) -> bytes:
        signs = re.sub(rb"#([0-9A-Fa-f]{2})", lambda two: bytes([int(two[1], 16)]), name[0])
        return signs.ljust(len(name[0]))

    return _ESCAPED_NAME.sub(spelt, text)


def _packed_streams(content: bytes) -> Iterator[tuple[bytes, int]]:
    """The dictionary of each stream of objects, and where its data begins."""
    for mark in _STREAM.finditer(content):
        begins = content.rfind(b"obj", max(0, mark.start() - _MAX_HEAD), mark.start())
        head = _unescape_names(content[max(begins, 0) : mark.start()])
        if begins >= 0 and _OBJECT_STREAM.search(head):
            yield head, mark.end()


def _unpacked(content: bytes, at: int) -> bytes | None:
    unpacking = zlib.decompressobj()
    packed = content[at : content.find(b"endstream", at)]
    try:
        text = unpacking.decompress(packed, _MAX_UNPACKED)
    except zlib.error:
        return packed if re.match(rb"[\d\s]+[<\[/(]", packed) else None
    return text if unpacking.eof else None


def _first(head: bytes) -> int:
    match = re.search(rb"/First\s+(\d+)(?!\s+\d+\s+R)", head)
    return int(match[1]) if match else 0


class _Objects:
    def __init__(self, texts: list[tuple[bytes, int]], *, is_locked: bool) -> None:
        self._texts, self._is_locked = texts, is_locked
        self._places: dict[int, list[tuple[bytes, int]]] | None = None

    def act(self, attached: int) -> bool:
        files = 0
        for text, _first in self._texts:
            if _ACTIVE_NAME.search(text):
                return True
            for place in _ACTION_KEYS.finditer(text):
                files += place[1] == b"EF"
                if self._acts_at(place[1], _parse_at(text, place.end())):
                    return True
        return files > attached

    def _acts_at(self, name: bytes, value: Any) -> bool:
        if name == b"OpenAction":
            return self._acts(value)
        if name == b"AA":
            return any(
                self._acts(action)
                for candidate in self._each(value)
                if isinstance(candidate, dict)
                for action in _all_values(candidate)
            )
        if name == b"FS":
            return b"/URL" in self._each(value)
        if name == b"URI":
            texts = [] if self._is_locked else [text for text in self._each(value) if isinstance(text, str)]
            return not all(is_clickable(text) for text in texts)
        return False

    def _acts(self, value: Any, depth: int = 0) -> bool:
        """Whether an action, or what follows it, is another than a place in the file."""
        if depth > _MAX_DEPTH:
            return True
        for candidate in self._each(value):
            if candidate is _UNREADABLE:
                return True
            if isinstance(candidate, list):
                if any(self._acts(child, depth + 1) for child in candidate if isinstance(child, dict)):
                    return True
            elif isinstance(candidate, dict):
                kinds = [kind for several in candidate.get(b"/S", []) for kind in self._each(several)]
                if not set(map(repr, kinds)) <= set(map(repr, _ALLOWED_ACTIONS)):
                    return True
                if any(self._acts(child, depth + 1) for child in _following(candidate)):
                    return True
        return False

    def _each(self, value: Any) -> list[Any]:
        """The value, or each object that a reference may lead to."""
        if not isinstance(value, int):
            return [value]
        return [_parse_at(text, at) for text, at in self._where(value)]

    def _where(self, number: int) -> list[tuple[bytes, int]]:
        if self._places is None:
            self._places = {}
            for text, first_offset in self._texts:
                for match in _OBJECT.finditer(text):
                    self._places.setdefault(int(match[1]), []).append((text, match.end()))
                numbers = [int(number) for number in text[:first_offset].split() if number.isdigit()]
                for at, (number_, offset) in enumerate(pairwise(numbers)):
                    if at % 2 == 0:
                        self._places.setdefault(number_, []).append((text, first_offset + offset))
        return self._places.get(number, [])


def _all_values(dictionary: dict[bytes, list[Any]]) -> Iterator[Any]:
    return (value for several in dictionary.values() for value in several)


def _following(dictionary: dict[bytes, list[Any]]) -> Iterator[Any]:
    for value in dictionary.get(b"/Next", []):
        yield from value if isinstance(value, list) else [value]


def _parse_at(text: bytes, at: int) -> Any:
    """What stands here: a dictionary (each value of each key), a list, a name, a text, the number of an object."""
    try:
        return _parse_token(text, at, 0)[0]
    except (ValueError, RecursionError):
        return _UNREADABLE


def _parse_token(text: bytes, at: int, depth: int) -> tuple[Any, int]:
    token = _TOKEN.match(text, at)
    if token is None or depth > 60:
        raise ValueError
    word, at = token[1], token.end()
    if word == b"(":
        return _parse_string(text, at)
    if word == b"[":
        return _parse_list(text, at, b"]", depth)
    if word == b"<<":
        held, at = _parse_list(text, at, b">>", depth)
        pairs: dict[bytes, list[Any]] = {}
        for key, value in zip(held[::2], held[1::2], strict=False):
            pairs.setdefault(key if isinstance(key, bytes) else b"", []).append(value)
        return pairs, at
    if word.startswith(b"<"):
        digits = re.sub(rb"[^0-9A-Fa-f]", b"", word).decode()
        return _decoded(bytes.fromhex(digits + "0" * (len(digits) % 2))), at
    if word.endswith(b"R") and word[:1].isdigit():
        return int(word.split()[0]), at
    return word if word.startswith(b"/") else None, at


def _parse_list(text: bytes, at: int, end: bytes, depth: int) -> tuple[list[Any], int]:
    values: list[Any] = []
    while True:
        token = _TOKEN.match(text, at)
        if token is None:
            raise ValueError
        if token[1] == end:
            return values, token.end()
        value, at = _parse_token(text, at, depth + 1)
        values.append(value)


def _parse_string(text: bytes, at: int) -> tuple[str, int]:
    begins, depth = at, 1
    while match := _PARENTHESIS.search(text, at):
        at = match.end()
        if match[0] == b"\\":
            at += 1
        else:
            depth += 1 if match[0] == b"(" else -1
        if not depth:
            content = re.sub(rb"\\([()\\])", rb"\1", text[begins : at - 1])
            return _decoded(re.sub(rb"\\[nrtbf]|\\\r?\n", b"", content)), at
    raise ValueError


def _decoded(content: bytes) -> str:
    return content.decode("utf-16" if content[:2] in (b"\xfe\xff", b"\xff\xfe") else "latin-1", "replace")
