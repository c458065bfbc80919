"""The public calendar: one address, three views of what a visitor chose among the sessions to come."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext, gettext_lazy as _

from etabli.foundation.calendars.engine.month import MonthEntry, month_asked, month_of
from etabli.foundation.people.access import Request, public
from etabli.programme.workshops.calendar.cards import SessionCard, kept_query, upcoming_sessions
from etabli.programme.workshops.calendar.filters import closest_sessions, is_near, matching_cards
from etabli.programme.workshops.calendar.forms import FilterForm
from etabli.programme.workshops.calendar.session_map import session_map_of
from etabli.programme.workshops.pages.workshop_page import via_of

PER_PAGE = 12
VIEWS = {"liste": _("List"), "mois": _("Month"), "carte": _("Map")}


@public
def workshop_list(request: Request) -> HttpResponse:
    """The workshops to come: a list (the nearest by road first once a commune is known), a month or a map."""
    form, cards = filter_form_and_cards(request)
    sessions = matching_cards(cards, form.choice)
    view = view_asked if (view_asked := request.GET.get("vue", "")) in VIEWS else "liste"
    nearest = [] if sessions else closest_sessions(cards, form.choice)
    context = {
        "form": form,
        "commune": form.chosen_commune,
        "found": sessions,
        "is_far": form.chosen_commune is not None and not any(map(is_near, sessions)),
        "closest": [card for card, _misses in nearest],
        "differs": {card.pk: misses for card, misses in nearest},
        "view": view,
        "views": [(name, label, form.query(vue=name)) for name, label in VIEWS.items()],
        "filter_query": form.query(),
        "via": form.data["via"],
        "commune_code": form.chosen_commune.code if form.chosen_commune else "",
        "wish_from": f"?commune={form.chosen_commune.code}#ask" if form.chosen_commune else "#ask",
        **_of_view(view, request, form, sessions),
    }
    return render(request, "workshops/workshop_list.html", context)


def filter_form_and_cards(request: Request) -> tuple[FilterForm, list[SessionCard]]:
    """The filters that an address holds, and all the sessions that they choose among."""
    form = FilterForm({**request.GET.dict(), "via": via_of(request)})
    commune_code = form.chosen_commune.code if form.chosen_commune else None
    cards = upcoming_sessions(request.viewer, near=commune_code, at=timezone.now())
    form.offer(cards)
    return form, cards


def _of_view(view: str, request: Request, form: FilterForm, cards: list[SessionCard]) -> dict[str, Any]:
    """What only this view shows."""
    commune_code = form.chosen_commune.code if form.chosen_commune else ""
    if view == "carte":
        return {"ground": session_map_of(cards, commune_code)}
    if view == "mois":
        entries = list(_month_entries(cards, kept_query(commune_code, form.data["via"])))
        month = month_of(entries, month_asked(request.GET.get("mois", ""), entries, timezone.localdate()))
        sides = {"previous": month.previous, "following": month.following}
        return {
            "month": month,
            **{
                name: f"{form.query(vue='mois', mois=f'{on:%Y-%m}')}#result" if on else ""
                for name, on in sides.items()
            },
        }
    return {"page": Paginator(cards, PER_PAGE).get_page(request.GET.get("page"))}


def _month_entries(cards: Iterable[SessionCard], query: str) -> Iterator[MonthEntry]:
    """The half-days of these sessions, by the clock here."""
    for card in cards:
        note = "" if card.free else gettext("full, waiting list")
        for span in card.spans:
            starts_at = timezone.localtime(span.start)
            yield MonthEntry(starts_at, card.commune, card.title, card.address(query), note)
