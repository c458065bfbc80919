"""After a restore: erase again, by the same act, what was erased since the backup; nobody is told a second time."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.apps import apps
from django.db import transaction
from django.db.models import Max, Model

from etabli.foundation.files import stored_files
from etabli.foundation.files.identity import identity
from etabli.foundation.notices.models import Notice
from etabli.foundation.notify.models import Message
from etabli.foundation.own_data.actions import erase
from etabli.foundation.own_data.erased import ErasureLine
from etabli.foundation.own_data.models import Erasure
from etabli.foundation.people.models import Person
from etabli.foundation.people.viewer import Viewer
from etabli.foundation.registries import registry_modules


@dataclass
class ReplayResult:
    """How many were erased again, and those that could not be (the clock tries them again)."""

    erased: int = 0
    failed: list[str] = field(default_factory=list)


def replay(lines: Iterable[ErasureLine], *, since: date, at: datetime) -> ReplayResult:
    """Erase what these lines of our own list name, of that day or later. What is erased already stays so."""
    replayed, own = ReplayResult(), identity()
    for line in sorted(lines):
        if line.installation == own and date.fromisoformat(line.day) >= since:
            _replay(line, replayed, at)
    return replayed


def remind_again() -> int:
    """Who asked before the backup may have changed their mind since: they are told of the day once more."""
    waiting = Erasure.objects.filter(cancelled_at=None, done_at=None).exclude(reminded_at=None)
    return waiting.update(reminded_at=None)


def _replay(line: ErasureLine, replayed: ReplayResult, at: datetime) -> None:
    row = _row(line)
    if row is None:
        return
    erase_again = _erase_functions().get(line.model)
    try:
        with transaction.atomic():
            last = [(model, _highest_key(model)) for model in (Message, Notice)]
            is_erased = erase_again(row, at) if erase_again else _erase_again(row, at)
            for model, pk in last:
                model._base_manager.filter(pk__gt=pk).delete()  # they were told the first time
        replayed.erased += is_erased
    except Exception:
        replayed.failed.append(f"{line.model} {line.key}")


def _row(line: ErasureLine) -> Model | None:
    """What a line names; None for what this database never held, or not any more."""
    try:
        row: Model | None = apps.get_model(line.model)._base_manager.filter(pk=line.key).first()
    except (LookupError, ValueError):
        return None
    return row


def _highest_key(model: type[Model]) -> int:
    return int(model._base_manager.aggregate(last=Max("pk"))["last"] or 0)


def _erase_again(row: Any, at: datetime) -> bool:
    erasures = Erasure.objects.filter(owner=row.party_id)
    if erasures.exclude(done_at=None).exists():
        return False
    erasure = erasures.filter(cancelled_at=None, done_at=None).first() or Erasure.objects.create(
        chamber_id=row.chamber_id if isinstance(row, Person) else None,
        owner_id=row.party_id,
        asked_at=at,
        due_at=at,
        reminded_at=at,
    )
    erase(erasure=erasure, by=Viewer.system(erasure.chamber_id), at=at)
    return True


def _erase_functions() -> dict[str, Any]:
    """By "app.Model", how another app erases again one of its own: `ERASED_AGAIN` of its `personal.py`."""
    functions = {"files.StoredFile": _erase_file_again}
    return functions | {
        label: function
        for module in registry_modules("personal")
        for label, function in getattr(module, "ERASED_AGAIN", {}).items()
    }


def _erase_file_again(stored: Any, at: datetime) -> bool:
    if not stored.is_erased:
        stored_files.erase(stored)
        return True
    return False
