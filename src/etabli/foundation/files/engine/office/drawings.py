"""A vector drawing (SVG 2) inside an office file: its shapes, and no more."""

import re
from typing import Any

from ..xml_parsing import local_name, namespace, remove_element

_REMOVED_ELEMENTS = {
    "script", "foreignObject", "iframe", "audio", "video", "source", "embed", "object", "handler", "listener",
    "set", "animate", "animateTransform", "animateMotion", "discard", "link", "meta",
}  # fmt: skip
_INTERNAL_REFERENCE = re.compile(r"\s*(#|data:image/(png|jpeg|gif);|$)", re.I)
_FETCHING_STYLE = re.compile(r"@import|@font-face|\\|url\(\s*[\"']?(?!\s*#)", re.I)


def is_drawing(root: Any) -> bool:
    """Whether a parsed document is an SVG drawing."""
    return is_drawing_name(root.tag)


def is_drawing_name(name: str) -> bool:
    """Whether an element of this qualified name is an SVG drawing."""
    return local_name(name) == "svg" and namespace(name) == "http://www.w3.org/2000/svg"


def clean(root: Any) -> bool:
    """Take out what runs or fetches, in place; whether there was any."""
    changed = False
    for element in list(root.iter("*")):
        name = local_name(element.tag)
        if name in _REMOVED_ELEMENTS or (
            name == "style" and _FETCHING_STYLE.search("".join(element.itertext()))
        ):
            remove_element(element)
            changed = True
            continue
        for key, value in list(element.items()):
            if _is_active(name, local_name(key).lower(), value):
                del element.attrib[key]
                changed = True
    return changed


def _is_active(element: str, attribute: str, value: str) -> bool:
    if attribute in ("href", "src"):
        return element != "a" and not _INTERNAL_REFERENCE.match(value)
    return attribute == "base" or attribute.startswith("on") or bool(_FETCHING_STYLE.search(value))
