"""A chamber with relays: each with the address of its place, which may be written to."""

from collections.abc import Callable
from typing import Any

import pytest

from etabli.territory.places.models import Commune
from etabli.territory.relays.actions import add_contact, create_relay
from etabli.territory.relays.models import Relay
from tests.programme.trip import AT, Trip


@pytest.fixture
def trip(db: None) -> Trip:
    return Trip()


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
