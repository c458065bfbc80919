"""A document of headings, numbered lines and tables as ODT, which LibreOffice and most word processors open."""

import io
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from xml.sax.saxutils import escape

from etabli.foundation.documents.engine import clean_text
from etabli.foundation.documents.word import NUMBER_COLUMN_CM, Part, column_shares

MIME = "application/vnd.oasis.opendocument.text"
PAGE_CM, MARGIN_CM = (21.0, 29.7), 2.2
_OASIS = "urn:oasis:names:tc:opendocument:xmlns:"
_NAMESPACES = " ".join(
    [
        *(
            f'xmlns:{prefix}="{_OASIS}{name}:1.0"'
            for prefix, name in (
                ("office", "office"),
                ("style", "style"),
                ("text", "text"),
                ("table", "table"),
                ("fo", "xsl-fo-compatible"),
                ("meta", "meta"),
                ("manifest", "manifest"),
            )
        ),
        'xmlns:dc="http://purl.org/dc/elements/1.1/" office:version="1.3"',
    ]
)
_MANIFEST = (
    f'<manifest:manifest xmlns:manifest="{_OASIS}manifest:1.0" manifest:version="1.3">'
    f'<manifest:file-entry manifest:full-path="/" manifest:version="1.3" manifest:media-type="{MIME}"/>'
    + "".join(
        f'<manifest:file-entry manifest:full-path="{name}" manifest:media-type="text/xml"/>'
        for name in ("content.xml", "styles.xml", "meta.xml")
    )
    + "</manifest:manifest>"
)


def odt_file(parts: Iterable[Part], *, title: str, author: str = "", lang: str = "fr", at: datetime) -> bytes:
    """The file. Numbers are kept as they are given, as text. `at` dates it. Raises ValueError for a part with pictures:
    they go into DOCX alone."""
    rows = list(parts)
    if any(part.pictures for part in rows):
        raise ValueError("pictures go into DOCX alone")
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        # what the file is, first and as it stands: that is how it is recognised
        _write(file, "mimetype", MIME, at, compress_type=zipfile.ZIP_STORED)
        _write(file, "content.xml", _content(rows, title), at)
        _write(file, "styles.xml", _styles(lang), at)
        _write(file, "meta.xml", _meta(title, author, lang, at), at)
        _write(file, "META-INF/manifest.xml", _MANIFEST, at)
    return out.getvalue()


def _write(
    file: zipfile.ZipFile, name: str, text: str, at: datetime, compress_type: int = zipfile.ZIP_DEFLATED
) -> None:
    entry = zipfile.ZipInfo(name, at.astimezone(UTC).timetuple()[:6])
    heading = "" if name == "mimetype" else '<?xml version="1.0" encoding="UTF-8"?>\n'
    file.writestr(entry, heading + text, compress_type)


def _content(parts: Sequence[Part], title: str) -> str:
    tables = [part.table for part in parts if part.table]
    columns = "".join(
        f'<style:style style:name="t{number}c{place}" style:family="table-column">'
        f'<style:table-column-properties style:column-width="{width:.2f}cm"/></style:style>'
        for number, rows in enumerate(tables)
        for place, width in enumerate(_widths(rows))
    )
    body = "".join([_heading(1, title), *_lines(parts)])
    return (
        f"<office:document-content {_NAMESPACES}>"
        f"<office:automatic-styles>{columns}</office:automatic-styles>"
        f"<office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )


def _lines(parts: Sequence[Part]) -> Iterator[str]:
    tables = 0
    for part in parts:
        yield _heading(2, part.title)
        for number, text in part.lines:
            start = (
                f'<text:span text:style-name="strong">{_text(number)}</text:span><text:tab/>'
                if number
                else ""
            )
            yield f'<text:p text:style-name="{"numbered" if number else "line"}">{start}{_text(text)}</text:p>'
        if part.table:
            yield _table(part.table, tables)
            tables += 1


def _table(rows: Sequence[Sequence[str]], number: int) -> str:
    """The first row is the header: read as one, and printed again on each page."""
    columns = "".join(f'<table:table-column table:style-name="t{number}c{n}"/>' for n in range(len(rows[0])))
    header, *others = (
        "<table:table-row>"
        + "".join(
            '<table:table-cell table:style-name="cell" office:value-type="string">'
            f'<text:p text:style-name="{style}">{_text(text)}</text:p></table:table-cell>'
            for text in row
        )
        + "</table:table-row>"
        for row, style in zip(rows, ["header", *["cell-text"] * len(rows)], strict=False)
    )
    return (
        f'<table:table table:name="t{number}">{columns}<table:table-header-rows>{header}</table:table-header-rows>'
        f"{''.join(others)}</table:table>"
    )


def _widths(rows: Sequence[Sequence[str]]) -> list[float]:
    return [share * (PAGE_CM[0] - 2 * MARGIN_CM) for share in column_shares(rows)]


def _heading(level: int, text: str) -> str:
    return f'<text:h text:style-name="h{level}" text:outline-level="{level}">{_text(text)}</text:h>'


def _text(text: str) -> str:
    return escape(clean_text(text)).replace("\n", "<text:line-break/>")


def _styles(lang: str) -> str:
    """An A4 page, a letter that every computer has, headings that stand out; the language of the whole text."""
    language, country = {"fr": ("fr", "FR"), "en": ("en", "GB")}.get(lang[:2], (lang[:2], "none"))
    width, height = PAGE_CM
    styles = [
        '<style:default-style style:family="paragraph"><style:text-properties fo:font-family="Arial"'
        f' fo:font-size="11pt" fo:language="{language}" fo:country="{country}"/></style:default-style>',
        _paragraph("line", after=0.15),
        _paragraph("cell-text"),
        _paragraph("header", weight="bold"),
        _paragraph("h1", size=20, weight="bold", after=0.15),
        _paragraph("h2", size=13, weight="bold", before=0.3, after=0.15),
        '<style:style style:name="numbered" style:family="paragraph"><style:paragraph-properties'
        f' fo:margin-left="{NUMBER_COLUMN_CM}cm" fo:text-indent="-{NUMBER_COLUMN_CM}cm" fo:margin-bottom="0.15cm">'
        f'<style:tab-stops><style:tab-stop style:position="{NUMBER_COLUMN_CM}cm"/></style:tab-stops>'
        "</style:paragraph-properties></style:style>",
        '<style:style style:name="strong" style:family="text">'
        '<style:text-properties fo:font-weight="bold"/></style:style>',
        '<style:style style:name="cell" style:family="table-cell">'
        '<style:table-cell-properties fo:border="0.5pt solid #000000" fo:padding="0.1cm"/></style:style>',
    ]
    return (
        f"<office:document-styles {_NAMESPACES}><office:styles>{''.join(styles)}</office:styles>"
        '<office:automatic-styles><style:page-layout style:name="a4"><style:page-layout-properties'
        f' fo:page-width="{width}cm" fo:page-height="{height}cm" fo:margin="{MARGIN_CM}cm"/></style:page-layout>'
        "</office:automatic-styles><office:master-styles>"
        '<style:master-page style:name="Standard" style:page-layout-name="a4"/></office:master-styles>'
        "</office:document-styles>"
    )


def _paragraph(
    name: str, *, size: int = 11, weight: str = "normal", before: float = 0, after: float = 0
) -> str:
    return (
        f'<style:style style:name="{name}" style:family="paragraph"><style:paragraph-properties'
        f' fo:margin-top="{before}cm" fo:margin-bottom="{after}cm"/>'
        f'<style:text-properties fo:font-size="{size}pt" fo:font-weight="{weight}"/></style:style>'
    )


def _meta(title: str, author: str, lang: str, at: datetime) -> str:
    day = at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return (
        f"<office:document-meta {_NAMESPACES}><office:meta><dc:title>{_text(title)}</dc:title>"
        f"<meta:initial-creator>{_text(author)}</meta:initial-creator><dc:creator>{_text(author)}</dc:creator>"
        f"<meta:creation-date>{day}</meta:creation-date><dc:date>{day}</dc:date><dc:language>{lang}</dc:language>"
        "</office:meta></office:document-meta>"
    )
