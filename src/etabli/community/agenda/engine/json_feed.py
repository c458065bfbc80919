"""Events of schema.org in JSON-LD to entries, wherever they stand in the document."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from etabli.community.agenda.engine.entries import Entry, NotRead, Source
from etabli.community.agenda.engine.feed import Refusal

MAX_NODES = 100_000
# Where a document keeps what it lists; a place or a person that an event names isn't looked into.
_HOLDERS = ("@graph", "itemListElement", "item", "event", "events", "subEvent", "mainEntity")
_KINDS_WITHOUT_EVENT = {"Festival", "Hackathon", "CourseInstance", "EventSeries"}


def source_of(text: str) -> Source:
    """The events of a document. Raises NotRead."""
    try:
        document = json.loads(text)
    except (ValueError, RecursionError):
        raise NotRead(Refusal.BROKEN) from None
    nodes = list(_nodes(document))
    if not any(_kinds(node) for node in nodes):
        raise NotRead(Refusal.NOT_A_FEED)
    title = _text(document.get("name")) if isinstance(document, dict) and not _is_event(document) else ""
    return Source(title, [_entry(node) for node in nodes if _is_event(node)])


def _nodes(document: Any) -> Iterator[dict[str, Any]]:
    waiting, seen = [document], 0
    while waiting and seen < MAX_NODES:
        node = waiting.pop()
        seen += 1
        if isinstance(node, list):
            waiting += reversed(node[:MAX_NODES])
        elif isinstance(node, dict):
            yield node
            waiting += reversed([node[name] for name in _HOLDERS if name in node])


def _kinds(node: dict[str, Any]) -> list[str]:
    kinds = node.get("@type", [])
    return [str(kind).rpartition("/")[2] for kind in (kinds if isinstance(kinds, list) else [kinds])]


def _is_event(node: dict[str, Any]) -> bool:
    return any(kind.endswith("Event") or kind in _KINDS_WITHOUT_EVENT for kind in _kinds(node)) and bool(
        node.get("startDate") or "EventSeries" not in _kinds(node)
    )


def _entry(node: dict[str, Any]) -> Entry:
    return Entry(
        uid=_text(node.get("identifier")) or _text(node.get("@id")),
        title=_text(node.get("name")),
        description=_text(node.get("description")),
        url=_text(node.get("url")),
        starts=_text(node.get("startDate")),
        ends=_text(node.get("endDate")),
        place=_place(node.get("location")),
        organiser=_text(node.get("organizer")),
        changed=_text(node.get("dateModified")),
        is_cancelled=_text(node.get("eventStatus")).endswith("EventCancelled"),
    )


def _text(value: Any) -> str:
    """Of a value, of the first of several, or of the name of a thing."""
    for _level in range(4):
        if isinstance(value, list):
            value = next(iter(value), None)
        elif isinstance(value, dict):
            value = next((value[key] for key in ("@value", "value", "name", "@id") if value.get(key)), None)
        else:
            break
    return str(value) if isinstance(value, str | int | float) and not isinstance(value, bool) else ""


def _place(value: Any) -> str:
    if isinstance(value, list):
        value = next((each for each in value if _place(each)), None) if len(value) < 10 else value[0]
    if not isinstance(value, dict):
        return value if isinstance(value, str) else ""
    address = value.get("address")
    if isinstance(address, dict):
        locality = [_text(address.get(key)) for key in ("postalCode", "addressLocality")]
        address = ", ".join(
            filter(None, [_text(address.get("streetAddress")), " ".join(filter(None, locality))])
        )
    return ", ".join(dict.fromkeys(filter(None, [_text(value.get("name")), _text(address)])))
