"""One XML document in many spellings, all the same to a parser."""

import random
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any
from xml.sax.saxutils import escape

from lxml import etree

_DRAWN = random.Random(1)
# More than one MiB, and no bomb; each word eight times, since packing what repeats nothing takes five times as long.
_PADDING = "".join(_DRAWN.randbytes(100).hex() * 8 for _ in range(750))


@dataclass(frozen=True)
class Spelling:
    encoding: str = "utf-8"
    mark: bytes = b""
    quote: str = '"'
    in_entities: bool = False
    other_prefixes: bool = False
    commented: bool = False
    in_sections: bool = False
    backwards: bool = False
    padded: int = 0

    def __call__(self, xml: str) -> bytes:
        """The document in this spelling."""
        root = etree.fromstring(xml.encode())
        prefixes = _prefixes(root, self.other_prefixes)
        spaces = " ".join(
            f"xmlns{':' + prefix if prefix else ''}={self.quote}{space}{self.quote}"
            for space, prefix in prefixes.items()
        )
        text = f"<?xml version={self.quote}1.0{self.quote} encoding={self.quote}{self.encoding}{self.quote}?>"
        text += "".join(f"<!--{_PADDING}{turn}-->" for turn in range(self.padded))
        text += self._element(root, prefixes, spaces)
        codec = {b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}.get(self.mark, self.encoding)
        return self.mark + text.encode(codec)

    def _element(self, element: Any, prefixes: dict[str, str], spaces: str = "") -> str:
        name = _name(element.tag, prefixes)
        attributes = [
            f"{_name(key, prefixes)}={self.quote}{self._text(value, quoted=True)}{self.quote}"
            for key, value in element.items()
        ]
        head = " ".join(
            [name, *filter(None, [spaces]), *(reversed(attributes) if self.backwards else attributes)]
        )
        inside = self._text(element.text or "") + "".join(
            self._element(child, prefixes) + self._text(child.tail or "") for child in element
        )
        note = "<!-- > -->" if self.commented else ""
        return f"{note}<{head}>{note}{inside}</{name}>"

    def _text(self, text: str, *, quoted: bool = False) -> str:
        if self.in_entities:
            return "".join(f"&#x{ord(sign):X};" for sign in text)
        if self.in_sections and text and not quoted:
            return f"<![CDATA[{text[:1]}]]><![CDATA[{text[1:]}]]>"
        if self.commented and text and not quoted:
            return f"{escape(text[:2])}<!-- -->{escape(text[2:])}"
        return escape(text, {'"': "&quot;", "'": "&apos;"})


def _prefixes(root: Any, other: bool) -> dict[str, str]:
    spaces: dict[str, str] = {}
    for element in root.iter("*"):
        for prefix, space in element.nsmap.items():
            spaces.setdefault(space, prefix or "")
    return {space: f"n{at}" for at, space in enumerate(spaces)} if other else spaces


def _name(name: str, prefixes: dict[str, str]) -> str:
    space, _brace, bare = name.rpartition("}")
    prefix = prefixes.get(space.removeprefix("{"), "xml" if "XML/1998" in space else "")
    return f"{prefix}:{bare}" if prefix else bare


_PLAIN = Spelling()
VERY_LONG = replace(_PLAIN, padded=8)  # larger than what is held whole
SPELLINGS: dict[str, Callable[[str], bytes]] = {
    "UTF-8": _PLAIN,
    "UTF-8 with its mark": replace(_PLAIN, mark=b"\xef\xbb\xbf"),
    "UTF-16, little end first": replace(_PLAIN, encoding="utf-16", mark=b"\xff\xfe"),
    "UTF-16, big end first": replace(_PLAIN, encoding="utf-16", mark=b"\xfe\xff"),
    "Latin-1": replace(_PLAIN, encoding="iso-8859-1"),
    "in entities": replace(_PLAIN, in_entities=True),
    "in single quotes": replace(_PLAIN, quote="'"),
    "other prefixes": replace(_PLAIN, other_prefixes=True),
    "with comments": replace(_PLAIN, commented=True),
    "in sections of data": replace(_PLAIN, in_sections=True),
    "attributes backwards": replace(_PLAIN, backwards=True),
    "behind more than 1 MiB": replace(_PLAIN, padded=1),
    "UTF-16, in entities, other prefixes": replace(
        _PLAIN, encoding="utf-16", mark=b"\xff\xfe", in_entities=True, other_prefixes=True, backwards=True
    ),
}
