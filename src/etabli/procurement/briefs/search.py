"""Finding a project: its title, its trade, whose it is."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from etabli.foundation.registries import Done, Indexed
from etabli.foundation.search.visibility import to_its_person
from etabli.procurement.briefs.models import Brief

FOUND = {"title", "trade", "outcome", "state"}


def _row_to_reindex(done: Done) -> Brief | None:
    return done.subject if isinstance(done.subject, Brief) and done.names & FOUND else None


SEARCH = [
    Indexed(
        kind="brief",
        plural_label=_("Projects"),
        objects=lambda: (
            Brief.objects.exclude(state=Brief.State.WITHDRAWN).select_related("person").order_by("pk")
        ),
        title=str,
        detail=lambda brief: " · ".join(filter(None, [brief.person.name, brief.trade])),
        text=lambda brief: str(brief.get_outcome_display()),
        url=lambda brief: reverse("briefs:overview", args=[brief.pk]),
        visible_to=to_its_person,
        row_to_reindex=_row_to_reindex,
    )
]
