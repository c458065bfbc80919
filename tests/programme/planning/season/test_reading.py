"""A season's file: what is wrong with it is told with where it stands."""

import copy
import json
from typing import Any

import pytest

from etabli.programme.planning.engine.season import BadSeason, Session, read_season
from etabli.programme.planning.plan_command import CLASH_TEXTS, ERROR_TEXTS, main

GOOD: dict[str, Any] = {
    "advisers": [{"id": "a", "themes": ["t"], "available": [["2027-01-11", "am"]], "max_per_week": 2}],
    "venues": [{"id": "v", "zone": "z", "capacity": 12, "closed": []}],
    "themes": [{"id": "t", "gap_days": 60}],
    "zones": [{"id": "z", "weight": 1.0, "must_cover": True}],
    "demand": [{"theme": "t", "zone": "z", "people": 23.4}],
    "share": [{"zone": "z", "venue": "v", "share": 0.9}],
    "slots": [{"day": "2027-01-11", "half": "am", "factor": 0.5}],
    "support": {"half_days_per_session": 0.0, "period_days": 28, "max_load": 1.0},
    "uncovered_penalty": 5.0,
    "pins": [],
    "bans": [],
}
ABSENT = object()
PIN = {"theme": "t", "venue": "v", "adviser": "a", "day": "2027-01-11", "half": "am"}
BAD: list[tuple[list[Any], Any, str, str]] = [
    (["advisers"], ABSENT, "missing", "advisers"),
    (["advisers"], {}, "list", "advisers"),
    (["advisers", 0], 3, "object", "advisers[0]"),
    (["advisers", 0, "id"], "", "text", "advisers[0].id"),
    (["advisers", 0, "themes"], ["x"], "unknown", "advisers[0].themes[0]"),
    (["advisers", 0, "venues"], ["x"], "unknown", "advisers[0].venues[0]"),
    (["advisers", 0, "available"], [["2027-01-11"]], "slot", "advisers[0].available[0]"),
    (["advisers", 0, "available"], [["2027-13-11", "am"]], "day", "advisers[0].available[0][0]"),
    (["advisers", 0, "available"], [["20270111", "am"]], "day", "advisers[0].available[0][0]"),
    (["advisers", 0, "max_per_week"], 1.5, "whole", "advisers[0].max_per_week"),
    (["advisers", 0, "max_per_week"], True, "number", "advisers[0].max_per_week"),
    (["venues", 0, "zone"], "x", "unknown", "venues[0].zone"),
    (["venues", 0, "zone"], None, "text", "venues[0].zone"),
    (["venues", 0, "capacity"], -1, "negative", "venues[0].capacity"),
    (["venues", 0, "closed"], [["2027-01-11", "noon"]], "half", "venues[0].closed[0][1]"),
    (["venues"], GOOD["venues"] * 2, "repeated", "venues[1].id"),
    (["themes", 0, "gap_days"], "60", "number", "themes[0].gap_days"),
    (["zones", 0, "weight"], float("nan"), "number", "zones[0].weight"),
    (["zones", 0, "must_cover"], 1, "flag", "zones[0].must_cover"),
    (["demand", 0, "people"], float("inf"), "number", "demand[0].people"),
    (["demand", 0, "people"], 10**400, "number", "demand[0].people"),
    (["demand"], GOOD["demand"] * 2, "repeated", "demand[1]"),
    (["share", 0, "share"], 1.01, "share", "share[0].share"),
    (["slots", 0, "factor"], 2, "share", "slots[0].factor"),
    (["slots"], GOOD["slots"] * 2, "repeated", "slots[1]"),
    (["support", "period_days"], 0, "zero", "support.period_days"),
    (["uncovered_penalty"], [], "number", "uncovered_penalty"),
    (["pins"], [{**PIN, "theme": "x"}], "unknown", "pins[0].theme"),
    (["pins"], [{**PIN, "day": "soon"}], "day", "pins[0].day"),
    (["pins"], [{"theme": "t"}], "missing", "pins[0].venue"),
    (["bans"], [{}], "no_key", "bans[0]"),
    (["bans"], [{"zone": "z"}], "unknown_key", "bans[0].zone"),
    (["bans"], [{"venue": "x"}], "unknown", "bans[0].venue"),
    (["bans"], [{"half": []}], "half", "bans[0].half"),
]


def changed(path: list[Any], value: Any) -> str:
    season = copy.deepcopy(GOOD)
    here: Any = season
    for step in path[:-1]:
        here = here[step]
    if value is ABSENT:
        del here[path[-1]]
    else:
        here[path[-1]] = value
    return json.dumps(season)


@pytest.mark.parametrize(("path", "value", "kind", "where"), BAD)
def test_what_is_wrong_is_told_with_where(path: list[Any], value: Any, kind: str, where: str) -> None:
    with pytest.raises(BadSeason) as bad:
        read_season(changed(path, value))
    assert (bad.value.kind, bad.value.where) == (kind, where)


@pytest.mark.parametrize("content", [b"", b"{", b"\xff\xfe", b"[" * 100_000, b"NaN"])
def test_what_is_no_season_is_refused(content: bytes) -> None:
    with pytest.raises(BadSeason):
        read_season(content)


def test_a_season_may_leave_pins_bans_and_venues_out() -> None:
    season = read_season(
        json.dumps({key: value for key, value in GOOD.items() if key not in ("pins", "bans")})
    )
    assert (season.pins, season.bans, season.advisers[0].venues) == ((), (), None)


def test_every_kind_of_mistake_is_worded_in_both_languages() -> None:
    assert {kind for _, _, kind, _ in BAD} | {"json"} == ERROR_TEXTS.keys()
    assert all(french.endswith(".") and english.endswith(".") for french, english in ERROR_TEXTS.values())
    assert set(CLASH_TEXTS) >= {"theme", "venue", "week", "load", "gap"}


def run(
    tmp_path: Any, season: str, capsys: pytest.CaptureFixture[str], *options: str
) -> tuple[int, str, str]:
    file = tmp_path / "season.json"
    file.write_text(season, encoding="utf-8")
    try:
        code = main([str(file), "--seconds", "2", *options])
    except SystemExit as ended:
        code = int(str(ended.code))
    out, err = capsys.readouterr()
    return code, out, err


def test_the_command_prints_one_document(tmp_path: Any, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = run(tmp_path, json.dumps(GOOD), capsys, "--json")
    plan = json.loads(out)
    assert (code, err) == (0, "")
    assert plan["sessions"] == [
        {
            **PIN,
            "expected": pytest.approx(10.53),
            "zones": {"z": pytest.approx(10.53)},
            "reason": "Sans elle, rien près de : z ; 10,5 personnes attendues.",
        }
    ]
    assert plan["value"] == pytest.approx(10.53)
    assert plan["unserved"] == [{"theme": "t", "zone": "z", "people": pytest.approx(12.87)}]


def test_the_command_refuses_in_one_line(
    tmp_path: Any, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for path, value, _, where in BAD:
        code, out, err = run(tmp_path, changed(path, value), capsys)
        assert (code, out, err.count("\n")) == (2, "", 1)
        assert where in err
    monkeypatch.setenv("LANG", "en_GB.UTF-8")
    assert "is defined nowhere" in run(tmp_path, changed(["venues", 0, "zone"], "x"), capsys)[2]
    clash = changed(["pins"], [{**PIN, "half": "pm"}])
    assert "t, v, a, 2027-01-11 pm" in run(tmp_path, clash, capsys)[2]


def test_pins_are_read_as_sessions() -> None:
    assert isinstance(read_season(changed(["pins"], [PIN])).pins[0], Session)
