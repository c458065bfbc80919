"""What the clock erases: answers without a name that nobody came back to."""

from datetime import datetime, timedelta

from etabli.foundation.people.viewer import Viewer
from etabli.programme.diagnosis.actions import erase_answers
from etabli.programme.diagnosis.queries import forgotten_since

RETENTION = timedelta(days=36 * 30)  # since the last answer


def erase_forgotten(at: datetime) -> None:
    """Erase the answers without a name that nobody has touched for 36 months."""
    for kept in forgotten_since(at - RETENTION):
        erase_answers(kept=kept, by=Viewer.system(kept.chamber_id), at=at)


PERIODIC = [erase_forgotten]
