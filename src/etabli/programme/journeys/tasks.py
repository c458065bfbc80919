"""What the clock does: write to those who asked for it, on their day."""

from datetime import datetime

from etabli.foundation.people.viewer import Viewer
from etabli.programme.journeys.actions import remind
from etabli.programme.journeys.queries import to_remind


def remind_due(at: datetime) -> None:
    """Write to those whose pause ends today, once."""
    for journey in to_remind(at):
        remind(journey=journey, by=Viewer.system(journey.chamber_id), at=at)


PERIODIC = [remind_due]
