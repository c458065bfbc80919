"""Addresses in files: inside, on the disk of whoever opens it, or elsewhere."""

import re
from urllib.parse import unquote

_BLANKS = re.compile(r"[\x00-\x20\x7f-\xa0\u200b\ufeff]+")
_SCHEME = re.compile(r"[a-z][a-z0-9+.\-]*:", re.I)
_CLICKABLE_SCHEMES = re.compile(r"(https?|mailto|tel|ftp|file|sms):", re.I)
# A place on the disk of whoever opens the file; "//" or a backslash twice, whatever the prefix, is a server.
_OWN_DISK = re.compile(r"(file:///([a-z]:[/\\])?|([a-z]:)?[/\\]?)[^/\\:?][^:?]*", re.I)


def is_inside(address: str) -> bool:
    """A part of the same file: neither a scheme, nor a server, nor a place above."""
    plain = _normalised(address)
    return is_relative(address) and not plain.startswith("/") and ".." not in plain.split("/")


def is_relative(address: str) -> bool:
    """Neither a scheme nor a server."""
    plain = _normalised(address)
    return not _SCHEME.match(plain) and not plain.startswith("//") and "\\" not in plain


def is_on_own_disk(address: str) -> bool:
    """A file on the disk of whoever opens it, such as a template by its path; no server is asked."""
    plain = _normalised(address)
    return bool(_OWN_DISK.fullmatch(plain)) and not re.search(r"[/\\]{2}", plain.removeprefix("file:///"))


def is_clickable(address: str) -> bool:
    """Whether a link may lead there: no scheme, a harmless one, or a path on a Windows disk."""
    plain = _normalised(address)
    return (
        not _SCHEME.match(plain)
        or bool(_CLICKABLE_SCHEMES.match(plain))
        or bool(re.match(r"[a-z]:[/\\]", plain, re.I))
    )


def _normalised(address: str) -> str:
    """The address without blanks and percent escapes, as readers understand it."""
    plain = _BLANKS.sub("", address)
    for _turn in range(3):
        plain = _BLANKS.sub("", unquote(plain))
    return plain
