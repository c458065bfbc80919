"""Documents out: PDF by Typst, QR codes by segno. See README.md."""

from etabli.foundation.documents.engine import DocumentError, render
from etabli.foundation.documents.qr import qr_bytes, qr_svg

__all__ = ["DocumentError", "qr_bytes", "qr_svg", "render"]
