"""Fill an empty database with the fictional département."""

from typing import Any

from django.core.management.base import CommandError
from django.utils import timezone

from etabli.demo.fill import AlreadyFilled, fill
from etabli.foundation.commands import OwnCommand


class Command(OwnCommand):
    french = "Remplir une base vide avec le département fictif de la démonstration."
    english = "Fill an empty database with the fictional département of the demonstration."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            fill(at=timezone.now(), say=self.stderr.write)
        except AlreadyFilled as refusal:
            raise CommandError(str(refusal)) from None
