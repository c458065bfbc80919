"""What a look tells of sites whose faults are known: found, missed, invented, by finding."""

import os
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from bench import progress
from bench.report import Part, Table, share
from bench.visibility.sites import Truth, sites_of
from etabli.programme.visibility.checks.visit import visit_site
from etabli.programme.visibility.engine.checks.judging import Business, Verdict, judge
from tests.programme.visibility.local_web import LocalWeb

HEAD = (
    "sites",
    "how many",
    "faults",
    "found",
    "invented, of all that is told",
    "that no finding tells",
    "missed",
    "invented",
)


@dataclass
class Tally:
    """Over the sites of a folder. What whoever made a site doubts is counted neither way."""

    sites: int = 0
    others: int = 0
    hits: Counter[str] = field(default_factory=Counter)
    missed: Counter[str] = field(default_factory=Counter)
    invented: Counter[str] = field(default_factory=Counter)

    def count(self, reported: set[str], truth: Truth) -> None:
        self.sites += 1
        self.others += truth.others
        self.hits.update(truth.faults & reported)
        self.missed.update(truth.faults - reported)
        self.invented.update(reported - truth.faults - truth.doubtful)

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(
            self.sites + other.sites,
            self.others + other.others,
            self.hits + other.hits,
            self.missed + other.missed,
            self.invented + other.invented,
        )

    def row(self, name: str) -> tuple[object, ...]:
        hits, missed, invented = (each.total() for each in (self.hits, self.missed, self.invented))
        return (
            name,
            self.sites,
            hits + missed,
            share(hits, hits + missed),
            share(invented, hits + invented),
            self.others,
            _by_id(self.missed),
            _by_id(self.invented),
        )

    def data(self) -> dict[str, object]:
        return {
            "sites": self.sites,
            "none of these": self.others,
            "found": dict(self.hits),
            "missed": dict(self.missed),
            "invented": dict(self.invented),
        }


def measured(folders: Sequence[Path]) -> Part:
    """A row by folder, then one for all of them."""
    sites = {folder: sites_of(folder) for folder in folders}  # refused before measuring rather than after
    tallies = {}
    with a_small_internet() as web:
        for folder, those in sites.items():
            tallies[folder.name] = tally = Tally()
            for number, site in enumerate(those, start=1):
                progress(f"visibility: {folder.name} {number}/{len(those)}")
                site.put(web)
                tally.count(to_mend(web, site.address, site.business), site.truth)
    if len(tallies) > 1:
        tallies["all"] = sum(tallies.values(), Tally())
    rows = [tally.row(name) for name, tally in tallies.items()]
    data = {name: tally.data() for name, tally in tallies.items()}
    return Part("planted", data, (Table("visibility planted", HEAD, rows),))


@contextmanager
def a_small_internet() -> Iterator[LocalWeb]:
    """That of the tests, whose certificates are trusted meanwhile by this process alone."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "etabli.site.settings")
    before = os.environ.get("SSL_CERT_FILE")
    with tempfile.TemporaryDirectory() as folder, LocalWeb(Path(folder)).running() as web:
        os.environ["SSL_CERT_FILE"] = str(web.certificates)
        try:
            yield web
        finally:
            if before is None:
                del os.environ["SSL_CERT_FILE"]
            else:
                os.environ["SSL_CERT_FILE"] = before


def verdicts(web: LocalWeb, address: str, business: Business | None = None) -> dict[str, Verdict]:
    """What the product says of what stands there."""
    return judge(visit_site(address, at=datetime.now(UTC), internet=web.internet()), business)


def to_mend(web: LocalWeb, address: str, business: Business | None = None) -> set[str]:
    """The findings that it would tell."""
    return {id for id, verdict in verdicts(web, address, business).items() if verdict.state == "mend"}


def _by_id(counts: Counter[str]) -> str:
    """The most frequent first: "hours ×3, phone"."""
    named = sorted(counts.items(), key=lambda row: (-row[1], row[0]))
    return ", ".join(id if n == 1 else f"{id} ×{n}" for id, n in named) or "—"
