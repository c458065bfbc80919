"""What something costs: seconds of wall clock and of processor, and the most memory it held."""

import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median, quantiles


@dataclass(frozen=True)
class Cost:
    """Seconds, and megabytes (0 when not measured)."""

    wall: float
    cpu: float
    memory: float = 0.0

    def data(self) -> dict[str, float]:
        return {"wall_ms": round(1000 * self.wall, 2), "cpu_ms": round(1000 * self.cpu, 2)}


def cost_of(act: Callable[[], object]) -> Cost:
    """Of an act in this process and in the children that it waits for."""
    wall, cpu = time.perf_counter(), _processor()
    act()
    return Cost(time.perf_counter() - wall, _processor() - cpu)


def _processor() -> float:
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime


# Between us and the command measured stands a small process: a child's peak begins with the memory of what forked it.
_LAUNCHER = """
import os, sys, time
began = time.perf_counter()
pid = os.posix_spawn(sys.argv[2], sys.argv[2:], os.environ,
                     file_actions=[(os.POSIX_SPAWN_OPEN, 1, sys.argv[1], os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)])
_, status, used = os.wait4(pid, 0)
print(time.perf_counter() - began, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)
sys.exit(os.waitstatus_to_exitcode(status) != 0)
"""


def cost_of_command(
    argv: Sequence[str], env: Mapping[str, str] | None = None, said: Path = Path(os.devnull)
) -> Cost:
    """Of a program (its full path first) and its own children; raises CalledProcessError when it fails.

    `said` takes what it writes on its standard output.
    """
    done = subprocess.run(
        [sys.executable, "-I", "-S", "-c", _LAUNCHER, str(said), *argv],
        env={**os.environ, **(env or {})},
        capture_output=True,
        text=True,
        check=True,
    )
    return Cost(*map(float, done.stdout.split()))


def middle(costs: Sequence[Cost]) -> Cost:
    """The median of each figure, and the most memory."""
    return Cost(
        median(cost.wall for cost in costs),
        median(cost.cpu for cost in costs),
        max(cost.memory for cost in costs),
    )


def p95(values: Sequence[float]) -> float:
    return quantiles(values, n=20, method="inclusive")[-1] if len(values) > 1 else values[0]
