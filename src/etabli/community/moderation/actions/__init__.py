"""Handing in, deciding, reporting, contesting; what the association decided once for all."""

from etabli.community.moderation.actions.appealing import appeal, decide_appeal, settle_appeal
from etabli.community.moderation.actions.deciding import (
    AlreadyDecided,
    NoReason,
    NothingThere,
    TooManyToday,
    decide,
    submit,
)
from etabli.community.moderation.actions.reporting import report, send_back
from etabli.community.moderation.actions.settling import set_limits, write_reason

__all__ = [
    "AlreadyDecided",
    "NoReason",
    "NothingThere",
    "TooManyToday",
    "appeal",
    "decide",
    "decide_appeal",
    "report",
    "send_back",
    "set_limits",
    "settle_appeal",
    "submit",
    "write_reason",
]
