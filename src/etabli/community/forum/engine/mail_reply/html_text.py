"""The text of an HTML mail, line by line, with `>` before what it quotes. Nothing of it is run or fetched."""

import re
from collections import Counter
from html.parser import HTMLParser

MAX_HTML = 1_000_000  # characters; what stands beyond is not read

_VOID = frozenset(
    ("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr")
)
_HIDDEN = frozenset(("head", "style", "script", "template", "title", "svg", "noscript", "object", "select"))
_PARAGRAPHS = frozenset(("p", "pre", "table", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote"))
_LISTS = frozenset(("ul", "ol"))
_BLOCKS = (
    _PARAGRAPHS
    | _LISTS
    | frozenset(("div", "li", "tr", "section", "article", "header", "footer", "form", "center", "hr"))
)
# A blockquote is how Gmail indents, too; then it says that it has no border.
_INDENT = re.compile(r"border\s*:\s*none|border-width\s*:\s*0")
_QUOTE = re.compile(r"quote|iosymail")
_SIGNATURE = re.compile(
    r"gmail_signature|moz-signature|protonmail_signature_block|applemailsignature|\bsignature\b"
)
_NOT_DISPLAYED = re.compile(r"display\s*:\s*none")
_NO_MARGIN = re.compile(r"margin(?:-bottom)?\s*:\s*0")
_SPACES = re.compile(r"[ \t\r\n\f]+")
_CID = re.compile(r"cid:([^\s\"'\]]+)", re.IGNORECASE)
RULE = "_" * 32
_LONGEST_EMOJI = 4  # characters of an image that is one


def text_of(html: str) -> str:
    """The text that this HTML shows. An image of the mail itself is written `[cid:…]`; signatures that are marked as
    such, and what isn't displayed, are left out."""
    reader = _Reader()
    try:
        reader.feed(html[:MAX_HTML])
        reader.close()
    except AssertionError:  # the parser's own, on a declaration that it doesn't know
        pass
    return reader.text()


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._open: list[tuple[str, str]] = []  # each element that is open, and what it makes of its content
        self._tags: Counter[str] = Counter()
        self._roles: Counter[str] = Counter()
        self._lines: list[str] = []
        self._line = ""
        self._gap = 0  # line breaks that are due before the next text
        self._links: list[
            tuple[str, int]
        ] = []  # the address of each link that is open, and where its text begins

    def text(self) -> str:
        self._end_line()
        return "\n".join(self._lines)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if tag in _BLOCKS:
            if self._tags["p"]:
                self._close("p")
            self._break(self._breaks_around(tag, values))
        if tag in ("td", "th") and self._line:
            self._line += " "
        if tag in _VOID:
            self._add_void(tag, values)
            return
        if tag == "li":
            self._close_item()
        self._push(tag, _role(tag, values))
        if tag == "li":
            self._add("- ")
        elif tag == "a":
            self._links.append((values.get("href", ""), len(self._line)))

    def handle_endtag(self, tag: str) -> None:
        if tag == "br":
            self._break_line()
        elif self._tags[tag]:
            self._close(tag)

    def handle_data(self, data: str) -> None:
        if not self._roles["pre"]:
            self._add(_SPACES.sub(" ", data))
            return
        first, *others = data.split("\n")
        self._add(first)
        for line in others:
            self._break_line()
            self._add(line)

    def unknown_decl(self, data: str) -> None:
        """Word's conditions, which aren't HTML."""

    def _push(self, tag: str, role: str) -> None:
        self._open.append((tag, role))
        self._tags[tag] += 1
        self._roles[role] += 1

    def _close(self, tag: str) -> None:
        """End the innermost element of this name, and those within that were left open."""
        while self._open:
            name, role = self._open.pop()
            if name == "a":
                self._end_link()
            if name in _BLOCKS:
                self._break(2 if role == "paragraph" or name in _PARAGRAPHS - {"p"} else 1)
            self._tags[name] -= 1
            self._roles[role] -= 1
            if name == tag:
                return

    def _close_item(self) -> None:
        """End the item before, left open; an item of the list around stays."""
        for name, _role in reversed(self._open):
            if name in _LISTS:
                return
            if name == "li":
                self._close("li")
                return

    def _end_link(self) -> None:
        href, start = self._links.pop()
        label = self._line[start:].strip()
        if re.match(r"https?://", href) and label and label.rstrip("/") not in href:
            self._add(f" ({href})")

    def _add_void(self, tag: str, values: dict[str, str]) -> None:
        if tag == "br":
            self._break_line()
        elif tag == "hr":
            self._add(RULE)
            self._break(1)
        elif tag == "img":
            image = _CID.match(values.get("src", ""))
            alt = values.get("alt", "")
            self._add(f"[cid:{image[1]}]" if image else alt if len(alt) <= _LONGEST_EMOJI else "")

    def _breaks_around(self, tag: str, values: dict[str, str]) -> int:
        if tag in _LISTS:
            return 1 if self._tags["li"] else 2
        return 2 if tag in _PARAGRAPHS and _role(tag, values) != "line" else 1

    def _break(self, count: int) -> None:
        self._end_line()
        self._gap = max(self._gap, count)

    def _break_line(self) -> None:
        self._end_line()
        self._gap += 1

    def _add(self, text: str) -> None:
        if self._roles["hidden"] or not text:
            return
        if not text.strip() and (self._gap or not self._line) and not self._roles["pre"]:
            if "\xa0" in text:
                self._line = self._line or "\xa0"
            return
        if self._gap:
            self._lines += [""] * (min(self._gap, 3) - 1)
            self._gap = 0
        self._line += text if self._line or self._roles["pre"] else text.lstrip(" ")

    def _end_line(self) -> None:
        if self._line:
            marks = "> " if self._roles["quote"] else ""
            self._lines.append(marks + self._line)
        self._line = ""
        self._links = [(href, 0) for href, _start in self._links]


def _role(tag: str, values: dict[str, str]) -> str:
    """What an element makes of its content: hidden, quote, pre, paragraph, line, or "" for nothing."""
    style, name = values.get("style", "").lower(), f"{values.get('class', '')} {values.get('id', '')}".lower()
    if tag in _HIDDEN or _NOT_DISPLAYED.search(style) or _SIGNATURE.search(name):
        return "hidden"
    if tag == "blockquote":
        return "" if _INDENT.search(style) and not _QUOTE.search(name) else "quote"
    if "yahoo_quoted" in name:
        return "quote"
    if tag == "pre":
        return "pre"
    if tag == "p":
        return "line" if "msonormal" in name or _NO_MARGIN.search(style) else "paragraph"
    return ""
