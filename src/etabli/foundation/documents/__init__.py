"""Documents out: PDF by Typst, DOCX, QR codes by segno, tables for a spreadsheet. See README.md."""

from etabli.foundation.documents.engine import DocumentError, render
from etabli.foundation.documents.qr import qr_bytes, qr_png, qr_svg
from etabli.foundation.documents.spreadsheets import TABLES, csv_file, xlsx_file
from etabli.foundation.documents.word import Part, docx_file

__all__ = [
    "TABLES",
    "DocumentError",
    "Part",
    "csv_file",
    "docx_file",
    "qr_bytes",
    "qr_png",
    "qr_svg",
    "render",
    "xlsx_file",
]
