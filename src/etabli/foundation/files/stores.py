"""Where files are kept: the disk, or (`s3`) a server. Both are private, and both fail with an OSError."""

import os
import secrets
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Protocol, cast

from django.core.files.base import ContentFile, File
from django.core.files.storage import FileSystemStorage, default_storage

PROBE = "probe"


class Store(Protocol):
    """What we ask of a place for files, of Django's storages. `on_disk`: what it keeps takes this machine's room."""

    on_disk: bool

    def open(self, name: str, mode: str = "rb") -> File: ...
    def save(self, name: str, content: File) -> str: ...
    def delete(self, name: str) -> None: ...
    def exists(self, name: str) -> bool: ...
    def walk(self) -> Iterator[tuple[str, datetime]]:
        """Every file that is there: its name, and when it was written."""
        ...

    def where(self) -> str:
        """The place, for people."""
        ...


class Disk(FileSystemStorage):
    """A folder of this machine, closed to others."""

    on_disk = True

    def walk(self) -> Iterator[tuple[str, datetime]]:
        for folder, _folders, names in os.walk(self.location):
            for name in names:
                path = os.path.join(folder, name)
                yield (
                    os.path.relpath(path, self.location).replace(os.sep, "/"),
                    datetime.fromtimestamp(os.path.getmtime(path), UTC),
                )

    def where(self) -> str:
        return str(self.location)


def present() -> Store:
    """The store of this installation."""
    return cast(Store, default_storage)


def fault(store: Store) -> str | None:
    """Why files can't be kept there, found by writing one, reading it and deleting it; None when they can."""
    word = secrets.token_bytes(16)
    try:
        name = store.save(f"{PROBE}/{word.hex()}", ContentFile(word))
        try:
            with store.open(name) as kept:
                if kept.read() != word:
                    return "what is read is not what was written"
        finally:
            store.delete(name)
        if store.exists(name):
            return "what was deleted is still there"
    except OSError as error:
        return str(error)
    return None
