"""`python -m tests.faults.killed`: runs `etabli` commands that die by SIGKILL at a chosen moment of the import.

A moment: a function of the register or of the foundation that begins or ends, or a statement sent to the database.
Each line of JSON on standard input, `{"argv": [...], "at": 12}`, is one command in a process of its own, born of this
one, which has loaded what takes long. Each is answered by a line: null when it was killed, else `{"code", "moments",
"said"}`.
"""

import importlib
import io
import json
import os
import signal
import sys
from types import CodeType
from typing import Any

from django.core.checks import run_checks
from django.db import connections

from etabli.__main__ import main
from etabli.site.django_commands import prepare

BEGINNING = "refresh"  # the function that is an import, from its files to the register
OURS = ("/territory/register/", "/foundation/")
SEEN_BEFORE = "/trades.py"  # the nomenclature, read once


class Moments:
    """Counts them, and kills at the `last` (0: never)."""

    def __init__(self, last: int) -> None:
        self.seen, self.last, self.begun = 0, last, False

    def watch(self) -> None:
        from django.db.backends.signals import connection_created

        connection_created.connect(self._connected, weak=False)
        watch = sys.monitoring
        watch.use_tool_id(watch.PROFILER_ID, "moments")
        watch.register_callback(watch.PROFILER_ID, watch.events.PY_START, self._passed)
        watch.register_callback(watch.PROFILER_ID, watch.events.PY_RETURN, self._passed)
        watch.set_events(watch.PROFILER_ID, watch.events.PY_START | watch.events.PY_RETURN)

    def _one_more(self, *_anything: Any) -> None:
        self.seen += self.begun
        if self.begun and self.seen == self.last:
            os.kill(os.getpid(), signal.SIGKILL)

    def _passed(self, code: CodeType, *_place: Any) -> Any:
        path = code.co_filename
        if path.endswith(SEEN_BEFORE) or not any(folder in path for folder in OURS):
            return sys.monitoring.DISABLE
        self.begun = self.begun or code.co_name == BEGINNING
        self._one_more()
        return None

    def _connected(self, *, connection: Any, **_told: Any) -> None:
        if connection.vendor == "sqlite":
            connection.connection.set_trace_callback(self._one_more)
        else:
            connection.execute_wrappers.append(self._sent)

    def _sent(self, execute: Any, *given: Any) -> Any:
        self._one_more()
        return execute(*given)


def born(argv: list[str], at: int, answer: int) -> None:
    """In the child: the command, then its answer."""
    moments = Moments(at)
    moments.watch()
    sys.stdout = said = io.StringIO()
    try:
        code = main(argv)
    except SystemExit as ended:
        code = int(ended.code or 0)
    report = {"code": code, "moments": moments.seen, "said": said.getvalue()}
    os.write(answer, json.dumps(report).encode())
    os._exit(0)


def serve() -> None:
    prepare()
    for module in ("duckdb", "numpy", "etabli.territory.register.management.commands.register"):
        importlib.import_module(module)
    run_checks()
    connections.close_all()  # each child opens its own

    for line in sys.stdin:
        asked = json.loads(line)
        reader, writer = os.pipe()
        child = os.fork()
        if not child:
            os.close(reader)
            born(asked["argv"], asked["at"], writer)
        os.close(writer)
        with os.fdopen(reader, "rb") as answer:
            report = answer.read()
        os.waitpid(child, 0)
        print(report.decode() or "null", flush=True)


if __name__ == "__main__":
    serve()
