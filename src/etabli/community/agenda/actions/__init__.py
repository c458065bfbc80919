"""Proposing and calling off an event (`events`); its dates (`dates`) and their places (`places`, `occasions`); what the
board decides (`decisions`); feeds of neighbours (`feeds`), and which of their events are one (`pairs`)."""

from etabli.community.agenda.actions.dates import (
    add_date as add_date,
    cancel_date as cancel_date,
    move_date as move_date,
)
from etabli.community.agenda.actions.decisions import (
    hide as hide,
    publish as publish,
)
from etabli.community.agenda.actions.events import (
    cancel as cancel,
    correct as correct,
    propose as propose,
    withdraw as withdraw,
)
from etabli.community.agenda.actions.feeds import (
    add_feed as add_feed,
    correct_feed as correct_feed,
    resume_feed as resume_feed,
    stop_feed as stop_feed,
)
from etabli.community.agenda.actions.pairs import (
    join_events as join_events,
    keep_events_apart as keep_events_apart,
)
from etabli.community.agenda.actions.places import set_places as set_places
from etabli.community.agenda.actions.writing import (
    NotFit as NotFit,
    NotNow as NotNow,
)
