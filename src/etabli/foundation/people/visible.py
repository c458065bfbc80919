from typing import Any

from django.db.models import Q

from etabli.foundation.people.models import Role
from etabli.foundation.people.viewer import Viewer
from etabli.foundation.people.visibility import either, its_person, its_user, serving, staff


def _manages(viewer: Viewer) -> Q | None:
    """The managers see the team of their chamber and those beside it, a board that of its association."""
    if viewer.role == Role.MANAGER:
        return Q(organisation=viewer.organisation_id) | Q(organisation__chamber=viewer.organisation_id)
    return serving(Role.BOARD)(viewer)


def _organisations(viewer: Viewer) -> Q | None:
    """One's own, and for the managers those beside their chamber."""
    condition = Q(pk=viewer.organisation_id) if viewer.organisation_id is not None else None
    return (
        condition | Q(chamber=viewer.organisation_id)
        if condition and viewer.role == Role.MANAGER
        else condition
    )


def _agreements(viewer: Viewer) -> Q | None:
    """By a link: those of the very purpose, about the very object, as they can be given."""
    number: Any = viewer.link_subject_id
    if number is None or not viewer.holds(viewer.link_scope, number):
        return None
    return Q(purpose=viewer.link_scope, subject_id=str(number), person=viewer.person_id)


VISIBLE = {
    "people.User": its_user("pk"),
    "people.Organisation": _organisations,
    "people.Membership": either(its_user(), _manages),
    "people.Invitation": _manages,
    "people.Person": either(its_person("pk"), staff()),
    "people.SecretLink": either(its_person(), staff("person__chamber")),
    "people.Merging": staff(),
    "people.TwoPersons": staff(),
    "people.KioskSession": either(its_user("session__user"), staff()),
    "people.Consent": either(its_person(), staff("person__chamber"), _agreements),
}
