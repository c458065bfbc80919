"""XML as a parser reads it, whatever its encoding: never its text searched for words.

A type declaration is refused (entities are declared there: they fetch, or unfold; ECMA-376 part 2 and OpenDocument
part 2 do without), and so is an encoding in which the signs of markup are others than in ASCII.
"""

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any
from xml.parsers import expat

from .refusing import Reason, Refused

_ALLOWED_ENCODINGS = {
    "utf-8", "utf8", "utf-16", "utf-16le", "utf-16be", "us-ascii", "ascii", "iso-8859-1", "iso-8859-15", "windows-1252",
}  # fmt: skip
_ALLOWED_INSTRUCTIONS = {"mso-contenttype", "xpacket"}  # they say what follows, and do nothing
_BYTE_ORDER_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_MAX_DEPTH = 256  # of elements that are built one in the other
Start = Callable[[str, Mapping[str, str]], object]


def looks_like_xml(content: bytes) -> bool:
    """Whether the first sign is "<", in UTF-8 or UTF-16."""
    head = content[:4096]
    for mark in _BYTE_ORDER_MARKS:
        head = head.removeprefix(mark)
    return head.lstrip(b" \r\n\t\0").startswith(b"<")


def scan(content: bytes, start: Start | None = None, *, with_type: bool = False) -> str:
    """Its root, as "namespace}name"; `start` hears of each element with its attributes, in the same form.

    A type is declared only where `with_type` says so, and without declarations of its own. Raises Refused: damaged,
    bomb, program (an instruction, such as a sheet of style)."""
    parser = _parser(with_type)
    roots: list[str] = []

    def first(name: str, attributes: dict[str, str]) -> None:
        roots.append(name)
        parser.StartElementHandler = start
        if start:
            start(name, attributes)

    parser.StartElementHandler = first
    _parse(parser, content)
    return roots[0]


def read_texts(content: bytes, names: Collection[str], hear: Callable[[str, str], object]) -> None:
    """`hear` gets the whole name and the text of each element of these local names. Raises Refused like `scan`."""
    parser = _parser()
    words: list[str] = []
    inside: list[str] = []

    def start(name: str, _attributes: object) -> None:
        if local_name(name) in names:
            inside.append(name)
            parser.CharacterDataHandler = words.append
            parser.EndElementHandler = end

    def end(name: str) -> None:
        if name == inside[-1]:
            inside.pop()
            hear(name, "".join(words))
        if not inside:
            words.clear()
            parser.CharacterDataHandler = parser.EndElementHandler = None

    if may_hold(content, names):
        parser.StartElementHandler = start
    _parse(parser, content)


def may_hold(content: bytes, names: Collection[str]) -> bool:
    """Whether an element of these local names may stand in it: names are never escaped."""
    if b"\0" in content[:200]:  # UTF-16
        return True
    return bool(re.search(rb"[<:](" + "|".join(names).encode() + rb")[\s/>]", content))


def may_hold_attribute(content: bytes, names: Collection[str]) -> bool:
    """Whether an attribute of these local names may stand in it."""
    if b"\0" in content[:200]:  # UTF-16
        return True
    return bool(re.search(rb"[\s:](" + "|".join(names).encode() + rb")\s*=", content))


def parse_some(
    content: bytes, names: Collection[str], *, around: Callable[[str], bool], most: int = 200_000
) -> Any:
    """The root, and of what it holds the elements of these local names alone, with the text in them, each inside those
    that are `around` it. Of what is too large for `parse_tree`. Raises Refused like `scan`, and: too much, above so
    many elements or too deep.
    """
    parser, some = _parser(), _SomeElements(names, around, most)
    parser.StartElementHandler, parser.EndElementHandler = some.start, some.end
    parser.CharacterDataHandler = some.text
    _parse(parser, content)
    return some.builder.close()


@dataclass(eq=False)
class _OpenElement:
    """An element that has begun and not ended."""

    name: str
    is_kept: bool
    is_built: bool = False


class _SomeElements:
    """What `parse_some` gives, built as the parser goes on."""

    def __init__(self, names: Collection[str], around: Callable[[str], bool], most: int) -> None:
        from lxml import etree

        self.builder = etree.TreeBuilder()
        self._names, self._around, self._left = names, around, most
        self._open: list[_OpenElement] = []
        self._waiting: list[_OpenElement] = []  # around what may come: built once it does
        self._depth = self._kept_depth = 0

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        element = _OpenElement(name, local_name(name) in self._names)
        if element.is_kept:
            for outer in self._waiting:
                self._build(outer, {})
            self._waiting.clear()
        if element.is_kept or not self._open:
            self._build(element, attributes)
        elif self._around(name):
            self._waiting.append(element)
        self._open.append(element)
        self._kept_depth += element.is_kept

    def end(self, _name: str) -> None:
        element = self._open.pop()
        self._kept_depth -= element.is_kept
        if element.is_built:
            self._depth -= 1
            self.builder.end(_for_lxml(element.name))
        elif self._waiting and self._waiting[-1] is element:
            self._waiting.pop()

    def text(self, words: str) -> None:
        if self._kept_depth:
            self.builder.data(words)

    def _build(self, element: _OpenElement, attributes: Mapping[str, str]) -> None:
        self._left, self._depth = self._left - 1, self._depth + 1
        if self._left < 0 or self._depth > _MAX_DEPTH:
            raise Refused(Reason.TOO_MUCH)
        element.is_built = True
        self.builder.start(
            _for_lxml(element.name), {_for_lxml(key): value for key, value in attributes.items()}
        )


def _for_lxml(name: str) -> str:
    return f"{{{name}" if "}" in name else name


def _parser(with_type: bool = False) -> expat.XMLParserType:
    parser = expat.ParserCreate(namespace_separator="}")

    def declared(_version: str, encoding: str | None, _standalone: int) -> None:
        if encoding and encoding.lower() not in _ALLOWED_ENCODINGS:
            raise Refused(Reason.DAMAGED)

    def typed(_name: str, _system: str | None, _public: str | None, inside: int) -> None:
        if inside or not with_type:
            raise Refused(Reason.BOMB)

    parser.XmlDeclHandler = declared
    parser.StartDoctypeDeclHandler = typed
    parser.ProcessingInstructionHandler = _refuse_instruction
    return parser


def _parse(parser: expat.XMLParserType, content: bytes) -> None:
    try:
        parser.Parse(content, True)
    except (expat.ExpatError, ValueError, LookupError):
        raise Refused(Reason.DAMAGED) from None


def _refuse_instruction(target: str, _data: str) -> None:
    """A sheet of style; what has Windows open it with Word, Excel or InfoPath; and whatever is not listed."""
    if target.lower() not in _ALLOWED_INSTRUCTIONS:
        raise Refused(Reason.PROGRAM)


def parse_tree(content: bytes, *, recovers: bool = False) -> Any:
    """The root element of what `scan` has let pass, without comments; with `recovers`, of markup that is not whole."""
    from lxml import etree

    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=True,
        remove_comments=True,
        remove_pis=True,
        recover=recovers,
    )
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError):
        raise Refused(Reason.DAMAGED) from None
    if root is None:
        raise Refused(Reason.DAMAGED)
    return root


def serialise(root: Any) -> bytes:
    """The document of this root, in UTF-8."""
    from lxml import etree

    document: bytes = etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True)
    return document


def local_name(name: str) -> str:
    """The name of an element or attribute without its namespace."""
    return name.rpartition("}")[2]


def namespace(name: str) -> str:
    """The namespace of a qualified name as lxml writes it; "" for none."""
    return name.rpartition("}")[0].removeprefix("{")


def remove_element(element: Any) -> None:
    """Take an element out of its document; what follows it stays."""
    parent = element.getparent()
    if parent is None:
        return
    if element.tail:
        before = element.getprevious()
        if before is None:
            parent.text = (parent.text or "") + element.tail
        else:
            before.tail = (before.tail or "") + element.tail
    parent.remove(element)


def unwrap(element: Any) -> None:
    """Put the elements that it holds in its place."""
    for child in list(element):
        element.addprevious(child)
    remove_element(element)
