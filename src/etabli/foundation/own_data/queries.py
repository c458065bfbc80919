"""Whose data, and what is to be erased."""

from typing import Any

from etabli.foundation.own_data.holdings import Human, holdings, of_person, of_user
from etabli.foundation.own_data.models import Erasure
from etabli.foundation.own_data.naming import kind_name
from etabli.foundation.people.models import STAFF, Person, Role, User
from etabli.foundation.people.queries import NotVisible, get_person
from etabli.foundation.people.viewer import Viewer


def subject_for(viewer: Viewer, pk: int | None) -> Person | User:
    """Whose data a page is about: the viewer's own, or that of a person (`pk`) for the staff of their chamber."""
    if pk is not None:
        if viewer.role not in STAFF:
            raise NotVisible
        return get_person(viewer, pk)
    if viewer.person_id is not None and viewer.role == Role.ARTISAN:
        return Person.objects.select_related("chamber").get(pk=viewer.person_id)
    if viewer.user_id is None:
        raise NotVisible
    return User.objects.get(pk=viewer.user_id)


def human_of(subject: Person | User) -> Human:
    """The human being behind a person, or an account."""
    return of_person(subject) if isinstance(subject, Person) else of_user(subject)


def key_of(subject: Person | User) -> str:
    """The journal's key of a person, or of an account."""
    return f"{'person' if isinstance(subject, Person) else 'user'}:{subject.pk}"


def erasure_under_way(subject: Person | User) -> Erasure | None:
    """What was asked and is still to be done: one statement."""
    return Erasure.objects.filter(owner_key=key_of(subject), cancelled_at=None, done_at=None).first()


def kinds_held(subject: Person | User) -> list[tuple[str, int]]:
    """(what it is called, how many) of each kind of thing that is held of somebody."""
    counts: dict[str, set[Any]] = {}
    for found in holdings(human_of(subject)):
        counts.setdefault(found.owned.model._meta.label, set()).update(found.ids)
    return [(kind_name(label), len(ids)) for label, ids in counts.items()]
