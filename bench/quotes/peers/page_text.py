"""The text of a PDF by pypdfium2, for the tools that give tables alone and bring pypdfium2 with them."""

import pypdfium2


def page_text(path: str) -> str:
    with pypdfium2.PdfDocument(path) as pdf:
        return "\n".join(page.get_textpage().get_text_bounded() for page in pdf)
