"""What the clock does: those who follow a trade are told of its questions; all of it, of those without an answer. What
came by mail is taken."""

from datetime import datetime

from etabli.community.forum import actions, queries
from etabli.community.forum.mail_answers import read_mailbox
from etabli.community.forum.models import MailAnswer
from etabli.community.forum.personal import BY_MAIL
from etabli.foundation.people.viewer import Viewer


def tell_due(at: datetime) -> None:
    """The next batch of members of each question of which some are still to be told."""
    for thread in queries.threads_to_tell(at):
        posts, through = queries.next_posts_to_tell(thread)
        actions.tell(
            thread=thread, posts=posts, through=through, by=Viewer.system(thread.organisation_id), at=at
        )


def forget_mail_answers(at: datetime) -> None:
    """Delete what is known of mails that came long ago: they wait in no mailbox any more."""
    MailAnswer.objects.filter(came_at__lt=BY_MAIL.kept_since(at)).delete()


PERIODIC = [tell_due, read_mailbox, forget_mail_answers]
