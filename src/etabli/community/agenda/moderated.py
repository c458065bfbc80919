"""Events of members, as the board reads them."""

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from etabli.community.agenda import rules
from etabli.community.agenda.actions import hide, publish
from etabli.community.agenda.models import Event
from etabli.foundation.people.viewer import Viewer
from etabli.foundation.registries import Moderated


def _may_see(viewer: Viewer, event: Event) -> bool:
    """Whoever reads it, of a member's that is out: the association answers for its own."""
    is_members = event.author is not None and event.is_out
    return is_members and Event.objects.filter(rules.listable_by(viewer), pk=event.pk).exists()


def _author(event: Event) -> int:
    assert event.author is not None  # the association's own are never handed in
    return event.author.user.party_id


MODERATED = [
    Moderated(
        model="agenda.Event",
        name=_("event"),
        template="agenda/event_moderated.html",
        title=lambda event: event.title,
        url=lambda event: reverse("agenda:event", args=[event.pk]),
        author=_author,
        organisation_id=lambda event: event.organisation_id,
        may_decide=rules.has_no_interest,
        publish=publish,
        hide=hide,
        may_see=_may_see,
        stands=Q(withdrawn_at=None),
        by_board=True,
    )
]
