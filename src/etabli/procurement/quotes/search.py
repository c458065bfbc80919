"""Finding a quote: its supplier, its file, whose it is. The chamber finds those that were shown to it."""

from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from etabli.foundation.registries import Done, Indexed
from etabli.foundation.search.visibility import to_its_person
from etabli.procurement.quotes.models import QuoteReading
from etabli.procurement.quotes.queries import visible_quotes

FOUND = {
    "withdrawn_at",
    "status",
    "person_id",
}  # what the journal keeps of a quote given, put away, read, kept


def _row_to_reindex(done: Done) -> QuoteReading | None:
    """One that nobody has kept yet is in no index: it is told to leave it, and has never entered."""
    reading = done.subject
    if not isinstance(reading, QuoteReading) or (done.is_new and reading.is_held):
        return None
    return reading if done.names & FOUND or not done.names else None


def _visible_to(viewer: Any) -> Q | None:
    seen = to_its_person(viewer)
    if seen is None or viewer.is_person(viewer.person_id):
        return seen
    return seen & Q(object_id__in=visible_quotes(viewer).values("pk"))


SEARCH = [
    Indexed(
        kind="quote",
        plural_label=_("Quotes"),
        objects=lambda: (
            QuoteReading.objects.filter(withdrawn_at=None, person__isnull=False)
            .select_related("file", "person")
            .order_by("pk")
        ),
        title=lambda reading: reading.name,
        detail=lambda reading: f"{reading.person.name} · {reading.file.name}",
        url=lambda reading: reverse("quotes:detail", args=[reading.pk]),
        visible_to=_visible_to,
        row_to_reindex=_row_to_reindex,
    )
]
