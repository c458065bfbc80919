"""The card of a session, whose address keeps from where, and through whom, a visitor came; the parts of a half-day."""

from collections.abc import Sequence
from typing import Any

from django import template
from django.template import Context
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.safestring import SafeString

from etabli.foundation.ui.kept import kept_html
from etabli.programme.workshops.calendar.cards import SessionCard
from etabli.programme.workshops.themes.engine import Part
from etabli.programme.workshops.themes.wording import MOMENTS

register = template.Library()


@register.simple_tag(takes_context=True)
def session_card(context: Context, session: SessionCard, via: str = "") -> SafeString:
    """A session of a list; its address keeps the page's commune (`commune_code`) and the relay (`via`), if any."""
    return _card(session, _kept(context, via))


@register.simple_tag(takes_context=True)
def session_address(context: Context, session: SessionCard) -> str:
    """The address of a session of a list, which keeps the same."""
    return _address(session, _kept(context))


def _kept(context: Context, via: str = "") -> str:
    known = {"commune": context.get("commune_code"), "via": via or context.get("via")}
    return urlencode({name: value for name, value in known.items() if value})


def _address(session: SessionCard, query: str) -> str:
    address = reverse("workshops:workshop", args=[session.pk])
    return f"{address}?{query}" if query else address


@register.inclusion_tag("workshops/themes/half_day.html")
def half_day(programme: Sequence[Part]) -> dict[str, Any]:
    """The parts of the half-day, as a line of time and as a list."""
    parts = [vars(part) | {"moment": MOMENTS[part.kind]} for part in programme]
    return {"parts": parts, "total": sum(part.minutes for part in programme)}


@kept_html(500)
def _card(session: SessionCard, query: str) -> str:
    given = {"session": session, "address": _address(session, query)}
    return render_to_string("workshops/session_card.html", given)
