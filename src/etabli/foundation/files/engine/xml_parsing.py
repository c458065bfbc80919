"""XML as a parser reads it, whatever its encoding: never its text searched for words.

A type declaration is refused (entities are declared there: they fetch, or unfold; ECMA-376 part 2 and OpenDocument
part 2 do without), and so is an encoding in which the signs of markup are others than in ASCII.
"""

import re
from collections.abc import Callable, Collection, Mapping
from typing import Any
from xml.parsers import expat

from .refusing import Reason, Refused

_ALLOWED_ENCODINGS = {
    "utf-8", "utf8", "utf-16", "utf-16le", "utf-16be", "us-ascii", "ascii", "iso-8859-1", "iso-8859-15", "windows-1252",
}  # fmt: skip
_ALLOWED_INSTRUCTIONS = {"mso-contenttype", "xpacket"}  # they say what follows, and do nothing
_BYTE_ORDER_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
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
