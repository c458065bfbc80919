"""The style page, the choice of display, and the refusals that Django has no handler for."""

from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode, urlsplit

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _

from etabli.foundation.ui.display import Display, DisplayForm, display_of
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


def display(request: HttpRequest) -> HttpResponse:
    """Colours, size of the text, contrast and movement: kept in a cookie, seen on the page that answers."""
    back = _page_before(request)
    form = DisplayForm(request.POST or None, initial=asdict(display_of(request)))
    if request.method == "POST" and ("start" in request.POST or form.is_valid()):
        answer = HttpResponseRedirect(f"{request.path}?{urlencode({'next': back})}")
        chosen = Display() if "start" in request.POST else Display(**form.cleaned_data)
        chosen.keep(answer)
        return answer
    context = {"form": form, "back": back}
    return render(request, "ui/display.html", context, status=422 if form.errors else 200)


def _page_before(request: HttpRequest) -> str:
    """Where the person came from: an address of ours, "/" when it isn't known."""
    told = request.POST.get("next") or request.GET.get("next") or request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(told, allowed_hosts={request.get_host()}):
        return "/"
    address = urlsplit(told)
    path = f"{address.path}?{address.query}".rstrip("?")
    return "/" if address.path == request.path else path


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
    who: Any
    is_me: bool
    at: datetime
    undone: bool = False
    can_undo: bool = False
    is_undo: bool = False
    entry_id: int = 1


def example_lines(now: datetime) -> list[ExampleLine]:
    """Two acts: one that may be taken back, one that was."""
    yesterday = now - timedelta(days=1)
    return [
        ExampleLine(_("You cancelled a sign-up"), "", True, now, can_undo=True),
        ExampleLine(_("A presence was recorded"), _("The adviser"), False, yesterday, undone=True),
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
