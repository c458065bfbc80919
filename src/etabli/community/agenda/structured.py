"""An event that everybody reads, as search engines read it: schema.org's Event, one for each date."""

from typing import Any

from etabli.community.agenda.calendar_entries import address_of, calendar_events
from etabli.community.agenda.engine.writing import linked_event
from etabli.community.agenda.models import Event
from etabli.community.agenda.queries import EventPage
from etabli.foundation.ui.markdown import markdown_text

MODE = "https://schema.org/%sEventAttendanceMode"


def event_ld(page: EventPage) -> list[dict[str, Any]] | None:
    """None for what is not open to all, or not out. Otherwise its dates to come, or all of them once it is over: two
    statements at most. The link of what has places is not among it, whoever reads the page."""
    event = page.event
    if not event.is_open or not event.is_out:
        return None
    dates = [line.date for line in page.to_come or page.dates]
    has_places = any(line.date.occasion_id for line in page.dates)
    shared = _shared(event, link="" if has_places else event.link)
    return [
        {"@context": "https://schema.org", **linked_event(entry), **shared}
        for entry in calendar_events(dates)
    ]


def _shared(event: Event, *, link: str) -> dict[str, Any]:
    """What its dates have in common, and what calendars have no word for."""
    is_somewhere = bool(event.place or event.commune)
    mode = "Mixed" if is_somewhere and event.is_online else "Online" if event.is_online else "Offline"
    offer = {"@type": "Offer", "price": f"{event.price_cents / 100:.2f}", "priceCurrency": "EUR"}
    locations = [_place(event)] if is_somewhere else []
    if event.is_online:
        locations.append({"@type": "VirtualLocation", "url": link or address_of(event)})
    kind = "Organization" if event.author is None else "Person"
    return {
        "description": markdown_text(event.text),
        "eventAttendanceMode": MODE % mode,
        "location": locations[0] if len(locations) == 1 else locations,
        "organizer": {"@type": kind, "name": event.signed_by},
        "isAccessibleForFree": event.is_free,
        "offers": {**offer, "url": address_of(event)},
    }


def _place(event: Event) -> dict[str, Any]:
    commune = event.commune
    address = {"@type": "PostalAddress", "addressCountry": "FR"}
    if commune is not None:
        address["addressLocality"] = commune.name
    if event.place:
        address["streetAddress"] = event.place
    return {"@type": "Place", "name": event.place or (commune.name if commune else ""), "address": address}
