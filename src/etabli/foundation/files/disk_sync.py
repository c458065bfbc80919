"""What is written on this machine's disk is there after a power cut: files and the folders that name them."""

import errno
import os
from collections.abc import Iterable

# What a file system answers that has nothing to sync of a folder (network shares).
_NOTHING_TO_SYNC = {errno.EINVAL, errno.ENOTSUP}


def write(path: str, chunks: Iterable[bytes], *, mode: int | None) -> None:
    """Write a new file, closed to others from its first byte on, and wait until the disk has it."""
    with open(path, "xb", opener=lambda name, flags: os.open(name, flags, 0o600)) as file:
        file.writelines(chunks)
        file.flush()
        os.fsync(file.fileno())
    if mode is not None:
        os.chmod(path, mode)


def sync_folder(folder: str) -> None:
    """Wait until the disk has the names of a folder. Windows has no such thing: it writes them by itself."""
    if not hasattr(os, "O_DIRECTORY"):
        return
    opened = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(opened)
    except OSError as error:
        if error.errno not in _NOTHING_TO_SYNC:
            raise
    finally:
        os.close(opened)


def make_folder(folder: str, *, mode: int | None) -> None:
    """With those above it; each new one is named in its parent for good."""
    if os.path.isdir(folder):
        return
    parent = os.path.dirname(folder)
    make_folder(parent, mode=mode)
    try:
        os.mkdir(folder, 0o777 if mode is None else mode)
    except FileExistsError:  # made meanwhile
        if not os.path.isdir(folder):
            raise
    sync_folder(parent)
