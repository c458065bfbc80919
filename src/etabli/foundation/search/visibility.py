"""The usual answers to "who may find this", for `Indexed.visible_to`."""

from typing import Any

from django.db.models import Q


def to_all(viewer: Any) -> Q | None:
    """Whoever comes."""
    return Q()


def to_staff(viewer: Any) -> Q | None:
    """The staff of the chamber that owns it."""
    return Q(chamber_id=viewer.chamber_id) if viewer.is_staff_of(viewer.chamber_id) else None


def to_its_person(viewer: Any) -> Q | None:
    """The artisan whose it is, and the staff of the chamber that owns it."""
    return to_staff(viewer) or (Q(person_id=viewer.person_id) if viewer.is_person(viewer.person_id) else None)
