"""Readings stay readable: those that earlier versions stored open in today's shape, and say what they said."""

from __future__ import annotations

import json
from types import SimpleNamespace
from typing import Any

import pytest
import time_machine
from django.test import Client

from etabli.procurement.quotes import queries
from etabli.procurement.quotes.engine.stored import FIRST, UPGRADES, VERSION, from_stored, to_stored, upgraded
from etabli.procurement.quotes.models import QuoteReading
from tests.community.conftest import AT, enter
from tests.procurement.quotes.conftest import give
from tests.procurement.quotes.stored.shape import (
    Shape,
    described,
    fields_in,
    frozen,
    shape,
    without_default,
)

FROZEN = frozen()
ADDED = {
    "Quote": frozenset({"legibility"}),
    "Line": frozenset({"reference", "text"}),
    "Passage": frozenset({"spaced"}),
}  # with a default, after the frozen readings of a version were made
NEVER_READ = {"Against"}  # added when a quote is compared, which is not stored
RULES = "a stored field was renamed, retyped or removed: tests/procurement/quotes/stored/README.md says what to do"


def has_shape(packed: object, of_version: Shape) -> bool:
    """All of that version's fields, but for those that were added to it with a default since."""
    return all(
        names | ADDED.get(kind, frozenset()) == frozenset(of_version[kind]) | ADDED.get(kind, frozenset())
        for kind, names in fields_in(packed)
    )


@pytest.mark.parametrize("key", FROZEN, ids=str)
def test_a_frozen_reading_says_what_it_said(key: tuple[int, str]) -> None:
    kept = FROZEN[key]
    assert json.loads(json.dumps(from_stored(kept["reading"]).as_json())) == kept["says"]


@pytest.mark.parametrize("key", FROZEN, ids=str)
def test_each_upgrade_gives_the_shape_of_the_next_version(key: tuple[int, str]) -> None:
    version, _name = key
    packed: object = FROZEN[key]["reading"]
    assert has_shape(packed, described()[version]), "what was frozen was changed"
    for before in range(version, VERSION):
        packed = UPGRADES[before](packed)
        assert has_shape(packed, described()[before + 1])


def test_what_is_stored_is_what_the_version_describes() -> None:
    today, kept = shape(), described()[VERSION]
    for kind, fields in kept.items():
        assert fields.items() <= today.get(kind, {}).items(), f"{kind}: {RULES}"
    added = {(kind, name) for kind in today for name in today[kind] if name not in kept.get(kind, {})}
    assert not added & without_default(), f"{added}: older readings lack it, and it has no default: {RULES}"
    assert not added, f"{added}: to be written into shapes.json"


def test_each_version_before_has_its_upgrade_its_shape_and_its_frozen_readings() -> None:
    before = set(range(FIRST, VERSION))
    assert set(UPGRADES) == before
    assert set(described()) == before | {VERSION}
    assert before <= {version for version, _name in FROZEN}
    for version in before:
        packed = [kept["reading"] for (of, _name), kept in FROZEN.items() if of == version]
        held = {kind for each in packed for kind, _names in fields_in(each)}
        assert held == set(described()[version]) - NEVER_READ - {"types"}


@pytest.mark.parametrize("key", FROZEN, ids=str)
def test_opening_changes_nothing_of_what_is_stored(key: tuple[int, str]) -> None:
    reading = FROZEN[key]["reading"]
    before = json.dumps(reading)
    quote = from_stored(reading)
    assert json.dumps(reading) == before
    assert from_stored(to_stored(quote)) == quote


@pytest.mark.parametrize(
    "reading",
    [
        {"version": VERSION + 1, "$": "Quote", "source": "text"},
        {"version": 0, "$": "Quote", "source": "text"},
        {"version": "2", "$": "Quote", "source": "text"},
        {"version": VERSION, "$": "Party"},
        {"version": VERSION, "$": "Quote"},
        {"version": VERSION, "source": "text"},
        {"version": VERSION, "$": "Quote", "source": "text", "of another time": 1},
        {"version": VERSION, "$": "Quote", "source": "text", "currency": {"$": "Decimal", "value": "ten"}},
        {},
    ],
)
def test_what_is_no_reading_of_a_known_version_is_refused(reading: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="reading"):
        from_stored(reading)


def test_only_the_named_fields_are_renamed() -> None:
    reading = {"$": "Quote", "source": "text", "hidden": 0.5, "sizes": [[595.0, 842.0]], "currency": "sizes"}
    assert upgraded(reading) == {
        "$": "Quote", "source": "text", "hidden_share": 0.5, "page_sizes": [[595.0, 842.0]], "currency": "sizes",
    }  # fmt: skip


@pytest.mark.django_db
def test_the_worker_stores_the_version(world: SimpleNamespace) -> None:
    reading = give(world)
    assert reading.decoded["version"] == VERSION
    assert queries.decoded(reading) == from_stored(reading.decoded)


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("key", FROZEN, ids=str)
def test_a_reading_of_an_earlier_version_is_shown(
    client: Client, world: SimpleNamespace, key: tuple[int, str], language: str
) -> None:
    kept = FROZEN[key]
    reading = give(world)
    QuoteReading.objects.filter(pk=reading.pk).update(decoded=kept["reading"])
    with time_machine.travel(AT, tick=False):
        enter(client, world.artisan.user)
        page: Any = client.get(f"/devis/{reading.pk}/", headers={"accept-language": language})
    text = page.content.decode()
    assert page.context["sheet"].rows
    assert kept["says"]["supplier"]["name"] in text
    assert f'<html lang="{language}">' in text
    assert QuoteReading.objects.get(pk=reading.pk).decoded == kept["reading"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("fr", "Ce devis a été lu par une autre version d’Établi"),
        ("en", "This quote was read by another version of Établi"),
    ],
)
def test_a_reading_of_a_newer_version_is_read_again(
    client: Client, world: SimpleNamespace, language: str, sentence: str
) -> None:
    reading = give(world)
    newer = {**reading.decoded, "version": VERSION + 1}
    QuoteReading.objects.filter(pk=reading.pk).update(decoded=newer)
    with time_machine.travel(AT, tick=False):
        enter(client, world.artisan.user)
        page: Any = client.get(f"/devis/{reading.pk}/", headers={"accept-language": language})
    assert sentence in page.content.decode()
