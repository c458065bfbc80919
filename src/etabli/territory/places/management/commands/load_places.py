"""`etabli manage load_places`: bring the tables to the facts committed beside the code."""

from typing import Any

from django.utils import timezone

from etabli.foundation.commands import OwnCommand
from etabli.foundation.people.viewer import Viewer
from etabli.territory.places import actions, queries


class Command(OwnCommand):
    """Nothing is written when nothing changed."""

    french = "Charger les communes, les EPCI et les routes."
    english = "Load the communes, EPCI and roads."

    def handle(self, *args: Any, **options: Any) -> None:
        if queries.is_up_to_date():
            self.stdout.write("Nothing to do: the communes and roads are up to date.")
            return
        edition = actions.load_places(by=Viewer.system(), at=timezone.now())
        self.stdout.write(f"Loaded {edition.communes} communes and {edition.roads} roads.")
