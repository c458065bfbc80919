"""Pages that compose several apps: the home, a relay's page, the desk of each role, the figures, the outbox."""

from datetime import date
from typing import Any

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from etabli.foundation.notify.queries import outbox as messages_of
from etabli.foundation.people.access import Request, allow, public
from etabli.foundation.people.models import STAFF, Role
from etabli.front import desks, figures
from etabli.programme.workshops.queries import upcoming_sessions
from etabli.territory.relays import actions as relays
from etabli.territory.relays.queries import relay_for_code

KNOWN = frozenset(Role) - {Role.NOBODY, Role.BEARER}
OWN_PAGE: dict[str, str] = {
    Role.RELAY: "relays:mine",
    Role.MEMBER: "market:ads",
    Role.BOARD: "market:ads",
    Role.MODERATOR: "market:ads",
}


@public
def home(request: Request) -> HttpResponse:
    """What Établi does, and the next workshops; the desk for those who are known."""
    if request.viewer.role in KNOWN:
        return redirect("front:desk")
    sessions = upcoming_sessions(request.viewer, near=None, at=timezone.now())[:3]
    return render(request, "front/home.html", {"sessions": sessions})


@public
def relay(request: Request, code: str) -> HttpResponse:
    """A town hall's own page: the workshops nearest to it. A wrong code shows all the workshops, never a 404."""
    found = relay_for_code(code)
    if found is None:
        return redirect("workshops:list")
    relays.count_visit(relay=found, at=timezone.now())
    sessions = upcoming_sessions(request.viewer, near=found.commune_id, at=timezone.now())
    return render(request, "front/relay.html", {"relay": found, "sessions": sessions[:8]})


@allow(*KNOWN)
def desk(request: Request) -> HttpResponse:
    """Where each role begins: what is waiting, one main thing to do."""
    role = request.viewer.role
    if role in OWN_PAGE:
        return redirect(OWN_PAGE[role])
    name, context = desks.desk_of(request.viewer, timezone.now())
    return render(request, f"front/desk_{name}.html", context)


@public
def figures_page(request: Request) -> HttpResponse:
    """The public figures of a year, by territory: a map, a table, a measure to choose."""
    today = timezone.localdate()
    year = _number(request.GET.get("annee", ""), default=today.year)
    measure = request.GET.get("mesure", "attended")
    if measure not in figures.LABELS or not 2000 <= year <= today.year + 1:
        raise Http404
    page = figures.public_figures(date(year, 1, 1), date(year, 12, 31), measure)
    years = range(today.year + 1, today.year - 3, -1)
    return render(request, "front/figures.html", {"page": page, "year": year, "years": years})


@public
def outbox(request: Request) -> HttpResponse:
    """The mails that left, for the chamber; for everyone in the demonstration, which sends none outside."""
    if not settings.DEMONSTRATION and request.viewer.role not in STAFF:
        raise Http404
    found = messages_of(request.viewer, everything=settings.DEMONSTRATION)[:100]
    return render(request, "front/outbox.html", {"mails": found})


@public
def help_page(request: Request) -> HttpResponse:
    """The questions that people ask, answered."""
    return render(request, "front/help.html")


@public
def privacy(request: Request) -> HttpResponse:
    """What we keep of you, why, how long; generated from what each app declares."""
    from etabli.front.privacy import register  # reads every app's declarations

    context: dict[str, Any] = {"rows": register()}
    return render(request, "front/privacy.html", context)


def _number(text: str, *, default: int) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) == 4 else default
