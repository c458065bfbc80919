"""`etabli manage load_questionnaires`: publish the questionnaires delivered with the product."""

from typing import Any

from django.utils import timezone

from etabli.foundation.commands import OwnCommand
from etabli.foundation.people.viewer import Viewer
from etabli.programme.surveys.questionnaires import load_questionnaires


class Command(OwnCommand):
    """Nothing is written when nothing changed."""

    french = "Publier les questionnaires."
    english = "Publish the questionnaires."

    def handle(self, *args: Any, **options: Any) -> None:
        published = load_questionnaires(by=Viewer.system(), at=timezone.now())
        self.stdout.write(f"Questionnaires: {published} new version(s).")
