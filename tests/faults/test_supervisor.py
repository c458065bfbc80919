"""`etabli run` killed at the top: nothing is left running, nothing is broken, and it starts again."""

import os
import signal
from pathlib import Path

import pytest

from etabli.site.supervisor import answers
from tests.faults.installation import Installation, children_of
from tests.site.test_supervisor import alive, free_port, until

pytestmark = [
    pytest.mark.deep,
    pytest.mark.skipif(not Path("/proc/self/task").is_dir(), reason="asks the kernel for the parent's death"),
]

SOUND = """
from django.db import connection
with connection.cursor() as cursor:
    cursor.execute("pragma integrity_check")
    found = [cursor.fetchone()]
    cursor.execute("pragma foreign_key_check")
    answer([found, cursor.fetchall()])
"""


def family(pid: int) -> list[int]:
    return [grown for child in children_of(pid) for grown in [child, *family(child)]]


def test_a_killed_supervisor_leaves_nothing_and_starts_again(place: Installation) -> None:
    port = free_port()
    for _ in range(2):
        supervisor = place.start("etabli", "run", "--port", str(port))
        until(lambda: answers("127.0.0.1", port))
        until(lambda pid=supervisor.pid: len(children_of(pid)) == 2)  # type: ignore[misc]  # web, worker
        web = children_of(supervisor.pid)[0]
        until(lambda pid=web: len(children_of(pid)) == 2)  # type: ignore[misc]  # its own, born after it answers
        pids = family(supervisor.pid)
        try:
            assert len(pids) >= 4
            os.kill(supervisor.pid, signal.SIGKILL)
            supervisor.wait()
            until(lambda pids=pids: not any(map(alive, pids)))  # type: ignore[misc]  # bound at once
        finally:
            for pid in pids:
                if alive(pid):
                    os.kill(pid, signal.SIGKILL)
        assert not answers("127.0.0.1", port)
    assert place.ask(SOUND) == [[["ok"]], []]
