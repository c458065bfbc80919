"""RSS 2.0, RSS 1.0 and Atom to entries: by lxml, which here follows no entity, calls nobody and builds no depth.

Three ways to write an entry's day are in use: the event module of RSS 1.0 (`ev:startdate`), xCal, Google's `when`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.entities import name2codepoint
from typing import Any
from urllib.parse import urljoin

from lxml import etree

from etabli.community.agenda.engine.entries import Entry, NotRead, Source
from etabli.community.agenda.engine.feed import Refusal
from etabli.foundation.calendars.engine.texts import web_address

MAX_TAGS = 400_000  # "<" of any kind: what takes memory is the number of elements, not the length
MAX_PROLOG = 4_000  # in which comments may hide where the first element is
ATOM = "http://www.w3.org/2005/Atom"
DUBLIN_CORE = "http://purl.org/dc/elements/1.1/"
CONTENT = "http://purl.org/rss/1.0/modules/content/"
EVENT = "http://purl.org/rss/1.0/modules/event/"
XCAL = "urn:ietf:params:xml:ns:xcal"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
GOOGLE = "http://schemas.google.com/g/2005"
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_FIRST_ELEMENT = re.compile(r"<[A-Za-z_]")
_REFERENCE = re.compile(r"&(?:#(\d{1,7});|#[xX]([0-9a-fA-F]{1,6});|([A-Za-z]\w{1,9});)?")
_NAMES_OF_XML = frozenset({"amp", "lt", "gt", "quot", "apos"})


def source_of(text: str) -> Source:
    """A feed in XML. Raises NotRead."""
    root = _root(text)
    name = _local(root)
    is_whole = bool(
        re.search(rf"</(?:\w+:)?{re.escape(name)}\s*>\s*(?:<!--.*?-->\s*)?$", text[-2000:], re.DOTALL)
    )
    if name == "feed":
        return Source(_text(root, "title"), list(_atom_entries(root)), is_whole)
    channel = next((each for each in root if _local(each) == "channel"), None)
    if name not in {"rss", "RDF"} or channel is None:
        raise NotRead(Refusal.WEB_PAGE if name.lower() == "html" else Refusal.NOT_A_FEED)
    items = [each for parent in (channel, root) for each in parent if _local(each) == "item"]
    site = _text(channel, "link")
    return Source(_text(channel, "title"), [_rss_entry(item, site) for item in items], is_whole)


def _root(text: str) -> Any:
    text = _COMMENT.sub("", text[:MAX_PROLOG]) + text[MAX_PROLOG:]
    first = _FIRST_ELEMENT.search(text)
    prolog = text[: first.start()] if first else text
    if "<!ENTITY" in prolog.upper():
        raise NotRead(Refusal.UNSAFE)
    if first is None:
        raise NotRead(Refusal.NOT_A_FEED)
    if re.match(r"<html[\s>]", text[first.start() : first.start() + 6], re.IGNORECASE):
        raise NotRead(Refusal.WEB_PAGE)
    if text.count("<") > MAX_TAGS:
        raise NotRead(Refusal.TOO_LONG)
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
        recover=True,
        encoding="utf-8",
    )
    whole = "".join(_with_sound_references(text[first.start() :]))
    try:
        root = etree.fromstring(whole.encode("utf-8", "replace"), parser)
    except (etree.XMLSyntaxError, ValueError):
        root = None
    if root is None:
        raise NotRead(Refusal.BROKEN)
    return root


def _with_sound_references(text: str) -> Iterator[str]:
    """The signs that HTML names and XML doesn't, by their numbers; a lone ampersand is one. Recovering, libxml2 lets
    pass the number of half a sign, which is in no text. What stands in CDATA is no reference."""
    first, *others = text.split("<![CDATA[")
    yield _REFERENCE.sub(_sound_reference, first)
    for part in others:
        kept, end, written = part.partition("]]>")
        yield f"<![CDATA[{kept}{end}"
        yield _REFERENCE.sub(_sound_reference, written)


def _sound_reference(match: re.Match[str]) -> str:
    decimal, hexadecimal, name = match.groups()
    if name in _NAMES_OF_XML:
        return match[0]
    code = (
        int(decimal)
        if decimal
        else int(hexadecimal, 16)
        if hexadecimal
        else name2codepoint.get(name or "", 0)
    )
    if not (decimal or hexadecimal or code):
        return "&amp;" + match[0][1:]
    is_text = (
        code in {9, 10, 13} or 32 <= code < 0xD800 or 0xE000 <= code < 0xFFFE or 0x10000 <= code < 0x110000
    )
    return f"&#{code};" if is_text else ""


def _rss_entry(item: Any, site: str) -> Entry:
    return Entry(
        uid=_text(item, "uid", XCAL) or _text(item, "guid") or item.get(f"{{{RDF}}}about", ""),
        title=_text(item, "title") or _text(item, "title", DUBLIN_CORE),
        description=_text(item, "description") or _text(item, "encoded", CONTENT),
        url=_joined(site, _text(item, "link") or _atom_link(item)),
        published=_text(item, "pubDate") or _text(item, "date", DUBLIN_CORE),
        organiser=_event_text(item, "organizer"),
        **_when_and_where(item),
    )


def _atom_entries(root: Any) -> Iterator[Entry]:
    site = _atom_link(root)
    for entry in root:
        if _local(entry) != "entry":
            continue
        author = next((each for each in entry if _local(each) == "author"), None)
        yield Entry(
            uid=_text(entry, "uid", XCAL) or _text(entry, "id"),
            title=_markup(entry, "title"),
            description=_markup(entry, "summary") or _markup(entry, "content"),
            url=_joined(site, _atom_link(entry)),
            published=_text(entry, "published") or _text(entry, "updated"),
            changed=_text(entry, "updated"),
            organiser=_event_text(entry, "organizer") or ("" if author is None else _text(author, "name")),
            **_when_and_where(entry),
        )


def _when_and_where(entry: Any) -> dict[str, Any]:
    starts = _text(entry, "startdate", EVENT)
    return {
        "starts": starts or _text(entry, "dtstart", XCAL) or _of_google(entry, "when", "startTime"),
        "ends": _text(entry, "enddate", EVENT)
        or _text(entry, "dtend", XCAL)
        or _of_google(entry, "when", "endTime"),
        "ends_after": not starts,  # calendars give the day after the last one, that module the last one
        "occurrence": _text(entry, "recurrence-id", XCAL),
        "sequence": _text(entry, "sequence", XCAL),
        "place": _event_text(entry, "location") or _of_google(entry, "where", "valueString"),
        "is_cancelled": _text(entry, "status", XCAL).upper() == "CANCELLED",
    }


def _of_google(entry: Any, name: str, attribute: str) -> str:
    for child in entry:
        if _namespace(child) == GOOGLE and _local(child) == name:
            return str(child.get(attribute, ""))
    return ""


def _event_text(entry: Any, name: str) -> str:
    """By the event module, or by xCal where both have the name."""
    return _text(entry, name, EVENT) or _text(entry, name, XCAL)


def _text(parent: Any, name: str, namespace: str | None = None) -> str:
    """The words of the first child of this name: of the parent's own namespace where none is given."""
    wanted = namespace or _namespace(parent)
    for child in parent:
        if _local(child) == name and _namespace(child) == wanted:
            return "".join(child.itertext()).strip()
    return ""


def _markup(entry: Any, name: str) -> str:
    """A text of Atom, with its markup where it has some (`type`: text, html or xhtml)."""
    for child in entry:
        if _local(child) == name and _namespace(child) == _namespace(entry):
            if len(child):
                return str(etree.tostring(child, encoding="unicode", method="html", with_tail=False))
            text = "".join(child.itertext())
            return (
                text
                if child.get("type", "text") != "text"
                else text.replace("&", "&amp;").replace("<", "&lt;")
            )
    return ""


def _atom_link(entry: Any) -> str:
    links = [each for each in entry if _local(each) == "link" and each.get("href")]
    chosen = next((each for each in links if each.get("rel", "alternate") == "alternate"), None)
    return "" if chosen is None else str(chosen.get("href"))


def _joined(site: str, address: str) -> str:
    """An address, or what it is beside that of its site."""
    try:
        return address if web_address(address) or not address else urljoin(site, address)
    except ValueError:
        return address


def _local(node: Any) -> str:
    return str(node.tag).rpartition("}")[2]


def _namespace(node: Any) -> str:
    return str(node.tag).rpartition("}")[0].removeprefix("{")
