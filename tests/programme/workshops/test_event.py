"""What search engines read of a session (schema.org, microdata), and how a visitor keeps it or passes it on."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

from django.test import Client
from lxml import html

from etabli.foundation.people.viewer import of_membership
from etabli.foundation.seats.models import Occasion, Span, times_of
from etabli.programme.workshops.actions import call_off
from etabli.programme.workshops.models import Session, Venue
from tests import factories

Make = Callable[..., Session]


def items(page: Any) -> list[dict[str, Any]]:
    """The microdata of a page, by the algorithm of the HTML standard: each property's values in order."""
    return [item(one) for one in page.xpath("//*[@itemscope][not(@itemprop)]")]


def item(scope: Any) -> dict[str, Any]:
    found: dict[str, Any] = {"type": scope.get("itemtype", "").rpartition("/")[2]}
    waiting = list(scope)
    while waiting:
        element = waiting.pop(0)
        if not isinstance(element.tag, str):
            continue
        is_scope = element.get("itemscope") is not None
        if element.get("itemprop"):
            found.setdefault(element.get("itemprop"), []).append(
                item(element) if is_scope else value(element)
            )
        if not is_scope:
            waiting = [*element, *waiting]
    return found


def value(element: Any) -> str:
    told = {"meta": "content", "link": "href", "a": "href"}.get(element.tag)
    return element.get(told) if told else " ".join(element.text_content().split())


def read(client: Client, address: str) -> list[dict[str, Any]]:
    return items(html.fromstring(client.get(address).content))


def test_a_session_is_an_event_that_search_engines_understand(client: Client, make: Make) -> None:
    session = make()
    Venue.objects.update(address="1 place de la Mairie")
    (event,) = read(client, f"/ateliers/{session.pk}/")
    assert event["type"] == "Event"
    assert event["name"] == ["Être visible sur internet, avec ou sans site"]
    assert event["description"] == [session.theme.promise]
    assert datetime.fromisoformat(event["startDate"][0]) == session.occasion.starts_at
    assert datetime.fromisoformat(event["endDate"][0]) == session.occasion.ends_at
    assert event["eventStatus"] == ["https://schema.org/EventScheduled"]
    assert event["eventAttendanceMode"] == ["https://schema.org/OfflineEventAttendanceMode"]
    assert event["isAccessibleForFree"] == ["true"]
    assert event["organizer"][0]["name"] == [session.chamber.name]
    (place,) = event["location"]
    assert (place["type"], place["name"]) == ("Place", ["Salle de Pauillac"])
    assert place["address"][0]["streetAddress"] == ["1 place de la Mairie"]
    assert place["address"][0]["addressLocality"] == ["Pauillac"]
    (offer,) = event["offers"]
    assert (offer["price"], offer["priceCurrency"]) == (["0"], ["EUR"])
    assert offer["availability"] == ["https://schema.org/InStock"]
    assert "subEvent" not in event


def test_it_says_when_it_is_full_when_it_is_off_and_each_half_day(
    client: Client, make: Make, membership: Any
) -> None:
    session = make(capacity=1)
    factories.sign_up(session.occasion, factories.person(session.chamber))
    first = session.occasion.starts_at
    spans = [Span(at, at + timedelta(hours=3)) for at in (first, first + timedelta(days=7))]
    Occasion.objects.update(**times_of(spans))
    (event,) = read(client, f"/ateliers/{session.pk}/")
    assert event["offers"][0]["availability"] == ["https://schema.org/SoldOut"]
    assert datetime.fromisoformat(event["endDate"][0]) == spans[-1].end
    assert [datetime.fromisoformat(part["startDate"][0]) for part in event["subEvent"]] == [
        span.start for span in spans
    ]
    session.refresh_from_db()
    call_off(session=session, reason="Malade", by=of_membership(membership), at=datetime.now(UTC))
    (event,) = read(client, f"/ateliers/{session.pk}/")
    assert event["eventStatus"] == ["https://schema.org/EventCancelled"]


def test_the_list_tells_its_events_too(client: Client, make: Make) -> None:
    sessions = [make(), make(town="Blaye")]
    events = read(client, "/ateliers/?commune=33314&via=mairie")
    assert [event["url"] for event in events] == [[f"/ateliers/{session.pk}/"] for session in sessions]
    assert events[1]["location"][0]["address"] == ["Salle de Blaye, Blaye"]
    assert datetime.fromisoformat(events[0]["startDate"][0]) == sessions[0].occasion.starts_at


def test_a_visitor_keeps_it_or_passes_it_on(client: Client, make: Make) -> None:
    session = make()
    Venue.objects.update(address="1 place d’Armes & Cie")
    page = html.fromstring(client.get(f"/ateliers/{session.pk}/").content)
    links = page.xpath("//a/@href")
    assert f"/ateliers/{session.pk}/agenda.ics" in links
    (place,) = [link for link in links if "openstreetmap" in link]
    assert parse_qs(urlsplit(place).query) == {"query": ["1 place d’Armes & Cie, Pauillac"]}
    for scheme in ("mailto:", "sms:"):
        (link,) = [link for link in links if link.startswith(scheme)]
        (body,) = parse_qs(urlsplit(link).query.replace("+", "%2B"))["body"]
        assert "Être visible sur internet" in body
        assert body.endswith(f" http://testserver/ateliers/{session.pk}/")
