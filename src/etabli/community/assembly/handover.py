"""Who leaves the board leaves their term, and the assemblies that wait to be held."""

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from etabli.community.assembly.models import Term
from etabli.community.assembly.rules import needs_second
from etabli.foundation.people.models import Membership, Role
from etabli.foundation.people.viewer import Viewer
from etabli.foundation.staff_work import Handover


def left_by(viewer: Viewer, user_id: int, organisation_id: int, at: datetime) -> list[Handover]:
    """The term that goes on; and the roles that end with two voices."""
    memberships = Membership.objects.filter(
        user=user_id, organisation=organisation_id, role__in=[Role.MODERATOR, Role.BOARD], ended_on=None
    ).select_related("organisation")
    shared = [
        Handover(
            _("The only moderator: another member of the board has to confirm. Ask for it here.")
            if membership.role == Role.MODERATOR
            else _(
                "A seat on the board: whoever has it can leave by themselves. To put them out, two members of the "
                "board have to want it: ask for it here."
            ),
            reverse("assembly:ask_removal", args=["role", membership.pk]),
        )
        for membership in memberships
        if needs_second(membership, viewer)
    ]
    terms = Term.objects.filter(member__user=user_id, organisation=organisation_id, ended_on=None)
    return shared + [
        Handover(
            _("A term on the board, as: %(office)s") % {"office": term.get_office_display()},
            reverse("assembly:board"),
        )
        for term in terms
    ]
