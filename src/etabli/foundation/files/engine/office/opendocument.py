"""OpenDocument (OASIS, version 1.3), in its parts or in one XML: what would fetch or start something when it is opened
is taken out.

A reference (xlink:href and the like) stays where a click is asked for, or where it leads inside. Scripts, links to
other programs (DDE), tables, sections and pictures from elsewhere go; so does whatever is of a vocabulary that is not
listed.
"""

import base64
import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from ..addresses import is_clickable, is_inside, is_on_own_disk, is_relative
from ..refusing import Reason, Refused
from ..xml_parsing import local_name, looks_like_xml, namespace, remove_element
from . import drawings, formulas

_OASIS = "urn:oasis:names:tc:opendocument:xmlns:"
OFFICE = f"{_OASIS}office:1.0"
_REFUSED_NAMESPACES = ("script:", "database:")  # of OASIS
_OTHER_NAMESPACES = (
    "http://purl.org/dc/elements/1.1/",
    "http://www.w3.org/1998/Math/MathML",
    "http://www.w3.org/2000/svg",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "http://docs.oasis-open.org/ns/office/",
    "http://openoffice.org/",
    "urn:org:documentfoundation:names:experimental:",
    "http://www.w3.org/2000/09/xmldsig#",
    "http://uri.etsi.org/01903/",
)
_REMOVED_ELEMENTS = {  # links to other programs, and what runs
    "event-listener", "dde-source", "dde-link", "dde-connection", "dde-connection-decl", "auto-reload", "applet",
    "execute-macro", "connection-resource", "object-ole", "source-service",
}  # fmt: skip
_FETCHING_ELEMENTS = {
    "table-source",
    "section-source",
    "cell-range-source",
    "floating-frame",
    "plugin",
    "font-face-uri",
    "sound",
}
_CLICKABLE_ELEMENTS = {
    "a", "button", "form", "image-map", "area-rectangle", "area-circle", "area-polygon", "bibliography-mark",
}  # fmt: skip
_REFERENCE_ATTRIBUTES = {"href", "image-data", "datasource", "database-name", "archive", "code", "src"}
# Formulas, and places as formulas write them: so is each attribute whose name ends like `_ADDRESS_SUFFIXES`.
_FORMULA_ATTRIBUTES = {
    "formula", "condition", "expression", "linked-cell", "source-cell-range", "print-ranges", "error-lower-range",
    "error-upper-range", "order-list",
}  # fmt: skip
_ADDRESS_SUFFIXES = ("address", "addresses")
_OF_CALC = "urn:org:documentfoundation:names:experimental:calc:"  # its conditions and scales: `value` may be a formula
_NAMED_ELEMENTS = {"named-expression", "named-range"}
# What is only read: words of a cell, of a field, of a remark; what a picture or a part is called.
_TEXT_ATTRIBUTES = {
    "string-value", "name", "title", "value", "label", "description", "help-message", "display-name", "url", "about",
    "resource", "uri", "identifier", "content", "citation-body-style-name",
} | {f"custom{number}" for number in range(1, 6)}  # fmt: skip
_OASIS_DOCUMENTS = (
    "http://docs.oasis-open.org/"  # by it, LibreOffice says how its files are read as RDF (GRDDL)
)
_EXTERNAL_ADDRESS = re.compile(r"://|\\\\|^\s*//")
_IN_TEXT = "binary-data"
_EMPTY_LIBRARY = {"libraries", "library-embedded"}  # what LibreOffice writes where there is no macro
_NETWORK_ADDRESS = re.compile(r"\s*(https?:|ftp:|smb:|(web)?dav:|vnd\.|//|\\\\|file://[^/])", re.I)


def clean(root: Any) -> bool:
    """Take out what fetches or runs, in place; whether there was any."""
    if drawings.is_drawing(root):
        return drawings.clean(root)
    changed = False
    for element in list(root.iter("*")):
        unwanted = _unwanted_attributes(element.tag, element.attrib)
        if unwanted is None or _runs(element) or _is_hidden_drawing(element):
            remove_element(element)
            changed = True
        elif local_name(element.tag) == "config-item" and _NETWORK_ADDRESS.match(element.text or ""):
            element.text, changed = "", True
        for key in unwanted or ():
            del element.attrib[key]
            changed = True
    return changed


def check_large(name: str, attributes: Mapping[str, str]) -> None:
    """The same of one element as it comes, of a part that is too large to be held whole. Raises Refused."""
    if _is_plain((name, *attributes)) and not any(
        _EXTERNAL_ADDRESS.search(value) for value in attributes.values()
    ):
        return
    if _unwanted_attributes(name, attributes) != [] or local_name(name) in ("script", _IN_TEXT):
        raise Refused(Reason.TOO_MUCH)


@lru_cache(4096)
def _is_plain(names: tuple[str, ...]) -> bool:
    """Whether an element of this name, with attributes of these names, may stay whatever they say."""
    tag, *keys = names
    if local_name(tag) in {"script", "condition", _IN_TEXT} or any(_must_be_checked(key) for key in keys):
        return False
    return local_name(tag) not in _REMOVED_ELEMENTS and _is_listed(namespace(tag))


def _must_be_checked(key: str) -> bool:
    return local_name(key) in _REFERENCE_ATTRIBUTES or local_name(key) == "base" or _is_formula("", key)


def _is_formula(element: str, key: str) -> bool:
    name = local_name(key)
    if name == "value":
        return element == "condition" or _OF_CALC in key
    return name in _FORMULA_ATTRIBUTES or name.endswith(_ADDRESS_SUFFIXES)


def _unwanted_attributes(tag: str, attributes: Mapping[str, str]) -> list[str] | None:
    """The attributes of an element that have to go; None when all of it has."""
    name = local_name(tag)
    if name in _REMOVED_ELEMENTS or not _is_listed(namespace(tag)):
        return None
    unwanted = []
    for key, value in attributes.items():
        attribute = local_name(key)
        if attribute in _REFERENCE_ATTRIBUTES and not _may_stay(name, attribute, value):
            if name in _FETCHING_ELEMENTS or name == "template":
                return None
            unwanted.append(key)
        elif attribute in _REFERENCE_ATTRIBUTES:
            continue
        elif _is_formula(name, key):
            if formulas.is_harmless(value):
                continue
            if name in _NAMED_ELEMENTS:
                return None
            unwanted.append(key)
        elif (attribute == "base" and "XML/1998" in key) or _leads_elsewhere(attribute, value):
            unwanted.append(key)
    return unwanted


def _leads_elsewhere(attribute: str, value: str) -> bool:
    """Whether an attribute that is neither a reference nor read by people holds an address."""
    if attribute == "transformation" and value.startswith(_OASIS_DOCUMENTS):
        return False
    return attribute not in _TEXT_ATTRIBUTES and bool(_EXTERNAL_ADDRESS.search(value))


def _may_stay(element: str, attribute: str, address: str) -> bool:
    if element in _CLICKABLE_ELEMENTS and attribute == "href":
        return is_clickable(address)
    if element == "template":  # the place of the one that its author took
        return is_relative(address) or is_on_own_disk(address)
    return is_inside(address) or not address.strip("./ ")


def _runs(element: Any) -> bool:
    if local_name(element.tag) != "script":
        return False
    inside = {local_name(child.tag) for child in element.iterdescendants("*")}
    return not inside <= _EMPTY_LIBRARY or bool("".join(element.itertext()).strip()) or "text:" in element.tag


def _is_hidden_drawing(element: Any) -> bool:
    """A picture in the text itself that is a drawing, or anything else that is markup."""
    return local_name(element.tag) == _IN_TEXT and _is_markup_in_text(element.text or "")


def _is_markup_in_text(text: str) -> bool:
    """Whether the text of a picture (base64) begins like markup."""
    try:
        return looks_like_xml(base64.b64decode("".join(text[:8000].split())[:4096]))
    except ValueError:
        return True


def _is_listed(space: str) -> bool:
    if space.startswith(_OASIS):
        return not space.removeprefix(_OASIS).startswith(_REFUSED_NAMESPACES)
    return space == "" or space.startswith(_OTHER_NAMESPACES)
