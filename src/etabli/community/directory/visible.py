from django.db.models import Q

from etabli.community.moderation.rules import QUEUE_ROLES
from etabli.foundation.people.viewer import Viewer
from etabli.foundation.people.visibility import either, its_author, its_member, serving


def _visible_to_moderators(viewer: Viewer, profile: str = "") -> Q | None:
    """The moderators, from the instant at which it is offered."""
    theirs = serving(*QUEUE_ROLES, organisation=f"{profile}organisation")(viewer)
    return theirs & Q(**{f"{profile}offered_at__isnull": False}) if theirs is not None else None


VISIBLE = {
    "directory.Profile": either(its_member(), _visible_to_moderators),
    "directory.Piece": either(
        its_member("profile__member"), lambda viewer: _visible_to_moderators(viewer, "profile__")
    ),
    "directory.Contact": either(its_member("profile__member"), its_author("directory.write_to")),
}
