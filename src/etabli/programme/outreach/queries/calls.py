"""The relays to call this week, each with its reasons."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import OuterRef, Q, Subquery
from django.utils import timezone

from etabli.foundation.people.models import STAFF
from etabli.foundation.people.viewer import Viewer
from etabli.programme.coverage.queries import Figures, by_epci
from etabli.programme.outreach.engine.call_list import (
    SOON_DAYS,
    Facts,
    NearSession,
    RelayToCall,
    relays_in_order,
)
from etabli.programme.workshops.calendar.cards import SessionCard, announced_sessions
from etabli.territory.places.queries import distances_from_each
from etabli.territory.relays.models import ContactNote, Relay, RelayContact

# Whom to write to and whom to ask for, at many relays at once.


@dataclass(frozen=True)
class ContactChannels:
    """How one reaches a relay. `writable`: to whom mails go, as `relays.queries.mail_contact` says of one relay;
    `has_address`: an address is known, though nobody may write there perhaps; `callable`: the first with a number.
    """

    writable: RelayContact | None = None
    has_address: bool = False
    callable: RelayContact | None = None


def contact_channels(relays: Sequence[Relay]) -> dict[int, ContactChannels]:
    """That of each relay, by its number; the caller has authorised them: one statement."""
    contacts_of_relay: dict[int, list[RelayContact]] = defaultdict(list)
    for contact in RelayContact.objects.filter(relay__in=relays, withdrawn_at=None).order_by("pk"):
        contacts_of_relay[contact.relay_id].append(contact)
    return {relay.pk: _channels(contacts_of_relay[relay.pk]) for relay in relays}


def _channels(contacts: Sequence[RelayContact]) -> ContactChannels:
    writable = [contact for contact in contacts if contact.may_be_written_to]
    return ContactChannels(
        writable=min(writable, key=lambda contact: (contact.is_generic, contact.pk), default=None),
        has_address=any(contact.email for contact in contacts),
        callable=next((contact for contact in contacts if contact.phone), None),
    )


MAX_CALLS = 10
NEAR_KM = 25
YEAR = timedelta(days=365)


@dataclass(frozen=True)
class Call:
    """A relay to call: whom to ask for, at what number, and why; `figures` are those of its territory."""

    relay: Relay
    contact: RelayContact
    turn: RelayToCall
    figures: Figures


@dataclass(frozen=True)
class Calls:
    """Those to call, the most pressing first, and how many more there would be a reason to call but no number."""

    calls: tuple[Call, ...]
    without_number: int


def relays_to_call(viewer: Viewer, *, at: datetime, limit: int = MAX_CALLS) -> Calls:
    """The viewer's relays to call: ten statements whatever their number. None for who isn't staff."""
    if viewer.role not in STAFF or viewer.chamber_id is None:
        return Calls((), 0)
    today = timezone.localdate(at)
    relays = _relays(viewer.chamber_id)
    by_code = {row.code: row for row in by_epci(viewer.chamber_id, today - YEAR, today + YEAR)}
    near_sessions = _near_sessions(relays, viewer.chamber_id, at)
    due = relays_in_order(
        [_facts(relay, by_code[relay.commune.epci_id], near_sessions.get(relay.pk)) for relay in relays],
        today,
    )
    relays_by_pk, relay_doors = {relay.pk: relay for relay in relays}, contact_channels(relays)
    calls = [
        Call(relay, contact, turn, by_code[relay.commune.epci_id])
        for turn in due
        if (contact := relay_doors[turn.facts.key].callable) and (relay := relays_by_pk[turn.facts.key])
    ]
    return Calls(tuple(calls[:limit]), len(due) - len(calls))


def _relays(chamber_id: int) -> list[Relay]:
    """With `spoken_at`, the last time that somebody spoke with them, and `promised_on`, the day agreed then.

    What the product sent them by itself is no exchange, and leaves a promise as it stands.
    """
    spoken = ContactNote.objects.filter(withdrawn_at=None).exclude(kind=ContactNote.Kind.KIT)
    last = spoken.filter(relay=OuterRef("pk")).order_by("-at", "-pk")
    relays = Relay.objects.filter(chamber_id=chamber_id, withdrawn_at=None).select_related(
        "commune", "chamber"
    )
    annotated = relays.annotate(
        spoken_at=Subquery(last.values("at")[:1]), promised_on=Subquery(last.values("next_on")[:1])
    )
    return list(annotated.order_by("name", "pk"))


def _facts(relay: Any, figures: Figures, near_session: NearSession | None) -> Facts:
    """`relay` comes from `_relays`."""
    return Facts(
        key=relay.pk,
        businesses=figures.businesses,
        registered=figures.registered,
        last_on=timezone.localdate(relay.spoken_at) if relay.spoken_at else None,
        promised_on=relay.promised_on,
        near=near_session,
    )


def _near_sessions(relays: Sequence[Relay], chamber_id: int, at: datetime) -> dict[int, NearSession]:
    """The next session of the coming weeks near each relay that still has room."""
    soon = Q(
        chamber=chamber_id,
        occasion__starts_at__gt=at,
        occasion__starts_at__lte=at + timedelta(days=SOON_DAYS),
        occasion__cancelled_at=None,
    )
    cards = [card for card in announced_sessions(soon) if not card.is_closed]
    roads = distances_from_each({relay.commune_id for relay in relays})
    nearest = {relay.pk: _roomiest(cards, roads[relay.commune_id]) for relay in relays}
    return {key: near_session for key, near_session in nearest.items() if near_session is not None}


def _roomiest(cards: Sequence[SessionCard], roads: Mapping[str, float]) -> NearSession | None:
    near_cards = [card for card in cards if roads.get(card.commune_code, NEAR_KM + 1) <= NEAR_KM]
    if not near_cards:
        return None
    card = max(near_cards, key=lambda candidate: (candidate.free, -candidate.starts_at.timestamp()))
    return NearSession(timezone.localdate(card.starts_at), card.commune, card.free)
