"""A file of relays, between its arrival and the adviser's yes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator, validate_email
from django.utils.translation import gettext_lazy as _
from rapidfuzz import process

from etabli.foundation.documents.tables import Line, NoTable, Table, read_table_confined
from etabli.foundation.files.receiving import Examined
from etabli.foundation.journal import ActionError
from etabli.foundation.people.contact import parse_phone
from etabli.foundation.people.pending_uploads import PendingUploads
from etabli.foundation.people.viewer import Viewer
from etabli.territory.places.engine import fold
from etabli.territory.places.models import Commune
from etabli.territory.relays.engine import national_standard, sheet
from etabli.territory.relays.engine.imported_relay import Fault, IncomingRelay, Remark
from etabli.territory.relays.models import Relay, RelayContact, relay_field

MAX_ROWS = 5_000
MIN_CLOSENESS = 90  # of 100: a commune that is so near is meant
LITTLE_WORDS = {"de", "du", "des", "d", "la", "le", "les", "l", "et"}
ANNOUNCED_FIELDS = ("address", "postal_code", "website", "opening_hours", "pivot")


class ListUnread(ActionError):
    """The file holds no relays that we can read."""


@dataclass(frozen=True)
class ParsedFile:
    """A file that waits for a yes. `is_standard`: its columns are those of the national standard."""

    name: str
    header: tuple[str, ...]
    lines: tuple[Line, ...]
    is_standard: bool


FILES = PendingUploads("relay_import", ParsedFile)


@dataclass(frozen=True)
class PlannedContact:
    """Somebody to ask for, or an address of the place."""

    name: str = ""
    role: str = ""
    email: str = ""
    phone: str = ""
    is_generic: bool | None = None


@dataclass(frozen=True)
class PlannedRelay:
    """What a row would do: add a relay, or change `relay` by `changes` (field to before and after)."""

    line: int
    name: str
    kind: str
    commune: Commune
    facts: Any
    people: tuple[PlannedContact, ...]
    relay: Relay | None = None
    changes: Mapping[str, tuple[Any, Any]] = field(default_factory=dict)

    @property
    def is_new(self) -> bool:
        return self.relay is None

    @property
    def changes_something(self) -> bool:
        return self.relay is not None and bool(self.changes or self.people)


@dataclass(frozen=True)
class ImportPlan:
    """What a whole file would do. `columns`: which column holds what, {} for a file of the standard."""

    rows: tuple[PlannedRelay, ...]
    remarks: tuple[Remark, ...]
    columns: Mapping[str, int]

    @property
    def new(self) -> list[PlannedRelay]:
        return [row for row in self.rows if row.is_new]

    @property
    def changed(self) -> list[PlannedRelay]:
        return [row for row in self.rows if row.changes_something]

    @property
    def unchanged(self) -> int:
        return len(self.rows) - len(self.new) - len(self.changed)

    @property
    def refused(self) -> list[Remark]:
        return [remark for remark in self.remarks if remark.is_refused]


def parse(name: str, content: bytes) -> ParsedFile:
    """A file of relays: a spreadsheet, or the national standard in CSV or JSON. Raises ListUnread."""
    is_json = content.lstrip(b"\xef\xbb\xbf \r\n\t")[:1] in {b"[", b"{"}
    try:
        table = _json_table(content) if is_json else read_table_confined(content)
    except (NoTable, national_standard.NotTheStandard):
        table = None
    if table is None or not (any(table.header) and table.lines):
        raise ListUnread(_("We find no list in this file: a row of titles first, then a row for each relay."))
    if len(table.lines) > MAX_ROWS:
        raise ListUnread(_("This list has more than 5,000 rows: give it in several files."))
    is_standard = {"nom", "commune", "code_postal", "courriels"} <= set(table.header)
    return ParsedFile(name, table.header, table.lines, is_standard)


def store_file(viewer: Viewer, upload: Examined) -> str:
    """Read the file; the key under which it waits. Raises ListUnread."""
    return FILES.keep(viewer, parse(upload.name, upload.content))


def plan_of(chamber_id: int, waiting: ParsedFile, chosen: Mapping[str, str] | None = None) -> ImportPlan:
    """What the file would do, with the columns that were guessed or `chosen` (a field to a column's number).

    Three statements, whatever its length; the caller has authorised the chamber.
    """
    columns = {} if waiting.is_standard else _columns(waiting, chosen or {})
    if waiting.is_standard:
        incoming, remarks = national_standard.read_places(
            (line.number, dict(zip(waiting.header, line.cells, strict=True))) for line in waiting.lines
        )
    else:
        lines = [(line.number, line.cells) for line in waiting.lines]
        incoming, remarks = sheet.read_relays(lines, columns), []
    known, communes = _KnownRelays(chamber_id), _Communes()
    planned = [_plan_row(row, known, communes, remarks) for row in incoming]
    rows_planned = tuple(row for row in planned if row is not None)
    return ImportPlan(rows_planned, tuple(sorted(remarks, key=lambda remark: remark.line)), columns)


class _KnownRelays:
    """The relays of a chamber that are in the directory, by what makes one the same: two statements."""

    def __init__(self, chamber_id: int) -> None:
        relays = list(
            Relay.objects.filter(chamber_id=chamber_id, withdrawn_at=None).prefetch_related("contacts")
        )
        self.by_name = {(_without_little_words(relay.name), relay.commune_id): relay for relay in relays}
        self.by_number = {relay.standard["id"]: relay for relay in relays if relay.standard.get("id")}
        self.seen: set[tuple[str, str]] = set()

    def find(self, incoming: IncomingRelay, commune: Commune) -> Relay | None:
        number = incoming.standard.get("id", "")
        return self.by_number.get(number) or self.by_name.get(
            (_without_little_words(incoming.name), commune.pk)
        )


class _Communes:
    """All the communes, by code and by name, as a file names them: one statement."""

    def __init__(self) -> None:
        self.by_code: dict[str, Commune] = {}
        self.by_name: dict[str, list[Commune]] = {}
        self.by_post: dict[str, list[Commune]] = {}
        for commune in Commune.objects.select_related("epci"):
            for code in (commune.code, *commune.former_codes.split()):
                self.by_code[code] = commune
            self.by_name.setdefault(fold(commune.name), []).append(commune)
            for post in commune.postal_codes.split():
                self.by_post.setdefault(post, []).append(commune)

    def find(self, incoming: IncomingRelay) -> Commune | Fault:
        """By its code, else by its name and postal code, forgiving a slip; a Fault when it isn't sure."""
        if incoming.insee in self.by_code:
            return self.by_code[incoming.insee]
        if not (incoming.commune or incoming.postal_code):
            return Fault.NO_COMMUNE
        in_postal_code = self.by_post.get(incoming.postal_code, [])
        communes = self.by_name.get(fold(incoming.commune), []) or self._near(incoming.commune)
        if len(communes) > 1:
            communes = [commune for commune in communes if commune in in_postal_code] or communes
        communes = communes or ([] if incoming.commune else in_postal_code)
        if len(communes) == 1:
            return communes[0]
        return Fault.SEVERAL_COMMUNES if communes else Fault.UNKNOWN_COMMUNE

    def _near(self, text: str) -> list[Commune]:
        near = (
            process.extractOne(fold(text), list(self.by_name), score_cutoff=MIN_CLOSENESS) if text else None
        )
        return self.by_name[near[0]] if near else []


def _plan_row(
    incoming: IncomingRelay, known_relays: _KnownRelays, communes: _Communes, remarks: list[Remark]
) -> PlannedRelay | None:
    """What a row would do; None when it is left out, and `remarks` then says why."""
    commune = communes.find(incoming)
    fault = Fault.NO_NAME if not incoming.name else Fault.TOO_LONG if len(incoming.name) > 120 else None
    if fault is None and isinstance(commune, Fault):
        fault = commune
    if fault is not None or isinstance(commune, Fault):
        remarks.append(
            Remark(
                incoming.line,
                incoming.name,
                fault or Fault.NO_COMMUNE,
                incoming.commune or incoming.postal_code,
            )
        )
        return None
    name_and_commune = (_without_little_words(incoming.name), commune.pk)
    if name_and_commune in known_relays.seen:
        remarks.append(Remark(incoming.line, incoming.name, Fault.TWICE))
        return None
    known_relays.seen.add(name_and_commune)
    facts, people = _facts(incoming, remarks), _people(incoming, remarks)
    relay = known_relays.find(incoming, commune)
    if relay is None:
        return PlannedRelay(incoming.line, incoming.name, incoming.kind or "other", commune, facts, people)
    people = tuple(person for person in people if not _is_known(person, relay.contacts.all()))
    kind = incoming.kind or relay.kind
    renamed = (
        {"name": incoming.name}
        if _without_little_words(incoming.name) != _without_little_words(relay.name)
        else {}
    )
    changes = _changes(relay, {"kind": kind, **renamed, **facts})
    return PlannedRelay(incoming.line, incoming.name, kind, commune, facts, people, relay, changes)


def _facts(incoming: IncomingRelay, remarks: list[Remark]) -> dict[str, Any]:
    """What the row says beside name, kind and commune; a value that can't be kept is left out, and told."""
    facts: dict[str, Any] = {
        name: getattr(incoming, name) for name in ANNOUNCED_FIELDS if getattr(incoming, name)
    }
    if "website" in facts:
        facts["website"] = _check_value(incoming, facts["website"], _website, Fault.BAD_WEBSITE, remarks)
    for name in list(facts):
        max_length = relay_field(name).max_length
        if max_length is not None and len(facts[name]) > max_length:
            remarks.append(Remark(incoming.line, incoming.name, Fault.TOO_LONG, facts.pop(name), False))
    if incoming.standard:
        facts["standard"] = dict(incoming.standard)
    return {name: value for name, value in facts.items() if value}


def _people(incoming: IncomingRelay, remarks: list[Remark]) -> tuple[PlannedContact, ...]:
    """One person for each address; the name, the role and the number are those of the first."""
    phone = _check_value(incoming, incoming.phone, parse_phone, Fault.BAD_PHONE, remarks)
    emails = [_check_value(incoming, email, _email, Fault.BAD_EMAIL, remarks) for email in incoming.emails]
    main_email, rest = next(iter(emails), ""), emails[1:]
    main_contact = PlannedContact(
        incoming.contact_name[:120],
        incoming.contact_role[:80],
        main_email,
        phone,
        _is_generic(incoming, main_email),
    )
    other_contacts = (
        PlannedContact(email=email, is_generic=_is_generic(incoming, email)) for email in rest if email
    )
    has_first = any((main_contact.name, main_contact.role, main_contact.email, main_contact.phone))
    return (*((main_contact,) if has_first else ()), *other_contacts)


def _is_generic(incoming: IncomingRelay, email: str) -> bool | None:
    """Addresses that the standard gives as the place's are its own, unless they plainly bear somebody's name."""
    return not national_standard.is_of_a_person(email) if incoming.is_generic and email else None


def _check_value(incoming: IncomingRelay, text: str, check: Any, fault: Fault, remarks: list[Remark]) -> str:
    try:
        return str(check(text)) if text else ""
    except ValidationError:
        remarks.append(Remark(incoming.line, incoming.name, fault, text, False))
        return ""


def _email(text: str) -> str:
    validate_email(text)
    return text


def _website(text: str) -> str:
    address = text if "://" in text else f"https://{text}"
    URLValidator(["http", "https"])(address)
    return address


def _is_known(person: PlannedContact, contacts: Iterable[RelayContact]) -> bool:
    """Whether whoever a row names is among those to ask for already, even taken out: by address, number or name."""
    for contact in contacts:
        identifier = (person.email or person.phone or fold(person.name) or fold(person.role)) in {
            contact.email, contact.phone, fold(contact.name), fold(contact.role),
        }  # fmt: skip
        if identifier:
            return True
    return False


def _changes(relay: Relay, facts: Mapping[str, Any]) -> dict[str, tuple[Any, Any]]:
    return {
        name: (getattr(relay, name), value)
        for name, value in facts.items()
        if value and getattr(relay, name) != value
    }


def _without_little_words(name: str) -> str:
    """A name without its little words: "Mairie de Pauillac" is "mairie Pauillac"."""
    return " ".join(word for word in fold(name).split() if word not in LITTLE_WORDS)


def _columns(waiting: ParsedFile, chosen: Mapping[str, str]) -> dict[str, int]:
    columns = sheet.guess_columns(waiting.header)
    for name in sheet.FIELDS:
        number = chosen.get(name, "")
        if number.isdecimal() and int(number) < len(waiting.header):
            columns[name] = int(number)
        elif name in chosen:
            columns.pop(name, None)
    return columns


def _json_table(content: bytes) -> Table:
    rows: Sequence[Mapping[str, str]] = national_standard.rows_of(content)
    cells = (tuple(row.get(name, "") for name in national_standard.FIELDS) for row in rows)
    lines = tuple(Line(number, column) for number, column in enumerate(cells, 1))
    return Table(national_standard.FIELDS, national_standard.FIELDS, lines)
