"""The text of a PDF by pdfplumber, put beside the tools that give tables alone."""

import pdfplumber


def page_text(path: str) -> str:
    with pdfplumber.open(path) as pdf:
        return "\n".join(page.extract_text() for page in pdf.pages)
