"""Lines that survive whoever writes them: what was acknowledged to visitors, what the mail server took."""

import json
import os
import threading
from pathlib import Path
from types import TracebackType
from typing import Any, Self


class Records:
    """One JSON object a line, on the disk before `add` returns; any thread may add."""

    def __init__(self, file: Path) -> None:
        self.rows: list[dict[str, Any]] = []
        self._file = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        self._changed = threading.Condition()

    def add(self, row: dict[str, Any]) -> None:
        with self._changed:
            os.write(self._file, json.dumps(row).encode() + b"\n")
            os.fsync(self._file)
            self.rows.append(row)
            self._changed.notify_all()

    def wait_for(self, count: int, seconds: float) -> bool:
        """Until there are so many rows; says whether they came within so many seconds."""
        with self._changed:
            return self._changed.wait_for(lambda: len(self.rows) >= count, seconds)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        os.close(self._file)
