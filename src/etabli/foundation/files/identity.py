"""Which installation this is: what its store of files bears too, so that no other database ever gives up its files."""

import uuid
from datetime import datetime

from etabli.foundation.files.models import Installation

_ROW_ID = 1


def identity() -> str:
    """32 hexadecimal digits, made once for a database and kept with it, whatever its address."""
    return _row().identity


def mark_restored(at: datetime) -> None:
    """This database was restored at `at`: until `agree`, nothing leaves the store by itself."""
    Installation.objects.filter(pk=_row().pk).update(restored_at=at)


def restored_at() -> datetime | None:
    """When this database was restored, unless somebody has agreed since to what leaves the store."""
    return Installation.objects.values_list("restored_at", flat=True).filter(pk=_ROW_ID).first()


def agree() -> None:
    """Somebody has looked at what would leave the store after a restore."""
    Installation.objects.update(restored_at=None)


def new_identity() -> str:
    return uuid.uuid4().hex


def _row() -> Installation:
    """The migration makes it; a database that was emptied since makes another. Two at once: the key is taken once."""
    return Installation.objects.get_or_create(pk=_ROW_ID, defaults={"identity": new_identity()})[0]
