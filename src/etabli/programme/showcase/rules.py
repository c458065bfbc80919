"""Who may write a story, agree to it, take it off."""

from typing import Any

from etabli.foundation.people.models import SecretLink
from etabli.foundation.people.rules import may_run
from etabli.foundation.people.viewer import Viewer
from etabli.programme.showcase.models import Story


def is_its_artisan(by: Viewer, story: Story) -> bool:
    """The artisan in their space, or whoever bears the link to this one story."""
    return by.is_person(story.person_id) or by.holds(SecretLink.Scope.STORY, story.pk)


def may_write(by: Viewer, story: Any) -> bool:
    """The artisan, and the staff of the chamber."""
    return may_run(by, story) or is_its_artisan(by, story)
