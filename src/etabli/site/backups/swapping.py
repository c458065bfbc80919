"""Putting what a restore prepared in its place: a plan is written down, then followed; whoever is killed on the way is
finished at the next start. Each step may be done again."""

import json
import os
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from django.db import connection

from etabli.foundation.files.disk_sync import sync_folder
from etabli.site.backups.databases import Query, own_connection
from etabli.site.backups.postgresql import STAGED_SCHEMA

PLAN_FILE = "restoring.json"
_SQLITE_SUFFIXES = ("-wal", "-shm", "-journal")  # of a SQLite database, and worth something with it alone


@dataclass(frozen=True)
class SwapPlan:
    """`moves`: (from, to, where what stands there goes). `schema`: the one that the schema prepared takes the place of,
    which becomes `aside`; empty on SQLite."""

    moves: list[tuple[str, str, str]]
    schema: str = ""
    aside: str = ""


def swap(plan: SwapPlan, data: Path) -> None:
    """From the moment when the plan is written, the restore is done, whatever happens."""
    part = data / f"{PLAN_FILE}.part"
    part.write_text(json.dumps(asdict(plan)), encoding="utf-8")
    with part.open("rb") as file:
        os.fsync(file.fileno())
    part.rename(data / PLAN_FILE)
    _fsync([data])
    _follow_plan(plan, data)


def finish_swap(data: Path) -> bool:
    """Follow the plan that a restore left when it was killed; whether there was one."""
    try:
        document: dict[str, Any] = json.loads((data / PLAN_FILE).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return False
    _follow_plan(SwapPlan(**{**document, "moves": [tuple(move) for move in document["moves"]]}), data)
    return True


def is_unfinished(data: Path) -> bool:
    return (data / PLAN_FILE).exists()


def _follow_plan(plan: SwapPlan, data: Path) -> None:
    connection.close()  # a SQLite file that is open takes what stands beside it along
    if plan.schema:
        with own_connection() as query:
            _swap_schemas(query, plan)
    touched = {data}
    for source, target, aside in ((Path(a), Path(b), Path(c)) for a, b, c in plan.moves):
        if source.exists():
            _replace(source, target, aside)
        touched.add(target.parent)
    _fsync(touched)
    _mark_store()
    (data / PLAN_FILE).unlink()


def _mark_store() -> None:
    """The store is that of the installation that came back, even where one was being prepared."""
    from etabli.foundation.files.identity import identity
    from etabli.foundation.files.marker import adopt, marker_of
    from etabli.foundation.files.stores import current_store

    if marker_of(current_store()) != identity():
        adopt(current_store())


def _replace(source: Path, target: Path, aside: Path) -> None:
    if target.exists():
        target.rename(aside)
    for ending in _SQLITE_SUFFIXES:
        companion = target.with_name(target.name + ending)
        if companion.exists():
            companion.rename(aside.with_name(aside.name + ending))
    source.rename(target)


def _swap_schemas(query: Query, plan: SwapPlan) -> None:
    """In one transaction: the schema that was prepared is there until it is in its place."""
    if not query(f"SELECT 1 FROM pg_namespace WHERE nspname = '{STAGED_SCHEMA}'"):
        return
    query("BEGIN")
    holds_tables = query(f"SELECT 1 FROM pg_tables WHERE schemaname = '{plan.schema}' LIMIT 1")
    query(
        f'ALTER SCHEMA "{plan.schema}" RENAME TO "{plan.aside}"'
        if holds_tables
        else f'DROP SCHEMA "{plan.schema}"'
    )
    query(f'ALTER SCHEMA {STAGED_SCHEMA} RENAME TO "{plan.schema}"')
    query("COMMIT")


def _fsync(folders: Iterable[Path]) -> None:
    for folder in folders:
        sync_folder(str(folder))
