"""What migrations use to turn the references of before ("person:12") into parties."""

from collections.abc import Iterable, Iterator
from functools import partial
from typing import Any

from django.db import migrations
from django.db.migrations.operations.base import Operation
from django.db.models import CASCADE, PROTECT, ForeignKey, OneToOneField, OuterRef, Q, Subquery

from etabli.foundation.parties import NOBODY

BATCH_SIZE = 2000
MAX_KEYS = 500  # a statement of SQLite takes so many values and more


class RunOnRows(migrations.RunPython):
    """Runs its code only where one of the tables of these models ("app.Model") holds a row; it reads no others.

    In a new database there is nothing to turn: the models of this step need not be drawn, which is what takes long.
    """

    def __init__(self, code: Any, *labels: str) -> None:
        super().__init__(code, migrations.RunPython.noop)
        self.labels = labels

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        if any(self._holds_rows(schema_editor, from_state, label) for label in self.labels):
            # Not by `super()`, which draws the models of all apps anew: the foreign key that was added has drawn these.
            self.code(from_state.apps, schema_editor)

    @staticmethod
    def _holds_rows(schema_editor: Any, state: Any, label: str) -> bool:
        app, _dot, name = label.lower().partition(".")
        table = state.models[app, name].options.get("db_table") or f"{app}_{name}"
        with schema_editor.connection.cursor() as cursor:
            cursor.execute(f"SELECT 1 FROM {schema_editor.quote_name(table)} LIMIT 1")
            return cursor.fetchone() is not None


def one_to_one(
    kind: str, name: str, label: str, *, related_name: str = "", null: bool = False
) -> list[Operation]:
    """Give each row of "app.Model" its party; `kind` and the row's number were its text."""
    field: dict[str, Any] = {"to": "parties.party", "on_delete": PROTECT, "editable": False}
    field["related_name"] = related_name or "%(class)s"
    operations: list[Operation] = [
        migrations.AddField(name, "party", OneToOneField(null=True, **field)),
        RunOnRows(partial(make_parties, label=label, kind=kind), label),
    ]
    return operations if null else [*operations, migrations.AlterField(name, "party", OneToOneField(**field))]


def references(
    label: str,
    text: str,
    reference: str = "",
    *,
    null: bool = False,
    index: bool = True,
    cascade: bool = False,
) -> list[Operation]:
    """Replace the column `text` of "app.Model" by the foreign key `reference` (by default of the same name).

    An index or a constraint on the column is removed before, and made after, by the migration itself.
    """
    name, reference = label.partition(".")[2].lower(), reference or text
    old = f"{text}_text"
    field: dict[str, Any] = {"to": "parties.party", "related_name": "+", "db_index": index}
    field["on_delete"] = CASCADE if cascade else PROTECT
    filling = partial(convert, label=label, text=old, reference=reference, recorded=text, null=null)
    operations: list[Operation] = [
        migrations.RenameField(name, text, old),
        migrations.AddField(name, reference, ForeignKey(null=True, **field)),
        RunOnRows(filling, label, "journal.Entry"),
        migrations.RemoveField(name, old),
    ]
    return operations if null else [*operations, migrations.AlterField(name, reference, ForeignKey(**field))]


def make_parties(state: Any, schema_editor: Any, *, label: str, kind: str) -> None:
    """Give a party to each row that has none: the one by whose text it was called already, or a new one."""
    rows = state.get_model(label)._base_manager.filter(party=None).order_by("pk")
    former = state.get_model("parties.FormerKey")._base_manager
    while batch := list(rows[:MAX_KEYS]):
        keys = {row: f"{kind}:{row.pk}" for row in batch}
        make_known(state, keys.values())
        parties = dict(former.filter(key__in=keys.values()).values_list("key", "party_id"))
        for row, key in keys.items():
            row.party_id = parties[key]
        rows.model._base_manager.bulk_update(batch, ["party"], batch_size=200)
    check_constraints_now(schema_editor)


def convert(
    state: Any, schema_editor: Any, *, label: str, text: str, reference: str, recorded: str, null: bool
) -> None:
    """Fill `reference` from the column `text`, and in the values that the journal keeps under the name `recorded`.

    What a text called and is gone gets a party of its own; an empty text leads to none, or to nobody we know where
    there must be somebody.
    """
    rows = state.get_model(label)._base_manager.exclude(**{text: ""})
    make_known(state, rows.order_by().values_list(text, flat=True).distinct())
    former = state.get_model("parties.FormerKey")._base_manager.filter(key=OuterRef(text))
    rows.update(**{reference: Subquery(former.values("party_id")[:1])})
    if not null:
        rows.model._base_manager.filter(**{text: ""}).update(**{reference: NOBODY})
    _convert_entries(state, label, recorded, f"{reference}_id")
    check_constraints_now(schema_editor)


def make_known(state: Any, keys: Iterable[str | None]) -> None:
    """See that each of these texts has its party."""
    party, former = state.get_model("parties.Party"), state.get_model("parties.FormerKey")
    for batch in _batches(sorted({key for key in keys if key})):
        existing = set(former._base_manager.filter(key__in=batch).values_list("key", flat=True))
        fresh = [key for key in batch if key not in existing]
        parties = party._base_manager.bulk_create([party(kind=key.partition(":")[0]) for key in fresh])
        keyed = [
            former(key=key, party_id=its_party.pk) for key, its_party in zip(fresh, parties, strict=True)
        ]
        former._base_manager.bulk_create(keyed)


def _convert_entries(state: Any, label: str, recorded: str, attribute: str) -> None:
    """The journal keeps the values of a column by the name of its attribute: an undo puts them back."""
    entry = state.get_model("journal.Entry")
    former = state.get_model("parties.FormerKey")._base_manager
    about = entry._base_manager.filter(subject_type=label.lower())
    rows = about.filter(Q(before__has_key=recorded) | Q(after__has_key=recorded)).order_by("pk")
    number = 0
    while batch := list(rows.filter(pk__gt=number)[:BATCH_SIZE]):
        number = batch[-1].pk
        sides = [side for row in batch for side in (row.before, row.after) if recorded in side]
        values = {side[recorded] for side in sides if isinstance(side[recorded], str)}
        make_known(state, values)
        parties = dict(former.filter(key__in=values).values_list("key", "party_id"))
        for side in sides:
            side[attribute] = parties.get(side.pop(recorded))
        entry._base_manager.bulk_update(batch, ["before", "after"], batch_size=200)


def _batches(values: list[str]) -> Iterator[list[str]]:
    return (values[start : start + MAX_KEYS] for start in range(0, len(values), MAX_KEYS))


def check_constraints_now(schema_editor: Any) -> None:
    """PostgreSQL alters no table while the checks of its foreign keys wait for the end of the transaction."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("SET CONSTRAINTS ALL IMMEDIATE")
