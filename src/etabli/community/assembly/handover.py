"""Who leaves the board leaves their term, and the assemblies that wait to be held."""

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from etabli.community.assembly.models import Term
from etabli.foundation.rooms import Handover


def left_by(user_id: int, organisation_id: int, at: datetime) -> list[Handover]:
    """The term that goes on."""
    terms = Term.objects.filter(member__user=user_id, organisation=organisation_id, ended_on=None)
    return [
        Handover(
            _("A term on the board, as: %(office)s") % {"office": term.get_office_display()},
            reverse("assembly:board"),
        )
        for term in terms
    ]
