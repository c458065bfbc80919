"""`etabli manage load_themes`: bring the table of themes to the file delivered with the product."""

from typing import Any

from django.utils import timezone

from etabli.foundation.commands import OwnCommand
from etabli.foundation.people.viewer import Viewer
from etabli.programme.workshops.themes.delivered_themes import load_themes


class Command(OwnCommand):
    """Run again, it changes nothing."""

    french = "Charger les thèmes des ateliers."
    english = "Load the themes of the workshops."

    def handle(self, *args: Any, **options: Any) -> None:
        themes = load_themes(by=Viewer.system(), at=timezone.now())
        self.stdout.write(f"{len(themes)} themes are up to date.")
