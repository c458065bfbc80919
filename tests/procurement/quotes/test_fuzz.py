"""Damaged and hostile files: always a quote or a refusal in plain words, within the limits, and the caller goes on.

The same attack twice: a short one with the ordinary tests, a long one under `deep`.
"""

from __future__ import annotations

import io
import json
import os
import re
import resource
import zipfile
from collections.abc import Callable, Iterator
from datetime import date
from random import Random
from types import SimpleNamespace

import pikepdf
import pytest

from etabli.demo.quotes import pdfs
from etabli.foundation.people.viewer import Viewer
from etabli.procurement.quotes.actions import keep_reading
from etabli.procurement.quotes.engine.model import Document, Quote, Unreadable
from etabli.procurement.quotes.models import QuoteReading
from etabli.procurement.quotes.reading import read, read_all
from tests.community.conftest import AT
from tests.procurement.quotes.conftest import give
from tests.procurement.quotes.printing import a_layout, a_truth, print_pdf
from tests.procurement.quotes.test_reading import a_pdf

SHORT, LONG = 60, 1600
AT_ONCE = 30  # documents for one child
SECONDS = 30  # of processor for each document, far above what any of these takes
MEMORY_MB = 1024

Attack = Callable[[bytes, Random], bytes]


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


@pytest.fixture(scope="module")
def sound() -> list[bytes]:
    """Quotes that are read without trouble: the demonstration's, random printed ones, a DOCX, an XML, one in a PDF."""
    dice = Random(7)
    printed = [print_pdf(a_truth(dice), a_layout(dice)) for _ in range(4)]
    demonstration = [content for _draft, content in pdfs(date(2027, 1, 4), "Client fictif")]
    xml = XML.encode()
    return [*demonstration, *printed, word_quote(), xml, with_xml_inside(printed[0], xml)]


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
    some_bytes, cut, piece_lost, piece_twice, odd_numbers, inner_stream, inner_member, entities, deep_nest,
    another_kind,
)  # fmt: skip


def damaged(sound: list[bytes], number: int, seed: int) -> Iterator[Document]:
    for rank in range(number):
        dice = Random(f"{seed}:{rank}")
        content, attack = sound[rank % len(sound)], ATTACKS[rank // len(sound) % len(ATTACKS)]
        content = attack(content, dice)
        if dice.random() < 0.2:
            content = dice.choice(ATTACKS)(content or b"0", dice)
        name = dice.choice(
            ("devis.pdf", "devis.docx", "facture.xml", "", "../../etc/passwd", "d" * 300, "\u202edevis")
        )
        yield Document(name, content, read_xml=dice.random() < 0.8)


# -- What must hold ------------------------------------------------------------------------------------------------


def is_told(refusal: Unreadable) -> bool:
    said = (refusal.what, refusal.mend, refusal.what_en, refusal.mend_en)
    return all(text.strip().endswith((".", "!", "?", ")")) and "Traceback" not in text for text in said)


def stored(quote: Quote) -> str:
    """As a database takes it: PostgreSQL refuses NaN, the character 0 and half a surrogate."""
    text = json.dumps(quote.pack(), allow_nan=False)
    assert not re.search(r"\\u(0000|d[89a-f])", re.sub(r"\\ud[89ab]..\\ud[c-f]..", "", text)), (
        "no database takes it"
    )
    return text


def check(documents: list[Document]) -> tuple[int, int]:
    """Reads all of them; gives how many were read and how many refused."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    answers = read_all(documents, seconds=SECONDS, memory_mb=MEMORY_MB)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert len(answers) == len(documents)
    assert after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime < SECONDS * len(documents)
    assert after.ru_maxrss < MEMORY_MB * 1024  # kilobytes resident, of the largest child so far
    for answer in answers:
        if isinstance(answer, Unreadable):
            assert is_told(answer), answer
        else:
            assert Quote.unpack(json.loads(json.dumps(answer.pack()))) == answer
            for language in ("fr", "en"):
                json.dumps(answer.as_json(language))
            assert "root:" not in stored(answer), "a file of the machine was read"
    refused = sum(isinstance(answer, Unreadable) for answer in answers)
    return len(answers) - refused, refused


def attacked(sound: list[bytes], number: int, seed: int) -> tuple[int, int]:
    files_before = set(os.listdir("/proc/self/fd")) if os.path.isdir("/proc/self/fd") else set()
    documents = list(damaged(sound, number, seed))
    good = bad = 0
    for start in range(0, number, AT_ONCE):
        more_good, more_bad = check(documents[start : start + AT_ONCE])
        good, bad = good + more_good, bad + more_bad
    if files_before:
        assert len(os.listdir("/proc/self/fd")) <= len(files_before) + 2
    return good, bad


def test_the_sound_files_are_read(sound: list[bytes]) -> None:
    answers = read_all([Document("devis", content) for content in sound])
    assert not [answer for answer in answers if isinstance(answer, Unreadable)]


def test_damaged_files_in_short(sound: list[bytes]) -> None:
    good, bad = attacked(sound, SHORT, seed=1)
    assert good > SHORT // 10, "the attacks are so rough that nothing reaches the decoder"
    assert bad > SHORT // 10, "the attacks are too mild"


@pytest.mark.deep
@pytest.mark.parametrize("seed", range(2, 6))
def test_damaged_files_at_length(sound: list[bytes], seed: int) -> None:
    good, bad = attacked(sound, LONG // 4, seed=seed)
    assert min(good, bad) > LONG // 40


def test_a_reading_is_stopped_at_its_time() -> None:
    """A page of a million words, with one second of processor: refused, and in time."""
    kept = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        font = pdf.make_indirect(
            pikepdf.Dictionary(
                Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
            )
        )
        pdf.pages[0].Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
        words = b"".join(b"1 0 0 1 %d %d Tm (12,00) Tj " % (n % 590, n // 590) for n in range(400_000))
        pdf.pages[0].Contents = pdf.make_stream(b"BT /F1 6 Tf " + words + b" ET")
        pdf.save(kept)
    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
    with pytest.raises(Unreadable) as refusal:
        read(Document("devis.pdf", kept.getvalue()), seconds=1)
    assert is_told(refusal.value)
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - before < 4


# -- What is read must also be kept, by either database ------------------------------------------------------------


def with_letters_that_mean(code: str) -> bytes:
    """A printed quote whose letter L stands for another character, in UTF-16: half of one, or none at all."""
    mapping = f"""/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def /CMapType 2 def
    1 begincodespacerange <00> <FF> endcodespacerange 1 beginbfchar <4C> <{code}> endbfchar endcmap end end"""
    kept = io.BytesIO()
    with pikepdf.open(io.BytesIO(a_pdf(3))) as pdf:
        meaning = pdf.make_indirect(pdf.make_stream(mapping.encode()))
        for _name, font in pdf.pages[0].Resources.Font.items():
            font.ToUnicode = meaning
        pdf.save(kept)
    return kept.getvalue()


def word_with(before: str, after: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(word_quote())) as archive:
        text = archive.read("word/document.xml").decode()
    assert before in text
    return packed({"word/document.xml": text.replace(before, after).encode()})


TRAPS: dict[str, bytes] = {
    **{
        f"letter {code}": with_letters_that_mean(code)
        for code in ("D800", "DC00D800", "D83DDE00", "0000", "0001")
    },
    **{f"column {wide}": word_with('w:w="2400"', f'w:w="{wide}"') for wide in ("nan", "inf", "1e308", "-5")},
    "spans": word_with("<w:tc>", '<w:tc><w:tcPr><w:gridSpan w:val="999999999"/></w:tcPr>'),
    "total of 24 figures": word_with("420,00 €", "420000000000000000000000,00 €"),
    **{
        f"XML total {total}": XML.replace("360.00", total).encode()
        for total in ("360000000000000000000000", "999999999999.99", "1E400", "1E-400", "NaN", "-Infinity")
    },
    "XML name of 500,000 letters": XML.replace("Logo", "L" * 500_000).encode(),
    "XML day that is none": XML.replace("2026-03-02", "9999-99-99").encode(),
}


@pytest.mark.django_db
@pytest.mark.parametrize("name", TRAPS)
def test_every_reading_ends(name: str, world: SimpleNamespace) -> None:
    """A reading that can't be written down would be begun again for ever."""
    reading = give(world, read=False)
    found: Quote | Unreadable
    try:
        found = read(Document(name, TRAPS[name]))
        stored(found)
    except Unreadable as refusal:
        found = refusal
    keep_reading(reading=reading, found=found, by=Viewer.system(reading.chamber_id), at=AT)
    kept = QuoteReading.objects.get(pk=reading.pk)
    assert kept.status in {"read", "refused"}
    if isinstance(found, Quote):
        assert Quote.unpack(kept.decoded) == found
