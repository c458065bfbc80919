"""The mail taken apart: what kind of mail it is, its text and its images."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes
from email.message import EmailMessage, Message
from email.policy import EmailPolicy
from email.utils import parseaddr
from enum import StrEnum
from typing import Any

from etabli.community.forum.engine.mail_reply.automatic import is_automatic
from etabli.community.forum.engine.mail_reply.html_text import text_of
from etabli.community.forum.engine.mail_reply.quotations import without_quotations
from etabli.community.forum.engine.mail_reply.signatures import without_signature

MAX_BYTES = 25_000_000
MAX_TEXT = 20_000  # characters
MAX_IMAGES = 6
_MAX_PARTS = 24
_MAX_LINES = 500_000  # Python's parser goes through each part that is open at each line
_MAX_READ = 200_000  # characters, before what is quoted is taken away

_BOUNDARY = re.compile(rb"boundary(?:\*\d*)?\*?\s*=", re.IGNORECASE)
_ENCRYPTED_TYPES = frozenset(("multipart/encrypted", "application/pkcs7-mime", "application/x-pkcs7-mime"))
_ENCRYPTED_TEXT = re.compile(r"\s*-----BEGIN PGP MESSAGE-----")
_ARMOUR = re.compile(
    r"-----BEGIN PGP SIGNED MESSAGE-----\n(?:[A-Za-z]+: .*\n)*\n?|-----BEGIN PGP SIGNATURE-----[\s\S]*"
)
_WINDOWS = {"iso-8859-1": "cp1252", "latin-1": "cp1252", "latin1": "cp1252", "us-ascii": "cp1252"}
_IMAGE_TYPES = {"jpeg": "jpg", "jpg": "jpg", "png": "png", "gif": "gif", "webp": "webp", "heic": "heic"}
_IMAGE_MARK = re.compile(r"\[(?:cid|image)\s?:\s?([^\]\n]{1,200})\]")
_INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufffc\u00ad\x00-\x08\x0b-\x1f\x7f]")
_BLANK_LINES = re.compile(r"\n(?:[^\S\n]*\n){2,}")


class Kind(StrEnum):
    """What a mail is: an answer, an answer without a word, what a machine sent, or what can't be read."""

    REPLY = "reply"
    EMPTY = "empty"
    AUTOMATIC = "automatic"
    UNREADABLE = "unreadable"


@dataclass(frozen=True)
class Image:
    """A picture that came with the mail. Its name and its bytes are as they came: neither is to be trusted."""

    name: str
    content: bytes


@dataclass(frozen=True)
class MailReply:
    """What was read of a mail. An empty one may have images.

    `is_cut`: the text is longer than `MAX_TEXT`, or the mail than is read; `images_left_out`: how many there were
    beyond `MAX_IMAGES`.
    """

    kind: Kind
    text: str = ""
    images: tuple[Image, ...] = ()
    is_cut: bool = False
    images_left_out: int = 0


@dataclass(frozen=True)
class _Body:
    """One text of the mail, in the writing that says most (`text`) and in the one that places images (`rich`)."""

    text: str
    rich: str


class _Forgiving(EmailPolicy):
    """The ordinary policy, for which a header that its parser stumbles over is a plain string."""

    def header_fetch_parse(self, name: str, value: str) -> Any:
        try:
            return super().header_fetch_parse(name, value)
        except Exception:  # whatever the parser raises on what no standard foresaw
            return value


def read_reply(mail: bytes, *, marker: str = "") -> MailReply:
    """What the author of this mail (RFC 5322) wrote: neither what it quotes, nor signatures, nor notices. Never raises.

    Paragraphs are set apart by one blank line. Of an HTML mail, its text. What is written above,
    below or between quotations is kept. `marker`: words of a line that our own mails bear, from which on all is quoted
    where a program quotes without saying so.
    """
    if len(mail) > MAX_BYTES or mail.count(b"\n") > _MAX_LINES or len(_BOUNDARY.findall(mail)) > _MAX_PARTS:
        return MailReply(Kind.UNREADABLE)
    message = message_from_bytes(mail, policy=_Forgiving())
    parts = list(_walk(message))
    if not message.keys() or any(part.get_content_type() in _ENCRYPTED_TYPES for part in parts):
        return MailReply(Kind.UNREADABLE)
    if is_automatic(message):
        return MailReply(Kind.AUTOMATIC)
    bodies = list(_bodies(message))
    if any(_ENCRYPTED_TEXT.match(body.text) for body in bodies):
        return MailReply(Kind.UNREADABLE)
    sender = parseaddr(str(message.get("from", "")))
    whole = "\n\n".join(body.text for body in bodies)
    text = _written(whole, sender, marker)
    rich = "\n\n".join(body.rich for body in bodies)
    elsewhere = _marks(rich) - _marks(_written(rich, sender, marker))
    images = [image for part in parts if (image := _image(part, elsewhere))]
    text = _clean(_IMAGE_MARK.sub("", text))
    return MailReply(
        Kind.REPLY if text else Kind.EMPTY,
        text[:MAX_TEXT].rstrip(),
        tuple(images[:MAX_IMAGES]),
        is_cut=len(text) > MAX_TEXT or len(whole) > _MAX_READ,
        images_left_out=max(0, len(images) - MAX_IMAGES),
    )


def _written(text: str, sender: tuple[str, str], marker: str) -> str:
    pieces = without_quotations(_INVISIBLE.sub("", text[:_MAX_READ]).split("\n"), marker)
    return "\n\n".join(without_signature(piece, *sender) for piece in pieces)


def _clean(text: str) -> str:
    lines = [line.rstrip() for line in text.split("\n")]
    return _BLANK_LINES.sub("\n\n", "\n".join(lines)).strip()


def _marks(text: str) -> set[str]:
    return {mark.strip() for mark in _IMAGE_MARK.findall(text)}


def _walk(part: Message) -> Iterator[Message]:
    """The part and those within it; a mail that was attached is one part."""
    yield part
    if part.get_content_maintype() == "multipart" and part.is_multipart():
        for child in _children(part):
            yield from _walk(child)


def _children(part: Message) -> list[Message]:
    payload = part.get_payload()
    return (
        [child for child in payload if isinstance(child, EmailMessage)] if isinstance(payload, list) else []
    )


def _bodies(part: Message) -> Iterator[_Body]:
    """The texts of the mail, in order."""
    if part.get_content_type() == "multipart/alternative":
        writings = [_join(_bodies(child)) for child in _children(part)]
        said = [body for body in writings if body.text.strip()]
        if said:
            yield _Body(said[0].text, said[-1].rich)
    elif part.get_content_maintype() == "multipart":
        for child in _children(part):
            yield from _bodies(child)
    elif part.get_content_maintype() == "text" and part.get_content_disposition() != "attachment":
        if part.get_content_type() == "text/html":
            text = text_of(_decoded(part))
            yield _Body(text, text)
        elif part.get_content_type() == "text/plain":
            text = _ARMOUR.sub("", _unflowed(part, _decoded(part)))
            yield _Body(text, text)


def _join(bodies: Iterator[_Body]) -> _Body:
    given = list(bodies)
    return _Body("\n\n".join(body.text for body in given), "\n\n".join(body.rich for body in given))


def _decoded(part: Message) -> str:
    """The text of a part, whatever it says of its charset; no byte is lost."""
    octets = _octets(part)
    declared = (part.get_content_charset() or "utf-8").lower()
    for charset in (_WINDOWS.get(declared, declared), "utf-8"):
        try:
            return _lines(octets.decode(charset))
        except (LookupError, ValueError):
            continue
    return _lines(octets.decode("cp1252", errors="replace"))


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _octets(part: Message) -> bytes:
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def _unflowed(part: Message, text: str) -> str:
    """The lines that RFC 3676 lets a program fold, in one piece again; those quoted stay as they are."""
    if str(part.get_param("format", "")).lower() != "flowed":
        return text
    glue = "" if str(part.get_param("delsp", "")).lower() == "yes" else " "
    lines: list[str] = []
    goes_on = False
    for line in text.split("\n"):
        is_quoted = line.startswith(">")
        unstuffed = line.removeprefix(" ")
        if goes_on and not is_quoted and unstuffed != "-- ":
            lines[-1] = lines[-1].removesuffix(" ") + glue + unstuffed
        else:
            lines.append(unstuffed)
        goes_on = unstuffed.endswith(" ") and unstuffed != "-- " and not is_quoted
    return "\n".join(lines)


def _image(part: Message, elsewhere: set[str]) -> Image | None:
    """The picture that this part is, unless it only stands in what is quoted or in a signature."""
    subtype = part.get_content_subtype()
    name = re.sub(r"[\x00-\x1f\x7f]", "", (part.get_filename() or "").replace("\\", "/").rpartition("/")[2])
    if part.get_content_maintype() != "image":
        subtype = name.rpartition(".")[2].lower()
    if subtype not in _IMAGE_TYPES or part.is_multipart():
        return None
    if {str(part.get("content-id", "")).strip().strip("<>"), name} & elsewhere:
        return None
    content = _octets(part)
    return Image(name[-100:] or f"image.{_IMAGE_TYPES[subtype]}", content) if content else None
