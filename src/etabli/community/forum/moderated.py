"""Questions and answers, as moderators read them."""

from django.db.models import Q
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from etabli.community.forum import rules
from etabli.community.forum.actions import hide, publish
from etabli.community.forum.models import Post, Thread
from etabli.foundation.parties import SYSTEM
from etabli.foundation.people.viewer import Viewer
from etabli.foundation.registries import Moderated
from etabli.foundation.ui.markdown import markdown_text


def _may_see(viewer: Viewer, writing: Thread | Post) -> bool:
    """Whoever reads the question, of what is out."""
    thread = rules.thread_of(writing)
    return writing.is_out and Thread.objects.filter(rules.readable_by(viewer), pk=thread.pk).exists()


MODERATED = [
    Moderated(
        model="forum.Thread",
        name=_("question"),
        template="forum/thread_moderated.html",
        title=lambda thread: thread.title,
        url=lambda thread: reverse("forum:thread", args=[thread.pk]),
        author=lambda thread: thread.asker_party_id,
        organisation_id=lambda thread: thread.organisation_id,
        may_decide=rules.has_no_interest,
        publish=publish,
        hide=hide,
        may_see=_may_see,
        stands=Q(withdrawn_at=None),
    ),
    Moderated(
        model="forum.Post",
        name=_("answer"),
        template="forum/post_moderated.html",
        title=lambda post: Truncator(markdown_text(post.text)).chars(80),
        url=lambda post: reverse("forum:answer", args=[post.pk]),
        author=lambda post: post.author.user.party_id if post.author else SYSTEM,
        organisation_id=lambda post: post.organisation_id,
        may_decide=rules.has_no_interest,
        publish=publish,
        hide=hide,
        may_see=_may_see,
        stands=Q(withdrawn_at=None),
    ),
]
