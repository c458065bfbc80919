"""Archives that two readers may read differently, and those that they don't."""

import io
import struct
import zipfile
from collections.abc import Callable

import pytest

from tests.foundation.files.office_parts import (
    MAIN,
    ORDINARY,
    URL,
    Trick,
    outside,
    relations,
    types,
)
from tests.foundation.files.spelling import SPELLINGS
from tests.foundation.files.test_tricks import outcome
from tests.foundation.files.word_tricks import template


def _with(*more: tuple[str, bytes]) -> bytes:
    kept = io.BytesIO(Trick("docx", {}).made())
    with zipfile.ZipFile(kept, "a") as archive:
        for name, inside in more:
            archive.writestr(name, inside)
    return kept.getvalue()


def _other_local_name() -> bytes:
    made = Trick("docx", {}).made()
    return made.replace(b"word/document.xml", b"word/Document.xml", 1)


def _streamed() -> bytes:
    """As a program writes it that can't go back: sizes after each entry."""

    class Pipe(io.BytesIO):
        def seekable(self) -> bool:
            return False

        def seek(self, *_args: int) -> int:
            raise io.UnsupportedOperation

        def tell(self) -> int:
            raise io.UnsupportedOperation

    kept = Pipe()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in ORDINARY["docx"].items():
            archive.writestr(name, part)
    return kept.getvalue()


def _hidden() -> bytes:
    """An entry that the directory does not know, before the directory."""
    made = Trick("docx", {}).made()
    at = made.index(b"PK\x01\x02")
    hidden = _with(("word/other.xml", b"<a/>"))
    entry = hidden[at : hidden.index(b"PK\x01\x02")]
    end = struct.unpack("<I", made[-6:-2])[0] + len(entry)
    return made[:at] + entry + made[at:-6] + struct.pack("<I", end) + made[-2:]


ARCHIVES: dict[str, tuple[str, Callable[[], bytes]]] = {
    "sizes after each entry": ("identical", _streamed),
    "an entry of another case": ("disguised", lambda: _with(("WORD/document.xml", b"<a/>"))),
    "an entry with a backslash": ("disguised", lambda: _with(("word\\other.xml", b"<a/>"))),
    "an escaped entry": ("disguised", lambda: _with(("word/%64ocument.xml", b"<a/>"))),
    "an entry above": ("disguised", lambda: _with(("../word/document.xml", b"<a/>"))),
    "an entry at the root of the disk": ("disguised", lambda: _with(("/word/document.xml", b"<a/>"))),
    "an entry with a slash before it": ("cleaned", lambda: _with(("/docProps/app.xml", b"<a/>"))),
    "an entry with two slashes before it": ("disguised", lambda: _with(("//word/other.xml", b"<a/>"))),
    "relations with a slash before them": (
        "cleaned",
        lambda: Trick(
            "docx", template(URL).parts, lambda name: f"/{name}" if "settings" in name else name
        ).made(),
    ),
    "a part in slices": (
        "disguised",
        lambda: _with(("word/a.xml/[0].piece", b"<a/>"), ("word/a.xml/[1].last.piece", b"")),
    ),
    "another name before the entry": ("disguised", _other_local_name),
    "blanks before the archive": ("cleaned", lambda: b"\n" + Trick("docx", {}).made()),
    "bytes after the archive": ("cleaned", lambda: Trick("docx", {}).made() + b"x"),
    "an entry that the directory hides": ("cleaned", _hidden),
    "a remark": ("cleaned", lambda: Trick("docx", {}).made()[:-2] + b"\x02\x00ab"),
    "another count of entries": ("disguised", lambda: _count()),
    "a part of an unknown kind": ("cleaned", lambda: _with(("word/x.htm2", b"words"))),
    "a program": ("attached", lambda: _with(("word/media/image1.png", b"MZ\x90"))),
    "an object of 1997": ("attached", lambda: _with(("word/embeddings/oleObject1.bin", b"\xd0\xcf\x11\xe0"))),
    "a macro by its relation": (
        "macro",
        lambda: Trick(
            "docx", {"word/_rels/document.xml.rels": relations(("rId1", "vbaProject", "x.xml", ""))}
        ).made(),
    ),
    "a file that may hold macros": (
        "macro",
        lambda: Trick(
            "docx",
            {
                "[Content_Types].xml": types("word/document.xml").replace(
                    f"{MAIN}wordprocessingml.document.main+xml",
                    "application/vnd.ms-word.document.macroEnabled.main+xml",
                )
            },
        ).made(SPELLINGS["UTF-16, in entities, other prefixes"]),
    ),
    "two relations of one number": (
        "disguised",
        lambda: Trick(
            "docx",
            {
                "word/_rels/document.xml.rels": relations(
                    ("rId1", "image", "a.png", ""), ("rId1", "hyperlink", URL, "External")
                )
            },
        ).made(),
    ),
    "relations from another place": (
        "program",
        lambda: Trick(
            "docx",
            {
                "word/_rels/document.xml.rels": outside("hyperlink").replace(
                    "<Relationship ", f'<Relationship xml:base="{URL}" '
                )
            },
        ).made(),
    ),
    "a declared type": (
        "bomb",
        lambda: Trick("docx", {"word/document.xml": b'<!DOCTYPE a SYSTEM "x"><a/>'}).made(),
    ),
    "what InfoPath opens": (
        "program",
        lambda: Trick("docx", {"customXml/item1.xml": b'<?mso-infoPathSolution href="x"?><a/>'}).made(),
    ),
    "an encoding of its own": (
        "damaged",
        lambda: Trick("docx", {"word/document.xml": b"<?xml version='1.0' encoding='utf-7'?><a/>"}).made(),
    ),
    "an old manifest": (
        "identical",
        lambda: Trick(
            "odt",
            {
                "META-INF/manifest.xml": b'<!DOCTYPE m:manifest PUBLIC "-//OpenOffice.org//DTD Manifest 1.0//EN" '
                b'"Manifest.dtd">' + str(ORDINARY["odt"]["META-INF/manifest.xml"]).encode()
            },
        ).made(),
    ),
    "a locked OpenDocument text": (
        "locked",
        lambda: Trick(
            "odt", {"META-INF/manifest.xml": "<m:manifest xmlns:m='a'><m:encryption-data/></m:manifest>"}
        ).made(),
    ),
}


def _count() -> bytes:
    made = bytearray(Trick("docx", {}).made())
    made[-12:-10] = struct.pack("<H", 1)
    return bytes(made)


@pytest.mark.parametrize("name", ARCHIVES)
def test_an_archive_is_the_same_for_every_reader(name: str) -> None:
    expected, make = ARCHIVES[name]
    assert outcome(make()) == expected
