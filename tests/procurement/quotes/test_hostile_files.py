"""XML and office files made to harm: refused by the engine itself, in plain words, well under the child's limits."""

from __future__ import annotations

import io
import random
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from functools import cache

import pikepdf
import pytest

from etabli.procurement.quotes.engine import Document, Quote, Unreadable
from etabli.procurement.quotes.reading import read_all
from tests.procurement.quotes.cii import factur_x
from tests.procurement.quotes.electronic import Bill
from tests.procurement.quotes.printing import a_truth, print_pdf
from tests.procurement.quotes.test_contradictions import PLAIN, TRUTH
from tests.procurement.quotes.test_office import MIMETYPE, ODF, SPACE, docx, odt, p, zipped
from tests.procurement.quotes.ubl import ubl

SECONDS, MEMORY_MB = 10, 500

BILL = Bill(TRUTH, discounts=(None,) * len(TRUTH.items))
INVOICE = ubl(BILL).decode()
HEAD, MARK, REST = INVOICE.partition("?>")
LAUGHS = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' if n else '<!ENTITY e0 "ha">' for n in range(10))
OUTSIDE = '<!ENTITY e9 SYSTEM "file:///etc/passwd">'
REMOTE = '<!ENTITY % d SYSTEM "http://127.0.0.1:9/d.dtd">%d;'
SOUND_DOCX, SOUND_ODT = docx(p("Devis n° 7")), odt("<text:p>Devis n° 7</text:p>")


def declaring(entities: str, *, encoding: str = "UTF-8", before: str = "") -> bytes:
    """The e-invoice with a document type, its number an entity."""
    head = HEAD.replace("UTF-8", encoding)
    text = f"{head}{MARK}{before}<!DOCTYPE Invoice [{entities}]>{REST}".replace(TRUTH.number, "&e9;")
    return text.encode("utf-16" if encoding == "UTF-16" else "utf-8")


def bomb(megabytes: int) -> bytes:
    packer = zlib.compressobj(9)
    return b"".join(packer.compress(b" " * 1_000_000) for _ in range(megabytes)) + packer.flush()


@cache
def xml_files() -> dict[str, bytes]:
    return {
        "billion laughs": declaring(LAUGHS),
        "laughs in an attribute": declaring(LAUGHS).replace(b"<Invoice ", b'<Invoice a="&e9;" ', 1),
        "a file of the machine": declaring(OUTSIDE),
        "a file of the network": declaring(REMOTE),
        "a document type after a long comment": declaring(OUTSIDE, before=f"<!-- {'x' * 200_000} -->"),
        "a document type after a comment with a tag": declaring(OUTSIDE, before="<!-- <Invoice> -->"),
        "a document type in UTF-16": declaring(OUTSIDE, encoding="UTF-16"),
        "an empty document type": declaring(""),
        "deep nesting": f"{HEAD}?>{'<a>' * 100_000}{'</a>' * 100_000}".encode(),
        "a million tags": INVOICE.replace("</Invoice>", "<a/>" * 1_000_000 + "</Invoice>").encode(),
        "a long text": INVOICE.replace("Logo", "L" * 15_000_000).encode(),
        "a long attribute": INVOICE.replace("<Invoice ", f'<Invoice a="{"x" * 15_000_000}" ').encode(),
        "another encoding than it says": INVOICE.encode("latin-1"),
        "an encoding that is none": INVOICE.replace("UTF-8", "no-such-thing").encode(),
        "half a character": INVOICE.replace("Logo", "\udcff").encode(errors="surrogateescape"),
        "namespaces not declared": INVOICE.replace("xmlns:cbc", "xmlns:abc").encode(),
        "an invoice of another language": INVOICE.replace("Invoice-2", "Facture-2")
        .replace("oasis", "x")
        .encode(),
        "the root of another language": b"<Invoice xmlns='http://www.ebinterface.at/schema/6p0/'/>",
        "a page": b"<!DOCTYPE html><html><body>Devis</body></html>",
        "cut": INVOICE[:700].encode(),
        "two roots": (INVOICE + "<a/>").encode(),
    }


def parts_of(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def entries(number: int) -> bytes:
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w") as archive:
        archive.writestr("word/document.xml", f"<w:document {SPACE}/>")
        for at in range(number):
            archive.writestr(f"word/{at}", b"")
    return kept.getvalue()


def twice(content: bytes, name: str) -> bytes:
    kept = io.BytesIO(content)
    with zipfile.ZipFile(kept, "a") as archive, pytest.warns(UserWarning, match="Duplicate name"):
        archive.writestr(name, b"<w:document/>")
    return kept.getvalue()


def packed_as(method: int) -> bytes:
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", method) as archive:
        archive.writestr("word/document.xml", f"<w:document {SPACE}>{' ' * 30_000_000}</w:document>")
    return kept.getvalue()


def encrypted(content: bytes) -> bytes:
    """The first bit of the flags, in both headers of the first entry."""
    marked = bytearray(content)
    for sign, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = content.index(sign) + offset
        marked[at : at + 2] = struct.pack("<H", 1)
    return bytes(marked)


def lying() -> bytes:
    """An entry that claims to be small in both its headers."""
    content = zipped({"word/document.xml": b"<a>" + b" " * 60_000_000 + b"</a>"})
    return content.replace(struct.pack("<I", 60_000_007), struct.pack("<I", 7))


def nested(depth: int) -> bytes:
    cell = "<table:table><table:table-row><table:table-cell>{}</table:table-cell></table:table-row></table:table>"
    inside = "<text:p>x</text:p>"
    for _ in range(depth):
        inside = cell.format(inside)
    return odt(inside)


def repeated(attribute: str) -> bytes:
    row = "<table:table-row{}><table:table-cell{}><text:p>x</text:p></table:table-cell></table:table-row>"
    said = f' {attribute}="99999999"'
    return odt(
        "<table:table>"
        + row.format(*([said, ""] if "rows" in attribute else ["", said])) * 50
        + "</table:table>"
    )


def office_files() -> dict[str, bytes]:
    return {
        "one part of 200 MB": zipped({"word/document.xml": b"<a>" + b" " * 200_000_000 + b"</a>"}),
        "many parts of 20 MB": zipped(
            {"word/document.xml": b"<a/>"}
            | {f"word/header{n}.xml": b"<a>" + b" " * 20_000_000 + b"</a>" for n in range(9)}
        ),
        "a part that lies about its size": lying(),
        "100,000 entries": entries(100_000),
        "a part twice": twice(SOUND_DOCX, "word/document.xml"),
        "packed with LZMA": packed_as(zipfile.ZIP_LZMA),
        "packed with bzip2": packed_as(zipfile.ZIP_BZIP2),
        "an encrypted part": encrypted(SOUND_DOCX),
        "an encrypted part of an ODT": encrypted(SOUND_ODT),
        "cut": SOUND_DOCX[:-40],
        "an archive in an archive": zipped({"a.zip": zipped({"b.zip": bomb(100)})}),
        "entities": zipped(
            {"word/document.xml": f"<!DOCTYPE w [{LAUGHS}]><w:document {SPACE}>&e9;</w:document>".encode()}
        ),
        "entities of an ODT": zipped(
            {"mimetype": MIMETYPE, "content.xml": f"<!DOCTYPE o [{OUTSIDE}]><o>&e9;</o>".encode()}
        ),
        "no XML inside": zipped({"word/document.xml": bytes(range(256))}),
        "a million tags": docx("<w:p/>" * 1_000_000),
        "deep tables": nested(3000),
        "a flat ODT with entities": f"<!DOCTYPE o [{LAUGHS}]><office:document {ODF}>&e9;</office:document>".encode(),
    }  # fmt: skip


def harmless_files() -> dict[str, bytes]:
    """Odd, and no danger: read for what is in them."""
    return {
        "names out of the archive": zipped({"../../etc/passwd": b"x", "/root/x": b"x"} | parts_of(SOUND_DOCX)),
        "an ODT that repeats rows for ever": repeated("table:number-rows-repeated"),
        "an ODT that repeats columns for ever": repeated("table:number-columns-repeated"),
        "an ODT that spans for ever": repeated("table:number-columns-spanned"),
        "an ODT of a billion blanks": odt("<text:p>a<text:s text:c='1000000000'/>b</text:p>"),
        "tables in tables": nested(60),
        "UTF-16": INVOICE.replace("UTF-8", "UTF-16").encode("utf-16"),
        "other prefixes": INVOICE.replace("cbc:", "x:").replace("xmlns:cbc", "xmlns:x").encode(),
        "lines in circles": factur_x(BILL, "extended").replace(
            b"<ram:LineID>1</ram:LineID>", b"<ram:LineID>1</ram:LineID><ram:ParentLineID>1</ram:ParentLineID>"
        ),
    }  # fmt: skip


def answers(files: dict[str, bytes]) -> Iterator[tuple[str, Quote | Unreadable]]:
    """What a child held to little memory and time answers to each: were one of them to fell it, the answer would be
    that of the parent."""
    documents = [Document(name, content) for name, content in files.items()]
    yield from zip(files, read_all(documents, seconds=SECONDS, memory_mb=MEMORY_MB), strict=True)


@pytest.mark.parametrize("files", [xml_files, office_files], ids=["XML", "office"])
def test_each_is_refused_in_plain_words_and_fells_nothing(files: Callable[[], dict[str, bytes]]) -> None:
    for name, answer in answers(files()):
        assert isinstance(answer, Unreadable), name
        assert "temps ou de mémoire" not in answer.what, name
        assert answer.what.endswith("."), name
        assert answer.mend.endswith("."), name
        assert answer.what_en != answer.what, name


def test_what_is_only_odd_is_read() -> None:
    files = harmless_files()
    for name, answer in answers(files):
        assert isinstance(answer, Quote), (name, str(answer))
    for name, answer in answers({name: content for name, content in files.items() if name.startswith("UTF")}):
        assert isinstance(answer, Quote), name
        assert answer.number, name
        assert answer.number.value == TRUTH.number, name


def with_attachment(packed: bytes) -> bytes:
    """A printed quote with an attachment packed as given."""
    kept = io.BytesIO()
    with pikepdf.open(io.BytesIO(print_pdf(TRUTH, PLAIN))) as pdf:
        stream = pikepdf.Stream(pdf, b"")
        stream.write(packed, filter=pikepdf.Name.FlateDecode)
        file = pikepdf.Dictionary(
            Type=pikepdf.Name.Filespec, F="factur-x.xml", UF="factur-x.xml", EF=pikepdf.Dictionary(F=stream)
        )
        names = pikepdf.Array(["factur-x.xml", pdf.make_indirect(file)])
        pdf.Root.Names = pikepdf.Dictionary(EmbeddedFiles=pikepdf.Dictionary(Names=names))
        pdf.save(kept)
    return kept.getvalue()


@pytest.mark.parametrize("name", ["billion laughs", "a file of the machine", "a million tags", "cut"])
def test_hostile_data_in_a_pdf_leave_the_page_to_be_read(name: str) -> None:
    ((_, answer),) = answers({name: with_attachment(zlib.compress(xml_files()[name]))})
    assert isinstance(answer, Quote)
    assert answer.source == "text"
    assert answer.number
    assert answer.number.value == TRUTH.number


def test_data_that_grow_in_a_pdf_are_left_out_or_the_pdf_is_refused() -> None:
    small, large = with_attachment(bomb(60)), with_attachment(bomb(2000))
    ((_, first), (_, second)) = answers({"60 MB": small, "2 GB": large})
    assert isinstance(first, Quote)
    assert first.source == "text"
    assert isinstance(second, Unreadable)


def test_the_bounds_leave_room_for_a_long_invoice() -> None:
    dice = random.Random(5)
    truth = a_truth(dice)
    items = truth.items * (2000 // len(truth.items))
    long = Bill(type(truth)(**{**vars(truth), "items": items}), discounts=(None,) * len(items))
    for name, answer in answers({"CII": factur_x(long), "UBL": ubl(long)}):
        assert isinstance(answer, Quote), name
        assert len(answer.lines) == len(items), name
