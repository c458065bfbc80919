"""A random quote written by a word processor: DOCX by python-docx, ODT by odfpy, in several layouts."""

from __future__ import annotations

import io
from random import Random
from typing import Any

import docx
from odf import style, table, text
from odf.opendocument import OpenDocumentText

from tests.procurement.quotes.printing import Item, Layout, Truth, money, plain

type Rows = list[list[str]]


def cells_of(truth: Truth, layout: Layout) -> Rows:
    return [
        [layout.heads[key] for key in layout.order],
        *([_cell(k, i, layout) for k in layout.order] for i in truth.items),
    ]


def _cell(key: str, item: Item, layout: Layout) -> str:
    details = f"\n{item.details}" if layout.details and item.details else ""
    return {
        "name": item.name + details, "quantity": plain(item.quantity, layout), "unit": item.unit,
        "price": money(item.price, layout), "net": money(item.net, layout), "rate": plain(item.rate, layout) + " %",
    }[key]  # fmt: skip


def totals_of(truth: Truth, layout: Layout) -> Rows:
    net, vat, gross = layout.totals
    rows = [[net, money(truth.net, layout)]]
    rows += [
        [f"{vat} {plain(rate, layout)} %", money(sum_, layout)] for rate, sum_ in truth.vat_by_rate().items()
    ]
    return [*rows, ["Net à payer" if truth.exempt else gross, money(truth.gross, layout)]]


def head_of(truth: Truth, layout: Layout) -> list[str]:
    return [
        f"{truth.supplier} - SIRET {truth.siret}",
        f"{layout.number_label} {truth.number}",
        f"{layout.date_label} {truth.issued_on.strftime(layout.date_style)}",
        f"{layout.valid_label} {truth.valid_until.strftime(layout.date_style)}",
        "Client : Boulangerie du Marché",
    ]


def foot_of(truth: Truth) -> list[str]:
    mention = ["TVA non applicable, art. 293 B du CGI"] if truth.exempt else []
    return [*mention, "Bon pour accord, date et signature :"]


def print_docx(truth: Truth, layout: Layout, dice: Random) -> bytes:
    """With the supplier in the page's header or in the body, the totals in a table, in tabs or in the same table."""
    document = docx.Document()
    head = head_of(truth, layout)
    if dice.random() < 0.5:
        document.sections[0].header.paragraphs[0].text = head.pop(0)
    for line in head:
        document.add_paragraph(line)
    rows, totals, way = (
        cells_of(truth, layout),
        totals_of(truth, layout),
        dice.choice(("table", "tabs", "same")),
    )
    wide = len(layout.order)
    grid = document.add_table(rows=0, cols=wide)
    for row in rows:
        for cell, said in zip(grid.add_row().cells, row, strict=True):
            cell.text = said
    for label, amount in totals:
        if way == "tabs":
            document.add_paragraph(f"{label}\t{amount}")
        elif way == "same" and wide > 2:
            cells = grid.add_row().cells
            cells[0].merge(cells[wide - 2]).text = label
            cells[wide - 1].text = amount
    if way == "table" or (way == "same" and wide == 2):
        small = document.add_table(rows=0, cols=2)
        for row in totals:
            for cell, said in zip(small.add_row().cells, row, strict=True):
                cell.text = said
    for line in foot_of(truth):
        document.add_paragraph(line)
    kept = io.BytesIO()
    document.save(kept)
    return kept.getvalue()


def print_odt(truth: Truth, layout: Layout, dice: Random) -> bytes:
    """With columns of given widths or not, the totals in a table, in tabs or in the same table."""
    document = OpenDocumentText()
    styled = style.Style(name="Wide", family="table-column")
    styled.addElement(style.TableColumnProperties(columnwidth="4.5cm"))
    document.automaticstyles.addElement(styled)
    for line in head_of(truth, layout):
        _paragraph(document.text, line)
    rows, totals, way = (
        cells_of(truth, layout),
        totals_of(truth, layout),
        dice.choice(("table", "tabs", "same")),
    )
    wide = len(layout.order)
    grid = table.Table(name="Lines")
    given = {"stylename": styled} if dice.random() < 0.5 else {}
    grid.addElement(table.TableColumn(numbercolumnsrepeated=wide, **given))
    for row in rows:
        _row(grid, [(said, 1) for said in row])
    if way == "same" and wide > 2:
        for label, amount in totals:
            _row(grid, [(label, wide - 1), (amount, 1)])
    document.text.addElement(grid)
    if way == "table" or (way == "same" and wide == 2):
        small = table.Table(name="Totals")
        small.addElement(table.TableColumn(numbercolumnsrepeated=2))
        for row in totals:
            _row(small, [(said, 1) for said in row])
        document.text.addElement(small)
    if way == "tabs":
        for label, amount in totals:
            _paragraph(document.text, f"{label}\t{amount}")
    for line in foot_of(truth):
        _paragraph(document.text, line)
    kept = io.BytesIO()
    document.save(kept)
    return kept.getvalue()


def _row(grid: Any, cells: list[tuple[str, int]]) -> None:
    row = table.TableRow()
    for said, span in cells:
        cell = table.TableCell(**({"numbercolumnsspanned": span} if span > 1 else {}))
        for line in said.split("\n"):
            _paragraph(cell, line)
        row.addElement(cell)
        if span > 1:
            row.addElement(table.CoveredTableCell(numbercolumnsrepeated=span - 1))
    grid.addElement(row)


def _paragraph(parent: Any, line: str) -> None:
    paragraph = text.P()
    for at, part in enumerate(line.split("\t")):
        if at:
            paragraph.addElement(text.Tab())
        paragraph.addText(part)
    parent.addElement(paragraph)
