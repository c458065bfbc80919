"""The style page, and the two refusals that Django has no handler for."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from etabli.foundation.ui.forms import DateInput
from etabli.foundation.ui.icons import PATHS


def too_large(request: HttpRequest) -> HttpResponse:
    """413: a file that we can't take."""
    return render(request, "413.html", status=413)


def too_many(request: HttpRequest, *, wait_seconds: int = 300) -> HttpResponse:
    """429: too many requests; says when to come back."""
    answer = render(request, "429.html", status=429)
    answer.headers["Retry-After"] = str(wait_seconds)
    return answer


class ExampleForm(forms.Form):
    """One field of each kind."""

    name = forms.CharField(label=_("Your name"))
    email = forms.EmailField(label=_("Your e-mail address"), help_text=_("To send you the confirmation."))
    siret = forms.CharField(label=_("SIRET"), required=False, help_text=_("14 digits. It fills the rest."))
    wished_on = forms.DateField(label=_("A day that suits you"), required=False, widget=DateInput())
    trade = forms.ChoiceField(
        label=_("Your trade"), choices=[("", "–"), ("mason", _("Mason")), ("baker", _("Baker"))]
    )
    found = forms.ChoiceField(
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


@dataclass(frozen=True)
class ExampleLine:
    """A line of history, shaped as the journal tells it."""

    sentence: Any
    at: datetime
    changes: tuple[Any, ...] = ()
    undone: bool = False
    can_undo: bool = False
    is_undo: bool = False
    entry_id: int = 1

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


# Six areas on a grid of 30, one without a figure.
EXAMPLE_MAP = [
    ("Médoc", 14, "M10 5L45 0L50 40L20 55L5 30Z", "#map"),
    ("Blayais", 9, "M50 5L95 8L100 45L50 40Z", "#map"),
    ("Bassin", 4, "M20 55L50 40L60 85L15 95Z", None),
    ("Métropole", 42, "M50 40L100 45L105 80L60 85Z", "#map"),
    ("Bazadais", 0, "M60 85L105 80L120 125L70 130Z", None),
    ("Landes", None, "M15 95L60 85L70 130L20 140Z", None),
]


def style(request: HttpRequest) -> HttpResponse:
    """Every component in every state: the reference of those who write pages."""
    now = timezone.now().replace(hour=8, minute=0, second=0, microsecond=0)
    context = {
        "navigation": [],
        "at": now,
        "until": now + timedelta(hours=3, minutes=30),
        "empty_form": ExampleForm(prefix="a"),
        "wrong_form": ExampleForm(
            {"b-email": "mason@", "b-found": "word", "b-themes": ["social"]}, prefix="b"
        ),
        "icons": list(PATHS),
        "facts": [(_("Place"), "Lesparre-Médoc"), (_("Seats"), 12), (_("Telephone"), "")],
        "series": [
            (_("Social networks"), 31),
            (_("Being visible with or without a site"), 24),
            (_("Customer file"), 7),
        ],
        "shapes": EXAMPLE_MAP,
        "page_two": Paginator(range(60), 20).page(2),
        "lines": example_lines(now),
    }
    return render(request, "ui/style.html", context)
