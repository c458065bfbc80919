"""Who may: predicates on a viewer and an object, used by actions and queries."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from etabli.foundation.journal.models import Entry
from etabli.foundation.parties import PartyKind
from etabli.foundation.people.models import (
    ASSOCIATION,
    Consent,
    Organisation,
    OrganisationKind,
    Person,
    Role,
)
from etabli.foundation.people.viewer import Viewer


def may_run(by: Viewer, subject: Any) -> bool:
    """Staff of the chamber that owns the object; for a creation, of whatever owned objects it is given."""
    if not isinstance(subject, dict):
        return by.is_staff_of(subject.chamber_id)
    owners = {owner for value in subject.values() if (owner := _owner(value)) is not None}
    return by.is_staff_of(by.chamber_id) and owners <= {by.chamber_id}


def _owner(value: Any) -> int | None:
    """The chamber that owns what an act is given; None for what no chamber owns."""
    if isinstance(value, Viewer):
        return None
    if isinstance(value, Organisation) and value.kind == OrganisationKind.CHAMBER:
        return value.pk
    owner: int | None = getattr(value, "chamber_id", None)
    return owner


def may_help(by: Viewer, subject: Any) -> bool:
    """The person whose object it is (or will be), or staff of their chamber."""
    person = subject.get("person") if isinstance(subject, dict) else getattr(subject, "person", None)
    return may_run(by, subject) or (person is not None and by.is_person(person.pk))


def may_make_paper(by: Viewer, person: Person) -> bool:
    """The staff of their chamber, for whom no mail reaches.

    Nobody who also has a role in the association: they would hold both halves of a key to sealed answers to an ad.
    """
    sits_on_both_sides = any(role in ASSOCIATION for role, _organisation in by.roles)
    without_mail = not person.email and person.user_id is None and person.erased_at is None
    return by.is_staff_of(person.chamber_id) and without_mail and not sits_on_both_sides


def may_agree(by: Viewer, subject: Any) -> bool:
    """The person who agrees (or no longer does), the staff of their chamber, or the bearer of a link that bears the
    name of the purpose and opens the very object of the agreement."""
    if isinstance(subject, dict):
        purpose, about = subject["purpose"], subject.get("about")
        about_id = "" if about is None else str(about.pk)
    else:
        purpose, about_id = subject.purpose, subject.subject_id
    return may_help(by, subject) or (about_id.isdecimal() and by.holds(purpose, int(about_id)))


def may_end_alone(by: Viewer, consent: Consent) -> bool:
    """Whoever agreed, by themselves: not the staff, nor anybody who opened the artisan's link beside their own role."""
    return by.beside is None and not by.is_staff_of(consent.chamber_id) and may_agree(by, consent)


def may_end(by: Viewer, consent: Consent) -> bool:
    """As for giving it. An ad that was agreed to by the artisan alone is ended by them alone: others answer it."""
    if not may_agree(by, consent):
        return False
    if consent.purpose != Consent.Purpose.AD or by.actor.kind == "system" or may_end_alone(by, consent):
        return True
    return not _was_given_by_themselves(consent)


def _was_given_by_themselves(consent: Consent) -> bool:
    """Whether it was the artisan who last said that they agree: one statement."""
    entries = Entry.objects.filter(subject_type=consent._meta.label_lower, subject_id=str(consent.pk))
    latest = entries.filter(after__withdrawn_at=None).order_by("-pk").select_related("actor").first()
    gave = latest.actor if latest else consent.recorded_by
    return gave.kind in {PartyKind.PERSON, PartyKind.LINK}


# The roles that are given by invitation. A member's comes with their place in the association (association.add_member).
ROLES_OF = {
    OrganisationKind.CHAMBER: (Role.ADVISER, Role.MANAGER),
    OrganisationKind.RELAY: (Role.RELAY,),
    OrganisationKind.ASSOCIATION: (Role.BOARD, Role.MODERATOR),
}


# Those who are in charge of an organisation, or decide in it: given and ended by acts, never by taking one back.
IN_CHARGE = frozenset({Role.MANAGER, Role.BOARD, Role.MODERATOR})
CHARGE_STAYS = _("Undoing doesn’t change who is in charge: give this role again from the team’s page.")


def may_manage(by: Viewer, organisation: Organisation, *, has_board: bool | None = None) -> bool:
    """Gives roles in this organisation: the managers in their chamber and its relays, the board in its association.

    An association chooses its own board; the managers of its chamber give the first seat, while nobody sits there
    (`has_board`, looked up when the caller does not know).
    """
    if by.actor.kind == "system" or by.organisation_id == organisation.pk:
        return by.actor.kind == "system" or by.role in {Role.MANAGER, Role.BOARD}
    if (
        by.role != Role.MANAGER
        or organisation.chamber_id is None
        or organisation.chamber_id != by.organisation_id
    ):
        return False
    if organisation.kind == OrganisationKind.RELAY:
        return True
    if has_board is None:
        has_board = organisation.memberships.filter(role=Role.BOARD, ended_on=None).exists()
    return not has_board


def may_manage_role(by: Viewer, row: Any) -> bool:
    """Changes an invitation, or a role that is given by invitation."""
    return row.role in ROLES_OF[OrganisationKind(row.organisation.kind)] and may_manage(by, row.organisation)
