"""A departure that the member did not record themselves: who may, what they are told, and when an arrival is undone.

Taking back what put somebody in the association puts them out of it: it is a departure like any other.
"""

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from etabli.community.association import notices, records
from etabli.community.association.impartiality import is_impartial, serves_association
from etabli.community.association.models import Application, Dues, Member
from etabli.community.association.rules import is_board_of, is_self
from etabli.foundation.journal import CannotUndo, NotAllowed
from etabli.foundation.people.viewer import Viewer

DELETED_WITH_MEMBERSHIP = {Application, Dues}  # they come and go with it, as long as nothing was paid


def is_by_another_person(by: Viewer, member: Member) -> bool:
    """Neither the member, nor the installation for whoever asked to be erased."""
    return not is_self(by, member) and by.actor.kind != "system"


def may_undo_arrival(by: Viewer, member: Member) -> bool:
    """The board, free of any tie to them: whoever may record that they leave. Three statements at most."""
    return is_board_of(by, member.organisation_id) and (
        not is_by_another_person(by, member) or is_impartial(by, member)
    )


def check_departure(by: Viewer, member: Member) -> None:
    """NotAllowed for somebody who serves the association, and by whoever is not free."""
    if serves_association(member):
        raise NotAllowed(
            _("They are on the board, or a moderator: they leave by themselves, or the assembly decides.")
        )
    if not is_impartial(by, member):
        raise NotAllowed(
            _("You serve a chamber, or have an interest here: another member of the board decides.")
        )


def check_unused(members: Sequence[Member]) -> None:
    """CannotUndo once anything rests on one of these places: one statement for each kind of thing."""
    if Dues.objects.filter(member__in=members, paid_cents__gt=0).exists():
        raise CannotUndo(_("A payment was recorded since: take that back first."))
    for relation in Member._meta.related_objects:
        model = relation.related_model
        if model in DELETED_WITH_MEMBERSHIP:
            continue
        if model._base_manager.filter(**{f"{relation.field.name}__in": members}).exists():
            raise CannotUndo(
                _("They have used their place since: it is no longer undone. Record their departure instead.")
            )


def check_and_tell_departure(member: Member, by: Viewer, at: datetime) -> None:
    """They are told while they still have their place, and it stands in the neutrality log. Raises NotAllowed."""
    if is_by_another_person(by, member):
        check_departure(by, member)
        notices.tell_member_of_departure(member, at)
        records.record_departure(member, is_return=False, by=by, at=at)


def tell_return(member: Member, by: Viewer, at: datetime) -> None:
    """Once they have their place again: they are told, and it stands in the neutrality log."""
    if is_by_another_person(by, member):
        notices.tell_member_of_return(member, at)
        records.record_departure(member, is_return=True, by=by, at=at)
