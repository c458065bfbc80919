"""Who may keep answers."""

from typing import Any

from etabli.foundation.people.rules import may_help
from etabli.foundation.people.viewer import Viewer


def may_keep(by: Viewer, given: Any) -> bool:
    """Anybody, without a name; of a person: that person, and the staff of their chamber whom they gave their link."""
    person = given["person"] if isinstance(given, dict) else given.person
    return person is None or may_help(by, given)
