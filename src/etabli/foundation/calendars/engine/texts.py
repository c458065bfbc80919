"""Texts and addresses of others, as they may be shown: plain, cut, of the web."""

from __future__ import annotations

import re
from hashlib import sha256
from html import unescape
from urllib.parse import urlsplit

from lxml import etree, html

MAX_TITLE, MAX_TEXT, MAX_UID = 200, 2_000, 200
MAX_MARKUP = 100_000  # signs that are read of a text with markup
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]")
_TAGS = (
    "a abbr article b blockquote body br button center code div em figure font footer form h[1-6] head header hr html "
    "i iframe img input li link meta nav noscript object ol p pre script section small span strong style sub sup svg "
    "table tbody td th title tr u ul video"
)
_TAG = re.compile(rf"<!--|</?(?:{'|'.join(_TAGS.split())})\b[^<>]*>", re.IGNORECASE)
_UNREAD_TAGS = ("script", "style", "head", "noscript", "object", "iframe", "svg", "template")
_BLOCKS = frozenset("br p div li tr ul ol table h1 h2 h3 h4 h5 h6 blockquote section article pre hr".split())  # noqa: SIM905 -- reads better
_REFERENCE = re.compile(r"&(?:#\d+|#x[0-9a-fA-F]+|[a-zA-Z]+\d*);")


def plain_text(text: str, most: int) -> str:
    """The words of a text that may hold markup, `most` signs of them, each block on a line of its own."""
    text = text[:MAX_MARKUP]
    if _TAG.search(text):
        text = _without_markup(text)
    elif _REFERENCE.search(text):
        text = unescape(text)
    text = without_controls(text).replace("\r\n", "\n").replace("\r", "\n")
    lines = [" ".join(line.split()) for line in text.split("\n")]
    return shortened(re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip(), most)


def without_controls(text: str) -> str:
    """The text without the signs that no text is made of."""
    return _CONTROLS.sub("", text)


def plain_line(text: str, most: int) -> str:
    """The same on one line."""
    return shortened(" ".join(plain_text(text, MAX_MARKUP).split()), most)


def shortened(text: str, most: int) -> str:
    """The text, or its beginning and an ellipsis, `most` signs in all."""
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def web_address(text: str) -> str:
    """The address of the web that a text is, or ""."""
    address = text.strip()
    try:
        parts = urlsplit(address)
        is_one = parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.username is None
        _port = parts.port
    except ValueError:
        return ""
    has_odd_sign = bool(re.search(r"[\s<>\"\\^`{|}\x00-\x1f\x7f]", address))
    return address if is_one and not has_odd_sign and len(address) <= 2000 else ""


def short_uid(uid: str) -> str:
    """The identifier that others give, in a length that a table holds."""
    uid = plain_line(uid, 10 * MAX_UID)
    return uid if len(uid) <= MAX_UID else f"{uid[:100]}-{_digest(uid)}"


def made_uid(*texts: str) -> str:
    """An identifier for what bears none: the same as long as it says the same."""
    return f"no-uid-{_digest(chr(10).join(texts))}"


def _digest(text: str) -> str:
    return sha256(text.encode("utf-8", "replace")).hexdigest()[:24]


def _without_markup(text: str) -> str:
    try:
        root = html.fragment_fromstring(without_controls(text), create_parent=True)
    except (etree.LxmlError, ValueError):
        return _TAG.sub(" ", text)
    etree.strip_tags(root, etree.Comment, etree.ProcessingInstruction)
    etree.strip_elements(root, *_UNREAD_TAGS, with_tail=False)
    for element in root.iter(*_BLOCKS):
        element.text = "\n" + (element.text or "") if element.tag != "br" else element.text
        element.tail = "\n" + (element.tail or "")
    return "".join(root.itertext())
