"""Word, Excel and OpenDocument files: ZIP archives of parts, of which those that fetch, run or hide something are
taken out.
"""

import re
from collections.abc import Iterator

from .. import attachments
from ..archive import Archive, normalised_name, pack
from ..refusing import Reason, Refused
from ..xml_parsing import local_name, looks_like_xml, parse_tree, scan, serialise
from . import opendocument, openxml, relations
from .relations import Relations

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
ODT = "application/vnd.oasis.opendocument.text"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ODS = "application/vnd.oasis.opendocument.spreadsheet"

_CONTENT_TYPES, _MANIFEST = "[Content_Types].xml", "META-INF/manifest.xml"
_MACRO = re.compile(
    r"(^|/)(vbaProject\.bin|vbaData\.xml|attachedToolbars\.bin)$|^(Basic|Scripts)/.*[^/]$", re.I
)
_PROGRAM_NAMES = re.compile(r"(^|/)activeX/|\.(exe|dll|scr|js|vbs|hta|jar|bat|cmd|ps1|msi)$", re.I)
_PROGRAM_SIGNATURES = (
    b"MZ",
    b"\x7fELF",
    b"#!",
    b"\xca\xfe\xba\xbe",
    b"\xcf\xfa\xed\xfe",
    b"\xd0\xcf\x11\xe0",
    b"Rar!",
    b"7z\xbc\xaf",
)
# What is not XML: pictures, fonts, sounds and films, the settings of a printer, a signature's certificate.
_ALLOWED_BINARY_PARTS = re.compile(
    r".*\.(png|jpe?g|jpe|jfif|gif|bmp|dib|tiff?|webp|heic|emf|wmf|emz|wmz|wdp|jxr|pcx|ico|svm|svgz?|odttf|ttf|otf|fntdata"
    r"|mp3|mp4|m4a|m4v|wav|avi|mov|wmv|wma|glb|cer|sigs)|(.*/)?(printersettings|customproperty)[^/]*\.bin|xl/metadata|objectreplacements/.*"
    r"|(.*/)?layout-cache|mimetype|(.*/)?thumbnail[^/.]*"
)  # fmt: skip
_SIGNATURE = re.compile(r"_xmlsignatures/.+|meta-inf/.*signatures[^/]*")
Parts = dict[str, bytes | None]  # what a part becomes; None: it goes


def clean(content: bytes, depth: int = 0) -> tuple[str, bytes]:
    """The kind that the archive is (DOCX, ODT, XLSX or ODS), and the bytes to keep. Raises Refused."""
    archive = Archive(content)
    kind, changed, is_signed = _changes(archive, depth)
    if not changed and not archive.loose:
        return kind, content
    if is_signed:
        raise Refused(Reason.SIGNED)
    cleaned = pack(_remaining_parts(archive, changed))
    reopened = Archive(cleaned)
    if reopened.loose or _changes(reopened, depth)[1]:  # nothing may be left to take out
        raise Refused(Reason.PROGRAM)
    return kind, cleaned


def _changes(archive: Archive, depth: int) -> tuple[str, Parts, bool]:
    """Its kind, what becomes of the parts that change, and whether it is signed."""
    for name in archive.names:
        if _MACRO.search(name):
            raise Refused(Reason.MACRO)
        if _PROGRAM_NAMES.search(name):
            raise Refused(Reason.ATTACHED)
    kind = _kind(archive)
    changed, is_signed = (_clean_open_xml if kind in (DOCX, XLSX) else _clean_open_document)(archive, depth)
    return (
        kind,
        changed,
        is_signed or any(_SIGNATURE.fullmatch(normalised_name(name)) for name in archive.names),
    )


def _remaining_parts(archive: Archive, changed: Parts) -> Iterator[tuple[str, bytes]]:
    for name in archive.names:
        content = changed[name] if name in changed else archive.read(name)
        if content is not None:
            yield name, content


def _kind(archive: Archive) -> str:
    names = set(archive.names)
    for main, kind in (("word/document.xml", DOCX), ("xl/workbook.xml", XLSX)):
        if _CONTENT_TYPES in names and main in names:
            return kind
    if "mimetype" in names and "content.xml" in names:
        media_type = archive.read("mimetype")[:100].decode("ascii", "replace").strip()
        if media_type in (ODT, f"{ODT}-template"):
            return ODT
        if media_type in (ODS, f"{ODS}-template"):
            return ODS
    raise Refused(Reason.OTHER_KIND)


# -- Office Open XML -------------------------------------------------------------------------------------------------


def _clean_open_xml(archive: Archive, depth: int) -> tuple[Parts, bool]:
    """What becomes of the parts that change, and whether a relation says that the file is signed."""
    changed: Parts = {name: None for name in archive.names if not _is_kept(name, archive.read(name), depth)}
    xml_parts = [
        name for name in archive.names if name not in changed and _is_markup(name, archive.read(name))
    ]
    relations_by_part = _relations(
        archive, [name for name in xml_parts if normalised_name(name).endswith(".rels")], changed
    )
    _drop_unreferenced(archive, relations_by_part, changed)
    by_source = {rels.source: rels for rels in relations_by_part.values()}
    for name in xml_parts:
        if name not in relations_by_part and name != _CONTENT_TYPES and changed.get(name, b"") is not None:
            _clean_part(archive, name, by_source.get(normalised_name(name)), changed)
    if changed:  # Excel makes the order of its formulas anew
        _drop_order(archive, relations_by_part, changed)
    for name, tie in relations_by_part.items():
        if tie.changed and changed.get(name, b"") is not None:
            changed[name] = serialise(tie.root)
    _check_types(archive, changed)
    return changed, any(rels.is_signed for rels in relations_by_part.values())


def _is_kept(name: str, content: bytes, depth: int) -> bool:
    """A part that is XML, or of a listed kind. Raises Refused: attached."""
    if content.startswith(_PROGRAM_SIGNATURES):
        raise Refused(Reason.ATTACHED)
    if content.startswith((b"PK\x03\x04", b"%PDF")):
        attachments.check(name.rpartition("/")[2], content, depth + 1)
        return True
    return (
        not content or looks_like_xml(content) or bool(_ALLOWED_BINARY_PARTS.fullmatch(normalised_name(name)))
    )


def _is_markup(name: str, content: bytes) -> bool:
    """Settings are none, whatever they look like: `relations` has nothing else lead to them."""
    return looks_like_xml(content) and not normalised_name(name).endswith(".bin")


def _relations(archive: Archive, names: list[str], changed: Parts) -> dict[str, Relations]:
    gone = {normalised_name(name) for name in changed}
    by_name = {}
    for name in names:
        content = archive.read(name)
        scan(content)
        by_name[name] = relations.read(name, parse_tree(content), gone)
    return by_name


def _drop_unreferenced(archive: Archive, relations_by_part: dict[str, Relations], changed: Parts) -> None:
    """The parts that only relations which were taken out lead to, with their own relations."""
    referenced = {part for rels in relations_by_part.values() for part in rels.targets}
    gone = {part for rels in relations_by_part.values() for part in rels.gone} - referenced
    for name in archive.names:
        if normalised_name(name) in gone or (
            name in relations_by_part and relations_by_part[name].source in gone
        ):
            changed[name] = None


def _drop_order(archive: Archive, relations_by_part: dict[str, Relations], changed: Parts) -> None:
    for name in archive.names:
        if normalised_name(name) != "xl/calcchain.xml":
            continue
        changed[name] = None
        for rels in relations_by_part.values():
            cleaned = relations.read(f"_rels/{rels.source}.rels", rels.root, {normalised_name(name)})
            rels.changed |= cleaned.changed


def _clean_part(archive: Archive, name: str, part_relations: Relations | None, changed: Parts) -> None:
    content = archive.read(name)
    recovers = False
    try:
        scan(content)
    except Refused as refusal:  # Excel writes its older drawings (VML) as a page's markup: not always whole
        recovers = refusal.reason is Reason.DAMAGED and normalised_name(name).endswith(".vml")
        if not recovers:
            raise
    if len(content) > openxml.LARGE_PART_BYTES:
        openxml.check_large(content, part_relations)
        return
    root = parse_tree(content, recovers=recovers)
    if openxml.clean(root, part_relations) or recovers:
        changed[name] = serialise(root)


def _check_types(archive: Archive, changed: Parts) -> None:
    """The list of the parts' kinds, without those that go. Raises Refused: macro."""
    content = archive.read(_CONTENT_TYPES)
    scan(content)
    root, gone = parse_tree(content), {normalised_name(name) for name, now in changed.items() if now is None}
    dropped = False
    for element in list(root):
        attributes = {local_name(key).lower(): str(value) for key, value in element.items()}
        if re.search("macroenabled|vbaproject", attributes.get("contenttype", ""), re.I):
            raise Refused(Reason.MACRO)
        if normalised_name(attributes.get("partname", "").lstrip("/")) in gone:
            root.remove(element)
            dropped = True
    if dropped:
        changed[_CONTENT_TYPES] = serialise(root)


# -- OpenDocument ----------------------------------------------------------------------------------------------------


def _clean_open_document(archive: Archive, depth: int) -> tuple[Parts, bool]:
    changed: Parts = {}
    for name in archive.names:
        content = archive.read(name)
        if not _is_kept(name, content, depth):
            changed[name] = None
        elif looks_like_xml(content):
            _clean_document(name, content, changed)
    if None in changed.values() and _MANIFEST in archive.names:
        root = parse_tree(archive.read(_MANIFEST))
        for entry in list(root):
            path = next((str(value) for key, value in entry.items() if local_name(key) == "full-path"), "")
            if path in changed and changed[path] is None:
                root.remove(entry)
        changed[_MANIFEST] = serialise(root)
    return changed, False


def _clean_document(name: str, content: bytes, changed: Parts) -> None:
    if name == _MANIFEST:
        scan(content, _refuse_locked, with_type=True)
    elif len(content) > openxml.LARGE_PART_BYTES:
        scan(content, opendocument.check_large)
    else:
        scan(content)
        root = parse_tree(content)
        if local_name(root.tag) != "RDF" and not name.startswith("META-INF/") and opendocument.clean(root):
            changed[name] = serialise(root)


def _refuse_locked(name: str, _attributes: object) -> None:
    if local_name(name) == "encryption-data":
        raise Refused(Reason.LOCKED)
