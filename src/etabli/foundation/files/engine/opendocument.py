"""OpenDocument (OASIS, version 1.3), in its parts or in one XML: what would fetch or start something when it is opened
is taken out.

A reference (xlink:href and the like) stays where a click is asked for, or where it leads inside. Scripts, links to
other programs (DDE), tables, sections and pictures from elsewhere go; so does whatever is of a vocabulary that is not
listed.
"""

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from . import drawings, formulas
from .addresses import is_inside, is_on_own_disk, is_relative, may_be_clicked
from .parsing import drop, local, namespace
from .refusing import Reason, Refused

_OASIS = "urn:oasis:names:tc:opendocument:xmlns:"
OFFICE = f"{_OASIS}office:1.0"
_NOT_OURS = ("script:", "database:")  # of OASIS
_ALSO = (
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
_GONE = {  # links to other programs, and what runs
    "event-listener", "dde-source", "dde-link", "dde-connection", "dde-connection-decl", "auto-reload", "applet",
    "execute-macro", "connection-resource", "object-ole",
}  # fmt: skip
_SOURCES = {
    "table-source",
    "section-source",
    "cell-range-source",
    "floating-frame",
    "plugin",
    "font-face-uri",
    "sound",
}
_CLICKED = {
    "a", "button", "form", "image-map", "area-rectangle", "area-circle", "area-polygon", "bibliography-mark",
}  # fmt: skip
_REFERENCES = {"href", "image-data", "datasource", "database-name", "archive", "code", "src"}
_FORMULAS = {"formula", "condition"}
_LOOKED_AT = _REFERENCES | _FORMULAS | {"base"}
_EMPTY_LIBRARY = {"libraries", "library-embedded"}  # what LibreOffice writes where there is no macro
_NETWORK = re.compile(r"\s*(https?:|ftp:|smb:|(web)?dav:|vnd\.|//|\\\\|file://[^/])", re.I)


def clean(root: Any) -> bool:
    """Take out what fetches or runs, in place; whether there was any."""
    if drawings.is_drawing(root):
        return drawings.clean(root)
    changed = False
    for element in list(root.iter("*")):
        unwanted = _unwanted(element.tag, element.attrib)
        if unwanted is None or _runs(element):
            drop(element)
            changed = True
        elif local(element.tag) == "config-item" and _NETWORK.match(element.text or ""):
            element.text, changed = "", True
        for key in unwanted or ():
            del element.attrib[key]
            changed = True
    return changed


def check_large(name: str, attributes: Mapping[str, str]) -> None:
    """The same of one element as it comes, of a part that is too large to be held whole. Raises Refused."""
    if _is_plain((name, *attributes)):
        return
    if _unwanted(name, attributes) != [] or local(name) == "script":
        raise Refused(Reason.TOO_MUCH)


@lru_cache(4096)
def _is_plain(names: tuple[str, ...]) -> bool:
    """Whether an element of this name, with attributes of these names, may stay whatever they say."""
    tag, *keys = names
    if local(tag) in {"script", "condition"} or any(local(key) in _LOOKED_AT for key in keys):
        return False
    return local(tag) not in _GONE and _is_listed(namespace(tag))


def _unwanted(tag: str, attributes: Mapping[str, str]) -> list[str] | None:
    """The attributes of an element that have to go; None when all of it has."""
    name = local(tag)
    if name in _GONE or not _is_listed(namespace(tag)):
        return None
    unwanted = []
    for key, value in attributes.items():
        bare = local(key)
        if bare in _REFERENCES and not _may_stay(name, bare, value):
            if name in _SOURCES or name == "template":
                return None
            unwanted.append(key)
        elif bare in _FORMULAS or (name, bare) == ("condition", "value"):
            unwanted += [] if formulas.is_harmless(value) else [key]
        elif bare == "base" and "XML/1998" in key:
            unwanted.append(key)
    return unwanted


def _may_stay(element: str, attribute: str, address: str) -> bool:
    if element in _CLICKED and attribute == "href":
        return may_be_clicked(address)
    if element == "template":  # the place of the one that its author took
        return is_relative(address) or is_on_own_disk(address)
    return is_inside(address) or not address.strip("./ ")


def _runs(element: Any) -> bool:
    if local(element.tag) != "script":
        return False
    inside = {local(one.tag) for one in element.iterdescendants("*")}
    return not inside <= _EMPTY_LIBRARY or bool("".join(element.itertext()).strip()) or "text:" in element.tag


def _is_listed(space: str) -> bool:
    if space.startswith(_OASIS):
        return not space.removeprefix(_OASIS).startswith(_NOT_OURS)
    return space == "" or space.startswith(_ALSO)
