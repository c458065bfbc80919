"""Sound files of every kind, and attacks that damage them: mutants, the same for the same seed."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from random import Random

import pikepdf

from etabli.demo import quotes as demonstration
from etabli.procurement.quotes.engine.model import Document
from tests.procurement.quotes.hostile import forms, pages_of
from tests.procurement.quotes.printing import a_layout, a_truth, print_pdf

type Attack = Callable[[bytes, Random], bytes]

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def word_quote() -> bytes:
    def said(text: str) -> str:
        return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"

    rows = (
        ("Désignation", "Qté", "Prix unitaire HT", "Total HT"),
        ("Logo", "2", "150,00", "300,00"),
        ("Hébergement", "12", "10,00", "120,00"),
    )
    grid = "<w:tblGrid>" + '<w:gridCol w:w="2400"/>' * 4 + "</w:tblGrid>"
    cells = ("".join(f"<w:tc>{said(text)}</w:tc>" for text in row) for row in rows)
    table = f"<w:tbl>{grid}{''.join(f'<w:tr>{row}</w:tr>' for row in cells)}</w:tbl>"
    body = said("Devis n° D-12 du 02/03/2026") + table + said("Total HT 420,00 €")
    document = f'<?xml version="1.0"?><w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>'
    return packed({"[Content_Types].xml": b"<Types/>", "word/document.xml": document.encode()})


def packed(parts: dict[str, bytes]) -> bytes:
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, inside in parts.items():
            archive.writestr(name, inside)
    return kept.getvalue()


XML = """<?xml version="1.0" encoding="UTF-8"?>
<Invoice xmlns="urn:oasis:names:specification:ubl:schema:xsd:Invoice-2"
 xmlns:cac="urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2"
 xmlns:cbc="urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2">
<cbc:ID>F-7</cbc:ID><cbc:IssueDate>2026-03-02</cbc:IssueDate><cbc:DocumentCurrencyCode>EUR</cbc:DocumentCurrencyCode>
<cac:LegalMonetaryTotal><cbc:TaxExclusiveAmount currencyID="EUR">300.00</cbc:TaxExclusiveAmount>
<cbc:TaxInclusiveAmount currencyID="EUR">360.00</cbc:TaxInclusiveAmount></cac:LegalMonetaryTotal>
<cac:InvoiceLine><cbc:ID>1</cbc:ID><cbc:InvoicedQuantity>2</cbc:InvoicedQuantity>
<cbc:LineExtensionAmount currencyID="EUR">300.00</cbc:LineExtensionAmount>
<cac:Item><cbc:Name>Logo</cbc:Name></cac:Item>
<cac:Price><cbc:PriceAmount currencyID="EUR">150.00</cbc:PriceAmount></cac:Price></cac:InvoiceLine>
</Invoice>"""


def with_xml_inside(pdf: bytes, xml: bytes) -> bytes:
    kept = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        opened.attachments["factur-x.xml"] = pikepdf.AttachedFileSpec(
            opened, xml, mime_type="text/xml", filename="factur-x.xml"
        )
        opened.save(kept)
    return kept.getvalue()


def resaved(pdf: bytes, **how: object) -> bytes:
    """The same document as another producer writes it: in object streams, in clear, linearised."""
    kept = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        opened.save(kept, **how)
    return kept.getvalue()


def printed() -> list[bytes]:
    dice = Random(7)
    return [print_pdf(a_truth(dice), a_layout(dice)) for _ in range(4)]


def saved_otherwise() -> list[bytes]:
    pdf = printed()[1]
    return [
        resaved(pdf, object_stream_mode=pikepdf.ObjectStreamMode.generate),
        resaved(pdf, stream_decode_level=pikepdf.StreamDecodeLevel.all, compress_streams=False, qdf=True),
        resaved(pdf, linearize=True),
        forms(3, 2),
        pages_of(2),
    ]


# Where mutants come from: kinds of files, each read without trouble. A new kind of file joins here.
SOUND: dict[str, Callable[[], list[bytes]]] = {
    "the demonstration": lambda: [
        quote.pdf for quote in demonstration.printed(date(2027, 1, 4), "Client fictif")
    ][:8],
    "printed": printed,
    "saved otherwise": saved_otherwise,
    "DOCX": lambda: [word_quote()],
    "XML": lambda: [XML.encode()],
    "XML in a PDF": lambda: [with_xml_inside(printed()[0], XML.encode())],
}


# -- Attacks: each takes a sound file and gives a damaged or hostile one, the same for the same dice --------------


def some_bytes(content: bytes, dice: Random) -> bytes:
    damaged = bytearray(content)
    for _ in range(dice.choice((1, 4, 40, 400))):
        damaged[dice.randrange(len(damaged))] = dice.randrange(256)
    return bytes(damaged)


def cut(content: bytes, dice: Random) -> bytes:
    return content[: dice.randrange(len(content))]


def piece_lost(content: bytes, dice: Random) -> bytes:
    start = dice.randrange(len(content))
    return content[:start] + content[start + dice.randrange(1, 2000) :]


def piece_twice(content: bytes, dice: Random) -> bytes:
    start = dice.randrange(len(content))
    piece = content[start : start + dice.randrange(1, 4000)]
    return content[:start] + piece * dice.choice((2, 3, 200)) + content[start:]


NUMBER = re.compile(rb"\d{1,10}")


def odd_numbers(content: bytes, dice: Random) -> bytes:
    """Numbers of the file's own structure replaced: lengths, positions, sizes, references."""
    odd = (
        b"0",
        b"-1",
        b"1",
        b"65536",
        b"2147483647",
        b"4294967296",
        b"99999999999999999999",
        b"1e400",
        b"3.7",
    )
    places = list(NUMBER.finditer(content))
    if not places:
        return content
    for place in sorted(
        dice.sample(places, min(len(places), dice.choice((1, 3, 20)))), key=lambda m: -m.start()
    ):
        content = content[: place.start()] + dice.choice(odd) + content[place.end() :]
    return content


def inner_stream(content: bytes, dice: Random) -> bytes:
    """The drawing orders of a page, unpacked, damaged and packed again: the structure stays right."""
    try:
        with pikepdf.open(io.BytesIO(content)) as pdf:
            page = pdf.pages[dice.randrange(len(pdf.pages))]
            orders = b"\n".join(stream.read_bytes() for stream in _streams(page))
            attack = dice.choice((some_bytes, odd_numbers, piece_lost, piece_twice))
            page.Contents = pdf.make_stream(attack(orders or b"0", dice)[:3_000_000])
            kept = io.BytesIO()
            pdf.save(kept)
            return kept.getvalue()
    except Exception:  # no PDF, or one that another attack has broken
        return some_bytes(content, dice)


def _streams(page: pikepdf.Page) -> list[pikepdf.Stream]:
    contents = page.obj.get("/Contents")
    if contents is None:
        return []
    return list(contents) if isinstance(contents, pikepdf.Array) else [contents]


def swapped_streams(content: bytes, dice: Random) -> bytes:
    """Two streams (drawing orders, fonts, pictures) in each other's place, with each other's filters or not."""
    try:
        with pikepdf.open(io.BytesIO(content)) as pdf:
            streams = [one for one in pdf.objects if isinstance(one, pikepdf.Stream)]
            one, other = dice.sample(streams, 2)
            first, second = one.read_raw_bytes(), other.read_raw_bytes()
            filters = (one.get("/Filter"), other.get("/Filter")) if dice.random() < 0.5 else (None, None)
            one.write(second, filter=filters[1])
            other.write(first, filter=filters[0])
            kept = io.BytesIO()
            pdf.save(kept)
            return kept.getvalue()
    except Exception:  # no PDF, a broken one, or one with a single stream
        return swapped_objects(content, dice)


OBJECT = re.compile(rb"(?<=\bobj)\b.{1,100000}?(?=endobj)", re.DOTALL)


def swapped_objects(content: bytes, dice: Random) -> bytes:
    """Two objects of the file in each other's place: a page where a font should be."""
    places = list(OBJECT.finditer(content))
    if len(places) < 2:
        return piece_twice(content, dice)
    one, other = sorted(dice.sample(places, 2), key=lambda place: place.start())
    between = content[one.end() : other.start()]
    return content[: one.start()] + other[0] + between + one[0] + content[other.end() :]


def inner_member(content: bytes, dice: Random) -> bytes:
    """A part of a DOCX (a ZIP) damaged, in an archive that is right."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = {name: archive.read(name) for name in archive.namelist()}
    except Exception:  # an archive that another attack has broken: any error of the library
        return some_bytes(content, dice)
    name = dice.choice(sorted(parts))
    attack = dice.choice((some_bytes, cut, odd_numbers, piece_twice, entities))
    parts[name] = attack(parts[name] or b"0", dice)[:3_000_000]
    return packed(parts)


def entities(content: bytes, dice: Random) -> bytes:
    """An XML whose entities grow, or point to a file of the machine."""
    steps = "".join(
        f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' if n else '<!ENTITY e0 "aaaaaaaaaa">' for n in range(9)
    )
    outside = '<!ENTITY e8 SYSTEM "file:///etc/passwd">'
    declared = f"<!DOCTYPE Invoice [{steps if dice.random() < 0.5 else outside}]>"
    head, mark, rest = content.partition(b"?>")
    if not mark:
        return declared.encode() + content
    return head + mark + declared.encode() + rest.replace(b">F-7<", b">&e8;<").replace(b">Logo<", b">&e8;<")


def deep_nest(content: bytes, dice: Random) -> bytes:
    """Brackets without end, where the file holds a bracket."""
    opening = dice.choice((b"[", b"<<", b"(", b"<a>"))
    place = max(content.find(opening[:1]), 0)
    return content[:place] + opening * dice.choice((100, 5000, 100_000)) + content[place:]


def another_kind(content: bytes, dice: Random) -> bytes:
    start = dice.choice(
        (b"%PDF-1.7\n", b"PK\x03\x04", b"<?xml version='1.0'?>", b"\xef\xbb\xbf<Invoice", b"\xff\xd8\xff")
    )
    return start + content[dice.randrange(1, 40) :]


ATTACKS: tuple[Attack, ...] = (
    some_bytes, cut, piece_lost, piece_twice, odd_numbers, inner_stream, swapped_streams, swapped_objects, inner_member,
    entities, deep_nest, another_kind,
)  # fmt: skip


def damaged(
    sound: Sequence[bytes], number: int, seed: int, attacks: Sequence[Attack] = ATTACKS
) -> Iterator[Document]:
    """So many mutants of sound files, each attack in turn; one in five is attacked twice."""
    for rank in range(number):
        dice = Random(f"{seed}:{rank}")
        content = attacks[rank % len(attacks)](dice.choice(sound), dice)
        if dice.random() < 0.2:
            content = dice.choice(attacks)(content or b"0", dice)
        name = dice.choice(
            ("devis.pdf", "devis.docx", "facture.xml", "", "../../etc/passwd", "d" * 300, "\u202edevis")
        )
        yield Document(name, content, read_xml=dice.random() < 0.8)
