"""When and where an event takes place, and what it costs, in the reader's words."""

from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from etabli.community.agenda.engine import Span
from etabli.community.agenda.models import Event
from etabli.foundation.ui.typography import clock, euros, full_day, full_span


def when(span: Span) -> str:
    """The days with their year, and the hours: "jeudi 14 janvier 2027, 9 h – 12 h 30"."""
    first, last = timezone.localtime(span.starts_at), last_moment(span)
    is_one_day = first.date() == last.date()
    if span.is_all_day:
        days = {"first": full_day(first), "last": full_day(last)}
        return full_day(first) if is_one_day else _("from %(first)s to %(last)s") % days
    if is_one_day:
        return full_span(span.starts_at, span.ends_at)
    return f"{full_day(first)}, {clock(first)} – {full_day(last)}, {clock(last)}"


def last_moment(span: Span) -> datetime:
    """Its end, on the last day where it lasts all day."""
    ends_at = span.ends_at - timedelta(hours=1) if span.is_all_day else span.ends_at
    return timezone.localtime(ends_at)


def where(event: Event) -> str:
    """The place and its commune, then that it is online too."""
    at = place(event)
    if not event.is_online:
        return at
    return _("%(place)s, and online") % {"place": at} if at else _("Online")


def place(event: Event) -> str:
    """The place and its commune; "" of what is online alone."""
    commune = event.commune.name if event.commune is not None else ""
    if not commune or commune.casefold() in event.place.casefold():
        return event.place
    return f"{event.place}, {commune}" if event.place else commune


def price(event: Event) -> str:
    """What it costs: "Gratuit", "12 €", with what else was said of it."""
    amount = _("Free of charge") if event.is_free else euros(event.price_cents)
    return f"{amount} ({event.price_note})" if event.price_note else amount


def beginning(at: datetime, is_all_day: bool) -> str:
    """When something was to begin: the day, and the hour where it had one."""
    return full_day(at) if is_all_day else f"{full_day(at)}, {clock(at)}"
