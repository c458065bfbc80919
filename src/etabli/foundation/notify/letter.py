"""A mail's plain text, read as what it is made of: paragraphs, quotes, one button, links. Its HTML is drawn from that.

Whoever writes a mail writes the text alone (`prose.py`). Lines that begin with ">" are somebody's words, without a
link. A paragraph of two lines, a label ending with a colon and an address by itself, is the button the first time, then
a link; an address within a line becomes a link.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.csp import CSP as SOURCES

_ADDRESS = re.compile(r"https?://[^\s<>\"]+[^\s<>\".,;:!?)»]")
_PREHEADER_LENGTH = 110
# For a page that shows a mail: it carries its styles on its elements, as mail programs want; it runs and loads nothing.
CSP = {
    "default-src": [SOURCES.NONE],
    "style-src": [SOURCES.UNSAFE_INLINE],
    "frame-ancestors": [SOURCES.NONE],
}


@dataclass(frozen=True)
class Block:
    """A piece of a mail: "text" (lines of words and addresses), "quote" (lines that somebody wrote), "button" or "link"
    (a label and an address)."""

    kind: str
    lines: tuple[
        tuple[tuple[str, bool], ...], ...
    ] = ()  # for each line, its pieces: the text, whether an address
    label: str = ""
    url: str = ""


def blocks(body: str) -> list[Block]:
    """The pieces of a text, in order; the first label with its address is the button."""
    found, has_button = [], False
    for paragraph in re.split(r"\n\s*\n", body.strip()):
        lines = [line.strip() for line in paragraph.splitlines()]
        if len(lines) == 2 and lines[0].endswith(":") and _ADDRESS.fullmatch(lines[1]):
            label = lines[0].removesuffix(":").strip()
            found.append(Block("link" if has_button else "button", label=label, url=lines[1]))
            has_button = True
        else:
            found += _text_and_quotes(lines)
    return found


def _text_and_quotes(lines: list[str]) -> Iterator[Block]:
    for is_quote, those in groupby(lines, key=lambda line: line.startswith(">")):
        if is_quote:
            yield Block("quote", tuple(((line.removeprefix(">").strip(), False),) for line in those))
        else:
            yield Block("text", tuple(tuple(_pieces(line)) for line in those))


def html_of(subject: str, body: str, language: str = "") -> str:
    """The whole HTML of a mail: tables and styles on the elements, as mail programs want them; no picture."""
    found = blocks(body)
    texts = [line for block in found if block.kind == "text" for line in block.lines]
    opening = " ".join("".join(piece for piece, _url in line) for line in texts[1:4])
    context = {
        "subject": subject,
        "language": language or settings.LANGUAGE_CODE,
        "preheader": opening[:_PREHEADER_LENGTH],
        "blocks": found,
    }
    return render_to_string("notify/letter.html", context)


def _pieces(line: str) -> Iterator[tuple[str, bool]]:
    done = 0
    for address in _ADDRESS.finditer(line):
        yield line[done : address.start()], False
        yield address[0], True
        done = address.end()
    yield line[done:], False
