"""Withdrawn before an erasure: stories that are shown, or about to be."""

from collections.abc import Iterable
from datetime import datetime

from django.utils.translation import gettext as _

from etabli.foundation.people.viewer import Viewer
from etabli.foundation.registries import Withdrawal
from etabli.programme.showcase.actions import withdraw_story
from etabli.programme.showcase.models import Story


def _standing(party: int, at: datetime) -> Iterable[Story]:
    return Story.objects.filter(person__party=party).exclude(state=Story.State.WITHDRAWN)


WITHDRAWALS = [
    Withdrawal(
        rows=_standing,
        sentence=lambda story: _("Your story “%(title)s” is taken off every page.") % {"title": story},
        withdraw=lambda story, at: withdraw_story(story=story, by=Viewer.system(story.chamber_id), at=at),
    )
]
