"""A kind of thing to moderate that no app has: a member's place, which people see until they have left."""

from datetime import datetime
from typing import Any

from etabli.community.association.models import Member
from etabli.community.moderation.moderated_content import moderated
from etabli.foundation.journal import action, anyone, change, undo_fields
from etabli.foundation.people.models import STAFF
from etabli.foundation.people.viewer import Viewer
from etabli.foundation.registries import Moderated


@action("tests.publish", sentence="published %(subject)s", may=anyone, undo=undo_fields, subject="subject")
def publish(*, subject: Member, by: Viewer, at: datetime) -> Member:
    return change(subject, left_on=None)


@action("tests.hide", sentence="hid %(subject)s", may=anyone, undo=undo_fields, subject="subject")
def hide(*, subject: Member, reason: str, by: Viewer, at: datetime) -> Member:
    assert reason
    return change(subject, left_on=at.date())


def is_free(viewer: Viewer, member: Member) -> bool:
    """Whoever serves a chamber has an interest."""
    return not any(role in STAFF for role, _organisation in viewer.roles)


KIND = Moderated(
    model="association.Member",
    name="fiche",
    title=lambda member: member.display_name,
    template="ui/parts/offline.html",
    url=lambda member: "/",
    author=lambda member: member.user.party_id,
    organisation_id=lambda member: member.organisation_id,
    may_decide=is_free,
    publish=publish,
    hide=hide,
    may_see=lambda viewer, member: member.left_on is None,
)


def known() -> dict[str, Any]:
    """The kinds of the apps, and this one."""
    return {**moderated(), "association.member": KIND}
