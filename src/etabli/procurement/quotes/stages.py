"""Quotes as stages of the path: one was read, several were compared."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy

from etabli.foundation.registries import Stage, Times
from etabli.procurement.briefs.models import Brief
from etabli.procurement.quotes.models import Drawing, QuoteReading


def _read(chamber_id: int) -> QuerySet[QuoteReading]:
    return QuoteReading.objects.filter(
        chamber_id=chamber_id, withdrawn_at=None, erased_at=None, status=QuoteReading.Status.READ
    )


def _compared(chamber_id: int) -> QuerySet[Drawing]:
    """Their order side by side is drawn when they are first compared."""
    drawings = Drawing.objects.filter(brief__chamber_id=chamber_id)
    return drawings.exclude(brief__state=Brief.State.WITHDRAWN)


# Whether a quote was given to read is its artisan's own affair until they show it to their adviser.
STAGES = [
    Stage("quote", 60, gettext_lazy("A quote, read"), Times(_read, "person", "read_at"), is_private=True),
    Stage(
        "compared",
        65,
        gettext_lazy("The quotes, compared"),
        Times(_compared, "brief__person", "drawn_at"),
        is_private=True,
    ),
]
