"""What Word, Excel and OpenDocument files are built from: those that do nothing by themselves, and with a `Trick` those
that fetch or start something when they are opened. What would be fetched bears the word of `ELSEWHERE`.
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
