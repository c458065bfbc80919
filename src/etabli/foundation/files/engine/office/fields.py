"""The fields of a Word document (ECMA-376 part 1, 17.16): a list of those that are kept. DDE, INCLUDEPICTURE,
INCLUDETEXT, IMPORT, LINK, DATABASE, RD and whatever else is not listed fetch or start something when they are brought
up to date: their result stays as plain text, and the field goes.

The instruction of a field may be cut into any number of runs, of which a program may leave some out (deleted text, the
other branch of an alternative, an element that it does not know): each reading that this gives must begin with a
listed word.
"""

import re
from dataclasses import dataclass, field
from itertools import product
from typing import Any

from ..refusing import Reason, Refused
from ..xml_parsing import local_name, may_hold, namespace, parse_some, remove_element, unwrap

ALLOWED_KEYWORDS = frozenset({
    "=", "ADDIN", "ADDRESSBLOCK", "ADVANCE", "ASK", "AUTHOR", "AUTONUM", "AUTONUMLGL", "AUTONUMOUT", "AUTOTEXT",
    "AUTOTEXTLIST", "BARCODE", "BIBLIOGRAPHY", "CITATION", "COMMENTS", "COMPARE", "CREATEDATE", "DATE",
    "DISPLAYBARCODE", "DOCPROPERTY", "DOCVARIABLE", "EDITTIME", "EMBED", "EQ", "FILENAME", "FILESIZE", "FILLIN",
    "FORMCHECKBOX", "FORMDROPDOWN", "FORMTEXT", "GLOSSARY", "GOTOBUTTON", "GREETINGLINE", "HYPERLINK", "IF", "INDEX",
    "INFO", "KEYWORDS", "LASTSAVEDBY", "LISTNUM", "MACROBUTTON", "MERGEBARCODE", "MERGEFIELD", "MERGEREC", "MERGESEQ",
    "NEXT", "NEXTIF", "NOTEREF", "NUMCHARS", "NUMPAGES", "NUMWORDS", "PAGE", "PAGEREF", "PRINTDATE", "PRIVATE",
    "QUOTE", "REF", "REVNUM", "SAVEDATE", "SECTION", "SECTIONPAGES", "SEQ", "SET", "SHAPE", "SKIPIF", "STYLEREF",
    "SUBJECT", "SYMBOL", "TA", "TC", "TEMPLATE", "TIME", "TITLE", "TOA", "TOC", "USERADDRESS", "USERINITIALS",
    "USERNAME", "XE",
})  # fmt: skip
_FIRST_WORD = re.compile(r'[\s"]*(=|[^\s"\\=]*)')
_MAX_OPTIONAL = 6
_NESTED_FIELD = "\0"  # stands for a field inside an instruction: what it gives is not known


_FIELD_ELEMENTS = {"fldChar", "instrText", "delInstrText", "fldSimple"}
_MAX_HELD = 200_000  # elements of fields in one part: a table of contents has some ten for each of its lines
_DELETED_TEXT = {"del", "moveFrom"}
_BRANCHES = {"Choice", "Fallback"}

Place = tuple[tuple[Any, ...], bool]  # what a program may leave out around it, and whether it was deleted


@dataclass
class _Field:
    place: Place
    marks: list[Any] = field(default_factory=list)
    pieces: list[tuple[str, bool]] = field(
        default_factory=list
    )  # of the instruction; whether it may be left out
    is_told: bool = False  # what follows is its result
    is_torn: bool = False  # its marks do not stand together in each reading


def is_harmless(instruction: str) -> bool:
    """Whether the instruction of a field only counts, dates or refers within its own document; an empty one is."""
    match = _FIRST_WORD.match(instruction)
    word = match[1].upper() if match else ""
    return word in ALLOWED_KEYWORDS or not instruction.strip()


def clean(root: Any) -> bool:
    """Take out the fields that are not listed, in place; whether there was any."""
    outside_fields = _Field(place=((), False))
    open_fields, ended, simple = [outside_fields], [outside_fields], []
    for element in root.iter(*(f"{{*}}{name}" for name in _FIELD_ELEMENTS)):
        name, here = local_name(element.tag), open_fields[-1]
        if name == "fldSimple":
            if not here.is_told and len(open_fields) > 1:
                here.pieces.append((_NESTED_FIELD, False))
            if not is_harmless(_value(element, "instr")):
                simple.append(element)
        elif name == "fldChar":
            _mark(element, open_fields, ended)
        else:
            here.pieces.append(("".join(element.itertext()), _place(element) != here.place))
            here.marks.append(element)
            here.is_torn |= here.is_told
    bad = [torn for torn in [*ended, *open_fields[1:]] if torn.is_torn or not _all_harmless(torn.pieces)]
    for mark in (mark for torn in bad for mark in torn.marks):
        remove_element(mark)
    for element in simple:
        unwrap(element)
    return bool(bad or simple)


def check_large(content: bytes) -> None:
    """Of a part that is too large to be held whole, what says where its fields are is held alone. Raises Refused where
    `clean` would take one out, or where there are too many to tell."""
    if may_hold(content, _FIELD_ELEMENTS):
        fields_alone = parse_some(content, _FIELD_ELEMENTS, around=_may_be_left_out, most=_MAX_HELD)
        if clean(fields_alone):
            raise Refused(Reason.TOO_MUCH)


def _mark(element: Any, open_fields: list[_Field], ended: list[_Field]) -> None:
    """The beginning, the middle or the end of a field."""
    kind, here = _value(element, "fldCharType"), open_fields[-1]
    if kind == "begin":
        if not here.is_told and len(open_fields) > 1:
            here.pieces.append((_NESTED_FIELD, False))
        open_fields.append(_Field(_place(element), [element]))
    elif len(open_fields) > 1:
        here.marks.append(element)
        here.is_torn |= _place(element)[0] != here.place[0]
        here.is_told = True
        if kind == "end":
            ended.append(open_fields.pop())


def _all_harmless(pieces: list[tuple[str, bool]]) -> bool:
    """Whether the instruction begins with a listed word, whichever of the optional pieces are left out."""
    optional = sum(may_go for _text, may_go in pieces)
    if optional > _MAX_OPTIONAL:
        return False
    for stays in product((True, False), repeat=optional):
        choice = iter(stays)
        if not is_harmless("".join(text for text, may_go in pieces if not may_go or next(choice))):
            return False
    return True


def _place(element: Any) -> Place:
    around = list(element.iterancestors())
    branches = tuple(element for element in around if _is_branch(element.tag))
    return branches, any(local_name(element.tag) in _DELETED_TEXT for element in around)


def _is_branch(name: str) -> bool:
    return local_name(name) in _BRANCHES or "wordprocessingml" not in namespace(name)


def _may_be_left_out(name: str) -> bool:
    return _is_branch(name) or local_name(name) in _DELETED_TEXT


def _value(element: Any, name: str) -> str:
    return next((str(value) for key, value in element.items() if local_name(key) == name), "")
