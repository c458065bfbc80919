"""RapidOCR's models: pinned, quiet, and used only for pictures; the words cut out of a line and boxed by their ink."""

from __future__ import annotations

import logging
import subprocess
import sys
from pathlib import Path
from random import Random

import numpy as np
import pytest
from PIL import Image

from etabli.procurement.quotes import reading
from etabli.procurement.quotes.engine import Document
from etabli.procurement.quotes.engine.files import rapid, recognising, tesseract
from etabli.procurement.quotes.engine.files.detection import strips
from etabli.procurement.quotes.engine.files.lettering import words_of
from etabli.procurement.quotes.engine.files.rapid import Letter
from etabli.procurement.quotes.engine.files.readers import pages_of

from .printing import HEADS, Layout, a_truth, print_pdf
from .scanning import picture_of, saved

with_rapid = pytest.mark.skipif(not rapid.is_there(), reason="RapidOCR isn't installed (the extra `ocr`)")


def a_letter_of(share: float) -> bytes:
    """The top of a printed quote: as little as says something."""
    paper = picture_of(print_pdf(a_truth(Random(3)), Layout(heads=HEADS[0])))
    return saved(paper.crop((0, 0, paper.width, round(paper.height * share))), "PNG")


# -- Trusted, and quiet ------------------------------------------------------------------------------------------------


@pytest.fixture
def another_model(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder where one of the models is missing and the other isn't ours."""
    (tmp_path / "PP-OCRv6_det_small.onnx").write_bytes(b"a model of somebody's own")
    monkeypatch.setattr(rapid, "_path", lambda name: tmp_path / name)
    rapid.altered.cache_clear()
    yield
    rapid.altered.cache_clear()


@with_rapid
@pytest.mark.usefixtures("another_model")
def test_a_model_that_is_not_ours_is_left_aside_and_told_to_the_administrator(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tesseract, "languages", lambda: ("fra",))
    reading._say_altered.cache_clear()
    assert recognising.reader() == "tesseract"
    with caplog.at_level(logging.ERROR, "etabli.quotes"):
        reading._eyes()
        reading._eyes()
    (record,) = caplog.records
    assert "PP-OCRv6_det_small.onnx" in record.getMessage()
    assert "PP-OCRv6_rec_small.onnx" in record.getMessage()
    reading._say_altered.cache_clear()


def test_a_machine_without_the_models_reads_by_tesseract(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rapid, "find_spec", lambda name: None)
    monkeypatch.setattr(tesseract, "languages", lambda: ("fra",))
    rapid.altered.cache_clear()
    assert recognising.reader() == "tesseract"
    assert rapid.altered() == ()
    rapid.altered.cache_clear()


WATCHED = """
import os, sys
tried = []
def watch(event, arguments):
    if event.startswith("socket.") or event in ("subprocess.Popen", "os.exec", "os.posix_spawn"):
        tried.append(event)
    if event == "open" and isinstance(arguments[2], int) and arguments[2] & (os.O_WRONLY | os.O_RDWR | os.O_CREAT):
        tried.append(f"open {arguments[0]}")
sys.addaudithook(watch)
from etabli.procurement.quotes.engine import Document
from etabli.procurement.quotes.engine.files.readers import pages_of
source, pages = pages_of(Document("devis.png", sys.stdin.buffer.read()))
print(source, len(pages[0].words) > 20, os.environ.get("ORT_DISABLE_TELEMETRY"), "rapidocr" in sys.modules, tried)
"""


@with_rapid
def test_reading_a_picture_reaches_no_network_starts_nothing_and_writes_nothing(tmp_path: Path) -> None:
    """Not even the telemetry that onnxruntime sends unless it is told not to: it would keep an identity at home."""
    done = subprocess.run(
        [sys.executable, "-B", "-c", WATCHED],
        input=a_letter_of(0.25),
        capture_output=True,
        check=True,
        cwd=tmp_path,
        env={"HOME": str(tmp_path), "TMPDIR": str(tmp_path), "PYTHONPATH": ":".join(sys.path)},
    )
    assert done.stdout.decode().strip() == "ocr True 1 False []"
    assert list(tmp_path.iterdir()) == []


def test_a_pdf_of_text_brings_in_nothing_that_reads_pictures() -> None:
    script = (
        "import sys; from etabli.procurement.quotes.engine import Document, decode;"
        "decode(Document('devis.pdf', sys.stdin.buffer.read()));"
        "print(sorted({'onnxruntime', 'PIL', 'rapidocr'} & set(sys.modules)))"
    )
    content = print_pdf(a_truth(Random(3)), Layout(heads=HEADS[0]))
    done = subprocess.run(
        [sys.executable, "-B", "-c", script],
        input=content,
        capture_output=True,
        check=True,
        env={"PYTHONPATH": ":".join(sys.path)},
    )
    assert done.stdout.decode().strip() == "[]"


@with_rapid
def test_the_reading_child_may_start_no_program_where_the_models_read() -> None:
    assert reading._eyes() == {}


@with_rapid
def test_the_same_picture_is_read_alike_twice() -> None:
    document = Document("devis.png", a_letter_of(0.25))
    assert pages_of(document) == pages_of(document)


# -- Lines, words, letters ---------------------------------------------------------------------------------------------


def test_lines_of_text_are_found_with_their_slope() -> None:
    likely = np.zeros((120, 200), dtype=np.float32)
    likely[20:26, 10:110] = 0.9
    for x in range(20, 180):  # goes down by a tenth
        y = 50 + x // 10
        likely[y : y + 6, x] = 0.8
    likely[90:95, 20:60] = 0.35  # unlikely
    likely[100:102, 100:101] = 0.9  # a speck
    level, leaning = strips(likely, 2.0, 2.0)
    assert level.core[0] == 20
    assert level.core[2] == pytest.approx(220, abs=4)
    assert level.slope == pytest.approx(0, abs=0.005)
    assert leaning.slope == pytest.approx(0.1, abs=0.02)
    assert leaning.core[3] - leaning.core[1] < 40
    assert level.reach > 2


def letters_at(text: str, places: list[int], wide: int, sure: float = 0.9) -> list[Letter]:
    return [Letter(letter, place / wide, sure) for letter, place in zip(text, places, strict=True)]


def test_words_are_cut_at_blanks_and_boxed_by_their_ink() -> None:
    ink = np.zeros((40, 200), dtype=np.bool_)
    for x0, x1 in ((10, 18), (20, 28), (60, 68), (120, 128)):
        ink[10:28, x0:x1] = True
    ink[0:3, 60:90] = True  # the feet of the line above
    ink[28:34, 22:26] = True  # a letter that goes below
    letters = letters_at("ap 1 2", [14, 24, 45, 64, 100, 124], 200)
    words = words_of(letters, ink, 100, 1000, 7)
    assert [(word.text, word.x0, word.x1) for word in words] == [
        ("ap", 110, 128),
        ("1", 160, 168),
        ("2", 220, 228),
    ]
    assert [word.y0 for word in words] == [1010, 1010, 1010]
    assert {word.base for word in words} == {1028}
    assert {word.line for word in words} == {7}


def test_a_wide_blank_cuts_a_word_even_where_no_space_was_read() -> None:
    ink = np.zeros((30, 200), dtype=np.bool_)
    for x0 in (10, 22, 90):
        ink[6:24, x0 : x0 + 10] = True
    words = words_of(letters_at("12€", [15, 27, 95], 200), ink, 0, 0, 0)
    assert [word.text for word in words] == ["12", "€"]


def test_a_figure_too_pale_to_leave_ink_is_kept_where_the_model_saw_it() -> None:
    ink = np.zeros((30, 200), dtype=np.bool_)
    for x0 in (40, 55, 70):
        ink[6:24, x0 : x0 + 10] = True
    words = words_of(letters_at("2 150", [15, 28, 45, 60, 75], 200), ink, 0, 0, 0)
    assert [word.text for word in words] == ["2", "150"]
    assert words[0].x1 < words[1].x0


def test_a_letter_too_pale_to_leave_ink_cuts_no_word() -> None:
    ink = np.zeros((30, 200), dtype=np.bool_)
    for x0 in (10, 22, 46, 58, 90):  # nothing of the third letter, nor of the space
        ink[6:24, x0 : x0 + 10] = True
    letters = letters_at("total HT", [15, 27, 39, 51, 63, 75, 95, 107], 200)
    assert [word.text for word in words_of(letters, ink, 0, 0, 0)] == ["total", "HT"]


def test_a_label_ends_at_its_colon_even_where_no_space_was_read() -> None:
    ink = np.zeros((30, 200), dtype=np.bool_)
    for x0 in (10, 22, 34, 50):
        ink[6:24, x0 : x0 + 10] = True
    words = words_of(letters_at("HT:8", [15, 27, 39, 55], 200), ink, 0, 0, 0)
    assert [word.text for word in words] == ["HT:", "8"]


def test_the_sign_before_decimals_cuts_no_amount() -> None:
    ink = np.zeros((30, 200), dtype=np.bool_)
    for x0, x1 in ((10, 20), (44, 46), (54, 64)):
        ink[6:24, x0:x1] = True
    (word,) = words_of(letters_at("1.5", [15, 45, 59], 200), ink, 0, 0, 0)
    assert word.text == "1.5"


def test_a_word_is_no_surer_than_its_least_sure_letter_and_a_model_too_sure_of_itself() -> None:
    ink = np.ones((30, 100), dtype=np.bool_)
    letters = [Letter("1", 0.2, 0.999), Letter("8", 0.5, 0.8), Letter("0", 0.8, 0.999)]
    (word,) = words_of(letters, ink, 0, 0, 0)
    assert word.confidence < 0.35  # a guess


@with_rapid
def test_a_line_is_read_in_our_languages_alone() -> None:
    blank = np.asarray(Image.new("L", (300, 40), 255))
    assert rapid.read_line(blank) == []
    known, _ = rapid._alphabet()
    assert {"é", "€", "ç", "œ", "ß", " "} <= set(known)
    assert all(sign < "\u3000" for sign in known)
