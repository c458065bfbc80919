"""Handing in, deciding, reporting, contesting; what the association decided once for all."""

from etabli.community.moderation.actions.appeals import (
    appeal as appeal,
    decide_appeal as decide_appeal,
    settle_appeal as settle_appeal,
)
from etabli.community.moderation.actions.association_rules import (
    set_limits as set_limits,
    write_reason as write_reason,
)
from etabli.community.moderation.actions.decisions import (
    AlreadyDecided as AlreadyDecided,
    ContentGone as ContentGone,
    NoReason as NoReason,
    TooManyToday as TooManyToday,
    decide as decide,
    submit as submit,
)
from etabli.community.moderation.actions.reports import report as report, send_back as send_back
