"""Files that do nothing by themselves are kept bit for bit."""

import pytest

from tests.foundation.files.office_parts import (
    URL,
    R,
    Trick,
    content,
    field,
    formula,
    open_sheet,
    open_text,
    relations,
    word,
)
from tests.foundation.files.open_tricks import cell, conditional, named
from tests.foundation.files.sheet_tricks import after, scale
from tests.foundation.files.test_tricks import outcome
from tests.foundation.files.word_tricks import template

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
