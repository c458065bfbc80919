"""A chamber that writes to its artisans, and its relays: each with the address of its place."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from etabli.foundation.people.models import Person
from etabli.programme.outreach.actions import mailings, segments
from etabli.programme.outreach.engine.criteria import Criteria
from etabli.programme.outreach.models import Mailing
from etabli.territory.places.models import Commune
from etabli.territory.relays.actions import add_contact, create_relay
from etabli.territory.relays.models import Relay
from tests.programme.trip import AT, Trip


@pytest.fixture
def trip(db: None) -> Trip:
    return Trip()


@pytest.fixture
def agreed(trip: Trip) -> Callable[..., Person]:
    """An artisan who agreed to be contacted."""
    from etabli.foundation.people.actions import give_consent

    def one(**fields: Any) -> Person:
        person = trip.person(**fields)
        give_consent(person=person, purpose="contact", by=trip.adviser, at=AT)
        return person

    return one


@pytest.fixture
def draft(trip: Trip) -> Callable[..., Mailing]:
    """A draft to everybody of the chamber, unless told otherwise."""

    def one(criteria: Criteria | None = None, **fields: Any) -> Mailing:
        group = segments.add_segment(
            chamber=trip.chamber, name="Tous", criteria=criteria or Criteria(), by=trip.adviser, at=AT
        )
        told = {"segment": group, "subject": "Un atelier", "body": "Bonjour {prénom},", "session_ids": []}
        return mailings.write_mailing(
            chamber=trip.chamber, author=trip.post.user, fields={**told, **fields}, by=trip.adviser, at=AT
        )

    return one


@pytest.fixture
def sent(trip: Trip, draft: Callable[..., Mailing]) -> Callable[..., Mailing]:
    """The same, sent a minute and a second before AT: it is leaving."""

    def one(criteria: Criteria | None = None, **fields: Any) -> Mailing:
        made = draft(criteria, **fields)
        return mailings.send_mailing(mailing=made, by=trip.adviser, at=AT - timedelta(seconds=61))

    return one


@pytest.fixture
def relay_of(trip: Trip) -> Callable[..., Relay]:
    """A relay of this name; `email` "" leaves it without anybody to write to, `who` is a person's name."""

    def make(
        name: str = "Mairie de Pauillac",
        *,
        commune: Commune | None = None,
        kind: str = "town_hall",
        email: str = "mairie@pauillac.example",
        **contact: Any,
    ) -> Relay:
        relay = create_relay(
            chamber=trip.chamber,
            kind=kind,
            name=name,
            commune=commune or trip.pauillac,
            by=trip.adviser,
            at=AT,
        )
        if email or contact:
            contact["name"] = contact.pop("who", "")
            add_contact(relay=relay, email=email, **contact, by=trip.adviser, at=AT)
        return relay

    return make
