"""What somebody who leaves agreed to do next with a relay: every colleague sees it on its page and on its day."""

from datetime import datetime

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext as _

from etabli.foundation.people.viewer import Viewer
from etabli.foundation.staff_work import Handover
from etabli.foundation.ui.typography import full_day
from etabli.territory.relays.models import ContactNote


def left_by(viewer: Viewer, user_id: int, organisation_id: int, at: datetime) -> list[Handover]:
    """What stands, the first day first: one statement."""
    notes = ContactNote.objects.filter(
        relay__chamber=organisation_id, relay__withdrawn_at=None, withdrawn_at=None
    )
    later = notes.filter(relay=OuterRef("relay"), at__gt=OuterRef("at"))
    agreed = notes.filter(author=user_id, next_on__isnull=False).filter(~Exists(later))
    return [
        Handover(
            _("%(relay)s, on %(day)s: %(step)s")
            % {"relay": note.relay.name, "day": full_day(note.next_on), "step": note.next_step},
            reverse("relays:detail", args=[note.relay_id]),
        )
        for note in agreed.select_related("relay").order_by("next_on", "pk")
    ]
