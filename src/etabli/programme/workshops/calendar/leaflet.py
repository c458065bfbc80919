"""The leaflet of a season on a territory: a sheet to print on both sides, for a counter, a letter, a market."""

from dataclasses import dataclass
from datetime import date, datetime
from importlib.resources import files
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from etabli.foundation.documents import qr_svg, render
from etabli.foundation.people.queries import default_chamber
from etabli.foundation.practice import is_fiction
from etabli.foundation.ui.language import reader_language
from etabli.foundation.ui.typography import day_parts, full_day, hours, km, spans
from etabli.programme.workshops.calendar.cards import SessionCard, announced_sessions
from etabli.territory.places.models import Commune, Epci
from etabli.territory.places.queries import distances_from

TEMPLATE = Path(str(files("etabli.programme.workshops"))) / "documents" / "leaflet.typ"
NEARBY_KM = 25  # by road from the territory's largest commune
MAX_NEARBY = 8  # sessions of the neighbours, at most


@dataclass(frozen=True)
class Season:
    """What is announced on a territory, and close to it, in a time; both days included."""

    epci: Epci
    centre: Commune
    since: date
    until: date
    sessions: tuple[SessionCard, ...]
    nearby: tuple[SessionCard, ...]


def season_of(epci: Epci, *, since: date, until: date, at: datetime) -> Season:
    """The sessions to come of a territory, by date, then the nearest beyond it: three statements."""
    centre = epci.communes.order_by("-population", "code")[0]
    cards = announced_sessions(
        Q(occasion__starts_at__gt=at, occasion__cancelled_at=None), distances_from(centre.code)
    )
    cards_of_season = [card for card in cards if since <= timezone.localdate(card.starts_at) <= until]
    open_cards = [card for card in cards_of_season if not card.is_closed]
    inside_cards = [card for card in open_cards if card.epci_code == epci.code]
    outside = [card for card in open_cards if card.epci_code != epci.code]
    near_cards = [card for card in outside if card.km is not None and card.km <= NEARBY_KM]
    return Season(epci, centre, since, until, tuple(inside_cards), tuple(near_cards[:MAX_NEARBY]))


def leaflet(season: Season, *, code: str, relay: str, at: datetime) -> bytes:
    """The PDF. `code` and `relay` (a name): of the relay that asked for it, whose own address is then printed."""
    title = _("Free workshops for craftspeople")
    return render(TEMPLATE, leaflet_data(season, code, relay), title=title, lang=reader_language(), at=at)


def leaflet_data(season: Season, code: str, relay: str) -> dict[str, Any]:
    """All that is written on it."""
    chamber = default_chamber()
    path = reverse("front:relay", args=[code]) if relay else reverse("workshops:list")
    link = f"{settings.BASE_URL}{path}"
    to_scan = link if relay else f"{link}?commune={season.centre.code}"
    return {
        "issuer": chamber.name,
        "fictional": is_fiction(),
        "period": f"{season.epci.name} · "
        + _("from %(since)s to %(until)s")
        % {"since": full_day(season.since), "until": full_day(season.until)},
        "promise": _("3 h 30 near you, to be found on the internet. Come as you are."),
        "how": _("The dates, and your place in one minute, without an account:"),
        "link": link.removeprefix("https://").removeprefix("http://").rstrip("/"),
        "or_phone": _("or by telephone:"),
        "phone": chamber.phone,
        "with": _("With %(relay)s") % {"relay": relay} if relay else "",
        "qr": qr_svg(to_scan),
        "qr_label": _("QR code to %(link)s") % {"link": to_scan},
        "sessions": [_entry(card) for card in season.sessions],
        "nearby_title": _("Close by, less than %(km)s km by road from %(commune)s")
        % {"km": NEARBY_KM, "commune": season.centre.name},
        "nearby": [_entry(card, km(card.km)) for card in season.nearby],
        "empty": ""
        if season.sessions or season.nearby
        else _("No workshop is announced here for now. New ones appear every month."),
    }


def _entry(card: SessionCard, far: str = "") -> dict[str, Any]:
    weekday, number, month = day_parts(card.starts_at)
    first, *later = card.spans
    return {
        "day": {"weekday": weekday, "number": str(number), "month": month},
        "title": card.title,
        "hours": _("%(first)s, then %(days)s") % {"first": hours(*first), "days": spans(later)}
        if later
        else hours(*first),
        "place": card.place,
        "promise": _one_line(card.promise),
        "km": far,
        "access": _("Step-free access") if card.accessible else "",
    }


def _one_line(promise: str) -> str:
    """What one leaves with: the last sentence of the promise says it."""
    sentences = [part.strip() for part in promise.replace("! ", ". ").split(". ") if part.strip()]
    return sentences[-1] if sentences else ""
