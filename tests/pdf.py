"""What a screen reader is told of a PDF: its structure tree, and what is wrong with it."""

import io
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

import pikepdf


def elements(node: pikepdf.Object) -> Iterator[pikepdf.Object]:
    """The structure elements under a node, in reading order."""
    kids = node.get("/K", [])
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield kid
            yield from elements(kid)


def tag_of(node: pikepdf.Object) -> str:
    return str(node.S).removeprefix("/")


def structure(pdf: bytes) -> list[tuple[str, str]]:
    """(tag, alternative text) of each structure element."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        return [(tag_of(item), str(item.get("/Alt", ""))) for item in elements(document.Root.StructTreeRoot)]


def tags(pdf: bytes) -> Counter[str]:
    """How many of each tag."""
    return Counter(tag for tag, _alt in structure(pdf))


def faults(pdf: bytes, title: str) -> list[str]:
    """What PDF/UA-1 asks of the document, and it doesn't do."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        return [*_of_document(document, title), *_of_tree(document.Root.StructTreeRoot)]


def _of_document(document: pikepdf.Pdf, title: str) -> Iterator[str]:
    root = document.Root
    if not root.MarkInfo.Marked:
        yield "it isn't marked as tagged"
    if not str(root.get("/Lang", "")).startswith("fr"):
        yield "its language isn't told"
    if not root.ViewerPreferences.DisplayDocTitle:
        yield "its window shows the name of the file, not the title"
    with document.open_metadata() as metadata:
        if metadata.get("pdfuaid:part") != "1":
            yield "it doesn't say that it is PDF/UA-1"
        if metadata.get("dc:title") != title:
            yield f"its title is {metadata.get('dc:title')!r}"


def _of_tree(tree: pikepdf.Object) -> Iterator[str]:
    whole = list(elements(tree))
    levels = [int(tag[1]) for node in whole if (tag := tag_of(node))[0] == "H" and tag[1:].isdigit()]
    if levels[:1] != [1]:
        yield "it doesn't begin with a heading of level 1"
    yield from (f"a heading of level {b} follows one of {a}" for a, b in pairwise(levels) if b > a + 1)
    for node in whole:
        tag, below = tag_of(node), [tag_of(element) for element in elements(node)]
        if tag == "Figure" and not str(node.get("/Alt", "")).strip():
            yield "a figure has no alternative text"
        if tag == "Table" and "TH" not in below:
            yield "a table has no header"
        if tag == "TH" and "/Scope" not in _attributes(node):
            yield "a header doesn't say of what"
        if tag == "L" and "LI" not in below:
            yield "a list has no item"
        if tag == "LI" and "LBody" not in below:
            yield "an item of a list says nothing"


def _attributes(node: pikepdf.Object) -> set[str]:
    given = node.get("/A", [])
    return {key for one in (given if isinstance(given, pikepdf.Array) else [given]) for key in one}
