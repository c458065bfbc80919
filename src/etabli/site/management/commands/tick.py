"""`etabli tick`: do what is due, once. Safe to run twice or late."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from etabli.site import ticking


class Command(BaseCommand):
    help = "Do what is due: reminders, expiries, retention. Safe to run twice or late."

    def handle(self, *args: Any, **options: Any) -> None:
        now = timezone.now()
        failed = ticking.tick(now)
        ticking.forget_old_results(now)
        if failed:
            self.stderr.write("etabli tick: " + ", ".join(failed) + " failed; the others are done")
            raise SystemExit(1)
