"""A contour file as the State publishes it, read piece by piece: it may hold all of France, or be no such file."""

from __future__ import annotations

import gzip
import json
import re
import zlib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, TextIO

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from etabli.foundation.journal import ActionError
from etabli.territory.places.engine.contours import (
    Feature,
    Unreadable,
    features_of_topology,
    outlines_of,
)
from etabli.territory.places.engine.shapes import Ring

CHUNK_BYTES = 1_000_000  # characters read at a time
MAX_HEAD = 1_000_000  # characters before the first feature
MAX_FEATURE = 8_000_000
MAX_TOPOLOGY = 64_000_000  # a TopoJSON file is read whole
MAX_CHARACTERS = 2_000_000_000  # characters, once decompressed
SEPARATORS = (" ", "\t", "\r", "\n", ",")
MAX_NAMED = 5  # codes named when some are missing

REASON_SENTENCES: dict[str, str | Promise] = {
    "json": _("It is neither GeoJSON nor TopoJSON. Choose the file that ends in .geojson or .json."),
    "cut": _("The file is cut or damaged: download it again."),
    "large": _("The file is larger than any file of contours."),
    "geometry": _("The outline of %(code)s is not made of rings of points."),
    "degrees": _("The points are not in degrees: choose the file in WGS 84 (EPSG:4326)."),
    "topology": _("Its arcs and its objects do not fit together: download it again."),
    "corners": _("Its outlines have too many points: choose a simplified file."),
    "nobody": _("No commune or EPCI of the territory is in this file, under its official code."),
    "missing": _("The outlines of %(number)d of our communes or EPCI are not in it, among them %(codes)s."),
}


class BadContours(ActionError):
    """The file can't be taken for contours of the territory; the sentence says why."""


def read_contours(path: Path, communes: Mapping[str, str], groups: Iterable[str]) -> dict[str, list[Ring]]:
    """The outlines of all the communes, or of all the groups, or of both; `communes` as in `engine.outlines_of`.

    The file may be compressed (.gz). Raises BadContours.
    """
    groups = set(groups)
    try:
        with path.open("rb") as content:
            packed = content.read(2) == b"\x1f\x8b"
        opened: Any = gzip.open if packed else open
        with opened(path, "rt", encoding="utf-8-sig") as stream:
            outlines = outlines_of(_features(stream), communes, groups)
    except Unreadable as error:
        raise bad_contours(error.why, code=error.code) from error
    except (OSError, EOFError, UnicodeDecodeError, zlib.error) as error:
        raise bad_contours("json") from error
    _check_whole(outlines, {*communes.values()}, groups)
    return outlines


def bad_contours(why: str, **values: Any) -> BadContours:
    return BadContours(str(REASON_SENTENCES[why]) % values)


def _check_whole(outlines: Mapping[str, object], communes: set[str], groups: set[str]) -> None:
    """Half a map is worse than a drawn one: a level is all there, or not at all."""
    if not outlines:
        raise bad_contours("nobody")
    for level in (communes, groups):
        missing = sorted(level - outlines.keys())
        if missing and level & outlines.keys():
            raise bad_contours("missing", number=len(missing), codes=", ".join(missing[:MAX_NAMED]))


def _features(stream: TextIO) -> Iterator[Feature]:
    head, start = _head(stream)
    if start:
        yield from _read_features(stream, head[start:])
        return
    whole = head + stream.read(MAX_TOPOLOGY)
    if len(whole) >= MAX_TOPOLOGY:
        raise bad_contours("large")
    document = _parse_json(whole)
    if not isinstance(document, dict) or document.get("type") != "Topology":
        raise bad_contours("json")
    yield from features_of_topology(document)


def _head(stream: TextIO) -> tuple[str, int]:
    """The beginning of the file, and where its list of features begins; 0 when it has none there."""
    head = stream.read(MAX_HEAD)
    begins = re.search(r'"features"\s*:\s*\[', head)
    return head, begins.end() if begins else 0


def _read_features(stream: TextIO, buffered: str) -> Iterator[Feature]:
    """The features of a GeoJSON file, one after the other."""
    decoder, place, seen = json.JSONDecoder(parse_constant=_refuse_constant), 0, len(buffered)
    while True:
        while buffered[place : place + 1] in SEPARATORS:
            place += 1
        if buffered.startswith("]", place):
            return
        try:
            feature, place = decoder.raw_decode(buffered, place)
        except Unreadable:
            raise
        except RecursionError as error:
            raise bad_contours("json") from error
        except ValueError as error:
            buffered, place = buffered[place:], 0
            chunk = stream.read(CHUNK_BYTES)
            seen += len(chunk)
            if not chunk:
                raise bad_contours("cut") from error
            if len(buffered) > MAX_FEATURE or seen > MAX_CHARACTERS:
                raise bad_contours("large") from error
            buffered += chunk
            continue
        if not isinstance(feature, dict):
            raise bad_contours("json")
        properties = feature.get("properties")
        yield properties if isinstance(properties, dict) else {}, feature.get("geometry")


def _parse_json(whole: str) -> Any:
    try:
        return json.loads(whole, parse_constant=_refuse_constant)
    except Unreadable:
        raise
    except (ValueError, RecursionError) as error:
        raise bad_contours("json") from error


def _refuse_constant(name: str) -> float:
    raise Unreadable("geometry", name)
