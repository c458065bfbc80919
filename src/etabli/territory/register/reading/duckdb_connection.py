"""DuckDB, held to what a machine that serves people can spare."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event, Thread
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from etabli.foundation.journal import ActionError

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

MEMORY_LIMIT, SPILL_LIMIT, THREADS = "450MB", "40GB", 2
SECOND_MEMORY_LIMIT = "350MB"  # where the index of the search is made beside it
LOCKED_SETTINGS = """SET enable_progress_bar = true; SET enable_progress_bar_print = false;
    SET enable_external_access = false; SET lock_configuration = true"""
PAUSE_SECONDS = 0.5  # seconds between two words of progress
Tell = Callable[[float], object]  # hears which part, from 0 to 1, is done


class NotEnoughRoom(ActionError):
    """DuckDB may not take what it asks for; nothing was changed."""


def ignore_progress(_part: float) -> None:
    """Nobody waits for news."""


@contextmanager
def connect(folder: Path | None = None, *read: Path, memory: str = "") -> Iterator[DuckDBPyConnection]:
    """A database in memory, that reads and writes in `folder` only (beside it, reads the files `read`), and brings in
    no extension. Raises NotEnoughRoom."""
    import duckdb  # loaded by those processes only that read files

    config: dict[str, Any] = {
        "threads": THREADS,
        "memory_limit": memory or MEMORY_LIMIT,
        "autoinstall_known_extensions": False,
        "autoload_known_extensions": False,
        "temp_directory": str(folder / "spill") if folder else "",
        "max_temp_directory_size": SPILL_LIMIT,
    }
    connection = duckdb.connect(config=config)
    if folder is not None:
        connection.execute("SET allowed_directories = [$1]", [str(folder)])
        connection.execute("SET allowed_paths = $1", [[str(path.resolve()) for path in read]])
    connection.execute(LOCKED_SETTINGS)
    try:
        yield connection
    except duckdb.OutOfMemoryException as error:
        raise NotEnoughRoom(
            _("Reading these files asks for more memory or disk than this machine spares.")
        ) from error
    finally:
        connection.close()


@contextmanager
def report_progress(connection: DuckDBPyConnection, tell: Tell) -> Iterator[None]:
    """Tell from time to time which part (0 to 1) of the statement under way is done."""
    over = Event()

    def look() -> None:
        while not over.wait(PAUSE_SECONDS):
            part = connection.query_progress() / 100
            if 0 < part < 1:  # a whole one is the statement before
                tell(part)

    watcher = Thread(target=look, daemon=True)
    watcher.start()
    try:
        yield
    finally:
        over.set()
        watcher.join()
