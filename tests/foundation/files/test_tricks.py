"""Files that fetch or run something when they are opened: each trick, in each spelling, is refused or taken out; what
is kept asks nothing of anybody, as other parsers see it.
"""

from contextlib import suppress

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import given, strategies as st

from etabli.foundation.files.engine.examining import examine
from etabli.foundation.files.engine.kinds import PDF
from etabli.foundation.files.engine.refusing import Reason, Refused
from etabli.foundation.files.receiving import receive
from tests.foundation.files import pdf_tricks
from tests.foundation.files.office_parts import (
    ELSEWHERE,
    ORDINARY,
    Trick,
    document,
    field,
)
from tests.foundation.files.open_tricks import OPEN_TRICKS
from tests.foundation.files.opening import asked
from tests.foundation.files.sheet_tricks import SHEET_TRICKS
from tests.foundation.files.spelling import SPELLINGS, VERY_LONG
from tests.foundation.files.word_tricks import WORD_TRICKS

OFFICE = {
    f"{trick.kind}: {name}": trick
    for table in (WORD_TRICKS, SHEET_TRICKS, OPEN_TRICKS)
    for name, trick in table.items()
}
ORDINARY_FILES = {kind: Trick(kind, {}) for kind in ORDINARY}


def outcome(content: bytes) -> str:
    """That it is "identical", "cleaned", or the reason; what was cleaned asks nothing of anybody."""
    try:
        _kind, kept = examine(content)
    except Refused as refusal:
        return str(refusal.reason)
    if kept == content:
        return "identical"
    assert asked(kept) == []
    return "cleaned"


@pytest.mark.parametrize("name", OFFICE)
def test_what_an_office_file_fetches_is_taken_out_however_it_is_spelt(name: str) -> None:
    assert asked(OFFICE[name].made()), "who looks at what is kept sees it"
    said = {spelling: outcome(OFFICE[name].made(spell)) for spelling, spell in SPELLINGS.items()}
    assert said == dict.fromkeys(SPELLINGS, "cleaned")


@pytest.mark.parametrize("name", ORDINARY_FILES)
def test_an_ordinary_office_file_is_kept_however_it_is_spelt(name: str) -> None:
    said = {spelling: outcome(ORDINARY_FILES[name].made(spell)) for spelling, spell in SPELLINGS.items()}
    assert said == dict.fromkeys(SPELLINGS, "identical")


@pytest.mark.parametrize("name", pdf_tricks.TRICKS)
def test_what_a_pdf_does_by_itself_is_taken_out_however_it_is_written(name: str) -> None:
    page = pdf_tricks.TRICKS[name]
    said = {writing: outcome(write(page)) for writing, write in pdf_tricks.WRITINGS.items()}
    assert set(said.values()) <= {"cleaned", Reason.PROGRAM, Reason.ATTACHED}, said
    assert asked(pdf_tricks.plain(page)) or said["plain"] == Reason.ATTACHED, (
        "who looks at what is kept sees it"
    )


@pytest.mark.parametrize("name", pdf_tricks.HONEST)
def test_a_pdf_that_does_nothing_is_kept_bit_for_bit(name: str) -> None:
    page = pdf_tricks.HONEST[name]
    said = {
        writing: outcome(write(page))
        for writing, write in pdf_tricks.WRITINGS.items()
        if writing != "damaged"
    }
    assert said == dict.fromkeys(said, "identical")


@pytest.mark.parametrize("name", pdf_tricks.HIDDEN)
def test_what_only_some_readers_see_in_a_pdf_is_gone_from_its_bytes(name: str) -> None:
    content = pdf_tricks.HIDDEN[name]
    assert outcome(content) == "cleaned"
    kept = examine(content)[1]
    if name != "in an address that comes twice":
        assert b"/URI" not in kept
    assert not {word for word in (b"JavaScript", b"script:", ELSEWHERE.encode(), b"MZ") if word in kept}
    assert outcome(kept) == "identical"


@pytest.mark.parametrize("name", pdf_tricks.SEEN_ONCE)
def test_a_former_version_that_does_nothing_is_kept_bit_for_bit(name: str) -> None:
    assert outcome(pdf_tricks.SEEN_ONCE[name]) == "identical"


def test_a_signed_pdf_that_hides_something_is_refused() -> None:
    held = pdf_tricks.added_later(pdf_tricks.HONEST["a signature"])
    assert outcome(held) == "identical"
    assert outcome(held + b"9 0 obj\n<</S/JavaScript/JS(a)>>\nendobj\n") == Reason.SIGNED


def test_a_damaged_pdf_is_mended_unless_it_is_signed() -> None:
    assert outcome(pdf_tricks.damaged(pdf_tricks.HONEST["notes"])) == "cleaned"
    assert outcome(pdf_tricks.damaged(pdf_tricks.HONEST["a signature"])) == Reason.SIGNED


@pytest.mark.parametrize(
    "name",
    [
        "docx: a picture from elsewhere",
        "docx: a picture from elsewhere through a link",
        "docx: an old drawing by its address",
        "docx: a field DDEAUTO in pieces",
        "docx: a simple field",
        "docx: a part of a longer document",
        "docx: a vector drawing that fetches",
        "docx: a schema of elsewhere",
        "docx: a form of InfoPath",
        "xlsx: a name that runs",
        "xlsx: a formula of DDE",
        "xlsx: a picture under the cells",
        "odt: a picture from elsewhere",
        "odt: a script in the text",
        "ods: a formula WEBSERVICE",
        "ods: an expression by its name",
        "ods: a scale of colours",
        "xlsx: a scale of colours",
        "xlsx: a formula INDIRECT",
        "xlsx: a page that is published",
        "odt: an attribute that is not known",
    ],
)
def test_what_is_too_large_to_be_held_whole_is_refused_where_something_would_have_to_go(name: str) -> None:
    kind, parts = OFFICE[name].kind, OFFICE[name].parts
    longest = max((key for key in parts if not key.endswith(".rels")), key=lambda key: len(parts[key]))
    spelt = {
        key: part if isinstance(part, bytes) or key != longest else VERY_LONG(part)
        for key, part in parts.items()
    }
    assert outcome(Trick(kind, spelt).made()) == Reason.TOO_MUCH


def test_what_is_too_large_to_be_held_whole_is_kept_where_nothing_would() -> None:
    mains = {"xlsx": "xl/worksheets/sheet1.xml", "docx": "word/document.xml"}
    for kind in ORDINARY:
        longest = mains.get(kind, "content.xml")
        assert outcome(Trick(kind, {longest: VERY_LONG(str(ORDINARY[kind][longest]))}).made()) == "identical"
    numbered = VERY_LONG(document(field(" PAGE ")))
    assert outcome(Trick("docx", {"word/document.xml": numbered}).made()) == "identical"


@pytest.mark.parametrize("kind", ["docx", "odt"])
def test_what_is_signed_is_kept_or_refused_never_changed(kind: str) -> None:
    signature = {"docx": "_xmlsignatures/sig1.xml", "odt": "META-INF/documentsignatures.xml"}[kind]
    fetching = {"docx": WORD_TRICKS, "odt": OPEN_TRICKS}[kind]["a picture from elsewhere"]
    signed = {signature: '<Signature xmlns="http://www.w3.org/2000/09/xmldsig#"/>'}
    assert outcome(Trick(kind, signed).made()) == "identical"
    assert outcome(Trick(kind, {**fetching.parts, **signed}).made()) == Reason.SIGNED
    acting = pdf_tricks.TRICKS["a page that acts"]
    held = pdf_tricks.HONEST["a signature"]
    both = pdf_tricks.Page(held.catalogue, acting.page, held.annotation)
    assert outcome(pdf_tricks.plain(both)) == Reason.SIGNED


# -- Invoices --------------------------------------------------------------------------------------------------------

INVOICE = (
    "<Invoice xmlns='urn:oasis:names:specification:ubl:schema:xsd:Invoice-2' xmlns:c='urn:c'>"
    "<c:EmbeddedDocumentBinaryObject mimeCode='application/pdf' "
    "filename='{}'>{}</c:EmbeddedDocumentBinaryObject></Invoice>"
)


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_an_invoice_may_hold_papers_and_no_program(spelling: str) -> None:
    from base64 import b64encode

    paper, program = (
        b64encode(one).decode() for one in (pdf_tricks.plain(pdf_tricks.Page()), pdf_tricks.PROGRAM)
    )
    acting = b64encode(pdf_tricks.plain(pdf_tricks.TRICKS["a page that acts"])).decode()
    for name, inside, expected in [
        ("a.pdf", paper, "identical"),
        ("a.pdf", program, "attached"),
        ("a.exe", paper, "attached"),
        ("a.pdf", acting, "attached"),
    ]:
        assert outcome(SPELLINGS[spelling](INVOICE.format(name, inside))) == expected


@given(data=st.data())
def test_a_file_with_a_few_other_bytes_is_never_a_failure(data: st.DataObject) -> None:
    made = bytearray(data.draw(st.sampled_from(SAMPLES)))
    for at in data.draw(st.lists(st.integers(0, len(made) - 1), max_size=6)):
        made[at] = data.draw(st.integers(0, 255))
    with suppress(Refused):  # anything else that is raised fails the test
        examine(bytes(made))


SAMPLES = [
    WORD_TRICKS["a picture from elsewhere"].made(),
    SHEET_TRICKS["a link of DDE"].made(),
    OPEN_TRICKS["a form's data"].made(),
    pdf_tricks.plain(pdf_tricks.TRICKS["a page that acts"]),
]


# -- Whoever sends it ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["a link to JavaScript", "a link"])
def test_whoever_sends_a_file_is_told_what_was_taken_out(name: str) -> None:
    page = pdf_tricks.TRICKS.get(name) or pdf_tricks.HONEST[name]
    upload = SimpleUploadedFile("devis.pdf", pdf_tricks.plain(page))
    taken = receive(upload, accept={PDF})
    assert taken.cleaned == (name in pdf_tricks.TRICKS) == bool(getattr(upload, "remark", ""))
