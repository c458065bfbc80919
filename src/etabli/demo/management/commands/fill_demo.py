"""Fill an empty database with the fictional département."""

from typing import Any

from django.core.management.base import CommandError
from django.utils import timezone

from etabli.demo.fill import AlreadyFilled, fill_database
from etabli.foundation.commands import OwnCommand
from etabli.foundation.terminal import ProgressLine


class Command(OwnCommand):
    french = "Remplir une base vide avec le département fictif de la démonstration."
    english = "Fill an empty database with the fictional département of the demonstration."

    stealth_options = ("say",)  # of whoever calls it from Python: how far it is, instead of the terminal

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            fill_database(at=timezone.now(), say=options.get("say") or ProgressLine())
        except AlreadyFilled as refusal:
            raise CommandError(str(refusal)) from None
