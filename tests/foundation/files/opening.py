"""What opening a file may ask of others, found by other parsers than those of the engine: ElementTree, zipfile,
pdfminer.
"""

import io
import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from typing import Any
from xml.etree import ElementTree

from pdfminer.pdfdocument import PDFDocument
from pdfminer.pdfparser import PDFParser
from pdfminer.pdftypes import PDFStream
from pdfminer.psparser import PSLiteral

from tests.foundation.files.office_parts import ELSEWHERE

_ACTS = {
    "JavaScript", "Launch", "SubmitForm", "ImportData", "GoToR", "GoToE", "Thread", "Rendition", "Sound", "Movie",
    "RichMediaExecute", "GoToSomewhere",
}  # fmt: skip
_MOVES = {"NextPage", "PrevPage", "FirstPage", "LastPage", "Print"}
_FIELDS = re.compile(r"DDE|INCLUDE|IMPORT|LINK|DATABASE", re.I)


def asked(content: bytes) -> list[str]:
    """What was found, in words; nothing of a file that is harmless."""
    return list(_of_pdf(content) if content.lstrip().startswith(b"%PDF") else _of_archive(content))


def _of_archive(content: bytes) -> Iterator[str]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = [name.lower().replace("\\", "/") for name in archive.namelist()]
        yield from (f"{name} twice" for name, times in Counter(names).items() if times > 1)
        for name in archive.namelist():
            part = archive.read(name)
            if part.lstrip(b"\xef\xbb\xbf\xff\xfe\0 \r\n\t").startswith(b"<"):
                root = ElementTree.fromstring(part)
                folder, _slash, file = name.rpartition("/")
                yield from (f"{name}: {found}" for found in _of_part(root))
                yield from _followed(root, _links(archive, f"{folder}/_rels/{file}.rels"))
            elif ELSEWHERE.encode() in part:
                yield f"{name} names it"


def _of_part(root: Any) -> Iterator[str]:
    for element in root.iter():
        if element.tag.endswith("}Relationship") and element.get("Type").endswith("/hyperlink"):
            continue  # what leads to it is looked at in its part
        values = [element.text or "", element.tail or "", *element.attrib.values()]
        yield from (value for value in values if ELSEWHERE in value.lower())
        if element.get("TargetMode", "Internal") != "Internal" and "attachedTemplate" not in element.get(
            "Type"
        ):
            yield f"outside: {element.get('Target')}"
    told = "".join(element.text or "" for element in root.iter() if element.tag.endswith("nstrText"))
    yield from _FIELDS.findall(told)


def _links(archive: zipfile.ZipFile, name: str) -> set[str]:
    """The numbers of what leads outside, of one part."""
    if name not in archive.namelist():
        return set()
    root = ElementTree.fromstring(archive.read(name))
    return {one.get("Id", "") for one in root if one.get("Type", "").endswith("/hyperlink")}


def _followed(root: Any, links: set[str]) -> Iterator[str]:
    """What would follow a link that nobody clicks."""
    for element in root.iter():
        if not re.search("hyperlink$|}hlink", element.tag):
            held = {value for key, value in element.attrib.items() if "relationships}" in key}
            yield from (f"{element.tag} follows {number}" for number in held & links)


def _of_pdf(content: bytes) -> Iterator[str]:
    document = PDFDocument(PDFParser(io.BytesIO(content)))
    for number in {number for table in document.xrefs for number in table.get_objids()}:
        yield from _of_object(document.getobj(number))


def _of_object(thing: Any) -> Iterator[str]:
    held = thing.attrs if isinstance(thing, PDFStream) else thing
    if isinstance(held, dict):
        kind = held.get("S")
        if isinstance(kind, PSLiteral) and kind.name in _ACTS:
            yield str(kind.name)
        if isinstance(kind, PSLiteral) and kind.name == "Named" and held["N"].name not in _MOVES:
            yield str(held["N"].name)
        for key, value in held.items():
            if key in ("JS", "XFA", "OPI"):
                yield key
            yield from _of_object(value)
    elif isinstance(held, list):
        for value in held:
            yield from _of_object(value)
    elif isinstance(held, bytes) and ELSEWHERE.encode() in held.replace(b"\0", b""):
        yield held.decode("latin-1")
