"""A place in the association."""

from collections.abc import Iterable
from datetime import datetime

from django.utils.translation import gettext as _

from etabli.community.association.actions import leave
from etabli.community.association.models import Member
from etabli.foundation.people.viewer import Viewer
from etabli.foundation.rooms import UnderWay


def _places(owner_key: str, at: datetime) -> Iterable[Member]:
    kind, _colon, number = owner_key.partition(":")
    found = Member.objects.filter(user=number, left_on=None).select_related("organisation")
    return found if kind == "user" else []


UNDER_WAY = [
    UnderWay(
        rows=_places,
        told=lambda member: (
            _("You are no longer in the association “%(name)s”.") % {"name": member.organisation.name}
        ),
        withdraw=lambda member, at: leave(member=member, by=Viewer.system(member.chamber_id), at=at),
    )
]
