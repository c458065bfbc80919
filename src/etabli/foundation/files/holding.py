"""Files that no object holds any more, and files that the store and the database don't agree on."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet

from etabli.foundation.files.models import StoredFile
from etabli.foundation.files.personal import FILE
from etabli.foundation.files.storage import erase
from etabli.foundation.files.stores import PROBE, present

GRACE = timedelta(days=7)


def unheld() -> QuerySet[StoredFile]:
    """Files that no row of any app points at: their act replaced them, or the object was deleted."""
    held = Q()
    for relation in StoredFile._meta.get_fields(include_hidden=True):
        if relation.auto_created and not relation.concrete and relation.is_relation:
            holders = relation.related_model._base_manager
            held |= Q(Exists(holders.filter(**{relation.field.name: OuterRef("pk")})))
    return StoredFile.objects.exclude(held) if held else StoredFile.objects.all()


def past_their_time(at: datetime) -> QuerySet[StoredFile]:
    """Files kept for longer than was said (`personal.py`): their owner is to be asked, none goes by itself."""
    return StoredFile.objects.exclude(content="").filter(created_at__lt=FILE.kept_since(at))


@dataclass(frozen=True)
class Disagreement:
    """Names that the store has and no row knows, with when they were written; rows whose file is not in the store."""

    unknown: dict[str, datetime]
    missing: list[str]


def disagreement() -> Disagreement:
    there = dict(present().walk())
    known = set(StoredFile.objects.exclude(content="").values_list("content", flat=True))
    unknown = {name: at for name, at in there.items() if name not in known}
    return Disagreement(unknown, sorted(known - there.keys()))


def sweep(at: datetime) -> None:
    """Give up what nothing has held for GRACE: rows and their files, and files without a row (their act failed, or the
    machine stopped between the two). Nothing that an object holds is touched."""
    now_unheld = list(unheld().values_list("pk", flat=True))
    StoredFile.objects.exclude(unheld_since=None).exclude(pk__in=now_unheld).update(unheld_since=None)
    StoredFile.objects.filter(pk__in=now_unheld, unheld_since=None).update(unheld_since=at)
    for stored in unheld().filter(unheld_since__lte=at - GRACE):
        erase(stored)
        stored.delete()
    for name in _abandoned(at):
        present().delete(name)


def _abandoned(at: datetime) -> Iterator[str]:
    for name, written_at in disagreement().unknown.items():
        if written_at <= at - GRACE or name.startswith(f"{PROBE}/"):
            yield name
