"""Whether this installation is at work: its web server, its worker and its backups hold a lock of the data folder
together; a restore holds it alone. The lock is the kernel's: it ends with whoever holds it, however that ends."""

import errno
import fcntl
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from etabli.foundation.terminal import refuse

LOCK_FILE = "in_use.lock"  # not the folder itself: whoever migrates locks that one
_held_handles: list[int] = []  # until this process ends


class InUse(Exception):
    """Others hold the lock."""


def hold_shared(data: Path) -> None:
    """Be at work until the process ends; refused while a restore is under way. One that was killed once all was ready
    is finished first. On a disk that takes no writes, nobody restores either: no lock is needed."""
    from etabli.site.backups.swapping import finish_swap, is_unfinished

    try:
        if is_unfinished(data):
            with hold_alone(data):
                finish_swap(data)
        _held_handles.append(_take_lock(data, fcntl.LOCK_SH))
    except OSError as error:
        if error.errno != errno.EROFS:
            raise
    except InUse:
        refuse(
            "une restauration est en cours : attendez qu'elle soit finie, puis recommencez.",
            "a restore is under way: wait until it has ended, then try again.",
        )


@contextmanager
def hold_alone(data: Path) -> Iterator[None]:
    """Nobody is at work, nor begins to, for the time of the block. Raises InUse."""
    handle = _take_lock(data, fcntl.LOCK_EX)
    try:
        yield
    finally:
        os.close(handle)


def _take_lock(data: Path, how: int) -> int:
    handle = os.open(data / LOCK_FILE, os.O_RDONLY | os.O_CREAT, 0o644)
    file_status = os.fstat(handle)
    if file_status.st_uid == os.geteuid() and stat.S_IMODE(file_status.st_mode) != 0o644:
        os.fchmod(handle, 0o644)  # made by root, it is the service's to lock all the same
    try:
        fcntl.flock(handle, how | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(handle)
        raise InUse from None
    return handle
