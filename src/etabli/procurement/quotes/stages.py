"""Quotes as stages of the path: one was read, several were compared."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db.models import Count, Exists, Max, OuterRef, QuerySet, Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _, gettext_lazy, ngettext

from etabli.foundation.people.models import Person
from etabli.foundation.stages import CHAMBER, PERSON, Ask, Change, Stage, StageState, Times
from etabli.procurement.briefs.models import Brief
from etabli.procurement.quotes.engine.stored import from_stored
from etabli.procurement.quotes.models import Drawing, QuoteReading


def _read(chamber_id: int) -> QuerySet[QuoteReading]:
    return QuoteReading.objects.filter(
        chamber_id=chamber_id,
        withdrawn_at=None,
        erased_at=None,
        status=QuoteReading.Status.READ,
        read_at__isnull=False,
    )


def _compared(chamber_id: int) -> QuerySet[Drawing]:
    """Their order side by side is drawn when they are first compared."""
    drawings = Drawing.objects.filter(brief__chamber_id=chamber_id)
    return drawings.exclude(brief__state=Brief.State.WITHDRAWN)


def _facts() -> dict[str, Any]:
    """How many were read, the first and the latest; and the project for which several came, the latest, with whether
    they were compared."""
    read = _read(CHAMBER).filter(person=PERSON)
    alone, of_briefs = read.order_by().values("person"), read.exclude(brief=None).order_by().values("brief")
    several = of_briefs.annotate(n=Count("pk"), latest=Max("read_at")).filter(n__gt=1).order_by("-latest")
    drawn = Drawing.objects.filter(brief=OuterRef("brief"))
    return {
        "quotes_read": Subquery(alone.annotate(n=Count("pk")).values("n")),
        "quotes_since": Subquery(read.order_by("read_at").values("read_at")[:1]),
        "latest_quote": Subquery(read.order_by("-read_at").values("pk")[:1]),
        "brief_to_compare": Subquery(several.values("brief")[:1]),
        "is_compared": Subquery(several.values(is_drawn=Exists(drawn))[:1]),
    }


def _state(person: Any, at: datetime) -> StageState:
    if not person.quotes_read:
        return StageState(
            "later",
            _("When a quote comes, we read it line by line with you."),
            url=reverse("quotes:list"),
            action=_("Read a quote"),
        )
    n, brief_id = person.quotes_read, person.brief_to_compare
    url = (
        reverse("quotes:side_by_side", args=[brief_id])
        if brief_id
        else reverse("quotes:detail", args=[person.latest_quote])
    )
    sentence = ngettext("%(n)d quote is read.", "%(n)d quotes are read.", n) % {"n": n}
    ask = (
        Ask(
            _("Compare your quotes before you sign"),
            _("Side by side, line by line, in an order drawn by lot: nobody is put first."),
            url,
            _("Compare my quotes"),
        )
        if brief_id and not person.is_compared
        else None
    )
    action = _("Compare my quotes") if brief_id else _("Read it again")
    return StageState("done", sentence, since=person.quotes_since, url=url, action=action, ask=ask)


def _changed(person: Person, since: datetime, at: datetime) -> Iterator[Change]:
    """Quotes that held when they left, and hold no more."""
    today, then = timezone.localdate(at), timezone.localdate(since)
    rows = _read(person.chamber_id).filter(person=person, decoded__isnull=False)
    ends = [quote.valid_until.value for row in rows if (quote := from_stored(row.decoded or {})).valid_until]
    n = sum(then <= end < today for end in ends)
    if n:
        yield Change(
            "clock",
            ngettext("%(n)d of your quotes is no longer valid", "%(n)d of your quotes are no longer valid", n)
            % {"n": n},
            _("We keep them, to compare. Nobody waits for an answer from you."),
            reverse("quotes:list"),
            _("Read them again"),
        )


# Whether a quote was given to read is its artisan's own affair until they show it to their adviser.
STAGES = [
    Stage(
        "quote",
        60,
        gettext_lazy("The quotes"),
        Times(_read, "person", "read_at"),
        _state,
        _facts,
        "quote",
        is_private=True,
        is_apart=True,
    ),
    Stage(
        "compared",
        65,
        gettext_lazy("The quotes, compared"),
        Times(_compared, "brief__person", "drawn_at"),
        is_private=True,
    ),
]
CHANGES = [_changed]
