"""What a PDF may do (ISO 32000-2, 12.6), by itself or once somebody clicks: a list of the actions that are kept, and
of the annotations (12.5.6).

All else is taken out: JavaScript, Launch, SubmitForm, ImportData, GoToR, GoToE, Rendition and the rest, a URI that
nobody clicks, streams and pictures that stand in other files.
"""

from collections.abc import Iterable
from typing import Any

from ..addresses import may_be_clicked
from ..refusing import Reason, Refused

_ALONE = {"/GoTo", "/Named", "/GoToDp"}  # a place in the file, or a page on
_CLICKED = _ALONE | {"/URI", "/SetOCGState", "/Hide", "/ResetForm", "/Trans"}
_NAMED = {"/NextPage", "/PrevPage", "/FirstPage", "/LastPage", "/GoBack", "/GoForward", "/GoToPage", "/Print"}
_OTHERS = {  # wherever they stand, also where no reader is known to look
    "/JavaScript", "/Launch", "/ImportData", "/SubmitForm", "/GoToR", "/GoToE", "/Rendition", "/RichMediaExecute",
    "/Movie", "/Sound", "/Thread", "/GoTo3DView",
}  # fmt: skip
_ANNOTATIONS = {
    "/Text", "/Link", "/FreeText", "/Line", "/Square", "/Circle", "/Polygon", "/PolyLine", "/Highlight", "/Underline",
    "/Squiggly", "/StrikeOut", "/Stamp", "/Caret", "/Ink", "/Popup", "/FileAttachment", "/Widget", "/PrinterMark",
    "/TrapNet", "/Watermark", "/Redact", "/Projection",
}  # fmt: skip
_STILL = ("/Type", "/Rect", "/P", "/AP", "/F", "/NM", "/M", "/Contents", "/AS", "/StructParent")
_NAMES = ("/JavaScript", "/Renditions", "/AlternatePresentations", "/URLS")
_OF_THE_WHOLE = ("/Requirements", "/SpiderInfo")
_LONGEST_CHAIN = 20


def clean_acts(root: Any, things: list[Any]) -> bool:
    """Take out, in place, what is not listed; whether there was any. Raises Refused: program, for a form that draws its
    pages by a program of its own (XFA)."""
    if "/XFA" in root.get("/AcroForm", {}) and root.get("/NeedsRendering", False):
        raise Refused(Reason.PROGRAM)
    changed = _clean_root(root)
    for thing in things:
        changed |= _clean_places(thing)
    for thing in things:
        changed |= _clean_inside(thing)
    return changed


def _clean_root(root: Any) -> bool:
    import pikepdf

    unwanted = [(root, key) for key in _OF_THE_WHOLE]
    unwanted += [(root.get("/Names"), key) for key in _NAMES]
    unwanted += [(root.get("/Collection"), "/Navigator"), (root.get("/AcroForm"), "/XFA")]
    base = root.get("/URI")
    if isinstance(base, pikepdf.Dictionary) and not may_be_clicked(_text(base.get("/Base", ""))):
        unwanted.append((root, "/URI"))
    return _without_all(unwanted)


def _without_all(unwanted: Iterable[tuple[Any, str]]) -> bool:
    return sum(_without(thing, key) for thing, key in unwanted) > 0


def _without(thing: Any, key: str) -> bool:
    import pikepdf

    if not isinstance(thing, pikepdf.Dictionary | pikepdf.Stream) or key not in thing:
        return False
    del thing[key]
    return True


def _clean_places(thing: Any) -> bool:
    """Where an action stands: what is opened, what a click does, what happens on the way."""
    import pikepdf

    changed = False
    for key in ("/A", "/PA", "/NA"):
        action = thing.get(key)
        if isinstance(action, pikepdf.Dictionary) and _is_action(action) and not _may_stay(action, _CLICKED):
            changed |= _without(thing, key)
    opened = thing.get("/OpenAction")
    if isinstance(opened, pikepdf.Dictionary) and not _may_stay(opened, _ALONE):
        changed |= _without(thing, "/OpenAction")
    more = thing.get("/AA")
    if isinstance(more, pikepdf.Dictionary):
        for key, action in list(more.items()):
            if not isinstance(action, pikepdf.Dictionary) or not _may_stay(action, _ALONE):
                changed |= _without(more, key)
        if not list(more.keys()):
            changed |= _without(thing, "/AA")
    return changed


def _is_action(thing: Any) -> bool:
    return "/S" in thing or "/JS" in thing or str(thing.get("/Type", "")) == "/Action"


def _may_stay(action: Any, listed: set[str]) -> bool:
    """Whether it and what follows it are listed."""
    import pikepdf

    waiting, steps = [action], 0
    while waiting:
        current = waiting.pop()
        steps += 1
        if not isinstance(current, pikepdf.Dictionary) or steps > _LONGEST_CHAIN:
            return False
        kind = str(current.get("/S", ""))
        if kind not in listed or "/JS" in current:
            return False
        if kind == "/Named" and str(current.get("/N", "")) not in _NAMED:
            return False
        if kind == "/URI" and not may_be_clicked(_text(current.get("/URI", ""))):
            return False
        following = current.get("/Next")
        if following is not None:
            waiting += list(following) if isinstance(following, pikepdf.Array) else [following]
    return True


def _text(value: Any) -> str:
    try:
        return str(value)
    except (UnicodeError, ValueError):
        return bytes(value).decode("latin-1")


def _clean_inside(thing: Any) -> bool:
    """What a dictionary holds: an action wherever it stands, an annotation that plays, what is in another file."""
    import pikepdf

    changed = False
    if str(thing.get("/S", "")) in _OTHERS or "/JS" in thing:
        changed |= _without_all((thing, key) for key in ("/S", "/JS"))
    if _is_annotation(thing) and str(thing.get("/Subtype", "")) not in _ANNOTATIONS:
        for key in list(thing.keys()):
            if key not in _STILL:
                del thing[key]
        thing["/Subtype"] = pikepdf.Name("/Stamp")  # its picture stays
        changed = True
    if isinstance(thing, pikepdf.Stream) and isinstance(thing.get("/F"), pikepdf.String | pikepdf.Dictionary):
        changed |= _without_all((thing, key) for key in ("/F", "/FFilter", "/FDecodeParms"))
    if isinstance(thing, pikepdf.Stream) and isinstance(thing.get("/Ref"), pikepdf.Dictionary):
        changed |= _without(thing, "/Ref")
    if str(thing.get("/FS", "")) == "/URL":
        changed |= _without(thing, "/FS")
    return _without(thing, "/OPI") or changed


def _is_annotation(thing: Any) -> bool:
    if str(thing.get("/Type", "")) == "/Annot":
        return True
    return "/Rect" in thing and "/Subtype" in thing and "/Type" not in thing
