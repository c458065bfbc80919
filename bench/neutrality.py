"""`etabli bench neutrality`: thirty days of a directory of 450 members, by the draws themselves, without a server.

2,000 visitors a day look through the twenty commonest filters, the first twenty times as often as the last. For each:
the most shown member ÷ the least shown, by our draws and, for as many visits, by plain random ones.
Then the first places of a hundred fixed seeds, by a two-sided chi-square at 1 %. The same figures at each run.
"""

import argparse
import random
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache, partial

from bench import progress
from bench.report import Part, Table
from bench.timing import cost_of
from etabli.community.neutrality.engine import FIRST_PLACES, Block, deal, order, visit_after
from etabli.community.neutrality.engine.exposure import Evenness, evenness, far_from_chance
from etabli.foundation.terminal import pick

FIRST = date(2027, 1, 1)
ONE_PERCENT = 2.5758  # two-sided, in standard deviations
TRADES = (90, 75, 60, 50, 45, 40, 30, 25, 20, 15)  # members of each: 450
PLACES_OF_WORK = (180, 90, 45, 30)  # members of each; the others elsewhere, one by one


@dataclass(frozen=True)
class Filter:
    """A filter of the directory: the members that it leaves, and how many visitors a day choose it."""

    name: str
    members: tuple[int, ...]
    visits: int


def add_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--days", type=int, default=30)
    parser.add_argument(
        "--visitors",
        type=int,
        default=2000,
        help=pick("par jour, tous filtres confondus", "a day, over all the filters"),
    )
    parser.add_argument("--seeds", type=int, default=100)


def run(options: argparse.Namespace) -> Iterator[Part]:
    chosen_filters = filters(options.visitors)
    rows, data = [], {}
    for directory_filter in chosen_filters:
        progress(directory_filter.name)
        ours = exposure(directory_filter, options.days, ours_of(directory_filter))
        plain = exposure(directory_filter, options.days, plain_of(directory_filter))
        rows.append(
            (
                directory_filter.name,
                len(directory_filter.members),
                directory_filter.visits,
                ratio_text(ours),
                ratio_text(plain),
            )
        )
        data[directory_filter.name] = {
            "members": len(directory_filter.members),
            "visits": directory_filter.visits * options.days,
            "ratio": ours.ratio,
            "plain": plain.ratio,
        }
    head = ("filter", "members", "visits a day", "most ÷ least shown", "plain random draws")
    yield Part("exposure", data, (Table("neutrality exposure", head, rows),))
    yield _firsts(options.seeds, options.visitors)
    yield _costs()


def filters(visitors: int) -> list[Filter]:
    """The whole list, ten trades, four places, and five trades in the first place."""
    draw = random.Random(2027)
    trade = [number for number, count in enumerate(TRADES) for _ in range(count)]
    place = [number for number, count in enumerate(PLACES_OF_WORK) for _ in range(count)]
    place += range(len(PLACES_OF_WORK), len(PLACES_OF_WORK) + 450 - len(place))
    draw.shuffle(place)
    everyone = range(450)
    chosen = [("all", tuple(everyone))]
    chosen += [(f"trade {n + 1}", tuple(m for m in everyone if trade[m] == n)) for n in range(len(TRADES))]
    chosen += [
        (f"place {n + 1}", tuple(m for m in everyone if place[m] == n)) for n in range(len(PLACES_OF_WORK))
    ]
    chosen += [
        (f"trade {n + 1} in place 1", tuple(m for m in everyone if trade[m] == n and place[m] == 0))
        for n in range(5)
    ]
    whole = sum(1 / rank for rank in range(1, len(chosen) + 1))
    return [
        Filter(name, kept, round(visitors / rank / whole))
        for rank, (name, kept) in enumerate(chosen, start=1)
    ]


def exposure(directory_filter: Filter, days: int, visit: Callable[[date], Sequence[int]]) -> Evenness:
    """After so many days of its visits: who stood how often in the first places."""
    shown: Counter[int] = Counter()
    for number in range(days):
        for _ in range(directory_filter.visits):
            shown.update(visit(FIRST + timedelta(days=number))[:FIRST_PLACES])
    measured = evenness(
        (shown[member], directory_filter.visits * days) for member in directory_filter.members
    )
    assert measured is not None
    return measured


def ours_of(directory_filter: Filter) -> Callable[[date], Sequence[int]]:
    """The visits as the product numbers them, a seed a day."""
    last: tuple[date, int] | None = None

    @lru_cache(maxsize=4)
    def dealt(block: Block, day: date) -> list[tuple[int, ...]]:
        return deal(block, seed=day.isoformat(), name=directory_filter.name)

    def visit(today: date) -> Sequence[int]:
        nonlocal last
        days = (today, today - timedelta(days=1))
        last = visit_after(last, members=len(directory_filter.members), days=days)
        day, number = last
        return order(
            directory_filter.members,
            number,
            seed=day.isoformat(),
            name=directory_filter.name,
            deal_block=lambda block: dealt(block, day),
        )

    return visit


def plain_of(directory_filter: Filter) -> Callable[[date], Sequence[int]]:
    draw = random.Random(directory_filter.name)
    return lambda today: draw.sample(
        directory_filter.members, min(FIRST_PLACES, len(directory_filter.members))
    )


def first_places(seed: str, members: int, visits: int) -> list[int]:
    """How often each stood first, over so many visits of one seed."""
    firsts: Counter[int] = Counter()
    begun = 0
    while begun < visits:
        block = Block.of(begun, members)
        firsts.update(row[0] for row in deal(block, seed=seed, name="")[: visits - begun])
        begun = block.end
    return [firsts[member] for member in range(members)]


def ratio_text(measured: Evenness) -> str:
    return f"{measured.ratio:.3f}" if measured.ratio else "someone never shown"


def _firsts(seeds: int, visits: int) -> Part:
    far = [far_from_chance(first_places(f"seed {number}", 450, visits)) for number in range(seeds)]
    regular, uneven = (
        sum(one < -ONE_PERCENT for one in far),
        sum(one > ONE_PERCENT for one in far),
    )
    rows = [(seeds, regular, uneven)]
    head = ("seeds", "more regular than chance", "less even than chance")
    return Part(
        "first_places",
        {"seeds": seeds, "failures": regular + uneven},
        (Table("neutrality first places", head, rows),),
    )


def _visits(everyone: range, dealt: list[tuple[int, ...]]) -> None:
    """Two hundred visits of a block that is dealt already."""
    for _ in range(200):
        order(everyone, 10**6, seed="seed", name="", deal_block=lambda _block: dealt)[:24]


def _costs() -> Part:
    rows, data = [], {}
    for members in (45, 450, 5000):
        block = Block.of(10**6, members)
        cost = cost_of(partial(deal, block, seed="seed", name=""))
        one = cost_of(partial(_visits, range(members), deal(block, seed="seed", name="")))
        rows.append((members, block.visits, f"{1000 * cost.cpu:.1f} ms", f"{5 * one.cpu:.3f} ms"))
        data[members] = {"visits": block.visits, "block": cost.data(), "order_cpu_ms": 5 * one.cpu}
    head = ("members", "visits of a block", "dealing it", "one visit of it")
    return Part("costs", data, (Table("neutrality costs", head, rows),))
