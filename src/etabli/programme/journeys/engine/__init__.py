"""Where somebody stands, worked out from a few instants."""

from etabli.programme.journeys.engine.standing import (
    SILENCE as SILENCE,
    Life as Life,
    Pause as Pause,
    Standing as Standing,
    standing_of as standing_of,
)
