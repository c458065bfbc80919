"""An imported spreadsheet taken back row by row, and brought back when somebody thinks again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import batched
from typing import Any

from etabli.foundation.journal.undo import as_json_value, field_of
from etabli.foundation.search import index
from etabli.territory.register import finding
from etabli.territory.register.models import Business, Import, Proposal, SheetRow
from etabli.territory.register.sheets.writing import BATCH_SIZE, NOTED_KEY, propose, save

OWN_MODELS = {SheetRow, Proposal}  # what goes with a business that is taken back


def take_back(done: Import) -> int:
    """Put each business as it was before its row, the last row first. Returns how many rows were left as they are:
    what somebody has changed or used since stays."""
    left_count = 0
    for batch in batched(done.rows.order_by("-pk").select_related("business"), BATCH_SIZE):
        left_count += _restore_fields([row for row in batch if not row.is_new], back=True)
        left_count += _remove_created([row for row in batch if row.is_new and row.business])
        for row in batch:
            for field, value in row.proposed.items():
                Proposal.objects.filter(business=row.business, field=field, ours=value, outcome="").delete()
        finding.index_changed(done.chamber_id, [row.business_id for row in batch if row.business_id])
        index.remove_from_index(NOTED_KEY, *(row.pk for row in batch if row.notes))
    return left_count


def redo(done: Import) -> int:
    """The other way round, the first row first."""
    left_count = 0
    for batch in batched(done.rows.order_by("pk").select_related("business"), BATCH_SIZE):
        left_count += _restore_fields([row for row in batch if not row.is_new], back=False)
        left_count += _create_again(done, [row for row in batch if row.is_new and row.business is None])
        propose([(row.business, row.proposed) for row in batch if row.business], done.at)
        finding.index_changed(done.chamber_id, [row.business_id for row in batch if row.business_id])
        index.index_all(NOTED_KEY, changed=[row for row in batch if row.notes and row.business])
    return left_count


def _restore_fields(rows: Sequence[SheetRow], *, back: bool) -> int:
    """Each field goes to the value of the other side, if it still is what this side says."""
    changed, left = [], 0
    for row in rows:
        business, here, there = row.business, *((row.after, row.before) if back else (row.before, row.after))
        if business is None or not there:
            continue
        moved = {name for name, value in here.items() if as_json_value(business, name) != value}
        left += bool(moved)
        _fill(business, {name: value for name, value in there.items() if name not in moved})
        changed.append(business)
    save(changed)
    return left


def _remove_created(rows: Sequence[SheetRow]) -> int:
    """The businesses that the import created go, but for those that something else speaks of by now."""
    businesses = [row.business for row in rows if row.business]
    used: set[int] = set()
    for relation in Business._meta.related_objects:
        if relation.related_model not in OWN_MODELS:
            dependents = relation.related_model._base_manager.filter(
                **{f"{relation.field.name}__in": businesses}
            )
            used.update(dependents.values_list(relation.field.attname, flat=True))
    for row, business in zip(rows, businesses, strict=True):
        if any(as_json_value(business, name) != value for name, value in row.after.items()):
            used.add(business.pk)
    Business.objects.filter(
        pk__in=[business.pk for business in businesses if business.pk not in used]
    ).delete()
    return len(used)


def _create_again(done: Import, rows: Sequence[SheetRow]) -> int:
    """What was created is created anew, but for what came in otherwise meanwhile."""
    sirets = [row.after["siret"] for row in rows if row.after["siret"]]
    existing_sirets = set(
        Business.objects.filter(chamber_id=done.chamber_id, siret__in=sirets).values_list("siret", flat=True)
    )
    rows_to_create = [row for row in rows if row.after["siret"] not in existing_sirets]
    for row in rows_to_create:
        row.business = Business(chamber_id=done.chamber_id)
        _fill(row.business, row.after)
    Business.objects.bulk_create([row.business for row in rows_to_create if row.business])
    for row in rows_to_create:
        row.business = row.business  # its number is known now
    SheetRow.objects.bulk_update(rows_to_create, ["business"])
    return len(rows) - len(rows_to_create)


def _fill(business: Business, values: Mapping[str, Any]) -> None:
    for name, value in values.items():
        field = field_of(business, name)
        assert field is not None
        setattr(business, name, field.to_python(value))
