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
    ProcessingActivity,
    Service,
    Sheet,
    Source,
)

FIRST_MINUTES = 2  # the first gesture takes no longer
MAX_SHEET_WORDS = 180  # read in sixty seconds
MIN_SENTENCES, MAX_SENTENCES = 3, 6
_WORD = re.compile(r"[^\W_]+(?:[’'-][^\W_]+)*")

_KINDS = {int: "number", str: "text", bool: "true or false", list: "list"}

type Entry = Mapping[str, Any]


class CatalogueError(ValueError):
    """The data is incomplete or contradicts itself; the message says where."""


def parse(tables: Mapping[str, list[Entry]]) -> Catalogue:
    """Make a catalogue of plain data: the entries `gesture`, `service`, `sheet`, `message` and `processing`.

    Refused, each with its place: what is missing; a text that is empty in a language; a twin; a service that doesn't
    exist; a first gesture of more than two minutes; a sheet of more than 180 words. Raises CatalogueError.
    """
    for fault in _missing_entries(tables):
        raise CatalogueError(fault)
    services = {entry["id"]: _service(entry) for entry in tables["service"]}
    catalogue = Catalogue(
        tuple(_gesture(entry) for entry in tables["gesture"]),
        tuple(_sheet(entry, services) for entry in tables["sheet"]),
        tuple(_message(entry) for entry in tables["message"]),
        tuple(_processing_activity(entry) for entry in tables["processing"]),
    )
    for fault in _faults(tables, catalogue):
        raise CatalogueError(fault)
    return catalogue


def count_words(sheet: Sheet, language: str) -> int:
    """How many words somebody reads who reads all of a sheet."""
    called = [text for service, why in sheet.calls for text in (service.name, service.contact, why)]
    texts = (sheet.title, sheet.sign, *sheet.now, *sheet.then, sheet.never, *called)
    return sum(len(_WORD.findall(text.in_language(language))) for text in texts)


def _missing_entries(tables: Mapping[str, list[Entry]]) -> Iterator[str]:
    for kind in ("gesture", "service", "sheet", "message", "processing"):
        if not tables.get(kind):
            yield f"{kind}: there is none, give one at least"
        for rank, entry in enumerate(tables.get(kind, []), start=1):
            if not entry.get("id"):
                yield f"{kind} number {rank}: id is missing"


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
    source_text = _text(entry, "source", where)
    return Gesture(
        id=entry["id"],
        minutes=_value(entry, "minutes", int, where),
        months=_value(entry, "months", int, where),
        title=_text(entry, "title", where),
        why=_text(entry, "why", where),
        how=_texts(entry, "how", where),
        how_to_know=_text(entry, "how_to_know", where),
        source=Source(
            source_text, _value(entry["source"], "url", str, f"{where}: source"), _day(entry, where)
        ),
        page=Page(_value(page, "url_name", str, f"{where}: page"), _text(entry, "page", where))
        if page
        else None,
    )


def _service(entry: Entry) -> Service:
    where = f"service {entry['id']}"
    name, contact = _text(entry, "name", where), _text(entry, "contact", where)
    return Service(entry["id"], name, contact, _value(entry, "url", str, where), _address(entry, where))


def _sheet(entry: Entry, services: Mapping[str, Service]) -> Sheet:
    where = f"sheet {entry['id']}"
    return Sheet(
        id=entry["id"],
        title=_text(entry, "title", where),
        short=_text(entry, "short", where),
        sign=_text(entry, "sign", where),
        search_words=_text(entry, "search_words", where),
        now=_texts(entry, "now", where),
        then=_texts(entry, "then", where),
        never=_text(entry, "never", where),
        calls=tuple(_call(call, services, where) for call in _value(entry, "call", list, where)),
    )


def _call(call: Entry, services: Mapping[str, Service], where: str) -> tuple[Service, Text]:
    service_id = _value(call, "service", str, f"{where}: a call")
    if service_id not in services:
        raise CatalogueError(f"{where}: no service is called {service_id}")
    return services[service_id], _text({"call": call}, "call", f"{where}, service {service_id}")


def _message(entry: Entry) -> Message:
    where = f"message {entry['id']}"
    return Message(
        id=entry["id"],
        sender=_text(entry, "sender", where),
        text=_text(entry, "text", where),
        is_fake=_value(entry, "is_fake", bool, where),
        why=_text(entry, "why", where),
        signs=_texts(entry, "signs", where),
    )


def _processing_activity(entry: Entry) -> ProcessingActivity:
    where = f"processing {entry['id']}"
    texts = {key: _text(entry, key, where) for key in ("ask", "name", "purpose", "data", "basis", "kept")}
    is_about_nobody = entry.get("paper") == {"fr": "", "en": ""}
    paper = Text("", "") if is_about_nobody else _text(entry, "paper", where)
    return ProcessingActivity(id=entry["id"], **texts, paper=paper, source=_address(entry, where))


def _address(entry: Entry, where: str) -> Source:
    """A source that is said by its address."""
    address = _value(entry, "source", str, where)
    return Source(Text(address, address), address, _day(entry, where))


def _day(entry: Entry, where: str) -> date | None:
    day = _value(entry, "checked_on", str, where)
    try:
        return date.fromisoformat(day) if day else None
    except ValueError:
        raise CatalogueError(
            f"{where}: checked_on is a day such as 2026-05-31, or empty, not {day}"
        ) from None


def _value[T](entry: Entry, key: str, kind: type[T], where: str) -> T:
    value = entry.get(key)
    if type(value) is not kind:
        raise CatalogueError(f"{where}: {key} is missing, or no {_KINDS[kind]}")
    return value


def _text(entry: Entry, key: str, where: str) -> Text:
    value = entry.get(key)
    if not isinstance(value, Mapping) or not _is_written(value.get("fr")) or not _is_written(value.get("en")):
        raise CatalogueError(f"{where}: {key} is missing in one language; give {key}.fr and {key}.en")
    return Text(value["fr"], value["en"])


def _texts(entry: Entry, key: str, where: str) -> tuple[Text, ...]:
    value = entry.get(key)
    french, english = (value.get("fr"), value.get("en")) if isinstance(value, Mapping) else (None, None)
    if (
        not isinstance(french, list)
        or not isinstance(english, list)
        or len(french) != len(english)
        or not MIN_SENTENCES <= len(french) <= MAX_SENTENCES
    ):
        raise CatalogueError(f"{where}: {key} holds 3 to 6 sentences, as many in each language")
    for rank, sentence in enumerate(zip(french, english, strict=True), start=1):
        if not all(_is_written(words) for words in sentence):
            raise CatalogueError(f"{where}: {key}, sentence {rank} is missing in one language")
    return tuple(Text(fr, en) for fr, en in zip(french, english, strict=True))


def _is_written(words: object) -> bool:
    return isinstance(words, str) and bool(words.strip())
