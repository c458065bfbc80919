"""Reading places and waiting lists."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef

from etabli.foundation.people.models import Role
from etabli.foundation.people.queries import NotVisible
from etabli.foundation.people.viewer import Viewer
from etabli.foundation.seats.models import Occasion, SignUp
from etabli.foundation.seats.rules import may_withdraw


@dataclass(frozen=True)
class Roll:
    """Who has a place, and who waits, in order."""

    seated: tuple[SignUp, ...]
    waiting: tuple[SignUp, ...]


def get_sign_up(viewer: Viewer, pk: int) -> SignUp:
    """One sign-up with its occasion and person, for those whom it concerns; NotVisible otherwise.

    `brings` says whether others came with it.
    """
    brought = Exists(SignUp.objects.filter(brought_by=OuterRef("pk")).exclude(status=SignUp.Status.WITHDRAWN))
    rows = SignUp.objects.select_related("occasion", "person", "brought_by__person")
    found = rows.filter(pk=pk).annotate(brings=brought).first()
    if found is None or not may_withdraw(viewer, found):
        raise NotVisible
    return found


def brought_with(sign_up: SignUp) -> list[SignUp]:
    """Those who came with this sign-up and hold a place or wait, in order, for whoever may see it: one statement."""
    found = sign_up.brought.exclude(status=SignUp.Status.WITHDRAWN)
    return list(found.select_related("occasion", "person").order_by("number"))


def position(sign_up: SignUp) -> int:
    """Place in the waiting list, from 1: one statement."""
    ahead = SignUp.objects.filter(
        occasion_id=sign_up.occasion_id, status=SignUp.Status.WAITING, number__lt=sign_up.number
    )
    return ahead.count() + 1


def roll(viewer: Viewer, occasion: Occasion) -> Roll:
    """The people of an occasion, for the staff of its chamber: one statement."""
    if not viewer.is_staff_of(occasion.chamber_id):
        raise NotVisible
    found = occasion.sign_ups.exclude(status=SignUp.Status.WITHDRAWN)
    rows = list(found.select_related("person", "occasion").order_by("number"))
    return Roll(
        seated=tuple(row for row in rows if row.status == SignUp.Status.SEATED),
        waiting=tuple(row for row in rows if row.status == SignUp.Status.WAITING),
    )


def sign_ups_of(viewer: Viewer, *, at: datetime) -> list[SignUp]:
    """An artisan's places and waits in what is to come, the next first: one statement."""
    if viewer.role != Role.ARTISAN or viewer.person_id is None:
        return []
    found = SignUp.objects.filter(person_id=viewer.person_id, occasion__starts_at__gt=at)
    found = found.exclude(status=SignUp.Status.WITHDRAWN).select_related("occasion", "person")
    return list(found.order_by("occasion__starts_at"))
