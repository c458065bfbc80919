"""What the clock does: ask, once, for the documents that a file is missing while it can still be sent."""

from datetime import datetime

from django.utils import timezone

from etabli.foundation.people.viewer import Viewer
from etabli.programme.funding.actions.files import remind, remind_by_telephone
from etabli.programme.funding.queries.files import to_remind


def remind_due(at: datetime) -> None:
    """Ten days before the last day, or at once when that is nearer."""
    for dossier in to_remind(timezone.localdate(at)):
        act = remind if dossier.file.person.email else remind_by_telephone
        act(dossier=dossier, file=dossier.file, by=Viewer.system(dossier.file.chamber_id), at=at)


PERIODIC = [remind_due]
