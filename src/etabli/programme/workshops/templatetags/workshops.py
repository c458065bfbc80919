"""Sessions as rows, whose addresses keep from where, and through whom, a visitor came; the parts of a half-day."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import template
from django.template import Context
from django.template.loader import render_to_string
from django.utils.http import urlencode
from django.utils.safestring import SafeString

from etabli.foundation.people.models import Role
from etabli.foundation.ui.fragment_cache import kept_html
from etabli.foundation.ui.page_urls import address_of
from etabli.foundation.ui.typography import day_parts
from etabli.programme.workshops.calendar.cards import SessionCard, kept_query
from etabli.programme.workshops.models import Theme
from etabli.programme.workshops.sign_up_forms import SignUpForm
from etabli.programme.workshops.themes.engine import Part
from etabli.programme.workshops.themes.wording import MOMENTS
from etabli.territory.places.models import Commune

register = template.Library()


@register.inclusion_tag("workshops/calendar/rows.html", takes_context=True)
def session_rows(
    context: Context,
    sessions: Sequence[SessionCard],
    *,
    via: str = "",
    to: str = "workshops:workshop",
    differs: Mapping[int, Sequence[str]] | None = None,
) -> dict[str, Any]:
    """Sessions, a row each; their addresses keep the page's commune (`commune_code`) and the relay (`via`), if any.

    `to`: the page of a session that they lead to. `differs`: by session, what isn't as it was asked for.
    """
    query = (
        kept_query(context.get("commune_code"), via or context.get("via"))
        if to == "workshops:workshop"
        else ""
    )
    has_roads = any(session.km is not None for session in sessions)
    rows = [
        _row(session, session.address(query, to), has_roads, ", ".join((differs or {}).get(session.pk, ())))
        for session in sessions
    ]
    return {"rows": rows, "has_roads": has_roads}


@register.simple_tag(takes_context=True)
def session_address(context: Context, session: SessionCard) -> str:
    """The address of a session of a list, which keeps the same."""
    return session.address(kept_query(context.get("commune_code"), context.get("via")))


@register.inclusion_tag("workshops/parts/tell_me.html", takes_context=True)
def tell_me(
    context: Context,
    *,
    near: Commune | None = None,
    theme: Theme | str | None = None,
    via: str = "",
    kind: str = "link",
) -> dict[str, Any]:
    """Being told when a workshop comes near, or on a theme (or its code): one press for an artisan who is known, a page
    for the others; nothing on a site without it. `kind` is that of a button."""
    params = {
        "commune": near.code if near else "",
        "theme": theme.pk if isinstance(theme, Theme) else theme or "",
        "via": via or context.get("via"),
    }
    query = urlencode({name: value for name, value in params.items() if value})
    ask = address_of("watches:ask")
    viewer = context.get("viewer")
    return {
        "ask": f"{ask}?{query}" if ask and query else ask,
        "at_once": bool(near or theme) and viewer is not None and viewer.role == Role.ARTISAN,
        "near": near,
        "on_theme": bool(theme),
        "kind": kind,
        "csrf_token": context.get("csrf_token"),
    }


@register.inclusion_tag("workshops/themes/half_day.html")
def half_day(programme: Sequence[Part]) -> dict[str, Any]:
    """The parts of the half-day, as a line of time and as a list."""
    parts = [vars(part) | {"moment": MOMENTS[part.kind]} for part in programme]
    return {"parts": parts, "total": sum(part.minutes for part in programme)}


@register.simple_tag
def sign_up_fields(form: SignUpForm) -> str:
    """The fields of the form, and what is wrong; an empty form is written once."""
    if form.is_bound or any(form.initial.values()):
        return _fields(form)
    return _empty_fields(type(form))


@kept_html(10)
def _empty_fields(form_class: type[SignUpForm]) -> str:
    return _fields(form_class(chamber_id=0))  # a chamber checks what is sent, and shows in no field


def _fields(form: SignUpForm) -> SafeString:
    return render_to_string("workshops/parts/sign_up_fields.html", {"form": form})


@kept_html(500)
def _row(session: SessionCard, address: str, has_roads: bool, differs: str) -> str:
    weekday, number, month = day_parts(session.starts_at)
    leaf = {"weekday": weekday, "number": str(number), "month": month}
    row_context = {"session": session, "address": address, "has_roads": has_roads, "differs": differs, **leaf}
    return render_to_string("workshops/calendar/row.html", row_context)
