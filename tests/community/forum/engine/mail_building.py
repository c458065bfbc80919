"""Mails as they arrive: bytes put together by hand, since a library would mend what real programs get wrong."""

import base64
import quopri
from collections.abc import Mapping
from dataclasses import dataclass, field

FROM = "Marc Lestage <marc.lestage@exemple.fr>"
# A picture of one pixel: what matters here is that bytes come out as they went in.
PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNk+A8AAQUBAScY42YAAAAASUVORK5CYII="
)


@dataclass(frozen=True)
class Shape:
    """A mail, and what must be read of it."""

    name: str
    mail: bytes
    text: str = ""
    kind: str = "reply"
    images: tuple[str, ...] = ()


@dataclass(frozen=True)
class Part:
    """A body, or a part of one, already encoded."""

    body: bytes
    headers: Mapping[str, str] = field(default_factory=dict)


def text_part(
    text: str, *, charset: str = "utf-8", encoding: str = "8bit", subtype: str = "plain", extra: str = ""
) -> Part:
    """A part of text. `encoding`: 8bit, quoted-printable or base64; `extra`: more parameters of its type."""
    octets = text.encode(charset)
    if encoding == "base64":
        octets = base64.encodebytes(octets)
    elif encoding == "quoted-printable":
        octets = quopri.encodestring(octets)
    content_type = f"text/{subtype}; charset={charset}{extra}"
    return Part(octets, {"Content-Type": content_type, "Content-Transfer-Encoding": encoding})


def html_part(text: str, *, charset: str = "utf-8", encoding: str = "quoted-printable") -> Part:
    return text_part(text, charset=charset, encoding=encoding, subtype="html")


def image_part(name: str, *, cid: str = "", inline: bool = False, content: bytes = PNG) -> Part:
    subtype = {"jpg": "jpeg"}.get(name.rpartition(".")[2], name.rpartition(".")[2])
    headers = {
        "Content-Type": f'image/{subtype}; name="{name}"',
        "Content-Disposition": f'{"inline" if inline else "attachment"}; filename="{name}"',
        "Content-Transfer-Encoding": "base64",
    }
    return Part(base64.encodebytes(content), headers | ({"Content-ID": f"<{cid}>"} if cid else {}))


def file_part(name: str, content_type: str, content: bytes = b"%PDF-1.7") -> Part:
    headers = {
        "Content-Type": f'{content_type}; name="{name}"',
        "Content-Disposition": f'attachment; filename="{name}"',
        "Content-Transfer-Encoding": "base64",
    }
    return Part(base64.encodebytes(content), headers)


def multipart(subtype: str, *parts: Part, extra: str = "") -> Part:
    """Several parts in one; the boundary depends on how deep it stands, so that nested ones differ."""
    depth = 1 + max((part.body.count(b"\n--=_level") for part in parts), default=0)
    boundary = f"=_level{depth}_{subtype.replace('-', '_')}"
    lines = [b"--" + boundary.encode() + b"\n" + _bytes(part) + b"\n" for part in parts]
    body = b"".join(lines) + b"--" + boundary.encode() + b"--\n"
    return Part(body, {"Content-Type": f'multipart/{subtype}; boundary="{boundary}"{extra}'})


def mail(part: Part | str, *, subject: str = "Re: Quel outil pour un agenda ?", **headers: str) -> bytes:
    """The whole mail; a text stands for a part of plain text. An underscore in the name of a header is a hyphen."""
    first = {
        "From": FROM,
        "To": "reponse+7f3a@forum.exemple.fr",
        "Subject": subject,
        "Date": "Wed, 03 Mar 2027 11:02:07 +0100",
        "Message-ID": "<20270303110207.7@exemple.fr>",
        "MIME-Version": "1.0",
    }
    given = {name.replace("_", "-"): value for name, value in headers.items()}
    whole = text_part(part) if isinstance(part, str) else part
    octets = _bytes(Part(whole.body, first | given | dict(whole.headers)))
    return octets.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")


def alternative(text: str, html: str, **headers: str) -> bytes:
    """A mail in both writings, as most programs send it."""
    both = multipart("alternative", text_part(text, encoding="quoted-printable"), html_part(html))
    return mail(both, **headers)


def _bytes(part: Part) -> bytes:
    head = "".join(f"{name}: {value}\n" for name, value in part.headers.items())
    return head.encode("utf-8") + b"\n" + part.body
