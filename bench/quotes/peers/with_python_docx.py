"""python-docx: the tables of a Word file, and its paragraphs with the rows of the tables as text."""

import docx
from adapter import Answer, answer, main
from docx.table import Table
from docx.text.paragraph import Paragraph


def read(path: str) -> Answer:
    document = docx.Document(path)
    tables = [[[cell.text for cell in row.cells] for row in table.rows] for table in document.tables]
    text = "\n".join(map(_text, document.iter_inner_content()))
    return answer([lambda: tables], text)


def _text(block: Paragraph | Table) -> str:
    if isinstance(block, Paragraph):
        return block.text
    return "\n".join(" ".join(cell.text for cell in row.cells) for row in block.rows)


main(read)
