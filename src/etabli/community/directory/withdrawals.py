"""Withdrawn before an erasure: a profile that is in the directory."""

from collections.abc import Iterable
from datetime import datetime

from django.utils.translation import gettext as _

from etabli.community.directory.actions import withdraw
from etabli.community.directory.models import Profile
from etabli.foundation.people.viewer import Viewer
from etabli.foundation.registries import Withdrawal


def _out(party: int, at: datetime) -> Iterable[Profile]:
    profiles = Profile.objects.filter(member__user__party=party, offered_at__isnull=False)
    return profiles.select_related("member", "organisation")


WITHDRAWALS = [
    Withdrawal(
        rows=_out,
        sentence=lambda profile: _("Your profile is no longer in the directory."),
        withdraw=lambda profile, at: withdraw(profile=profile, by=Viewer.system(profile.chamber_id), at=at),
    )
]
