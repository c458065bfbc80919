"""The components that every page has by dozens, written without a template: each costs a third of one.

They are strict as the others, and escape what they are given as a template does. `ld_json` writes the facts of a page
for machines.
"""

from typing import Any, Literal

from django.template import Context
from django.template.base import render_value_in_context
from django.utils.html import conditional_escape as safe, json_script
from django.utils.safestring import SafeString, mark_safe

from etabli.foundation.ui import icons
from etabli.foundation.ui.strict_tags import Text

type Drawn = icons.Icon | Literal[""]

BUTTON_CLASSES = {"main": "btn", "quiet": "btn quiet", "danger": "btn danger", "link": "link"}
_READER_CONTEXT = Context()  # a number or a date is written in the reader's language, as a template would


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
    inside = _inside(label, icon, more)
    if url:
        saved = " download" if download else ""
        return mark_safe(f'<a class="{BUTTON_CLASSES[kind]}" href="{safe(url)}"{saved}>{inside}</a>')
    return _submit(kind, _named(name, value), inside)


def _named(name: str, value: Any) -> str:
    return f' name="{safe(name)}" value="{_rendered(value)}"' if name else ""


def _submit(kind: str, attributes: str, inside: str) -> SafeString:
    return mark_safe(f'<button class="{BUTTON_CLASSES[kind]}" type="submit"{attributes}>{inside}</button>')


def _inside(label: Text, icon: Drawn, more: Text) -> str:
    hidden_label = f'<span class="hidden"> {safe(more)}</span>' if more else ""
    return f"{_drawing(icon)}<span>{safe(label)}{hidden_label}</span>"


def act(
    context: Context,
    label: Text,
    *,
    url: Text,
    kind: Literal["main", "quiet", "danger", "link"] = "quiet",
    icon: Drawn = "",
    name: str = "",
    value: Any = "",
    more: Text = "",
    back: Text = "",
    form: str = "",
) -> SafeString:
    """A form of one button, for an act that asks nothing: POST to `url`, then to `back` (the field `next`). Where a
    page has dozens, they share the `form` of this id, which holds the token."""
    inside, named = _inside(label, icon, more), _named(name, value)
    if form:
        return _submit(kind, f' form="{safe(form)}" formaction="{safe(url)}"{named}', inside)
    token = context.get("csrf_token")
    hidden = f'<input type="hidden" name="csrfmiddlewaretoken" value="{safe(token)}">' if token else ""
    if back:
        hidden += f'<input type="hidden" name="next" value="{safe(back)}">'
    return mark_safe(
        f'<form method="post" action="{safe(url)}">{hidden}{_submit(kind, named, inside)}</form>'
    )


def icon(name: icons.Icon, *, label: Text = "") -> SafeString:
    """A drawing; mute unless it has a `label`."""
    return _svg(name, f'role="img" aria-label="{safe(label)}"') if label else _MUTE_ICONS[name]


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
    named = f' id="{safe(id)}"' if id else ""
    heading = f"<h{level}>{safe(title)}</h{level}>" if title else ""
    return mark_safe(f'<section class="{classes}"{named}>{heading}{safe(content)}</section>')


type StateKind = Literal["ok", "ask", "stop", "wait", "few", "due", "draft", "off"]
STATE_ICON: dict[str, icons.Icon] = {
    "ok": "ok", "ask": "ask", "stop": "stop", "wait": "wait", "few": "full", "due": "flag", "draft": "draft",
    "off": "off",
}  # fmt: skip


def state(text: Any, *, kind: StateKind) -> SafeString:
    """How something stands: a shape, a word, a colour, in that order.

    ok: done, open, understood. ask: not clear, to check. wait: somebody else must act, whom the text names. due: to do
    now, with a time. few: full, or nearly. draft: in preparation. off: called off, withdrawn. stop: a problem, never a
    mere deadline.
    """
    return mark_safe(
        f'<span class="state {kind}">{_MUTE_ICONS[STATE_ICON[kind]]}<span>{_rendered(text)}</span></span>'
    )


def gauge(*, filled: int, of: int, label: Text) -> SafeString:
    """How full something is, as long as a word: 6 of 12 seats."""
    width = round(60 * min(filled, of) / of, 1) if of else 0
    return mark_safe(
        f'<svg class="tiny" viewBox="0 0 62 10" role="img" aria-label="{safe(label)}">'
        '<rect x="1" y="1" width="60" height="8" rx="2"/>'
        f'<rect class="in" x="1" y="1" width="{width}" height="8" rx="2"/></svg>'
    )


def pegs(*, filled: int, of: int, label: Text) -> SafeString:
    """How much of a few, peg by peg: 2 stages of 5, an effort of 1 in 3."""
    holes = "".join(
        f'<circle{" class=in" if peg < filled else ""} cx="{6 + 12 * peg}" cy="6" r="4.4"/>'
        for peg in range(of)
    )
    return mark_safe(
        f'<svg class="tiny" viewBox="0 0 {12 * of} 12" role="img" aria-label="{safe(label)}">{holes}</svg>'
    )


def _rendered(value: Any) -> str:
    return render_value_in_context(value, _READER_CONTEXT)


def _drawing(name: Drawn) -> str:
    return _MUTE_ICONS[name] if name else ""


def _svg(name: str, attributes: str) -> SafeString:
    return mark_safe(
        f'<svg class="icon" viewBox="0 0 24 24" {attributes}><path d="{icons.PATHS[name]}"/></svg>'
    )


_MUTE_ICONS: dict[str, SafeString] = {
    name: _svg(name, 'aria-hidden="true" focusable="false"') for name in icons.ICON_NAMES
}


def ld_json(data: Any) -> SafeString:
    """JSON-LD, in a block of data that no browser runs and no policy is asked for; nothing in it can end the block."""
    block = json_script(data)  # it writes <, > and & as JSON escapes
    return mark_safe(block.replace('"application/json"', '"application/ld+json"', 1))
