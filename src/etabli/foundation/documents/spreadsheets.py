"""Tables for a spreadsheet, CSV or XLSX, in which no cell is ever run as a formula."""

import csv
import io
import re
import zipfile
from collections.abc import Iterable, Sequence
from html import escape

FORMULA = re.compile(r"[=@\t\r]|[+-](?![\d ().]*$)")  # what a spreadsheet would run
NOT_XML = re.compile(r"[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def csv_file(rows: Iterable[Sequence[object]]) -> bytes:
    """The rows, the first of them the names of the columns: semicolons, UTF-8 with its mark."""
    text = io.StringIO()
    csv.writer(text, delimiter=";").writerows([[harmless(str(cell)) for cell in row] for row in rows])
    return text.getvalue().encode("utf-8-sig")


def harmless(text: str) -> str:
    """No cell is taken for a formula by a spreadsheet; a telephone number stays as it is."""
    return f"'{text}" if FORMULA.match(text) else text


def xlsx_file(rows: Iterable[Sequence[object]]) -> bytes:
    """The same as a workbook of one sheet (ECMA-376): numbers stay numbers, all else is text, which is never run."""
    lines = [f"<row>{''.join(_cell(value) for value in row)}</row>" for row in rows]
    parts = {**_WORKBOOK, "xl/worksheets/sheet1.xml": _SHEET.format("".join(lines))}
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n{content}')
    return out.getvalue()


def _cell(value: object) -> str:
    if isinstance(value, int | float):
        return f"<c><v>{value}</v></c>"
    text = escape(NOT_XML.sub("", str(value)))
    return f'<c t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'


_OFFICE = "http://schemas.openxmlformats.org"
_MAIN = f"{_OFFICE}/spreadsheetml/2006/main"
_LINKS = f"{_OFFICE}/package/2006/relationships"
_ROLES = f"{_OFFICE}/officeDocument/2006/relationships"
_TYPES = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_SHEET = f'<worksheet xmlns="{_MAIN}"><sheetData>{{}}</sheetData></worksheet>'
_WORKBOOK = {
    "[Content_Types].xml": f'<Types xmlns="{_OFFICE}/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPES}.sheet.main+xml"/>'
    f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_TYPES}.worksheet+xml"/></Types>',
    "_rels/.rels": f'<Relationships xmlns="{_LINKS}"><Relationship Id="rId1" Type="{_ROLES}/officeDocument" '
    'Target="xl/workbook.xml"/></Relationships>',
    "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_ROLES}"><sheets>'
    '<sheet name="Établi" sheetId="1" r:id="rId1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_LINKS}"><Relationship Id="rId1" '
    f'Type="{_ROLES}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
}
