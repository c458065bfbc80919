"""A mail's plain text, read as what it is made of: paragraphs, quotes, one button, links. Its HTML is drawn from that.

Whoever writes a mail writes the text alone (`prose.py`). Lines that begin with ">" are somebody's words, without a
link. A paragraph of two lines, a label ending with a colon and an address by itself, is the button the first time, then
a link; an address within a line becomes a link. A line between asterisks is in bold. What follows a line of two dashes
that begins a paragraph (the usual mark of a signature) is small.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.csp import CSP

from etabli.foundation import colours

ADDRESS_PATTERN = re.compile(r"https?://[^\s<>\"]+[^\s<>\".,;:!?)»]")
_STRONG = re.compile(r"\*(.+)\*")
SIGNATURE = "--"
_PREHEADER_LENGTH = 110
# By the names of templates, which have no dash.
COLOURS = {
    scheme: {name.replace("-", "_"): colour for name, colour in values.items()}
    for scheme, values in (("light", colours.LIGHT), ("dark", colours.DARK))
}
_DARK_MEDIA = {
    "": "(prefers-color-scheme: dark)",
    "dark": "all",
    "light": "not all",
}  # where its dark colours hold
# For a page that shows a mail: it carries its styles on its elements, as mail programs want; it runs and loads nothing.
MAIL_CSP = {
    "default-src": [CSP.NONE],
    "style-src": [CSP.UNSAFE_INLINE],
    "frame-ancestors": [CSP.NONE],
}


class LinePart(NamedTuple):
    """A part of a line: its text, whether it is an address, whether it counts more than the others."""

    text: str
    is_address: bool = False
    is_strong: bool = False


@dataclass(frozen=True)
class Block:
    """A piece of a mail: "text" (lines of words and addresses), "quote" (lines that somebody wrote), "button" or "link"
    (a label and an address), "end" (lines of the signature)."""

    kind: str
    lines: tuple[tuple[LinePart, ...], ...] = ()
    label: str = ""
    url: str = ""


def parse_blocks(body: str) -> list[Block]:
    """The pieces of a text, in order; the first label with its address is the button."""
    blocks, has_button, kind = list[Block](), False, "text"
    for paragraph in re.split(r"\n\s*\n", body.strip()):
        lines = [line.strip() for line in paragraph.splitlines()]
        if lines[:1] == [SIGNATURE]:
            kind, lines = "end", lines[1:]
        if len(lines) == 2 and lines[0].endswith(":") and ADDRESS_PATTERN.fullmatch(lines[1]):
            label = lines[0].removesuffix(":").strip()
            blocks.append(Block("link" if has_button else "button", label=label, url=lines[1]))
            has_button = True
        else:
            blocks += _text_and_quotes(lines, kind)
    return blocks


def _text_and_quotes(lines: list[str], kind: str) -> Iterator[Block]:
    for is_quote, group in groupby(lines, key=lambda line: line.startswith(">")):
        if is_quote:
            yield Block("quote", tuple((LinePart(line.removeprefix(">").strip()),) for line in group))
        else:
            yield Block(kind, tuple(tuple(_line_parts(line)) for line in group))


def text_of(body: str) -> str:
    """The plain text of a mail: without the asterisks that say what is in bold."""
    return "\n".join(
        _STRONG.sub(r"\1", line) if _STRONG.fullmatch(line) else line for line in body.splitlines()
    )


def html_of(subject: str, body: str, language: str = "", *, scheme: str = "") -> str:
    """The whole HTML of a mail: tables and styles on the elements, as mail programs want them; no picture.

    `scheme`: "light" or "dark", to look at it; without, as the screen of whoever reads it asks.
    """
    parts = parse_blocks(body)
    texts = [line for block in parts if block.kind == "text" for line in block.lines]
    opening = " ".join("".join(piece.text for piece in line) for line in texts[1:4])
    context = {
        "subject": subject,
        "language": language or settings.LANGUAGE_CODE,
        "preheader": opening[:_PREHEADER_LENGTH],
        "blocks": parts,
        **COLOURS,
        "when_dark": _DARK_MEDIA[scheme],
    }
    return render_to_string("notify/letter.html", context)


def _line_parts(line: str) -> Iterator[LinePart]:
    if strong := _STRONG.fullmatch(line):
        yield LinePart(strong[1], is_strong=True)
        return
    position = 0
    for address in ADDRESS_PATTERN.finditer(line):
        yield LinePart(line[position : address.start()])
        yield LinePart(address[0], is_address=True)
        position = address.end()
    yield LinePart(line[position:])
