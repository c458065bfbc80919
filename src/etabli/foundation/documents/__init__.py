"""Documents out: PDF by Typst, QR codes by segno, tables for a spreadsheet. See README.md."""

from etabli.foundation.documents.engine import DocumentError, render
from etabli.foundation.documents.qr import qr_bytes, qr_svg
from etabli.foundation.documents.spreadsheets import csv_file, xlsx_file

__all__ = ["DocumentError", "csv_file", "qr_bytes", "qr_svg", "render", "xlsx_file"]
