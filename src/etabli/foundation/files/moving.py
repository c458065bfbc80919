"""Taking all files from one store to another, each proven by its sum; begun again, it goes on where it stopped."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field

from django.core.files.base import ContentFile

from etabli.foundation.files.models import StoredFile
from etabli.foundation.files.stores import Store


@dataclass
class MoveResult:
    """How many were copied, were there already, and the names of those that could not be, with the reason."""

    copied: int = 0
    there: int = 0
    failed: list[tuple[str, str]] = field(default_factory=list)


def copy_all(
    source: Store, target: Store, *, on_progress: Callable[[int, int], object] = lambda done, all_: None
) -> MoveResult:
    """Copy what every row names; nothing is deleted from `source`. `on_progress` hears (done, all) after each."""
    rows = StoredFile.objects.exclude(content="").order_by("pk")
    moved, number = MoveResult(), rows.count()
    for done, (name, sha256) in enumerate(rows.values_list("content", "sha256").iterator(), 1):
        try:
            _copy(source, target, name, sha256, moved)
        except OSError as error:
            moved.failed.append((name, str(error)))
        on_progress(done, number)
    return moved


def _copy(source: Store, target: Store, name: str, sha256: str, moved: MoveResult) -> None:
    if target.exists(name):
        if _checksum(_read(target, name)) == sha256:
            moved.there += 1
            return
        target.delete(name)  # a copy that was cut short
    content = _read(source, name)
    if _checksum(content) != sha256:
        raise OSError("its content is not what was kept: bring it back from a backup")
    if target.save(name, ContentFile(content)) != name or _checksum(_read(target, name)) != sha256:
        raise OSError("what was written is not what is read")
    moved.copied += 1


def _read(store: Store, name: str) -> bytes:
    with store.open(name) as kept:
        return bytes(kept.read())


def _checksum(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
