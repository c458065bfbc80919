"""What the store and the database don't agree on, put right once a day: what no row names goes to the quarantine, what
a row names comes back from it, what was erased goes for good. Much at once, or anything after a restore, asks a person.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from django.db import transaction

from etabli.foundation.files.identity import agree, restored_at
from etabli.foundation.files.marker import claim
from etabli.foundation.files.models import ErasedContent, StoredFile
from etabli.foundation.files.orphans import Disagreement, find_disagreement, unheld_files
from etabli.foundation.files.stored_files import delete_for_good
from etabli.foundation.files.stores import (
    PARTIAL_FOLDER,
    PROBE_FOLDER,
    QUARANTINE_FOLDER,
    Store,
    current_store,
)

DAY = timedelta(days=1)
GRACE_PERIOD = timedelta(days=7)
QUARANTINE_PERIOD = timedelta(days=30)
MAX_SHARE_AT_ONCE = 0.02
MIN_FILES_TO_ASK = 5  # files: in a small store they are soon more than that share
_SCRAP_FOLDERS = (PROBE_FOLDER, PARTIAL_FOLDER)  # of a start or a writing that was cut short
log = logging.getLogger("etabli.files")


@dataclass(frozen=True)
class Leaving:
    """What is to leave the store for the quarantine: files without a row (`unknown`), files that no object has held for
    GRACE (`unheld`, by their rows); of `files` in all. `restored`: the database came back from a backup then.
    """

    unknown: list[str]
    unheld: list[StoredFile]
    files: int
    restored: datetime | None

    @property
    def count(self) -> int:
        return len(self.unknown) + len(self.unheld)

    @property
    def is_much(self) -> bool:
        return self.count > max(MIN_FILES_TO_ASK, MAX_SHARE_AT_ONCE * self.files)

    @property
    def asks(self) -> bool:
        """Whether a person must agree before any of it moves."""
        return self.is_much or (self.restored is not None and self.count > 0)


def files_to_remove(at: datetime, seen: Disagreement | None = None) -> Leaving:
    """What a sweep at `at` would have leave the store."""
    seen = seen or find_disagreement()
    unknown = sorted(name for name, written_at in seen.unknown.items() if written_at <= at - GRACE_PERIOD)
    rows = list(unheld_files().filter(unheld_since__lte=at - GRACE_PERIOD))
    return Leaving(unknown, rows, len(seen.there), restored_at())


def sweep(at: datetime, *, agreed: bool = False) -> Leaving:
    """Put right what is not agreed on; nothing that an object holds is touched. Returns what left the store, or would
    leave it once a person has `agreed`. Raises NotOurs when the store is another installation's: nothing moves then.
    """
    store = current_store()
    claim(store)
    _finish_erasures()
    _mark_unheld(at)
    seen = find_disagreement()
    for name in seen.returning:
        _try(store.bring_back, name)
    _drop_scraps(store, at)
    to_sweep = files_to_remove(at, seen)
    if agreed:
        agree()
    elif to_sweep.asks or to_sweep.restored:
        _log_that_it_asks(to_sweep)
        return to_sweep
    _move(store, to_sweep)
    _end_quarantine(store, seen, at)
    return to_sweep


def _finish_erasures() -> None:
    named = StoredFile.objects.exclude(content="").values("content")
    for name in list(ErasedContent.objects.exclude(name__in=named).values_list("name", flat=True)):
        _try(delete_for_good, name)


def _mark_unheld(at: datetime) -> None:
    now_unheld = list(unheld_files().values_list("pk", flat=True))
    StoredFile.objects.exclude(unheld_since=None).exclude(pk__in=now_unheld).update(unheld_since=None)
    StoredFile.objects.filter(pk__in=now_unheld, unheld_since=None).update(unheld_since=at)


def _drop_scraps(store: Store, at: datetime) -> None:
    for folder in _SCRAP_FOLDERS:
        for name, written_at in list(store.walk(folder)):
            if written_at <= at - DAY:
                _try(store.delete, f"{folder}/{name}")


def _move(store: Store, to_sweep: Leaving) -> None:
    for name in to_sweep.unknown:
        _quarantine(store, name)
    for stored in to_sweep.unheld:
        with transaction.atomic():
            # Its row first: a file without a row is swept another time, a row without a file is a loss.
            if unheld_files().filter(pk=stored.pk).exists():
                name = str(stored.content.name)
                stored.delete()
                if name:
                    transaction.on_commit(partial(_quarantine, store, name))


def _quarantine(store: Store, name: str) -> None:
    _try(store.move, name, f"{QUARANTINE_FOLDER}/{name}")


def _end_quarantine(store: Store, seen: Disagreement, at: datetime) -> None:
    for name, since in seen.quarantine.items():
        if since <= at - QUARANTINE_PERIOD and name not in seen.named:
            _try(store.delete, f"{QUARANTINE_FOLDER}/{name}")


def _log_that_it_asks(to_sweep: Leaving) -> None:
    log.warning(
        "%d of %d files would leave the store: nothing moves until somebody agrees (etabli files sweep)%s",
        to_sweep.count,
        to_sweep.files,
        f"; the database was restored on {to_sweep.restored:%Y-%m-%d}" if to_sweep.restored else "",
    )


def _try(call: Callable[..., object], *names: str) -> None:
    """One file that can't be moved or deleted keeps none of the others: the next sweep tries it again."""
    try:
        call(*names)
    except OSError:
        log.exception("the sweep could not see to %s", names[0])
