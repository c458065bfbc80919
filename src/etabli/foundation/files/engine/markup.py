"""XML: an electronic invoice, or an OpenDocument text in one file; never a page that runs, nor text that unfolds."""

from xml.parsers import expat

from .refusing import Reason, Refused

_PAGES = (
    "http://www.w3.org/2000/svg",
    "http://www.w3.org/1999/xhtml",
    "http://www.w3.org/1999/XSL/Transform",
)
_SCRIPT = "urn:oasis:names:tc:opendocument:xmlns:script:1.0"


def check(content: bytes) -> None:
    """Raises Refused: damaged, drawing, program, macro, bomb."""
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartDoctypeDeclHandler = _refuse_type
    parser.ProcessingInstructionHandler = _refuse_instruction
    parser.StartElementHandler = _refuse_element
    try:
        parser.Parse(content, True)
    except (expat.ExpatError, ValueError, LookupError):
        raise Refused(Reason.DAMAGED) from None


def _refuse_type(*_declaration: object) -> None:
    raise Refused(Reason.BOMB)  # entities are declared there: they fetch, or unfold


def _refuse_instruction(target: str, _data: str) -> None:
    if target == "xml-stylesheet":
        raise Refused(Reason.PROGRAM)


def _refuse_element(name: str, _attributes: object) -> None:
    namespace, _space, _bare = name.rpartition(" ")
    if namespace in _PAGES:
        raise Refused(Reason.DRAWING if namespace == _PAGES[0] else Reason.PROGRAM)
    if namespace == _SCRIPT:
        raise Refused(Reason.MACRO)
