"""A file inside another one (attached to a PDF, in an electronic invoice, in an office file): a list of what is taken.

An electronic invoice carries its data so, and may carry pictures, tables and papers (EN 16931, BT-125); no program.
"""

import re

from . import kinds
from .archive import Archive
from .refusing import Reason, Refused
from .xml_parsing import looks_like_xml

_MAX_BYTES = 20 << 20  # unpacked
_MAX_DEPTH = 3
_MAX_FILES = 50  # in an archive
_ALLOWED_NAMES = re.compile(
    r"[^.]*|.*\.(xml|pdf|png|jpe?g|tiff?|webp|gif|bmp|txt|csv|json|edi|docx|odt|xlsx|ods|zip)", re.I | re.S
)
_CONTROL_BYTES = re.compile(rb"[\x00-\x08\x0e-\x1f]")
_PICTURE_SIGNATURES = (b"GIF8", b"BM")  # such as are taken here inside another file only
_PROGRAM_SIGNATURES = (b"MZ", b"#!")


def check(name: str, content: bytes, depth: int) -> None:
    """Raises Refused: attached, bomb. What it holds must be as it would be kept by itself."""
    from .examining import examine_inside
    from .xml_files import check_data

    if len(content) > _MAX_BYTES:
        raise Refused(Reason.BOMB)
    if depth > _MAX_DEPTH or not _ALLOWED_NAMES.fullmatch(name.strip()):
        raise Refused(Reason.ATTACHED)
    kind = kinds.content_type(content)
    if kind in kinds.PICTURES or not content or content.startswith(_PICTURE_SIGNATURES):
        return
    is_markup = kind in (kinds.XML, kinds.UNKNOWN) and looks_like_xml(content)
    if kind == kinds.UNKNOWN and not is_markup and _is_text(content):
        return
    try:
        if is_markup:
            return check_data(content, depth)
        cleaned = examine_inside(content, depth)[1]
    except Refused as refusal:
        if kind == kinds.ZIP and refusal.reason is Reason.OTHER_KIND:
            return _check_archive(content, depth)
        raise Refused(Reason.ATTACHED) from None
    if cleaned != content:
        raise Refused(Reason.ATTACHED)


def _check_archive(content: bytes, depth: int) -> None:
    """Papers that a program put together for an invoice."""
    archive = Archive(content)
    if archive.loose or len(archive.names) > _MAX_FILES:
        raise Refused(Reason.ATTACHED)
    for name in archive.names:
        check(name.rpartition("/")[2], archive.read(name), depth + 1)


def _is_text(content: bytes) -> bool:
    return not content.startswith(_PROGRAM_SIGNATURES) and not _CONTROL_BYTES.search(content)
