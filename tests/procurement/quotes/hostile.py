"""PDFs written by hand, object by object: small files that ask for much, or that show less than they say."""

from __future__ import annotations

import zlib

HELVETICA = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"


def pdf_of(objects: list[bytes]) -> bytes:
    """A PDF of these objects, numbered from 1; the first is the catalogue."""
    out, places = bytearray(b"%PDF-1.7\n"), []
    for number, inside in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%b\nendobj\n" % (number, inside)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer <</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, start)
    return bytes(out)


def stream(inside: bytes, more: bytes = b"") -> bytes:
    return b"<</Length %d%b>>\nstream\n%b\nendstream" % (len(inside), more, inside)


def page_of(
    drawn: bytes,
    *objects: bytes,
    of_stream: bytes = b"",
    of_page: bytes = b"",
    resources: bytes = b"",
    box: bytes = b"0 0 595 842",
    font: bytes = HELVETICA,
    of_catalogue: bytes = b"",
) -> bytes:
    """A PDF of one page. Its font F1 is object 5; `objects` are numbered from 6."""
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[%b]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>%b>>%b>>"
    return pdf_of(
        [
            b"<</Type/Catalog/Pages 2 0 R%b>>" % of_catalogue,
            b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
            page % (box, resources, of_page),
            stream(drawn, of_stream),
            font,
            *objects,
        ]
    )


def pages_of(number: int, *, said: int | None = None) -> bytes:
    """A PDF whose tree holds the same page many times, and says how many."""
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>"
    kids = b"<</Type/Pages/Kids[%b]/Count %d>>" % (b"3 0 R " * number, number if said is None else said)
    return pdf_of([b"<</Type/Catalog/Pages 2 0 R>>", kids, page, stream(QUOTE), HELVETICA])


def deep_tree(depth: int) -> bytes:
    nodes = [b"<</Type/Pages/Kids[%d 0 R]/Count 1>>" % (at + 3) for at in range(depth)]
    page = b"<</Type/Page/MediaBox[0 0 595 842]/Contents %d 0 R/Resources<</Font<</F1 %d 0 R>>>>>>"
    catalogue = b"<</Type/Catalog/Pages 2 0 R>>"
    return pdf_of([catalogue, *nodes, page % (depth + 3, depth + 4), stream(QUOTE), HELVETICA])


def forms(depth: int, times: int) -> bytes:
    """Forms that each draw the next one so many times; the last one draws an amount."""
    more = []
    for at in range(depth):
        drawn = b"/X Do " * times if at < depth - 1 else text(9, 9, b"12,00")
        inside = b"/Type/XObject/Subtype/Form/BBox[0 0 599 899]/Resources<</Font<</F1 5 0 R>>/XObject<</X %d 0 R>>>>"
        more.append(stream(drawn, inside % (at + 7)))
    return page_of(QUOTE + b" /X Do", *more, resources=b"/XObject<</X 6 0 R>>")


def grown(megabytes: int) -> bytes:
    """A Deflate stream of blanks, a thousandth of what it becomes; its check sum is wrong, which readers forgive."""
    packer = zlib.compressobj(9)
    start = packer.compress(b" " * (1 << 20)) + packer.flush(zlib.Z_FULL_FLUSH)
    again = packer.compress(b" " * (1 << 20)) + packer.flush(zlib.Z_FULL_FLUSH)
    return start + again * (megabytes - 1) + packer.flush()


def full_object_stream(megabytes: int) -> bytes:
    """A PDF whose page lies in an object stream that becomes huge."""
    objects = {
        1: b"<</Type/Catalog/Pages 2 0 R>>",
        2: b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        4: stream(grown(megabytes), b"/Type/ObjStm/N 100/First 1000/Filter/FlateDecode"),
    }
    out, places = bytearray(b"%PDF-1.7\n"), {}
    for number, inside in objects.items():
        places[number] = len(out)
        out += b"%d 0 obj\n%b\nendobj\n" % (number, inside)
    places[5] = start = len(out)
    rows = [b"\1" + places[n].to_bytes(4) + b"\0\0" if n in places else b"\0" * 7 for n in range(6)]
    rows[3] = b"\2" + (4).to_bytes(4) + b"\0\0"
    table = stream(b"".join(rows), b"/Type/XRef/Size 6/W[1 4 2]/Root 1 0 R")
    return bytes(out + b"5 0 obj\n%b\nendobj\nstartxref\n%d\n%%%%EOF" % (table, start))


def text(x: float, y: float, said: bytes, size: float = 10) -> bytes:
    return b"BT /F1 %g Tf 1 0 0 1 %g %g Tm (%b) Tj ET " % (size, x, y, said)


def row(y: float, *cells: bytes) -> bytes:
    return b"".join(text(x, y, cell) for x, cell in zip((50, 250, 330, 450), cells, strict=True))


HEADINGS = row(760, b"Description", b"Qte", b"Prix unitaire HT", b"Total HT")
QUOTE = (
    text(50, 800, b"Devis D-12 du 02/03/2026")
    + HEADINGS
    + row(740, b"Logo", b"2", b"150,00", b"300,00")
    + text(330, 710, b"Total HT")
    + text(450, 710, b"300,00")
)


def font_that_means(codes: dict[str, str]) -> tuple[bytes, bytes]:
    """A font some letters of which stand for others (in UTF-16, as hexadecimal), and the map it needs as object 6."""
    pairs = " ".join(f"<{ord(letter):02X}> <{code}>" for letter, code in codes.items())
    mapping = f"""/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def /CMapType 2 def
    1 begincodespacerange <00> <FF> endcodespacerange {len(codes)} beginbfchar {pairs} endbfchar endcmap end end"""
    return HELVETICA[:-2] + b"/ToUnicode 6 0 R>>", stream(mapping.encode())
