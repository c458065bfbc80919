"""What was shown is counted once a day is over, hashed in the log, and told."""

import json
import secrets
from datetime import UTC, date, datetime, timedelta
from io import StringIO
from pathlib import Path

import pytest
import time_machine
from django.core.management import CommandError, call_command

from etabli.community.neutrality import queries, visits
from etabli.community.neutrality.draws import (
    commit_seeds,
    draw,
    draw_parts,
    note_shown,
    recompute_order,
    reveal_seeds,
    shown_parts,
)
from etabli.community.neutrality.engine.exposure import Evenness, evenness
from etabli.community.neutrality.exposure_counts import ALL, count_days, forget_showings
from etabli.community.neutrality.models import DrawSeed, LogEntry, Salt, Showing

AT = datetime(2027, 1, 12, 9, 30, tzinfo=UTC)
TODAY = date(2027, 1, 12)
NEXT = AT + timedelta(days=1)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folder(settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder of its own; and a known seed, since the exposure of six visits depends on the seed drawn."""
    settings.DATA = tmp_path
    monkeypatch.setattr(secrets, "token_hex", lambda size: "1a" * size)
    return tmp_path


def visit(times: int = 1, *, filters: str = "", eligible: range = range(1, 31), at: datetime = AT) -> None:
    for _ in range(times):
        made = draw(list_name="directory", filters=filters, eligible=eligible, key="", at=at)
        note_shown(made, made.order[:24])


def a_day() -> None:
    """Six visits without filters (a round of three, twice), three of the writers; counted the day after."""
    visit(6)
    visit(3, filters="trade=writer", eligible=range(1, 13))
    count_days(NEXT)


def verify(*options: str) -> tuple[int, dict]:
    out = StringIO()
    try:
        with time_machine.travel(NEXT, tick=False):
            call_command("neutrality", "verify", "--json", *options, stdout=out)
    except SystemExit as stopped:
        return int(str(stopped.code)), json.loads(out.getvalue())
    return 0, json.loads(out.getvalue())


def test_a_day_is_counted_once_it_is_over() -> None:
    visit(6)
    count_days(AT)
    assert not Showing.objects.exists()
    visit(3, filters="trade=writer", eligible=range(1, 13))
    count_days(NEXT)
    count_days(NEXT)
    assert visits.days_with_visits() == []
    by_filters = {
        filters: list(Showing.objects.filter(filters=filters).order_by("pk").values_list("shown", "eligible"))
        for filters in ("", "trade=writer", ALL)
    }
    # Twice each, but for whoever stood first three times in six: one day in forty or so.
    assert sum(times for times, _of in by_filters[""]) == 60
    assert [of for _times, of in by_filters[""]] == [6] * 30
    assert sum(times for times, _of in by_filters["trade=writer"]) == 30
    assert {of for _times, of in by_filters["trade=writer"]} == {3}
    assert [of for _times, of in by_filters[ALL]] == [9] * 12 + [6] * 18
    assert LogEntry.objects.get(kind="showings.counted").payload["visits"] == 9


def test_each_part_of_a_list_is_counted_for_its_own_first_places() -> None:
    """Fifteen of the day, thirty of the day before, of which the page shows five: these are not compared."""
    parts = {"day=12": range(15), "day=11": range(100, 130), "day=10": range(200, 230)}
    for visited in range(4):
        drawn = draw_parts(list_name="jobs", parts=parts, key="", at=AT)
        assert {one.key for one in drawn} == {drawn[0].key}
        shown_parts(drawn, max_shown=50)
        again = draw_parts(list_name="jobs", parts=parts, key=drawn[0].key, at=AT)
        shown_parts(again, max_shown=50)
        assert [list(one.order) for one in again] == [list(one.order) for one in drawn], visited
    count_days(NEXT)
    assert LogEntry.objects.get(kind="showings.counted").payload["visits"] == 4
    of_part = {
        filters: list(Showing.objects.filter(filters=filters).values_list("shown", "eligible"))
        for filters in ("day=12", "day=11", "day=10")
    }
    assert [sum(times for times, _of in of_part[filters]) for filters in of_part] == [40, 40, 0]
    assert {of for _times, of in of_part["day=11"]} == {4}
    assert len(of_part["day=12"]) == 15
    assert verify()[0] == 0


def test_a_day_counted_twice_by_a_crash_counts_once() -> None:
    visit(3)
    kept = visits.visits_file(TODAY).read_bytes()
    count_days(NEXT)
    visits.visits_file(TODAY).write_bytes(kept)
    count_days(NEXT)
    assert Showing.objects.filter(filters=ALL).count() == 30


def test_a_line_cut_short_is_left_out() -> None:
    visit(2)
    with visits.visits_file(TODAY).open("a") as file:
        file.write('{"list": "direc')
    count_days(NEXT)
    assert LogEntry.objects.get(kind="showings.counted").payload["visits"] == 2


def test_only_the_commonest_filters_have_figures_of_their_own() -> None:
    for number in range(22):
        visit(1 if number else 2, filters=f"place={number:05}")
    count_days(NEXT)
    kept = set(Showing.objects.values_list("filters", flat=True))
    assert len(kept) == 21
    assert {"place=00000", ALL} <= kept


def test_what_somebody_typed_is_written_down_nowhere() -> None:
    visit(3, filters="place=33063&words=marie+dupont")
    assert "marie" not in visits.visits_file(TODAY).read_text()
    count_days(NEXT)
    assert set(Showing.objects.values_list("filters", flat=True)) == {ALL}


def test_figures_go_when_their_time_is_over_and_the_log_stays() -> None:
    a_day()
    forget_showings(AT + timedelta(days=102))
    assert set(Showing.objects.values_list("filters", flat=True)) == {ALL}
    assert verify()[0] == 0
    forget_showings(AT + timedelta(days=800))
    assert not Showing.objects.exists()
    assert verify()[0] == 0


def test_a_site_at_work_is_verified() -> None:
    commit_seeds(AT)
    a_day()
    reveal_seeds(AT + timedelta(days=3))
    code, told = verify()
    assert (code, told["broken_at"], told["problems"]) == (0, None, [])
    assert told["exposure"]["directory?"] == {
        "members": 30,
        "visits": 6,
        "least": 0.333333,
        "most": 0.333333,
        "max_over_min": 1.0,
    }
    assert verify("--anchor", told["last_hash"])[0] == 0
    assert verify("--anchor", "f" * 64)[0] == 1


def change_a_seed() -> None:
    DrawSeed.objects.filter(day=TODAY, list_name="directory").update(seed="0" * 64)


def change_a_commitment() -> None:
    DrawSeed.objects.filter(day=TODAY, list_name="directory").update(commitment="0" * 64)


def remove_a_seed() -> None:
    DrawSeed.objects.filter(day=TODAY, list_name="directory").delete()


def slip_a_seed_in() -> None:
    DrawSeed.objects.create(day=date(2027, 1, 1), list_name="ads", seed="1", commitment="2", committed_at=AT)


def show_somebody_more() -> None:
    Showing.objects.filter(subject="member:3", filters=ALL).update(shown=9)


def remove_a_figure() -> None:
    Showing.objects.filter(subject="member:3", filters="").delete()


def add_a_figure() -> None:
    Showing.objects.create(
        day=TODAY, list_name="directory", filters="x", subject="member:3", shown=1, eligible=1
    )


@pytest.mark.parametrize(
    "harm",
    [
        change_a_seed,
        change_a_commitment,
        remove_a_seed,
        slip_a_seed_in,
        show_somebody_more,
        remove_a_figure,
        add_a_figure,
    ],
)
def test_what_was_changed_beside_the_log_is_caught(harm) -> None:
    commit_seeds(AT)
    a_day()
    harm()
    code, told = verify()
    assert code == 1
    assert len(told["problems"]) == 1


def test_anybody_can_draw_again_once_the_seed_is_revealed() -> None:
    made = draw(list_name="directory", filters="trade=writer", eligible=range(1, 31), key="", at=AT)
    given = {"list": "directory", "filters": "trade=writer", "eligible": ",".join(map(str, range(1, 31)))}
    with pytest.raises(CommandError, match="secrète"):
        call_command("neutrality", "draw", key=made.key, **given)
    reveal_seeds(AT + timedelta(days=2))
    out = StringIO()
    call_command("neutrality", "draw", "--json", key=made.key, stdout=out, **given)
    assert json.loads(out.getvalue()) == list(made.order)
    for key in ("", "x", "2027-13-12-345"):
        with pytest.raises(CommandError, match="Ce n’est pas une clé de tirage"):
            call_command("neutrality", "draw", key=key, **given)
    for eligible in (None, "", "3,five", "3,,5"):
        with pytest.raises(CommandError, match="Dites qui était dans la liste"):
            call_command("neutrality", "draw", key=made.key, eligible=eligible)
    seed = DrawSeed.objects.get().seed
    again = recompute_order(list_name="ads", filters="", eligible=range(30), key=made.key, seed=seed)
    assert sorted(again) == list(range(30))


def test_the_report_names_nobody() -> None:
    a_day()
    Salt.objects.create(subject="member:3", value="s")
    report = queries.report(since=TODAY, until=TODAY)
    told = report["members"]["directory"]
    assert len(told) == 30
    assert [bool(one["who"]) for one in told][:4] == [False, False, True, False]
    assert told[2]["shown"] >= 2
    assert told[2]["eligible"] == 9


def test_evenness_leaves_newcomers_out_of_the_comparison() -> None:
    assert evenness([]) is None
    assert evenness([(10, 100), (11, 100), (9, 10)]) == Evenness(3, 100, 0.1, 0.11)
    assert evenness([(0, 100), (11, 100)]).ratio is None
