"""What comes, what is past, a month, and the same for programs."""

from hashlib import sha256
from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.http import quote_etag
from django.utils.translation import gettext_lazy as _

from etabli.community.agenda import listing, rules
from etabli.community.agenda.calendar_entries import public_feed
from etabli.community.agenda.engine.writing import Form
from etabli.community.agenda.feeds import shown
from etabli.community.agenda.listing import YES, Choice
from etabli.community.agenda.month import event_month
from etabli.community.association.queries import member_of
from etabli.community.association.trades import trade_label, trades
from etabli.foundation.files.responses import document_response
from etabli.foundation.people.access import Request, public

FRESH_SECONDS = 15 * 60
VIEWS = ((_("List"), ""), (_("Month"), YES))


@public
def events(request: Request) -> HttpResponse:
    """What this viewer may come to, by month; what is past, on demand."""
    viewer, now = request.viewer, timezone.now()
    choice = Choice.of(request.GET, viewer.organisation_id)
    query = choice.query(month="")
    calendar = f"{settings.BASE_URL}{reverse('agenda:calendar')}{f'?{query}' if query else ''}"
    member, has_neighbours = member_of(viewer), shown.has_neighbours(now)
    context = {
        **(_month if choice.month else _page)(request, choice, has_neighbours),
        "views": [
            (name, choice.query(month=month), bool(month) == bool(choice.month)) for name, month in VIEWS
        ],
        "has_neighbours": has_neighbours,
        "choice": choice,
        "query": query,
        "without_trade": choice.query(trade=""),
        "turned_time": choice.query(is_past=not choice.is_past, month=""),
        "chips": _chips(choice, has_neighbours),
        "trades": [(code, known.label) for code, known in trades(viewer.organisation_id).items()],
        "trade_label": trade_label(choice.trade) if choice.trade else "",
        "calendar": calendar,
        "webcal": f"webcal:{calendar.partition(':')[2]}",
        "may_propose": member is not None or rules.speaks_for(viewer, viewer.organisation_id or 0),
    }
    return render(request, "agenda/event_list.html", context)


def _page(request: Request, choice: Choice, has_neighbours: bool) -> dict[str, Any]:
    after, now = request.GET.get("after", ""), timezone.now()
    page = listing.listed_events(request.viewer, choice, after=after, at=now, has_neighbours=has_neighbours)
    return {"listing": page}


def _month(request: Request, choice: Choice, has_neighbours: bool) -> dict[str, Any]:
    """The month that is chosen, and the addresses of those beside it."""
    month = event_month(request.viewer, choice, at=timezone.now(), has_neighbours=has_neighbours)
    beside = {"previous": month.previous, "following": month.following}
    addresses = {name: f"?{choice.query(month=f'{on:%Y-%m}')}" if on else "" for name, on in beside.items()}
    return {"month": month, **addresses}


def _chips(choice: Choice, has_neighbours: bool) -> list[tuple[str, bool, str]]:
    """(which, whether it is on, the query that turns it over)."""
    return [
        (name, getattr(choice, field), choice.query(**{field: not getattr(choice, field)}))
        for name, field in listing.FLAGS.items()
        if name != "past" and (name != "ours" or has_neighbours)
    ]


@public
def calendar(request: Request) -> HttpResponse:
    """What is open to all, for a calendar that follows it (iCalendar)."""
    return _feed(request, Form.CALENDAR, "agenda.ics")


@public
def feed(request: Request) -> HttpResponse:
    """The same for programs that read news (Atom)."""
    return _feed(request, Form.ATOM, "agenda.xml")


@public
def json_feed(request: Request) -> HttpResponse:
    """The same for programs of one's own (JSON)."""
    return _feed(request, Form.JSON, "agenda.json")


def _feed(request: Request, form: Form, name: str) -> HttpResponse:
    source = f"{settings.BASE_URL}{request.get_full_path()}"
    content = public_feed(Choice.of(request.GET), form, source=source, at=timezone.now())
    response = document_response(content, name, f"{form.value}; charset=utf-8")
    etag = quote_etag(sha256(content).hexdigest()[:32])
    response["ETag"] = etag
    patch_cache_control(response, public=True, max_age=FRESH_SECONDS)
    return get_conditional_response(request, etag=etag, response=response) or response
