"""A part of a Word or Excel file that is too large to be held whole is refused where one that is held would be cleaned,
and nowhere else.
"""

import io
import zipfile
from collections.abc import Iterator

import pytest

from etabli.foundation.files.engine.office import drawings, openxml, relations
from etabli.foundation.files.engine.refusing import Reason, Refused
from etabli.foundation.files.engine.xml_parsing import parse_some, parse_tree
from tests.foundation.files.office_parts import ELSEWHERE, URL, R, S, W, book, document, field, sheet
from tests.foundation.files.sheet_tricks import SHEET_TRICKS, after
from tests.foundation.files.spelling import SPELLINGS
from tests.foundation.files.test_honest_files import HONEST
from tests.foundation.files.test_tricks import outcome
from tests.foundation.files.word_tricks import WORD_TRICKS

INFOPATH = "http://schemas.microsoft.com/office/2006/metadata/customXsn"
SCHEMAS = "http://schemas.openxmlformats.org/schemaLibrary/2006/main"


def would_be_cleaned(part: bytes, ties: relations.Relations | None) -> bool:
    return openxml.clean(parse_tree(part), ties)


def is_refused(part: bytes, ties: relations.Relations | None = None) -> bool:
    try:
        openxml.check_large(part, ties)
    except Refused as refusal:
        return refusal.reason == Reason.TOO_MUCH
    return False


def parts_of(content: bytes) -> Iterator[tuple[bytes, relations.Relations | None]]:
    """Those that are XML, each with its relations."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    ties = {}
    for name, part in parts.items():
        if name.endswith(".rels"):
            read = relations.read(name, parse_tree(part))
            ties[read.source] = read
    for name, part in parts.items():
        is_looked_at = name.endswith((".xml", ".vml")) and not name.startswith("[Content")
        if is_looked_at and not drawings.is_drawing(parse_tree(part)):
            yield part, ties.get(name.lower())


FILES = {
    **{f"docx: {name}": trick for name, trick in WORD_TRICKS.items()},
    **{f"xlsx: {name}": trick for name, trick in SHEET_TRICKS.items()},
    **{name: trick for name, trick in HONEST.items() if trick.kind in ("docx", "xlsx")},
    "all that leads nowhere": after('<picture r:id="rId1"/>'),
}


@pytest.mark.parametrize("name", FILES)
def test_a_part_is_refused_where_it_would_be_cleaned_however_it_is_spelt(name: str) -> None:
    for spell in SPELLINGS.values():
        for part, ties in parts_of(FILES[name].made(spell)):
            assert is_refused(part, ties) == would_be_cleaned(part, ties), part[-500:]


HARMFUL = {
    "a form of InfoPath": f'<x xmlns="{INFOPATH}"><xsnLocation>{URL}</xsnLocation></x>',
    "a form of InfoPath in pieces": f'<x xmlns="{INFOPATH}"><xsnLocation><a/>{URL}</xsnLocation></x>',
    "a schema": f'<s:schemaLibrary xmlns:s="{SCHEMAS}"><s:schema s:schemaLocation="{URL}"/></s:schemaLibrary>',
    "a list of schemas": f'<s:schemaLibrary xmlns:s="{SCHEMAS}"><s:schema s:manifestLocation="x"/></s:schemaLibrary>',
    "a table of a query": f'<table xmlns="{S}" tableType="queryTable"/>',
    "a table of a query, escaped": f'<table xmlns="{S}" tableType="query&#84;able"/>',
    "a column of a connection": f'<table xmlns="{S}"><tableColumn queryTableFieldId="1"/></table>',
    "a connection in a sheet": sheet(after='<a connectionId="1"/>'),
    "a button in a sheet": sheet(after=f"<controls><control><controlPr macro='[1]!{ELSEWHERE}'/></control></controls>"),
    "XInclude in a sheet": sheet(after=f'<i:include xmlns:i="http://www.w3.org/2001/XInclude" href="{URL}"/>'),
    "a name that runs": f'<workbook xmlns="{S}"><definedNames><definedName name="_xlnm.Auto_Open">A!$A$1</definedName>'
    "</definedNames></workbook>",
    "a name that runs and goes on": f'<x xmlns="{S}"><definedName name="auto_close2">A!A1</definedName></x>',
    "a field DDE": document(field(" DDEAUTO cmd ")),
    "a field in pieces": document(field(" DDE", "AUTO cmd ")),
    "a simple field": document(f'<w:fldSimple w:instr=" INCLUDETEXT {URL} "/>'),
    "a field that is deleted in part": document(
        '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        "<w:del><w:r><w:delInstrText> PAGE </w:delInstrText></w:r></w:del>"
        '<w:r><w:instrText> DDE cmd </w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
    ),
    "a field in one branch": document(
        '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><mc:AlternateContent><mc:Choice Requires="x"><w:r>'
        "<w:instrText> PAGE </w:instrText></w:r></mc:Choice></mc:AlternateContent>"
        '<w:r><w:instrText> DDE cmd </w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
    ),
}  # fmt: skip
CONTENTS = "".join(
    f'<w:fldSimple w:instr=" PAGEREF _Toc{number} ">{field(f" PAGEREF _Toc{number} ")}</w:fldSimple>'
    for number in range(50)
)
HARMLESS = {
    "the number of the page": document(field(" PAGE ")),
    "a table of contents": document(field(" TOC ", '\\o "1-3" ', CONTENTS)),
    "no form of InfoPath": f'<x xmlns="{INFOPATH}"><xsnLocation> </xsnLocation></x>',
    "where a schema is for whoever checks": f'<x xmlns:i="urn:i" i:schemaLocation="urn:x {URL}"/>',
    "a name of its author": f'<workbook xmlns="{S}"><definedNames><definedName name="Auto_ecole">Tarifs!$A$1:$B$9'
    "</definedName></definedNames></workbook>",
    "a drawing inside": f'<w:document xmlns:w="{W}"><svg xmlns="http://www.w3.org/2000/svg"/></w:document>',
}  # fmt: skip


@pytest.mark.parametrize("name", [*HARMFUL, *HARMLESS])
def test_both_ways_of_reading_say_what_is_harmful(name: str) -> None:
    part = {**HARMFUL, **HARMLESS}[name].encode()
    assert would_be_cleaned(part, None) == is_refused(part) == (name in HARMFUL)


def test_a_relation_that_went_is_refused_where_something_leads_to_it() -> None:
    lost = relations.Relations("x.xml", None, changed=True, removed={"rId1"}, templates={"rId2"})
    for element, expected in {
        "<w:oleObject r:id='rId1'/>": True,
        "<w:p w:val='rId1'/>": False,
        "<w:attachedTemplate r:id='rId2'/>": False,
        "<w:p r:id='rId2'/>": True,
    }.items():
        part = f'<w:x xmlns:w="{W}" xmlns:r="{R}">{element}</w:x>'.encode()
        assert would_be_cleaned(part, lost) == is_refused(part, lost) == expected, element


def test_a_drawing_that_is_too_large_is_refused() -> None:
    assert is_refused(b'<svg xmlns="http://www.w3.org/2000/svg"/>')


def test_some_elements_alone_are_built_and_no_more_than_so_many() -> None:
    part = b"<a><n><b><f>one<i>two</i></f>none</b></n><c><f/></c></a>"
    built = parse_some(part, {"f"}, around=lambda name: name in ("b", "n"))
    assert [element.tag for element in built.iter()] == ["a", "n", "b", "f", "f"]
    assert "".join(built.itertext()) == "onetwo"
    assert [element.tag for element in list(built.iter("f"))[1].iterancestors()] == ["a"]
    for most, deep in [(2, part), (9, b"<f>" * 300 + b"</f>" * 300)]:
        with pytest.raises(Refused, match="too much"):
            parse_some(deep, {"f"}, around=lambda _name: False, most=most)
    with pytest.raises(Refused, match="too much"):
        parse_some(b"<f>" * 300 + b"</f>" * 300, {"f"}, around=lambda _name: False)


def test_a_name_of_its_author_is_kept() -> None:
    trick = book(
        more="<definedNames><definedName name='Auto_ecole'>Feuil1!$A$1:$B$9</definedName></definedNames>"
    )
    assert outcome(trick.made()) == "identical"
