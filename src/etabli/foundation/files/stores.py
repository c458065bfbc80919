"""Where files are kept: the disk, or (`s3`) a server. Both are private, and both fail with an OSError.

A store holds people's files, and three things of its own: the marker of its installation (`marker.py`), the quarantine,
and what is being written or tried.
"""

import logging
import os
import secrets
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any, Protocol, cast

from django.core.files.base import ContentFile, File
from django.core.files.storage import FileSystemStorage, Storage, default_storage

from etabli.foundation.files.disk_sync import make_folder, sync_folder, write

PROBE_FOLDER = "probe"
PARTIAL_FOLDER = "partial"
QUARANTINE_FOLDER = "quarantine"
MARKER_NAME = "installation"
_RESERVED_NAMES = {PROBE_FOLDER, PARTIAL_FOLDER, QUARANTINE_FOLDER, MARKER_NAME}
log = logging.getLogger("etabli.files")


class Store(Protocol):
    """What we ask of a place for files, of Django's storages. `on_disk`: what it keeps takes this machine's room.

    Opening a file that stands in quarantine brings it back: whoever asks for it has its name from its row.
    """

    on_disk: bool

    def open(self, name: str, mode: str = "rb") -> "File[bytes]": ...
    def save(self, name: str, content: "File[bytes]") -> str: ...
    def delete(self, name: str) -> None: ...
    def exists(self, name: str) -> bool: ...
    def save_new(self, name: str, content: bytes) -> bool:
        """Write a file unless there is one of that name, at once even for two who try together; False: there is."""
        ...

    def move(self, name: str, target: str) -> None:
        """Give a file another name, and the present instant as its time. At no instant is it without any name."""
        ...

    def bring_back(self, name: str) -> bool:
        """Take a file out of the quarantine; False when it is not there."""
        ...

    def walk(self, folder: str = "") -> Iterator[tuple[str, datetime]]:
        """Every file of `folder`, without its name before theirs, and when each was written. By default people's
        files: nothing of the store's own.
        """
        ...

    def where(self) -> str:
        """The place, for people."""
        ...


class QuarantineLookup(Storage):
    """A storage that looks in its quarantine for what it lacks."""

    def open(self, name: str, mode: str = "rb") -> "File[Any]":
        try:
            return super().open(name, mode)
        except FileNotFoundError:
            if not self.bring_back(name):
                raise
            return super().open(name, mode)

    def bring_back(self, name: str) -> bool:
        place = f"{QUARANTINE_FOLDER}/{name}"
        if not self.exists(place):
            return False
        with suppress(FileNotFoundError):  # brought back meanwhile by another
            cast(Store, self).move(place, name)
            log.warning("%s stood in quarantine and was brought back", name)
        return True


class Disk(QuarantineLookup, FileSystemStorage):
    """A folder of this machine, closed to others. What it has taken stays after a power cut."""

    on_disk = True

    def _save(self, name: str, content: Any) -> str:
        path, partial = self.path(name), self.path(f"{PARTIAL_FOLDER}/{secrets.token_hex(16)}")
        self._make_folder_of(partial)
        written = partial
        try:
            write(partial, content.chunks(), mode=self.file_permissions_mode)
            self._make_folder_of(path)
            os.replace(partial, path)
            written = path
            sync_folder(os.path.dirname(path))
        except BaseException:
            with suppress(OSError):
                os.remove(written)
            raise
        return name.replace("\\", "/")

    def delete(self, name: str) -> None:
        super().delete(name)
        with suppress(FileNotFoundError):
            sync_folder(os.path.dirname(self.path(name)))

    def save_new(self, name: str, content: bytes) -> bool:
        path = self.path(name)
        self._make_folder_of(path)
        try:
            write(path, [content], mode=self.file_permissions_mode)
        except FileExistsError:
            return False
        sync_folder(os.path.dirname(path))
        return True

    def move(self, name: str, target: str) -> None:
        before, after = self.path(name), self.path(target)
        os.utime(before)  # first: the time in quarantine counts from now, even if we are stopped here
        self._make_folder_of(after)
        os.replace(before, after)
        for path in (after, before):
            sync_folder(os.path.dirname(path))

    def walk(self, folder: str = "") -> Iterator[tuple[str, datetime]]:
        top = self.path(folder)
        for place, folders, names in os.walk(top):
            if place == self.location:
                folders[:] = [name for name in folders if name not in _RESERVED_NAMES]
                names = [name for name in names if name not in _RESERVED_NAMES]
            for name in names:
                path = os.path.join(place, name)
                with suppress(FileNotFoundError):  # gone since
                    written_at = datetime.fromtimestamp(os.path.getmtime(path), UTC)
                    yield os.path.relpath(path, top).replace(os.sep, "/"), written_at

    def where(self) -> str:
        return str(self.location)

    def _make_folder_of(self, path: str) -> None:
        make_folder(os.path.dirname(path), mode=self.directory_permissions_mode)


def is_reserved(name: str) -> bool:
    """Of the store, and nobody's file."""
    return name.partition("/")[0] in _RESERVED_NAMES


def current_store() -> Store:
    """The store of this installation."""
    return cast(Store, default_storage)


def storage_fault(store: Store) -> str | None:
    """Why files can't be kept there, found by writing one, reading it and deleting it; None when they can."""
    word = secrets.token_bytes(16)
    try:
        name = store.save(f"{PROBE_FOLDER}/{word.hex()}", ContentFile(word))
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
