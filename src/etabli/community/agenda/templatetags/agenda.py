"""An event as those who read what waits see it, and the heading of a month: `{% load agenda %}`."""

from datetime import date
from typing import Any

from django import template
from django.template.defaultfilters import capfirst
from django.utils.formats import date_format

from etabli.community.agenda import queries, wording
from etabli.community.agenda.models import Event

register = template.Library()


@register.filter
def month(first: date) -> str:
    """ "Décembre 2026"."""
    return capfirst(date_format(first, "F Y"))


@register.simple_tag
def when_and_where(event: Event) -> dict[str, Any]:
    """Its dates, its place and its price, in words: a statement."""
    return {
        "dates": [wording.when(date.span) for date in queries.dates_of(event)],
        "where": wording.where(event),
        "price": wording.price(event),
    }
