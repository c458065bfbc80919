"""Word's and Excel's own format (ECMA-376, Office Open XML): what would fetch or start something when it is opened is
taken out of its parts.

Whatever is outside is named by a relation (`relations`), but for fields, formulas, drawings of the older kind (VML)
and the data of a mailing. Each part that is XML is looked at, whatever leads to it and whatever it is called.
"""

import re
from collections.abc import Mapping
from typing import Any

from ..addresses import is_clickable, is_inside
from ..refusing import Reason, Refused
from ..xml_parsing import local_name, may_hold, namespace, read_texts, remove_element, scan
from . import drawings, fields, formulas
from .relations import Relations

# Bytes: a part that is larger is not held whole; where something would have to go, it is refused.
LARGE_PART_BYTES = 8 << 20
_RELATION_NAMESPACES = (
    "officeDocument/2006/relationships",
    "purl.oclc.org/ooxml/officeDocument/relationships",
)
_LINK_ELEMENTS = {"hyperlink", "hlinkClick", "hlinkHover", "hlinkMouseOver"}
_PICTURE_ELEMENTS = {"blip", "svgBlip", "imagedata", "fill", "stroke", "videoFile", "audioFile"}
_REMOVED_ELEMENTS = {"mailMerge", "altChunk", "subDoc", "frameset"}  # they fetch, or ask a database
_GONE_ANYWHERE = {"webVideoPr", "webPublishItems", "webPublishObjects", "smartTagTypes"}  # pages of elsewhere
_XINCLUDE_NAMESPACE = "http://www.w3.org/2001/XInclude"
_INFOPATH_NAMESPACE = "http://schemas.microsoft.com/office/2006/metadata/customXsn"  # shown beside the text
_REMOVED_WHEN_EMPTY = {  # not valid once they are empty
    "externalReferences", "oleObjects", "controls", "tableParts", "pivotCaches", "dataRefs", "definedNames",
    "Choice", "Fallback", "AlternateContent",
}  # fmt: skip
_DATA_CONNECTION_ATTRIBUTES = {
    "connectionId",
    "queryTableFieldId",
    "manifestLocation",
}  # attributes that lead to what is taken out
_FORMULA_ELEMENTS = {
    "f", "formula", "formula1", "formula2", "oldFormula", "calculatedColumnFormula", "totalsRowFormula",
    "definedName", "nf", "of", "sqref", "FmlaLink", "FmlaRange", "FmlaMacro", "FmlaPict", "FmlaGroup", "FmlaTxbx",
}  # fmt: skip
_CELL_PARTS = {"worksheet", "sst"}  # parts without drawings of their own
_FIELD_ELEMENTS = {"instrText", "delInstrText", "fldSimple"}
_FORMULA_ATTRIBUTES = {
    "macro", "textlink", "fmlaLink", "fmlaRange", "fmlaMacro", "fmlaPict", "fmlaGroup", "fmlaTxbx", "formula",
}  # fmt: skip
_SCALE_BOUND = "cfvo"  # of a scale of colours: its `val` may be a formula
_RUN_BY_NAME = re.compile(r"(_xlnm\.)?Auto_", re.I)
_SPREADSHEET_NAMESPACES = (
    "spreadsheetml", "office/excel", "office:excel", "office/spreadsheetml", "drawingml", "office/drawing",
)  # fmt: skip
_VML_NAMESPACES = ("urn:schemas-microsoft-com:vml", "urn:schemas-microsoft-com:office:office")
_REFERENCE_ERROR = "#REF!"  # what a spreadsheet writes for a place that is no more


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
    name, changed = local_name(element.tag), False
    unwanted = set(relations.removed)
    unwanted |= relations.links if name not in _LINK_ELEMENTS else set()
    unwanted |= relations.templates if name != "attachedTemplate" else set()
    for key, value in list(element.items()):
        if namespace(key).endswith(_RELATION_NAMESPACES) and value in unwanted:
            changed = True
            if name in _LINK_ELEMENTS and name != "hyperlink":
                element.set(key, "")
            elif name in _LINK_ELEMENTS | _PICTURE_ELEMENTS or local_name(key) in ("link", "href"):
                del element.attrib[key]
            else:
                _drop_with_container(element)
                break
    return changed


def _drop_with_container(element: Any) -> None:
    """With what would be empty around it."""
    while element is not None:
        around = element.getparent()
        remove_element(element)
        element = (
            around
            if around is not None and local_name(around.tag) in _REMOVED_WHEN_EMPTY and not len(around)
            else None
        )


def _clean_element(element: Any) -> bool:
    name, space, changed = local_name(element.tag), namespace(element.tag), False
    if (
        name in _GONE_ANYWHERE
        or space == _XINCLUDE_NAMESPACE
        or (name in _REMOVED_ELEMENTS and "wordprocessingml" in space)
    ):
        _drop_with_container(element)
        return True
    if space == _INFOPATH_NAMESPACE and name == "xsnLocation" and (element.text or "").strip():
        element.text, changed = "", True
    for key, value in list(element.items()):
        attribute = local_name(key)
        fetched = space in _VML_NAMESPACES and not _is_allowed_address(name, attribute, value)
        fetched |= attribute == "schemaLocation" and "schemaLibrary" in space
        if (
            fetched
            or attribute in _DATA_CONNECTION_ATTRIBUTES
            or (attribute, value) == ("tableType", "queryTable")
        ):
            del element.attrib[key]
            changed = True
    return changed


def _is_allowed_address(element: str, attribute: str, address: str) -> bool:
    """A shape may be a link; a picture, a filling or a line has its own in the file."""
    if attribute not in ("src", "href", "althref"):
        return True
    is_link = attribute == "href" and element not in _PICTURE_ELEMENTS
    return is_clickable(address) if is_link else is_inside(address)


def _clean_formulas(root: Any) -> bool:
    changed, shared = False, set()
    for element in list(root.iter("*")):
        if not _is_of_sheets(namespace(element.tag)):
            continue
        for key, value in list(element.items()):
            if not _counts_inside(local_name(element.tag), local_name(key), value):
                element.set(key, "0" if local_name(element.tag) == _SCALE_BOUND else "")
                changed = True
        if local_name(element.tag) in _FORMULA_ELEMENTS and not _is_harmless(element):
            shared.add(element.get("si"))
            _remove_formula(element)
            changed = True
    for cell in list(root.iter("{*}f")) if shared - {None} else ():
        if cell.get("t") == "shared" and cell.get("si") in shared:
            remove_element(cell)
    return changed


def _counts_inside(element: str, attribute: str, value: str) -> bool:
    """Whether an attribute is no formula, or one that only counts with what stands in the file."""
    is_formula = attribute in _FORMULA_ATTRIBUTES or (element, attribute) == (_SCALE_BOUND, "val")
    return not is_formula or formulas.is_harmless(value)


def _is_harmless(formula: Any) -> bool:
    is_run = local_name(formula.tag) == "definedName" and _RUN_BY_NAME.match(formula.get("name", ""))
    return not is_run and formulas.is_harmless("".join(formula.itertext()))


def _remove_formula(formula: Any) -> None:
    """Of a cell, the formula and not its value; elsewhere a formula stays one."""
    around = formula.getparent()
    if local_name(formula.tag) == "f" and around is not None and local_name(around.tag) == "c":
        remove_element(formula)
    elif local_name(formula.tag) == "definedName":
        _drop_with_container(formula)
    else:
        for child in list(formula):
            formula.remove(child)
        formula.text = _REFERENCE_ERROR


def _is_of_sheets(space: str) -> bool:
    return any(name in space for name in _SPREADSHEET_NAMESPACES)


def check_large(content: bytes, relations: Relations | None) -> None:
    """A part that is too large to be held whole, such as a sheet of a million cells, is looked at as it comes. Raises
    Refused when something would have to go."""
    outside = relations.links | relations.templates if relations else set()
    if relations and relations.changed:
        raise Refused(Reason.TOO_MUCH)

    def start(name: str, attributes: Mapping[str, str]) -> None:
        space, bare = namespace(name), local_name(name)
        fetched = bare not in _LINK_ELEMENTS and not outside.isdisjoint(attributes.values())
        if space in _VML_NAMESPACES:
            fetched = fetched or not all(
                _is_allowed_address(bare, local_name(key), value) for key, value in attributes.items()
            )
        if _is_of_sheets(space):
            items = attributes.items()
            fetched = fetched or not all(_counts_inside(bare, local_name(key), value) for key, value in items)
        if fetched or bare == "svg" or bare in _GONE_ANYWHERE or space == _XINCLUDE_NAMESPACE:
            raise Refused(Reason.TOO_MUCH)

    root = scan(content)
    has_bounds = may_hold(content, {_SCALE_BOUND, *_GONE_ANYWHERE})
    if outside or has_bounds or local_name(root) not in _CELL_PARTS or "spreadsheetml" not in namespace(root):
        scan(content, start)
    read_texts(content, _FORMULA_ELEMENTS | _FIELD_ELEMENTS | _REMOVED_ELEMENTS, _check_text)


def _check_text(name: str, text: str) -> None:
    if local_name(name) in _FIELD_ELEMENTS | _REMOVED_ELEMENTS:
        is_refused = "wordprocessingml" in namespace(name)
    else:
        is_refused = _is_of_sheets(namespace(name)) and not formulas.is_harmless(text)
    if is_refused:
        raise Refused(Reason.TOO_MUCH)
