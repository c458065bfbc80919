"""Where the register is measured: an installation of its own on SQLite, or on a PostgreSQL server of its own."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from bench.timing import Cost, cost_of_command
from bench.web.processes import TICKS, cpu_seconds, family
from etabli.site.testing.postgres import temporary_server
from tests.faults.installation import Installation

SET_UP = """
from io import StringIO
from django.core.management import call_command
call_command("set_up", chamber="Chambre de métiers", adviser="adviser@example.org", stdout=StringIO())
"""


@dataclass(frozen=True)
class Place:
    """An installation, and the number of the PostgreSQL server that it speaks to (0: none)."""

    installation: Installation
    server: int = 0

    @property
    def bare(self) -> str:
        """A database for the floor: another file, or the server's own database."""
        address = self.installation.database_url
        bare = self.installation.folder.with_name("floor.sqlite3")
        return address.replace("///etabli", "///postgres") if address else str(bare)

    def prepare(self) -> None:
        self.installation.folder.mkdir(exist_ok=True)
        self.installation.prepare()
        self.installation.ask(SET_UP)

    def cost_of(self, argv: Sequence[str]) -> tuple[Cost, str]:
        """What a command costs here, the server's part included, and what it says."""
        said = self.installation.folder.with_name("said")
        before = self._served()
        cost = cost_of_command(argv, self.installation.env, said)
        return replace(cost, cpu=cost.cpu + self._served() - before), said.read_text(encoding="utf-8")

    def _served(self) -> float:
        """Processor time of the server: of its processes that live, and of those that it has outlived."""
        if not self.server:
            return 0.0
        after_name = Path(f"/proc/{self.server}/stat").read_text().rpartition(")")[2].split()
        return cpu_seconds(family(self.server)) + (int(after_name[13]) + int(after_name[14])) / TICKS


@contextmanager
def a_place(folder: Path, database: str) -> Iterator[Place]:
    if database == "sqlite":
        yield Place(Installation(folder))
        return
    with temporary_server() as address:
        (home,) = parse_qs(urlsplit(address).query)["host"]
        number = int((Path(home) / "data" / "postmaster.pid").read_text().splitlines()[0])
        yield Place(Installation(folder, address), number)
