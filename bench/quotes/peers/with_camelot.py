"""camelot: ruled tables (lattice), else those of aligned text (stream); text by pdfplumber."""

import camelot
from adapter import Answer, answer, main
from page_text import page_text


def read(path: str) -> Answer:
    text = page_text(path)
    for flavor in ("lattice", "stream"):
        try:
            tables = camelot.read_pdf(path, pages="all", flavor=flavor)
        except Exception:  # it refuses a page without text, in several ways
            continue
        told = answer((table.df.values.tolist() for table in tables), text)
        if told["lines"]:
            return told
    return answer([], text)


main(read)
