"""The index anew, from the rows: at night, or after many changes. What was withdrawn goes for good."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import batched
from typing import Any

from django.db import connection as database, transaction
from django.db.models import Exists, Model, OuterRef, QuerySet, Sum
from django.utils import timezone

from etabli.foundation.people.models import Organisation
from etabli.territory.register.finding.building import BuiltIndex, build_index
from etabli.territory.register.models import Business, Lookalikes, Postings

BATCH_SIZE = 10_000
MANY_CHANGES = 20_000  # late rows that slow a search down: not until the night, then
NIGHT_HOURS = range(2, 5)
READ_COLUMNS = (
    "pk",
    "name",
    "other_names",
    "phone",
    "trade_code",
    "naf_code",
    "commune_id",
    "commune_code",
    "closed_on",
)


@dataclass(frozen=True)
class FormerIndex:
    """The index as it stood before the rows were read: what others add meanwhile will be left beside the new one."""

    chamber_id: int
    late: Mapping[type[Model], Sequence[int]]

    @classmethod
    def of(cls, chamber_id: int) -> FormerIndex:
        late: dict[type[Model], Sequence[int]] = {
            model: list(
                model._default_manager.filter(chamber_id=chamber_id, is_late=True).values_list(
                    "pk", flat=True
                )
            )
            for model in (Postings, Lookalikes)
        }
        return cls(chamber_id, late)

    def replace(self, built: BuiltIndex) -> None:
        """Write an index in the place of this one."""
        with transaction.atomic():
            for model, late in self.late.items():
                _delete(model, chamber_id=self.chamber_id, is_late=False)
                for some in batched(late, BATCH_SIZE):
                    _delete(model, pk__in=some)
            built.write(self.chamber_id)
            _analyze_tables()


def _analyze_tables() -> None:
    """PostgreSQL reads whole tables where it doesn't know yet how large they have become."""
    if database.vendor == "postgresql":
        with database.cursor() as cursor:
            cursor.execute(
                f"ANALYZE {Postings._meta.db_table}, {Lookalikes._meta.db_table}, {Business._meta.db_table}"
            )


def _without_index() -> QuerySet[Organisation, int]:
    """The chambers that have businesses and no index: an older version found them otherwise."""
    chamber_id = OuterRef("pk")
    chambers = Organisation.objects.filter(
        Exists(_findable().filter(chamber_id=chamber_id)),
        ~Exists(Postings.objects.filter(chamber_id=chamber_id)),
    )
    return chambers.values_list("pk", flat=True)


def _findable() -> QuerySet[Business]:
    return Business.objects.filter(merged_into=None)


def _delete(model: type[Model], **which: Any) -> None:
    """Nothing hangs on these rows."""
    rows: Any = model._default_manager.filter(**which)
    rows._raw_delete(using=rows.db)


def rebuild(chamber_id: int) -> int:
    """Build the index of a chamber's register anew; says of how many rows. People search and write meanwhile."""
    import duckdb  # by the processes only that build an index

    standing, total = FormerIndex.of(chamber_id), 0
    with duckdb.connect(config={"memory_limit": "600MB"}) as connection:
        connection.execute(
            "CREATE TABLE kept (id BIGINT, name VARCHAR, other_names VARCHAR, phone VARCHAR, trade_code VARCHAR,"
            " naf_code VARCHAR, commune_code VARCHAR, is_open BOOLEAN)"
        )
        rows = _findable().filter(chamber_id=chamber_id).order_by("pk").values_list(*READ_COLUMNS)
        for some in batched(rows.iterator(chunk_size=BATCH_SIZE), BATCH_SIZE):
            *others, places, codes, closings = (list(column) for column in zip(*some, strict=True))
            codes = [place or code for place, code in zip(places, codes, strict=True)]
            columns_of_values = [*others, codes, [day is None for day in closings]]
            unnested = ", ".join("unnest(?)" for _column in columns_of_values)
            connection.execute(f"INSERT INTO kept SELECT {unnested}", columns_of_values)
            total += len(some)
        built = build_index(connection)
    standing.replace(built)
    return total


def rebuild_all() -> int:
    """The index of every chamber anew; says of how many businesses."""
    chambers = _findable().order_by("chamber_id").values_list("chamber_id", flat=True).distinct()
    return sum(rebuild(chamber_id) for chamber_id in list(chambers))


def rebuild_due(at: datetime) -> None:
    """Each night where something changed during the day; at once where much did, or where there is no index yet."""
    for chamber_id in list(_without_index()):
        rebuild(chamber_id)
    late = Postings.objects.filter(is_late=True).order_by("chamber_id")
    for chamber_id in list(late.values_list("chamber_id", flat=True).distinct()):
        is_night = timezone.localtime(at).hour in NIGHT_HOURS
        if is_night or late.filter(chamber_id=chamber_id)[MANY_CHANGES:].exists():
            rebuild(chamber_id)


def is_in_step() -> bool:
    """Whether each business that has a name is in the index; not looked at closely while changes wait for the night."""
    if Postings.objects.filter(is_late=True).exists():
        return True
    placed = Postings.objects.filter(key__gte=b"@", key__lt=b"A").aggregate(total=Sum("size"))["total"] or 0
    return bool(placed == _findable().exclude(name="").count())
