"""Who may keep answers."""

from typing import Any

from etabli.foundation.people.viewer import Viewer


def may_keep(by: Viewer, given: Any) -> bool:
    """Somebody without a name, of what they answered; the artisan, of their own."""
    person = given["person"] if isinstance(given, dict) else given.person
    return person is None or by.is_person(person.pk)
