from django.db.models import Q

from etabli.community.forum.rules import readable_by
from etabli.community.moderation.rules import QUEUE_ROLES
from etabli.foundation.people.viewer import Viewer
from etabli.foundation.people.visibility import either, its_member, serving


def _readers(viewer: Viewer) -> Q:
    """Whoever reads the question."""
    return readable_by(viewer)


def _readers_of_answers(viewer: Viewer) -> Q:
    """Whoever reads its question, once people saw it."""
    return readable_by(viewer, "thread__") & Q(published_at__isnull=False, hidden_at=None, withdrawn_at=None)


VISIBLE = {
    "forum.Thread": either(_readers, its_member("author"), serving(*QUEUE_ROLES)),
    "forum.Post": either(
        _readers_of_answers, its_member("author"), serving(*QUEUE_ROLES, organisation="thread__organisation")
    ),
    "forum.Thanks": its_member("member"),
    "forum.Watch": its_member("member"),
}
