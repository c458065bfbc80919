"""Wishes counted by theme, by territory, without a name; and those of one person, for who helps them."""

from django.db.models import Count

from etabli.foundation.people.models import STAFF, Person
from etabli.foundation.people.viewer import Viewer
from etabli.programme.demand.models import Wish


def wishes_by_theme(viewer: Viewer, *, epci_code: str = "") -> dict[str, int]:
    """Theme code -> number of wishes in the viewer's chamber, the most wanted first: one statement."""
    return _counted(viewer, "theme_code", kind=Wish.Kind.THEME, epci_code=epci_code)


def wishes_by_territory(viewer: Viewer, *, kind: str = "") -> dict[str, int]:
    """EPCI code -> number of wishes in the viewer's chamber; those without a commune are left out: one statement."""
    return _counted(viewer, "commune__epci_id", kind=kind, epci_code="")


def wishes_of_person(viewer: Viewer, person: Person) -> list[Wish]:
    """What this person asked for, latest first, for the staff of their chamber: one statement."""
    if not viewer.is_staff_of(person.chamber_id):
        return []
    return list(Wish.objects.filter(person=person, withdrawn_at=None).order_by("-expressed_on", "-pk"))


def _counted(viewer: Viewer, field: str, *, kind: str, epci_code: str) -> dict[str, int]:
    if viewer.role not in STAFF:
        return {}
    found = Wish.objects.filter(chamber_id=viewer.chamber_id, withdrawn_at=None)
    if kind:
        found = found.filter(kind=kind)
    if epci_code:
        found = found.filter(commune__epci_id=epci_code)
    rows = found.exclude(**{f"{field}__isnull": True}).exclude(**{field: ""}).values_list(field)
    counted = rows.annotate(number=Count("pk")).order_by("-number", field)
    return dict(counted)
