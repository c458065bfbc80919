"""What one person asked for, for who helps them."""

from etabli.foundation.people.models import Person
from etabli.foundation.people.viewer import Viewer
from etabli.programme.demand.models import Wish


def pending_half_day_wish(person_id: int | None) -> Wish | None:
    """The half-day that this person waits for, asked for last: two statements. The caller has authorised it."""
    if person_id is None:
        return None
    asked = Wish.objects.filter(person_id=person_id, kind=Wish.Kind.HALF_DAY, withdrawn_at=None)
    wish = asked.order_by("-expressed_on", "-pk").first()
    return wish if wish is not None and not is_answered(wish) else None


def pending_wish(pk: int) -> Wish | None:
    """The wish of this number, unless it was taken back or is answered. The caller knows whose it is."""
    wish = Wish.objects.filter(pk=pk, withdrawn_at=None).first()
    return wish if wish is not None and not is_answered(wish) else None


def wishes_of_person(viewer: Viewer, person: Person) -> list[Wish]:
    """What this person asked for, latest first, for the staff of their chamber: one statement."""
    if not viewer.is_staff_of(person.chamber_id):
        return []
    return list(Wish.objects.filter(person=person, withdrawn_at=None).order_by("-expressed_on", "-pk"))


def is_answered(wish: Wish) -> bool:
    """Whether an object of an app above (an appointment) stands for this wish, and was not called off.

    Such an object has a `cancelled_at`. A model that names a wish without one answers nothing.
    """
    return any(
        relation.related_model._base_manager.filter(
            **{relation.field.name: wish, "cancelled_at": None}
        ).exists()
        for relation in Wish._meta.related_objects
        if any(field.name == "cancelled_at" for field in relation.related_model._meta.fields)
    )
