"""The components: `{% load ui %}`. README.md shows each; strict_tags.py says what "strict" means."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any, Literal

from django.core.paginator import Page
from django.forms import BaseForm, BoundField
from django.http import QueryDict
from django.template import Context
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import slugify

from etabli.foundation.ui import (
    drawings,
    fast_components,
    figures,
    forms,
    icons,
    markdown,
    tables,
    typography,
)
from etabli.foundation.ui.fragment_cache import kept_html
from etabli.foundation.ui.icons import TONE_ICON, Tone, tone_word
from etabli.foundation.ui.page_urls import address_of
from etabli.foundation.ui.strict_tags import ComponentLibrary, Text

register = ComponentLibrary()

for filtering in (*typography.FILTERS, fast_components.ld_json, markdown.markdown):
    register.filter(filtering.__name__, filtering)
register.filter("input", forms.input_tag)  # of what a widget tells its template
register.simple_tag(address_of, name="address")
for component in (
    fast_components.button,
    fast_components.icon,
    fast_components.state,
    fast_components.gauge,
    fast_components.pegs,
    drawings.art,
):
    register.component()(component)
register.component(block=True)(fast_components.card)
register.component(takes_context=True)(fast_components.act)


@register.filter
def is_wrong(form: Any) -> bool:
    """Whether what was typed in this form is refused: a folded form then opens."""
    return bool(form.errors)


@register.filter
def entry_id(tags: str | None) -> str:
    """The journal entry that a message can take back: `entry:12` among its tags gives "12"."""
    for word in (tags or "").split():
        if word.startswith("entry:"):
            return word.removeprefix("entry:")
    return ""


def _address(context: Context) -> str:
    request = context.get("request")
    return request.get_full_path() if request else ""


# Surfaces


@register.component("ui/components/dated.html", block=True)
def dated(
    content: str,
    *,
    at: date,
    title: Text,
    until: datetime | None = None,
    spans: Sequence[tuple[datetime, datetime]] = (),
    url: Text = "",
    level: Literal[2, 3, 4] = 3,
    action: Text = "",
    action_url: Text = "",
) -> dict[str, Any]:
    """Something at a date (a session, an event): its leaf, title, hours (`until` or `spans`), text, one act."""
    weekday, number, month = typography.day_parts(at)
    spoken, hours = typography.spoken_and_hours(at, until, spans)
    # As text: a template asks, of each number, how the reader's language writes it.
    return {**locals(), "level": str(level), "number": str(number)}


@register.component("ui/components/month.html")
def month(shown: Any, *, previous: str = "", following: str = "") -> dict[str, Any]:
    """A month of `calendars.engine.month` with what is on its days; the addresses of those beside it. One a page, which
    loads `ui/month.css`."""
    weeks = [[_month_day(day) for day in week] for week in shown.weeks]
    return {"month": shown, "weeks": weeks, "previous": previous, "following": following}


@kept_html(1000)
def _month_day(day: Any) -> str:
    """A day of some months, as long as the same is on it."""
    return render_to_string("ui/components/month_day.html", {"day": day}).strip()


@register.component("ui/components/empty.html", block=True)
def empty(
    content: str,
    *,
    title: Text,
    icon: icons.Icon = "bench",
    drawing: drawings.Drawing | Literal[""] = "",
) -> dict[str, Any]:
    """Nothing here yet: say why, and what to do next."""
    return locals()


@register.component("ui/components/next.html", block=True)
def next(
    content: str,
    *,
    title: Text,
    until: Text = "",
    lost: Text = "",
    over: Text = "",
    drawing: drawings.Drawing | Literal[""] = "",
    level: Literal[2, 3] = 2,
) -> dict[str, Any]:
    """The one next thing of a page: what, why, until when (`until`, a deadline with its hour; `lost`: who loses what
    after it), then its acts, the loud one first: the content's last paragraph or form of class `row`. One a page."""
    return {**locals(), "level": str(level)}


@register.component("ui/components/definitions.html")
def definitions(items: Iterable[tuple[Any, Any]]) -> dict[str, Any]:
    """(term, value) pairs; those without a value are left out."""
    return {"items": [(term, value) for term, value in items if value not in (None, "")]}


@register.component("ui/components/disclosure.html", block=True)
def disclosure(content: str, *, summary: Text, open: bool = False, wide: bool = False) -> dict[str, Any]:
    """What only some want to read; `wide`, all of them where there is room: folded on a phone alone."""
    return locals()


@register.component("ui/components/dialog.html", block=True)
def dialog(
    content: str,
    *,
    label: Text,
    title: Text,
    url: Text,
    kind: Literal["quiet", "danger", "link"] = "quiet",
    icon: icons.Icon | Literal[""] = "",
    more: Text = "",
) -> dict[str, Any]:
    """A question to settle before going on, without a script: a button opens it over the page; where the browser can't,
    a link leads to the page at `url`, which asks the same. Its form posts to that page."""
    return {**locals(), "id": f"ask{slugify(str(url).replace('/', '-'))}"}


# What is said


@register.component("ui/components/finding.html", block=True)
def finding(content: str, *, tone: Tone, title: Text) -> dict[str, Any]:
    """One thing found: all right, to ask, or careful."""
    return {**locals(), "icon": TONE_ICON[tone], "word": tone_word(tone)}


@register.component("ui/components/notice.html", block=True)
def notice(
    content: str, *, tone: Literal["plain", "ok", "ask", "stop"] = "plain", title: Text = ""
) -> dict[str, Any]:
    """A paragraph to see before the rest."""
    return {**locals(), "icon": TONE_ICON[tone], "word": tone_word(tone)}


@register.component("ui/components/say.html", block=True)
def say(content: str) -> dict[str, Any]:
    """A sentence to say aloud or to copy, in its quotation marks."""
    return locals()


@register.component("ui/components/copyable.html")
def copyable(
    text: Any, *, label: Text, rows: int = 1, kind: Literal["main", "quiet"] = "quiet"
) -> dict[str, Any]:
    """A text to take away: it is there to be selected, and a button copies it."""
    return {**locals(), "id": f"copy-{slugify(str(text)[:80])}"}


@register.component("ui/components/toast.html", takes_context=True)
def toast(
    context: Context,
    text: Any,
    *,
    tone: Literal["plain", "error"] = "plain",
    entry: str = "",
    undoable: Any = None,
) -> dict[str, Any]:
    """What was just done; with `entry`, the means to take it back, if the `undoable` that are told hold it, else why
    not; or to restore what it took back itself."""
    given = locals()
    del given["context"], given["undoable"]
    given["refusal"] = ""
    if entry and undoable is not None and entry not in undoable:
        given["entry"], given["refusal"] = "", undoable.refusal(entry)
    restores = bool(given["entry"]) and undoable is not None and undoable.restores(entry)
    return {**given, "restores": restores, "here": _address(context), "csrf_token": context.get("csrf_token")}


# The way


@register.component()
def link(label: Text, *, to: str) -> SafeString:
    """A link to the page of this name; nothing on a site that has none."""
    return format_html('<a href="{}">{}</a>', address, label) if (address := address_of(to)) else SafeString()


@register.component("ui/components/steps.html")
def steps(
    *, current: int, total: int, label: Text = "", of: Literal["steps", "questions"] = "steps"
) -> dict[str, Any]:
    """Where one is in a sequence, in words and as a line. `current` starts at 1."""
    states = ["done" if step < current else "now" if step == current else "" for step in range(1, total + 1)]
    return {"current": current, "total": total, "label": label, "of": of, "states": states}


@register.component("ui/components/progress.html")
def progress(
    *, label: Text, done: int | None = None, total: int | None = None, now: Text = ""
) -> dict[str, Any]:
    """How far a long work is; without `total`, that it goes on. `now` says in place of the count what is being done."""
    return locals()


@register.component("ui/components/breadcrumb.html")
def breadcrumb(*links: Any) -> dict[str, Any]:
    """The way back: label, address, label, address..., and last the label of this page."""
    pairs = list(zip(links[:-1:2], links[1:-1:2], strict=True))
    return {"pairs": pairs, "here": links[-1]}


@register.component("ui/components/pagination.html", takes_context=True)
def pagination(context: Context, page: Page[Any], *, parameter: str = "page", **kept: str) -> dict[str, Any]:
    """Previous and next, keeping the rest of the query string, and what is given (`key=value`) with it."""
    request = context.get("request")
    query = request.GET.copy() if request else QueryDict(mutable=True)
    for key, value in kept.items():
        query[key] = value
    addresses = {}
    for direction, has in (("previous", page.has_previous()), ("next", page.has_next())):
        if has:
            target = page.previous_page_number() if direction == "previous" else page.next_page_number()
            query[parameter] = str(target)
            addresses[direction] = f"?{query.urlencode()}"
    return {"page": page, **addresses}


@register.component("ui/components/history.html", takes_context=True)
def history(
    context: Context, lines: Sequence[Any], *, title: Text = "", level: Literal[2, 3, 4] = 2, choose: str = ""
) -> dict[str, Any]:
    """The journal's lines by day, newest first, each with the means to take it back when it may be.

    `level` is that of the days' headings: 3 under a `title`, or under a heading of the page. `choose` is the id of a
    form for which those that may be taken back can be ticked, as `entry`.
    """
    token, level = context.get("csrf_token"), 3 if title else level
    shared = {"here": _address(context), "csrf_token": token}
    return {"lines": lines, "title": title, "level": level, "choose": choose, **shared}


# Forms


@register.component("ui/form/form.html", takes_context=True)
def form(
    context: Context,
    form: BaseForm,
    *,
    submit: Text,
    kind: Literal["main", "quiet", "danger"] = "main",
    method: Literal["post", "get"] = "post",
    action: Text = "",
    cancel: Text = "",
    note: Text = "",
) -> dict[str, Any]:
    """A whole form: errors on top, fields, one submit, the way out (`cancel`: an address), a `note` beside."""
    given = locals()
    del given["context"]
    return {**given, "csrf_token": context.get("csrf_token")}


@register.component()
def field(field: BoundField) -> SafeString:
    """One field: label, help, error, control."""
    return mark_safe(field.as_field_group())  # a template of ours, escaped


@register.component("ui/form/summary.html")
def error_summary(form: BaseForm) -> dict[str, Any]:
    """What must be mended, on top, each with a link to its field; nothing when all is right."""
    shown = {"problems": forms.form_problems(form), "questions": forms.question_fields(form)}
    return {"form": form, "forgets": forms.forgets_some_input(form), **shown}


@register.component()
def control(field: BoundField) -> SafeString:
    """The control alone, with the attributes that help the person fill it."""
    return mark_safe(field.as_widget(attrs=forms.autofill_attributes(field)))  # rendered by Django, escaped


# Tables and figures


@register.component("ui/components/table.html", block=True)
def table(
    content: str,
    *,
    caption: Text,
    phone: Literal["lines", "leaves", "scroll"] = "lines",
    dense: bool = False,
    quiet: bool = False,
) -> dict[str, Any]:
    """Rows that on a phone become two or three lines each, every cell with its column's name; or, as `leaves`, lines
    beside a calendar's leaf; or `scroll` sideways. `dense`: rows as low as their text. `quiet` hides the caption."""
    shown = {"phone": phone, "dense": dense, "quiet": quiet}
    return {"content": mark_safe(tables.label_cells(content)), "caption": caption, **shown}


for drawn in (figures.bar_plot, figures.line_plot, figures.dot_plot, figures.curve_plot, figures.map):
    register.component(f"ui/components/{drawn.__name__}.html")(drawn)
