"""The letters to artisans that somebody who leaves began and did not send."""

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from etabli.foundation.people.viewer import Viewer
from etabli.foundation.staff_work import Handover
from etabli.programme.outreach.models import Mailing


def left_by(viewer: Viewer, user_id: int, organisation_id: int, at: datetime) -> list[Handover]:
    """The latest first: one statement."""
    begun = Mailing.objects.filter(chamber=organisation_id, author=user_id, sent_at=None, withdrawn_at=None)
    return [
        Handover(
            _("Letter to artisans, not sent: “%(subject)s”") % {"subject": mailing.subject},
            reverse("outreach:mailing", args=[mailing.pk]),
        )
        for mailing in begun
    ]
