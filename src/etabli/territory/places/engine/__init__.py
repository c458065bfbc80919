"""Pure geography: distances by road and shapes for the map. No Django, no file, no clock."""

from etabli.territory.places.engine.contours import (
    Unreadable as Unreadable,
    outlines_of as outlines_of,
    simplify as simplify,
)
from etabli.territory.places.engine.names import (
    CommuneName as CommuneName,
    CommuneNames as CommuneNames,
    fold as fold,
)
from etabli.territory.places.engine.roads import Roads as Roads, minutes as minutes, road_km as road_km
from etabli.territory.places.engine.shapes import (
    Ring as Ring,
    Shapes as Shapes,
    TownPoint as TownPoint,
    draw_shapes as draw_shapes,
)
