"""A document as ODT: what is typed stays text, tables have their header, the file says what it is."""

import io
import zipfile
from datetime import UTC, datetime

import pytest
from odf import opendocument, table, teletype, text

from etabli.foundation.documents.odt import MIME, odt_file
from etabli.foundation.documents.word import Part

AT = datetime(2026, 12, 1, 9, tzinfo=UTC)
HOSTILE = "<text:p>&amp; \x00\x0b\ud800 ]]> 'é'\nsecond line"


def test_what_was_typed_is_text() -> None:
    part = Part(HOSTILE, lines=[("1", HOSTILE), ("", HOSTILE)], table=[[HOSTILE, "b"], ["c", HOSTILE]])
    document = opendocument.load(io.BytesIO(odt_file([part], title=HOSTILE, author=HOSTILE, at=AT)))
    read = teletype.extractText(document.text)
    assert read.count("<text:p>&amp;") == 6
    assert "\x0b" not in read
    assert len(document.getElementsByType(text.H)) == 2


def test_a_table_has_a_header_that_is_printed_again() -> None:
    parts = [Part("One", table=[["a", "b"], ["c", "d"]]), Part("Two", table=[["e"], ["f"]])]
    document = opendocument.load(io.BytesIO(odt_file(parts, title="T", at=AT)))
    headers = [teletype.extractText(row) for row in document.getElementsByType(table.TableHeaderRows)]
    assert headers == ["ab", "e"]


def test_it_says_what_it_is_before_all_else_and_is_the_same_twice() -> None:
    content = odt_file([Part("A", [("", "b")])], title="T", at=AT)
    assert content[30:38] + content[38 : 38 + len(MIME)] == b"mimetype" + MIME.encode()
    assert content == odt_file([Part("A", [("", "b")])], title="T", at=AT)
    assert zipfile.ZipFile(io.BytesIO(content)).testzip() is None


def test_pictures_are_refused_rather_than_left_out() -> None:
    with pytest.raises(ValueError, match="DOCX"):
        odt_file([Part("A", pictures=[(b"", "")])], title="T", at=AT)
