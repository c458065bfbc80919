"""The components that every page has by dozens, written without a template: each costs a tenth of one.

As the others they are strict, and their arguments are escaped: `format_html` does it.
"""

from typing import Any, Literal

from django.template import Context
from django.template.base import render_value_in_context
from django.utils.html import format_html
from django.utils.safestring import SafeString

from etabli.foundation.ui import icons
from etabli.foundation.ui.strict import Text

type Drawn = icons.Icon | Literal[""]

BUTTON = {"main": "btn", "quiet": "btn quiet", "danger": "btn danger", "link": "link"}
MUTE = SafeString('aria-hidden="true" focusable="false"')
_READER = Context()  # a number or a date is written in the reader's language, as a template would


def button(
    label: Text,
    *,
    url: Text = "",
    kind: Literal["main", "quiet", "danger", "link"] = "main",
    icon: Drawn = "",
    name: str = "",
    value: Any = "",
    more: Text = "",
    download: bool = False,
) -> SafeString:
    """A link with `url`, otherwise the submit of its form. `more` completes the label for a screen reader."""
    hidden = format_html('<span class="hidden"> {}</span>', more) if more else ""
    inside = format_html("{}<span>{}{}</span>", _drawing(icon), label, hidden)
    if url:
        saved = " download" if download else ""
        return format_html('<a class="{}" href="{}"{}>{}</a>', BUTTON[kind], url, saved, inside)
    named = format_html(' name="{}" value="{}"', name, _said(value)) if name else ""
    return format_html('<button class="{}" type="submit"{}>{}</button>', BUTTON[kind], named, inside)


def icon(name: icons.Icon, *, label: Text = "") -> SafeString:
    """A drawing; mute unless it has a `label`."""
    said = format_html('role="img" aria-label="{}"', label) if label else MUTE
    return format_html(
        '<svg class="icon" viewBox="0 0 24 24" {}><path d="{}"/></svg>', said, icons.PATHS[name]
    )


def card(
    content: str,
    *,
    title: Text = "",
    level: Literal[2, 3, 4] = 2,
    kind: Literal["plain", "warm", "main"] = "plain",
    id: str = "",
) -> SafeString:
    """A sheet of paper; a section with its own heading when it has a `title`."""
    classes = "card stack" if kind == "plain" else f"card stack {kind}"
    named = format_html(' id="{}"', id) if id else ""
    heading = format_html("<h{0}>{1}</h{0}>", level, title) if title else ""
    return format_html('<section class="{}"{}>{}{}</section>', classes, named, heading, content)


def tag(
    text: Any,
    *,
    tone: Literal["plain", "few", "ok", "ask", "stop", "off"] = "plain",
    icon: Drawn = "",
) -> SafeString:
    """A short state. The word says it; the tone only repeats it."""
    classes = "tag" if tone == "plain" else f"tag {tone}"
    return format_html('<span class="{}">{}{}</span>', classes, _drawing(icon), _said(text))


def _drawing(name: Drawn) -> SafeString | str:
    return _MUTED[name] if name else ""


def _said(value: Any) -> Any:
    return value if isinstance(value, str) else render_value_in_context(value, _READER)


_MUTED = {name: icon(name) for name in icons.NAMES}
