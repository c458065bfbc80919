"""What a PDF may do (ISO 32000-2, 12.6), by itself or once somebody clicks: a list of the actions that are kept, and
of the annotations (12.5.6).

All else is taken out: JavaScript, Launch, SubmitForm, ImportData, GoToR, GoToE, Rendition and the rest, a URI that
nobody clicks, streams and pictures that stand in other files.
"""

from collections.abc import Iterable
from typing import Any

from ..addresses import is_clickable
from ..refusing import Reason, Refused

_AUTOMATIC_ACTIONS = {"/GoTo", "/Named", "/GoToDp"}  # a place in the file, or a page on
_CLICKABLE_ACTIONS = _AUTOMATIC_ACTIONS | {"/URI", "/SetOCGState", "/Hide", "/ResetForm", "/Trans"}
_NAMED_ACTIONS = {
    "/NextPage",
    "/PrevPage",
    "/FirstPage",
    "/LastPage",
    "/GoBack",
    "/GoForward",
    "/GoToPage",
    "/Print",
}
_REFUSED_ACTIONS = {  # wherever they stand, also where no reader is known to look
    "/JavaScript", "/Launch", "/ImportData", "/SubmitForm", "/GoToR", "/GoToE", "/Rendition", "/RichMediaExecute",
    "/Movie", "/Sound", "/Thread", "/GoTo3DView",
}  # fmt: skip
_ALLOWED_ANNOTATIONS = {
    "/Text", "/Link", "/FreeText", "/Line", "/Square", "/Circle", "/Polygon", "/PolyLine", "/Highlight", "/Underline",
    "/Squiggly", "/StrikeOut", "/Stamp", "/Caret", "/Ink", "/Popup", "/FileAttachment", "/Widget", "/PrinterMark",
    "/TrapNet", "/Watermark", "/Redact", "/Projection",
}  # fmt: skip
_STATIC_ENTRIES = ("/Type", "/Rect", "/P", "/AP", "/F", "/NM", "/M", "/Contents", "/AS", "/StructParent")
_REFUSED_NAME_TREES = ("/JavaScript", "/Renditions", "/AlternatePresentations", "/URLS")
_REFUSED_ROOT_ENTRIES = ("/Requirements", "/SpiderInfo")
_MAX_CHAIN = 20


def clean_acts(root: Any, dictionaries: list[Any]) -> bool:
    """Take out, in place, what is not listed; whether there was any. Raises Refused: program, for a form that draws its
    pages by a program of its own (XFA)."""
    if "/XFA" in root.get("/AcroForm", {}) and root.get("/NeedsRendering", False):
        raise Refused(Reason.PROGRAM)
    changed = _clean_root(root)
    for dictionary in dictionaries:
        changed |= _clean_action_entries(dictionary)
    for dictionary in dictionaries:
        changed |= _clean_inside(dictionary)
    return changed


def _clean_root(root: Any) -> bool:
    import pikepdf

    unwanted = [(root, key) for key in _REFUSED_ROOT_ENTRIES]
    unwanted += [(root.get("/Names"), key) for key in _REFUSED_NAME_TREES]
    unwanted += [(root.get("/Collection"), "/Navigator"), (root.get("/AcroForm"), "/XFA")]
    base = root.get("/URI")
    if isinstance(base, pikepdf.Dictionary) and not is_clickable(_text(base.get("/Base", ""))):
        unwanted.append((root, "/URI"))
    return _remove_all(unwanted)


def _remove_all(unwanted: Iterable[tuple[Any, str]]) -> bool:
    return sum(_remove_key(dictionary, key) for dictionary, key in unwanted) > 0


def _remove_key(dictionary: Any, key: str) -> bool:
    import pikepdf

    if not isinstance(dictionary, pikepdf.Dictionary | pikepdf.Stream) or key not in dictionary:
        return False
    del dictionary[key]
    return True


def _clean_action_entries(dictionary: Any) -> bool:
    """Where an action stands: what is opened, what a click does, what happens on the way."""
    import pikepdf

    changed = False
    for key in ("/A", "/PA", "/NA"):
        action = dictionary.get(key)
        if (
            isinstance(action, pikepdf.Dictionary)
            and _is_action(action)
            and not _is_allowed_chain(action, _CLICKABLE_ACTIONS)
        ):
            changed |= _remove_key(dictionary, key)
    opened = dictionary.get("/OpenAction")
    if isinstance(opened, pikepdf.Dictionary) and not _is_allowed_chain(opened, _AUTOMATIC_ACTIONS):
        changed |= _remove_key(dictionary, "/OpenAction")
    additional = dictionary.get("/AA")
    if isinstance(additional, pikepdf.Dictionary):
        for key, action in list(additional.items()):
            if not isinstance(action, pikepdf.Dictionary) or not _is_allowed_chain(
                action, _AUTOMATIC_ACTIONS
            ):
                changed |= _remove_key(additional, key)
        if not list(additional.keys()):
            changed |= _remove_key(dictionary, "/AA")
    return changed


def _is_action(pdf_object: Any) -> bool:
    return "/S" in pdf_object or "/JS" in pdf_object or str(pdf_object.get("/Type", "")) == "/Action"


def _is_allowed_chain(action: Any, listed: set[str]) -> bool:
    """Whether it and what follows it are listed."""
    import pikepdf

    waiting, steps = [action], 0
    while waiting:
        current = waiting.pop()
        steps += 1
        if not isinstance(current, pikepdf.Dictionary) or steps > _MAX_CHAIN:
            return False
        kind = str(current.get("/S", ""))
        if kind not in listed or "/JS" in current:
            return False
        if kind == "/Named" and str(current.get("/N", "")) not in _NAMED_ACTIONS:
            return False
        if kind == "/URI" and not is_clickable(_text(current.get("/URI", ""))):
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


def _clean_inside(dictionary: Any) -> bool:
    """What a dictionary holds: an action wherever it stands, an annotation that plays, what is in another file."""
    import pikepdf

    changed = False
    if str(dictionary.get("/S", "")) in _REFUSED_ACTIONS or "/JS" in dictionary:
        changed |= _remove_all((dictionary, key) for key in ("/S", "/JS"))
    if _is_annotation(dictionary) and str(dictionary.get("/Subtype", "")) not in _ALLOWED_ANNOTATIONS:
        for key in list(dictionary.keys()):
            if key not in _STATIC_ENTRIES:
                del dictionary[key]
        dictionary["/Subtype"] = pikepdf.Name("/Stamp")  # its picture stays
        changed = True
    if isinstance(dictionary, pikepdf.Stream) and isinstance(
        dictionary.get("/F"), pikepdf.String | pikepdf.Dictionary
    ):
        changed |= _remove_all((dictionary, key) for key in ("/F", "/FFilter", "/FDecodeParms"))
    if isinstance(dictionary, pikepdf.Stream) and isinstance(dictionary.get("/Ref"), pikepdf.Dictionary):
        changed |= _remove_key(dictionary, "/Ref")
    if str(dictionary.get("/FS", "")) == "/URL":
        changed |= _remove_key(dictionary, "/FS")
    return _remove_key(dictionary, "/OPI") or changed


def _is_annotation(dictionary: Any) -> bool:
    if str(dictionary.get("/Type", "")) == "/Annot":
        return True
    return "/Rect" in dictionary and "/Subtype" in dictionary and "/Type" not in dictionary
