"""Withdrawn before an erasure: interests that are shown."""

from collections.abc import Iterable
from datetime import datetime

from django.utils.translation import gettext as _

from etabli.community.neutrality.actions import end_interest
from etabli.community.neutrality.models import DeclaredInterest
from etabli.foundation.people.viewer import Viewer
from etabli.foundation.registries import Withdrawal


def _interests(party: int, at: datetime) -> Iterable[DeclaredInterest]:
    declared_interests = DeclaredInterest.objects.filter(user__party=party, ended_at=None)
    return declared_interests.select_related("organisation")


WITHDRAWALS = [
    Withdrawal(
        rows=_interests,
        sentence=lambda interest: _("Your interest “%(text)s” is no longer shown.") % {"text": interest.text},
        withdraw=lambda interest, at: end_interest(
            interest=interest, by=Viewer.system(interest.chamber_id), at=at
        ),
    )
]
