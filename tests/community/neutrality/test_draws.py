"""The order of a list: committed to, the same for the same address, even over its visits, and not to be guessed."""

import itertools
import json
import math
from collections import Counter
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from etabli.community.neutrality import visits
from etabli.community.neutrality.draws import Draw, commit_seeds, draw, note_shown, reveal_seeds
from etabli.community.neutrality.engine import Block, Order, commitment, deal, order
from etabli.community.neutrality.models import DrawSeed, LogEntry

AT = datetime(2027, 1, 12, 9, 30, tzinfo=UTC)
TODAY = date(2027, 1, 12)
MEMBERS = list(range(101, 146))


@pytest.fixture(autouse=True)
def folder(settings, tmp_path: Path) -> Path:
    settings.DATA = tmp_path
    return tmp_path


def visit(key: str = "", *, at: datetime = AT, filters: str = "", eligible: list[int] = MEMBERS) -> Draw:
    return draw(list_name="directory", filters=filters, eligible=eligible, key=key, at=at)


def far_from_even(counts: list[int], expected: float) -> float:
    """How many standard deviations the chi-square of these counts is from what chance gives (Wilson and Hilferty)."""
    free = len(counts) - 1
    found = sum((count - expected) ** 2 / expected for count in counts)
    return ((found / free) ** (1 / 3) - (1 - 2 / (9 * free))) / math.sqrt(2 / (9 * free))


def orders(seed: str, members: int, count: int) -> list[Order]:
    kept: dict[Block, list[tuple[int, ...]]] = {}

    def dealt(block: Block) -> list[tuple[int, ...]]:
        return kept[block] if block in kept else kept.setdefault(block, deal(block, seed=seed, name="t"))

    return [order(range(members), number, seed=seed, name="t", deal_block=dealt) for number in range(count)]


@pytest.mark.django_db
def test_the_same_address_gives_the_same_order_the_day_and_the_next() -> None:
    first = visit()
    assert sorted(first.order) == MEMBERS
    for again in (visit(first.key), visit(first.key, at=AT + timedelta(days=1))):
        assert list(again.order) == list(first.order)
        assert again.key == first.key
        assert not again.is_new
    assert list(visit().order) != list(first.order)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "key", ["2026-12-01-3", "2027-01-11-3", "2027-01-13-0", "x", "é" * 500, "2027-99-99-1"]
)
def test_an_old_or_an_invented_key_gives_an_order_of_today(key: str) -> None:
    one = visit(key)
    assert sorted(one.order) == MEMBERS
    assert list(visit(key).order) == list(one.order) == list(visit(one.key).order)
    assert one.key.startswith("2027-01-12-")


@pytest.mark.django_db
def test_a_visit_reads_the_seeds_and_writes_nothing(django_assert_num_queries) -> None:
    commit_seeds(AT)
    with django_assert_num_queries(1):
        note_shown(one := visit(), one.order[:24])


@pytest.mark.django_db
def test_seeds_are_committed_to_before_and_revealed_after() -> None:
    commit_seeds(AT - timedelta(days=1))
    commit_seeds(AT - timedelta(days=1))
    committed = LogEntry.objects.get(kind="draw.committed", payload__day="2027-01-12", payload__list="ads")
    seed = DrawSeed.objects.get(day=TODAY, list_name="ads")
    assert committed.payload["commitment"] == commitment(seed.seed) == seed.commitment
    assert seed.seed not in json.dumps(committed.payload)
    reveal_seeds(AT + timedelta(days=1))  # its last block may still be under way
    assert not LogEntry.objects.filter(kind="draw.revealed", payload__day="2027-01-12").exists()
    for _twice in range(2):
        reveal_seeds(AT + timedelta(days=2))
    revealed = LogEntry.objects.get(kind="draw.revealed", payload__day="2027-01-12", payload__list="ads")
    assert revealed.payload["seed"] == seed.seed


@pytest.mark.django_db
def test_a_seed_that_the_clock_missed_is_committed_to_before_it_serves() -> None:
    visit()
    assert DrawSeed.objects.get().day == TODAY
    assert LogEntry.objects.get().kind == "draw.committed"


@pytest.mark.django_db
def test_a_block_begun_yesterday_is_brought_to_its_end() -> None:
    """45 members: 5 visits a round, 10 in the first block."""
    commit_seeds(AT)
    begun = [visit() for _ in range(7)]
    ended = [visit(at=AT + timedelta(days=1)) for _ in range(4)]
    assert [one.key for one in ended] == ["2027-01-12-7", "2027-01-12-8", "2027-01-12-9", "2027-01-13-0"]
    seen = Counter(member for one in [*begun, *ended[:3]] for member in one.order[:10])
    assert min(seen[member] for member in MEMBERS) >= 2


@pytest.mark.django_db
def test_a_full_disk_stops_nobody(settings, tmp_path: Path) -> None:
    (tmp_path / "draws").write_text("a file where the folder should be")
    note_shown(one := visit(), one.order)
    assert sorted(one.order) == MEMBERS


@pytest.mark.django_db
def test_what_is_shown_is_noted_once(tmp_path: Path) -> None:
    one = visit(filters="trade=writer")
    note_shown(one, one.order[:24])
    note_shown(visit(one.key), one.order[:24])
    lines = [json.loads(line) for line in visits.visits_file(TODAY).read_text().splitlines()]
    assert lines[0]["ids"] == MEMBERS
    assert [line["first"] for line in lines[1:]] == [list(one.order[:10])]
    assert visits.days_with_visits() == [TODAY]


@pytest.mark.django_db
@pytest.mark.parametrize("count", [0, 1, 2, 9, 10, 11])
def test_few_members(count: int) -> None:
    assert sorted(visit(eligible=MEMBERS[:count]).order) == MEMBERS[:count]


@pytest.mark.parametrize("members", [11, 23, 45, 450])
def test_each_block_gives_everybody_the_same_number_of_first_places(members: int) -> None:
    for start in (0, 10**6):
        block = Block.of(start, members)
        rows = deal(block, seed="graine", name="t")
        assert all(len(set(row)) == 10 for row in rows)
        counts = Counter(member for row in rows for member in row)
        even = block.visits * 10 / members
        assert max(abs(counts[member] - even) for member in range(members)) < 3
        assert sum(abs(counts[member] - even) > 1 for member in range(members)) <= max(3, members * 0.2)


def test_an_order_is_drawn_as_far_as_somebody_looks() -> None:
    whole = orders("graine", 45, 1)[0]
    bit_by_bit = orders("graine", 45, 1)[0]
    assert sorted(whole) == list(range(45))
    assert [bit_by_bit[30], *bit_by_bit[10:15], bit_by_bit[-1]] == [whole[30], *list(whole)[10:15], whole[44]]


def test_first_places_come_as_chance_gives_them() -> None:
    """Neither less even than chance, nor more: at 1 %, four failures out of a hundred seeds at most."""
    far = []
    for seed in range(100):
        counts = Counter(one[0] for one in orders(f"graine {seed}", 45, 200))
        far.append(far_from_even([counts[member] for member in range(45)], 200 / 45))
    assert sum(abs(one) > 2.5758 for one in far) <= 4
    assert abs(sum(far) / 10) < 3.5  # the mean of a hundred: a regular turn would be far below


@pytest.mark.parametrize("place", [0, 5, 15, 40])
def test_no_place_can_be_told_from_the_list_before(place: int) -> None:
    """Where the member of that place stood in the list before: anywhere, as often."""
    stood = Counter()
    for seed in range(60):
        lists = [list(one) for one in orders(f"graine {seed}", 45, 60)[40:]]
        stood.update(before.index(after[place]) for before, after in itertools.pairwise(lists))
    assert abs(far_from_even([stood[rank] for rank in range(45)], stood.total() / 45)) < 3.5
