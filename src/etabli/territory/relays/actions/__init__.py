"""The acts on relays, by what they are about."""

from etabli.territory.relays.actions.contacts import (
    add_contact,
    correct_contact,
    count_visit,
    note_contact,
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
from etabli.territory.relays.actions.importing import import_relays
from etabli.territory.relays.actions.links import ask_link, cut_link, make_link, send_link

__all__ = [
    "add_contact",
    "ask_link",
    "correct_contact",
    "correct_relay",
    "count_visit",
    "create_relay",
    "cut_link",
    "import_relays",
    "make_link",
    "note_contact",
    "open_space",
    "record_agreement",
    "record_refusal",
    "send_link",
    "tell_wishes",
    "withdraw_contact",
    "withdraw_relay",
    "withdraw_several",
]
