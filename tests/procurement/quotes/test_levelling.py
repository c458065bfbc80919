"""Words of a picture set on the base lines of their rows, before any of them is understood."""

from __future__ import annotations

from itertools import pairwise

import pytest

from etabli.procurement.quotes.engine.files.levelling import levelled
from etabli.procurement.quotes.engine.layout.headings import headings
from etabli.procurement.quotes.engine.text.pages import Page, Word

MIDDLE = 300.0


def word(text: str, x: float, base: float, size: float = 10) -> Word:
    return Word(text, x, base - 0.87 * size, x + 0.5 * size * len(text), base + 0.22 * size, base)


def rows_of(words: tuple[Word, ...]) -> list[str]:
    return [row.text for row in Page(1, 600, 840, words).rows]


@pytest.mark.parametrize("slope", [0.0, 0.02, -0.02])
def test_the_cells_of_a_row_share_a_base_line_however_the_sheet_leans(slope: float) -> None:
    lines = []
    for at in range(4):
        y = 200 + 15 * at
        names = [(text, x) for text, x in (("Module", 50), ("de", 85), ("réservation", 100))]
        lines.append([word(text, x, y + slope * (x - MIDDLE)) for text, x in names])
        for jitter, (text, x) in zip(
            (0.8, -0.7, 0.5), (("1", 320), ("2", 372), ("150,00", 500)), strict=True
        ):
            lines.append([word(text, x, y + slope * (x - MIDDLE) + jitter)])
    read = levelled(lines, MIDDLE)
    assert rows_of(read) == ["Module de réservation 1 2 150,00"] * 4
    bases = sorted({each.base for each in read})
    assert len(bases) == 4
    assert all(lower - upper == pytest.approx(15, abs=1.5) for upper, lower in pairwise(bases))


def test_words_between_two_rows_join_neither() -> None:
    """A name in two lines beside an amount set between them."""
    lines = [[word("Reportage", 50, 200)], [word("photo", 50, 212)], [word("450,00", 500, 206)]]
    assert rows_of(levelled(lines, MIDDLE)) == ["Reportage", "450,00", "photo"]


def test_a_thin_figure_is_as_large_as_the_words_of_its_row_and_stays_where_it_is_seen() -> None:
    lines = [[word("Module", 50, 200), word("réservé", 100, 200)], [word("1", 320, 201, size=8)]]
    row = levelled(lines, MIDDLE)[-1]
    assert row.size == pytest.approx(lines[0][0].size)
    assert (row.base, row.y0) == (200, pytest.approx(201 - 0.87 * 10, abs=0.1))


def test_the_words_of_a_heading_stay_in_order_when_their_base_lines_differ_by_a_hair() -> None:
    heads = [
        ("Désignation", 50, 260.2),
        ("P.U.", 330, 260.6),
        ("HT", 355, 260.3),
        ("Total", 500, 260.6),
        ("HT", 528, 260.6),
    ]
    page = Page(1, 600, 840, tuple(word(text, x, base) for text, x, base in heads))
    assert [column.text for column in headings(page)[0].columns] == ["designation", "p u ht", "total ht"]
