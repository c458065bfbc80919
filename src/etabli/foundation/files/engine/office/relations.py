"""What the parts of a DOCX or XLSX file are to one another, and to the outside (ECMA-376 part 2, 9: Open Packaging
Conventions). A list of the relations that are kept: whatever else is not listed is taken out, with what it leads
to.
"""

import posixpath
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote

from ..addresses import is_clickable, is_inside, is_on_own_disk, is_relative
from ..archive import normalised_name
from ..refusing import Reason, Refused
from ..xml_parsing import local_name, remove_element

_LINK, _TEMPLATE = "hyperlink", "attachedtemplate"
_SIGNATURES = frozenset({"origin", "signature", "certificate"})
_MACROS = frozenset({
    "vbaproject", "wordvbadata", "attachedtoolbars", "xlmacrosheet", "xlintlmacrosheet", "dialogsheet",
})  # fmt: skip
_BINARY_SETTINGS = {"printersettings", "customproperty"}  # what leads to settings that are no XML
# By the last word of their type: ECMA-376 part 1 (15.2, 12.3, 13.3, 14.2, 15.3), [MS-DOCX], [MS-XLSX].
_ALLOWED_INTERNAL = _SIGNATURES | frozenset({
    "officedocument", "core-properties", "coreproperties", "extended-properties", "extendedproperties",
    "custom-properties", "customproperties", "thumbnail", "styles", "styleswitheffects", "styleswithteffects",
    "customproperty", "workbookmetadata", "stylesheet", "settings",
    "websettings", "fonttable", "font", "theme", "themeoverride", "numbering", "footnotes", "endnotes", "comments",
    "commentsextended", "commentsids", "commentsextensible", "people", "header", "footer", "glossarydocument",
    "image", "customxml", "customxmlprops", "hyperlink", "printersettings", "recipientdata", "keymapcustomizations",
    "documenttasks", "chart", "chartex", "chartuserdata", "chartusershapes", "chartstyle", "chartcolorstyle",
    "diagramcolors", "diagramdata", "diagramlayout", "diagramquickstyle", "diagramdrawing", "drawing", "vmldrawing",
    "ink", "hdphoto", "media", "model3d", "svg", "worksheet", "chartsheet", "sharedstrings", "calcchain", "table",
    "tablesinglecells", "pivottable", "pivotcachedefinition", "pivotcacherecords", "sheetmetadata", "threadedcomment",
    "person", "slicer", "slicercache", "timeline", "timelinecache", "ctrlprop", "usernames", "revisionheaders",
    "revisionlog", "rdrichvalue", "rdrichvaluestructure", "rdrichvaluetypes", "rdrichstyles", "rdarray",
    "rdsupportingpropertybag", "rdsupportingpropertybagstructure", "richvaluerel", "namedsheetview",
    "featurepropertybag", "package", "labelinfo", "classificationlabels", "docmetadata",
})  # fmt: skip


@dataclass
class Relations:
    """Those of one part (`source`, "" for the file itself), once what is not listed was taken out."""

    source: str
    root: Any
    changed: bool = False
    removed: set[str] = field(default_factory=set)
    links: set[str] = field(default_factory=set)  # of what is outside, which only a click may follow
    templates: set[str] = field(default_factory=set)
    targets: set[str] = field(default_factory=set)  # parts that it leads to, as `normalised_name` writes them
    gone: set[str] = field(default_factory=set)  # parts that it led to
    is_signed: bool = False


def source_of(name: str) -> str:
    """The part whose relations this entry holds."""
    folder, _slash, file = normalised_name(name).rpartition("/")
    return posixpath.join(folder.removesuffix("_rels").rstrip("/"), file.removesuffix(".rels"))


def read(name: str, root: Any, unwanted: Iterable[str] = ()) -> Relations:
    """The relations, without those that are not listed or lead to an unwanted part. Raises Refused: macro, program,
    disguised."""
    relations = Relations(source_of(name), root)
    seen: set[str] = set()
    for element in list(root.iter("*")):
        attributes = {local_name(key).lower(): str(value) for key, value in element.items()}
        if any("XML/1998" in key for key in element.attrib):  # xml:base: it moves what is inside to elsewhere
            raise Refused(Reason.PROGRAM)
        if local_name(element.tag).lower() != "relationship":
            continue
        if attributes.get("id", "") in seen:
            raise Refused(Reason.DISGUISED)
        seen.add(attributes.get("id", ""))
        if not _is_kept(attributes, relations, set(unwanted)):
            relations.changed = True
            relations.removed.add(attributes.get("id", ""))
            remove_element(element)
    return relations


def _is_kept(attributes: Mapping[str, str], relations: Relations, unwanted: set[str]) -> bool:
    kind = attributes.get("type", "").rstrip("/").rpartition("/")[2].lower()
    target, number = attributes.get("target", ""), attributes.get("id", "")
    if kind in _MACROS:
        raise Refused(Reason.MACRO)
    if attributes.get("targetmode", "Internal") != "Internal":
        return _is_kept_external(kind, target, number, relations)
    if kind == _LINK and target.startswith("#"):
        relations.links.add(number)
        return True
    resolved = _resolved(relations.source, target)
    if not is_relative(target) or not is_inside(resolved):
        return False
    part = normalised_name(resolved)
    if (
        kind not in _ALLOWED_INTERNAL
        or part in unwanted
        or (part.endswith(".bin") and kind not in _BINARY_SETTINGS)
    ):
        relations.gone.add(part)
        return False
    relations.targets.add(part)
    relations.is_signed |= kind in _SIGNATURES
    return True


def _is_kept_external(kind: str, target: str, number: str, relations: Relations) -> bool:
    if kind == _LINK and is_clickable(target):
        relations.links.add(number)
        return True
    if kind == _TEMPLATE and is_on_own_disk(target):
        relations.templates.add(number)
        return True
    return False


def _resolved(source: str, target: str) -> str:
    """The name of the part that a relation of `source` leads to."""
    path = unquote(target).partition("#")[0]
    if path.startswith("/"):
        return posixpath.normpath(path).lstrip("/")
    return posixpath.normpath(posixpath.join(posixpath.dirname(source), path))
