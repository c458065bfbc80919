"""Official contours: read as they are published, simplified without a gap, refused in a sentence."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from pytest_django import DjangoAssertNumQueries

from etabli.foundation.journal import NotAllowed, undo
from etabli.foundation.journal.models import Entry
from etabli.foundation.people.viewer import Viewer
from etabli.territory.places import actions, contour_file, queries, source
from etabli.territory.places.contour_file import BadContours, read_contours
from etabli.territory.places.engine import TownPoint, draw_shapes, outlines_of, simplify
from etabli.territory.places.models import Commune, Contours
from tests.territory.conftest import AT, Staff

# Two squares side by side, whose common border is not straight, and an island of the first.
WEST = [[0, 0], [1, 0], [1.0001, 0.5], [1, 1], [0, 1], [0, 0]]
EAST = [[1, 0], [2, 0], [2, 1], [1, 1], [1.0001, 0.5], [1, 0]]
ISLAND = [[-0.5, 0], [-0.4, 0], [-0.4, 0.1], [-0.5, 0]]
KNOWN = {"33001": "33001", "33099": "33001", "33002": "33002"}  # 33099 was merged into the first


def feature(code: object, *rings: object, name: str = "code", kind: str = "MultiPolygon") -> dict[str, Any]:
    return {
        "type": "Feature",
        "properties": {name: code, "nom": "Un lieu", "epci": "200000001"},
        "geometry": {"type": kind, "coordinates": [[ring] for ring in rings]},
    }


BOTH = (feature("33001", WEST, ISLAND), feature("33002", EAST))


def written(folder: Path, *features: object, head: str = "") -> Path:
    path = folder / "communes.geojson"
    text = json.dumps({"type": "FeatureCollection", "name": head, "features": features})
    path.write_text(text, encoding="utf-8")
    return path


def refusal(path: Path) -> str:
    with pytest.raises(BadContours) as caught:
        read_contours(path, KNOWN, {"200000001"})
    return str(caught.value)


def test_a_file_is_read_piece_by_piece_and_what_is_elsewhere_is_passed_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(contour_file, "CHUNK_BYTES", 7)
    monkeypatch.setattr(contour_file, "MAX_HEAD", 60)
    found = read_contours(written(tmp_path, feature("75056", WEST), *BOTH), KNOWN, set())
    assert {code: len(rings) for code, rings in found.items()} == {"33001": 2, "33002": 1}


def test_a_compressed_file_and_the_codes_of_communes_merged_since_are_read(tmp_path: Path) -> None:
    path = written(tmp_path, feature("33099", WEST, name="INSEE_COM"), feature("33002", EAST))
    packed = tmp_path / "communes.geojson.gz"
    packed.write_bytes(gzip.compress(path.read_bytes()))
    assert read_contours(packed, KNOWN, set()).keys() == {"33001", "33002"}


def test_a_border_is_simplified_once_for_both_sides() -> None:
    outlines = outlines_of([(one["properties"], one["geometry"]) for one in BOTH], KNOWN, [])
    west, east = (simplify(outlines, km=0.1)[code][0] for code in ("33001", "33002"))
    assert sorted(west) == [(0, 0), (0, 1), (1, 0), (1, 1)]
    assert {corner for corner in west if corner in east} == {(1, 0), (1, 1)}
    assert simplify(outlines, km=0.001)["33002"][0].count((1.0001, 0.5)) == 1


def test_a_group_is_outlined_without_what_stands_between_its_communes() -> None:
    outlines = outlines_of([(one["properties"], one["geometry"]) for one in BOTH], KNOWN, [])
    towns = [TownPoint("33001", "a", 0.5, 0.5), TownPoint("33002", "a", 0.5, 1.5)]
    drawn = draw_shapes(towns, contours=outlines)
    assert drawn.is_official
    assert drawn.groups["a"].count("M") == 2  # the land, and the island
    assert drawn.communes["33001"].count("M") == 2


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "GeoJSON"),
        (b"PK\x03\x04 no json", "GeoJSON"),
        (b"\x1f\x8b\x08 no gzip at all", "GeoJSON"),
        (b'{"type": "Feature"}', "GeoJSON"),
        (b'{"features": [null]}', "GeoJSON"),
        (b'{"features": [' + b'{"a":' * 200_000, "GeoJSON"),
        (b'{"features": [{"properties": {"code": "33001"}, "geo', "abîmé"),
        (b'{"features": []}', "Aucune commune"),
        (b'{"type": "Topology", "arcs": [[[0, 0]]], "objects": {"a": {"type": "Polygon", "arcs": [[9]]}}}', "arcs"),
        (b'{"type": "Topology", "arcs": 4, "objects": []}', "arcs"),
    ],
)  # fmt: skip
def test_what_is_no_file_of_contours_is_refused_in_a_sentence(
    tmp_path: Path, content: bytes, said: str
) -> None:
    path = tmp_path / "faux.json"
    path.write_bytes(content)
    assert said in refusal(path)


@pytest.mark.parametrize(
    ("geometry", "said"),
    [
        (None, "33001"),
        ({"type": "TownPoint", "coordinates": [0, 0]}, "33001"),
        ({"type": "Polygon", "coordinates": "abc"}, "33001"),
        ({"type": "Polygon", "coordinates": [[["a", "b"], [0, 0], [0, 1]]]}, "33001"),
        ({"type": "Polygon", "coordinates": [[[float("nan"), 1], [0, 0], [0, 1]]]}, "points"),
        ({"type": "Polygon", "coordinates": [[[417000, 6421000], [417001, 6421000], [417001, 6421001]]]}, "WGS 84"),
    ],
)  # fmt: skip
def test_an_outline_that_is_none_is_refused_by_its_name(tmp_path: Path, geometry: object, said: str) -> None:
    assert said in refusal(written(tmp_path, {"properties": {"code": "33001"}, "geometry": geometry}))


def test_half_a_territory_is_refused_and_what_is_missing_is_named(tmp_path: Path) -> None:
    assert "33002" in refusal(written(tmp_path, BOTH[0]))


def test_too_many_corners_and_too_large_a_piece_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("etabli.territory.places.engine.contours.MAX_CORNERS", 5)
    assert "trop de points" in refusal(written(tmp_path, *BOTH))
    monkeypatch.setattr(contour_file, "MAX_FEATURE", 40)
    monkeypatch.setattr(contour_file, "MAX_HEAD", 80)
    monkeypatch.setattr(contour_file, "CHUNK_BYTES", 50)
    assert "plus grand" in refusal(written(tmp_path, *BOTH))


@pytest.mark.parametrize("name", ["gironde_communes.geojson", "gironde_epci.geojson", "gironde.topo.json"])
def test_the_files_of_the_state_draw_the_whole_departement(corpus: Path, name: str) -> None:
    communes = {row.code: row.code for row in source.communes()}
    outlines = read_contours(corpus / "territory" / name, communes, {row.code for row in source.epcis()})
    towns = [TownPoint(row.code, row.epci, row.lat, row.lon) for row in source.communes()]
    drawn = draw_shapes(towns, contours=simplify(outlines), water=source.boundary_points())
    assert len(drawn.groups) == 28
    assert len(drawn.communes) == 534
    assert all(d.startswith("M") for d in (*drawn.groups.values(), *drawn.communes.values()))


@pytest.fixture
def territory(communes: dict[str, Commune], tmp_path: Path) -> Path:
    """A file with the outlines of the communes of the tests, side by side."""
    squares = [
        [[rank, 45], [rank + 1, 45], [rank + 1, 46], [rank, 46], [rank, 45]] for rank in range(len(communes))
    ]
    codes = [commune.code for commune in communes.values()]
    return written(tmp_path, *(feature(*pair) for pair in zip(codes, squares, strict=True)))


@pytest.mark.django_db
def test_one_command_has_the_map_drawn_by_the_file_and_another_around_the_towns(
    territory: Path, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    before = queries.drawn_map()
    call_command("load_contours", str(territory))
    assert queries.drawn_map().is_official
    with django_assert_num_queries(1):
        queries.drawn_map()
    call_command("load_contours", forget=True)
    assert queries.drawn_map() == before


@pytest.mark.django_db
def test_a_file_that_is_refused_leaves_the_map_as_it_was(
    communes: dict[str, Commune], tmp_path: Path
) -> None:
    path = tmp_path / "rien.json"
    path.write_text("{}", encoding="utf-8")
    with pytest.raises(CommandError, match="GeoJSON"):
        call_command("load_contours", str(path))
    assert not Contours.objects.exists()


def test_contours_are_loaded_by_the_chamber_and_taken_back(adviser: Staff, territory: Path) -> None:
    outlines = read_contours(territory, *queries.codes_of_contours())
    with pytest.raises(NotAllowed):
        actions.load_contours(name="a", outlines=outlines, by=Viewer.nobody(), at=AT)
    actions.load_contours(name="a", outlines=outlines, by=adviser.viewer, at=AT)
    undo(entry=Entry.objects.latest("pk"), by=adviser.viewer, at=AT)
    assert queries.contours_in_force() is None


@pytest.mark.django_db
def test_loading_the_places_gives_each_commune_its_arrondissement() -> None:
    call_command("load_places", verbosity=0)
    assert next(arrondissement.name for arrondissement in queries.arrondissements()) == "Arcachon"
    assert not Commune.objects.filter(arrondissement=None).exists()
