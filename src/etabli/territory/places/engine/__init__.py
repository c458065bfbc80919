"""Pure geography: distances by road and shapes for the map. No Django, no file, no clock."""

from etabli.territory.places.engine.cells import Point, Shapes, shapes
from etabli.territory.places.engine.names import Name, Names, fold
from etabli.territory.places.engine.roads import Roads, minutes, road_km

__all__ = ["Name", "Names", "Point", "Roads", "Shapes", "fold", "minutes", "road_km", "shapes"]
