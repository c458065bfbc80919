"""Pure geography: distances by road and shapes for the map. No Django, no file, no clock."""

from etabli.territory.places.engine.contours import Unreadable, outlines_of, simplified
from etabli.territory.places.engine.names import Name, Names, fold
from etabli.territory.places.engine.roads import Roads, minutes, road_km
from etabli.territory.places.engine.shapes import Point, Ring, Shapes, shapes

__all__ = [
    "Name",
    "Names",
    "Point",
    "Ring",
    "Roads",
    "Shapes",
    "Unreadable",
    "fold",
    "minutes",
    "outlines_of",
    "road_km",
    "shapes",
    "simplified",
]
