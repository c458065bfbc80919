"""What stands in advisers' way at some hours, and somebody may agree to."""

from collections.abc import Collection, Iterator

from django.db.models import Q
from django.utils.translation import gettext as _

from etabli.foundation.people.models import User
from etabli.foundation.people.viewer import Viewer
from etabli.foundation.seats.models import Span
from etabli.programme.diary.days import half_of
from etabli.programme.diary.models import DiaryEntry, HalfDay
from etabli.programme.diary.queries import busy_times

ENTRY_KEY = "entry"

type Asked = Collection[tuple[User, Span]]


def clashes_of(viewer: Viewer, adviser_spans: Asked) -> dict[str, str]:
    """What somebody agrees to who plans something for these advisers at these hours: by a key, the sentence that is
    ticked. What is noted in a diary takes all of its half-days; an own calendar, the hours at which it is busy. Two
    statements."""
    return (
        {**dict(_entry_clashes(viewer, adviser_spans)), **dict(_busy_clashes(adviser_spans))}
        if adviser_spans
        else {}
    )


def agreed_entries(keys: Collection[str]) -> list[int]:
    """The numbers of the entries to which these keys agree."""
    return [int(number) for kind, _slash, number in (key.partition("/") for key in keys) if kind == ENTRY_KEY]


def _entry_clashes(viewer: Viewer, adviser_spans: Asked) -> Iterator[tuple[str, str]]:
    condition = Q(pk=None)
    for adviser, span in adviser_spans:
        on, half = half_of(span.start)
        condition |= Q(adviser=adviser, on=on, half=half)
    half_days = HalfDay.objects.filter(condition, chamber=viewer.chamber_id, released_at=None)
    entries = DiaryEntry.objects.filter(withdrawn_at=None, half_days__in=half_days).select_related("adviser")
    for entry in entries.distinct():
        values = {"who": entry.adviser.name, "what": str(entry), "when": entry.when}
        yield f"{ENTRY_KEY}/{entry.pk}", _("Yes, though %(who)s has “%(what)s”, %(when)s") % values


def _busy_clashes(adviser_spans: Asked) -> Iterator[tuple[str, str]]:
    spans = [span for _who, span in adviser_spans]
    numbers = {adviser.pk for adviser, _span in adviser_spans}
    first, last = min(span.start for span in spans), max(span.end for span in spans)
    times = busy_times(numbers, first, last).select_related("calendar__membership__user")
    for busy in times.order_by("starts_at", "ends_at"):
        adviser = busy.calendar.membership.user
        if any(
            adviser == asks and busy.starts_at < end and busy.ends_at > start
            for asks, (start, end) in adviser_spans
        ):
            key = f"busy/{adviser.pk}/{busy.starts_at.isoformat()}/{busy.ends_at.isoformat()}"
            values = {"who": adviser.name, "when": str(busy)}
            yield key, _("Yes, though the own calendar of %(who)s is busy, %(when)s") % values
