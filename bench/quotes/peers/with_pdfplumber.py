"""pdfplumber: ruled tables, else those that the alignment of the text makes; its own text."""

import pdfplumber
from adapter import Answer, answer, main


def read(path: str) -> Answer:
    with pdfplumber.open(path) as pdf:
        text = "\n".join(page.extract_text() for page in pdf.pages)
        told = answer((table for page in pdf.pages for table in page.extract_tables()), text)
        if told["lines"]:
            return told
        by_text = {"vertical_strategy": "text", "horizontal_strategy": "text"}
        return answer((table for page in pdf.pages for table in page.extract_tables(by_text)), text)


main(read)
