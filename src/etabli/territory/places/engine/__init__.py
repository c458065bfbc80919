"""Pure geography: distances by road and shapes for the map. No Django, no file, no clock."""

from etabli.territory.places.engine.contours import (
    Unreadable as Unreadable,
    outlines_of as outlines_of,
    simplified as simplified,
)
from etabli.territory.places.engine.names import Name as Name, Names as Names, fold as fold
from etabli.territory.places.engine.roads import Roads as Roads, minutes as minutes, road_km as road_km
from etabli.territory.places.engine.shapes import (
    Point as Point,
    Ring as Ring,
    Shapes as Shapes,
    shapes as shapes,
)
