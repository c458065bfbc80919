"""A profile that is in the directory."""

from collections.abc import Iterable
from datetime import datetime

from django.utils.translation import gettext as _

from etabli.community.directory.actions import withdraw
from etabli.community.directory.models import Profile
from etabli.foundation.people.viewer import Viewer
from etabli.foundation.rooms import UnderWay


def _out(owner_key: str, at: datetime) -> Iterable[Profile]:
    kind, _colon, number = owner_key.partition(":")
    found = Profile.objects.filter(member__user=number, offered_at__isnull=False)
    return found.select_related("member", "organisation") if kind == "user" else []


UNDER_WAY = [
    UnderWay(
        rows=_out,
        told=lambda profile: _("Your profile is no longer in the directory."),
        withdraw=lambda profile, at: withdraw(profile=profile, by=Viewer.system(profile.chamber_id), at=at),
    )
]
