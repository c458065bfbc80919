"""What is written in the fields of a form and in notes laid on the page: a person reads it like the rest."""

from __future__ import annotations

import contextlib
from typing import Any

_MOST = 2_000  # annotations of a page that are looked at


def with_forms(document: Any) -> None:
    """Let the fields of a form be drawn, those too that bring no picture of themselves. Before any page is taken."""
    import pypdfium2

    with contextlib.suppress(pypdfium2.PdfiumError):
        document.init_forms()


def filled_in(document: Any, index: int) -> Any:
    """The page with what its fields and notes show made a part of it. Raises PdfiumError when it is damaged."""
    import pypdfium2.raw as pdfium

    page = document[index]
    if not any(_writes(page.raw, at) for at in range(min(pdfium.FPDFPage_GetAnnotCount(page.raw), _MOST))):
        return page
    pdfium.FPDFPage_Flatten(page.raw, pdfium.FLAT_NORMALDISPLAY)
    page.close()
    return document[index]


def _writes(page: Any, at: int) -> bool:
    import pypdfium2.raw as pdfium

    note = pdfium.FPDFPage_GetAnnot(page, at)
    kind = pdfium.FPDFAnnot_GetSubtype(note)
    pdfium.FPDFPage_CloseAnnot(note)
    return kind in (pdfium.FPDF_ANNOT_WIDGET, pdfium.FPDF_ANNOT_FREETEXT)
