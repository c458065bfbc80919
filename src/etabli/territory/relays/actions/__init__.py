"""The acts on relays, by what they are about."""

from etabli.territory.relays.actions.contacts import (
    add_contact,
    correct_contact,
    record_agreement,
    record_refusal,
    withdraw_contact,
)
from etabli.territory.relays.actions.directory import (
    correct_relay,
    create_relay,
    open_space,
    tell_wishes,
    withdraw_relay,
    withdraw_several,
)
from etabli.territory.relays.actions.exchanges import note_contact
from etabli.territory.relays.visits import count_visit

__all__ = [
    "add_contact",
    "correct_contact",
    "correct_relay",
    "count_visit",
    "create_relay",
    "note_contact",
    "open_space",
    "record_agreement",
    "record_refusal",
    "tell_wishes",
    "withdraw_contact",
    "withdraw_relay",
    "withdraw_several",
]
