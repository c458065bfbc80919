"""Practice: for the time of one request, all is read and written in a copy that doesn't count.

Django reaches its database, its cache and its tasks through handlers that hold one connection for each thread:
`use_copy` puts the copy's in their place and puts the real ones back, whatever happens in between. Files and mail have
no such handler: the settings name `Files` and `mail_backend`, which look at each call where we are. No app knows of it.
"""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from pathlib import Path
from queue import Queue
from threading import Lock, Thread
from typing import Any

from django.conf import settings
from django.core.cache import caches
from django.core.files.storage import storages
from django.core.mail.backends import dummy
from django.core.mail.backends.base import BaseEmailBackend
from django.db import connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.utils import ConnectionHandler
from django.tasks import TaskResult, task_backends
from django.tasks.backends.dummy import DummyBackend
from django.utils.module_loading import import_string

from etabli.foundation.cache import FileCache

DATABASE_ALIAS = "default"
log = logging.getLogger("etabli.practice")


@dataclass(frozen=True)
class PracticeCopy:
    """A folder that stands for a whole installation: its database, its files, its cache."""

    folder: Path

    @property
    def database(self) -> Path:
        return self.folder / "practice.sqlite3"

    @property
    def files(self) -> Path:
        return self.folder / "files"


_copy: ContextVar[PracticeCopy | None] = ContextVar("etabli_practice", default=None)


def current_copy() -> PracticeCopy | None:
    """The copy in which all takes place at present; None in real life."""
    return _copy.get()


def is_fiction() -> bool:
    """Whether nobody and nothing that is shown is real: in the demonstration, and while one practises."""
    return bool(settings.DEMONSTRATION) or current_copy() is not None


@contextmanager
def use_copy(copy: PracticeCopy) -> Iterator[None]:
    """Everything inside takes place in `copy`, on this thread alone."""
    handlers: tuple[Any, ...] = (connections, caches, task_backends)
    previous = [handler[DATABASE_ALIAS] for handler in handlers]
    database = _database(copy)
    token = _copy.set(copy)
    try:
        for handler, replacement in zip(
            handlers, (database, _cache(copy), Tasks(DATABASE_ALIAS, {})), strict=True
        ):
            handler[DATABASE_ALIAS] = replacement
        yield
    finally:
        for handler, real in zip(handlers, previous, strict=True):
            handler[DATABASE_ALIAS] = real
        _copy.reset(token)
        database.close()  # the last: it may fail (a disk that is full), and we are in real life all the same


def _database(copy: PracticeCopy) -> BaseDatabaseWrapper:
    """SQLite, whatever the real one is; careless of a power cut, since nothing counts."""
    pragmas = "PRAGMA journal_mode=MEMORY;PRAGMA synchronous=OFF;PRAGMA foreign_keys=ON"
    options = {"transaction_mode": "IMMEDIATE", "timeout": 20, "init_command": pragmas}
    config = {"ENGINE": "django.db.backends.sqlite3", "NAME": str(copy.database), "OPTIONS": options}
    return ConnectionHandler({DATABASE_ALIAS: config})[DATABASE_ALIAS]


def _cache(copy: PracticeCopy) -> FileCache:
    return FileCache(str(copy.folder / "cache"), {})


class Files:
    """The storage of files: `real` (as STORAGES describes one) in real life, the copy's own folder in practice."""

    def __init__(self, real: dict[str, Any]) -> None:
        self._real = storages.create_storage(real)

    def __getattr__(self, name: str) -> Any:
        copy = current_copy()
        return getattr(_disk(copy) if copy else self._real, name)


def _disk(copy: PracticeCopy) -> Any:
    where = {"BACKEND": "etabli.foundation.files.stores.Disk", "OPTIONS": {"location": copy.files}}
    return storages.create_storage(where)


def mail_backend(*, alias: str, real: dict[str, Any]) -> BaseEmailBackend:
    """The way out for mail: `real` (as MAILERS describes one) in real life, none in practice."""
    if current_copy():
        return dummy.EmailBackend(alias=alias)
    made: BaseEmailBackend = import_string(real["BACKEND"])(alias=alias, **real.get("OPTIONS", {}))
    return made


class Tasks(DummyBackend):
    """Tasks of the practice: done by this process, one after the other, in the copy that they come from.

    No worker knows of a copy; and a hundred people who try the reading of quotes at once must not fill the machine.
    As in real life, one that an act asks for is seen once the act is on the disk.
    """

    def enqueue(self, task: Any, args: Any, kwargs: Any) -> "TaskResult[Any, Any]":
        result: TaskResult[Any, Any] = super().enqueue(task, args, kwargs)
        copy = current_copy()
        if copy is not None:
            transaction.on_commit(lambda: _do_later(copy, lambda: task.call(*args, **kwargs)))
        return result


_waiting: "Queue[tuple[PracticeCopy, Callable[[], object]]]" = Queue()
_starting = Lock()
_worker: Thread | None = None


def wait_for_tasks() -> None:
    """Wait until no task of a practice is left in this process."""
    _waiting.join()


def _do_later(copy: PracticeCopy, call: Callable[[], object]) -> None:
    _ensure_worker()
    _waiting.put((copy, call))


def _ensure_worker() -> None:
    global _worker
    with _starting:
        if (
            _worker is None or not _worker.is_alive()
        ):  # the first one, or the first since this process was forked
            _worker = Thread(target=_run_tasks, name="practice", daemon=True)
            _worker.start()


def _run_tasks() -> None:
    while True:
        copy, call = _waiting.get()
        try:
            if copy.database.exists():  # somebody may have stopped meanwhile
                with use_copy(copy):
                    call()
        except Exception:
            log.exception("a task of a practice failed")
        finally:
            _waiting.task_done()
