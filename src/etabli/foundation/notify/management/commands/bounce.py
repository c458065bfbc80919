"""`etabli manage bounce < message`: a mail server hands over a report of failure."""

import sys
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from etabli.foundation.notify.delivery import take_in

LIMIT_BYTES = 5_000_000  # a report that quotes a whole mail of ours stays far below


class Command(BaseCommand):
    """Reads one mail on standard input. Always succeeds: a mail server must not report on a report."""

    help = "Read a report of failure (RFC 3464) on standard input, and mark its address as unreachable."

    def handle(self, *args: Any, **options: Any) -> None:
        count = take_in(sys.stdin.buffer.read(LIMIT_BYTES), timezone.now())
        self.stdout.write(f"{count} mail(s) marked as not arrived" if count else "no report about our mails")
