"""The background of `etabli run`: the tasks as they come, and in a thread beside them what is due each minute.

One process for both: apart, each would hold all of Django in memory to do almost nothing.
"""

import logging
import threading
from typing import Any

from django.conf import settings
from django.db import Error, close_old_connections, connections
from django.utils import timezone
from django_tasks_db.management.commands import db_worker

from etabli.site import ticking
from etabli.site.in_use import stay

MINUTE = 60.0

log = logging.getLogger("etabli.clock")


class Command(db_worker.Command):
    help = "Do the tasks as they come, and each minute what is due, until SIGTERM."

    def handle(self, *args: Any, **options: Any) -> None:
        stay(settings.DATA)
        stop = threading.Event()
        clock = threading.Thread(target=keep_time, args=(stop,), name="clock")
        clock.start()
        try:
            super().handle(*args, **{**options, "reload": False})
        finally:
            stop.set()
            clock.join()


def keep_time(stop: threading.Event) -> None:
    """Each minute, until it is told to stop."""
    while not stop.is_set():
        turn()
        stop.wait(MINUTE)
    connections.close_all()


def turn() -> None:
    """What is due at this minute. The database away, or not prepared yet: the next minute tries again."""
    close_old_connections()
    try:
        ticking.beat()
        ticking.tick(timezone.now())
    except Error:
        log.exception("the database did not answer")
    close_old_connections()
