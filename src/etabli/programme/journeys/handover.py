"""The calls that somebody who leaves promised to artisans: whoever looks at the list of calls makes them."""

from datetime import datetime

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext as _

from etabli.foundation.people.viewer import Viewer
from etabli.foundation.staff_work import Handover
from etabli.foundation.ui.typography import full_day
from etabli.programme.journeys.models import ContactNote


def left_by(viewer: Viewer, user_id: int, organisation_id: int, at: datetime) -> list[Handover]:
    """Those after which nobody called, the first day first: one statement."""
    calls = ContactNote.objects.filter(chamber=organisation_id, kind=ContactNote.Kind.CALL, withdrawn_at=None)
    later = calls.filter(person=OuterRef("person"), at__gt=OuterRef("at"))
    promised = calls.filter(author=user_id, again_on__isnull=False).filter(~Exists(later))
    return [
        Handover(
            _("Call %(name)s again, as agreed, on %(day)s")
            % {"name": call.person.name, "day": full_day(call.again_on)},
            reverse("front:person", args=[call.person_id]),
        )
        for call in promised.select_related("person").order_by("again_on", "pk")
    ]
