"""The picture of a page lies right under the boxes of the words read on it."""

import io
from random import Random

import pikepdf
import pytest
from PIL import Image

from etabli.procurement.quotes import reading
from etabli.procurement.quotes.engine import Document, Unreadable, decode, picture
from etabli.procurement.quotes.engine.files.readers import pages_of
from etabli.procurement.quotes.engine.text.pages import Page

from .printing import a_layout, a_truth, print_pdf


def a_pdf(turned: int = 0, cropped: bool = False) -> bytes:
    kept = io.BytesIO()
    with pikepdf.open(io.BytesIO(print_pdf(a_truth(Random(7)), a_layout(Random(7))))) as pdf:
        for page in pdf.pages:
            page.Rotate = turned
            if cropped:
                page.CropBox = [15, 25, 575, 830]
        pdf.save(kept)
    return kept.getvalue()


def ink_under(page: Page, image: Image.Image) -> tuple[float, float]:
    """The share of words that have ink under their box, and of all ink the share that is under a word."""
    grey = image.convert("L")
    scale = grey.width / page.width
    covered, dark = Image.new("1", grey.size), grey.point(lambda level: 255 if level < 140 else 0, "1")
    with_ink = 0
    for word in page.words:
        box = tuple(round(x * scale) for x in (word.x0, word.y0, word.x1, word.y1))
        with_ink += dark.crop(box).getbbox() is not None
        covered.paste(1, box)
    both = Image.composite(dark, Image.new("1", grey.size), covered)
    return with_ink / len(page.words), both.histogram()[255] / dark.histogram()[255]


@pytest.mark.parametrize("turned", [0, 90, 180, 270])
@pytest.mark.parametrize("cropped", [False, True])
def test_boxes_lie_on_their_words(turned: int, cropped: bool) -> None:
    document = Document("devis.pdf", a_pdf(turned, cropped))
    _, (page, *_) = pages_of(document)
    seen = picture(document, 1)
    assert seen is not None
    assert (seen.width, seen.height) == (page.width, page.height)
    image = Image.open(io.BytesIO(seen.content))
    assert abs(image.height / image.width - page.height / page.width) < 0.01
    with_ink, under_words = ink_under(page, image)
    assert with_ink > 0.98
    assert under_words > 0.4  # the rest is the table's ruling lines


def test_what_has_no_such_page_has_no_picture() -> None:
    assert picture(Document("devis.pdf", a_pdf()), 99) is None
    assert picture(Document("devis.pdf", a_pdf()), 0) is None
    assert picture(Document("devis.docx", b"PK\x03\x04"), 1) is None


def test_the_files_of_one_quote_are_its_pages_in_order() -> None:
    first, second = a_pdf(), a_pdf(turned=90)
    document = Document("devis.pdf", first, more=(second, first))
    alone = [decode(Document("devis.pdf", content)) for content in (first, second, first)]
    quote = decode(document)
    assert quote.pages == sum(one.pages for one in alone)
    assert quote.page_sizes == tuple(size for one in alone for size in one.page_sizes)
    assert {passage.place.page for passage in quote.passages} == set(range(1, quote.pages + 1))
    for number, (content, page) in enumerate(
        [(content, page + 1) for content in (first, second, first) for page in range(alone[0].pages)], 1
    ):
        assert picture(document, number) == picture(Document("devis.pdf", content), page)
    assert picture(document, quote.pages + 1) is None


def test_one_bad_file_among_several_is_refused() -> None:
    with pytest.raises(Unreadable):
        decode(Document("devis.pdf", a_pdf(), more=(b"",)))
    with pytest.raises(Unreadable):
        decode(Document("devis.pdf", a_pdf(), more=(b"MZ\x00nothing of ours",)))


def test_a_picture_is_drawn_in_the_child() -> None:
    document = Document("devis.pdf", a_pdf(), more=(a_pdf(turned=90),))
    assert reading.picture(document, 1) == picture(document, 1)
    assert reading.picture(document, 99) is None
    with pytest.raises(Unreadable):
        reading.picture(Document("devis.pdf", a_pdf()[:300]), 1)
    with pytest.raises(Unreadable, match="temps ou de mémoire"):
        reading.picture(document, 1, memory_mb=10)
    assert reading.read(document) == decode(document)
