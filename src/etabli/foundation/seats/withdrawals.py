"""Withdrawn before an erasure: places in what is still to come."""

from collections.abc import Iterable
from datetime import datetime

from django.utils.translation import gettext as _

from etabli.foundation.people.viewer import Viewer
from etabli.foundation.registries import Withdrawal
from etabli.foundation.seats.actions import withdraw
from etabli.foundation.seats.holders import WITH_HOLDERS
from etabli.foundation.seats.models import SignUp
from etabli.foundation.seats.titles import title_of
from etabli.foundation.ui.typography import full_spans


def _places_to_come(party: int, at: datetime) -> Iterable[SignUp]:
    coming = SignUp.objects.filter(holder=party, occasion__starts_at__gt=at, occasion__cancelled_at=None)
    return coming.exclude(status=SignUp.Status.WITHDRAWN).select_related("occasion", *WITH_HOLDERS)


def _withdrawal_text(sign_up: SignUp) -> str:
    occasion = sign_up.occasion
    values = {"title": title_of(occasion), "when": full_spans(occasion.spans)}
    return _("Your place in “%(title)s”, %(when)s, goes to somebody else.") % values


WITHDRAWALS = [
    Withdrawal(
        rows=_places_to_come,
        sentence=_withdrawal_text,
        withdraw=lambda sign_up, at: withdraw(
            sign_up=sign_up, by=Viewer.system(sign_up.occasion.organisation_id), at=at
        ),
    )
]
