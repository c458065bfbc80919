"""Whom to write to and whom to ask for, at many relays at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from etabli.territory.relays.models import Relay, RelayContact


@dataclass(frozen=True)
class Door:
    """How one reaches a relay. `writable`: to whom mails go, as `relays.queries.mail_contact` says of one relay;
    `has_address`: an address is known, though nobody may write there perhaps; `callable`: the first with a number.
    """

    writable: RelayContact | None = None
    has_address: bool = False
    callable: RelayContact | None = None


def doors(relays: Sequence[Relay]) -> dict[int, Door]:
    """That of each relay, by its number; the caller has authorised them: one statement."""
    held: dict[int, list[RelayContact]] = defaultdict(list)
    for contact in RelayContact.objects.filter(relay__in=relays, withdrawn_at=None).order_by("pk"):
        held[contact.relay_id].append(contact)
    return {relay.pk: _door(held[relay.pk]) for relay in relays}


def _door(contacts: Sequence[RelayContact]) -> Door:
    writable = [contact for contact in contacts if contact.may_be_written_to]
    return Door(
        writable=min(writable, key=lambda contact: (contact.is_generic, contact.pk), default=None),
        has_address=any(contact.email for contact in contacts),
        callable=next((contact for contact in contacts if contact.phone), None),
    )
