"""The limited child, the command, hostile files, and the corpus when it is there."""

from __future__ import annotations

import io
import json
import sys
import zipfile
from decimal import Decimal
from pathlib import Path

import pikepdf
import pytest
from fpdf import FPDF

from etabli.procurement.needs.catalogue import load
from etabli.procurement.quotes.command import main
from etabli.procurement.quotes.engine import Document, Unreadable, decode
from etabli.procurement.quotes.reading import read, read_all
from etabli.site.testing import collected
from tests.procurement.quotes.hostile import pages_of


def a_pdf(lines: int = 1) -> bytes:
    pdf = FPDF()
    pdf.add_page()
    pdf.set_font("helvetica", "", 10)
    pdf.cell(0, 6, "Devis n° D-12 du 02/03/2026", new_x="LMARGIN", new_y="NEXT")
    for cells in [
        ("Description", "Qté", "Prix unitaire HT", "Total HT"),
        *[("Logo", "2", "150,00", "300,00")] * lines,
    ]:
        for cell in cells:
            pdf.cell(45, 6, cell)
        pdf.ln()
    pdf.cell(135, 6, "Total HT")
    pdf.cell(45, 6, f"{300 * lines},00")
    return bytes(pdf.output())


def encrypted() -> bytes:
    kept = io.BytesIO()
    with pikepdf.open(io.BytesIO(a_pdf())) as pdf:
        pdf.save(kept, encryption=pikepdf.Encryption(owner="a", user="b"))
    return kept.getvalue()


def zip_bomb() -> bytes:
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"<a>" + b" " * 200_000_000 + b"</a>")
    return kept.getvalue()


HOSTILE = {
    "empty": b"",
    "truncated": a_pdf()[:300],
    "noise": bytes(range(256)) * 40,
    "text named pdf": b"bonjour, voici mon devis",
    "picture": b"\x89PNG\r\n\x1a\n" + b"0" * 100,
    "broken zip": b"PK\x03\x04" + b"0" * 200,
    "half xml": b"<?xml version='1.0'?><a",
}


def test_a_document_is_read_in_a_child() -> None:
    quote = read(Document("devis.pdf", a_pdf()))
    assert quote.number
    assert quote.number.value == "D-12"
    assert [line.description for line in quote.lines] == ["Logo"]


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_files_are_refused_in_plain_words(name: str) -> None:
    with pytest.raises(Unreadable) as refusal:
        read(Document("devis.pdf", HOSTILE[name]))
    assert refusal.value.what.endswith(".")
    assert refusal.value.mend.endswith(".")
    assert refusal.value.what_en != refusal.value.what


def test_an_encrypted_file_says_so() -> None:
    with pytest.raises(Unreadable, match="mot de passe"):
        read(Document("devis.pdf", encrypted()))


def test_a_zip_bomb_is_refused() -> None:
    with pytest.raises(Unreadable):
        read(Document("devis.docx", zip_bomb()))


def test_too_many_pages_are_refused() -> None:
    kept = io.BytesIO()
    pdf = pikepdf.new()
    for _ in range(500):
        pdf.add_blank_page()
    pdf.save(kept)
    with pytest.raises(Unreadable, match="500 pages"):
        read(Document("devis.pdf", kept.getvalue()))


def lines_of(pages: int) -> int:
    """So many lines fill so many pages of `a_pdf`."""
    return 44 * pages - 3


def calls_to_read(pages: int) -> int:
    """How many functions are called to read a quote of so many pages."""
    document, calls = Document("devis.pdf", a_pdf(lines_of(pages))), 0

    def count(*_event: object) -> None:
        nonlocal calls
        calls += 1

    sys.setprofile(count)
    try:
        quote = decode(document)
    finally:
        sys.setprofile(None)
    assert quote.pages == pages
    assert len(quote.lines) == lines_of(pages)
    return calls


def test_the_work_grows_as_the_pages() -> None:
    calls_to_read(1)  # loads what is loaded once
    few, many = calls_to_read(5), calls_to_read(20)
    assert many < 4.4 * few


def test_200_pages_are_read_in_300_megabytes() -> None:
    quote = read(Document("devis.pdf", a_pdf(lines_of(200))), memory_mb=300)
    assert (quote.pages, len(quote.lines)) == (200, lines_of(200))
    assert quote.totals.net
    assert quote.totals.net.value == 300 * lines_of(200)


def test_a_file_that_fells_the_child_does_not_stop_the_others() -> None:
    first, second, third = read_all(
        [Document("a", a_pdf()), Document("b", zip_bomb()), Document("c", a_pdf())]
    )
    assert not isinstance(first, Unreadable)
    assert isinstance(second, Unreadable)
    assert not isinstance(third, Unreadable)


def test_each_page_is_told_once_it_is_read_and_how_many_there_are_before() -> None:
    told: list[tuple[int, int]] = []
    read(Document("devis.pdf", pages_of(3)), tell=lambda done, total: told.append((done, total)))
    assert told == [(0, 3), (1, 3), (2, 3), (3, 3)]
    told.clear()
    read(Document("devis.pdf", a_pdf(), more=(a_pdf(), pages_of(4))), tell=lambda *at: told.append(at))
    assert told == [(0, 3), (1, 3), (2, 3), (3, 3)]


def test_what_is_done_meanwhile_is_done_once() -> None:
    done: list[int] = []
    read_all([Document("b", zip_bomb()), Document("a", a_pdf())], meanwhile=lambda: done.append(1))
    assert done == [1]


def test_memory_is_limited() -> None:
    with pytest.raises(Unreadable):
        read(Document("devis.pdf", a_pdf()), memory_mb=30)


def test_the_command_prints_one_document(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "devis.pdf"
    file.write_bytes(a_pdf(2))
    assert main(["--json", str(file)]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["file"] == str(file)
    assert answer["totals"]["net"] == "600.00"
    assert len(answer["lines"]) == 2


def test_the_command_goes_on_past_a_bad_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    good, bad = tmp_path / "a.pdf", tmp_path / "b.pdf"
    good.write_bytes(a_pdf())
    bad.write_bytes(b"%PDF-1.4 nothing")
    assert main(["--json", str(bad), str(good), str(tmp_path / "absent.pdf")]) == 2
    captured = capsys.readouterr()
    first, second, third = json.loads(captured.out)
    assert set(first["error"]) == {"what", "mend"}
    assert second["number"] == "D-12"
    assert "error" in third
    assert "Traceback" not in captured.err
    assert str(bad) in captured.err


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"[]", "not an object"),
        (b"{", "not JSON at line 1"),
        (b"[" * 100_000, "not JSON"),
        (b"\xff", "not UTF-8"),
        (b'{"needs": []}', "outcome is"),
        (b'{"outcome": "site", "needs": [1]}', "needs[0] is not an object"),
        (b'{"outcome": "site", "needs": [{}]}', "needs[0].id"),
        (b'{"outcome": "site", "needs": [{"id": ["a"]}]}', "needs[0].id is not a text"),
        (None, "No such file"),
    ],
)
def test_a_brief_that_is_no_brief_is_one_line_and_exit_code_2(
    content: bytes | None, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file, brief = tmp_path / "devis.pdf", tmp_path / "brief.json"
    file.write_bytes(a_pdf())
    if content is not None:
        brief.write_bytes(content)
    with pytest.raises(SystemExit) as ended:
        main(["--json", str(file), "--brief", str(brief)])
    out, err = capsys.readouterr()
    assert (ended.value.code, out, err.count("\n")) == (2, "", 1)
    assert str(brief) in err
    assert said in err


def test_the_command_compares_with_a_brief(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file, brief = tmp_path / "devis.pdf", tmp_path / "brief.json"
    file.write_bytes(a_pdf())
    needs = [{"id": "hosting", "answer": "Oui"}, {"id": "domain-owner", "answer": "À mon nom"}]
    brief.write_text(json.dumps({"outcome": "site", "needs": needs}))
    assert main(["--json", str(file), "--brief", str(brief)]) == 0
    answer = json.loads(capsys.readouterr().out)
    asked = {one["need"]: one for one in answer["against_brief"] if one["status"] != "extra"}
    assert {need: one["status"] for need, one in asked.items()} == {
        "hosting": "missing",
        "domain-owner": "missing",
    }
    for one in answer["against_brief"]:
        assert one.keys() == {"need", "status", "lines", "question"}
        assert one["status"] in ("covered", "missing", "unclear", "extra")
        assert all(0 <= at < len(answer["lines"]) for at in one["lines"])
    asks = {need.id: need.ask.fr for need in load().needs}
    assert {need: one["question"] for need, one in asked.items()} == {need: asks[need] for need in asked}
    assert main([str(file), "--brief", str(brief), "--language", "en"]) == 0
    told = capsys.readouterr().out
    assert "[missing] hosting Is hosting included" in told
    assert "net 300.00" in told


@pytest.mark.skipif(not collected.folders(), reason="ETABLI_CORPUS isn't set: the real documents aren't read")
@pytest.mark.parametrize(
    ("folder", "floor"),
    [("devis_fr", 0.97), ("factures_fr", 0.97), ("facturx_fr", 0.97), ("zugferd_de", 0.9)],
)
def test_the_totals_of_real_documents(folder: str, floor: float) -> None:
    known = collected.folders()[0]
    files = sorted((known / "quotes" / folder).glob("*.pdf"))
    answers = read_all([Document(f.name, f.read_bytes(), read_xml=False) for f in files])
    right = wanted = 0
    for file, answer in zip(files, answers, strict=True):
        truth = json.loads(file.with_name(file.name + ".json").read_text())["totals"]
        for name in ("net", "vat", "gross"):
            if truth.get(name) is not None:
                got = None if isinstance(answer, Unreadable) else getattr(answer.totals, name)
                wanted += 1
                right += got is not None and abs(float(got.value) - truth[name]) < 0.011
    assert right / wanted >= floor


@pytest.mark.parametrize("angle", [0, 90, 180, 270])
def test_a_turned_page_is_read_all_the_same(angle: int) -> None:
    kept = io.BytesIO()
    with pikepdf.open(io.BytesIO(a_pdf(2))) as pdf:
        pdf.pages[0].rotate(angle, relative=True)
        pdf.save(kept)
    quote = read(Document("devis.pdf", kept.getvalue()))
    assert [line.net_amount for line in quote.lines] == [300, 300]


@pytest.mark.parametrize("angle", [90, 180, 270])
def test_text_drawn_sideways_is_read(angle: int) -> None:
    pdf = FPDF(format=(300, 300))
    pdf.add_page()
    pdf.set_font("helvetica", "", 10)
    with pdf.rotation(angle, 150, 150):
        for y, cells in [
            (60, ("Description", "Qté", "Prix unitaire HT", "Total HT")),
            (70, ("Logo", "2", "150,00", "300,00")),
            (90, ("Total HT", "", "", "300,00")),
        ]:
            for x, cell in zip((60, 120, 150, 200), cells, strict=True):
                pdf.text(x, y, cell)
    quote = read(Document("devis.pdf", bytes(pdf.output())))
    assert [(line.description, line.net_amount) for line in quote.lines] == [("Logo", Decimal(300))]
