"""The background of `etabli run`: the tasks as they come, and in a thread beside them what is due each minute.

One process for both: apart, each would hold all of Django in memory to do almost nothing. Both outlive a database that
stops, is locked or full: what fails meanwhile is one line in the log, and they go on once it answers again.
"""

import logging
import threading
import time
from argparse import ArgumentParser
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.db import close_old_connections, connections
from django.utils import timezone
from django.utils.crypto import get_random_string
from django_tasks_db.management.commands import db_worker

from etabli.foundation.commands import OwnCommand
from etabli.foundation.terminal import refuse
from etabli.site import ticking
from etabli.site.data_lock import hold_shared
from etabli.site.faults import fault_of, reason_of
from etabli.site.logs import log_the_unhandled
from etabli.site.migrating import OtherVersion, refuse_other_versions

MINUTE = 60.0
FIRST_PAUSE_SECONDS, LONGEST_PAUSE_SECONDS = 1.0, 30.0

log = logging.getLogger("etabli.worker")


class Command(OwnCommand, db_worker.Command):
    french = "Faire les tâches comme elles viennent, et chaque minute ce qui est dû, jusqu'à SIGTERM."
    english = "Do the tasks as they come, and each minute what is due, until SIGTERM."
    requires_system_checks: list[str] = []  # some of them ask the database, which may not answer yet

    def add_arguments(self, parser: ArgumentParser) -> None:
        """None of the library's: there is one worker, of one queue."""

    def handle(self, *args: Any, **options: Any) -> None:
        log_the_unhandled()
        hold_shared(settings.DATA)
        self.configure_logging(options["verbosity"])
        worker = db_worker.Worker(
            queue_names=["default"],
            excluded_queue_names=[],
            backend_name="default",
            worker_id=get_random_string(32),
            interval=1.0,
            startup_delay=False,
            batch=False,
            max_tasks=None,
        )
        worker.configure_signals()
        stop = threading.Event()
        clock = threading.Thread(target=keep_time, args=(stop,), name="clock")
        try:
            patiently(refuse_other_versions)
            clock.start()
            patiently(worker.run)
        except OtherVersion as refusal:
            refuse(f"worker : {refusal}", f"worker: {refusal}")
        finally:
            stop.set()
            if clock.is_alive():
                clock.join()


def patiently(work: Callable[[], object]) -> None:
    """Do this until it comes to its end; after a fault of the database or the disk, from its start. Bugs go through."""
    pause = FIRST_PAUSE_SECONDS
    while True:
        began = time.monotonic()
        try:
            work()
        except Exception as error:
            if (fault := fault_of(error)) is None:
                raise
            if time.monotonic() - began > LONGEST_PAUSE_SECONDS:
                pause = FIRST_PAUSE_SECONDS
            log.error("%s (%s): trying again in %g s", fault.english, reason_of(error), pause)
        else:
            return
        connections.close_all()
        time.sleep(pause)
        pause = min(2 * pause, LONGEST_PAUSE_SECONDS)


def keep_time(stop: threading.Event) -> None:
    """Each minute, until it is told to stop."""
    while not stop.is_set():
        turn()
        stop.wait(MINUTE)
    connections.close_all()


def turn() -> None:
    """What is due at this minute. Whatever fails is logged, and the next minute tries again: the clock goes on."""
    close_old_connections()
    try:
        ticking.ask_for_heartbeat()
        ticking.tick(timezone.now())
    except Exception as error:
        if (fault := fault_of(error)) is None:
            log.exception("the clock")
        else:
            log.error("the clock: %s (%s)", fault.english, reason_of(error))
    close_old_connections()
