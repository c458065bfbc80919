"""What came of a step of `etabli test`, and how a step runs its command."""

import os
import re
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

from etabli.site.environment import CHECKOUT


class State(Enum):
    PASSED = "passed"
    FAILED = "failed"
    NOT_RUN = "not run"


@dataclass
class Outcome:
    state: State
    note: str = ""
    passed: int = 0
    failed: int = 0
    skipped: int = 0
    output: str = ""  # what is still to be printed
    name: str = ""
    seconds: float = 0.0


def not_run(why: str) -> Outcome:
    return Outcome(State.NOT_RUN, note=why)


def tool(name: str) -> str:
    """A tool of the project's own environment, by its full path: another one on PATH is not it."""
    return os.path.join(os.path.dirname(sys.executable), name)


def environment(extra: Mapping[str, str] | None = None) -> dict[str, str]:
    """The environment of a step: with our tools first, and without what would change pytest's or Django's ways.

    Nor without what Python keeps compiled: the tests start a hundred processes, and each would compile everything.
    """
    left_out = {"PYTEST_ADDOPTS", "DJANGO_SETTINGS_MODULE", "PYTHONDONTWRITEBYTECODE"}
    kept = {name: value for name, value in os.environ.items() if name not in left_out}
    kept["PATH"] = os.path.dirname(sys.executable) + os.pathsep + kept.get("PATH", "")
    return {**kept, **(extra or {})}


def command(argv: Sequence[str], env: Mapping[str, str] | None = None) -> Outcome:
    """Runs a command whose exit code says all; its output is kept."""
    done = subprocess.run(
        argv,
        cwd=CHECKOUT,
        env=environment(env),
        check=False,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    return Outcome(State.PASSED if done.returncode == 0 else State.FAILED, output=done.stdout)


COUNT = re.compile(r"(\d+) (passed|failed|errors?|skipped)")
LAST_LINE = re.compile(r"\d+ (?:passed|failed|error|skipped|deselected|xfailed)\b.* in \d")
NO_TESTS = 5  # pytest's exit code when nothing matched


def pytest(arguments: Sequence[str], env: Mapping[str, str] | None = None) -> Outcome:
    """Runs pytest, shows what it says, and takes the counts of its last line."""
    argv = [sys.executable, "-m", "pytest", "-q", "--color=no", *arguments]
    last = ""
    with subprocess.Popen(
        argv, cwd=CHECKOUT, env=environment(env), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        try:
            for line in process.stdout:
                if LAST_LINE.search(line):
                    last = line.strip(" =\n")
                print(line, end="", flush=True)
        except BaseException:
            process.terminate()  # asked to stop: so is pytest, which then ends its own
            raise
    if process.returncode == NO_TESTS:
        return not_run("no test is marked so yet")
    counts = {kind.rstrip("s"): int(number) for number, kind in COUNT.findall(last)}
    return Outcome(
        State.PASSED if process.returncode == 0 else State.FAILED,
        note=last,
        passed=counts.get("passed", 0),
        failed=counts.get("failed", 0) + counts.get("error", 0),
        skipped=counts.get("skipped", 0),
    )
