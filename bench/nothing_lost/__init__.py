"""`etabli bench nothing-lost`: what is left of what the site said was done, when what it runs on fails.

A real installation for each line (`etabli run`: supervisor, web server, worker; a mail server of our own), on SQLite
and on PostgreSQL. Invented people sign up by the public forms, with few places in each session, and some give theirs
back; meanwhile something befalls the installation (`faults.py`). What was acknowledged is noted on the disk as it
comes, and held against the database and the mails afterwards (`judging.py`).
"""

import argparse
import sqlite3
import subprocess
import sys
import tempfile
import traceback
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from bench import progress
from bench.nothing_lost.disks import why_none
from bench.nothing_lost.faults import LINES, Line, Scene
from bench.nothing_lost.judging import Verdict, judged
from bench.nothing_lost.place import DATABASES, Place, Template, make_template, standing
from bench.nothing_lost.post import sink
from bench.nothing_lost.records import Records
from bench.nothing_lost.visitors import Crowd, coming
from bench.report import Part, Table
from etabli.site.testing.postgres import NoServer, programs

VISITORS = 10
BEFORE, AT_LEAST = 15, 80  # acknowledged before the fault, and in all
LONGEST_SECONDS = 60.0  # for what is still to be acknowledged after the fault
LEAVE_WITHIN_SECONDS = 10.0
QUIET_SECONDS, MAILS_WITHIN_SECONDS = 2.0, 30.0
HEAD = (
    "database", "fault", "acknowledged", "lost", "doubled", "oversold", "mails", "mails doubled", "mails lost",
    "perhaps left", "not answered", "503", "other 5xx", "whole", "again after",
)  # fmt: skip


@dataclass(frozen=True)
class Trial:
    """What one line found. `left_out`: why it was not tried; `failed`: why it could not be judged."""

    database: str
    line: str
    verdict: Verdict | None = None
    answers: dict[str, int] | None = None
    errors: tuple[str, ...] = ()
    faults: tuple[str, ...] = ()
    recovered: tuple[float, ...] = ()
    left_out: str = ""
    failed: str = ""

    @property
    def is_sound(self) -> bool:
        if self.verdict is None:
            return bool(self.left_out)
        return self.verdict.is_sound and not self.faults

    def data(self) -> dict[str, Any]:
        head: dict[str, Any] = {"database": self.database, "line": self.line, "left_out": bool(self.left_out)}
        if self.verdict is None:
            return {**head, **({"why": self.left_out} if self.left_out else {"failed": self.failed})}
        return {
            **head,
            **asdict(self.verdict),
            "answers_500": len(self.errors),
            "errors": sorted(set(self.errors))[:10],
            "answers": self.answers,
            "integrity": "sound" if not self.faults else list(self.faults),
            "seconds_to_recover": [round(seconds, 2) for seconds in self.recovered],
            "sound": self.is_sound,
        }

    def row(self) -> tuple[object, ...]:
        if self.verdict is None:
            why = f"left out: {self.left_out}" if self.left_out else "failed"
            return (self.database, self.line, why, *[""] * (len(HEAD) - 3))
        verdict, answers = self.verdict, self.answers or {}
        return (
            self.database, self.line, verdict.acknowledged, verdict.lost, verdict.doubled, verdict.oversold,
            verdict.mails, verdict.mails_doubled, verdict.mails_lost, verdict.mails_unsure,
            answers.get("no answer", 0), answers.get("503", 0), len(self.errors),
            "yes" if not self.faults else "no", f"{max(self.recovered):.1f} s",
        )  # fmt: skip


def add_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--only", choices=[line.name for line in LINES], help="this fault alone")
    parser.add_argument("--database", choices=DATABASES, help="on this database alone")
    parser.add_argument(
        "--careless",
        action="store_true",
        help="with databases that don't flush what they write: the power cut must then show losses",
    )


def run(options: argparse.Namespace) -> Iterator[Part]:
    lines = [line for line in LINES if options.only in (None, line.name)]
    trials: list[Trial] = []
    former: Template | None = None
    with tempfile.TemporaryDirectory(prefix="etabli-bench-") as name:
        folder = Path(name)
        folder.chmod(0o711)  # the user of the PostgreSQL server goes through it
        for database in [options.database] if options.database else DATABASES:
            progress(f"{database}: an installation is prepared")
            try:
                template = make_template(database, folder / f"{database}-template", former)
            except NoServer as absence:
                trials += [Trial(database, line.name, left_out=str(absence)) for line in lines]
                continue
            trials += _on(database, lines, folder, template, careless=options.careless)
            former = template
    progress("")
    yield _part(trials)


def _on(
    database: str, lines: list[Line], folder: Path, template: Template, *, careless: bool
) -> Iterator[Trial]:
    for line in lines:
        progress(f"{database}: {line.name}")
        if line.megabytes and why_none():
            yield Trial(database, line.name, left_out=why_none())
            continue
        root = folder / f"{database}-{line.name.replace(' ', '-')}"
        root.mkdir(mode=0o711)
        try:
            yield _tried(database, line, root, template, careless=careless)
        except Exception as trouble:  # the other lines are tried all the same
            traceback.print_exc(file=sys.stderr)
            yield Trial(database, line.name, failed=str(trouble)[-2000:])


def _tried(database: str, line: Line, root: Path, template: Template, *, careless: bool) -> Trial:
    with (
        sink(root / "mails") as post,
        Records(root / "acknowledged") as acknowledged,
        Records(root / "tried") as tried,
        standing(Place(database, root, post.port, careless), template, line.megabytes) as place,
    ):
        crowd = Crowd(place.port, template.sessions, acknowledged, tried)
        with coming(crowd, VISITORS, LEAVE_WITHIN_SECONDS):
            acknowledged.wait_for(BEFORE, LONGEST_SECONDS)
            recovered = tuple(line.fault(Scene(place, crowd, post.records)))
            acknowledged.wait_for(AT_LEAST, LONGEST_SECONDS)
        _until_quiet(post.records)
        place.stop()
        state = place.ask("state")
        verdict = judged(acknowledged.rows, tried.rows, post.records.rows, state)
        faults = (*state["faults"], *place.damaged())
        return Trial(
            database, line.name, verdict, dict(crowd.answers), tuple(crowd.errors), faults, recovered
        )


def _until_quiet(mails: Records) -> None:
    """What the worker still has to send leaves; what a killed one had in hand is sent when the hours have passed."""
    for _turn in range(int(MAILS_WITHIN_SECONDS / QUIET_SECONDS)):
        if not mails.wait_for(len(mails.rows) + 1, QUIET_SECONDS):
            return
        mails.wait_for(sys.maxsize, QUIET_SECONDS)


def _part(trials: list[Trial]) -> Part:
    counts = {
        database: sum(
            each.verdict.acknowledged for each in trials if each.verdict and each.database == database
        )
        for database in DATABASES
    }
    data = {
        "sound": all(each.is_sound for each in trials),
        "acknowledged": counts,
        "databases": _versions(),
        "lines": [each.data() for each in trials],
    }
    left_out = sum(bool(each.left_out) for each in trials)
    sums = ", ".join(f"{count} on {database}" for database, count in counts.items() if count)
    note = f"Acknowledged: {sums or 'nothing'}. " + (
        f"{left_out} lines left out." if left_out else "No line was left out."
    )
    table = Table("nothing lost", HEAD, [each.row() for each in trials], note)
    return Part("nothing-lost", data, (table,), failed=not data["sound"])


def _versions() -> dict[str, str]:
    try:
        argv = [str(programs() / "postgres"), "--version"]
        server = subprocess.run(argv, capture_output=True, text=True, check=False).stdout.split()
    except NoServer:
        server = []
    return {"sqlite": sqlite3.sqlite_version, "postgresql": server[2] if len(server) > 2 else "absent"}
