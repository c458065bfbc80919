"""Files that no object holds any more, and files that the store and the database don't agree on."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, ForeignObjectRel, OuterRef, Q, QuerySet

from etabli.foundation.files.models import ErasedContent, StoredFile
from etabli.foundation.files.personal import FILE
from etabli.foundation.files.stores import QUARANTINE_FOLDER, current_store


def unheld_files() -> QuerySet[StoredFile]:
    """Files that no row of any app points at: their act replaced them, or the object was deleted."""
    is_held = Q()
    for relation in StoredFile._meta.get_fields(include_hidden=True):
        if isinstance(relation, ForeignObjectRel):
            holders = relation.related_model._base_manager
            is_held |= Q(Exists(holders.filter(**{relation.field.name: OuterRef("pk")})))
    return StoredFile.objects.exclude(is_held) if is_held else StoredFile.objects.all()


def files_past_retention(at: datetime) -> QuerySet[StoredFile]:
    """Files kept for longer than was said (`personal.py`): their owner is to be asked, none goes by itself."""
    return StoredFile.objects.exclude(content="").filter(created_at__lt=FILE.kept_since(at))


@dataclass(frozen=True)
class Disagreement:
    """What the store has (`there`, with when it was written) and what the rows name, side by side."""

    there: dict[str, datetime]
    quarantine: dict[str, datetime]
    erased: frozenset[str]
    named: frozenset[str]

    @property
    def unknown(self) -> dict[str, datetime]:
        """What no row names, nor an erasure that is still to be done."""
        return {name: at for name, at in self.there.items() if name not in self.named | self.erased}

    @property
    def returning(self) -> list[str]:
        """What rows name and stands in quarantine: it comes back by itself."""
        return sorted((self.named - self.there.keys()) & self.quarantine.keys())

    @property
    def missing(self) -> list[str]:
        """What rows name and is nowhere."""
        return sorted(self.named - self.there.keys() - self.quarantine.keys())


def find_disagreement() -> Disagreement:
    store = current_store()
    there, quarantine = dict(store.walk()), dict(store.walk(QUARANTINE_FOLDER))
    named = StoredFile.objects.exclude(content="").values_list("content", flat=True)
    erased = ErasedContent.objects.values_list("name", flat=True)
    return Disagreement(there, quarantine, frozenset(erased), frozenset(named))
