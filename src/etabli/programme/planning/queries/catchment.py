"""Which part of the people of each territory would come to a town, by the road from each of its communes."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from etabli.programme.planning.season.settings import Settings
from etabli.territory.places.engine import minutes
from etabli.territory.places.models import Commune
from etabli.territory.places.queries import distances_from_each


class Roads:
    """The ways to these communes from everywhere: two statements, for any number of settings."""

    def __init__(self, communes: Iterable[str]) -> None:
        self._far = distances_from_each(set(communes))
        self._living: dict[str, list[tuple[str, int]]] = defaultdict(list)
        for code, zone, population in Commune.objects.values_list("code", "epci", "population"):
            self._living[zone].append((code, population))

    def shares(self, commune: str, settings: Settings) -> Mapping[str, float]:
        """By territory, the part of its people that would come to this commune."""
        km, shares = self._far[commune], {}
        for zone, communes in self._living.items():
            everybody = sum(population for _code, population in communes)
            near_people = sum(
                population * settings.share(minutes(km[code])) for code, population in communes if code in km
            )
            if near_people and everybody:
                shares[zone] = round(min(1.0, near_people / everybody), 3)
        return shares
