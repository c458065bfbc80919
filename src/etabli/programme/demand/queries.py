"""What one person asked for, for who helps them."""

from etabli.foundation.people.models import Person
from etabli.foundation.people.viewer import Viewer
from etabli.programme.demand.models import Wish


def wishes_of_person(viewer: Viewer, person: Person) -> list[Wish]:
    """What this person asked for, latest first, for the staff of their chamber: one statement."""
    if not viewer.is_staff_of(person.chamber_id):
        return []
    return list(Wish.objects.filter(person=person, withdrawn_at=None).order_by("-expressed_on", "-pk"))
