"""`etabli manage load_questionnaires`: publish the questionnaires delivered with the product."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from etabli.foundation.people.viewer import Viewer
from etabli.programme.surveys.questionnaires import load_questionnaires


class Command(BaseCommand):
    """Nothing is written when nothing changed."""

    help = "Publish the questionnaires."

    def handle(self, *args: Any, **options: Any) -> None:
        published = load_questionnaires(by=Viewer.system(), at=timezone.now())
        self.stdout.write(f"Questionnaires: {published} new version(s).")
