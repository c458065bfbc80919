"""Withdrawn before an erasure: what is one person for the chamber, and waits for their own word."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Q
from django.utils.translation import gettext as _

from etabli.foundation.people.actions import split_before_erasure
from etabli.foundation.people.models import Merging
from etabli.foundation.people.viewer import Viewer
from etabli.foundation.registries import Withdrawal


def _waiting_mergings(party: int, at: datetime) -> Iterable[Merging]:
    either = Q(kept__party=party) | Q(merged__party=party)
    return Merging.objects.filter(either, undone_at=None, joined_at=None)


def _withdrawal_text(merging: Merging) -> str:
    return _("What waited for your word to be one record is two again.")


WITHDRAWALS = [
    Withdrawal(
        rows=_waiting_mergings,
        sentence=_withdrawal_text,
        withdraw=lambda merging, at: split_before_erasure(
            merging=merging, by=Viewer.system(merging.chamber_id), at=at
        ),
    )
]
