"""What the clock erases: stories that were taken off long ago."""

from datetime import datetime, timedelta

from etabli.foundation.people.viewer import Viewer
from etabli.programme.showcase.actions import erase_story
from etabli.programme.showcase.models import Story

RETENTION = timedelta(days=180)  # after it was taken off: time to change one's mind, and no longer


def erase_withdrawn(at: datetime) -> None:
    """Erase the stories that were taken off six months ago."""
    gone = Story.objects.filter(state=Story.State.WITHDRAWN, withdrawn_at__lte=at - RETENTION)
    for story in gone.select_related("photo")[:50]:
        erase_story(story=story, by=Viewer.system(story.chamber_id), at=at)


PERIODIC = [erase_withdrawn]
