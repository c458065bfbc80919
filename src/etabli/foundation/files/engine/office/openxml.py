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
from ..xml_parsing import (
    local_name,
    may_hold,
    may_hold_attribute,
    namespace,
    read_texts,
    remove_element,
    scan,
)
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
# Pages of elsewhere.
_REMOVED_ANYWHERE = {"webVideoPr", "webPublishItems", "webPublishObjects", "smartTagTypes"}
_XINCLUDE_NAMESPACE = "http://www.w3.org/2001/XInclude"
_INFOPATH_NAMESPACE = "http://schemas.microsoft.com/office/2006/metadata/customXsn"  # shown beside the text
_FORM_ADDRESS = "xsnLocation"  # of a form of InfoPath
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
_FORMULA_ATTRIBUTES = {
    "macro", "textlink", "fmlaLink", "fmlaRange", "fmlaMacro", "fmlaPict", "fmlaGroup", "fmlaTxbx", "formula",
}  # fmt: skip
_SCALE_BOUND = "cfvo"  # of a scale of colours: its `val` may be a formula
_RUN_BY_NAME = re.compile(r"(_xlnm\.)?Auto_(Open|Close|Activate|Deactivate)", re.I)  # and whatever follows
_SPREADSHEET_NAMESPACES = (
    "spreadsheetml", "office/excel", "office:excel", "office/spreadsheetml", "drawingml", "office/drawing",
)  # fmt: skip
_ADDRESS_ATTRIBUTES = {"src", "href", "althref"}
_VML_NAMESPACES = ("urn:schemas-microsoft-com:vml", "urn:schemas-microsoft-com:office:office")
# What a part that is too large is searched for before each of its elements is looked at.
_WATCHED_ELEMENTS = {
    _SCALE_BOUND,
    "definedName",
    "include",
    "fallback",
    *_REMOVED_ANYWHERE,
    *_REMOVED_ELEMENTS,
}
_WATCHED_ATTRIBUTES = (
    {"tableType", "schemaLocation"} | _ADDRESS_ATTRIBUTES | _DATA_CONNECTION_ATTRIBUTES | _FORMULA_ATTRIBUTES
)
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
    name, changed = local_name(element.tag), False
    for key, value in list(element.items()):
        if _leads_outside(name, key, value, relations):
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
    if _is_harmful_element(space, name):
        _drop_with_container(element)
        return True
    if _is_form_address(space, name, "".join(element.itertext())):
        for child in list(element):
            element.remove(child)
        element.text, changed = "", True
    for key, value in list(element.items()):
        if _is_harmful_attribute(space, name, local_name(key), value):
            del element.attrib[key]
            changed = True
    return changed


def _clean_formulas(root: Any) -> bool:
    changed, shared = False, set()
    for element in list(root.iter("*")):
        if not _is_of_sheets(namespace(element.tag)):
            continue
        for key, value in list(element.items()):
            if not _is_harmless_attribute(local_name(element.tag), local_name(key), value):
                element.set(key, "0" if local_name(element.tag) == _SCALE_BOUND else "")
                changed = True
        if local_name(element.tag) in _FORMULA_ELEMENTS and not _is_harmless_formula(element):
            shared.add(element.get("si"))
            _remove_formula(element)
            changed = True
    for cell in list(root.iter("{*}f")) if shared - {None} else ():
        if cell.get("t") == "shared" and cell.get("si") in shared:
            remove_element(cell)
    return changed


def _is_harmless_formula(element: Any) -> bool:
    return not _runs_by_name(local_name(element.tag), element) and formulas.is_harmless(
        "".join(element.itertext())
    )


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


# -- What is harmful, for both ways of reading: a tree that is cleaned, a large part that is looked at ---------------


def _leads_outside(element: str, key: str, value: str, relations: Relations) -> bool:
    """What leads outside is kept where a click is asked for, and for the template on the author's own disk."""
    if not namespace(key).endswith(_RELATION_NAMESPACES):
        return False
    return (
        value in relations.removed
        or (value in relations.links and element not in _LINK_ELEMENTS)
        or (value in relations.templates and element != "attachedTemplate")
    )


def _is_harmful_element(space: str, name: str) -> bool:
    return (
        name in _REMOVED_ANYWHERE
        or space == _XINCLUDE_NAMESPACE
        or (name in _REMOVED_ELEMENTS and "wordprocessingml" in space)
    )


def _is_harmful_attribute(space: str, element: str, attribute: str, value: str) -> bool:
    return (
        attribute in _DATA_CONNECTION_ATTRIBUTES
        or (attribute, value) == ("tableType", "queryTable")
        or (attribute == "schemaLocation" and "schemaLibrary" in space)
        or (space in _VML_NAMESPACES and not _is_allowed_address(element, attribute, value))
    )


def _is_allowed_address(element: str, attribute: str, address: str) -> bool:
    """A shape may be a link; a picture, a filling or a line has its own in the file."""
    if attribute not in _ADDRESS_ATTRIBUTES:
        return True
    is_link = attribute == "href" and element not in _PICTURE_ELEMENTS
    return is_clickable(address) if is_link else is_inside(address)


def _is_form_address(space: str, name: str, text: str) -> bool:
    return space == _INFOPATH_NAMESPACE and name == _FORM_ADDRESS and bool(text.strip())


def _is_harmless_attribute(element: str, attribute: str, value: str) -> bool:
    """Whether an attribute of a sheet is no formula, or one that only counts with what stands in the file."""
    is_formula = attribute in _FORMULA_ATTRIBUTES or (element, attribute) == (_SCALE_BOUND, "val")
    return not is_formula or formulas.is_harmless(value)


def _runs_by_name(element: str, attributes: Mapping[str, str]) -> bool:
    return element == "definedName" and bool(_RUN_BY_NAME.match(attributes.get("name", "")))


def _is_of_sheets(space: str) -> bool:
    return any(name in space for name in _SPREADSHEET_NAMESPACES)


# -- A large part ----------------------------------------------------------------------------------------------------


def check_large(content: bytes, relations: Relations | None) -> None:
    """A part that is too large to be held whole, such as a sheet of a million cells, is looked at as it comes. Raises
    Refused where `clean` would take something out; and for a drawing, whatever it holds."""

    def start(name: str, attributes: Mapping[str, str]) -> None:
        if _has_to_go(name, attributes, relations):
            raise Refused(Reason.TOO_MUCH)

    if drawings.is_drawing_name(scan(content)):
        raise Refused(Reason.TOO_MUCH)
    if (
        (relations and (relations.removed | relations.links | relations.templates))
        or may_hold(content, _WATCHED_ELEMENTS)
        or may_hold_attribute(content, _WATCHED_ATTRIBUTES)
    ):
        scan(content, start)
    read_texts(content, _FORMULA_ELEMENTS | {_FORM_ADDRESS}, _check_text)
    fields.check_large(content)


def _has_to_go(name: str, attributes: Mapping[str, str], relations: Relations | None) -> bool:
    space, bare, items = namespace(name), local_name(name), attributes.items()
    return (
        _is_harmful_element(space, bare)
        or any(_is_harmful_attribute(space, bare, local_name(key), value) for key, value in items)
        or (
            relations is not None and any(_leads_outside(bare, key, value, relations) for key, value in items)
        )
        or (
            _is_of_sheets(space)
            and (
                _runs_by_name(bare, attributes)
                or not all(_is_harmless_attribute(bare, local_name(key), value) for key, value in items)
            )
        )
    )


def _check_text(name: str, text: str) -> None:
    space, bare = namespace(name), local_name(name)
    if _is_form_address(space, bare, text) or (
        bare in _FORMULA_ELEMENTS and _is_of_sheets(space) and not formulas.is_harmless(text)
    ):
        raise Refused(Reason.TOO_MUCH)
