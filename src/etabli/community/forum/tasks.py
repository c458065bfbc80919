"""What the clock does: those who follow a trade are told of its questions; all of it, of those without an answer."""

from datetime import datetime

from etabli.community.forum import actions, queries
from etabli.foundation.people.viewer import Viewer


def tell_due(at: datetime) -> None:
    """The next batch of members of each question of which some are still to be told."""
    for thread in queries.threads_to_tell(at):
        posts, through = queries.next_posts_to_tell(thread)
        actions.tell(
            thread=thread, posts=posts, through=through, by=Viewer.system(thread.organisation_id), at=at
        )


PERIODIC = [tell_due]
