"""Who reads a quote.

The choices made:

- The artisan always. The adviser of their chamber once it is shown to them: by the artisan, or because the adviser
  brought it. Nobody from the side of the association, whatever their other roles.
- Whoever gave it without an account, in the same browser, for a day: they correct it and have it read again; a project,
  an adviser and others are of those who have a space.
- An adviser who also sits in the association helps to read what the artisan shows them, as adviser only; the page
  reminds them of it (`serves_both_sides`).
"""

from typing import Any

from etabli.community.neutrality.rules import interest_of
from etabli.foundation.people.models import Role
from etabli.foundation.people.viewer import Viewer
from etabli.procurement.quotes.models import Correction, Dismissal, FurtherFile, QuoteReading


def may_add(by: Viewer, subject: Any) -> bool:
    """The artisan, the staff of their chamber, or a browser that will hold it (`subject`: the act's arguments, or the
    reading)."""
    person = subject["person"] if isinstance(subject, dict) else subject.person
    if person is None:
        return is_holder(by) if isinstance(subject, dict) else holds(by, subject)
    return by.is_person(person.pk) or by.is_staff_of(person.chamber_id)


def may_see(by: Viewer, reading: QuoteReading) -> bool:
    """The artisan, the staff of their chamber to whom it was shown, and the browser that holds it."""
    shown = reading.shared_at is not None and by.is_staff_of(reading.chamber_id)
    return by.is_person(reading.person_id) or shown or holds(by, reading)


def holds(by: Viewer, reading: QuoteReading) -> bool:
    """The browser in which it was given without an account."""
    return is_holder(by) and by.party_id == reading.holder_id


def is_holder(by: Viewer) -> bool:
    """Known by what they gave in this browser, and by nothing else (`visitor.holder`)."""
    return by.role == Role.NOBODY and by.actor.is_someone


def may_work_on(by: Viewer, subject: QuoteReading | Dismissal | Correction | FurtherFile) -> bool:
    """Whoever sees it may correct it, set findings aside and add its pages."""
    return may_see(by, subject if isinstance(subject, QuoteReading) else subject.reading)


def may_compare(by: Viewer, reading: QuoteReading) -> bool:
    """Whoever sees it and has a space, or serves one who has: a project is of somebody."""
    return not reading.is_held and not is_holder(by) and may_see(by, reading)


def is_theirs(by: Viewer, reading: QuoteReading) -> bool:
    """The artisan alone: showing it and putting it away."""
    return by.is_person(reading.person_id)


def may_keep(by: Viewer, reading: QuoteReading) -> bool:
    """The worker writes down what it has read."""
    return by.actor.kind == "system"


def serves_both_sides(viewer: Viewer) -> bool:
    """Serves a chamber and sits in an association: said on the page."""
    return interest_of(viewer).is_double
