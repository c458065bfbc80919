"""The usual answers to "which rows does this viewer see today", for the registry `visible.py` of each app.

Each takes the path from a row to whose it is ("person", "reading__person").
"""

from collections.abc import Callable
from functools import reduce
from operator import or_

from django.db.models import BigIntegerField, Q
from django.db.models.functions import Cast

from etabli.foundation.journal.models import Entry
from etabli.foundation.people.models import ASSOCIATION
from etabli.foundation.people.viewer import Viewer

type Visible = Callable[[Viewer], Q | None]


def everybody(viewer: Viewer) -> Q:
    """Whoever comes."""
    return Q()


def either(*rules: Visible) -> Visible:
    """The rows that at least one of these rules shows."""

    def condition_for(viewer: Viewer) -> Q | None:
        conditions = [condition for visible in rules if (condition := visible(viewer)) is not None]
        return reduce(or_, conditions) if conditions else None

    return condition_for


def staff(chamber: str = "chamber", **of: object) -> Visible:
    """The staff of the chamber that it belongs to; `of` narrows which rows."""
    return lambda viewer: (
        Q(**{chamber: viewer.chamber_id}, **of) if viewer.is_staff_of(viewer.chamber_id) else None
    )


def its_person(person: str = "person") -> Visible:
    """The artisan whose it is, in their whole space."""
    return lambda viewer: Q(**{person: viewer.person_id}) if viewer.is_person(viewer.person_id) else None


def bearer(scope: str, path: str = "pk") -> Visible:
    """The bearer of the link to this one object."""

    def condition_for(viewer: Viewer) -> Q | None:
        number = viewer.link_subject_id
        return Q(**{path: number}) if number is not None and viewer.holds(scope, number) else None

    return condition_for


def its_user(user: str = "user") -> Visible:
    """Whose account it is about, whatever the role they act in."""
    return lambda viewer: Q(**{user: viewer.user_id}) if viewer.user_id is not None else None


def serving(*roles: str, organisation: str = "organisation") -> Visible:
    """Whoever acts today for the organisation that it belongs to, in one of these roles."""
    return lambda viewer: (
        Q(**{organisation: viewer.organisation_id})
        if viewer.role in roles and viewer.organisation_id is not None
        else None
    )


def its_member(member: str = "member") -> Visible:
    """The member whose it is, acting today for that association, in whatever role."""

    def condition_for(viewer: Viewer) -> Q | None:
        if viewer.role not in ASSOCIATION or viewer.user_id is None:
            return None
        path = f"{member}__" if member else ""
        return Q(**{f"{path}user": viewer.user_id, f"{path}organisation": viewer.organisation_id})

    return condition_for


def its_party(party: str = "owner") -> Visible:
    """Whoever acts in this very capacity."""
    return lambda viewer: Q(**{party: viewer.actor.party_id}) if viewer.actor.is_someone else None


def its_author(verb: str) -> Visible:
    """Whoever wrote it by this act, in the role of then: what keeps no name of its author otherwise."""

    def condition_for(viewer: Viewer) -> Q | None:
        if not viewer.actor.is_someone:
            return None
        wrote = Entry.objects.filter(
            verb=verb, undoes=None, actor=viewer.actor.party_id, role__in=viewer.like_roles
        )
        return Q(pk__in=wrote.values_list(Cast("subject_id", BigIntegerField())))

    return condition_for
