"""XML of others, read without entity, without network and within bounds; its nodes found by their local names."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from ..model import Unreadable

MAX_BYTES = 20_000_000
MAX_TAGS = 400_000  # "<" of any kind: what takes memory is the number of elements, not the length
_STARTS = (b"<", b"\x00<", b"<\x00")


def looks_like_xml(content: bytes) -> bool:
    """True for a file whose first sign is "<", in UTF-8 or UTF-16."""
    return content.lstrip(b"\xef\xbb\xbf\xff\xfe \r\n\t").startswith(_STARTS)


def parse(xml: bytes, refused: Callable[[], Unreadable]) -> Any:
    """The root element. Raises what `refused` makes for XML that is broken, too large, too deep, or that declares a
    document type: a sound e-invoice or office file has none, and entities come with it."""
    from lxml import etree

    if len(xml) > MAX_BYTES or xml.count(b"<") > MAX_TAGS:
        raise refused()
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root: Any = etree.fromstring(xml, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise refused() from error
    if root.getroottree().docinfo.doctype:
        raise refused()
    return root


def local(node: Any) -> str:
    """The name of a node without its namespace."""
    return str(node.tag).rpartition("}")[2]


def every(node: Any, path: str) -> list[Any]:
    """The nodes down a path of local names ("A/B/C"), whatever the namespaces; none below None."""
    nodes = [node] if node is not None else []
    for name in path.split("/"):
        nodes = [child for parent in nodes for child in parent if local(child) == name]
    return nodes


def first(node: Any, *paths: str) -> Any:
    """The first node of the first path that leads to one, or None: versions of a standard name things differently."""
    return next((match for path in paths for match in every(node, path)), None)


def text(node: Any, *paths: str) -> str | None:
    """The first text down these paths that isn't blank; that of the node itself without a path."""
    matches = (n for path in paths for n in every(node, path)) if paths else iter([node])
    return next((content for n in matches if n is not None and (content := (n.text or "").strip())), None)


def texts(node: Any, *paths: str) -> Iterator[str]:
    """Every text down these paths that isn't blank."""
    for path in paths:
        for match in every(node, path):
            if match.text and match.text.strip():
                yield match.text.strip()
