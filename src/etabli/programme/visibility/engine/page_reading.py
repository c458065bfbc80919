"""What stands in the HTML of a page, of which nothing is run. Called in a child process: the page may be anybody's."""

import json
import re
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from typing import Any, BinaryIO
from urllib.parse import urljoin, urlsplit

from lxml import etree, html
from lxml.html import HtmlElement

from etabli.programme.visibility.engine.facts import Link, PageFacts, Resource
from etabli.programme.visibility.engine.signs import CONSENT_SIGNS, TRACKER_SIGNS

MAX_HTML_BYTES = 8_000_000
MAX_TITLE, MAX_TEXT, MAX_LINKS, MAX_RESOURCES = 1000, 60_000, 200, 200
NEEDS_SCRIPT_UNDER = 160  # letters: under this, a page with scripts is written by them
NOT_READ = {"script", "style", "noscript", "template", "svg", "head"}
NO_LABEL_NEEDED = {"hidden", "submit", "button", "image", "reset"}
_SPACES = re.compile(r"\s+")


def serve(source: BinaryIO, target: BinaryIO) -> None:
    """Read pages from `source`: a line of JSON, a list of {"url", "charset", "encoding", "size"}, then their bytes.
    Write a line for each to `target`: the packed PageFacts, or null for what is no page."""
    for head in json.loads(source.readline()):
        content = source.read(head["size"])
        page = read_page(_decompressed(content, head["encoding"]), head["url"], head["charset"])
        target.write(json.dumps(asdict(page) if page else None).encode() + b"\n")
        target.flush()


def read_page(content: bytes, url: str, charset: str = "") -> PageFacts | None:
    """What a page says; None when it holds nothing. `charset`: as its server says, "" when it doesn't."""
    root = _parsed(content, charset)
    if root is None:
        return None
    base = _joined(url, next(iter(root.xpath("//base/@href")), "")) or url
    scripts = list(root.iter("script"))
    text = _text(root)
    data, data_text, is_broken = _data(root)
    return PageFacts(
        title=_clean(root.findtext(".//title") or "")[:MAX_TITLE],
        description=_meta(root, "description"),
        language=(root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang") or "").strip(),
        viewport=_meta(root, "viewport"),
        robots=_meta(root, "robots"),
        text=text[:MAX_TEXT],
        needs_script=len(text) < NEEDS_SCRIPT_UNDER and bool(scripts),
        headings=tuple(_clean(h.text_content())[:120] for h in root.iter("h1", "h2", "h3"))[:60],
        first_heading_count=sum(1 for _heading in root.iter("h1")),
        **_counts(root),
        **_links(root, base),
        resources=tuple(_resources(root, base))[:MAX_RESOURCES],
        trackers=tuple(sorted(_trackers(scripts))),
        consent=_consent(root, scripts),
        data=data,
        data_text=data_text,
        has_broken_data=is_broken,
    )


def _decompressed(content: bytes, encoding: str) -> bytes:
    if encoding not in {"gzip", "deflate"}:
        return content
    try:
        return zlib.decompressobj(zlib.MAX_WBITS | 32).decompress(content, MAX_HTML_BYTES)
    except zlib.error:
        return content


def _parsed(content: bytes, charset: str) -> HtmlElement | None:
    try:
        parser = html.HTMLParser(encoding=charset or _declared(content), huge_tree=False)
        root = html.document_fromstring(content, parser=parser, ensure_head_body=True)
    except (etree.LxmlError, ValueError, LookupError):
        return None
    return root


def _declared(content: bytes) -> str:
    said = re.search(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?([\w-]{3,20})", content[:4096], re.IGNORECASE)
    return said[1].decode() if said else "utf-8"


def _clean(text: str) -> str:
    return _SPACES.sub(" ", text).strip()


def _meta(root: HtmlElement, name: str) -> str:
    contents = (
        meta.get("content", "") for meta in root.iter("meta") if (meta.get("name") or "").lower() == name
    )
    return _clean(next(contents, ""))[:1000]


def _text(root: HtmlElement) -> str:
    """What somebody reads, the words of blocks apart."""
    pieces: list[str] = []

    def walk(element: Any) -> None:
        if not isinstance(element.tag, str) or element.tag in NOT_READ:
            return
        if element.text:
            pieces.append(element.text)
        for child in element:
            pieces.append(" ")
            walk(child)
            if child.tail:
                pieces.append(child.tail)

    for body in root.iter("body"):
        walk(body)
    return _clean("".join(pieces))


def _counts(root: HtmlElement) -> dict[str, Any]:
    return {**_images(root), **_fields(root)}


def _images(root: HtmlElement) -> dict[str, int]:
    shown = [
        image
        for image in root.iter("img")
        if not _is_hidden(image) and (image.get("width"), image.get("height")) != ("1", "1")
    ]
    return {"images": len(shown), "images_without_alt": sum("alt" not in image.attrib for image in shown)}


def _is_hidden(element: HtmlElement) -> bool:
    """Hidden from everybody, or from those who listen: it needs no words."""
    return any(
        each.get("aria-hidden") == "true"
        or each.get("role") == "presentation"
        or "hidden" in each.attrib
        or each.tag in {"noscript", "template"}
        or "display:none" in (each.get("style") or "").replace(" ", "").lower()
        for each in (element, *element.iterancestors())
    )


def _fields(root: HtmlElement) -> dict[str, int]:
    labelled = {label.get("for") for label in root.iter("label")}
    shown = [
        control
        for control in root.iter("input", "select", "textarea")
        if (control.get("type") or "text").lower() not in NO_LABEL_NEEDED and not _is_hidden(control)
    ]
    bare = [
        control
        for control in shown
        if not (control.get("id") and control.get("id") in labelled)
        and not any(control.get(name) for name in ("aria-label", "aria-labelledby", "title"))
        and not any(parent.tag == "label" for parent in control.iterancestors())
    ]
    return {"fields": len(shown), "fields_without_label": len(bare)}


def _links(root: HtmlElement, base: str) -> dict[str, Any]:
    phones, links, empty = [], [], 0
    for anchor in root.iter("a"):
        address = (anchor.get("href") or "").strip()
        name = _name_of(anchor)
        if address.lower().startswith("tel:"):
            phones.append(address[4:])
        elif address and not address.startswith("#"):
            target = _joined(base, address)
            if target:
                links.append(Link(target, name[:120]))
                empty += not name and not _is_hidden(anchor)
    unique = tuple({link.url: link for link in reversed(links)}.values())[::-1]
    return {"phone_links": tuple(phones)[:20], "links": unique[:MAX_LINKS], "empty_links": empty}


def _name_of(anchor: HtmlElement) -> str:
    spoken = [anchor.get("aria-label") or "", anchor.get("title") or "", anchor.text_content()]
    spoken += [image.get("alt") or "" for image in anchor.iter("img")]
    spoken += [each.get("aria-label") or "" for each in anchor.iter() if isinstance(each.tag, str)]
    spoken += [title.text or "" for title in anchor.xpath(".//*[local-name()='title']")]
    if anchor.get("aria-labelledby"):
        spoken.append("?")
    return next((_clean(text) for text in spoken if _clean(text)), "")


def _joined(base: str, address: str) -> str:
    try:
        target = urljoin(base, address)
        parts = urlsplit(target)
    except ValueError:
        return ""
    return target.partition("#")[0] if parts.scheme in {"http", "https"} and parts.hostname else ""


def _resources(root: HtmlElement, base: str) -> Iterator[Resource]:
    """What a phone loads at once, each address only once."""
    wanted: list[tuple[str, str, bool]] = []
    for element in root.iter("link", "script", "img", "source"):
        relation = set((element.get("rel") or "").lower().split())
        if element.tag == "link" and "stylesheet" in relation:
            wanted.append((element.get("href") or "", "style", False))
        elif element.tag == "link" and "preload" in relation and element.get("as") == "font":
            wanted.append((element.get("href") or "", "font", False))
        elif element.tag == "script" and element.get("src") and element.get("type") != "text/plain":
            wanted.append((element.get("src") or "", "script", False))
        elif element.tag == "img" and not any(up.tag == "noscript" for up in element.iterancestors()):
            is_lazy = (element.get("loading") or "").lower() == "lazy"
            wanted.append((element.get("src") or "", "image", is_lazy))
    seen = set()
    for address, kind, is_lazy in wanted:
        target = _joined(base, address.strip()) if address.strip() else ""
        if target and target not in seen:
            seen.add(target)
            yield Resource(target, kind, is_lazy=is_lazy)


def _trackers(scripts: Iterable[HtmlElement]) -> set[str]:
    """The names of those that start without being asked: a script of type text/plain waits for an agreement."""
    running = [
        f"{script.get('src') or ''} {script.text or ''}"[:200_000]
        for script in scripts
        if (script.get("type") or "").lower() in {"", "text/javascript", "module", "application/javascript"}
        and not any("cookie" in name and "categor" in name for name in script.attrib)
    ]
    return {
        name for name, signs in TRACKER_SIGNS.items() if any(s in code for s in signs for code in running)
    }


def _consent(root: HtmlElement, scripts: Iterable[HtmlElement]) -> str:
    """The tool by which the site asks before it follows people; "" when none is seen."""
    code = " ".join(f"{script.get('src') or ''} {(script.text or '')[:50_000]}" for script in scripts).lower()
    marks = " ".join(
        f"{each.get('id') or ''} {each.get('class') or ''}"
        for each in root.iter("div", "section", "aside", "dialog")
    ).lower()
    return next(
        (name for name, signs in CONSENT_SIGNS.items() if any(s in code or s in marks for s in signs)), ""
    )


def _data(root: HtmlElement) -> tuple[tuple[str, ...], str, bool]:
    """The kinds of what the page says to machines, its values as a text, and whether some of it can't be read."""
    kinds, texts, is_broken = [], [], False
    for script in root.iter("script"):
        if (script.get("type") or "").lower() != "application/ld+json":
            continue
        try:
            for key, value in _values(json.loads(script.text or "", strict=False)):
                kinds += [str(value)] if key == "@type" else []
                texts.append(str(value))
        except (ValueError, RecursionError):
            is_broken = True
    for element in root.xpath("//*[@itemtype]"):
        kinds.append(element.get("itemtype").rstrip("/").rpartition("/")[2])
    opening = [element.get("content") or element.text_content() for element in root.xpath("//*[@itemprop]")]
    names = [each.get("itemprop") for each in root.xpath("//*[@itemprop]")]
    texts += [_clean(text) for text in opening] + names
    return tuple(dict.fromkeys(kinds))[:40], " ".join(texts)[:20_000], is_broken


def _values(data: Any, key: str = "") -> Iterator[tuple[str, Any]]:
    if isinstance(data, dict):
        for name, value in data.items():
            yield "name", name
            yield from _values(value, name)
    elif isinstance(data, list):
        for value in data:
            yield from _values(value, key)
    else:
        yield key, data
