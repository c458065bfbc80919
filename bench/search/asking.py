"""Inside an installation: names drawn from its register, and asked again in each way."""

import random
import re
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.db import connection

from bench.register.lists import communes
from bench.search.floor import Floor, floor_of
from bench.search.slips import plain, with_a_slip
from etabli.foundation.people.models import STAFF, Membership
from etabli.foundation.people.viewer import Viewer, of_membership
from etabli.territory.places.models import Commune, Epci
from etabli.territory.register.engine.searching import is_telling_word, shared_words
from etabli.territory.register.models import Business, Lookalikes, Postings
from etabli.territory.register.queries import search_businesses

FIRST = 5
SEED = 7
SHOWN = 20  # of those that were missed

Drawn = tuple[str, str, str]  # what is asked, the name, the commune
Sized = Callable[[], float]


def bring_communes() -> None:
    """All the communes that the stock was drawn from: an installation knows those of its département alone."""
    elsewhere, _made = Epci.objects.get_or_create(code="000000000", defaults={"name": "Ailleurs"})
    rows = [
        Commune(
            code=code,
            name=name,
            epci=elsewhere,
            population=people,
            lat=0,
            lon=0,
            postal_codes=" ".join(posts)[:80],
        )
        for code, name, posts, people in communes()
    ]
    Commune.objects.bulk_create(rows, ignore_conflicts=True, batch_size=500)


def ask_all(queries: int, floor: str) -> dict[str, Any]:
    """How many were found, and the processor seconds of each question, in each way and by the bare database."""
    viewer = of_membership(Membership.objects.filter(role__in=STAFF).order_by("pk")[0])
    drawn, clock = _drawn(queries), _clock()
    kinds, missed = {}, []
    draw = random.Random(SEED)
    typed: dict[str, Callable[[str], str]] = {
        "exact": str,
        "plain": plain,
        "slip": lambda name: with_a_slip(name, draw),
    }
    for kind, typing in typed.items():
        answers = [_answer(viewer, typing(name), town, name, place, clock) for name, town, place in drawn]
        kinds[kind] = {
            "found": sum(answer["found"] for answer in answers),
            "took": [answer["took"] for answer in answers],
        }
        missed += [[kind, answer["asked"]] for answer in answers if not answer["found"]][:SHOWN]
    with floor_of(floor, clock) as bare:
        bare.fill()
        floors = {
            name: [_took(bare, name, f"{drawn_name} {town}") for drawn_name, town, _ in drawn]
            for name in ("any", "ranked")
        }
    return {
        "rows": Business.objects.count(),
        "bytes": _index_bytes(),
        "kinds": kinds,
        "floors": floors,
        "missed": missed,
    }


def _took(bare: Floor, name: str, asked: str) -> float:
    """With the words that tell something, as ours."""
    words = re.findall(r"[a-z0-9]+", plain(asked))  # as written: not in the singular, as ours are
    return bare.took([word for word in words if is_telling_word(word)] or words, is_ranked=name == "ranked")


def _answer(viewer: Viewer, typed: str, town: str, name: str, place: str, clock: Sized) -> dict[str, Any]:
    asked = f"{typed} {town}".strip()
    began = clock()
    businesses = search_businesses(viewer, asked, limit=FIRST)
    took = clock() - began
    same = any(
        shared_words(business.name) == shared_words(name) and business.commune == place
        for business in businesses
    )
    return {"asked": asked, "found": same, "took": took}


def _drawn(number: int) -> list[Drawn]:
    """Published names at random: the name, the commune to add where it isn't alone, the commune."""
    named = Business.objects.exclude(name="").exclude(commune=None).order_by("pk")
    keys = list(named.values_list("pk", flat=True))
    chosen = random.Random(SEED).sample(keys, min(number, len(keys)))
    rows = Business.objects.select_related("commune").in_bulk(chosen)
    drawn = []
    for key in chosen:
        name, place = rows[key].name, rows[key].commune
        assert place is not None
        alone = Business.objects.filter(name=name).count() == 1
        drawn.append((name, "" if alone else place.name, place.name))
    return drawn


def _clock() -> Sized:
    """Processor seconds of this process, and of the one that serves it on PostgreSQL."""
    if connection.vendor != "postgresql":
        return time.process_time
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        served = Path(f"/proc/{cursor.fetchone()[0]}/schedstat")
    return lambda: time.process_time() + int(served.read_text().split()[0]) / 1e9


def _index_bytes() -> int:
    return sum(_bytes_of(model._meta.db_table) for model in (Postings, Lookalikes))


def _bytes_of(table: str) -> int:
    """Of a table and its own indexes."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT pg_total_relation_size(%s)", [table])
        else:
            cursor.execute(
                "SELECT sum(pgsize) FROM dbstat WHERE name IN (SELECT name FROM sqlite_master WHERE tbl_name = %s)",
                [table],
            )
        return int(cursor.fetchone()[0])
