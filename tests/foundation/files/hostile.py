"""Files that should not be kept, and pictures with all that a camera writes beside them; each made here."""

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Callable

import pikepdf
from PIL import Image, ImageCms
from pillow_heif import register_heif_opener

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
XMP = b"<x:xmpmeta xmlns:x='adobe:ns:meta/'>told by SecretProgram</x:xmpmeta>"
register_heif_opener()


def pdf(change: Callable[[pikepdf.Pdf], object] = lambda document: None, **saved: object) -> bytes:
    """A page, changed; its objects are packed, so that nothing of it shows in the bytes."""
    document, kept = pikepdf.new(), io.BytesIO()
    document.add_blank_page()
    change(document)
    document.save(kept, object_stream_mode=pikepdf.ObjectStreamMode.generate, **saved)
    return kept.getvalue()


def _with_attached(name: str, content: bytes) -> Callable[[pikepdf.Pdf], object]:
    def change(document: pikepdf.Pdf) -> None:
        document.attachments[name] = pikepdf.AttachedFileSpec(document, content, filename=name)

    return change


def docx(**more: bytes | str) -> bytes:
    """A Word file, with further entries; a name's `__` stands for `/`, `_.` for `.`."""
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", f"<w:document xmlns:w='{WORD}'/>")
        for name, content in more.items():
            archive.writestr(name.replace("__", "/").replace("_", "."), content)
    return kept.getvalue()


def odt(*names: str) -> bytes:
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        for name in ("content.xml", *names):
            archive.writestr(name, "<a/>")
    return kept.getvalue()


XML = b"<?xml version='1.0' encoding='UTF-8'?>"
RUNS = (
    XML + b"<office:document xmlns:office='urn:oasis:names:tc:opendocument:xmlns:office:1.0' "
    b"xmlns:script='urn:oasis:names:tc:opendocument:xmlns:script:1.0'><office:scripts><office:event-listeners>"
    b"<script:event-listener script:event-name='dom:load'/></office:event-listeners></office:scripts></office:document>"
)
REFUSED: dict[str, tuple[str, bytes]] = {
    "nothing": ("empty", b""),
    "a program called devis.pdf": ("other kind", b"MZ\x90 a program"),
    "a page": ("other kind", b"<html><script>"),
    "a Word file of 1997": ("old office", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 Word"),
    "a drawing": ("drawing", b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"),
    "a drawing as XML": ("drawing", XML + b"<svg xmlns='http://www.w3.org/2000/svg'/>"),
    "a page as XML": ("program", XML + b"<html xmlns='http://www.w3.org/1999/xhtml'/>"),
    "XML with a sheet": ("program", XML + b"<?xml-stylesheet href='x.xsl'?><a/>"),
    "XML that InfoPath opens": ("program", XML + b"<?mso-infoPathSolution href='x'?><a/>"),
    "XML that includes": (
        "program",
        XML + b"<a><i:include xmlns:i='http://www.w3.org/2001/XInclude' href='x'/></a>",
    ),
    "XML that unfolds": ("bomb", XML + b'<!DOCTYPE a [<!ENTITY b "cccc">]><a>&b;</a>'),
    "XML cut short": ("damaged", XML + b"<a>"),
    "XML of another kind": ("other kind", XML + b"<a/>"),
    "a PDF cut short": ("damaged", b"%PDF-1.7\n"),
    "a locked PDF": ("locked", pdf(encryption=pikepdf.Encryption(owner="a", user="b"))),
    "a PDF that holds a program": ("attached", pdf(_with_attached("facture.xml", b"MZ\x90"))),
    "a PDF that holds a text with a script": ("attached", pdf(_with_attached("annexe.xml", RUNS))),
    "a PDF that holds a page": ("attached", pdf(_with_attached("facture.html", b"<html>"))),
    "a PDF that is a ZIP too": ("disguised", pdf() + odt()),
    "a Word file with macros": ("macro", docx(word__vbaProject_bin=b"x")),
    "a Word file that holds a program": ("attached", docx(word__embeddings__setup_exe=b"MZ")),
    "a Word file that unfolds": ("bomb", docx(word__media__a_xml=b" " * 60_000_000)),
    "an OpenDocument text with macros": ("macro", odt("Basic/Standard/Module1.xml")),
    "an archive": ("other kind", docx().replace(b"word/document.xml", b"word/documen_.xml")),
    "an archive cut short": ("damaged", docx()[:-30]),
    "a HEIC photo that is only a header": ("damaged", b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + bytes(300)),
    "a photo cut short": ("damaged", b"\xff\xd8\xff\xe0\x00\x10JFIF"),
}
KEPT: dict[str, tuple[str, bytes]] = {
    "a PDF": ("application/pdf", pdf()),
    "a PDF with its invoice": ("application/pdf", pdf(_with_attached("factur-x.xml", XML + b"<a/>"))),
    "a PDF protected from change only": (
        "application/pdf",
        pdf(encryption=pikepdf.Encryption(owner="a", user="")),
    ),
    "an invoice": (
        "application/xml",
        XML + b"<Invoice xmlns='urn:oasis:names:specification:ubl:schema:xsd:Invoice-2'/>",
    ),
    "a Word file": ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", docx()),
    "an OpenDocument text": ("application/vnd.oasis.opendocument.text", odt()),
}


def photo(form: str, turn: int = 6) -> bytes:
    """A picture with a place, a device, a day, comments, and a colour profile; held turned."""
    picture = Image.effect_noise((60, 40), 90).convert("RGB")
    notes = Image.Exif()
    notes[271], notes[306], notes[274], notes[270] = (
        "SecretCamera",
        "2026:11:25 08:00:00",
        turn,
        "SecretWords",
    )
    if form != "TIFF":
        notes.get_ifd(0x8769).update({0x927C: b"SecretMaker", 0x9286: b"SecretComment"})
        notes.get_ifd(0x8825).update({1: "N", 2: (44.0, 50.0, 17.0), 3: "W", 4: (0.0, 34.0, 46.0)})
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    kept = io.BytesIO()
    exif = notes if form == "TIFF" else notes.tobytes()
    picture.save(kept, form, exif=exif, xmp=XMP, icc_profile=profile, **WRITING.get(form, {}))
    return kept.getvalue()


def huge(form: str) -> bytes:
    """A small picture that says that it has 60 000 pixels on each side."""
    content, small, large = photo(form), (60, 40), (60_000, 60_000)
    if form == "PNG":
        head = b"IHDR" + struct.pack(">II", *large) + content[24:29]
        return content[:12] + head + zlib.crc32(head).to_bytes(4) + content[33:]
    if form == "JPEG":
        return content.replace(struct.pack(">HH", *small[::-1]), struct.pack(">HH", *large))
    if form == "WEBP":
        return content[:24] + b"".join((side - 1).to_bytes(3, "little") for side in large) + content[30:]
    if form == "HEIF":
        return re.sub(
            rb"(ispe\0{4}).{8}", lambda held: held[1] + struct.pack(">II", *large), content, flags=re.S
        )
    for tag, side, other in zip((256, 257), small, large, strict=True):
        for letter, kind in (("H", 3), ("I", 4)):
            entry = struct.pack("<HHI" + letter, tag, kind, 1, side)
            content = content.replace(entry, struct.pack("<HHI" + letter, tag, kind, 1, other))
    return content


WRITING: dict[str, dict[str, object]] = {
    "JPEG": {"comment": b"SecretComment", "progressive": True},
    "WEBP": {"lossless": True},
    "TIFF": {"compression": "tiff_lzw"},
}
