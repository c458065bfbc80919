"""Whoever says after a half-day that they are online, and where, is counted among those who are."""

from datetime import datetime
from typing import Any

from django.utils import timezone

from etabli.foundation.people.viewer import Viewer
from etabli.programme.coverage.actions import note_online
from etabli.programme.coverage.models import OnlinePresence
from etabli.programme.support.models import FollowUp


def _note_address(entry: Any, asked: FollowUp, by: Any, at: datetime) -> None:
    """The address of an answer. What the artisan says themselves takes the place of what was noted; what the staff
    hears never does. It is taken back with the answer, as a part of it."""
    address = entry.after.get("address", "")
    if entry.undoes_id is not None or not address or address == entry.before.get("address"):
        return
    noted = OnlinePresence.objects.filter(person=asked.person_id, withdrawn_at=None).first()
    if noted is not None and (noted.address == address or not by.is_person(asked.person_id)):
        return
    since_on = noted.since_on if noted is not None else timezone.localdate(at)
    clock = Viewer.system(asked.chamber_id)
    note_online(person=asked.person, address=address, since_on=since_on, by=clock, at=at)


HOOKS = {"support.answer": _note_address}
