"""Looking for the businesses of a register that may be one. What is found is derived from the register, like an index:
it is no act, and changes nothing of what people wrote."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from heapq import nlargest
from itertools import groupby
from operator import attrgetter, itemgetter
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet
from django.db.models.functions import Upper

from etabli.foundation.likely_pairs import LikelyPair
from etabli.foundation.people.engine.telephone import international
from etabli.territory.places.engine import fold
from etabli.territory.places.models import Commune
from etabli.territory.register.engine.duplicates import MAX_BLOCK, BusinessCard, likely_pairs
from etabli.territory.register.models import Business, Duplicate
from etabli.territory.register.rules import NAME_SEPARATOR

MAX_PAIRS = 5000  # pairs kept, the likeliest: nobody looks at more before the next time
COMPARED_COLUMNS = (
    "pk", "siret", "name", "other_names", "trade_code", "sector", "commune_code", "address", "phone", "email",
    "legal_form",
)  # fmt: skip
SOLE_TRADER = "1"  # how INSEE's codes of their legal form begin
type CommuneCoordinates = Mapping[str, tuple[float, float]]


@transaction.atomic
def look_for_duplicates(chamber_id: int) -> int:
    """Propose anew the pairs of this chamber that nobody has kept apart; how many there are.

    The register is read in the order of each thing that duplicates share, one group in memory at a time.
    """
    pairs_kept_apart = set(
        Duplicate.objects.filter(chamber_id=chamber_id)
        .exclude(kept_apart_at=None)
        .values_list("one_id", "other_id")
    )
    best: dict[tuple[int, int], LikelyPair] = {}
    for pair in _pairs(chamber_id):
        if (pair.first, pair.second) not in pairs_kept_apart:
            best[pair.first, pair.second] = pair
            if len(best) > 4 * MAX_PAIRS:
                best = {(pair.first, pair.second): pair for pair in _likeliest(best)}
    Duplicate.objects.filter(chamber_id=chamber_id, kept_apart_at=None).delete()
    duplicates = [
        Duplicate(
            chamber_id=chamber_id,
            one_id=pair.first,
            other_id=pair.second,
            score=pair.score,
            reasons=[*pair.reasons],
        )
        for pair in _likeliest(best)
    ]
    Duplicate.objects.bulk_create(duplicates, batch_size=500)
    return len(duplicates)


def _likeliest(best: Mapping[Any, LikelyPair]) -> list[LikelyPair]:
    return nlargest(MAX_PAIRS, best.values(), key=lambda pair: (pair.score, -pair.first, -pair.second))


def _pairs(chamber_id: int) -> Iterator[LikelyPair]:
    coordinates = {code: (lat, lon) for code, lat, lon in Commune.objects.values_list("pk", "lat", "lon")}
    rows = Business.objects.filter(chamber_id=chamber_id, merged_into=None, closed_on=None)
    yield from _pairs_sharing(rows.exclude(commune_code=""), "commune_code", coordinates, crowd=None)
    yield from _pairs_sharing(rows.exclude(phone=""), "phone", coordinates)
    yield from _pairs_sharing(rows.exclude(email=""), "email", coordinates)
    persons = rows.filter(Q(legal_form__startswith=SOLE_TRADER) | Q(siret=""))
    yield from _pairs_sharing(
        persons.exclude(name="").annotate(capitals=Upper("name")), "capitals", coordinates
    )


def _pairs_sharing(
    rows: QuerySet[Business], key: str, coordinates: CommuneCoordinates, *, crowd: int | None = MAX_BLOCK
) -> Iterator[LikelyPair]:
    ordered_rows = (
        rows.order_by(key, "pk")
        .values(*COMPARED_COLUMNS, *{key}.difference(COMPARED_COLUMNS))
        .iterator(chunk_size=2000)
    )
    for _value, group in groupby(ordered_rows, itemgetter(key)):
        cards = [_card(row, coordinates) for row in group]
        if len(cards) > 1 and (crowd is None or len(cards) <= crowd):
            yield from sorted(likely_pairs(cards), key=attrgetter("first", "second"))


def _card(row: Mapping[str, Any], coordinates: CommuneCoordinates) -> BusinessCard:
    names = map(fold, [row["name"], *row["other_names"].split(NAME_SEPARATOR)])
    return BusinessCard(
        pk=row["pk"],
        siret=row["siret"],
        names=tuple(dict.fromkeys(filter(None, names))),
        trade_code=row["trade_code"],
        sector=row["sector"],
        commune_code=row["commune_code"],
        place=coordinates.get(row["commune_code"]),
        address=fold(row["address"]),
        phone=international(row["phone"]),
        email=row["email"].lower(),
        is_person=row["legal_form"].startswith(SOLE_TRADER),
    )
