"""What a person must say of the rows before they are written: a SIRET whose business has another name, the same
business twice in the file. What nobody answered is kept apart, never written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from itertools import batched

from django.db.models import Q

from etabli.territory.places.engine import fold
from etabli.territory.register.engine.sheets import RefusedRow, Row, are_alike, complete_row, find_twins
from etabli.territory.register.models import Business

BATCH_SIZE = 500
MAX_ASKED = 30  # names that differ: beyond, one answer serves for all the others
OTHERS_KEY = "others"
SAME_BUSINESS, TWO_BUSINESSES = "same", "two"  # "it is the same business", "they are two businesses"

Answers = Mapping[str, str]  # by the key of a question


@dataclass(frozen=True, slots=True)
class OtherName:
    """A row whose SIRET, or SIREN, is that of a business of another name."""

    row: Row
    known: str

    @property
    def key(self) -> str:
        """The same in the next spreadsheet; a digest, so that answers hold nobody's name."""
        row = f"{self.row.siret or self.row.siren} {fold(' '.join(self.row.names))}"
        return sha256(row.encode()).hexdigest()[:24]


@dataclass(frozen=True, slots=True)
class Twin:
    """A row that speaks of the same business as an earlier one, or so it seems: one name, one telephone."""

    row: Row
    first: Row

    @property
    def key(self) -> str:
        """Of this spreadsheet alone."""
        return f"row {self.row.line}"


@dataclass(frozen=True, slots=True)
class Review:
    """`unknown`: the lines whose SIREN no open business of the register has."""

    names: tuple[OtherName, ...]
    twins: tuple[Twin, ...]
    unknown: frozenset[int]

    @property
    def asked(self) -> tuple[OtherName, ...]:
        """The names that are asked about one by one."""
        return self.names[:MAX_ASKED]

    @property
    def others(self) -> tuple[OtherName, ...]:
        """Those that one answer settles."""
        return self.names[MAX_ASKED:]


def review_rows(chamber_id: int, rows: Iterable[Row | RefusedRow]) -> Review:
    """What these rows leave to somebody's choice: a statement for five hundred of them."""
    valid_rows = [row for row in rows if isinstance(row, Row)]
    names: list[OtherName] = []
    unknown: set[int] = set()
    for batch in batched([row for row in valid_rows if row.siret or row.siren], BATCH_SIZE):
        by_siret, by_siren = _businesses_of_rows(chamber_id, batch)
        for row in batch:
            business = by_siret.get(row.siret) if row.siret else by_siren.get(row.siren)
            if business is None:
                unknown |= set() if row.siret or row.siren in by_siren else {row.line}
                continue
            kept_business = business.merged_into or business
            if (
                row.names
                and kept_business.name
                and not are_alike(row.names, (*kept_business.called, *business.called))
            ):
                names.append(OtherName(row, kept_business.name))
    return Review(
        tuple(names),
        tuple(Twin(row, earlier_row) for row, earlier_row in find_twins(valid_rows)),
        frozenset(unknown),
    )


def apply_answers(rows: Sequence[Row | RefusedRow], seen: Review, answers: Answers) -> list[Row | RefusedRow]:
    """The rows as they may be written, after what was answered: the others are kept apart, each with its reason."""
    settled = {row.line: row for row in rows}
    for other_name in seen.names:
        answer = answers.get(other_name.key) or (answers.get(OTHERS_KEY) if other_name in seen.others else "")
        if answer != SAME_BUSINESS:
            settled[other_name.row.line] = RefusedRow(other_name.row.line, "other_name", other_name.known)
    for line in seen.unknown:
        settled[line] = _of_unknown_siren(settled[line])
    for twin in seen.twins:
        first, row = settled[twin.first.line], settled[twin.row.line]
        if answers.get(twin.key) != TWO_BUSINESSES and isinstance(first, Row) and isinstance(row, Row):
            settled[first.line] = complete_row(first, row)
            settled[row.line] = RefusedRow(row.line, "joined", str(first.line))
    return list(settled.values())


def _of_unknown_siren(row: Row | RefusedRow) -> Row | RefusedRow:
    """Its name and its commune still say which business it is; without them, nothing does."""
    if not isinstance(row, Row):
        return row
    if row.names and row.commune_code:
        return replace(row, unread=(*row.unread, ("unknown_siren", row.siren)))
    return RefusedRow(row.line, "unknown_siren", row.siren)


def _businesses_of_rows(
    chamber_id: int, batch: Sequence[Row]
) -> tuple[dict[str, Business], dict[str, Business | None]]:
    """The businesses of these SIRET, then those of the SIREN that come alone; None where several are open."""
    sirens = {row.siren for row in batch if not row.siret}
    condition = Q(siret__in=[row.siret for row in batch if row.siret])
    for siren in sirens:
        condition |= Q(siret__startswith=siren)
    by_siret: dict[str, Business] = {}
    by_siren: dict[str, Business | None] = {}
    for business in Business.objects.filter(condition, chamber_id=chamber_id).select_related("merged_into"):
        by_siret[business.siret] = business
        if business.siret[:9] in sirens and business.merged_into is None and business.closed_on is None:
            by_siren[business.siret[:9]] = None if business.siret[:9] in by_siren else business
    return by_siret, by_siren
