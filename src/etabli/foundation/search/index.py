"""Keeping the index: the rows that an act changed, or all of a kind in batches."""

from collections.abc import Sequence
from functools import cache, lru_cache
from itertools import batched
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Exists, OuterRef
from django.utils.translation import override

from etabli.foundation.registries import Finder, Indexed, registry_modules
from etabli.foundation.search.engine import words
from etabli.foundation.search.models import Posting, SearchEntry, Word

TITLE_WEIGHT, TEXT_WEIGHT, KIND_WEIGHT = 2.0, 1.0, 0.5
BATCH_SIZE = 1000
ROWS_OF_A_STATEMENT = 5000
ENTRY_FIELDS = ["chamber_id", "person_id", "title", "detail", "url"]


@cache
def declared_kinds() -> dict[str, Indexed]:
    """All that the apps declare, by kind."""
    kinds: dict[str, Indexed] = {}
    for module in registry_modules("search"):
        for indexed in getattr(module, "SEARCH", ()):
            if indexed.kind in kinds:
                raise ValueError(f"two apps index {indexed.kind!r}")
            kinds[indexed.kind] = indexed
    return kinds


@cache
def finders() -> dict[str, Finder]:
    """The kinds that find by themselves."""
    return {
        finder.kind: finder
        for module in registry_modules("search")
        for finder in getattr(module, "FINDERS", ())
    }


def index_all(kind: str, *, new: Sequence[Any] = (), changed: Sequence[Any] = ()) -> None:
    """Put rows in the index: three statements a batch of new rows, four of changed ones."""
    indexed = declared_kinds()[kind]
    for rows in batched(new, BATCH_SIZE):
        _write(indexed, rows)
    for rows in batched(changed, BATCH_SIZE):
        entries = SearchEntry.objects.filter(kind=kind, object_id__in=[row.pk for row in rows])
        Posting.objects.filter(entry__in=entries)._raw_delete(using=entries.db)
        _write(indexed, rows)


def remove_from_index(kind: str, *object_ids: int) -> None:
    """Take rows out of the index."""
    SearchEntry.objects.filter(kind=kind, object_id__in=object_ids).delete()


def forget_unused_words() -> None:
    """Take out of the vocabulary the words that nothing holds any more, such as the name of somebody erased."""
    Word.objects.filter(~Exists(Posting.objects.filter(word=OuterRef("text")))).delete()


def reindex(kind: str) -> int:
    """Index all the rows of a kind anew; says how many. Readers see the former index until it is done."""
    if kind in finders():
        return finders()[kind].renew()
    indexed, done = declared_kinds()[kind], 0
    with transaction.atomic():
        entries = SearchEntry.objects.filter(kind=kind)
        Posting.objects.filter(entry__in=entries)._raw_delete(using=entries.db)
        entries._raw_delete(using=entries.db)
        for rows in batched(indexed.objects().iterator(chunk_size=BATCH_SIZE), BATCH_SIZE):
            _write(indexed, rows)
            done += len(rows)
    return done


def kinds_out_of_step() -> list[str]:
    """The kinds whose entries are not those of the rows that there are: `reindex` mends them. None in health."""
    wrong = []
    for kind, indexed in declared_kinds().items():
        indexed_ids = set(SearchEntry.objects.filter(kind=kind).values_list("object_id", flat=True))
        if indexed_ids != set(indexed.objects().values_list("pk", flat=True)):
            wrong.append(kind)
    return wrong + [kind for kind, finder in finders().items() if not finder.is_in_step()]


def _write(indexed: Indexed, rows: Sequence[Any]) -> None:
    """Entries that stand already are brought up to date; their postings were taken away before."""
    with override(settings.LANGUAGE_CODE):
        entries, held = _entries(indexed, rows)
    entries = SearchEntry.objects.bulk_create(
        entries, update_conflicts=True, unique_fields=["kind", "object_id"], update_fields=ENTRY_FIELDS
    )
    _insert(Word, "text", [(word,) for word in sorted({word for of_one in held for word in of_one})])
    _insert(
        Posting,
        "entry_id, word, weight",
        [
            (entry.pk, word, weight)
            for entry, of_one in zip(entries, held, strict=True)
            for word, weight in of_one.items()
        ],
    )


def _insert(model: type[Word | Posting], columns: str, rows: Sequence[tuple[Any, ...]]) -> None:
    """The rows that are not there yet: as `bulk_create`, without an object for each word of each thing."""
    table = connection.ops.quote_name(model._meta.db_table)
    with connection.cursor() as cursor:
        for batch in batched(rows, ROWS_OF_A_STATEMENT):
            values = ", ".join([f"({', '.join(['%s'] * len(batch[0]))})"] * len(batch))
            cursor.execute(
                f"INSERT INTO {table} ({columns}) VALUES {values} ON CONFLICT DO NOTHING",
                [value for row in batch for value in row],
            )


def _entries(indexed: Indexed, rows: Sequence[Any]) -> tuple[list[SearchEntry], list[dict[str, float]]]:
    """What each row shows, and the weight of each of its words."""
    entries, held = [], []
    for row in rows:
        title, detail = indexed.title(row)[:200], indexed.detail(row)[:300]
        entries.append(
            SearchEntry(
                kind=indexed.kind,
                object_id=row.pk,
                chamber_id=getattr(row, "chamber_id", None),
                person_id=getattr(row, "person_id", None),
                title=title,
                detail=detail,
                url=indexed.url(row),
            )
        )
        held.append(
            dict.fromkeys(_same_words(str(indexed.singular_labels)), KIND_WEIGHT)
            | dict.fromkeys([*words(detail), *_same_words(indexed.text(row))], TEXT_WEIGHT)
            | dict.fromkeys(words(title), TITLE_WEIGHT)
        )
    return entries, held


_same_words = lru_cache(maxsize=1000)(
    words
)  # many rows of a kind share their unseen text: a trade's, a theme's
