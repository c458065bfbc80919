"""`etabli manage load_contours FILE`: draw the map by official contours; `--forget` draws it around the towns again."""

from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.utils import timezone

from etabli.foundation.commands import OwnCommand
from etabli.foundation.people.viewer import Viewer
from etabli.foundation.terminal import pick
from etabli.territory.places import actions, queries
from etabli.territory.places.contour_file import BadContours, read_contours


class Command(OwnCommand):
    """Reads what it is given piece by piece, and writes nothing when it is no file of contours."""

    french = "Dessiner la carte par les contours officiels des communes ou des EPCI (GeoJSON ou TopoJSON, .gz ou non)."
    english = "Draw the map by the official contours of communes or EPCI (GeoJSON or TopoJSON, .gz or not)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "file",
            nargs="?",
            type=Path,
            help=pick("le fichier, tel que l'État le publie", "the file, as the State publishes it"),
        )
        parser.add_argument(
            "--forget",
            action="store_true",
            help=pick(
                "dessiner la carte sans le dernier qui a été chargé",
                "draw the map without the last one loaded",
            ),
        )

    def handle(self, *args: Any, **options: Any) -> None:
        file: Path | None = options["file"]
        if options["forget"] is (file is not None):
            raise CommandError("Give a file, or --forget.")
        if file is None:
            self._forget()
            return
        if not file.is_file():
            raise CommandError(f"{file} is not a file.")
        try:
            outlines = read_contours(file, *queries.codes_of_contours())
        except BadContours as refusal:
            raise CommandError(f"{file.name} was not loaded. {refusal}") from refusal
        at = timezone.now()
        contours = actions.load_contours(name=file.name, outlines=outlines, by=Viewer.system(), at=at)
        self.stdout.write(f"Loaded {len(contours.outlines)} outlines: the map is drawn by {contours.name}.")

    def _forget(self) -> None:
        contours = queries.contours_in_force()
        if contours is None:
            self.stdout.write("Nothing to do: the map is drawn around the towns.")
            return
        actions.forget_contours(contours=contours, by=Viewer.system(), at=timezone.now())
        self.stdout.write(f"The map is drawn without {contours.name} again.")
