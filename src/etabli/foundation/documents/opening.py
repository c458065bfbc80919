"""A stranger's spreadsheet opened in a child process with limits: whatever the file, the caller goes on."""

from etabli.foundation.confined import ask
from etabli.foundation.documents.tables import NoTable, Reason, Table, answered

SECONDS, MEMORY_MB, PATIENCE_SECONDS, LARGEST_ANSWER = 60, 1024, 90, 200_000_000


def open_table(content: bytes) -> Table:
    """What `tables.read_table` gives. Raises NoTable, for too much time or memory too."""
    output, ended_well = ask(
        "etabli.foundation.documents.tables:serve",
        content,
        seconds=SECONDS,
        memory_mb=MEMORY_MB,
        patience=PATIENCE_SECONDS,
        most=LARGEST_ANSWER,
    )
    if not ended_well:
        raise NoTable(Reason.TOO_MUCH)
    return answered(output)
