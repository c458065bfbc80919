"""What the data says: in full, in both languages, short enough; and where somebody stands among the gestures."""

import copy
import re
import tomllib
from datetime import date
from importlib import resources
from typing import Any

import pytest

from etabli.programme.protection.catalogue import FILES, load
from etabli.programme.protection.engine import CatalogueError, Mark, next_of, parse, standings
from etabli.programme.protection.engine.parsing import count_words

CATALOGUE = load()
GESTURES = {gesture.id: gesture for gesture in CATALOGUE.gestures}
TODAY = date(2027, 3, 1)


def tables() -> dict[str, Any]:
    folder = resources.files("etabli.programme.protection") / "data"
    read = [tomllib.loads((folder / f"{name}.toml").read_text("utf-8")) for name in FILES]
    return copy.deepcopy({key: rows for table in read for key, rows in table.items()})


def test_ten_gestures_seven_sheets_six_messages() -> None:
    assert (len(CATALOGUE.gestures), len(CATALOGUE.sheets), len(CATALOGUE.messages)) == (10, 7, 6)
    assert CATALOGUE.gestures[0].minutes <= 2
    assert GESTURES["backup"].months == 6
    assert {message.is_fake for message in CATALOGUE.messages} == {True, False}


def test_the_register_asks_ten_things_and_says_for_how_long() -> None:
    assert len(CATALOGUE.processing_activities) == 10
    assert all(row.kept.fr and row.basis.fr for row in CATALOGUE.processing_activities)
    assert {row.id for row in CATALOGUE.processing_activities if not row.paper.fr} == {"staff", "applicants"}


def test_a_sheet_is_read_in_a_minute() -> None:
    for sheet in CATALOGUE.sheets:
        assert 60 <= count_words(sheet, "fr") <= 180, sheet.id
        assert 60 <= count_words(sheet, "en") <= 180, sheet.id
        assert sheet.calls


def test_every_source_has_an_address() -> None:
    sources = [gesture.source for gesture in CATALOGUE.gestures]
    sources += [service.source for sheet in CATALOGUE.sheets for service, _why in sheet.calls]
    assert all(re.fullmatch(r"https://[a-z0-9.-]+", source.url) for source in sources)


def test_french_signs_do_not_begin_a_line() -> None:
    for table in tables().values():
        assert not re.search(r" [:;?!»]|« ", str(table))


def _twice(data: dict[str, Any]) -> None:
    data["gesture"].append(data["gesture"][1])


def _without_english(data: dict[str, Any]) -> None:
    del data["gesture"][2]["why"]["en"]


def _long_first(data: dict[str, Any]) -> None:
    data["gesture"].reverse()


def _unknown_service(data: dict[str, Any]) -> None:
    data["sheet"][0]["call"][0]["service"] = "nobody"


def _long_sheet(data: dict[str, Any]) -> None:
    data["sheet"][0]["sign"]["fr"] = "mot " * 181


@pytest.mark.parametrize(
    ("spoil", "sentence"),
    [
        (_twice, "gesture lost-phone: twice"),
        (_without_english, "gesture backup: why is missing in one language"),
        (_long_first, "the first one takes 2 minutes"),
        (_unknown_service, "sheet page-hacked: no service is called nobody"),
        (_long_sheet, "180 at most"),
    ],
)
def test_incomplete_data_is_refused_with_its_place(spoil: Any, sentence: str) -> None:
    data = tables()
    spoil(data)
    with pytest.raises(CatalogueError, match=sentence):
        parse(data)


MISSING = object()


@pytest.mark.parametrize(
    ("path", "value", "sentence"),
    [
        ("sheet 0 call 0 en", "", "sheet page-hacked, service .*: call is missing in one language"),
        ("sheet 0 call 0 en", MISSING, "sheet page-hacked, service .*: call is missing in one language"),
        ("sheet 0 call 0 service", MISSING, "sheet page-hacked: a call: service is missing"),
        ("sheet 0 call", MISSING, "sheet page-hacked: call is missing, or no list"),
        ("sheet 0 now en 0", "", "sheet page-hacked: now, sentence 1 is missing in one language"),
        ("sheet 0 now en 1", " ", "sheet page-hacked: now, sentence 2 is missing in one language"),
        ("gesture 0 how", {"fr": "oui", "en": "yes"}, "gesture updates: how holds 3 to 6 sentences"),
        ("gesture 0 how", "oui", "gesture updates: how holds 3 to 6 sentences"),
        ("gesture 0 source url", MISSING, "gesture updates: source: url is missing"),
        ("gesture 0 source", MISSING, "gesture updates: source is missing in one language"),
        ("gesture 0 minutes", "2", "gesture updates: minutes is missing, or no number"),
        ("gesture 0 checked_on", "hier", "gesture updates: checked_on is a day such as 2026-05-31"),
        ("gesture 0 page", {"url_name": "a", "en": "b"}, "gesture updates: page is missing in one language"),
        ("gesture 0 page", {"fr": "a", "en": "b"}, "gesture updates: page: url_name is missing"),
        ("gesture 1 id", MISSING, "gesture number 2: id is missing"),
        ("gesture", [], "gesture: there is none"),
        ("service", MISSING, "service: there is none"),
        ("message 0 is_fake", MISSING, "message bank: is_fake is missing, or no true or false"),
        ("processing 0 paper en", "", "processing customers: paper is missing in one language"),
        ("processing 0 paper en", MISSING, "processing customers: paper is missing in one language"),
        ("processing 0 source", MISSING, "processing customers: source is missing"),
    ],
)
def test_what_is_missing_is_refused_with_its_place(path: str, value: Any, sentence: str) -> None:
    data = tables()
    *way, last = [int(step) if step.isdigit() else step for step in path.split()]
    entry: Any = data
    for step in way:
        entry = entry[step]
    if value is MISSING:
        del entry[last]
    else:
        entry[last] = value
    with pytest.raises(CatalogueError, match=sentence):
        parse(data)


def test_a_backup_is_tried_again_after_six_months() -> None:
    for day, kind in ((date(2026, 9, 2), "done"), (date(2026, 9, 1), "again")):
        rows = standings(CATALOGUE.gestures, {"backup": Mark(True, day)}, TODAY)
        row = next(row for row in rows if row.gesture.id == "backup")
        assert row.kind == kind
        assert row.returns_on == date(2027, 3, day.day)


def test_the_next_one_is_the_first_that_is_open_and_what_is_not_for_somebody_never_returns() -> None:
    first, second = CATALOGUE.gestures[:2]
    aside = {first.id: Mark(False, date(2016, 1, 1), "pas de téléphone")}
    following = next_of(standings(CATALOGUE.gestures, aside, TODAY))
    assert following is not None
    assert following.gesture == second
    everything = {gesture.id: Mark(True, TODAY) for gesture in CATALOGUE.gestures}
    assert next_of(standings(CATALOGUE.gestures, everything, TODAY)) is None
