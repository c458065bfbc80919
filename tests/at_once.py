"""Several acts together, each in its own thread and connection."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from django.db import connection


def all_at_once(acts: list[Callable[[], Any]]) -> None:
    """Run them together, each in its own thread and connection; the first error of any is raised."""
    together = threading.Barrier(len(acts))

    def one(act: Callable[[], Any]) -> None:
        together.wait(timeout=60)
        try:
            act()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        for done in [pool.submit(one, act) for act in acts]:
            done.result()
