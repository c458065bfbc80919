"""Quotes as stages of the path: one was read, several were compared."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime

from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _, gettext_lazy, ngettext

from etabli.foundation.people.models import Person
from etabli.foundation.stages import Ask, Change, Stage, StageState, Times
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


def _state(person: Person, at: datetime) -> StageState:
    drawn = Drawing.objects.filter(brief=OuterRef("brief"))
    rows = _read(person.chamber_id).filter(person=person).annotate(is_compared=Exists(drawn)).defer("decoded")
    quotes = list(rows.order_by("read_at"))
    if not quotes:
        return StageState(
            "later",
            _("When a quote comes, we read it line by line with you."),
            url=reverse("quotes:list"),
            action=_("Read a quote"),
        )
    n, brief_id = len(quotes), _to_compare(quotes)
    url = (
        reverse("quotes:side_by_side", args=[brief_id])
        if brief_id
        else reverse("quotes:detail", args=[quotes[-1].pk])
    )
    sentence = ngettext("%(n)d quote is read.", "%(n)d quotes are read.", n) % {"n": n}
    is_new = brief_id is not None and not any(q.is_compared for q in quotes if q.brief_id == brief_id)
    ask = (
        Ask(
            _("Compare your quotes before you sign"),
            _("Side by side, line by line, in an order drawn by lot: nobody is put first."),
            url,
            _("Compare my quotes"),
        )
        if is_new
        else None
    )
    action = _("Compare my quotes") if brief_id else _("Read it again")
    return StageState("done", sentence, since=quotes[0].read_at, url=url, action=action, ask=ask)


def _to_compare(quotes: Sequence[QuoteReading]) -> int | None:
    """The project for which several came, the latest."""
    briefs = [quote.brief_id for quote in quotes if quote.brief_id is not None]
    counts = Counter(briefs)
    return next((brief for brief in reversed(briefs) if counts[brief] > 1), None)


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
        "quote", 60, gettext_lazy("The quotes"), Times(_read, "person", "read_at"), _state, is_private=True
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
