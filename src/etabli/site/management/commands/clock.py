"""The clock of `etabli run`: what is due, each minute, until it is told to stop."""

import logging
import signal
import threading
from typing import Any

from django.core.management.base import BaseCommand
from django.db import Error, close_old_connections
from django.utils import timezone

from etabli.site import ticking

MINUTE = 60.0

log = logging.getLogger("etabli.clock")


class Command(BaseCommand):
    help = "Do what is due each minute, until SIGTERM."

    def handle(self, *args: Any, **options: Any) -> None:
        stop = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stop.set())
        while not stop.is_set():
            self.turn()
            stop.wait(MINUTE)

    def turn(self) -> None:
        close_old_connections()
        try:
            ticking.beat()
            ticking.tick(timezone.now())
        except Error:  # the database is away: the next minute tries again
            log.exception("the database did not answer")
        close_old_connections()
