"""The rooms of a chamber."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from etabli.foundation.journal import action, record, reverse
from etabli.foundation.people.rules import may_run
from etabli.foundation.people.viewer import Viewer
from etabli.programme.workshops.models import Venue
from etabli.territory.places.models import Commune


@action(
    "workshops.add_venue",
    sentence=_("added the room “%(subject)s”"),
    may=may_run,
    undo=reverse,
)
def add_venue(
    *, name: str, commune: Commune, address: str, capacity: int, accessible: bool, by: Viewer, at: datetime
) -> Venue:
    """A room of the chamber of `by`. Undo takes it out of the choices."""
    assert by.chamber_id is not None  # may_run has seen to it
    venue = Venue.objects.create(
        chamber_id=by.chamber_id,
        name=name,
        commune=commune,
        address=address,
        capacity=capacity,
        accessible=accessible,
    )
    record(venue, before={"withdrawn_at": at}, after={"withdrawn_at": None})
    return venue
