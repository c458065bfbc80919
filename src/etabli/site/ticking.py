"""What is due: an app's `tasks.py` may hold `PERIODIC`, functions of the instant, safe to run twice or late."""

import logging
from collections.abc import Callable, Iterator
from datetime import datetime

from django.tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from etabli.foundation.registries import registry_modules
from etabli.site.faults import Fault, fault_of, reason_of
from etabli.site.tasks import heartbeat

NOBODY_ANSWERS = {Fault.STOPPED, Fault.ABSENT, Fault.UNPREPARED, Fault.REFUSED, Fault.CLOSED}

log = logging.getLogger("etabli.tick")


def periodic_functions() -> Iterator[tuple[str, Callable[[datetime], object]]]:
    """The periodic functions of all apps, with a name for the log, in the order of the wings."""
    for module in registry_modules("tasks"):
        for function in getattr(module, "PERIODIC", []):
            yield f"{function.__module__}.{function.__qualname__}", function


def tick(at: datetime) -> list[str]:
    """Runs everything once; one that fails is logged and doesn't stop the others. Returns the names that failed.

    Raises when the database does not answer at all: the others would fail of the same.
    """
    failed = []
    for name, function in periodic_functions():
        try:
            function(at)
        except Exception as error:
            fault = fault_of(error)
            if fault in NOBODY_ANSWERS:
                raise
            if fault is None:
                log.exception("%s failed", name)
            else:
                log.error("%s failed: %s (%s)", name, fault.english, reason_of(error))
            failed.append(name)
    return failed


def ask_for_heartbeat() -> None:
    """Asks the worker for a sign of life, unless an earlier one still waits.

    One that was begun doesn't count: the worker that was killed over it will never end it.
    """
    if not is_heartbeat_waiting():
        heartbeat.enqueue()


def last_beat() -> datetime | None:
    """When the worker last did what it was asked."""
    finished = DBTaskResult.objects.filter(task_path=heartbeat.module_path).exclude(finished_at=None)
    return finished.order_by("-finished_at").values_list("finished_at", flat=True).first()


def last_asked() -> datetime | None:
    """When the clock last asked the worker for a sign of life."""
    heartbeats = DBTaskResult.objects.filter(task_path=heartbeat.module_path)
    return heartbeats.order_by("-enqueued_at").values_list("enqueued_at", flat=True).first()


def is_heartbeat_waiting() -> bool:
    """A sign of life is asked for, and the worker has not begun: meanwhile the clock asks for no other."""
    waiting = DBTaskResult.objects.filter(task_path=heartbeat.module_path, status=TaskResultStatus.READY)
    return waiting.exists()
