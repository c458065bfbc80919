"""Reading people: persons and their links (`persons`), accounts (`accounts`), `ways_in`."""

from etabli.foundation.people.queries.accounts import (
    RoleChoice,
    get_account,
    get_holder,
    get_session,
    persons_to_recognise,
    role_choices,
    sessions_of,
)
from etabli.foundation.people.queries.persons import (
    NotVisible,
    active_consent,
    default_chamber,
    find_person,
    get_link,
    get_person,
    links_in_force,
    links_of_chamber,
    own_chamber,
    person_without_account,
    recognised,
)
from etabli.foundation.people.queries.ways_in import WaysIn, get_way_in, has_passkey, ways_in_of

__all__ = [
    "NotVisible",
    "RoleChoice",
    "WaysIn",
    "active_consent",
    "default_chamber",
    "find_person",
    "get_account",
    "get_holder",
    "get_link",
    "get_person",
    "get_session",
    "get_way_in",
    "has_passkey",
    "links_in_force",
    "links_of_chamber",
    "own_chamber",
    "person_without_account",
    "persons_to_recognise",
    "recognised",
    "role_choices",
    "sessions_of",
    "ways_in_of",
]
