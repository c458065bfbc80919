"""Quotes as people make them in a word processor: text boxes, nested tables, tabs, tracked changes, fields, lists."""

from __future__ import annotations

import io
from collections.abc import Callable
from copy import deepcopy
from decimal import Decimal
from typing import Any

import docx
import pytest
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import qn
from odf import draw, table, text
from odf.opendocument import OpenDocumentText

from etabli.procurement.quotes.engine import Document, Quote, decode

D = Decimal
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
ITEMS = (
    ("Création du site vitrine", "1", "1 200,00 €", "1 200,00 €"),
    ("Rédaction des textes", "4", "80,00 €", "320,00 €"),
    ("Hébergement annuel", "1", "96,00 €", "96,00 €"),
)
HEAD = ("Désignation", "Quantité", "Prix unitaire HT", "Total HT")
TOTALS = (("Total HT", "1 616,00 €"), ("TVA 20 %", "323,20 €"), ("Total TTC", "1 939,20 €"))
TOP = ("Studio Épatant SARL", "SIRET 732 829 320 00074", "Devis n° DV-2026-031", "Date : 12/03/2026",
       "Client : Boulangerie du Marché")  # fmt: skip
AMOUNTS = [D("1200.00"), D("320.00"), D("96.00")]


def wrote(build: Callable[[Any], None], top: tuple[str, ...] = TOP) -> bytes:
    document = docx.Document()
    for line in top:
        document.add_paragraph(line)
    build(document)
    kept = io.BytesIO()
    document.save(kept)
    return kept.getvalue()


def grid(holder: Any, rows: list[tuple[str, ...]]) -> Any:
    made = holder.add_table(rows=len(rows), cols=max(map(len, rows)))
    for at, row in enumerate(rows):
        for column, shown in enumerate(row):
            made.cell(at, column).text = shown
    return made


def sums(holder: Any) -> None:
    grid(holder, list(TOTALS))


def one_table(document: Any) -> None:
    made = grid(document, [HEAD, *ITEMS, *(("", "", *pair) for pair in TOTALS)])
    for at in range(4, 7):
        made.cell(at, 0).merge(made.cell(at, 1))


def nested(document: Any) -> None:
    frame = document.add_table(rows=2, cols=2)
    frame.cell(0, 0).merge(frame.cell(0, 1))
    grid(frame.cell(0, 0), [HEAD, *ITEMS])
    grid(frame.cell(1, 1), list(TOTALS))


def tabs(document: Any) -> None:
    for row in (HEAD, *ITEMS):
        document.add_paragraph("\t".join(row))
    for pair in TOTALS:
        document.add_paragraph("\t\t" + "\t".join(pair))


def uneven_tabs(document: Any) -> None:
    """Tabs until it looks right, and words under a line."""
    document.add_paragraph("Désignation\t\t\tQuantité\tPrix unitaire HT\tTotal HT")
    document.add_paragraph("Création du site vitrine\t1\t1 200,00 €\t1 200,00 €")
    document.add_paragraph("Cinq pages, sur votre nom de domaine")
    document.add_paragraph("Rédaction des textes\t\t4\t80,00 €\t320,00 €")
    document.add_paragraph("Hébergement annuel\t\t1\t96,00 €\t96,00 €")
    document.add_paragraph("")
    for label, amount in TOTALS:
        document.add_paragraph(f"\t\t\t{label}\t\t{amount}")


def boxed(inner: Any, document: Any) -> None:
    """What `inner` adds, moved into a text box anchored in a new paragraph."""
    before = len(document.element.body)
    inner(document)
    moved = list(document.element.body)[before - 1 : -1]
    anchor = document.add_paragraph()
    box = parse_xml(
        f'<w:r {W} xmlns:v="urn:schemas-microsoft-com:vml"><w:pict><v:shape><v:textbox><w:txbxContent/></v:textbox>'
        "</v:shape></w:pict></w:r>"
    )
    for element in moved:
        box.find(f".//{qn('w:txbxContent')}").append(element)
    anchor._p.append(box)


def totals_in_a_box(document: Any) -> None:
    grid(document, [HEAD, *ITEMS])
    boxed(sums, document)


def in_fields(document: Any) -> None:
    made = grid(document, [HEAD, *ITEMS, *(("", "", label, "") for label, _ in TOTALS)])
    for at, (_label, amount) in enumerate(TOTALS, 4):
        paragraph = made.cell(at, 3).paragraphs[0]._p
        for part in ("begin", "code", "separate", "shown", "end"):
            run = OxmlElement("w:r")
            if part == "code":
                run.append(parse_xml(f'<w:instrText {W}>=SUM(ABOVE) \\# "# ##0,00 €"</w:instrText>'))
            elif part == "shown":
                run.append(parse_xml(f'<w:t {W} xml:space="preserve">{amount}</w:t>'))
            else:
                run.append(parse_xml(f'<w:fldChar {W} w:fldCharType="{part}"/>'))
            paragraph.append(run)


def controlled(document: Any) -> None:
    """Each row of the table, and each amount, in a content control."""
    made = grid(document, [HEAD, *ITEMS])
    for row in list(made._tbl.tr_lst)[1:]:
        control = parse_xml(f"<w:sdt {W}><w:sdtPr/><w:sdtContent/></w:sdt>")
        row.addprevious(control)
        control.find(qn("w:sdtContent")).append(row)
        for run in row.findall(f".//{qn('w:r')}"):
            inner = parse_xml(f"<w:sdt {W}><w:sdtPr/><w:sdtContent/></w:sdt>")
            run.addprevious(inner)
            inner.find(qn("w:sdtContent")).append(run)
    sums(document)


def tracked(document: Any) -> None:
    """A price that was changed, a line that was taken out and a paragraph that was moved, all of them marked."""
    made = grid(document, [HEAD, ("Ancienne maquette", "1", "900,00 €", "900,00 €"), *ITEMS])
    gone = made.rows[1]._tr
    gone.get_or_add_trPr().append(parse_xml(f'<w:del {W} w:id="1" w:author="x"/>'))
    for cell in (made.cell(2, 2), made.cell(2, 3)):
        run = cell.paragraphs[0].runs[0]._r
        old = deepcopy(run)
        old.find(qn("w:t")).tag = qn("w:delText")
        old.find(qn("w:delText")).text = "1 500,00 €"
        for mark, held in (("del", old), ("ins", run)):
            change = parse_xml(f'<w:{mark} {W} w:id="2" w:author="x"/>')
            run.getparent().append(change)
            change.append(held)
    sums(document)


def listed(document: Any) -> None:
    """No table: a numbered list, the price at the end."""
    document.add_paragraph("Détail des prestations")
    for name, _count, _price, amount in ITEMS:
        document.add_paragraph(f"{name} : {amount}", style="List Number")
    for label, amount in TOTALS:
        document.add_paragraph(f"{label} : {amount}")


def grouped(document: Any) -> None:
    """A first column merged down: what the lines have in common."""
    rows = [("Phase", *HEAD), *(("Site" if at == 0 else "", *item) for at, item in enumerate(ITEMS))]
    made = grid(document, rows)
    made.cell(1, 0).merge(made.cell(3, 0))
    sums(document)


def broken_lines(document: Any) -> None:
    """One row for all: each cell holds as many lines as there are things."""
    grid(document, [HEAD, tuple("\n".join(column) for column in zip(*ITEMS, strict=True))])
    sums(document)


def head_apart(document: Any) -> None:
    grid(document, [HEAD])
    grid(document, list(ITEMS))
    sums(document)


def dotted(document: Any) -> None:
    document.add_paragraph("Ce que nous ferons")
    for name, _count, _price, amount in ITEMS:
        document.add_paragraph(f"{name} {'.' * 30} {amount}")
    for label, amount in TOTALS:
        document.add_paragraph(f"{label} {'.' * 40} {amount}")


def currency_apart(document: Any) -> None:
    rows = [(*HEAD, ""), *((*item[:3], item[3].removesuffix(" €"), "€") for item in ITEMS)]
    grid(document, rows)
    grid(document, [(label, amount.removesuffix(" €"), "€") for label, amount in TOTALS])


def padded(document: Any) -> None:
    """Empty rows and columns, a title over the table's own head."""
    rows = [("PRESTATIONS", "", "", "", ""), ("", *HEAD), ("",) * 5]
    for item in ITEMS:
        rows += [("", *item), ("",) * 5]
    grid(document, [*rows, *(("", "", "", *pair) for pair in TOTALS)])


def head_in_the_header(document: Any) -> None:
    head, foot = document.sections[0].header, document.sections[0].footer
    head.paragraphs[0].text = "Devis n° DV-2026-031\tDate : 12/03/2026"
    foot.paragraphs[0].text = "Studio Épatant SARL - SIRET 732 829 320 00074"
    document.add_paragraph("Client : Boulangerie du Marché")
    grid(document, [HEAD, *ITEMS])
    sums(document)


WORD = (one_table, nested, tabs, uneven_tabs, totals_in_a_box, in_fields, controlled, tracked, listed, grouped,
        broken_lines, head_apart, dotted, currency_apart, padded)  # fmt: skip


def odt(build: Callable[[Any], None], top: tuple[str, ...] = TOP) -> bytes:
    document = OpenDocumentText()
    for line in top:
        document.text.addElement(text.P(text=line))
    build(document)
    kept = io.BytesIO()
    document.save(kept)
    return kept.getvalue()


def sheet(rows: list[tuple[str, ...]]) -> Any:
    made = table.Table()
    made.addElement(table.TableColumn(numbercolumnsrepeated=str(max(map(len, rows)))))
    for row in rows:
        line = table.TableRow()
        for shown in row:
            cell = table.TableCell()
            for part in shown.split("\n"):
                cell.addElement(text.P(text=part))
            line.addElement(cell)
        made.addElement(line)
    return made


def odt_nested(document: Any) -> None:
    frame, row, cell = table.Table(), table.TableRow(), table.TableCell()
    frame.addElement(table.TableColumn())
    cell.addElement(sheet([HEAD, *ITEMS]))
    cell.addElement(sheet(list(TOTALS)))
    row.addElement(cell)
    frame.addElement(row)
    document.text.addElement(frame)


def odt_tabs(document: Any) -> None:
    for row in (HEAD, *ITEMS, *(("", "", *pair) for pair in TOTALS)):
        paragraph = text.P()
        for at, shown in enumerate(row):
            if at:
                paragraph.addElement(text.Tab())
            paragraph.addText(shown)
        document.text.addElement(paragraph)


def odt_frames(document: Any) -> None:
    document.text.addElement(sheet([HEAD, *ITEMS]))
    anchor, frame, box = (
        text.P(),
        draw.Frame(width="8cm", height="3cm", anchortype="paragraph"),
        draw.TextBox(),
    )
    box.addElement(sheet(list(TOTALS)))
    frame.addElement(box)
    anchor.addElement(frame)
    document.text.addElement(anchor)


def odt_list(document: Any) -> None:
    document.text.addElement(text.P(text="Détail des prestations"))
    made = text.List()
    for name, _count, _price, amount in ITEMS:
        item = text.ListItem()
        item.addElement(text.P(text=f"{name} : {amount}"))
        made.addElement(item)
    document.text.addElement(made)
    for label, amount in TOTALS:
        document.text.addElement(text.P(text=f"{label} : {amount}"))


def odt_covered(document: Any) -> None:
    made = sheet([HEAD, *ITEMS])
    for pair in TOTALS:
        row, wide = table.TableRow(), table.TableCell(numbercolumnsspanned="3")
        wide.addElement(text.P(text=pair[0]))
        row.addElement(wide)
        for _ in range(2):
            row.addElement(table.CoveredTableCell())
        last = table.TableCell()
        last.addElement(text.P(text=pair[1]))
        row.addElement(last)
        made.addElement(row)
    document.text.addElement(made)


def odt_breaks(document: Any) -> None:
    document.text.addElement(sheet([HEAD, tuple("\n".join(column) for column in zip(*ITEMS, strict=True))]))
    document.text.addElement(sheet(list(TOTALS)))


def odt_fields(document: Any) -> None:
    document.text.addElement(sheet([HEAD, *ITEMS]))
    for label, amount in TOTALS:
        paragraph = text.P(text=f"{label} : ")
        paragraph.addElement(text.UserFieldGet(name="somme", text=amount))
        document.text.addElement(paragraph)


OPEN = (odt_nested, odt_tabs, odt_frames, odt_list, odt_covered, odt_breaks, odt_fields)


def whole(content: bytes, name: str) -> Quote:
    quote = decode(Document(name, content))
    assert [line.amount for line in quote.lines] == AMOUNTS
    assert [line.description for line in quote.lines] == [item[0] for item in ITEMS]
    totals = quote.totals
    assert [total and total.value for total in (totals.net, totals.vat, totals.gross)] == [
        D("1616.00"), D("323.20"), D("1939.20"),
    ]  # fmt: skip
    assert quote.number
    assert quote.issued_on
    assert (quote.number.value, quote.issued_on.value.isoformat()) == ("DV-2026-031", "2026-03-12")
    assert quote.supplier.siret
    assert not {finding.id for finding in quote.checks} & {"line-arithmetic", "lines-total", "vat"}
    return quote


@pytest.mark.parametrize("build", WORD, ids=lambda build: build.__name__)
def test_a_strange_docx_is_read_whole(build: Callable[[Any], None]) -> None:
    whole(wrote(build), "devis.docx")


def test_a_docx_whose_head_stands_in_its_header_and_footer() -> None:
    whole(wrote(head_in_the_header, ()), "devis.docx")


@pytest.mark.parametrize("build", OPEN, ids=lambda build: build.__name__)
def test_a_strange_odt_is_read_whole(build: Callable[[Any], None]) -> None:
    whole(odt(build), "devis.odt")
