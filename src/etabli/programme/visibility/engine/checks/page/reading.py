"""What stands in the HTML of a page, of which nothing is run. Called in a child process: the page may be anybody's."""

import json
import re
import zlib
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any, BinaryIO
from urllib.parse import unquote

from lxml import etree, html
from lxml.html import HtmlElement

from etabli.programme.visibility.engine.checks.facts import Link, PageFacts
from etabli.programme.visibility.engine.checks.page.parts import (
    clean,
    field_counts,
    is_hidden,
    main_heading_count,
    name_of,
    picture_counts,
)
from etabli.programme.visibility.engine.checks.page.resources import (
    is_running,
    joined,
    resources_of,
    unprotected_parts,
)
from etabli.programme.visibility.engine.checks.page.scripts import consent_of, trackers_of

MAX_HTML_BYTES = 8_000_000
MAX_TITLE, MAX_TEXT, MAX_LINKS = 1000, 60_000, 200
NEEDS_SCRIPT_UNDER = 160  # letters: under this, a page with scripts is written by them
NOT_READ = {"script", "style", "noscript", "template", "head"}
CARD = "vcard"
_WRAPPING = re.compile(
    r"^\s*(?://|/\*)?\s*<!(?:\[CDATA\[|--)(?:\s*\*/)?|(?://|/\*)?\s*(?:\]\]|--)>(?:\s*\*/)?\s*$"
)
_PHONE_ADDRESS = re.compile(
    r"(?:tel:|callto:|https?://(?:wa\.me|api\.whatsapp\.com/send/?\?phone=)/?)(.*)", re.IGNORECASE
)
_GOES_TO = re.compile(r"""(?:location(?:\.href)?\s*=\s*|location\.assign\(|window\.open\()\s*["']([^"']+)""")
_OWN_MACHINE = re.compile(r"file:|[a-z]:\\|https?://(?:localhost|127\.0\.0\.1)\b|https?://https?[:/]")


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
    base = joined(url, next(iter(root.xpath("//base/@href")), "")) or url
    text = _text(root)
    data, data_text, is_broken = _data(root)
    counts: dict[str, Any] = {**picture_counts(root), **field_counts(root)}
    return PageFacts(
        url=url,
        title=clean("".join(root.xpath("//title[not(ancestor::*[local-name()='svg'])]/text()")[:1]))[
            :MAX_TITLE
        ],
        description=_metas(root, "description")[0],
        language=(root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang") or "").strip(),
        viewport=_metas(root, "viewport")[-1],
        robots=", ".join([*_metas(root, "robots"), *_metas(root, "googlebot")]),
        text=text[:MAX_TEXT],
        needs_script=len(text) < NEEDS_SCRIPT_UNDER and any(map(is_running, root.iter("script"))),
        picture_words=clean(" ".join(root.xpath("//img/@alt")))[:MAX_TITLE],
        first_heading_count=main_heading_count(root),
        **counts,
        **_links(root, url, base),
        resources=resources_of(root, base),
        leads_to=_leads_to(root, base, text),
        unprotected=unprotected_parts(root, base),
        trackers=trackers_of(root),
        consent=consent_of(root),
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


def _metas(root: HtmlElement, name: str) -> list[str]:
    """What each such tag says; one that says nothing when there is none."""
    contents = [
        clean(meta.get("content", ""))[:1000]
        for meta in root.iter("meta")
        if (meta.get("name") or "").strip().lower() == name
    ]
    return contents or [""]


def _text(root: HtmlElement) -> str:
    """What somebody reads, the words of blocks apart."""
    pieces: list[str] = []

    def walk(element: Any) -> None:
        if not isinstance(element.tag, str) or element.tag in NOT_READ:
            return
        if element.tag == "svg":
            pieces.extend(part for text in element.iter("text") for part in text.itertext())
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
    return clean("".join(pieces))


def _links(root: HtmlElement, url: str, base: str) -> dict[str, Any]:
    phones, links, astray, empty = [], [], [], 0
    names = {*root.xpath("//@id"), *root.xpath("//a/@name")}
    for address, element in _pressed(root):
        name = name_of(element, root)
        if (
            element.tag == "a"
            and not name
            and not is_hidden(element)
            and (address != "#" or element.get("role") != "button")
        ):
            empty += 1
        number = _PHONE_ADDRESS.match(address)
        if number:
            phones.append(number[1])
        elif _is_astray(address, names) and not _is_button(element):
            astray.append((name or address)[:120])
        elif not address.startswith("#") and (target := joined(base, address)):
            links.append(Link(target, name[:120]))
    unique = tuple({link.url: link for link in reversed(links)}.values())[::-1]
    return {
        "phone_links": tuple(phones)[:20],
        "links": unique[:MAX_LINKS],
        "empty_links": empty,
        "astray": tuple(astray)[:20],
    }


def _leads_to(root: HtmlElement, base: str, text: str) -> str:
    """Where a page with nothing to read sends by itself at once; what the main of its frames holds."""
    for meta in root.iter("meta"):
        sent = re.match(
            r"\s*([0-3])\s*[;,]\s*url\s*=\s*[\"']?([^\"']+)", meta.get("content") or "", re.IGNORECASE
        )
        if sent and (meta.get("http-equiv") or "").lower() == "refresh" and len(text) < NEEDS_SCRIPT_UNDER:
            return joined(base, sent[2].strip())
    frames = [frame for frame in root.iter("frame") if frame.get("src")]
    main = [
        frame
        for frame in frames
        if re.search(r"main|cont|princ|page|corps|centre|droit", frame.get("name") or "", re.IGNORECASE)
    ]
    return joined(base, (main or frames)[-1].get("src")) if frames else ""


def _pressed(root: HtmlElement) -> Iterator[tuple[str, HtmlElement]]:
    """The address of each thing that leads somewhere when it is pressed."""
    for element in root.iter("a", "area", "frame", "iframe"):
        address = element.get("src" if element.tag in {"frame", "iframe"} else "href")
        if address is not None and (element.tag in {"a", "area"} or element.tag == "frame"):
            yield address.strip(), element
    for element in root.xpath("//*[@onclick]"):
        for match in _GOES_TO.finditer(element.get("onclick")):
            yield match[1].strip(), element


def _is_button(element: HtmlElement) -> bool:
    """Whether a script does something when it is pressed."""
    return any(
        name in {"onclick", "role"} or name.startswith(("data-", "aria-", "@", "x-"))
        for name in element.attrib
    )


def _is_astray(address: str, names: set[str]) -> bool:
    """Whether it can lead nowhere: to the machine of whoever made the page, or to a part that isn't in it."""
    low = address.lower()
    if low.startswith("#"):
        part = unquote(address[1:])
        return bool(re.fullmatch(r"[\w-]{2,}", part)) and part.lower() != "top" and part not in names
    return bool(_OWN_MACHINE.match(low)) or low in {"http://", "https://"}


def _data(root: HtmlElement) -> tuple[tuple[str, ...], str, bool]:
    """The kinds of what the page says to machines, its values as a text, and whether some of it can't be read."""
    kinds, texts, is_broken = [], [], False
    for script in root.iter("script"):
        if (script.get("type") or "").lower().partition(";")[0].strip() != "application/ld+json":
            continue
        said = _WRAPPING.sub("", script.text or "").strip("\ufeff; \t\r\n")
        try:
            for key, value in _values(json.loads(said, strict=False) if said else None):
                kinds += [str(value)] if key == "@type" else []
                texts.append(str(value))
        except (ValueError, RecursionError):
            is_broken = True
    for element in root.xpath("//*[@itemtype or @typeof]"):
        kinds += f"{element.get('itemtype') or ''} {element.get('typeof') or ''}".split()
    if root.xpath(
        "//*[contains(concat(' ', @class, ' '), ' vcard ') or contains(concat(' ', @class, ' '), ' h-card ')]"
    ):
        kinds.append(CARD)
    for element in root.xpath(
        "//*[@itemprop or @property][not(self::meta[@property and starts-with(@property, 'og:')])]"
    ):
        texts += [clean(element.get("content") or element.text_content())[:300]]
        texts += [element.get("itemprop") or element.get("property")]
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
