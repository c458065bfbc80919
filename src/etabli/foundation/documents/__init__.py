"""Documents out: PDF by Typst, DOCX, ODT, QR codes by segno, tables for a spreadsheet. See README.md."""

from etabli.foundation.documents.engine import DocumentError as DocumentError, render as render
from etabli.foundation.documents.pictures import jpeg_svg as jpeg_svg
from etabli.foundation.documents.qr import qr_bytes as qr_bytes, qr_png as qr_png, qr_svg as qr_svg
from etabli.foundation.documents.spreadsheets import (
    TABLES as TABLES,
    csv_file as csv_file,
    xlsx_file as xlsx_file,
)
from etabli.foundation.documents.word import Part as Part, docx_file as docx_file
