"""Which stories speak to a room: plain Python, no Django, no clock."""

from etabli.programme.showcase.engine.nearness import (
    Candidate as Candidate,
    Proposal as Proposal,
    propose as propose,
)
