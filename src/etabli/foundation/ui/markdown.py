"""What people write in Markdown, as HTML that can harm nobody: the one component for it, `|markdown` in templates.

Two guards, either of which is enough: the parser takes no HTML; what it writes passes a list of tags and attributes.
"""

import re
from collections.abc import Iterator
from functools import cache
from html import unescape
from typing import TYPE_CHECKING

from django.utils.html import strip_tags
from django.utils.safestring import SafeString, mark_safe

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_core import StateCore
    from markdown_it.token import Token

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
TAGS = frozenset(
    {"p", "br", "strong", "em", "code", "pre", "blockquote", "ul", "ol", "li", "a", "hr", *HEADINGS}
)
ATTRIBUTES = {"a": {"href", "title"}, "ol": {"start"}}
SCHEMES = frozenset({"http", "https", "mailto"})
REL = "nofollow ugc noopener"
BARE_ADDRESS = re.compile(r"https?://[^\s<>\"«»]*[^\s<>\"«».,;:!?…'’)\]*]")
# Marks that turn the direction of a text: with them, a link may read otherwise than it leads.
TURNING_MARKS = dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A)])


def markdown(text: str, level: int = 3) -> SafeString:
    """The text as HTML: paragraphs, lists, quotations, code, links, headings from `<h{level}>` down.

    No HTML of its author's comes through, no picture is shown, no link is followed by search engines; an end of line
    is one, and a bare address is a link.
    """
    import nh3

    html = _parser().render(text.translate(TURNING_MARKS), {"level": level})
    # Safe: only TAGS and ATTRIBUTES are left.
    return mark_safe(
        nh3.clean(html, tags=set(TAGS), attributes=ATTRIBUTES, url_schemes=set(SCHEMES), link_rel=REL)
    )


def markdown_text(text: str) -> str:
    """The same without any mark, on one line: for summaries and what machines read."""
    return " ".join(unescape(strip_tags(markdown(text))).split())


@cache
def _parser() -> "MarkdownIt":
    """Loaded at the first text: most pages have none."""
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark", {"html": False, "breaks": True}).disable(
        ["image", "html_block", "html_inline"]
    )
    parser.core.ruler.push("bare_addresses", _link_bare_addresses)
    parser.core.ruler.push("heading_levels", _shift_headings)
    return parser


def _shift_headings(state: "StateCore") -> None:
    """Under the headings of the page."""
    for token in state.tokens:
        if token.type in {"heading_open", "heading_close"}:
            shifted = int(token.tag[1]) + state.env["level"] - 1
            token.tag = HEADINGS[min(shifted, len(HEADINGS)) - 1]


def _link_bare_addresses(state: "StateCore") -> None:
    for block in state.tokens:
        if not block.children or "://" not in block.content:
            continue
        pieces, depth = list["Token"](), 0
        for token in block.children:
            depth += {"link_open": 1, "link_close": -1}.get(token.type, 0)
            is_free = token.type == "text" and depth == 0
            pieces += _with_links(state.md, token) if is_free else [token]
        block.children = pieces


def _with_links(parser: "MarkdownIt", token: "Token") -> Iterator["Token"]:
    from markdown_it.token import Token

    end = 0
    for match in BARE_ADDRESS.finditer(token.content):
        href = parser.normalizeLink(match[0])
        if not parser.validateLink(href):
            continue
        yield Token("text", "", 0, content=token.content[end : match.start()])
        yield Token("link_open", "a", 1, attrs={"href": href})
        yield Token("text", "", 0, content=match[0])
        yield Token("link_close", "a", -1)
        end = match.end()
    yield Token("text", "", 0, content=token.content[end:])
