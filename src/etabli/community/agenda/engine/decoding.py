"""The text of a feed, whatever alphabet it says that it is written in."""

from __future__ import annotations

import re

# Others are refused: some of those that Python knows unfold, or take a time that grows with the square of the length.
_ALPHABETS = re.compile(
    r"(?:utf-?8|us-ascii|ascii|(?:iso-?8859-|latin-?)\d{1,2}|(?:windows-|cp)125\d|mac-?roman)"
)
_DECLARED = re.compile(rb"<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([A-Za-z0-9_.-]{1,30})[\"']")
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([A-Za-z0-9_.-]{1,30})", re.IGNORECASE)
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_UTF_16_MARKS = (b"\xff\xfe", b"\xfe\xff")


def decoded(content: bytes, media_type: str) -> tuple[str, bool]:
    """The text, without signs that no text holds, and whether it is in the alphabet that it names. What can be UTF-8
    is: chance writes none; then comes what the feed names, what its transport does, what is most often meant."""
    text, is_as_named = _decoded(content, media_type)
    return _CONTROLS.sub("", text).removeprefix("\ufeff"), is_as_named


def _decoded(content: bytes, media_type: str) -> tuple[str, bool]:
    if content.startswith(_UTF_16_MARKS):
        return content.decode("utf-16", "replace"), True
    if content[:4] in (b"<\0?\0", b"\0<\0?", b'{\0"\0', b'\0{\0"'):
        return content.decode("utf-16-le" if content[1] == 0 else "utf-16-be", "replace"), True
    try:
        return content.decode(), True
    except UnicodeDecodeError:
        pass
    in_file, in_transport = _DECLARED.search(content[:400]), _CHARSET.search(media_type)
    names = [in_file[1].decode() if in_file else "", in_transport[1] if in_transport else ""]
    for name in names:
        alphabet = name.lower().replace("_", "-")
        if not _ALPHABETS.fullmatch(alphabet) or alphabet.startswith("utf"):
            continue
        try:
            # Whoever says ISO-8859-1 uses the typographic signs of Windows all the same.
            return content.decode("cp1252" if alphabet == "iso-8859-1" else alphabet), True
        except (UnicodeDecodeError, LookupError):
            continue
    return content.decode("cp1252", "replace"), False
