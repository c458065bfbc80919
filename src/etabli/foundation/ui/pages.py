"""The style page, the choice of display, and the refusals that Django has no handler for."""

from dataclasses import asdict
from urllib.parse import urlencode, urlsplit

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme

from etabli.foundation.ui.display import CHOICES, Display, DisplayForm, display_of
from etabli.foundation.ui.examples import DISPLAY_CHOICES, groups


def method_not_allowed(request: HttpRequest, allowed: str) -> HttpResponse:
    """405: an address that takes what a button sends; `allowed` names the methods."""
    answer = render(request, "405.html", status=405)
    answer.headers["Allow"] = allowed
    return answer


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
    page_before = _page_before(request)
    form = DisplayForm(request.POST or None, initial=asdict(display_of(request)))
    if request.method == "POST" and ("start" in request.POST or form.is_valid()):
        answer = HttpResponseRedirect(f"{request.path}?{urlencode({'next': page_before})}")
        chosen = Display() if "start" in request.POST else Display(**form.cleaned_data)
        chosen.store(answer)
        return answer
    context = {"form": form, "back": page_before}
    return render(request, "ui/display.html", context, status=422 if form.errors else 200)


def _page_before(request: HttpRequest) -> str:
    """Where the person came from: an address of ours, "/" when it isn't known."""
    asked = request.POST.get("next") or request.GET.get("next") or request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(asked, allowed_hosts={request.get_host()}):
        return "/"
    address = urlsplit(asked)
    path = f"{address.path}?{address.query}".rstrip("?")
    is_ours = url_has_allowed_host_and_scheme(
        path, allowed_hosts=None
    )  # not so "//example.org", of a path "//..."
    return path if is_ours and address.path != request.path else "/"


def style(request: HttpRequest) -> HttpResponse:
    """Every component in every state: the reference of those who write pages."""
    chosen = {name: request.GET.get(name, "") for name in CHOICES}
    look = {name: word if word in CHOICES[name] else CHOICES[name][0] for name, word in chosen.items()}
    context = {"groups": groups(request), "look": look, "looks": DISPLAY_CHOICES}
    return render(request, "ui/style.html", context)
