"""How plain data becomes a catalogue, and what is refused on the way: each refusal says where."""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from etabli.procurement.needs.engine import Text
from etabli.programme.protection.engine.catalogue import (
    Catalogue,
    Gesture,
    Message,
    Page,
    Processing,
    Service,
    Sheet,
    Source,
)

FIRST_MINUTES = 2  # the first gesture takes no longer
MAX_SHEET_WORDS = 180  # read in sixty seconds
MIN_SENTENCES, MAX_SENTENCES = 3, 6
_WORD = re.compile(r"[^\W_]+(?:[’'-][^\W_]+)*")

type Entry = Mapping[str, Any]


class CatalogueError(ValueError):
    """The data is incomplete or contradicts itself; the message says where."""


def parse(tables: Mapping[str, list[Entry]]) -> Catalogue:
    """Make a catalogue of plain data: the entries `gesture`, `service`, `sheet`, `message` and `processing`.

    Refused: a text missing in a language; a twin; a service that doesn't exist; a first gesture of more than two
    minutes; a sheet of more than 180 words.
    """
    services = {entry["id"]: _service(entry) for entry in tables["service"]}
    catalogue = Catalogue(
        tuple(_gesture(entry) for entry in tables["gesture"]),
        tuple(_sheet(entry, services) for entry in tables["sheet"]),
        tuple(_message(entry) for entry in tables["message"]),
        tuple(_processing(entry) for entry in tables["processing"]),
    )
    for fault in _faults(tables, catalogue):
        raise CatalogueError(fault)
    return catalogue


def count_words(sheet: Sheet, language: str) -> int:
    """How many words somebody reads who reads all of a sheet."""
    called = [text for service, why in sheet.calls for text in (service.name, service.reach, why)]
    texts = (sheet.title, sheet.sign, *sheet.now, *sheet.then, sheet.never, *called)
    return sum(len(_WORD.findall(text.in_language(language))) for text in texts)


def _faults(tables: Mapping[str, list[Entry]], catalogue: Catalogue) -> Iterator[str]:
    for kind, entries in tables.items():
        ids = [entry["id"] for entry in entries]
        yield from (f"{kind} {id}: twice" for id in sorted({id for id in ids if ids.count(id) > 1}))
    if catalogue.gestures[0].minutes > FIRST_MINUTES:
        yield f"gesture {catalogue.gestures[0].id}: the first one takes {FIRST_MINUTES} minutes at most"
    for sheet in catalogue.sheets:
        for language in ("fr", "en"):
            if (n := count_words(sheet, language)) > MAX_SHEET_WORDS:
                yield f"sheet {sheet.id}: {n} words in {language}, {MAX_SHEET_WORDS} at most"


def _gesture(entry: Entry) -> Gesture:
    where, page = f"gesture {entry['id']}", entry.get("page")
    return Gesture(
        id=entry["id"],
        minutes=entry["minutes"],
        months=entry["months"],
        title=_text(entry, "title", where),
        why=_text(entry, "why", where),
        how=_texts(entry, "how", where),
        known=_text(entry, "known", where),
        source=Source(_text(entry, "source", where), entry["source"]["url"], _day(entry)),
        page=Page(page["url_name"], Text(page["fr"], page["en"])) if page else None,
    )


def _service(entry: Entry) -> Service:
    where = f"service {entry['id']}"
    source = Source(Text(entry["source"], entry["source"]), entry["source"], _day(entry))
    name, reach = _text(entry, "name", where), _text(entry, "reach", where)
    return Service(entry["id"], name, reach, entry["url"], source)


def _sheet(entry: Entry, services: Mapping[str, Service]) -> Sheet:
    where = f"sheet {entry['id']}"
    calls = []
    for call in entry["call"]:
        if call["service"] not in services:
            raise CatalogueError(f"{where}: no service is called {call['service']}")
        calls.append((services[call["service"]], Text(call["fr"], call["en"])))
    return Sheet(
        id=entry["id"],
        title=_text(entry, "title", where),
        short=_text(entry, "short", where),
        sign=_text(entry, "sign", where),
        searched=_text(entry, "searched", where),
        now=_texts(entry, "now", where),
        then=_texts(entry, "then", where),
        never=_text(entry, "never", where),
        calls=tuple(calls),
    )


def _message(entry: Entry) -> Message:
    where = f"message {entry['id']}"
    return Message(
        id=entry["id"],
        by=_text(entry, "by", where),
        text=_text(entry, "text", where),
        is_fake=entry["is_fake"],
        why=_text(entry, "why", where),
        signs=_texts(entry, "signs", where),
    )


def _processing(entry: Entry) -> Processing:
    where = f"processing {entry['id']}"
    texts = {key: _text(entry, key, where) for key in ("ask", "name", "purpose", "data", "basis", "kept")}
    paper = Text(entry["paper"]["fr"], entry["paper"]["en"])
    source = Source(Text(entry["source"], entry["source"]), entry["source"], _day(entry))
    return Processing(id=entry["id"], **texts, paper=paper, source=source)


def _day(entry: Entry) -> date | None:
    return date.fromisoformat(entry["checked_on"]) if entry["checked_on"] else None


def _text(entry: Entry, key: str, where: str) -> Text:
    value = entry.get(key)
    if not isinstance(value, Mapping) or not value.get("fr") or not value.get("en"):
        raise CatalogueError(f"{where}: {key} is missing in one language; give {key}.fr and {key}.en")
    return Text(value["fr"], value["en"])


def _texts(entry: Entry, key: str, where: str) -> tuple[Text, ...]:
    french, english = entry.get(key, {}).get("fr", []), entry.get(key, {}).get("en", [])
    if len(french) != len(english) or not MIN_SENTENCES <= len(french) <= MAX_SENTENCES:
        raise CatalogueError(f"{where}: {key} holds 3 to 6 sentences, as many in each language")
    return tuple(Text(fr, en) for fr, en in zip(french, english, strict=True))
