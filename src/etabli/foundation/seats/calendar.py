"""An occasion as a calendar sees it."""

from dataclasses import replace

from etabli.foundation.notify.calendar import Meeting
from etabli.foundation.seats.models import Occasion
from etabli.foundation.seats.titles import title_of


def meeting_of(occasion: Occasion, url: str = "") -> Meeting:
    """The occasion as a calendar sees it, with all its times, in the language in force."""
    first, *later = occasion.spans
    return Meeting(
        uid=occasion.uid,
        sequence=occasion.sequence,
        title=title_of(occasion),
        starts_at=first.start,
        ends_at=first.end,
        later=tuple(later),
        place=occasion.place,
        url=url,
        cancelled=occasion.cancelled_at is not None,
    )


def removed_meeting(occasion: Occasion) -> Meeting:
    """The calendar entry that takes the occasion out."""
    return replace(meeting_of(occasion), cancelled=True)
