"""Reading places. The same for every viewer: these are public facts, so no query takes one.

Graph, communes and map are computed once per process and per state of the tables; each call first reads that state
(one statement), so that a loading in another process is seen at once.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from copy import copy
from dataclasses import dataclass
from functools import lru_cache

from django.db import connection
from django.db.models import BigIntegerField, Count, Max, QuerySet, Subquery, Sum
from django.db.models.functions import Cast

from etabli.territory.places import source
from etabli.territory.places.engine import (
    CommuneName,
    CommuneNames,
    Roads,
    Shapes,
    TownPoint,
    draw_shapes,
    minutes,
    road_km,
)
from etabli.territory.places.models import Arrondissement, Commune, Contours, Epci, Road

Stamp = tuple[float, ...]
# Asked at each use of a commune: to put it together would cost the ORM ten times what it takes to answer.
_COMMUNES_STATE = (
    "SELECT count(*), sum(lat), sum(lon), sum(population), sum(CAST(epci_id AS bigint)) FROM places_commune"
)


def commune_names(codes: Iterable[str]) -> dict[str, str]:
    """Code -> name of these communes, as far as they are known: one statement."""
    return dict(Commune.objects.filter(pk__in=codes).values_list("pk", "name"))


@dataclass(frozen=True)
class NearCommune:
    """A commune and how far it is by road; `minutes` is about, see engine.minutes."""

    code: str
    name: str
    epci_code: str
    km: float
    minutes: int


def distances_from(commune_code: str) -> Mapping[str, float]:
    """Km by road to each commune that can be reached, itself included at 0: one statement once the graph is known."""
    return _distances(_roads_stamp(), commune_code)


def distances_from_each(commune_codes: Iterable[str]) -> dict[str, Mapping[str, float]]:
    """The same from each of these: one statement whatever their number."""
    stamp = _roads_stamp()
    return {code: _distances(stamp, code) for code in commune_codes}


def communes_near(commune_code: str, *, within_km: float) -> list[NearCommune]:
    """The communes within `within_km` by road, the nearest first, the commune itself at the head."""
    km = {code: far for code, far in distances_from(commune_code).items() if far <= within_km}
    communes = Commune.objects.filter(code__in=km).only("code", "name", "epci")
    near = [NearCommune(c.code, c.name, c.epci_id, km[c.code], minutes(km[c.code])) for c in communes]
    return sorted(near, key=lambda place: (place.km, place.name))


def find_communes(text: str, *, limit: int = 8) -> list[Commune]:
    """The communes that `text` may mean (name, beginning, typo, postal or INSEE code), best first.

    `limit` is for names: a postal code gives all of its communes.
    """
    stamp = _communes_stamp()
    return [_commune(stamp, name) for name, _score in _names(stamp).search(text, limit=limit)]


def find_commune(text: str) -> Commune | None:
    """The commune that `text` names; None when it names none for sure, several equally well (33250 has seven), or one
    with a postal code of elsewhere."""
    stamp = _communes_stamp()
    name = _names(stamp).resolve(text)
    return _commune(stamp, name) if name and not _is_elsewhere(stamp, text) else None


def communes_in(addresses: Iterable[str]) -> dict[str, str]:
    """By address, the code of the commune that stands in it, with its postal code or alone between commas ("12 rue du
    Port, 33260 La Teste-de-Buch", "Mairie, Blaye"); "" where none does for sure. One statement."""
    stamp = _communes_stamp()
    return {address: _code_in(stamp, address) for address in addresses}


def _code_in(stamp: Stamp, address: str) -> str:
    names = _names(stamp)
    for part in reversed(re.split(r"[,;\n]", address)):
        coded = re.search(r"\b\d{5}\b.*", part)
        text = (coded[0] if coded else part).strip()
        name = names.resolve(text) if text and not _is_elsewhere(stamp, text) else None
        if name is not None:
            return name.code
    return ""


def is_elsewhere(text: str) -> bool:
    """Whether `text` holds a postal code of another département than those that we know."""
    return _is_elsewhere(_communes_stamp(), text)


def unambiguous_text(code: str) -> str:
    """What `find_commune` takes for the commune of this code, and no other: the code, unless others have it for their
    postal code; its name then."""
    stamp = _communes_stamp()
    commune = _communes(stamp).get(code)
    other_codes = {name.code for name, _score in _names(stamp).search(code)} - {code}
    return commune.name if commune and other_codes else code


def epcis() -> list[Epci]:
    """The intercommunal bodies, by name."""
    return list(Epci.objects.order_by("name"))


def get_epci(code: str) -> Epci | None:
    """The intercommunal body of this code, if there is one."""
    return Epci.objects.filter(pk=code).first() if code else None


def arrondissements() -> list[Arrondissement]:
    """The arrondissements, by name."""
    return list(Arrondissement.objects.order_by("name"))


def contours_in_force() -> Contours | None:
    """The official contours that the map is drawn by, without their outlines; none when it is drawn around towns."""
    return _in_force().defer("outlines").first()


def codes_of_contours() -> tuple[dict[str, str], set[str]]:
    """What a contour file is looked through for: the commune of today by each code, former ones too; the EPCI."""
    commune_by_code: dict[str, str] = {}
    for code, former in Commune.objects.values_list("code", "former_codes"):
        commune_by_code |= dict.fromkeys([*former.split(), code], code)
    return commune_by_code, set(Epci.objects.values_list("code", flat=True))


def map_shapes() -> tuple[tuple[str, str], ...]:
    """(EPCI code, SVG path data) of each intercommunal body, all in the same units."""
    return tuple(drawn_map().groups.items())


def drawn_map() -> Shapes:
    """The outlines of communes and EPCI and the place of each town, all in the same units: one statement."""
    return _shapes(_map_stamp())


def _commune(stamp: Stamp, name: CommuneName) -> Commune:
    """One of those of this state, for whoever asked alone."""
    return copy(_communes(stamp)[name.code])


def _is_elsewhere(stamp: Stamp, text: str) -> bool:
    digits = re.findall(r"\b\d{5}\b", text)
    if not digits:
        return False
    communes = _communes(stamp).values()
    return digits[0][:2] not in {code[:2] for commune in communes for code in commune.postal_codes.split()}


def _roads_stamp() -> Stamp:
    totals = Road.objects.aggregate(count=Count("pk"), km=Sum("km"), last=Sum("pk"))
    return (totals["count"], totals["km"] or 0, totals["last"] or 0)


def _communes_stamp() -> Stamp:
    with connection.cursor() as cursor:
        cursor.execute(_COMMUNES_STATE)
        return tuple(part or 0 for part in cursor.fetchone())


def _map_stamp() -> Stamp:
    totals = Commune.objects.aggregate(
        Count("pk"),
        *map(Sum, ("lat", "lon")),
        epci=Sum(Cast("epci_id", BigIntegerField())),
        contours=Max(Subquery(_in_force().values("pk")[:1])),
    )
    return tuple(part or 0 for part in totals.values())


def _in_force() -> QuerySet[Contours]:
    return Contours.objects.filter(withdrawn_at=None).order_by("-pk")


@lru_cache(maxsize=2)
def _roads(stamp: Stamp) -> Roads:
    return Roads.build(Road.objects.values_list("a_id", "b_id", "km"))


@lru_cache(maxsize=600)
def _distances(stamp: Stamp, commune_code: str) -> Mapping[str, float]:
    return road_km(_roads(stamp), commune_code)


@lru_cache(maxsize=2)
def _communes(stamp: Stamp) -> Mapping[str, Commune]:
    return Commune.objects.select_related("epci").in_bulk()


@lru_cache(maxsize=2)
def _names(stamp: Stamp) -> CommuneNames:
    communes = _communes(stamp).values()
    return CommuneNames(
        CommuneName(commune.code, commune.name, tuple(commune.postal_codes.split()), commune.population)
        for commune in communes
    )


@lru_cache(maxsize=2)
def _shapes(stamp: Stamp) -> Shapes:
    rows = Commune.objects.order_by("code").values_list("code", "epci_id", "lat", "lon")
    contours = _in_force().values_list("outlines", flat=True).first()
    return draw_shapes([TownPoint(*row) for row in rows], contours=contours, water=source.boundary_points())


def is_up_to_date() -> bool:
    """Whether the tables hold the facts committed beside the code."""
    rows = {row.code: row for row in source.communes()}
    stored = Commune.objects.in_bulk(list(rows))
    return (
        len(stored) == len(rows)
        and all(_is_same_commune(stored[code], row) for code, row in rows.items())
        and set(Arrondissement.objects.values_list("code", "name")) >= set(source.arrondissements())
        and set(Epci.objects.values_list("code", "name")) >= set(source.epcis())
        and set(Road.objects.values_list("a_id", "b_id", "km")) == set(source.roads())
    )


def _is_same_commune(commune: Commune, row: source.CommuneRow) -> bool:
    return (commune.name, commune.epci_id, commune.population, commune.lat, commune.lon) == row[1:6] and (
        commune.postal_codes.split(),
        commune.former_codes.split(),
        commune.arrondissement_id,
    ) == (row.postal_codes, row.former_codes, row.arrondissement)
