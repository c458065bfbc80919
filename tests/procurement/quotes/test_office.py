"""DOCX and ODT: what their reader sees is read, once; what was deleted, hidden or only prompted for is not."""

from __future__ import annotations

import io
import zipfile
from random import Random

import pytest

from etabli.procurement.quotes.engine import Document, Unreadable, decode
from etabli.procurement.quotes.engine.files.office import office_pages, pictures
from tests.procurement.quotes.letters import print_docx, print_odt
from tests.procurement.quotes.printing import a_layout, a_truth

SPACE = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:v="urn:schemas-microsoft-com:vml"'
)
OASIS = "urn:oasis:names:tc:opendocument:xmlns:"
ODF = " ".join(f'xmlns:{n}="{OASIS}{v}:1.0"' for n, v in (
    ("office", "office"), ("text", "text"), ("table", "table"), ("style", "style"), ("draw", "drawing"),
))  # fmt: skip
MIMETYPE = b"application/vnd.oasis.opendocument.text"


def zipped(parts: dict[str, bytes]) -> bytes:
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, inside in parts.items():
            archive.writestr(name, inside)
    return kept.getvalue()


def docx(body: str, main: str = "word/document.xml", **others: str) -> bytes:
    parts = {main: f"<w:document {SPACE}><w:body>{body}</w:body></w:document>"}
    parts |= {f"word/{name}.xml": f"<w:x {SPACE}>{inside}</w:x>" for name, inside in others.items()}
    return zipped({name: inside.encode() for name, inside in parts.items()})


def odt(body: str, automatic: str = "", master: str = "") -> bytes:
    content = (
        f"<office:document-content {ODF}><office:automatic-styles>{automatic}</office:automatic-styles>"
        f"<office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )
    styles = (
        f"<office:document-styles {ODF}><office:master-styles>{master}</office:master-styles>"
        "</office:document-styles>"
    )
    parts = {"mimetype": MIMETYPE, "content.xml": content.encode(), "styles.xml": styles.encode()}
    return zipped(parts)


def rows_of(content: bytes) -> list[str]:
    return [row.text for page in office_pages(content) for row in page.rows]


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def p(*runs: str) -> str:
    return f"<w:p>{''.join(one if one.startswith('<') else run(one) for one in runs)}</w:p>"


def field(text: str, properties: str = "") -> str:
    return f"<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{run(text)}</w:sdtContent></w:sdt>"


def held(inside: str) -> str:
    return f"<w:sdt><w:sdtContent>{inside}</w:sdtContent></w:sdt>"


def tc(inside: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inside}</w:tc>"


def tbl(*rows: str, columns: int = 2) -> str:
    return f"<w:tbl><w:tblGrid>{'<w:gridCol w:w="2000"/>' * columns}</w:tblGrid>{''.join(rows)}</w:tbl>"


def tr(*cells: str, properties: str = "") -> str:
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


# -- A quote that a word processor writes comes back ------------------------------------------------------------------


@pytest.mark.parametrize("write", [print_docx, print_odt])
def test_a_random_quote_comes_back(write: object) -> None:
    assert callable(write)
    for seed in range(30):
        dice = Random(seed)
        truth, layout = a_truth(dice), a_layout(dice)
        quote = decode(Document("devis", write(truth, layout, dice)))
        assert quote.source == "docx"
        assert [(line.description, line.net_amount) for line in quote.lines] == [
            (i.name, i.net) for i in truth.items
        ]
        found = (quote.number, quote.issued_on, quote.valid_until, quote.totals.net, quote.totals.gross)
        wanted = [truth.number, truth.issued_on, truth.valid_until, truth.net, truth.gross]
        assert [one.value if one else None for one in found] == wanted, seed


# -- DOCX -------------------------------------------------------------------------------------------------------------


def day(stored: str) -> str:
    return f'<w:date w:fullDate="{stored}T00:00:00Z"/>'


def test_a_field_that_was_filled_in_is_read() -> None:
    assert rows_of(docx(p("N° ", field("D-7")))) == ["N° D-7"]


def test_a_prompt_is_no_value() -> None:
    assert rows_of(docx(p("N° ", field("001", "<w:showingPlcHdr/>")))) == ["N°"]
    prompt = field("01/01/2026", day("2026-01-01") + "<w:showingPlcHdr/>")
    assert rows_of(docx(p("Date : ", prompt))) == ["Date :"]


@pytest.mark.parametrize(
    ("printed", "stored", "kept"),
    [
        ("06/02/2026", "2026-02-06", True),
        ("6 février 2026", "2026-02-06", True),
        ("2/25/2026", "2026-02-25", True),
        ("2/6/2026", "2026-02-06", False),
    ],
)
def test_a_day_that_would_be_misread_is_left_out(printed: str, stored: str, kept: bool) -> None:
    shown = f"Date : {printed}" if kept else "Date :"
    assert rows_of(docx(p("Date : ", field(printed, day(stored))))) == [shown]
    dated = f'<text:p>Date : <text:date text:date-value="{stored}">{printed}</text:date></text:p>'
    assert rows_of(odt(dated)) == [shown]


CHOICE = "<w:drawing><w:txbxContent>{}</w:txbxContent></w:drawing>"
DOCX = {
    "tracked changes": (
        p("Total ", f"<w:del>{run('900').replace('w:t', 'w:delText')}</w:del>", f"<w:ins>{run('950')}</w:ins>"),
        ["Total 950"],
    ),
    "moved text": (
        p("A", f"<w:moveFrom>{run('loin')}</w:moveFrom>") + p(f"<w:moveTo>{run('près')}</w:moveTo>"),
        ["A", "près"],
    ),
    "hidden text": (p("vu ", run("caché", "<w:vanish/>"), run("dit", '<w:vanish w:val="0"/>')), ["vu dit"]),
    "a text box once": (
        p(
            "Devis",
            "<w:r><mc:AlternateContent><mc:Choice>" + CHOICE.format(p("SIRET")) + "</mc:Choice><mc:Fallback>"
            "<v:textbox><w:txbxContent>" + p("SIRET") + "</w:txbxContent></v:textbox></mc:Fallback>"
            "</mc:AlternateContent></w:r>",
        ),
        ["Devis", "SIRET"],
    ),
    "a field's result": (
        p('<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r>', "3"),
        ["3"],
    ),
    "tabs, hyphens, breaks": (
        p("Total", "<w:r><w:tab/><w:t>12</w:t><w:noBreakHyphen/><w:t>A</w:t><w:br/><w:t>suite</w:t></w:r>"),
        ["Total 12-A", "suite"],
    ),
    "signs that no one sees": (p("De\u00advis \u202e12\u202c\u200b,00"), ["Devis 12,00"]),
    "a list": (
        "<w:p><w:pPr><w:numPr><w:numId w:val='2'/></w:numPr></w:pPr>" + run("Maquette") + "</w:p>",
        ["• Maquette"],
    ),
    "rows and cells in controls": (
        tbl(held(tr(held(tc(p("a"))), tc(p("b"))))),
        ["a b"],
    ),
    "a deleted row": (tbl(tr(tc(p("a")), tc(p("1"))), tr(tc(p("b")), tc(p("2")), properties="<w:del/>")), ["a 1"]),
    "a table in a cell": (tbl(tr(tc(p("a") + tbl(tr(tc(p("x")), tc(p("y"))))), tc(p("b")))), ["a b", "x y"]),
}  # fmt: skip


@pytest.mark.parametrize("name", DOCX)
def test_a_docx_is_read_as_its_reader_sees_it(name: str) -> None:
    body, shown = DOCX[name]
    assert rows_of(docx(body)) == shown


def test_merged_cells_keep_their_columns() -> None:
    merged = tbl(
        tr(tc(p("un")), tc(p("deux")), tc(p("trois"))),
        tr(tc(p("large"), '<w:gridSpan w:val="2"/>'), tc(p("fin"))),
        tr(tc(p("haut"), '<w:vMerge w:val="restart"/>'), tc(p("b")), tc(p("c"))),
        tr(tc(p("caché"), "<w:vMerge/>"), tc(p("e")), tc(p("f"))),
        tr(tc(p("décalé")), properties='<w:gridBefore w:val="2"/>'),
        columns=3,
    )
    (page,) = office_pages(docx(merged))
    lefts = {word.text: word.x0 for word in page.words}
    assert "caché" not in lefts
    assert lefts["un"] == lefts["large"] == lefts["haut"]
    assert lefts["deux"] == lefts["b"] == lefts["e"]
    assert lefts["trois"] == lefts["fin"] == lefts["c"] == lefts["f"] == lefts["décalé"]


def test_headers_stand_above_once_and_notes_and_footers_below() -> None:
    parts = {
        "header1": p("Studio"),
        "header2": p("Studio"),
        "footer1": p("SIRET 732 829 320 00074"),
        "footnotes": p("Note"),
    }
    assert rows_of(docx(p("Devis"), **parts)) == ["Studio", "Devis", "SIRET 732 829 320 00074", "Note"]
    assert rows_of(docx(p("Devis"), main="word/document2.xml")) == ["Devis"]


def test_an_amount_is_never_cut_in_two_by_a_narrow_column() -> None:
    grid = "<w:tblGrid><w:gridCol w:w='9900'/><w:gridCol w:w='100'/></w:tblGrid>"
    row = tr(tc(p("Site")), tc(p("1 234 567,00 €")))
    assert rows_of(docx(f"<w:tbl>{grid}{row}</w:tbl>")) == ["Site 1 234 567,00 €"]


# -- ODT --------------------------------------------------------------------------------------------------------------

ODT = {
    "tracked changes": (
        "<text:tracked-changes><text:changed-region><text:deletion><text:p>900</text:p></text:deletion>"
        "</text:changed-region></text:tracked-changes><text:p>Total <text:change/>950</text:p>",
        ["Total 950"],
    ),
    "comments and notes": (
        "<text:p>Prix<office:annotation><text:p>trop cher</text:p></office:annotation><text:note><text:note-citation>1"
        "</text:note-citation><text:note-body><text:p>hors port</text:p></text:note-body></text:note> net</text:p>",
        ["Prix net", "hors port"],
    ),
    "prompts and hidden text": (
        "<text:p>N° <text:placeholder>&lt;numéro&gt;</text:placeholder><text:hidden-text>x</text:hidden-text></text:p>",
        ["N°"],
    ),
    "blanks, tabs, breaks": (
        "<text:p>a<text:s text:c='3'/>b<text:tab/><text:span>c</text:span><text:line-break/>d</text:p>",
        ["a b c", "d"],
    ),
    "lists and sections": (
        "<text:section><text:list><text:list-item><text:p>un</text:p></text:list-item></text:list></text:section>",
        ["• un"],
    ),
    "a text box": (
        "<text:p>Devis<draw:frame><draw:text-box><text:p>SIRET</text:p></draw:text-box></draw:frame></text:p>",
        ["Devis", "SIRET"],
    ),
    "repeated rows and hidden ones": (
        "<table:table><table:table-row table:number-rows-repeated='2'><table:table-cell><text:p>a</text:p>"
        "</table:table-cell></table:table-row><table:table-row table:visibility='collapse'>"
        "<table:table-cell><text:p>b</text:p></table:table-cell></table:table-row></table:table>",
        ["a", "a"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", ODT)
def test_an_odt_is_read_as_its_reader_sees_it(name: str) -> None:
    body, shown = ODT[name]
    assert rows_of(odt(body)) == shown
    flat = f"<office:body><office:text>{body}</office:text></office:body>"
    assert rows_of(f"<office:document {ODF}>{flat}</office:document>".encode()) == shown


def test_covered_and_repeated_cells_keep_their_columns() -> None:
    def cell(text: str, more: str = "") -> str:
        return f"<table:table-cell {more}><text:p>{text}</text:p></table:table-cell>"

    covered = "<table:covered-table-cell><text:p>caché</text:p></table:covered-table-cell>"
    rows = [
        cell("un") + cell("deux") + cell("trois"),
        cell("large", "table:number-columns-spanned='2'") + covered + cell("fin"),
        "<table:table-cell table:number-columns-repeated='2'/>" + cell("c"),
        cell("x", "table:number-columns-repeated='3'"),
    ]
    table = "".join(f"<table:table-row>{row}</table:table-row>" for row in rows)
    (page,) = office_pages(odt(f"<table:table>{table}</table:table>"))
    lefts = {word.text: word.x0 for word in page.words}
    assert "caché" not in lefts
    assert lefts["un"] == lefts["large"]
    assert lefts["trois"] == lefts["fin"] == lefts["c"] == lefts["x"]
    assert [row.text for row in page.rows][-1] == "x x x"


def test_headers_and_footers_of_an_odt() -> None:
    header = "<style:header><text:p>Studio</text:p></style:header>"
    page = (
        f"<style:master-page>{header}<style:footer><text:p>SIRET</text:p></style:footer></style:master-page>"
    )
    assert rows_of(odt("<text:p>Devis</text:p>", master=page * 2)) == ["Studio", "Devis", "SIRET"]


# -- Others -----------------------------------------------------------------------------------------------------------


def test_a_long_document_has_several_pages() -> None:
    pages = office_pages(docx("".join(p(f"Ligne {n} du contrat") for n in range(2000))))
    assert [page.number for page in pages] == list(range(1, len(pages) + 1))
    assert len(pages) > 1
    assert sum(len(page.words) for page in pages) == 8000


def test_a_scan_in_a_letter_gives_its_pictures() -> None:
    parts = {"word/document.xml": f"<w:document {SPACE}/>".encode()}
    parts |= {f"word/media/image{n}.png": b"\x89PNG%d" % n for n in (1, 10, 2)}
    content = zipped(parts)
    assert pictures(content) == (b"\x89PNG1", b"\x89PNG2", b"\x89PNG10")


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
REFUSED = {
    "old Word": (OLE + "WordDocument".encode("utf-16-le"), "ancien"),
    "old Excel": (OLE + "Workbook".encode("utf-16-le"), "feuille de calcul"),
    "encrypted DOCX": (OLE + "EncryptedPackage".encode("utf-16-le"), "mot de passe"),
    "RTF": (b"{\\rtf1\\ansi Devis}", "ancien"),
    "XLSX": (zipped({"[Content_Types].xml": b"<Types/>", "xl/workbook.xml": b"<w/>"}), "feuille de calcul"),
    "ODS": (zipped({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet", "content.xml": b"<a/>"}), "calcul"),
    "encrypted ODT": (
        zipped({"mimetype": MIMETYPE, "content.xml": b"\1\2", "META-INF/manifest.xml": b"<m:encryption-data/>"}),
        "mot de passe",
    ),
    "an archive": (zipped({"devis.pdf": b"%PDF"}), "archive"),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_what_isnt_read_is_named_and_told_how_to_mend(name: str) -> None:
    content, said = REFUSED[name]
    with pytest.raises(Unreadable, match=said) as refusal:
        decode(Document(name, content))
    assert "PDF" in refusal.value.mend or name == "an archive"
    assert refusal.value.what_en != refusal.value.what
