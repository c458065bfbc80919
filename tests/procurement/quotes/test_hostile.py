"""Hostile PDFs: whatever the file, a quote or a refusal in plain words; what nobody sees on the page isn't read."""

from __future__ import annotations

import zlib
from collections.abc import Callable
from decimal import Decimal

import pytest

from etabli.procurement.quotes.engine import Document, Quote, Unreadable, decode
from etabli.procurement.quotes.engine.files.pdf import pdf_pages
from etabli.procurement.quotes.reading import read
from tests.procurement.quotes.hostile import (
    HEADINGS,
    QUOTE,
    deep_tree,
    font_that_means,
    forms,
    full_object_stream,
    grown,
    page_of,
    pages_of,
    pdf_of,
    row,
    stream,
    text,
)

FLATE = b"/Filter/FlateDecode"


def many(number: int, drawn: Callable[[int], bytes]) -> bytes:
    return b"".join(drawn(at) for at in range(number))


# -- Files that ask for much: refused within 5 seconds of processor and 250 MB --------------------------------------

BOMBS: dict[str, Callable[[], bytes]] = {
    "a gigabyte in a stream": lambda: page_of(grown(1000), of_stream=FLATE),
    "a stream in a stream": lambda: page_of(
        zlib.compress(grown(4000)), of_stream=b"/Filter[/FlateDecode/FlateDecode]"
    ),
    "a huge object stream": lambda: full_object_stream(1000),
    "millions of words": lambda: page_of(
        zlib.compress(b"BT /F1 6 Tf " + b"1 0 0 1 9 9 Tm (12,00) Tj " * 1_000_000 + b"ET"), of_stream=FLATE
    ),
    "millions of strokes": lambda: page_of(zlib.compress(b"0 0 m 1 1 l S " * 5_000_000), of_stream=FLATE),
    "a form in itself": lambda: page_of(
        QUOTE + b"/X Do",
        stream(b"/X Do /X Do", b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X 6 0 R>>>>"),
        resources=b"/XObject<</X 6 0 R>>",
    ),
    "forms of forms": lambda: forms(9, 10),
    "a tree in itself": lambda: pdf_of(
        [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[2 0 R 2 0 R]/Count 4>>"]
    ),
    "a tree without bottom": lambda: deep_tree(20_000),
    "5,000 pages": lambda: pages_of(5000),
    "pages that aren't there": lambda: pages_of(3, said=300),
    "a page without end": lambda: page_of(many(9000, lambda at: text(at % 119 * 5, at // 119 * 11, b"1,00", 2))),
    "a row without end": lambda: page_of(many(300, lambda at: text(at * 1.9, 400, b"%d" % (at % 10), 1.1))),
    "the same page over and over": lambda: page_of(QUOTE * 1000),
}  # fmt: skip


@pytest.mark.parametrize("name", BOMBS)
def test_what_asks_for_much_is_refused(name: str) -> None:
    with pytest.raises(Unreadable) as refusal:
        read(Document("devis.pdf", BOMBS[name]()), seconds=5, memory_mb=250)
    said = (refusal.value.what, refusal.value.mend, refusal.value.what_en, refusal.value.mend_en)
    assert all(sentence.endswith(".") for sentence in said)


# -- Files that are odd, and hold a quote all the same --------------------------------------------------------------

ODD: dict[str, Callable[[], bytes]] = {
    "script and program at opening": lambda: page_of(
        QUOTE,
        of_catalogue=b"/OpenAction<</S/Launch/F(/bin/sh)/Next<</S/JavaScript/JS(while(1);)>>>>",
        of_page=b"/AA<</O<</S/JavaScript/JS(while(1);)>>>>",
    ),
    "20,000 notes": lambda: page_of(
        QUOTE, of_page=b"/Annots[%b]" % (b"<</Type/Annot/Subtype/Link/Rect[0 0 9 9]>>" * 20_000)
    ),
    "5,000 fonts": lambda: page_of(
        QUOTE,
        resources=b"/Font<</F1 5 0 R%b>>"
        % many(5000, lambda at: b"/G%d<</Type/Font/Subtype/TrueType/BaseFont/A%d>>" % (at, at)),
    ),
    "100,000 strokes": lambda: page_of(
        QUOTE + many(100_000, lambda at: b"%d %d m %d 0 l S " % (at % 500, at % 700, at % 300))
    ),
    "100,000 clips": lambda: page_of(b"q 0 0 500 900 re W n " * 100_000 + QUOTE),
    "a form in a form, 500 times": lambda: forms(500, 1),
    "a tree of 500 floors": lambda: deep_tree(500),
    "absurd coordinates": lambda: page_of(
        QUOTE
        + text(1e30, -1e30, b"9,00", 1e30)
        + b"1e38 1e38 m -1e38 0 l S 1e300 0 0 1e300 0 0 cm "
        + text(5, 5, b"99,00")
    ),
    "a page upside down in its box": lambda: page_of(QUOTE, box=b"595 842 0 0"),
    "a page of no size": lambda: page_of(QUOTE, box=b"0 0 0 0"),
    "a huge page": lambda: page_of(QUOTE, box=b"0 0 1e9 1e9"),
    "a huge unit": lambda: page_of(QUOTE, of_page=b"/UserUnit 1e9"),
    "a length that lies": lambda: page_of(QUOTE).replace(
        b"<</Length %d>>" % len(QUOTE), b"<</Length 99999999>>"
    ),
    "a number of pages that lies": lambda: pages_of(1, said=399_999_999),
    "everything drawn three times": lambda: page_of(QUOTE * 3),
}  # fmt: skip


def letter_by_letter() -> bytes:
    """The quote in a font of one width (500 thousandths of the size, for every letter), letter by letter."""
    cells = [(50, 800, b"Devis D-12 du 02/03/2026"), (330, 710, b"Total HT"), (450, 710, b"300,00")]
    for y, said in (
        (760, (b"Description", b"Qte", b"Prix unitaire HT", b"Total HT")),
        (740, (b"Logo", b"2", b"150,00", b"300,00")),
    ):
        cells += [(x, y, cell) for x, cell in zip((50, 250, 330, 450), said, strict=True)]
    letters = [(x + 6 * at, y, cell[at : at + 1]) for x, y, cell in cells for at in range(len(cell))]
    drawn = b"".join(text(x, y, letter) for x, y, letter in reversed(letters) if letter != b" ")
    return drawn.replace(b"/F1 10 Tf", b"/F2 10 Tf")


MONOSPACED = b"/Font<</F1 5 0 R/F2<</Type/Font/Subtype/Type1/BaseFont/Courier>>>>"
ODD["letters drawn one by one, from the last to the first"] = lambda: page_of(
    letter_by_letter(), resources=MONOSPACED
)


@pytest.mark.parametrize("name", ODD)
def test_what_is_odd_is_read_all_the_same(name: str) -> None:
    quote = read(Document("devis.pdf", ODD[name]()), seconds=5, memory_mb=400)
    assert [(line.description, line.net_amount) for line in quote.lines] == [("Logo", Decimal(300))]
    assert quote.totals.net
    assert quote.totals.net.value == 300


# -- What nobody sees isn't read ------------------------------------------------------------------------------------

ANOTHER = row(720, b"Frais de dossier", b"1", b"700,00", b"700,00")
UNSEEN = {
    "invisible": b"q 3 Tr %b Q " % ANOTHER,
    "only a clip": b"q 7 Tr %b Q " % ANOTHER,
    "white on white": b"q 1 g %b Q " % ANOTHER,
    "white outlines": b"q 1 Tr 1 G %b Q " % ANOTHER,
    "white on a white band over a black one": b"q 0 g 0 715 595 20 re f 1 g 0 715 595 20 re f %b Q "
    % ANOTHER,
    "transparent": b"q /T gs %b Q " % ANOTHER,
    "tiny": ANOTHER.replace(b"/F1 10 Tf", b"/F1 .4 Tf"),
    "without size": ANOTHER.replace(b"/F1 10 Tf", b"/F1 0 Tf"),
    "beside the page": b"q 1 0 0 1 700 0 cm %b Q " % ANOTHER,
    "invisible in a form": b"/X Do ",
}
HIDING = stream(
    UNSEEN["invisible"], b"/Type/XObject/Subtype/Form/BBox[0 0 599 899]/Resources<</Font<</F1 5 0 R>>>>"
)
MEANS = b"/ExtGState<</T<</ca 0/CA 0>>>>/XObject<</X 6 0 R>>"


def of_page(drawn: bytes) -> Quote:
    return decode(Document("devis.pdf", page_of(drawn, HIDING, resources=MEANS)))


def says_hidden(quote: Quote) -> bool:
    return any(check.id == "hidden-text" for check in quote.checks)


def test_the_other_line_is_read_where_it_is_seen() -> None:
    seen = of_page(QUOTE.replace(b"300,00) Tj ET ", b"300,00) Tj ET ", 1) + ANOTHER)
    assert [line.net_amount for line in seen.lines] == [300, 700]
    assert seen.hidden_share == 0
    assert not says_hidden(seen)


@pytest.mark.parametrize("name", UNSEEN)
def test_what_nobody_sees_is_not_read(name: str) -> None:
    quote = of_page(QUOTE + UNSEEN[name])
    assert [line.net_amount for line in quote.lines] == [300]
    assert "dossier" not in " ".join(passage.text for passage in quote.passages)
    if name != "without size":  # no letter at all, for the library
        assert quote.hidden_share == pytest.approx(0.25, abs=0.05)


@pytest.mark.parametrize("name", ["invisible", "white on white", "tiny", "beside the page"])
def test_a_good_part_that_nobody_sees_is_said(name: str) -> None:
    assert says_hidden(of_page(QUOTE + UNSEEN[name] * 2 + UNSEEN[name].replace(b"720 Tm", b"640 Tm")))


def test_white_headings_on_a_dark_band_are_read() -> None:
    band = b"q 0 0 .5 rg 40 755 500 14 re f 1 g " + HEADINGS + b"Q "
    quote = of_page(QUOTE.replace(HEADINGS, band))
    assert [line.quantity for line in quote.lines] == [2]
    assert quote.hidden_share == 0


def test_white_text_on_a_sideways_page_is_judged_where_it_stands() -> None:
    band = b"q 0 0 .5 rg 40 755 500 14 re f 1 g " + HEADINGS + b"Q "
    drawn = QUOTE.replace(HEADINGS, band) + UNSEEN["white on white"]
    pages = pdf_pages(page_of(drawn, of_page=b"/Rotate 90"))
    said = [word.text for word in pages[0].words]
    assert "Description" in said
    assert "dossier" not in said


def test_figures_that_nobody_sees_do_not_lengthen_an_amount() -> None:
    drawn = QUOTE + b"BT /F1 10 Tf 1 0 0 1 450 640 Tm (4) Tj 3 Tr (000) Tj 0 Tr (2,00) Tj ET "
    (page,) = pdf_pages(page_of(drawn))
    assert not [word.text for word in page.words if "000" in word.text]


def test_text_under_a_scan_is_left_to_those_who_read_the_picture() -> None:
    picture = stream(
        b"\xff", b"/Type/XObject/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray/BitsPerComponent 8"
    )
    scan = b"q 595 0 0 842 0 0 cm /X Do Q 3 Tr " + QUOTE
    (page,) = pdf_pages(page_of(scan, picture, resources=b"/XObject<</X 6 0 R>>"))
    assert "300,00" in [word.text for word in page.words]


# -- Letters that aren't what they seem -----------------------------------------------------------------------------

MARKS = {"reversed": "202E", "isolated": "2067", "embedded": "202B", "Arabic mark": "061C", "tag": "DB40DC31"}


@pytest.mark.parametrize("name", MARKS)
def test_marks_of_direction_change_nothing(name: str) -> None:
    font, meaning = font_that_means({"~": MARKS[name]})
    font = font[:-2] + b"/FirstChar 32/LastChar 126/Widths[%b0]>>" % (b"500 " * 94)  # and "~" takes no room
    drawn = QUOTE.replace(b"150,00", b"1~50,0~0").replace(b"Logo", b"~Lo~go~")
    quote = decode(Document("devis.pdf", page_of(drawn, meaning, font=font)))
    assert [(line.description, line.unit_price) for line in quote.lines] == [("Logo", Decimal(150))]


@pytest.mark.parametrize("zero", [0x0660, 0x06F0, 0x0966, 0xFF10, 0x1D7CE])
def test_figures_of_other_scripts_make_no_amount(zero: int) -> None:
    digits = {
        chr(ord("a") + n): chr(zero + n).encode("utf-16-be").hex().upper() for n in range(10)
    }  # a is 0, b is 1…
    font, meaning = font_that_means(digits)
    drawn = QUOTE.replace(b"300,00", b"daa,aa").replace(b"(2)", b"(c)").replace(b"150,00", b"bfa,aa")
    quote = decode(Document("devis.pdf", page_of(drawn, meaning, font=font)))
    assert quote.totals.net is None
    assert not [line for line in quote.lines if line.amount is not None]
    assert any(check.id == "total-unread" for check in quote.checks)


def test_a_font_without_letters_gives_no_amount() -> None:
    """Its codes are numbers of glyphs: what they mean can't be known."""
    font = (
        b"<</Type/Font/Subtype/Type0/BaseFont/A/Encoding/Identity-H/DescendantFonts[<</Type/Font/Subtype/CIDFontType2"
        b"/BaseFont/A/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/DW 500>>]>>"
    )
    try:
        quote = decode(Document("devis.pdf", page_of(QUOTE, font=font)))
    except Unreadable:
        return
    assert quote.totals.net is None
    assert not quote.lines
