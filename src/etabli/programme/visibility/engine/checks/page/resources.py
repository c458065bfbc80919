"""What a page loads, as its HTML says: what a telephone takes at once, what it takes later, what isn't protected."""

import re
from collections.abc import Iterator
from urllib.parse import urljoin, urlsplit

from lxml.html import HtmlElement

from etabli.programme.visibility.engine.checks.facts import Resource

MAX_RESOURCES = 200
PHONE_POINTS = 800  # what a telephone needs of a picture's width
RUNNING = {
    "",
    "text/javascript",
    "module",
    "application/javascript",
    "text/ecmascript",
    "application/x-javascript",
}
_CSS_URL = re.compile(r"""url\(\s*["']?([^"')\s]+)|@import\s+["']([^"']+)""", re.IGNORECASE)
_LATER = ("data-src", "data-lazy-src", "data-original", "data-lazy", "data-bg")
type Wanted = tuple[str, str, bool]  # its address, its kind, whether it comes later


def joined(base: str, address: str) -> str:
    """The whole address, without what follows "#"; "" for what is none of the web."""
    try:
        target = urljoin(base, address)
        parts = urlsplit(target)
    except ValueError:
        return ""
    return target.partition("#")[0] if parts.scheme in {"http", "https"} and parts.hostname else ""


def is_running(script: HtmlElement) -> bool:
    """Whether a browser of today runs it at once: not what waits for an agreement under another type."""
    kind = (script.get("type") or "").lower().partition(";")[0].strip()
    waits = any("cookie" in name and "categor" in name for name in script.attrib)
    return kind in RUNNING and not waits and "nomodule" not in script.attrib


def resources_of(root: HtmlElement, base: str) -> tuple[Resource, ...]:
    """Each address once, what comes at once first."""
    resources: dict[str, Resource] = {}
    for address, kind, is_lazy in sorted(_wanted(root), key=lambda wanted: wanted[2]):
        target = joined(base, address.strip()) if address.strip() else ""
        if target and target not in resources:
            resources[target] = Resource(target, kind, is_lazy=is_lazy)
    return tuple(resources.values())[:MAX_RESOURCES]


def _wanted(root: HtmlElement) -> Iterator[Wanted]:
    for element in root.iter("link", "script", "img", "video", "style"):
        if any(up.tag in {"noscript", "template"} for up in element.iterancestors()):
            continue
        if element.tag == "link":
            yield from _of_link(element)
        elif element.tag == "script" and element.get("src") and is_running(element):
            yield element.get("src") or "", "script", False
        elif element.tag == "img":
            yield from _of_image(element)
        elif element.tag == "video":
            yield element.get("poster") or "", "image", False
        elif element.tag == "style":
            yield from (
                (address, "image", True)
                for address in _css_addresses(element.text or "")
                if _is_picture(address)
            )
    for element in root.xpath("//*[@style]"):
        yield from (
            (address, "image", False)
            for address in _css_addresses(element.get("style"))
            if _is_picture(address)
        )


def _of_link(link: HtmlElement) -> Iterator[Wanted]:
    relation = set((link.get("rel") or "").lower().split())
    if "stylesheet" in relation and "alternate" not in relation:
        yield link.get("href") or "", "style", (link.get("media") or "").strip().lower() == "print"
    elif "preload" in relation and link.get("as") in {"font", "image"}:
        yield link.get("href") or "", link.get("as") or "", False


def _of_image(image: HtmlElement) -> Iterator[Wanted]:
    is_lazy = (image.get("loading") or "").lower() == "lazy"
    later = next((image.get(name) for name in _LATER if image.get(name)), "")
    sources = [source for picture in image.iterancestors("picture") for source in picture.iter("source")]
    sets = [source.get("srcset") or "" for source in sources] + [image.get("srcset") or ""]
    chosen = next((address for each in sets if (address := _for_a_phone(each))), "")
    yield chosen or image.get("src") or "", "image", is_lazy
    if later:
        yield later, "image", True


def _for_a_phone(srcset: str) -> str:
    """Of several sizes, the one that a telephone takes."""
    sizes = [each.split() for each in re.split(r",\s+|,(?=https?:|/)", srcset) if each.split()]
    wide = [
        (int(size[1][:-1]), size[0]) for size in sizes if len(size) > 1 and re.fullmatch(r"\d{1,6}w", size[1])
    ]
    if wide:
        return min((row for row in wide if row[0] >= PHONE_POINTS), default=max(wide))[1]
    return sizes[0][0] if sizes else ""


def _css_addresses(css: str) -> list[str]:
    return [address or imported for address, imported in _CSS_URL.findall(css[:200_000])][:60]


def _is_picture(address: str) -> bool:
    return bool(re.search(r"\.(?:jpe?g|png|gif|webp|avif)(?:[?#]|$)", address.lower()))


def unprotected_parts(root: HtmlElement, base: str) -> tuple[str, ...]:
    """What it loads, or sends, without protection, and that isn't among its resources."""
    named = {
        "img": "src", "iframe": "src", "frame": "src", "video": "src", "audio": "src", "source": "src", "embed": "src",
        "object": "data", "form": "action", "input": "src", "track": "src",
    }  # fmt: skip
    addresses = [
        element.get(named[element.tag]) or ""
        for element in root.iter(*named)
        if not any(up.tag in {"noscript", "template"} for up in element.iterancestors())
    ]
    addresses += [element.get("background") or "" for element in root.xpath("//*[@background]")]
    for element in root.xpath("//*[@srcset]"):
        addresses += [part.split()[0] for part in (element.get("srcset") or "").split(",") if part.split()]
    for css in [style.text or "" for style in root.iter("style")] + root.xpath("//@style"):
        addresses += _css_addresses(css)
    targets = (joined(base, address.strip()) for address in addresses if address.strip())
    return tuple(dict.fromkeys(target for target in targets if target.startswith("http:")))[:60]
