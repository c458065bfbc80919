"""Word's and Excel's own format (ECMA-376, Office Open XML): what would fetch or start something when it is opened is
taken out of its parts.

Whatever is outside is named by a relation (`relations`), but for fields, formulas, drawings of the older kind (VML)
and the data of a mailing. Each part that is XML is looked at, whatever leads to it and whatever it is called.
"""

from typing import Any

from . import drawings, fields, formulas
from .addresses import is_inside, may_be_clicked
from .parsing import drop, local, namespace, scan
from .refusing import Reason, Refused
from .relations import Relations

LARGE = (
    16 << 20
)  # bytes; a part that is larger is not held whole: it is refused where something would have to go
_REFERENCES = ("officeDocument/2006/relationships", "purl.oclc.org/ooxml/officeDocument/relationships")
_LINKS = {"hyperlink", "hlinkClick", "hlinkHover", "hlinkMouseOver"}
_PICTURES = {"blip", "svgBlip", "imagedata", "fill", "stroke", "videoFile", "audioFile"}
_GONE = {"mailMerge", "altChunk", "subDoc", "frameset"}  # they fetch, or ask a database
_CONTAINERS = {  # not valid once they are empty
    "externalReferences", "oleObjects", "controls", "tableParts", "pivotCaches", "dataRefs", "definedNames",
    "Choice", "Fallback", "AlternateContent",
}  # fmt: skip
_TO_DATA = {
    "connectionId",
    "queryTableFieldId",
    "manifestLocation",
}  # attributes that lead to what is taken out
_FORMULAS = {
    "f", "formula", "formula1", "formula2", "oldFormula", "calculatedColumnFormula", "totalsRowFormula",
    "definedName", "nf", "of",
}  # fmt: skip
_FORMULA_ATTRIBUTES = {"macro", "textlink", "fmlaLink", "fmlaRange", "fmlaMacro", "fmlaPict", "fmlaTxbx"}
_OF_SHEETS = ("spreadsheetml", "office/excel", "office/spreadsheetml", "drawingml")
_OF_VML = ("urn:schemas-microsoft-com:vml", "urn:schemas-microsoft-com:office:office")
_NOTHING = "#REF!"  # what a spreadsheet writes for a place that is no more


def clean(root: Any, relations: Relations | None) -> bool:
    """Take out of a part, in place, what its relations no longer lead to and what fetches by itself; whether there was
    any."""
    if drawings.is_drawing(root):
        return drawings.clean(root)
    changed = fields.clean(root)
    for element in list(root.iter("*")):
        changed |= _clean_references(element, relations) if relations else False
        changed |= _clean_element(element)
    return _clean_formulas(root) or changed


def _clean_references(element: Any, relations: Relations) -> bool:
    """What leads outside is kept where a click is asked for, and for the template on the author's own disk."""
    name, changed = local(element.tag), False
    unwanted = set(relations.removed)
    unwanted |= relations.links if name not in _LINKS else set()
    unwanted |= relations.templates if name != "attachedTemplate" else set()
    for key, value in list(element.items()):
        if namespace(key).endswith(_REFERENCES) and value in unwanted:
            changed = True
            if name in _LINKS and name != "hyperlink":
                element.set(key, "")
            elif name in _LINKS | _PICTURES or local(key) in ("link", "href"):
                del element.attrib[key]
            else:
                _drop_whole(element)
                break
    return changed


def _drop_whole(element: Any) -> None:
    """With what would be empty around it."""
    while element is not None:
        around = element.getparent()
        drop(element)
        element = (
            around if around is not None and local(around.tag) in _CONTAINERS and not len(around) else None
        )


def _clean_element(element: Any) -> bool:
    name, space, changed = local(element.tag), namespace(element.tag), False
    if name in _GONE and "wordprocessingml" in space:
        _drop_whole(element)
        return True
    for key, value in list(element.items()):
        bare = local(key)
        fetched = space in _OF_VML and bare in ("src", "href", "althref") and not _may_stay(name, bare, value)
        if fetched or bare in _TO_DATA or (bare, value) == ("tableType", "queryTable"):
            del element.attrib[key]
            changed = True
    return changed


def _may_stay(element: str, attribute: str, address: str) -> bool:
    """A shape may be a link; a picture, a filling or a line has its own in the file."""
    is_link = attribute == "href" and element not in _PICTURES
    return may_be_clicked(address) if is_link else is_inside(address)


def _clean_formulas(root: Any) -> bool:
    changed, shared = False, set()
    for element in list(root.iter("*")):
        if not _is_of_sheets(namespace(element.tag)):
            continue
        for key, value in list(element.items()):
            if local(key) in _FORMULA_ATTRIBUTES and not formulas.is_harmless(value):
                del element.attrib[key]
                changed = True
        if local(element.tag) in _FORMULAS and not formulas.is_harmless("".join(element.itertext())):
            shared.add(element.get("si"))
            _take_out(element)
            changed = True
    for cell in list(root.iter("{*}f")) if shared - {None} else ():
        if cell.get("t") == "shared" and cell.get("si") in shared:
            drop(cell)
    return changed


def _take_out(formula: Any) -> None:
    """Of a cell, the formula and not its value; elsewhere a formula stays one."""
    around = formula.getparent()
    if local(formula.tag) == "f" and around is not None and local(around.tag) == "c":
        drop(formula)
    elif local(formula.tag) == "definedName":
        _drop_whole(formula)
    else:
        for child in list(formula):
            formula.remove(child)
        formula.text = _NOTHING


def _is_of_sheets(space: str) -> bool:
    return any(one in space for one in _OF_SHEETS)


def check_large(content: bytes) -> None:
    """A part that is too large to be held whole, such as a sheet of a million cells: its formulas are looked at as they
    come. Raises Refused."""
    said: list[str] | None = None

    def start(name: str, attributes: object) -> None:
        nonlocal said
        bare, space = local(name), namespace(name)
        if bare in _FORMULAS and _is_of_sheets(space):
            said = []
        elif bare in ("instrText", "fldSimple", "delInstrText", *_GONE) and "wordprocessingml" in space:
            raise Refused(Reason.TOO_MUCH)

    def end(name: str) -> None:
        nonlocal said
        if said is not None and local(name) in _FORMULAS:
            if not formulas.is_harmless("".join(said)):
                raise Refused(Reason.TOO_MUCH)
            said = None

    def text(words: str) -> None:
        if said is not None:
            said.append(words)

    scan(content, start, end=end, text=text)
