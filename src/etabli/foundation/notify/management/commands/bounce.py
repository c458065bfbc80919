"""`etabli manage bounce < message`: a mail server hands over a report of failure."""

import sys
from typing import Any

from django.utils import timezone

from etabli.foundation.commands import OwnCommand
from etabli.foundation.notify.delivery import mark_reported_failures

LIMIT_BYTES = 5_000_000  # a report that quotes a whole mail of ours stays far below


class Command(OwnCommand):
    """Reads one mail on standard input. Always succeeds: a mail server must not report on a report."""

    french = "Lire un rapport d'échec (RFC 3464) sur l'entrée standard, et noter que son adresse n'est pas joignable."
    english = "Read a report of failure (RFC 3464) on standard input, and mark its address as unreachable."

    def handle(self, *args: Any, **options: Any) -> None:
        count = mark_reported_failures(sys.stdin.buffer.read(LIMIT_BYTES), timezone.now())
        self.stdout.write(f"{count} mail(s) marked as not arrived" if count else "no report about our mails")
