"""The stories that somebody who leaves began, and which nobody sees yet."""

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from etabli.foundation.people.viewer import Viewer
from etabli.foundation.staff_work import Handover
from etabli.programme.showcase.models import Story

UNDER_WAY = (Story.State.DRAFT, Story.State.ASKED)


def left_by(viewer: Viewer, user_id: int, organisation_id: int, at: datetime) -> list[Handover]:
    """Being written, or waiting for the artisan's agreement: one statement."""
    stories = Story.objects.filter(
        chamber=organisation_id, written_by__user=user_id, state__in=UNDER_WAY, withdrawn_at=None
    )
    return [
        Handover(
            _("Story under way: “%(title)s”") % {"title": story}, reverse("showcase:desk", args=[story.pk])
        )
        for story in stories.order_by("pk")
    ]
