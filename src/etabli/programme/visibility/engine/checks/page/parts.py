"""What those who listen to a page, or press its parts, are given: words of pictures, fields, links and headings."""

import re
from collections.abc import Iterator
from typing import Any

from lxml.html import HtmlElement

NO_LABEL_NEEDED = {"hidden", "submit", "button", "image", "reset"}
_FILE_NAME = re.compile(
    r"\S+\.(?:jpe?g|png|gif|webp|avif|svg|bmp)|(?:img|dsc[nf]?|pict?|image|photo|p)[_-]?\d{2,}(?:[_-]\d+)*",
    re.IGNORECASE,
)
_ICONS = re.compile("[\ue000-\uf8ff\u200b-\u200f\ufeff]")
_SPACES = re.compile(r"\s+")


def clean(text: str) -> str:
    """With one space between words."""
    return _SPACES.sub(" ", text).strip()


def is_hidden(element: HtmlElement) -> bool:
    """Hidden from everybody, or from those who listen: it needs no words."""
    return any(
        each.get("aria-hidden") == "true"
        or each.get("role") in {"presentation", "none"}
        or "hidden" in each.attrib
        or each.tag in {"noscript", "template"}
        or _is_unseen(each.get("style") or "")
        for each in (element, *element.iterancestors())
    )


def _is_unseen(style: str) -> bool:
    style = style.replace(" ", "").lower()
    return "display:none" in style or "visibility:hidden" in style


def picture_counts(root: HtmlElement) -> dict[str, int]:
    """How many pictures there are, and how many without words; "" says that one is there for show."""
    shown = [image for image in root.iter("img") if not is_hidden(image) and not _is_point(image)]
    named = [each for each in root.xpath("//*[@role='img' or self::area[@href]]") if each.tag != "img"]
    named += [each for each in root.iter("input") if (each.get("type") or "").lower() == "image"]
    others = [each for each in named if not is_hidden(each)]
    bare = [image for image in shown if not _has_words(root, image)]
    bare += [each for each in others if not name_of(each, root)]
    return {"images": len(shown) + len(others), "images_without_alt": len(bare)}


def _has_words(root: HtmlElement, image: HtmlElement) -> bool:
    if "alt" in image.attrib:
        return not _FILE_NAME.fullmatch(clean(image.get("alt")))
    return bool(_given_name(image, root))


def _is_point(image: HtmlElement) -> bool:
    """A picture of one point counts visitors; nobody sees it."""
    style = dict(
        part.replace(" ", "").lower().split(":", 1)
        for part in (image.get("style") or "").split(";")
        if ":" in part
    )
    sizes = [image.get(side) or style.get(side, "") for side in ("width", "height")]
    return all(size.strip().removesuffix("px") in {"0", "1"} for size in sizes)


def field_counts(root: HtmlElement) -> dict[str, int]:
    """How many fields there are, and how many that no label names."""
    labels = {label.get("for"): label for label in root.iter("label") if name_of(label, root)}
    shown = [
        control
        for control in root.iter("input", "select", "textarea")
        if (control.get("type") or "text").lower() not in NO_LABEL_NEEDED
        and control.get("tabindex") != "-1"  # nobody comes there: a trap for robots
        and not is_hidden(control)
    ]
    bare = [
        control
        for control in shown
        if not (control.get("id") and control.get("id") in labels)
        and not _given_name(control, root)
        and not any(parent.tag == "label" and name_of(parent, root) for parent in control.iterancestors())
    ]
    return {"fields": len(shown), "fields_without_label": len(bare)}


def main_heading_count(root: HtmlElement) -> int:
    """How many main headings say something."""
    headings = root.xpath("//h1 | //*[@role='heading' and @aria-level='1']")
    return sum(1 for heading in headings if not is_hidden(heading) and name_of(heading, root))


def name_of(element: HtmlElement, root: HtmlElement) -> str:
    """What is said of it to those who listen; "" when nothing is, the drawings of a font of icons among it."""
    inside = clean(_ICONS.sub("", " ".join([element.get("alt") or "", *_spoken(element)])))
    return _given_name(element, root) or inside


def _given_name(element: HtmlElement, root: HtmlElement) -> str:
    """By an attribute, or by other parts of the page that are pointed at."""
    texts = [element.get("aria-label") or ""]
    for id in (element.get("aria-labelledby") or "").split()[:10]:
        texts += [clean(each.text_content()) for each in root.xpath("//*[@id=$id]", id=id)[:1]]
    texts.append(element.get("title") or "")
    return next((clean(text) for text in texts if clean(text)), "")


def _spoken(element: Any) -> Iterator[str]:
    """The words inside, those of its pictures too, without what is hidden from those who listen."""
    yield element.text or ""
    for child in element:
        if isinstance(child.tag, str) and not _is_silent(child):
            if child.tag == "img":
                yield child.get("alt") or child.get("aria-label") or child.get("title") or ""
            elif child.get("aria-label"):
                yield child.get("aria-label")
            else:
                yield from _spoken(child)
        yield child.tail or ""


def _is_silent(element: HtmlElement) -> bool:
    return (
        element.tag in {"script", "style", "noscript", "template", "select", "textarea"}
        or element.get("aria-hidden") == "true"
        or "hidden" in element.attrib
        or _is_unseen(element.get("style") or "")
    )
