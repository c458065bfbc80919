"""The order of a list, drawn for each visit from a seed that was committed to before its day.

A page asks `draw` for its order, keeps `Draw.key` in its addresses (`?tirage=`), and tells `shown` what it showed.
"""

import hashlib
import re
import secrets
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import lru_cache
from urllib.parse import parse_qsl

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from etabli.community.neutrality import visits
from etabli.community.neutrality.engine import FIRST_PLACES, Block, commitment, deal, order
from etabli.community.neutrality.log import append_entry
from etabli.community.neutrality.models import DrawSeed
from etabli.foundation.people.viewer import Viewer
from etabli.foundation.registries import registry_modules

OTHER_FILTERS = "~"
SUBJECT_OF_LIST = {
    "directory": "member",
    "ads": "ad",
    "jobs": "job",
}  # what each list is of, as the log names it
SEEDS_HIDDEN_FOR = timedelta(
    days=2
)  # a seed is revealed once no order can come from it any more: the day after may use it
MAX_FILTERS_LENGTH = 200
TYPED_FILTER = (
    "words"  # the filter that holds what somebody typed: it separates draws, and is written down nowhere
)
_KEY = re.compile(r"(\d{4}-\d\d-\d\d)-(\d{1,10})")


@dataclass(frozen=True)
class Draw:
    """One visit's order. `key` leads to the same order again; `is_new`: it was drawn for this very visit."""

    order: Sequence[int]
    key: str
    list_name: str
    filters: str
    is_new: bool
    day: date
    eligible: tuple[int, ...] = field(repr=False)


def draw(*, list_name: str, filters: str, eligible: Iterable[int], key: str, at: datetime) -> Draw:
    """The eligible (in ascending order, each once) in the order of a visit. One statement, and no writing while the
    day's seed is there.

    `filters` is their canonical text ("trade=writer&place=33063"), "" for none. `key` is what the address holds: the
    same key gives the same order during its day and the next. Without one a visit is numbered; an old or an invented
    one leads to some visit of today, always the same.
    """
    return draw_parts(list_name=list_name, parts={filters: eligible}, key=key, at=at)[0]


def draw_parts(*, list_name: str, parts: Mapping[str, Iterable[int]], key: str, at: datetime) -> list[Draw]:
    """The same for a list in parts that follow one another (the days of publication), each drawn apart under its own
    filters: one statement. The first part numbers the visit, and its key leads to the same orders.
    """
    if list_name not in SUBJECT_OF_LIST:
        raise ValueError(f"no such list: {list_name}")
    today, seeds = timezone.localdate(at), _seeds(list_name, timezone.localdate(at), at)
    draws: list[Draw] = []
    for filters, eligible in parts.items():
        members, name = tuple(eligible), name_of(list_name, filters)
        common_key = key or (draws[0].key if draws else "")
        day, number = (
            visit_of(common_key, seeds)
            if common_key
            else visits.next_visit(name, members=len(members), days=seeds)
        )
        draws.append(
            Draw(
                order=order(
                    members, number, seed=seeds[day], name=name, deal_block=_dealer(seeds[day], name)
                ),
                key=f"{day.isoformat()}-{number}",
                list_name=list_name,
                filters=_filters_for_figures(filters),
                is_new=not key,
                day=today,
                eligible=members,
            )
        )
    return draws


def note_shown(draw: Draw, ids: Sequence[int]) -> None:
    """Note who stood in the first places; `ids` is what the list's first page showed. No statement.

    An order that somebody looks at again was counted the first time.
    """
    shown_parts([draw], max_shown=len(ids))


def shown_parts(draws: Sequence[Draw], *, max_shown: int) -> None:
    """The same for the parts of one visit, of which the first page showed `max_shown` in all. No statement.

    Each part is counted for its own first places: nobody is compared with those of another part. One that the end of
    the page cut before them is left out, whatever its order.
    """
    shown, places_left = [], max_shown
    for draw in draws:
        first = draw.order[: max(0, min(places_left, FIRST_PLACES))]
        if draw.is_new and draw.eligible and len(first) == min(FIRST_PLACES, len(draw.order)):
            shown.append(visits.ShownPart(draw.filters, draw.eligible, first, draw.key))
        places_left -= len(draw.order)
    if shown:
        visits.note_visit(shown, list_name=draws[0].list_name, today=draws[0].day)


def recompute_order(
    *, list_name: str, filters: str, eligible: Iterable[int], key: str, seed: str | None = None
) -> list[int]:
    """The order that a key gave, by the seed of its day once it is revealed, or by the `seed` that somebody holds.

    Raises ValueError, with a sentence, for what is no key and for a seed that is still secret.
    """
    day, number = _parts_of(key)
    if seed is None:
        revealed = DrawSeed.objects.filter(list_name=list_name, day=day).exclude(revealed_at=None)
        seed = revealed.values_list("seed", flat=True).first()
    if seed is None:
        raise ValueError(_("The seed of that day is still secret, or is not known here."))
    name, members = name_of(list_name, filters), sorted(set(eligible))
    return list(
        order(
            members,
            number,
            seed=seed,
            name=name,
            deal_block=lambda block: _deal_cached(block, seed, name),
        )
    )


def _parts_of(key: str) -> tuple[date, int]:
    """The day and the number of a key. Raises ValueError, with a sentence, for what is none."""
    match = _KEY.fullmatch(key)
    try:
        if match:
            return date.fromisoformat(match[1]), int(match[2])
    except ValueError:  # no such day
        pass
    raise ValueError(_("This is not a key: it reads like 2027-01-12-345."))


def _filters_for_figures(filters: str) -> str:
    """What the figures call these filters; OTHER_FILTERS for those that have no figures of their own."""
    is_typed = any(name == TYPED_FILTER for name, _value in parse_qsl(filters))
    return OTHER_FILTERS if is_typed or len(filters) > MAX_FILTERS_LENGTH else filters


def name_of(list_name: str, filters: str) -> str:
    """What separates the draws of one list with these filters from the others of the same seed."""
    return f"{list_name}?{filters}"


def commit_seeds(at: datetime) -> None:
    """Draw the seeds of today and tomorrow, where they are missing, and put their commitments in the log."""
    today = timezone.localdate(at)
    days = (today, today + timedelta(days=1))
    existing_seeds = set(DrawSeed.objects.filter(day__in=days).values_list("day", "list_name"))
    for day in days:
        for list_name in SUBJECT_OF_LIST:
            if (day, list_name) not in existing_seeds:
                _commit(list_name, day, at)


def reveal_seeds(at: datetime) -> None:
    """Publish the seeds from which no order comes any more."""
    over = DrawSeed.objects.filter(revealed_at=None, day__lte=timezone.localdate(at) - SEEDS_HIDDEN_FOR)
    for seed in over.order_by("day", "list_name"):
        with transaction.atomic():
            if DrawSeed.objects.filter(pk=seed.pk, revealed_at=None).update(revealed_at=at):
                append_entry("draw.revealed", {**_payload(seed), "seed": seed.seed}, at=at)


def visit_of(key: str, days: Collection[date]) -> tuple[date, int]:
    """The day and the number that a key stands for, when the draws of these days are in use."""
    match = _KEY.fullmatch(key)
    day = next((day for day in days if match and day.isoformat() == match[1]), None)
    if match and day:
        return day, int(match[2])
    return max(days), int.from_bytes(hashlib.sha256(key[:100].encode()).digest()[:4])


def _seeds(list_name: str, today: date, at: datetime) -> dict[date, str]:
    """The seeds of today and of yesterday: one statement. Where the clock was not there to commit to today's, this is
    done before it serves; yesterday's may be missing.
    """
    days = (today, today - timedelta(days=1))
    seeds = dict(DrawSeed.objects.filter(list_name=list_name, day__in=days).values_list("day", "seed"))
    if today not in seeds:
        seeds[today] = _commit(list_name, today, at)
    return seeds


def _commit(list_name: str, day: date, at: datetime) -> str:
    seed = secrets.token_hex(32)
    new = DrawSeed(list_name=list_name, day=day, seed=seed, commitment=commitment(seed), committed_at=at)
    try:
        with transaction.atomic():
            new.save()
            append_entry("draw.committed", _payload(new), at=at)
    except IntegrityError:  # another process was faster
        return DrawSeed.objects.get(list_name=list_name, day=day).seed
    return seed


def _payload(draw_seed: DrawSeed) -> dict[str, str]:
    return {"day": draw_seed.day.isoformat(), "list": draw_seed.list_name, "commitment": draw_seed.commitment}


def _dealer(seed: str, name: str) -> Callable[[Block], list[tuple[int, ...]]]:
    return lambda block: _deal_cached(block, seed, name)


@lru_cache(maxsize=64)
def _deal_cached(block: Block, seed: str, name: str) -> list[tuple[int, ...]]:
    return deal(block, seed=seed, name=name)


# The drawn lists, as people name them: the module `drawn_lists.py` of the app that shows each.


@dataclass(frozen=True)
class DrawnList:
    """`filters_label` says in words what `draw` was given as filters ("trade=writer" → "writer").

    `names(viewer, numbers)`: the names that the viewer may read, by number; those of a neighbour are left out.
    """

    name: str
    label: str | Promise
    filters_label: Callable[[str], str]
    names: Callable[[Viewer, Sequence[int]], dict[int, str]]


def drawn_lists() -> dict[str, DrawnList]:
    """By name, in the order of the wings."""
    return {
        drawn_list.name: drawn_list
        for module in registry_modules("drawn_lists")
        for drawn_list in module.DRAWN_LISTS
    }
