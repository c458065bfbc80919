"""What the rows of a spreadsheet do to the businesses of the register, batch by batch."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db.models import Q

from etabli.foundation.journal.registry import as_json
from etabli.foundation.search import index
from etabli.territory.register import finding
from etabli.territory.register.engine.sheets import Candidate, Row, same_business
from etabli.territory.register.models import Business, Import, Proposal, SheetRow
from etabli.territory.register.trades import sector_of

BATCH_SIZE = 500
NOTED_KEY = "sheet_note"  # what the search calls a row that says something in words
CONTACT_FIELDS = ("phone", "email")
FACT_FIELDS = ("trade_code", "naf_code", "commune_code", "postal_code", "address", "created_on")
DISPUTED_FIELDS = (
    "commune_code",
    "trade_code",
)  # of the official facts, those of which a difference means something
WRITTEN_FIELDS = ("siret", "name", "other_names", "sector", "commune_id", *FACT_FIELDS, *CONTACT_FIELDS)


def write(done: Import, batch: Sequence[Row], at: datetime) -> Iterator[str]:
    """Bring a batch to the register, in a fixed number of statements. Yields what became of each row: "created",
    "updated" or "unchanged"."""
    meant = _businesses_of_rows(done.chamber_id, batch)
    new = [(row, _new_business(done.chamber_id, row)) for row in batch if row.line not in meant]
    rows_with_business = [
        (row, meant[row.line], *_changes(meant[row.line], row)) for row in batch if row.line in meant
    ]
    already_noted = _notes_already_kept(
        done, [business for _row, business, _changes, _proposed in rows_with_business]
    )
    _drop_asked([(business, proposed) for _row, business, _changes, proposed in rows_with_business])
    Business.objects.bulk_create([business for _row, business in new])
    traces = [_trace(done, row, business, {}, _facts(business), {}, is_new=True) for row, business in new]
    for row, business, changes, proposed in rows_with_business:
        before = {name: getattr(business, name) for name in changes}
        for name, value in changes.items():
            setattr(business, name, value)
        is_known = (business.pk, row.notes) in already_noted
        if changes or proposed or (row.notes and not is_known):
            trace = _trace(done, row, business, before, changes, proposed)
            trace.notes = "" if is_known else row.notes
            traces.append(trace)
            already_noted.add((business.pk, row.notes))
    changed = [business for _row, business, changes, _proposed in rows_with_business if changes]
    save(changed)
    SheetRow.objects.bulk_create(traces)
    index.index_all(NOTED_KEY, new=[trace for trace in traces if trace.notes])
    propose([(business, proposed) for _row, business, _changes, proposed in rows_with_business], at)
    finding.index_changed(
        done.chamber_id, [business.pk for business in (*changed, *(made for _row, made in new))]
    )
    yield from ("created" for _made in new)
    yield from (
        "updated" if changes or proposed else "unchanged" for _r, _b, changes, proposed in rows_with_business
    )


# -- Which business a row is about -----------------------------------------------------------------------------------


def _businesses_of_rows(chamber_id: int, batch: Sequence[Row]) -> dict[int, Business]:
    """The business of each row, by its line; those of which no business is sure are left out."""
    businesses = Business.objects.filter(chamber_id=chamber_id).select_related("merged_into")
    by_siret = {
        business.siret: business
        for business in businesses.filter(siret__in=[row.siret for row in batch if row.siret])
    }
    matches = {
        row.line: _kept_record(by_siret[row.siret]) for row in batch if row.siret and row.siret in by_siret
    }
    rest = [row for row in batch if not row.siret]
    if rest:
        near = _candidate_businesses(chamber_id, rest)
        matches |= {row.line: meant for row in rest if (meant := _business_by_name(row, near)) is not None}
    return matches


def _kept_record(business: Business) -> Business:
    return business.merged_into or business


def _candidate_businesses(chamber_id: int, rows: Sequence[Row]) -> list[Business]:
    """The businesses of the rows' communes, and those of their SIREN; without those merged into another."""
    condition = Q(commune_code__in={row.commune_code for row in rows if row.commune_code})
    for siren in {row.siren for row in rows if row.siren}:
        condition |= Q(siret__startswith=siren)
    return list(Business.objects.filter(condition, chamber_id=chamber_id, merged_into=None))


def _business_by_name(row: Row, near: Iterable[Business]) -> Business | None:
    """The business of this SIREN if it is the only one that is open; else the one of this name in this commune. One
    that came from a spreadsheet, and bears the very same name, is that one: a second import finds it again."""
    if row.siren:
        same_siren = [
            business
            for business in near
            if business.siret.startswith(row.siren) and business.closed_on is None
        ]
        if len(same_siren) == 1:
            return same_siren[0]
    in_commune = [
        business
        for business in near
        if business.commune_code == row.commune_code and business.closed_on is None
    ]
    same_first_name = [
        business
        for business in in_commune
        if not business.siret and row.names and business.name == row.names[0]
    ]
    if same_first_name:
        return same_first_name[0]
    key = same_business(row.names, [Candidate(business.pk, business.called) for business in in_commune])
    return next((business for business in in_commune if business.pk == key), None)


def _notes_already_kept(done: Import, businesses: Sequence[Business]) -> set[tuple[int, str]]:
    """(business, note) of what a spreadsheet of the same name noted before: it is not noted twice. One statement."""
    rows = SheetRow.objects.filter(
        business__in=businesses, imported__undone_at=None, imported__files=done.files
    )
    return set(rows.exclude(notes="").values_list("business_id", "notes"))


# -- What it changes -------------------------------------------------------------------------------------------------


def _new_business(chamber_id: int, row: Row) -> Business:
    name = row.names[0] if row.names else ""
    business = Business(
        chamber_id=chamber_id,
        siret=row.siret,
        name=name,
        other_names=" · ".join(row.names[1:])[:300],
        sector=sector_of(row.trade_code or row.naf_code),
        commune_id=row.commune_code or None,
    )
    for field in (*FACT_FIELDS, *CONTACT_FIELDS):
        setattr(business, field, getattr(row, field))
    return business


def _changes(business: Business, row: Row) -> tuple[dict[str, Any], dict[str, str]]:
    """(the fields to set, what to propose). What the row doesn't say changes nothing; what its owner keeps from
    publication is not written back."""
    changes = {
        field: value
        for field in CONTACT_FIELDS
        if (value := getattr(row, field)) and value != getattr(business, field)
    }
    proposed: dict[str, str] = {
        field: changes.pop(field)
        for field in CONTACT_FIELDS
        if field in changes and field in business.corrected
    }
    if not business.is_published:
        return changes, proposed
    if row.names and not business.name:
        changes |= {"name": row.names[0]}
    for field in FACT_FIELDS:
        stated, held = getattr(row, field), getattr(business, field)
        if not stated or stated == held:
            continue
        if not held or not business.siret:
            changes[field] = stated
        elif field in DISPUTED_FIELDS and not (field == "trade_code" and stated[:4] == held[:4]):
            proposed[field] = stated
    if "commune_code" in changes:
        changes["commune_id"] = changes["commune_code"]
    if {"trade_code", "naf_code"} & set(changes):
        changes["sector"] = sector_of(changes.get("trade_code") or business.trade_code or row.naf_code)
    return changes, proposed


def _facts(business: Business) -> dict[str, Any]:
    return {name: getattr(business, name) for name in WRITTEN_FIELDS}


def _trace(
    done: Import,
    row: Row,
    business: Business,
    before: Mapping[str, Any],
    after: Mapping[str, Any],
    proposed: Mapping[str, str],
    *,
    is_new: bool = False,
) -> SheetRow:
    return SheetRow(
        imported=done,
        line=row.line,
        business=business,
        is_new=is_new,
        before=as_json(before),
        after=as_json(after),
        proposed=proposed,
        notes=row.notes,
    )


def save(businesses: Sequence[Business]) -> None:
    """Businesses of which any of WRITTEN may have changed."""
    Business.objects.bulk_update(
        businesses, [name.removesuffix("_id") for name in WRITTEN_FIELDS], batch_size=BATCH_SIZE
    )


def _drop_asked(disputed: Sequence[tuple[Business, dict[str, str]]]) -> None:
    """Take out what already waits for an answer, or was answered: nothing is asked twice."""
    businesses = [business for business, proposed in disputed if proposed]
    if not businesses:
        return
    proposals = Proposal.objects.filter(business__in=businesses).values_list(
        "business", "field", "ours", "outcome"
    )
    waiting = {(pk, field) for pk, field, _ours, outcome in proposals if not outcome}
    settled = {(pk, field, ours) for pk, field, ours, outcome in proposals if outcome}
    for business, proposed in disputed:
        for field, value in list(proposed.items()):
            if (business.pk, field) in waiting or (business.pk, field, value) in settled:
                del proposed[field]
            waiting.add((business.pk, field))


def propose(disputed: Sequence[tuple[Business, Mapping[str, str]]], at: datetime) -> None:
    """Ask somebody to choose, once for each field of a business."""
    Proposal.objects.bulk_create(
        Proposal(
            business=business,
            field=field,
            official=str(getattr(business, field)),
            ours=value,
            seen_on=at.date(),
        )
        for business, proposed in disputed
        for field, value in proposed.items()
    )
