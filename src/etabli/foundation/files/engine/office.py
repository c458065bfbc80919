"""Word and OpenDocument files: ZIP archives that hold pages, and may hold programs."""

import io
import re
import zipfile

from .refusing import Reason, Refused

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
ODT = "application/vnd.oasis.opendocument.text"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ODS = "application/vnd.oasis.opendocument.spreadsheet"

_MOST_ENTRIES = 2000
_MOST_BYTES = 200 << 20  # unpacked, all entries together
_MOST_RATIO = 200  # unpacked to packed, of one entry that is large
_LARGE = 1 << 20
_MACRO = re.compile(
    r"(^|/)(vbaProject\.bin|vbaData\.xml|attachedToolbars\.bin)$|^(Basic|Scripts)/.*[^/]$", re.I
)
_INSIDE = re.compile(r"(^|/)(embeddings|activeX)/|\.(exe|dll|scr|js|vbs|hta|jar|bat|cmd|ps1|msi)$", re.I)
# A relation that fetches a template or an object from elsewhere as soon as the file is opened (ECMA-376, part 2). Word
# itself names the template of a document by its place on the author's own disk: that fetches nothing.
_FETCHED = re.compile(rb"<[^>]*(attachedTemplate|oleObject|frame|subDocument)[^>]*>", re.I)
_ELSEWHERE = re.compile(
    rb"""Target\s*=\s*["'](?:(?!file:)[a-z]{2,}:|file://(?!/)|\\\\|//|file:/+\\\\)""", re.I
)


def check(content: bytes) -> str:
    """The kind that the archive is: DOCX, ODT, XLSX or ODS. Raises Refused: other kind, damaged, locked, disguised,
    macro, attached, program, bomb."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _check_entries(archive, len(content))
            kind = _kind(archive)
            for entry in archive.infolist():
                if entry.filename.endswith(".rels") and _fetches(_read(archive, entry)):
                    raise Refused(Reason.PROGRAM)
            return kind
    except (zipfile.BadZipFile, NotImplementedError, KeyError, EOFError, ValueError, OSError):
        raise Refused(Reason.DAMAGED) from None


def _check_entries(archive: zipfile.ZipFile, size: int) -> None:
    entries = archive.infolist()
    if len(entries) > _MOST_ENTRIES or sum(entry.file_size for entry in entries) > _MOST_BYTES:
        raise Refused(Reason.BOMB)
    # Entries that lie over one another, in all larger than the file that holds them, unfold without end.
    if sum(entry.compress_size for entry in entries) > size:
        raise Refused(Reason.BOMB)
    for entry in entries:
        if entry.file_size > _LARGE and entry.file_size > _MOST_RATIO * max(entry.compress_size, 1):
            raise Refused(Reason.BOMB)
        if entry.flag_bits & 1:
            raise Refused(Reason.LOCKED)
        if _MACRO.search(entry.filename):
            raise Refused(Reason.MACRO)
        if _INSIDE.search(entry.filename):
            raise Refused(Reason.ATTACHED)


def _kind(archive: zipfile.ZipFile) -> str:
    names = set(archive.namelist())
    for main, kind in (("word/document.xml", DOCX), ("xl/workbook.xml", XLSX)):
        if "[Content_Types].xml" in names and main in names:
            if b"macroEnabled" in _read(archive, archive.getinfo("[Content_Types].xml")):
                raise Refused(Reason.MACRO)
            return kind
    if "mimetype" in names and "content.xml" in names:
        said = _read(archive, archive.getinfo("mimetype")).decode("ascii", "replace").strip()
        if said in (ODT, f"{ODT}-template"):
            return ODT
        if said in (ODS, f"{ODS}-template"):
            return ODS
    raise Refused(Reason.OTHER_KIND)


def _read(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    with archive.open(entry) as stream:
        return stream.read(_LARGE)


def _fetches(relations: bytes) -> bool:
    return any(_ELSEWHERE.search(tag[0]) for tag in _FETCHED.finditer(relations))
