"""Files that fetch or run something when they are opened: each trick, in each spelling, is refused or taken out; what
is kept asks nothing of anybody, as other parsers see it. Files that do nothing by themselves are kept bit for bit.
"""

import io
import struct
import zipfile
from collections.abc import Callable
from contextlib import suppress

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import given
from hypothesis import strategies as st

from etabli.foundation.files.engine.examining import examine
from etabli.foundation.files.engine.kinds import PDF
from etabli.foundation.files.engine.refusing import Reason, Refused
from etabli.foundation.files.receiving import receive
from tests.foundation.files import pdf_tricks
from tests.foundation.files.office_tricks import (
    ELSEWHERE,
    MAIN,
    OPEN_TRICKS,
    ORDINARY,
    SHEET_TRICKS,
    URL,
    WORD_TRICKS,
    R,
    Trick,
    after,
    cell,
    conditional,
    content,
    field,
    formula,
    named,
    open_sheet,
    open_text,
    outside,
    relations,
    scale,
    template,
    types,
    word,
)
from tests.foundation.files.opening import asked
from tests.foundation.files.spelling import SPELLINGS, VERY_LONG

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
    for kind in ORDINARY:
        longest = (
            "xl/worksheets/sheet1.xml"
            if kind == "xlsx"
            else "word/document.xml"
            if kind == "docx"
            else "content.xml"
        )
        assert outcome(Trick(kind, {longest: VERY_LONG(str(ORDINARY[kind][longest]))}).made()) == "identical"


# -- Honest files ----------------------------------------------------------------------------------------------------

HONEST: dict[str, Trick] = {
    "a template on the author's disk": template("file:///C:\\Users\\Zo%C3%A9\\Templates\\Devis.dotx"),
    "a template by its name": template("Normal.dotm"),
    "a template on a Mac": template("file:///Users/zoe/Templates/Devis.dotx"),
    "a link": word(
        '<w:p><w:hyperlink r:id="rId1"><w:r><w:t>Site</w:t></w:r></w:hyperlink></w:p>', "hyperlink"
    ),
    "a link by a field": word(field(f' HYPERLINK "{URL}" ')),
    "the number of the page": word(field(" PAGE ", "  \\* MERGEFORMAT ")),
    "a condition": word(field(" IF ", field(" MERGEFIELD sexe "), ' = "M" "Monsieur" "Madame" ')),
    "a box in two forms": word(
        '<mc:AlternateContent><mc:Choice Requires="x">'
        + field(" PAGE ")
        + "</mc:Choice><mc:Fallback>"
        + field(" PAGE ")
        + "</mc:Fallback></mc:AlternateContent>"
    ),
    "a field that was deleted": word(
        '<w:p><w:del><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:delInstrText> DATE </w:delInstrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r></w:del></w:p>'
    ),
    "a chart with its table": Trick(
        "docx",
        {
            "word/charts/_rels/chart1.xml.rels": relations(("rId1", "package", "../embeddings/t.xlsx", "")),
            "word/charts/chart1.xml": f'<c:chartSpace xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" '
            f'xmlns:r="{R}"><c:f>Feuil1!$A$1:$A$3</c:f><c:externalData r:id="rId1"/></c:chartSpace>',
            "word/embeddings/t.xlsx": Trick("xlsx", {}).made(),
        },
    ),
    "a name of the same workbook": formula("[0]!tarifs+\\_Prix.1[[#This Row],[a]]"),
    "sums": formula("SUM(A2:A9)*IF(B1&gt;0,VLOOKUP(\"a|b\",'Mes tarifs 2026'!A:C,2,FALSE),0)"),
    "a place of the same workbook": formula(
        'INDIRECT("\'Mes tarifs\'!A"&amp;MATCH(B1,C:C,0)+1)+INDIRECT("tarifs")'
    ),
    "a place by its numbers": formula('INDIRECT(ADDRESS(ROW()-1,23))+INDIRECT("R[-1]C",FALSE)'),
    "a place of the same OpenDocument sheet": cell(
        'table:formula="of:=INDIRECT(&quot;Feuil2.A&quot;&amp;ROW())"'
    ),
    "names in OpenDocument": named(
        '<table:named-range table:name="a" table:base-cell-address="$Feuil1.$A$1" '
        "table:cell-range-address=\"$'Mes tarifs'.$A$1:.$B$9\"/>"
        '<table:named-expression table:name="tva" table:expression="of:=[$Feuil1.$A$1]*0.2"/>'
    ),
    "a scale of colours": after(scale("$A$1*2")),
    "a scale of colours in OpenDocument": conditional(
        '<calcext:color-scale><calcext:color-scale-entry calcext:type="number" calcext:value="10"/>'
        "</calcext:color-scale>"
    ),
    "a text that has an address": cell(f'office:string-value="{URL}"'),
    "a form of InfoPath that is nowhere": Trick(
        "docx",
        {
            "customXml/item1.xml": '<?mso-contentType?><x xmlns="http://schemas.microsoft.com/office/2006/metadata/'
            'customXsn"><xsnLocation></xsnLocation><openByDefault>True</openByDefault></x>'
        },
    ),
    "a name with a sign of a text": formula("'a\"b'!A1+'c\"d'!A1&amp;\"e'f\""),
    "as LibreOffice writes it": Trick(
        "odt",
        {
            "content.xml": content().replace(
                "<office:document-content ",
                '<office:document-content xmlns:grddl="http://www.w3.org/2003/g/data-view#" '
                'grddl:transformation="http://docs.oasis-open.org/office/1.2/xslt/odf2rdf.xsl" ',
            )
        },
    ),
    "newer functions": formula(
        "_xlfn.XLOOKUP(A1,B:B,C:C)+_xlfn.CONCAT(A1)+SUM(Tableau1[[#This Row],[2026]])"
    ),
    "a formula with a link": formula(f'HYPERLINK("{URL}","site")'),
    "an OpenDocument link": open_text(f'<text:p><text:a xlink:href="{URL}">site</text:a></text:p>'),
    "an OpenDocument picture": open_text(
        '<text:p><draw:frame><draw:image xlink:href="Pictures/a.png"/></draw:frame></text:p>'
    ),
    "an OpenDocument chart": Trick(
        "odt", {"Object 1/content.xml": content('<chart:chart xlink:href=".."/>')}
    ),
    "an OpenDocument template": Trick(
        "odt",
        {
            "meta.xml": content().replace(
                "<text:p>Devis</text:p>", '<meta:template xlink:href="../../Mod%C3%A8les/a.ott"/>'
            )
        },
    ),
    "sums in OpenDocument": open_sheet(
        "<table:table><table:table-row><table:table-cell table:formula=\"of:=SUM([.A1:.A3])*[$'Mes tarifs'.B1]\"/>"
        "</table:table-row></table:table>"
    ),
}


@pytest.mark.parametrize("name", HONEST)
def test_an_honest_office_file_is_kept_bit_for_bit(name: str) -> None:
    assert outcome(HONEST[name].made()) == "identical"


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


# -- Archives --------------------------------------------------------------------------------------------------------


def _with(*more: tuple[str, bytes]) -> bytes:
    kept = io.BytesIO(Trick("docx", {}).made())
    with zipfile.ZipFile(kept, "a") as archive:
        for name, inside in more:
            archive.writestr(name, inside)
    return kept.getvalue()


def _other_local_name() -> bytes:
    made = Trick("docx", {}).made()
    return made.replace(b"word/document.xml", b"word/Document.xml", 1)


def _streamed() -> bytes:
    """As a program writes it that can't go back: sizes after each entry."""

    class Pipe(io.BytesIO):
        def seekable(self) -> bool:
            return False

        def seek(self, *_args: int) -> int:
            raise io.UnsupportedOperation

        def tell(self) -> int:
            raise io.UnsupportedOperation

    kept = Pipe()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in ORDINARY["docx"].items():
            archive.writestr(name, part)
    return kept.getvalue()


def _hidden() -> bytes:
    """An entry that the directory does not know, before the directory."""
    made = Trick("docx", {}).made()
    at = made.index(b"PK\x01\x02")
    hidden = _with(("word/other.xml", b"<a/>"))
    entry = hidden[at : hidden.index(b"PK\x01\x02")]
    end = struct.unpack("<I", made[-6:-2])[0] + len(entry)
    return made[:at] + entry + made[at:-6] + struct.pack("<I", end) + made[-2:]


ARCHIVES: dict[str, tuple[str, Callable[[], bytes]]] = {
    "sizes after each entry": ("identical", _streamed),
    "an entry of another case": ("disguised", lambda: _with(("WORD/document.xml", b"<a/>"))),
    "an entry with a backslash": ("disguised", lambda: _with(("word\\other.xml", b"<a/>"))),
    "an escaped entry": ("disguised", lambda: _with(("word/%64ocument.xml", b"<a/>"))),
    "an entry above": ("disguised", lambda: _with(("../word/document.xml", b"<a/>"))),
    "an entry at the root of the disk": ("disguised", lambda: _with(("/word/document.xml", b"<a/>"))),
    "an entry with a slash before it": ("cleaned", lambda: _with(("/docProps/app.xml", b"<a/>"))),
    "an entry with two slashes before it": ("disguised", lambda: _with(("//word/other.xml", b"<a/>"))),
    "relations with a slash before them": (
        "cleaned",
        lambda: Trick(
            "docx", template(URL).parts, lambda name: f"/{name}" if "settings" in name else name
        ).made(),
    ),
    "a part in slices": (
        "disguised",
        lambda: _with(("word/a.xml/[0].piece", b"<a/>"), ("word/a.xml/[1].last.piece", b"")),
    ),
    "another name before the entry": ("disguised", _other_local_name),
    "blanks before the archive": ("cleaned", lambda: b"\n" + Trick("docx", {}).made()),
    "bytes after the archive": ("cleaned", lambda: Trick("docx", {}).made() + b"x"),
    "an entry that the directory hides": ("cleaned", _hidden),
    "a remark": ("cleaned", lambda: Trick("docx", {}).made()[:-2] + b"\x02\x00ab"),
    "another count of entries": ("disguised", lambda: _count()),
    "a part of an unknown kind": ("cleaned", lambda: _with(("word/x.htm2", b"words"))),
    "a program": ("attached", lambda: _with(("word/media/image1.png", b"MZ\x90"))),
    "an object of 1997": ("attached", lambda: _with(("word/embeddings/oleObject1.bin", b"\xd0\xcf\x11\xe0"))),
    "a macro by its relation": (
        "macro",
        lambda: Trick(
            "docx", {"word/_rels/document.xml.rels": relations(("rId1", "vbaProject", "x.xml", ""))}
        ).made(),
    ),
    "a file that may hold macros": (
        "macro",
        lambda: Trick(
            "docx",
            {
                "[Content_Types].xml": types("word/document.xml").replace(
                    f"{MAIN}wordprocessingml.document.main+xml",
                    "application/vnd.ms-word.document.macroEnabled.main+xml",
                )
            },
        ).made(SPELLINGS["UTF-16, in entities, other prefixes"]),
    ),
    "two relations of one number": (
        "disguised",
        lambda: Trick(
            "docx",
            {
                "word/_rels/document.xml.rels": relations(
                    ("rId1", "image", "a.png", ""), ("rId1", "hyperlink", URL, "External")
                )
            },
        ).made(),
    ),
    "relations from another place": (
        "program",
        lambda: Trick(
            "docx",
            {
                "word/_rels/document.xml.rels": outside("hyperlink").replace(
                    "<Relationship ", f'<Relationship xml:base="{URL}" '
                )
            },
        ).made(),
    ),
    "a declared type": (
        "bomb",
        lambda: Trick("docx", {"word/document.xml": b'<!DOCTYPE a SYSTEM "x"><a/>'}).made(),
    ),
    "what InfoPath opens": (
        "program",
        lambda: Trick("docx", {"customXml/item1.xml": b'<?mso-infoPathSolution href="x"?><a/>'}).made(),
    ),
    "an encoding of its own": (
        "damaged",
        lambda: Trick("docx", {"word/document.xml": b"<?xml version='1.0' encoding='utf-7'?><a/>"}).made(),
    ),
    "an old manifest": (
        "identical",
        lambda: Trick(
            "odt",
            {
                "META-INF/manifest.xml": b'<!DOCTYPE m:manifest PUBLIC "-//OpenOffice.org//DTD Manifest 1.0//EN" '
                b'"Manifest.dtd">' + str(ORDINARY["odt"]["META-INF/manifest.xml"]).encode()
            },
        ).made(),
    ),
    "a locked OpenDocument text": (
        "locked",
        lambda: Trick(
            "odt", {"META-INF/manifest.xml": "<m:manifest xmlns:m='a'><m:encryption-data/></m:manifest>"}
        ).made(),
    ),
}


def _count() -> bytes:
    made = bytearray(Trick("docx", {}).made())
    made[-12:-10] = struct.pack("<H", 1)
    return bytes(made)


@pytest.mark.parametrize("name", ARCHIVES)
def test_an_archive_is_the_same_for_every_reader(name: str) -> None:
    expected, make = ARCHIVES[name]
    assert outcome(make()) == expected


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
