"""Who reads a quote.

The choices made:

- The artisan always. The adviser of their chamber once it is shown to them: by the artisan, or because the adviser
  brought it. Nobody from the side of the association, whatever their other roles.
- An adviser who also sits in the association helps to read what the artisan shows them, as adviser only; the page
  reminds them of it (`serves_both_sides`).
"""

from typing import Any

from etabli.community.neutrality.rules import interest_of
from etabli.foundation.people.viewer import Viewer
from etabli.procurement.quotes.models import Correction, Dismissal, FurtherFile, QuoteReading


def may_add(by: Viewer, subject: Any) -> bool:
    """The artisan, or the staff of their chamber (`subject`: the act's arguments, or the reading)."""
    person = subject["person"] if isinstance(subject, dict) else subject.person
    return by.is_person(person.pk) or by.is_staff_of(person.chamber_id)


def may_see(by: Viewer, reading: QuoteReading) -> bool:
    """The artisan, and the staff of their chamber to whom it was shown."""
    shown = reading.shared_at is not None and by.is_staff_of(reading.chamber_id)
    return by.is_person(reading.person_id) or shown


def may_work_on(by: Viewer, subject: QuoteReading | Dismissal | Correction | FurtherFile) -> bool:
    """Whoever sees it may correct it, set findings aside, add its pages and compare it with a project."""
    return may_see(by, subject if isinstance(subject, QuoteReading) else subject.reading)


def is_theirs(by: Viewer, reading: QuoteReading) -> bool:
    """The artisan alone: showing it and putting it away."""
    return by.is_person(reading.person_id)


def may_keep(by: Viewer, reading: QuoteReading) -> bool:
    """The worker writes down what it has read."""
    return by.actor.kind == "system"


def serves_both_sides(viewer: Viewer) -> bool:
    """Serves a chamber and sits in an association: said on the page."""
    return interest_of(viewer).is_double
