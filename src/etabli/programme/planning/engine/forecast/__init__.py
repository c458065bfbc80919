"""How many requests for individual support will follow a workshop."""

from etabli.programme.planning.engine.forecast.predicting import (
    USUAL_REQUESTS as USUAL_REQUESTS,
    forecast as forecast,
)
from etabli.programme.planning.engine.forecast.shapes import (
    EMPTY_RANGE as EMPTY_RANGE,
    Forecast as Forecast,
    Past as Past,
    Range as Range,
    Upcoming as Upcoming,
)
