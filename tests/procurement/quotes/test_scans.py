"""Photos and scans: our own printed quotes made into pictures, worsened, and read back."""

from __future__ import annotations

import io
import signal
import struct
import zlib
from collections.abc import Callable
from decimal import Decimal
from functools import cache
from importlib import import_module
from pathlib import Path
from random import Random
from typing import Any
from unittest.mock import patch

import pikepdf
import pytest
from PIL import Image, ImageOps

from etabli.procurement.quotes.engine import Document, Quote, Unreadable, decode, picture
from etabli.procurement.quotes.engine.files import rapid, readers, tesseract
from etabli.procurement.quotes.engine.files.readers import pages_of
from etabli.procurement.quotes.engine.text.pages import Page
from etabli.procurement.quotes.reading import read

from .printing import HEADS, Layout, Truth, a_layout, a_truth, print_pdf
from .scanning import askew, lit_from_a_side, on_a_table, pale_in_the_shade, picture_of, saved, scanned
from .test_pictures import ink_under

deep = pytest.mark.deep


@pytest.fixture(params=["rapid", "tesseract"])
def reader(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """What reads pictures: each in turn, when it is there."""
    if request.param == "tesseract":
        monkeypatch.setattr(rapid, "is_there", lambda: False)
        if not tesseract.languages():
            pytest.skip("Tesseract isn't installed (Debian: tesseract-ocr, tesseract-ocr-fra)")
    elif not rapid.is_there():
        pytest.skip("RapidOCR isn't installed (the extra `ocr`)")
    return str(request.param)


@pytest.fixture
def a_reader(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whichever is there, the quicker one first: for what doesn't depend on it."""
    if tesseract.languages():
        monkeypatch.setattr(rapid, "is_there", lambda: False)
    elif not rapid.is_there():
        pytest.skip("nothing here reads pictures: neither RapidOCR (the extra `ocr`) nor Tesseract")


@pytest.fixture
def no_reader(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rapid, "is_there", lambda: False)
    monkeypatch.setattr(tesseract, "languages", lambda: ())


LAYOUT = Layout(heads=HEADS[0])
TAXED = next(seed for seed in range(4, 99) if not a_truth(Random(seed)).exempt)


@cache
def a_quote() -> tuple[Truth, bytes]:
    truth = a_truth(Random(TAXED))
    return truth, print_pdf(truth, LAYOUT)


def on_paper(**options: int) -> Image.Image:
    return picture_of(a_quote()[1], **options)


def decoded(document: Document) -> tuple[Quote, tuple[Page, ...]]:
    """The quote, and the pages from which it was read: a picture takes seconds to read."""
    readings = []

    def noted(*given: Any) -> Any:
        readings.append(pages_of(*given))
        return readings[-1]

    with patch.object(readers, "pages_of", noted):
        quote = decode(document)
    [(_source, pages)] = readings
    return quote, pages


def totals(quote: Quote) -> tuple[Decimal | None, ...]:
    found = (quote.totals.net, quote.totals.vat, quote.totals.gross)
    return tuple(value.value if value else None for value in found)


def is_read(quote: Quote, pages: int = 1) -> bool:
    truth = a_quote()[0]
    amounts = sorted(line.net_amount or 0 for line in quote.lines)
    right = amounts == sorted(item.net for item in truth.items)
    return right and totals(quote) == (truth.net, truth.vat, truth.gross) and quote.pages == pages


def turned_by_the_camera(image: Image.Image) -> bytes:
    exif = Image.Exif()
    exif[0x0112] = 6  # to be seen turned by a quarter to the right
    return saved(image.transpose(Image.Transpose.ROTATE_90), "JPEG", quality=85, exif=exif)


def heic(image: Image.Image) -> bytes:
    opener: Any = import_module("pillow_heif")
    opener.register_heif_opener()
    return saved(image, "HEIF", quality=70)


FORMATS: dict[str, Callable[[Image.Image], bytes]] = {
    "PNG": lambda image: saved(image, "PNG"),
    "JPEG turned by the camera": turned_by_the_camera,
    "WebP": lambda image: saved(image, "WEBP", quality=80),
    "HEIC": heic,
    "transparent PNG": lambda image: saved(image.convert("RGBA"), "PNG"),
    "fax": lambda image: saved(image.convert("1"), "TIFF", compression="group4"),
    "scanned PDF": lambda image: saved(image, "PDF", resolution=150),
}


@pytest.mark.usefixtures("a_reader")
@pytest.mark.parametrize("kind", FORMATS)
def test_every_kind_of_picture_is_read(kind: str) -> None:
    quote = decode(Document("devis", FORMATS[kind](on_paper(dpi=150))))
    assert quote.source == "ocr"
    assert is_read(quote)


@pytest.mark.usefixtures("a_reader")
def test_a_scan_of_several_pages_is_one_quote() -> None:
    blank = Image.new("RGB", on_paper().size, "white")
    quote = decode(Document("devis.tiff", saved(on_paper(), "TIFF", save_all=True, append_images=[blank])))
    assert is_read(quote, pages=2)


@pytest.mark.parametrize("angle", [90, 180, pytest.param(270, marks=deep), 3.5])
def test_a_page_is_read_however_it_lies(reader: str, angle: float) -> None:
    seen = saved(on_paper().rotate(angle, Image.Resampling.BICUBIC, expand=True, fillcolor="white"), "PNG")
    document = Document("devis.png", seen)
    quote, (page,) = decoded(document)
    assert is_read(quote)
    shown = picture(document, 1)
    assert shown is not None
    assert (shown.width, shown.height) == pytest.approx((page.width, page.height), abs=1)
    assert ink_under(page, Image.open(io.BytesIO(shown.content)))[0] > 0.97


@pytest.mark.usefixtures("a_reader")
@pytest.mark.parametrize(("angle", "below"), [(0, 0), (2.5, 0), (180, 0), (0, 1), (2.5, 1)])
def test_a_sheet_photographed_on_a_table_is_turned_only_when_it_lies_upside_down(
    angle: float, below: float
) -> None:
    """The table's edges weigh more than letters' feet; and a table wider than the sheet is no dark band of it."""
    truth = a_truth(Random(0))
    paper = picture_of(print_pdf(truth, a_layout(Random(0))), dpi=200)
    paper = paper.crop((0, 0, paper.width, round(paper.height * 0.62))) if below else paper
    document = Document("devis.jpg", saved(on_a_table(paper, angle, below=below), "JPEG", quality=90))
    _, (page,) = pages_of(document)
    said = " ".join(word.text for word in page.words)
    assert all(item.name.split()[0] in said for item in truth.items)
    shown = picture(document, 1)
    assert shown is not None
    assert ink_under(page, Image.open(io.BytesIO(shown.content)))[0] > 0.97


@pytest.mark.usefixtures("a_reader")
def test_a_screen_that_shows_light_letters_on_black_is_read() -> None:
    screen = ImageOps.invert(on_paper(dpi=150)).point([18 + level * 225 // 255 for level in range(256)] * 3)
    assert is_read(decode(Document("devis.png", saved(screen, "PNG"))))


@pytest.mark.parametrize("seed", [0, pytest.param(1, marks=deep)])
@pytest.mark.parametrize("worsened", [scanned, lit_from_a_side])
def test_what_is_read_of_a_poor_picture_is_right(reader: str, seed: int, worsened: object) -> None:
    assert callable(worsened)
    random = Random(seed)
    truth, layout = a_truth(random), a_layout(random)
    quote = decode(
        Document("devis.png", saved(worsened(picture_of(print_pdf(truth, layout)), random), "PNG"))
    )
    for got, want in zip(totals(quote), (truth.net, truth.vat, truth.gross), strict=True):
        assert got in (None, want) or (truth.exempt and got == truth.net)
    amounts = [line.net_amount for line in quote.lines]
    found = sum(item.net in amounts for item in truth.items)
    assert found >= 0.8 * len(truth.items)


@pytest.mark.parametrize("seed", [4, pytest.param(9, marks=deep), pytest.param(11, marks=deep)])
def test_a_pale_photo_in_the_shade_is_read_as_print(seed: int) -> None:
    """With a narrow column of VAT beside the prices, whose heading has two words."""
    if not rapid.is_there():
        pytest.skip("RapidOCR isn't installed (the extra `ocr`)")
    random = Random(seed)
    truth = a_truth(random)
    layout = Layout(size=9, ruled=False, heads=HEADS[0], order=("name", "quantity", "price", "rate", "net"))
    seen = pale_in_the_shade(picture_of(print_pdf(truth, layout)), random)
    quote = decode(Document("devis.jpg", saved(seen, "JPEG", quality=85)))
    read = [(line.quantity, line.unit_price, line.net_amount) for line in quote.lines]
    assert sorted(read) == sorted((item.quantity, item.price, item.net) for item in truth.items)
    for got, want in zip(totals(quote), (truth.net, truth.vat, truth.gross), strict=True):
        assert got in (None, want) or (truth.exempt and got == truth.net)


@pytest.mark.parametrize("far", [True, False])
@pytest.mark.parametrize("seed", [0, pytest.param(3, marks=deep)])
def test_a_photo_taken_from_aside_is_read_as_from_above(seed: int, far: bool) -> None:
    if not rapid.is_there():
        pytest.skip("RapidOCR isn't installed (the extra `ocr`)")
    random = Random(seed)
    truth, layout = a_truth(random), a_layout(random)
    seen = saved(askew(picture_of(print_pdf(truth, layout)), random, far=far), "JPEG", quality=85)
    quote = decode(Document("devis.jpg", seen))
    assert sorted(line.net_amount or 0 for line in quote.lines) == sorted(item.net for item in truth.items)
    for got, want in zip(totals(quote), (truth.net, truth.vat, truth.gross), strict=True):
        assert got in (None, want)


def test_a_confined_child_reads_pictures_too(reader: str) -> None:
    assert is_read(read(Document("devis.png", saved(on_paper(), "PNG"))))


@pytest.mark.skipif(not hasattr(signal, "SIGALRM"), reason="Windows has another clock")
def test_a_page_that_takes_too_long_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    endless = tmp_path / "tesseract"
    endless.write_text("#!/bin/sh\nexec tail -f /dev/null\n")
    endless.chmod(0o755)
    monkeypatch.setattr(tesseract, "command", lambda: str(endless))
    monkeypatch.setattr(tesseract, "languages", lambda: ("fra",))
    monkeypatch.setattr(tesseract, "_SECONDS", 1)
    with pytest.raises(Unreadable, match="demande trop de temps"):
        tesseract.read(Image.new("L", (10, 10)), mode=11)


# -- Documents of text and pictures ------------------------------------------------------------------------------------


def with_pages_of(*files: bytes) -> bytes:
    kept = io.BytesIO()
    with pikepdf.new() as whole:
        for content in files:
            with pikepdf.open(io.BytesIO(content)) as part:
                whole.pages.extend(part.pages)
        whole.save(kept)
    return kept.getvalue()


@pytest.mark.usefixtures("a_reader")
def test_a_scan_after_a_page_of_text_is_read_too() -> None:
    letter = print_pdf(a_truth(Random(9)), LAYOUT)
    document = Document("devis.pdf", with_pages_of(letter, saved(on_paper(), "PDF", resolution=200)))
    _, pages = pages_of(document)
    assert [page.source for page in pages] == ["text", "picture"]
    said = " ".join(word.text for word in pages[1].words)
    assert all(item.name.split()[0] in said for item in a_quote()[0].items)


def over_a_scan(text: bytes) -> bytes:
    """The scan of a page with a text that isn't shown."""
    kept = io.BytesIO()
    with pikepdf.open(io.BytesIO(saved(on_paper(), "PDF", resolution=200))) as pdf:
        page = pdf.pages[0]
        font = pikepdf.Dictionary(
            Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
        )
        page.Resources.Font = pikepdf.Dictionary(F1=pdf.make_indirect(font))
        page.contents_add(pdf.make_stream(b"BT /F1 10 Tf 3 Tr 20 TL 50 700 Td " + text + b" ET"))
        pdf.save(kept)
    return kept.getvalue()


def layer(net: Decimal, gross: Decimal) -> bytes:
    return b"(Total HT %s EUR) Tj T* (Total TTC %s EUR) Tj T*" % (
        f"{net:.2f}".replace(".", ",").encode(),
        f"{gross:.2f}".replace(".", ",").encode(),
    )


@pytest.mark.usefixtures("a_reader")
def test_hidden_text_that_says_otherwise_is_told_and_not_read() -> None:
    truth = a_quote()[0]
    quote = decode(Document("devis.pdf", over_a_scan(layer(truth.net + 1000, truth.gross + 1200))))
    assert is_read(quote)
    assert [check.severity for check in quote.checks if check.id == "hidden-layer"] == ["warning"]


@pytest.mark.usefixtures("a_reader")
def test_hidden_text_that_says_the_same_is_no_matter() -> None:
    truth = a_quote()[0]
    quote = decode(Document("devis.pdf", over_a_scan(layer(truth.net, truth.gross))))
    assert is_read(quote)
    assert not [check for check in quote.checks if check.id == "hidden-layer"]


@pytest.mark.usefixtures("a_reader")
def test_a_font_that_says_no_letters_is_read_by_eye() -> None:
    mapping = b"""/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def /CMapType 2 def
    1 begincodespacerange <00> <FF> endcodespacerange 1 beginbfrange <20> <FF> <E020> endbfrange endcmap end end"""
    kept = io.BytesIO()
    with pikepdf.open(io.BytesIO(a_quote()[1])) as pdf:
        meaning = pdf.make_indirect(pdf.make_stream(mapping))
        for page in pdf.pages:
            for _name, font in page.Resources.Font.items():
                font.ToUnicode = meaning
        pdf.save(kept)
    quote = decode(Document("devis.pdf", kept.getvalue()))
    assert quote.source == "ocr"
    assert is_read(quote)


# -- What isn't read ---------------------------------------------------------------------------------------------------


def png_that_says(wide: int, high: int) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", wide, high, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b"")
    )


@pytest.mark.usefixtures("a_reader")
@pytest.mark.parametrize("size", [(20_000, 20_000), (9_000, 9_000), (60_000, 10)])
def test_a_picture_too_large_is_refused_before_it_is_decoded(size: tuple[int, int]) -> None:
    with pytest.raises(Unreadable, match="trop grande"):
        decode(Document("devis.png", png_that_says(*size)))


@pytest.mark.usefixtures("a_reader")
@pytest.mark.parametrize("kind", ["PNG", "JPEG", "TIFF", "WEBP"])
def test_a_picture_cut_short_is_refused(kind: str) -> None:
    with pytest.raises(Unreadable, match="abîmée"):
        decode(Document("devis", saved(on_paper(dpi=60), kind)[:-600]))


@pytest.mark.usefixtures("a_reader")
def test_a_picture_without_a_word_is_refused() -> None:
    with pytest.raises(Unreadable, match="pas de texte"):
        decode(Document("devis.png", saved(Image.new("L", (1240, 1754), 255), "PNG")))


@pytest.mark.usefixtures("no_reader")
def test_where_nothing_reads_pictures_one_is_refused_with_what_its_owner_can_do() -> None:
    for content in (saved(on_paper(dpi=60), "PNG"), saved(on_paper(dpi=60), "PDF")):
        with pytest.raises(Unreadable, match="est une image") as refusal:
            decode(Document("devis", content))
        assert "PDF" in refusal.value.mend
        assert "install" not in refusal.value.mend + refusal.value.mend_en


@pytest.mark.usefixtures("no_reader")
def test_where_nothing_reads_pictures_the_text_under_a_scan_is_read_and_said_to_be_so() -> None:
    quote = decode(
        Document("devis.pdf", over_a_scan(layer(Decimal(100), Decimal(120)) + b"(TVA 20,00 EUR) Tj"))
    )
    assert quote.source == "text"
    assert [check.id for check in quote.checks if check.id == "hidden-layer-alone"]
