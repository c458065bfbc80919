"""The calls that an adviser promised for a day."""

from datetime import datetime, time, timedelta

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from etabli.foundation.people.viewer import Viewer
from etabli.foundation.staff_work import Commitment
from etabli.programme.journeys.models import ContactNote


def commitments(viewer: Viewer, user_id: int, since: datetime, until: datetime) -> list[Commitment]:
    """The last that was agreed with each person, unless they were called since: one statement."""
    days = (timezone.localdate(since), timezone.localdate(until - timedelta(microseconds=1)))
    calls = ContactNote.objects.filter(
        chamber_id=viewer.chamber_id, kind=ContactNote.Kind.CALL, withdrawn_at=None
    )
    later = calls.filter(Q(at__gt=OuterRef("at")) | Q(at=OuterRef("at"), pk__gt=OuterRef("pk")))
    promised = calls.filter(author=user_id, again_on__range=days, person__erased_at=None)
    rows = promised.exclude(Exists(later.filter(person=OuterRef("person")))).select_related("person")
    return [_commitment(row) for row in rows.order_by("again_on", "at", "pk")]


def _commitment(call: ContactNote) -> Commitment:
    assert call.again_on is not None  # asked of those that have a day
    start = timezone.make_aware(datetime.combine(call.again_on, time()))
    return Commitment(
        key=f"call-{call.pk}",
        kind="call",
        title=call.person.name,
        starts_at=start,
        ends_at=timezone.make_aware(datetime.combine(call.again_on + timedelta(days=1), time())),
        public_title=_("A call that was promised"),
        url=reverse("journeys:call", args=[call.person_id]),
        detail=call.person.phone,
        is_all_day=True,
    )
