"""Photos made flat, and ruling lines too pale or too broken to be seen piece by piece: without reading a word."""

from __future__ import annotations

from random import Random

import numpy as np
import pytest
from PIL import Image, ImageDraw

from etabli.procurement.quotes.engine.files.flattening import on_its_own
from etabli.procurement.quotes.engine.files.scans import Scan, scan

from .printing import a_layout, a_truth, print_pdf
from .scanning import askew, picture_of, seen_from


def a_sheet() -> Image.Image:
    return picture_of(print_pdf(a_truth(Random(5)), a_layout(Random(5))), dpi=100)


def ready(image: Image.Image) -> Scan:
    return scan(image, lambda _even: 0)


def test_a_sheet_seen_from_aside_fills_the_picture_afterwards() -> None:
    sheet = a_sheet()
    flat = on_its_own(askew(sheet, Random(1), far=True)).convert("L")
    assert flat.width / flat.height == pytest.approx(sheet.width / sheet.height, abs=0.04)
    grey = np.asarray(flat)
    for corner in (grey[:12, :12], grey[:12, -12:], grey[-12:, :12], grey[-12:, -12:]):
        assert np.median(corner) > 95  # paper in the shade; the table under the same light has 60


@pytest.mark.parametrize("grey", [255, 120])
def test_a_scan_without_a_table_around_it_is_left_as_it_is(grey: int) -> None:
    sheet = Image.blend(a_sheet(), Image.new("RGB", a_sheet().size, "black"), 1 - grey / 255)
    assert on_its_own(sheet) is sheet


def test_a_dark_picture_in_a_page_is_no_table_around_it() -> None:
    sheet = a_sheet()
    sheet.paste((20, 20, 20), (0, 0, sheet.width, sheet.height // 4))
    assert on_its_own(sheet) is sheet


def in_the_shade(sheet: Image.Image) -> Image.Image:
    """A shadow with a straight edge over the left third of it."""
    light = np.ones((sheet.height, sheet.width, 1))
    light[:, : sheet.width // 3] = 0.35
    return Image.fromarray((np.asarray(sheet) * light).astype(np.uint8))


def test_the_edge_of_a_shadow_is_no_edge_of_the_sheet() -> None:
    shaded = in_the_shade(a_sheet())
    assert on_its_own(shaded) is shaded


@pytest.mark.parametrize(("fades_over", "left"), [(0.03, 0.5), (0.06, 0.35)])
def test_light_that_fades_over_a_sheet_ends_it_nowhere(fades_over: float, left: float) -> None:
    """Where little is printed in the shade, nothing but the way that the light falls tells it from a table."""
    sheet = a_sheet()
    sheet.paste("white", (round(0.45 * sheet.width), 0, sheet.width, sheet.height))
    across = np.arange(sheet.width) / sheet.width
    light = 1 - (1 - left) / (1 + np.exp(-(across - 0.5) / fades_over))
    shaded = Image.fromarray((np.asarray(sheet) * light[None, :, None]).astype(np.uint8))
    assert on_its_own(shaded) is shaded


def test_shade_and_pallor_are_taken_away_before_words_are_read() -> None:
    sheet = a_sheet()
    pale = Image.blend(sheet, Image.new("RGB", sheet.size, (235, 235, 235)), 0.7)
    for poor in (in_the_shade(sheet), pale, in_the_shade(pale)):
        clear = np.asarray(ready(poor).clear)
        left, right = clear[:, 40 : clear.shape[1] // 4], clear[:, clear.shape[1] // 2 :]
        assert min(np.median(left), np.median(right)) > 240
        assert min(np.percentile(left, 0.1), np.percentile(right, 0.1)) < 130


def test_a_shadow_is_no_dark_band_to_be_inverted() -> None:
    ink = np.asarray(ready(in_the_shade(a_sheet())).ink)
    assert (ink[:, : ink.shape[1] // 3] < 128).mean() < 0.1


def test_a_page_that_is_clear_is_read_as_it_is() -> None:
    read = ready(a_sheet())
    assert np.array_equal(np.asarray(read.clear), np.asarray(read.image.convert("L")))


def test_lines_that_lean_more_and_more_are_level_afterwards() -> None:
    sheet = Image.new("RGB", (1200, 1600), "white")
    draw = ImageDraw.Draw(sheet)
    for y in range(100, 1550, 60):
        draw.rectangle((100, y, 1100, y + 3), fill="black")
        draw.rectangle((100, y + 8, 1100, y + 11), fill="black")
    corners = [(0.0, 0.0), (1200.0, 40.0), (1200.0, 1540.0), (0.0, 1600.0)]
    leaning = sheet.transform(
        sheet.size, Image.Transform.PERSPECTIVE, seen_from(corners, sheet.size), Image.Resampling.BICUBIC,
        fillcolor="white",
    )  # fmt: skip
    dark = np.asarray(ready(leaning).image.convert("L")) < 128
    first, last = dark[:, 300:340].any(axis=1), dark[:, 1300:1340].any(axis=1)
    assert (first == last).mean() > 0.87
    askew_rows = np.asarray(leaning.convert("L").resize((1754, 2339))) < 128
    assert (askew_rows[:, 300:340].any(axis=1) == askew_rows[:, 1300:1340].any(axis=1)).mean() < 0.8


def ruled(level: int, *, gap: int = 0, grain: float = 0.0) -> Image.Image:
    """A grid of 3 by 4 cells on white paper, its lines of that level, broken by blanks of `gap` pixels."""
    page = Image.new("L", (1654, 2339), 250)
    draw = ImageDraw.Draw(page)
    for y in range(600, 1201, 150):
        draw.line((300, y, 1350, y), fill=level, width=2)
    for x in range(300, 1351, 350):
        draw.line((x, 600, x, 1200), fill=level, width=2)
    if gap:
        for x in range(400, 1350, 400):
            draw.rectangle((x, 500, x + gap, 1300), fill=250)
    noise = np.random.default_rng(3).normal(0, grain, (2339, 1654))
    return Image.fromarray(np.clip(np.asarray(page) + noise, 0, 255).astype(np.uint8))


@pytest.mark.parametrize(("level", "gap", "grain"), [(0, 0, 0.0), (0, 30, 4.0), (225, 0, 5.0), (238, 0, 3.0)])
def test_ruling_lines_are_found_however_pale_or_broken(level: int, gap: int, grain: float) -> None:
    lines = ready(ruled(level, gap=gap, grain=grain)).lines
    across = [(x0, y0, x1, y1) for x0, y0, x1, y1 in lines if x1 - x0 > y1 - y0]
    down = [(x0, y0, x1, y1) for x0, y0, x1, y1 in lines if y1 - y0 >= x1 - x0]
    assert sorted(round((y0 + y1) / 2 / 10) * 10 for _, y0, _, y1 in across) == [600, 750, 900, 1050, 1200]
    assert sorted(round((x0 + x1) / 2 / 10) * 10 for x0, _, x1, _ in down) == [300, 650, 1000, 1350]
    assert all(x0 < 330 and x1 > 1320 for x0, _, x1, _ in across)


def test_grain_and_letters_are_no_ruling_lines() -> None:
    grain = np.clip(np.random.default_rng(4).normal(245, 8, (2339, 1654)), 0, 255).astype(np.uint8)
    assert ready(Image.fromarray(grain)).lines == ()
    words = Image.new("L", (1654, 2339), 250)
    draw = ImageDraw.Draw(words)
    for y in range(200, 2100, 45):
        draw.text((200, y), "Conception du site et formation de l'artisan " * 2, fill=60, font_size=26)
    assert ready(words).lines == ()
