"""How many requests for individual support will follow a workshop."""

from etabli.programme.planning.engine.forecast.predicting import BELIEF, forecast
from etabli.programme.planning.engine.forecast.shapes import NONE, Forecast, Past, Range, Upcoming

__all__ = ["BELIEF", "NONE", "Forecast", "Past", "Range", "Upcoming", "forecast"]
