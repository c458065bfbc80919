"""The acts on relays, by what they are about."""

from etabli.territory.relays.actions.contacts import (
    add_contact as add_contact,
    correct_contact as correct_contact,
    count_visit as count_visit,
    note_contact as note_contact,
    record_agreement as record_agreement,
    record_refusal as record_refusal,
    withdraw_contact as withdraw_contact,
)
from etabli.territory.relays.actions.directory import (
    correct_relay as correct_relay,
    create_relay as create_relay,
    open_space as open_space,
    tell_wishes as tell_wishes,
    withdraw_relay as withdraw_relay,
    withdraw_several as withdraw_several,
)
from etabli.territory.relays.actions.importing import import_relays as import_relays
from etabli.territory.relays.actions.links import (
    ask_link as ask_link,
    cut_link as cut_link,
    make_link as make_link,
    send_link as send_link,
)
