from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from importlib.resources import files
from pathlib import Path
from zoneinfo import ZoneInfo

import pypdfium2
import pytest
from hypothesis import given, settings, strategies as st

from etabli.foundation.documents import DocumentError, qr_svg, render
from etabli.foundation.documents.engine import MISSING_GLYPH
from tests.pdf import faults, structure, tags

SPECIMEN = Path(str(files("etabli.foundation.documents"))) / "specimen.typ"
AT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def text_of(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    return "\n".join(page.get_textpage().get_text_range() for page in document)


def specimen(**data: object) -> bytes:
    return render(SPECIMEN, data, title="Document d’essai", at=AT)


def test_values_and_title_are_printed() -> None:
    rows = [{"name": "Séance n° 3", "place": "Blaye", "seats": 12}]
    pdf = specimen(
        name="Boulangerie du Port", place="Pauillac", on=date(2026, 3, 2), rows=rows, text="Un\n\nDeux"
    )
    text = text_of(pdf)
    for expected in (
        "Document d’essai",
        "Boulangerie du Port",
        "2026-03-02",
        "Séance n° 3",
        "12",
        "page 1 sur 1",
    ):
        assert expected in text


def test_it_is_a_tagged_pdf_that_says_its_language_title_and_standard() -> None:
    assert (
        faults(specimen(name="A", rows=[{"name": "B", "place": "C", "seats": "1"}]), "Document d’essai") == []
    )


def test_a_table_header_is_tagged_as_one() -> None:
    found = tags(specimen(rows=[{"name": "B", "place": "C", "seats": "1"}]))
    assert (found["TH"], found["Table"], found["H1"]) == (3, 1, 1)


@pytest.mark.parametrize(
    "nasty",
    [
        '#panic("no")',
        "*gras* _italique_ = titre",
        "$x^2$ @ref <label> `code` // non",
        '"); #read("/etc/passwd") //',
        "]) #{ while true {} }",
        "\\u{41} \\",
        '#import "/foundation/documents/house.typ": *',
    ],
)
def test_what_a_person_typed_is_never_markup(nasty: str) -> None:
    pdf = specimen(name=nasty, text=nasty, rows=[{"name": nasty, "place": nasty, "seats": nasty}])
    assert "".join(text_of(pdf).split()).count("".join(nasty.split())) >= 3


def test_a_title_is_never_markup_either() -> None:
    assert "#panic() *x*" in text_of(render(SPECIMEN, {}, title="#panic() *x*"))


def test_what_no_font_can_draw_is_shown_as_missing_and_stops_nothing() -> None:
    text = text_of(specimen(name="Chez 日本 \U0001f600 Zoé"))
    assert f"Chez {MISSING_GLYPH * 2} {MISSING_GLYPH} Zoé" in text


def test_control_characters_and_direction_overrides_vanish() -> None:
    assert "ab cd" in text_of(specimen(name="a\x00b\u202e c\ud800d\ue000"))


@settings(max_examples=25, deadline=None)
@given(st.text(max_size=40))
def test_any_text_gives_a_document(text: str) -> None:
    assert specimen(name=text, text=text).startswith(b"%PDF")


def test_the_same_data_gives_the_same_bytes() -> None:
    assert specimen(name="A") == specimen(name="A")


def test_any_instant_may_date_it() -> None:
    local = datetime(2026, 7, 2, 9, 0, 0, 123456, tzinfo=ZoneInfo("Europe/Paris"))
    assert render(SPECIMEN, {}, title="x", at=local) == render(
        SPECIMEN, {}, title="x", at=datetime(2026, 7, 2, 7, 0, tzinfo=UTC)
    )


def test_numbers_lists_and_nothing_travel() -> None:
    assert "12.50" in text_of(specimen(name=Decimal("12.50"), rows=(), ignored=None))


def test_a_wrong_template_says_where() -> None:
    with pytest.raises(DocumentError, match="inside the package"):
        render(Path("/etc/hostname"), {}, title="x")


def test_a_document_of_the_demonstration_says_so_on_every_page() -> None:
    assert "fictives" in text_of(specimen(fictional=True))
    assert "fictives" not in text_of(specimen())


def test_a_qr_code_in_a_document_has_its_alternative_text() -> None:
    pdf = specimen(qr=qr_svg("https://exemple.fr/r/abc"), qr_label="Adresse de la page")
    assert [alt for _, alt in structure(pdf) if alt] == ["Adresse de la page"]
