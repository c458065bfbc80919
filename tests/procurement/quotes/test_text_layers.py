"""Text as programs leave it in a PDF: older versions under white boxes, text drawn twice, accents and signs apart. What
is read is what a person sees."""

from __future__ import annotations

import pytest

from etabli.procurement.quotes.engine import Document, Quote, decode
from etabli.procurement.quotes.engine.files.pdf import pdf_pages
from tests.procurement.quotes.hostile import HELVETICA, QUOTE, font_that_means, page_of, row, stream, text

OLDER = row(740, b"Logo", b"2", b"140,00", b"280,00")
ANOTHER = row(720, b"Frais de dossier", b"1", b"700,00", b"700,00")
HALF = b"/ExtGState<</H<</ca .3>>/M<</BM/Multiply>>>>"
BOX = b"40 735 500 16 re f "  # over the row at 740
OTHER_BOX = b"40 715 500 16 re f "  # over that at 720


def of_page(drawn: bytes, **more: bytes) -> Quote:
    return decode(Document("devis.pdf", page_of(drawn, **more)))


def words_of(drawn: bytes, *objects: bytes, **more: bytes) -> list[str]:
    (page,) = pdf_pages(page_of(drawn, *objects, **more))
    return [word.text for line in page.rows for word in line.words]


def amounts(quote: Quote) -> list[float]:
    return [float(line.amount or 0) for line in quote.lines]


# -- Older versions -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "box",
    [
        b"q 1 g " + BOX + b"Q ",
        b"q .9 g " + BOX + b"Q ",
        b"q 1 g 40 735 m 540 735 l 540 751 l 40 751 l h f Q ",
        b"q 1 g 1 0 0 1 10 10 cm 30 725 500 16 re f* Q ",
        b"q 0 0 595 842 re W n 1 g " + BOX + b"Q ",
    ],
    ids=["white", "grey", "by its corners", "moved", "within a clip"],
)
def test_what_lies_under_a_box_is_not_read(box: bytes) -> None:
    """Nor does it mix with what is written over the box."""
    quote = of_page(OLDER + box + QUOTE)
    assert amounts(quote) == [300]
    assert not {"280,00", "140,00"} & set(words_of(OLDER + box + QUOTE))
    assert quote.hidden_share > 0


@pytest.mark.parametrize(
    "drawn",
    [
        b"q .9 g " + OTHER_BOX + b"Q " + ANOTHER,
        ANOTHER + b"q 40 715 500 16 re S Q ",
        ANOTHER + b"q /H gs 1 1 0 rg " + OTHER_BOX + b"Q ",
        ANOTHER + b"q /M gs 1 1 0 rg " + OTHER_BOX + b"Q ",
        ANOTHER + b"q 0 g 30 705 540 40 re 40 715 500 26 re f* Q ",
        ANOTHER + b"q 0 0 30 30 re W n 1 g " + OTHER_BOX + b"Q ",
        ANOTHER + b"q 1 g 40 718 500 1 re f Q ",
    ],
    ids=["before", "a frame", "transparent", "a marker", "a frame by two boxes", "clipped away", "a line"],
)
def test_what_is_seen_beside_a_box_is_read(drawn: bytes) -> None:
    assert amounts(of_page(QUOTE + drawn, resources=HALF)) == [300, 700]


def test_what_a_clip_leaves_out_is_not_read() -> None:
    """Nor is a row of which the clip leaves another."""
    hidden = b"q 0 0 595 600 re W n " + ANOTHER + b"Q "
    shown = b"q 0 700 595 100 re W n " + ANOTHER + b"Q "
    assert amounts(of_page(QUOTE + hidden)) == [300]
    assert amounts(of_page(QUOTE + shown)) == [300, 700]


# -- Text drawn more than once --------------------------------------------------------------------------------------


@pytest.mark.parametrize(("right", "down"), [(0.3, 0), (0.6, 0.4), (1, 1), (-0.7, 0.5)])
def test_text_drawn_again_a_little_beside_is_read_once(right: float, down: float) -> None:
    """Bold by drawing twice, or a shadow."""
    again = b"q .6 g 1 0 0 1 %f %f cm " % (right, -down) + QUOTE + b"Q "
    said = words_of(again + QUOTE)
    assert sorted(said) == sorted(words_of(QUOTE))
    assert amounts(of_page(again + QUOTE)) == [300]


def test_the_same_amount_twice_side_by_side_is_read_twice() -> None:
    said = words_of(QUOTE + text(400, 640, b"12,00") + text(428, 640, b"12,00"))
    assert said.count("12,00") == 2


# -- Signs and accents ----------------------------------------------------------------------------------------------

WIDTHS = b"/FirstChar 32/LastChar 126/Widths[%b0]>>" % (b"500 " * 94)  # "~" takes no room


@pytest.mark.parametrize(
    ("mark", "drawn"),
    [
        ("0301", b"[(De~signation)] TJ"),
        ("00B4", b"[(D~esignation)] TJ"),
        ("00B4", b"[(De) 500 (~) -500 (signation)] TJ"),
    ],
    ids=["combining", "before its letter", "after its letter"],
)
def test_an_accent_apart_joins_its_letter(mark: str, drawn: bytes) -> None:
    font, meaning = font_that_means({"~": mark})
    page = QUOTE.replace(b"(Description) Tj", drawn)
    assert "Désignation" in words_of(page, meaning, font=font[:-2] + WIDTHS)


def test_a_sign_between_letters_stays_one() -> None:
    font, meaning = font_that_means({"~": "00B4"})
    page = QUOTE.replace(b"(Description) Tj", b"(l~atelier) Tj")
    assert "l´atelier" in words_of(page, meaning, font=font)


def test_ligatures_are_letters() -> None:
    font, meaning = font_that_means({"~": "FB01"})
    said = words_of(QUOTE.replace(b"Logo", b"Certi~cat"), meaning, font=font)
    assert "Certificat" in said


@pytest.mark.parametrize("code", ["0080", "00A4", "F0A0", "20A0", "FFFD"])
def test_another_sign_for_the_euro_after_an_amount(code: str) -> None:
    font, meaning = font_that_means({"~": code})
    drawn = QUOTE.replace(b"300,00)", b"300,00 ~)").replace(b"150,00)", b"150,00~)")
    quote = decode(Document("devis.pdf", page_of(drawn, meaning, font=font)))
    assert amounts(quote) == [300]
    assert quote.totals.net
    assert quote.totals.net.value == 300
    assert not any(
        len(word.strip("0123456789,€")) for word in words_of(drawn, meaning, font=font) if "00" in word
    )


# -- Letters far apart ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("apart", [2.2, 4, 6])
def test_letters_set_wide_apart_make_words(apart: float) -> None:
    wide = b"%f Tc (Description) Tj 0 Tc" % apart
    said = words_of(QUOTE.replace(b"(Description) Tj", wide))
    assert "Description" in said
    wider = b"BT /F1 14 Tf 1 0 0 1 50 690 Tm %f Tc (PROPOSITION COMMERCIALE) Tj ET " % apart
    assert {"PROPOSITION", "COMMERCIALE"} <= set(words_of(QUOTE + wider))


def test_letters_set_wide_apart_may_touch_in_pairs() -> None:
    """As "T" and "A" do, which reach under each other; figures that follow the word are set as it is."""
    spots = (
        (50, b"T"),
        (60, b"O"),
        (72, b"TA"),
        (89, b"L"),
        (104, b"2"),
        (114, b"0"),
        (129, b"H"),
        (140, b"T"),
    )
    drawn = b"".join(text(x, 640, letters) for x, letters in spots)
    assert {"TOTAL", "20", "HT"} <= set(words_of(QUOTE + drawn))


def test_figures_in_narrow_columns_stay_apart() -> None:
    drawn = b"".join(text(50 + 12 * at, 650, b"%d" % at) for at in range(1, 8))
    assert {"1", "2", "3", "7"} <= set(words_of(QUOTE + drawn))


# -- Forms and notes ------------------------------------------------------------------------------------------------

SHOWN = stream(
    b"/Tx BMC BT /F1 10 Tf 2 4 Td (700,00) Tj ET EMC",
    b"/Type/XObject/Subtype/Form/BBox[0 0 90 14]/Resources<</Font<</F1 5 0 R>>>>",
)


def filled_in(field: bytes, drawn: bytes, *, of_form: bytes = b"") -> bytes:
    """A page with one annotation, which is object 7; its appearance may be object 6."""
    return page_of(
        drawn, SHOWN, b"<</Type/Annot/Rect[448 717 540 731]%b>>" % field, of_page=b"/Annots[7 0 R]",
        of_catalogue=b"/AcroForm<</Fields[7 0 R]/DA(/F1 10 Tf 0 g)/DR<</Font<</F1 %b>>>>%b>>" % (HELVETICA, of_form),
    )  # fmt: skip


WITHOUT_AMOUNT = ANOTHER.replace(b"(700,00)", b"( )", 2).replace(b"( )", b"(700,00)", 1)
FIELD = b"/Subtype/Widget/FT/Tx/T(amount)/V(700,00)/DA(/F1 10 Tf 0 g)/F 4"


@pytest.mark.parametrize(
    ("field", "of_form"),
    [
        (FIELD + b"/AP<</N 6 0 R>>", b""),
        (FIELD, b"/NeedAppearances true"),
        (b"/Subtype/FreeText/Contents(700,00)/AP<</N 6 0 R>>/F 4", b""),
    ],
    ids=["a field", "a field without appearance", "a note"],
)  # fmt: skip
def test_what_is_filled_in_is_read(field: bytes, of_form: bytes) -> None:
    quote = decode(Document("devis.pdf", filled_in(field, QUOTE + WITHOUT_AMOUNT, of_form=of_form)))
    assert amounts(quote) == [300, 700]


def test_a_field_that_is_hidden_is_not_read() -> None:
    hidden = FIELD.replace(b"/F 4", b"/F 2") + b"/AP<</N 6 0 R>>"
    (page,) = pdf_pages(filled_in(hidden, QUOTE))
    assert "700,00" not in [word.text for word in page.words]


# -- Watermarks -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "mark",
    [
        b"q .85 g BT /F1 90 Tf 1 0 0 1 40 725 Tm (DUPLICATA) Tj ET Q ",
        b"q .85 g BT /F1 90 Tf .7 .7 -.7 .7 100 600 Tm (DUPLICATA) Tj ET Q ",
        b"q .8 g BT /F1 60 Tf 1 0 0 1 40 735 Tm (DUPLICATA NON VALABLE) Tj ET Q ",
    ],
    ids=["level", "slanting", "of several words"],
)
def test_a_watermark_does_not_mix_with_the_lines(mark: bytes) -> None:
    quote = of_page(mark + QUOTE)
    assert [(line.description, line.amount) for line in quote.lines] == [("Logo", 300)]


def test_a_large_title_is_read() -> None:
    assert "DEVIS" in words_of(QUOTE + b"BT /F1 60 Tf 1 0 0 1 40 650 Tm (DEVIS) Tj ET ")
