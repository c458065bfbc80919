"""The list follows the acts: what one publishes, closes or takes back is seen, or no longer, when it ends."""

from collections.abc import Sequence

from etabli.community.jobs.models import Job
from etabli.community.jobs.standing import note_change
from etabli.foundation.rooms import Done


def follow(acts: Sequence[Done]) -> None:
    """A draft changes nothing of the list, and costs nothing."""
    if any(isinstance(done.subject, Job) and _was_out(done) for done in acts):
        note_change()


def _was_out(done: Done) -> bool:
    return getattr(done.subject, "published_on", None) is not None or "published_on" in done.names


FOLLOWERS = [follow]
