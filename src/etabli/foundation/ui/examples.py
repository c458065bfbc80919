"""What the style page shows: each component by a template of its own (templates/ui/examples/), with its source."""

from calendar import Calendar
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from types import SimpleNamespace
from typing import Any, NamedTuple

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest
from django.template.loader import get_template
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from etabli.foundation.ui.forms import DateInput, FileDrop, Suggest
from etabli.foundation.ui.icons import PATHS
from etabli.foundation.ui.numbers import WholeField

EXAMPLE_GROUPS: dict[str | Promise, tuple[str, ...]] = {
    _("Acts"): ("button", "act", "dialog", "icon"),
    _("One next thing, and a path"): ("next", "state", "way", "rows", "gauge", "art"),
    _("Surfaces"): ("card", "dated", "empty", "definitions", "disclosure"),
    _("What is said, and what isn't"): ("finding", "notice", "say", "copyable", "toast"),
    _("The way"): ("steps", "progress", "link", "breadcrumb", "pagination", "history"),
    _("Forms"): ("form", "field", "suggest", "drop"),
    _("Figures"): ("table", "month", "bar_plot", "line_plot", "curve_plot", "dot_plot", "map", "filters"),
}
# The examples may be looked at otherwise than the page around them: query string, name.
DISPLAY_CHOICES = [
    ("", _("As the page")),
    ("theme=light", _("Light")),
    ("theme=dark", _("Dark")),
    ("theme=light&contrast=high", _("Light, strong contrast")),
    ("theme=dark&contrast=high", _("Dark, strong contrast")),
]


@dataclass(frozen=True)
class Example:
    """One component: what it looks like, and the template that makes it so."""

    name: str
    html: str
    source: str


def groups(request: HttpRequest) -> Iterator[tuple[str | Promise, list[Example]]]:
    """(title, examples) of each group."""
    context = example_context(timezone.now())
    for title, names in EXAMPLE_GROUPS.items():
        yield title, [_example(name, context, request) for name in names]


def _example(name: str, context: dict[str, Any], request: HttpRequest) -> Example:
    template = get_template(f"ui/examples/{name}.html")
    _load, _newline, source = str(template.template.source).partition("\n")  # type: ignore[attr-defined]  # Django's engine
    return Example(name, template.render(context, request), source.strip())


class ExampleForm(forms.Form):
    """One field of each kind."""

    name = forms.CharField(label=_("Your name"))
    email = forms.EmailField(label=_("Your e-mail address"), help_text=_("To send you the confirmation."))
    siret = forms.CharField(label=_("SIRET"), required=False, help_text=_("14 digits. It fills the rest."))
    wished_on = forms.DateField(label=_("A day that suits you"), required=False, widget=DateInput())
    trade = forms.ChoiceField(
        label=_("Your trade"), choices=[("", "–"), ("mason", _("Mason")), ("baker", _("Baker"))]
    )
    reached_by = forms.ChoiceField(
        label=_("Today, how do your customers find you?"),
        help_text=_("Why this question? To start with what already brings you work."),
        widget=forms.RadioSelect,
        choices=[
            ("word", _("By word of mouth")),
            ("page", _("A Facebook or Instagram page")),
            ("site", _("A site")),
        ],
    )
    themes = forms.MultipleChoiceField(
        label=_("Which subjects next?"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=[("social", _("Social networks")), ("customers", _("Customer file"))],
    )
    message = forms.CharField(label=_("Your message"), widget=forms.Textarea, required=False)
    photo = forms.FileField(label=_("A photo of your work"), required=False)
    consent = forms.BooleanField(label=_("I agree that my adviser helps me fill this page."))


class ShortForm(forms.Form):
    """Two fields laid out by hand."""

    email = forms.EmailField(label=_("Your e-mail address"))
    seats = WholeField(label=_("Seats"), initial=12, widget=forms.TextInput({"aria-label": _("Seats")}))


class SuggestForm(forms.Form):
    """A text with suggestions, as it looks when the server has to ask which one is meant."""

    commune = forms.CharField(label=_("Commune"), widget=Suggest("places:suggestions"))

    def clean_commune(self) -> None:
        self.fields["commune"].widget.suggestions = [
            ("Pauillac", "Médoc"),
            ("Saint-Julien-Beychevelle", "Médoc"),
        ]
        raise forms.ValidationError(_("Several communes may be meant."))


class DropForm(forms.Form):
    """One file, or several."""

    photo = forms.FileField(
        label=_("A photo of your work"),
        help_text=_("At most 12 MB."),
        widget=FileDrop(accept="image/*", multiple=True),
    )


@dataclass(frozen=True)
class ExampleLine:
    """A line of history, shaped as the journal tells it."""

    sentence: Any
    at: datetime
    changes: tuple[Any, ...] = ()
    undone: bool = False
    redone: bool = False
    can_undo: bool = False
    is_undo: bool = False
    entry_id: int = 1
    person: None = None

    @property
    def day(self) -> date:
        return timezone.localdate(self.at)


def example_lines(now: datetime) -> list[ExampleLine]:
    """Two acts: one that may be taken back, one that was."""
    yesterday = now - timedelta(days=1)
    change = {"label": _("Seats"), "before": 12, "after": 20}
    return [
        ExampleLine(_("At 9:12, you called off a session."), now, changes=(change,), can_undo=True),
        ExampleLine(_("At 17:40, the adviser recorded a presence."), yesterday, undone=True),
    ]


class ExampleEntry(NamedTuple):
    starts_at: datetime
    heading: str
    detail: str | Promise
    url: str


class ExampleDay(NamedTuple):
    on: date
    is_inside: bool
    entries: tuple[ExampleEntry, ...]


def example_month(now: datetime) -> SimpleNamespace:
    """The month of this day, shaped as that of `calendars`, with a session on the day."""
    session = ExampleEntry(now, "Pauillac", _("Customer file"), "#month")
    today = timezone.localdate(now)
    first = today.replace(day=1)
    weeks = [
        [ExampleDay(on, on.month == first.month, (session,) if on == today else ()) for on in week]
        for week in Calendar().monthdatescalendar(first.year, first.month)
    ]
    return SimpleNamespace(first=first, weeks=weeks, previous=first, following=first)


# Six areas on a grid of 30, one without a figure.
EXAMPLE_MAP = [
    ("Médoc", 14, "M10 5L45 0L50 40L20 55L5 30Z", "#map"),
    ("Blayais", 9, "M50 5L95 8L100 45L50 40Z", "#map"),
    ("Bassin", 4, "M20 55L50 40L60 85L15 95Z", None),
    ("Métropole", 42, "M50 40L100 45L105 80L60 85Z", "#map"),
    ("Bazadais", 0, "M60 85L105 80L120 125L70 130Z", None),
    ("Landes", None, "M15 95L60 85L70 130L20 140Z", None),
]
EXAMPLE_POINTS = [
    ("Pauillac", 40.0, 20.0, "#map", _("3 people")),
    ("Pauillac", 40.0, 20.0, "#map", _("8 people")),
    ("Bazas", 100.0, 105.0, None, ""),
]


def example_context(now: datetime) -> dict[str, Any]:
    """What the examples name."""
    now = now.replace(hour=8, minute=0, second=0, microsecond=0)
    wrong = {"b-email": "mason@", "b-reached_by": "word", "b-themes": ["social"]}
    closed = ExampleForm(prefix="c")
    for field in closed.fields.values():
        field.disabled = True
    return {
        "at": now,
        "until": now + timedelta(hours=3, minutes=30),
        "empty_form": ExampleForm(prefix="a"),
        "wrong_form": ExampleForm(wrong, prefix="b"),
        "closed_form": closed,
        "suggest_form": SuggestForm({"e-commune": "33250"}, prefix="e"),
        "drop_form": DropForm(prefix="f"),
        "short_form": ShortForm({"d-email": ""}, prefix="d"),
        "icons": list(PATHS),
        "facts": [(_("Place"), "Lesparre-Médoc"), (_("Seats"), 12), (_("Telephone"), "")],
        "first_page": Paginator(range(60), 20).page(1),
        "page_five_hundred": Paginator(range(10_000), 10).page(500),
        "lines": example_lines(now),
        "month": example_month(now),
        **example_figures(),
    }


def example_figures() -> dict[str, Any]:
    """Series with a zero, a missing value, one below zero, a long name; of one point, and of a thousand."""
    named = [
        (_("Social networks"), 31),
        (_("Being visible with or without a site"), 24),
        (_("Customer file"), 0),
        (_("Photographs of the workshop, half a day"), None),
    ]
    return {
        "series": named,
        "balances": [(_("Seats"), -6), (_("Customer file"), 11)],
        "only_zeros": [(_("Seats"), 0)],
        "pairs": [(named[0][0], 20, 31), (named[1][0], 24, 24), (named[3][0], 5, None)],
        "months": list(zip(range(1, 13), [4, 9, 7, None, 12, 18, 16, None, 21, 0, -3, 8], strict=True)),
        "one_point": [("2027", 42)],
        "thousand": [(day, (day * 37 % 101) + day // 20) for day in range(1, 1001)],
        "steps_down": [(20, 90, None, None), (45, 71, 58, 83), (120, 52, 38, 66), (300, 31, 14, 52)],
        "after": [(30, 90, None, None), (90, 71, 58, 83), (365, 31, 14, 52)],
        "ticks": [("0", 0), ("90", 90), ("180", 180), ("365", 365)],
        "shapes": EXAMPLE_MAP,
        "points": EXAMPLE_POINTS,
    }
