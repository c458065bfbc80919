"""`etabli tick`: do what is due, once. Safe to run twice or late."""

from typing import Any

from django.utils import timezone

from etabli.foundation.commands import OwnCommand
from etabli.site import ticking


class Command(OwnCommand):
    french = (
        "Faire une fois ce qui est dû : envoyer les e-mails et lire les devis qui attendent ; effacer les traces "
        "techniques dont le temps est passé (e-mails, liens, sessions, résultats de tâches), jamais ce que les gens "
        "ont saisi. Peut être relancé, même en retard."
    )
    english = (
        "Do what is due, once: send the mails and read the quotes that wait; delete the technical traces whose time "
        "is over (mails, links, sessions, results of tasks), never what people entered. Safe to run twice or late."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        failed = ticking.tick(timezone.now())
        if failed:
            self.stderr.write("etabli tick: " + ", ".join(failed) + " failed; the others are done")
            raise SystemExit(1)
