"""What processes cost, by the kernel's own accounts (Linux): it holds on a machine that others use too."""

import os
import re
import sys
from pathlib import Path

TICKS = os.sysconf("SC_CLK_TCK")


def family(pid: int) -> list[int]:
    """A process and all that come from it, itself first."""
    pids = [pid]
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        for child in task.read_text().split():
            pids += family(int(child))
    return pids


def cpu_seconds(pids: list[int]) -> float:
    """Processor time of these processes, the system's on their behalf included, all threads."""
    return sum(_ticks(pid) for pid in pids) / TICKS


def _ticks(pid: int) -> int:
    after_name = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return int(after_name[11]) + int(after_name[12])


def pss_megabytes(pid: int) -> float:
    """Proportional set size: a page that n processes share counts for one nth."""
    try:
        rolled = Path(f"/proc/{pid}/smaps_rollup").read_text()
    except PermissionError:
        sys.exit(
            "bench web: the product closes its memory to the other processes of its user; measure as root."
        )
    said = re.search(r"^Pss:\s+(\d+) kB", rolled, re.MULTILINE)
    assert said is not None
    return int(said[1]) / 1024


def command_of(pid: int) -> str:
    """What the process was started with, in one line."""
    return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode().strip()
