"""What the forum writes in the neutrality log: which answers the association certified, who did, in which role."""

from datetime import datetime

from etabli.community.forum.models import Post
from etabli.community.neutrality.log import append_entry, author_values, pseudonym, seal
from etabli.foundation.people.viewer import Viewer


def log_certification(post: Post, by: Viewer, at: datetime) -> None:
    """The answer is certified in its words of today, or no longer."""
    assert post.author_id is not None  # rules.may_certify
    payload = {
        "answer": pseudonym("post", post.pk),
        "author": pseudonym("member", post.author_id),
        "content": seal("post", post.pk, post.text),
        **author_values(by),
    }
    append_entry("answer.certified" if post.certified_at else "answer.certificate_ended", payload, at=at)
