"""Where somebody stands, worked out from a few instants."""

from etabli.programme.journeys.engine.path_state import (
    SILENT_AFTER as SILENT_AFTER,
    Life as Life,
    Pause as Pause,
    Standing as Standing,
    standing_of as standing_of,
)
