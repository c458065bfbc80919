"""The copy of everything about somebody: what each of their rows holds, told, before any kind of file is made of it."""

import json
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Field, FileField, ForeignKey, JSONField, Model
from django.utils import timezone
from django.utils.translation import gettext as _

from etabli.foundation.files.models import StoredFile
from etabli.foundation.own_data.field_names import field_name, is_code, model_name, shown_fields, sort_key
from etabli.foundation.own_data.holdings import Holding, Identifiers, declared_owners, holdings, is_own_data
from etabli.foundation.parties.models import Party
from etabli.foundation.people.models import Person, User
from etabli.foundation.people.viewer import Viewer
from etabli.foundation.signed_links import hide_links
from etabli.foundation.ui.typography import euros, full_day

MACHINE_SUFFIXES = ("_id", "_ref", "_type", "_key")  # how fields end that only a program reads


@dataclass(frozen=True)
class Cell:
    """One value: for machines (what JSON holds), as a table shows it, and as a letter says it. `in_words` is "" for a
    code or a key, for a box that isn't ticked, and for a number that is no amount. `is_day`: the value is a day, which
    the field's name introduces ("signed up on")."""

    raw: Any
    shown: str
    in_words: str = ""
    is_day: bool = False


@dataclass(frozen=True)
class CopiedKind:
    """The rows of one model: `columns` are (field, what people call it); a row has the cells that are theirs."""

    model_label: str
    verbose_name: str
    columns: list[tuple[str, str]]
    rows: list[tuple[Any, dict[str, Cell]]]


@dataclass(frozen=True)
class Copy:
    """All of it: the kinds in the order in which they are told, the files, and (kind, why) of what is not given.

    `is_whole`: made for the very person whom it is about. A copy made for somebody else leaves out what they may not
    read on the ordinary pages, and doesn't say whether there is any.
    """

    kinds: list[CopiedKind]
    files: list[StoredFile]
    withheld: list[tuple[str, str]]
    is_whole: bool


def copy_of(identifiers: Identifiers, viewer: Viewer) -> Copy:
    """What is held of somebody and this viewer may read, without the fields that are withheld; a fixed number of
    statements."""
    grouped: defaultdict[type[Model], list[Holding]] = defaultdict(list)
    for holding in holdings(identifiers, viewer):
        grouped[holding.owned.model].append(holding)
    kinds = [
        kind
        for model, model_holdings in grouped.items()
        if (kind := _kind(model, model_holdings)) is not None
    ]
    file_querysets = [holding.rows for holding in grouped.get(StoredFile, ()) if holding.owned.is_whole]
    files = [row for rows in file_querysets for row in rows.order_by("pk")]
    kinds.sort(key=lambda kind: sort_key(kind.model_label))
    return Copy(
        kinds, [file for file in files if file.content], _withheld_reasons(), is_own_data(identifiers, viewer)
    )


def archive_path(stored: StoredFile) -> str:
    """Where a file stands in the archive."""
    return f"{_('files')}/{stored.pk}-{stored.name}"


def _kind(model: type[Model], model_holdings: list[Holding]) -> CopiedKind | None:
    personal = {
        name: use for owned in declared_owners() if owned.model is model for name, use in owned.fields.items()
    }
    given_fields = frozenset(
        name for holding in model_holdings for name in holding.owned.fields if not personal[name].withheld
    )
    if not given_fields:
        return None
    label = model._meta.label
    names = [name for name in shown_fields(model) if name in given_fields or name not in personal]
    fields: list[Any] = [model._meta.get_field(name) for name in names]
    relations = [field.name for field in model._meta.concrete_fields if isinstance(field, ForeignKey)]
    related = [*relations, *_nested_relations(model, relations)]
    queryset = model._base_manager.filter(
        pk__in=frozenset().union(*(holding.ids for holding in model_holdings))
    ).order_by("pk")
    key = personal.get(model._meta.pk.name)
    is_secret = key is not None and bool(key.withheld)  # the key of a session opens it
    rows = []
    for position, row in enumerate(queryset.select_related(*related) if related else queryset, 1):
        own_fields = {
            name for holding in model_holdings if row.pk in holding.ids for name in holding.owned.fields
        }
        cells = {f.name: _cell(row, f) for f in fields if f.name in own_fields or f.name not in personal}
        rows.append((position if is_secret else row.pk, cells))
    return CopiedKind(label, model_name(label), [(name, field_name(label, name)) for name in names], rows)


def _nested_relations(model: type[Model], relations: list[str]) -> Iterator[str]:
    """The relations that the text of a related row reads: one level further, so that no row costs a statement."""
    for name in relations:
        related: Any = model._meta.get_field(name).related_model
        yield from (
            f"{name}__{field.name}"
            for field in related._meta.concrete_fields
            if isinstance(field, ForeignKey)
        )


def _cell(row: Model, field: "Field[Any, Any]") -> Cell:
    value = getattr(row, field.name)
    if value is None:
        return Cell(None, "")
    if isinstance(field, FileField):
        place = archive_path(row) if isinstance(row, StoredFile) and value else ""
        return Cell(place, place)
    if isinstance(field, ForeignKey):
        name = _without_secrets(str(value))
        return Cell(
            {"id": getattr(row, field.attname), "name": name},
            name,
            "" if isinstance(value, Person | User | Party) else name,  # that is the reader, in each row
        )
    raw = _without_secrets(json.loads(json.dumps(value, cls=DjangoJSONEncoder)))
    shown = _displayed(row, field, value, raw)
    return Cell(
        raw,
        shown,
        _in_words(row, field, raw if isinstance(field, JSONField) else value, shown),
        isinstance(value, date),
    )


def _displayed(row: Model, field: "Field[Any, Any]", value: Any, raw: Any) -> str:
    display = getattr(row, f"get_{field.name}_display", None)
    if display is not None:
        return str(display())
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, datetime):
        return f"{timezone.localtime(value):%Y-%m-%d %H:%M}"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(field, JSONField):
        return json.dumps(raw, ensure_ascii=False) if value else ""
    return str(raw)


def _in_words(row: Model, field: "Field[Any, Any]", value: Any, shown: str) -> str:
    if hasattr(row, f"get_{field.name}_display"):
        return shown
    if value is True:
        return shown
    if not value or field.name.endswith(MACHINE_SUFFIXES) or is_code(row._meta.label, field.name):
        return ""
    if isinstance(value, date):
        return full_day(value)
    if isinstance(value, Decimal) or field.name.endswith("_cents"):
        return euros(value)
    if isinstance(field, JSONField):
        return (
            ", ".join(map(str, value))
            if isinstance(value, list) and all(map(_is_readable_text, value))
            else ""
        )
    return "" if isinstance(value, int) else shown


def _is_readable_text(value: Any) -> bool:
    return isinstance(value, str | int) and not isinstance(value, bool)


def _without_secrets(raw: Any) -> Any:
    """A copy travels, is printed, is shown: the links that are a right by themselves are taken out of every text."""
    if isinstance(raw, str):
        return hide_links(raw, f"… {_('(secret link)')}")
    if isinstance(raw, list):
        return [_without_secrets(item) for item in raw]
    if isinstance(raw, dict):
        return {key: _without_secrets(item) for key, item in raw.items()}
    return raw


def _withheld_reasons() -> list[tuple[str, str]]:
    """What no copy holds, and why, each reason once for a kind."""
    reasons = {
        (model_name(owned.model._meta.label), str(use.withheld)): None
        for owned in declared_owners()
        for use in owned.fields.values()
        if use.withheld
    }
    return list(reasons)
