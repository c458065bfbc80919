"""The files of a quote, as they are given to the decoder."""

import hashlib

from etabli.foundation.files.models import StoredFile
from etabli.procurement.quotes.engine.model import Document
from etabli.procurement.quotes.models import QuoteReading
from etabli.procurement.quotes.queries import further_of


def fingerprint(reading: QuoteReading) -> str:
    """The same as long as the files of a quote are: one statement."""
    held = [reading.file.sha256, *(row.file.sha256 for row in further_of(reading))]
    return hashlib.sha256(":".join(held).encode()).hexdigest()[:32]


def document_of(reading: QuoteReading) -> Document:
    """The files of a quote, to be read. Raises OSError when one of them can't be opened."""
    first, *more = [_content(file) for file in (reading.file, *(row.file for row in further_of(reading)))]
    return Document(name=reading.file.name, content=first, more=tuple(more))


def _content(stored: StoredFile) -> bytes:
    if stored.is_erased:
        raise FileNotFoundError(stored.name)
    with stored.content.open("rb") as content:
        return bytes(content.read())
