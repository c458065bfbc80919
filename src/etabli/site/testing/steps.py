"""The steps of `etabli test`, the quickest first, and how each runs its command."""

import glob
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import partial
from pathlib import Path

from etabli.site.environment import CHECKOUT
from etabli.site.testing import collected
from etabli.site.testing.catalogues import check_catalogues
from etabli.site.testing.postgres import NoServer, temporary_server
from etabli.site.translations import compile_translations


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
    """The outcome of a step for which this machine lacks something."""
    return Outcome(State.NOT_RUN, note=why)


def tool_path(name: str) -> str:
    """A tool of the project's own environment, by its full path: another one on PATH is not it."""
    return os.path.join(os.path.dirname(sys.executable), name)


def step_environment(extra: Mapping[str, str] | None = None) -> dict[str, str]:
    """The environment of a step: our tools come first on PATH, and what would change pytest's or Django's ways is left
    out.

    So is PYTHONDONTWRITEBYTECODE: the tests start a hundred processes, and each would compile everything again.
    """
    left_out = {"PYTEST_ADDOPTS", "DJANGO_SETTINGS_MODULE", "PYTHONDONTWRITEBYTECODE"}
    inherited = {name: value for name, value in os.environ.items() if name not in left_out}
    inherited["PATH"] = os.path.dirname(sys.executable) + os.pathsep + inherited.get("PATH", "")
    return {**inherited, **(extra or {})}


def run_command(argv: Sequence[str], env: Mapping[str, str] | None = None) -> Outcome:
    """Runs a command whose exit code says all; its output is kept."""
    result = subprocess.run(
        argv,
        cwd=CHECKOUT,
        env=step_environment(env),
        check=False,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    return Outcome(State.PASSED if result.returncode == 0 else State.FAILED, output=result.stdout)


COUNT_PATTERN = re.compile(r"(\d+) (passed|failed|errors?|skipped)")
LAST_LINE = re.compile(r"\d+ (?:passed|failed|errors?|skipped|deselected|xfailed|xpassed)\b.* in \d")
NO_TESTS = (
    5  # pytest's exit code when it chose no test: of a wrong marker or path, all of them would be missing
)


def run_pytest(arguments: Sequence[str], env: Mapping[str, str] | None = None) -> Outcome:
    """Runs pytest, shows what it says, and takes the counts of its last line; FAILED when it found no test."""
    argv = [sys.executable, "-m", "pytest", "-q", "--color=no", *arguments]
    last = ""
    with subprocess.Popen(
        argv,
        cwd=CHECKOUT,
        env=step_environment(env),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        text=True,
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
        return Outcome(State.FAILED, note="pytest found no test to run")
    counts = {kind.rstrip("s"): int(number) for number, kind in COUNT_PATTERN.findall(last)}
    return Outcome(
        State.PASSED if process.returncode == 0 else State.FAILED,
        note=last,
        passed=counts.get("passed", 0),
        failed=counts.get("failed", 0) + counts.get("error", 0),
        skipped=counts.get("skipped", 0),
    )


SOURCES = CHECKOUT / "src" / "etabli"
# The first is Chromium without windows and menus, which nobody looks at here: a quarter of the processor time.
BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
PLAIN_TESTS = "not browser and not deep"
# Whoever is done takes half of what the other has left: the end of a run is not one process alone.
PYTEST_OPTIONS = ("-n", "2", "--dist", "worksteal", "--durations", "15", "--durations-min", "1")
PROPERTIES = f"hypothesis and {PLAIN_TESTS}"  # hypothesis itself marks its tests so


# What a test writes is gone at its end: there is nothing to clean meanwhile, and no plan runs long enough to compile.
SHORT_LIVED_OPTIONS = {"autovacuum": "off", "jit": "off"}


@dataclass(frozen=True)
class Step:
    name: str
    run: Callable[[], Outcome]
    is_parallel: bool = False  # may run beside the others that may: it prints nothing by itself


def all_steps(*, deep: bool) -> list[Step]:
    """Every check in order; `deep` adds the long ones."""

    def parallel_step(name: str, run: Callable[[], Outcome]) -> Step:
        return Step(name, run, is_parallel=True)

    steps = [
        parallel_step("style: ruff check", lambda: run_command([tool_path("ruff"), "check", "."])),
        parallel_step(
            "style: ruff format",
            lambda: run_command([tool_path("ruff"), "format", "--check", "--quiet", "."]),
        ),
        parallel_step(
            "templates: djlint", lambda: run_command([tool_path("djlint"), "--lint", "--quiet", str(SOURCES)])
        ),
        parallel_step("types: mypy", check_types),
        parallel_step(
            "arrows: import-linter", lambda: run_command([tool_path("lint-imports"), "--no-cache"])
        ),
        parallel_step("migrations: nothing to make", check_migrations),
        parallel_step("translations: complete", check_translations),
        Step("documents: ETABLI_CORPUS", check_corpus_setting),
        Step("tests on SQLite", lambda: run_pytest([*PYTEST_OPTIONS, "-m", PLAIN_TESTS])),
        Step(
            "tests on PostgreSQL",
            # The database is not dropped, since its server is removed. With `deep`, the choice of tests that the run on
            # SQLite left in ETABLI_TESTS_MADE is ignored, and all are run (tests/second.py).
            lambda: on_postgresql(
                [*PYTEST_OPTIONS, "-m", PLAIN_TESTS, "--database-only", "--reuse-db"],
                {"ETABLI_TESTS_MADE": ""} if deep else {},
            ),
        ),
        Step("journeys in a browser", run_journeys),
    ]
    return [*steps, *_deep_steps()] if deep else steps


def _deep_steps() -> list[Step]:
    """The long tests, and the properties with many more examples."""
    long_ones = {"HYPOTHESIS_PROFILE": "deep"}
    return [
        Step("deep: the long tests", lambda: run_pytest([*PYTEST_OPTIONS, "-m", "deep"], long_ones)),
        Step(
            "deep: properties at length", lambda: run_pytest([*PYTEST_OPTIONS, "-m", PROPERTIES], long_ones)
        ),
    ]


def app_steps(app: str) -> list[Step]:
    """The tests of the app of this name alone, on SQLite; none when no app with tests has it."""
    packages = [apps.parent for apps in SOURCES.glob(f"**/{glob.escape(app)}/apps.py")]
    folders = [CHECKOUT / "tests" / package.relative_to(SOURCES) for package in packages]
    return [
        Step(f"tests of {folder.relative_to(CHECKOUT / 'tests')} on SQLite", partial(_tests_in, folder))
        for folder in folders
        if folder.is_dir()
    ]


def _tests_in(folder: Path) -> Outcome:
    return run_pytest([*PYTEST_OPTIONS, "-m", PLAIN_TESTS, str(folder.relative_to(CHECKOUT))])


def check_types() -> Outcome:
    """Runs mypy on the code and the benchmarks."""
    return run_command([tool_path("mypy"), "src", "bench"], {"ETABLI_ENV": "local"})


def check_migrations() -> Outcome:
    """Fails when a model has changed without its migration."""
    return run_command(
        [
            sys.executable,
            "-m",
            "django",
            "makemigrations",
            "--check",
            "--dry-run",
            "--settings=tests.settings",
        ]
    )


def check_translations() -> Outcome:
    """Compiles the catalogues, then fails when a sentence has no French; not run without gettext."""
    compile_translations()
    if not shutil.which("xgettext"):
        return not_run("GNU gettext is absent (Debian: apt-get install gettext)")
    faults = check_catalogues(SOURCES)
    note = f"{len(faults)} fault(s)" if faults else ""
    return Outcome(State.FAILED if faults else State.PASSED, note=note, output="\n".join(faults))


def check_corpus_setting() -> Outcome:
    """Not run when ETABLI_CORPUS names no folder, or one that is absent."""
    named = collected.folders()
    if not named:
        return not_run("ETABLI_CORPUS is not set: the tests on collected documents are skipped")
    if absent := [str(folder) for folder in named if not folder.is_dir()]:
        return not_run(f"ETABLI_CORPUS names {', '.join(absent)}: no such folder")
    return Outcome(State.PASSED)


def on_postgresql(arguments: Sequence[str], env: Mapping[str, str]) -> Outcome:
    """Runs pytest on a temporary server; not run without PostgreSQL."""
    try:
        with temporary_server(**SHORT_LIVED_OPTIONS) as url:
            return run_pytest(arguments, {**env, "DATABASE_URL": url})
    except NoServer as absence:
        return not_run(str(absence))


def find_chromium() -> str | None:
    """The path of the system's Chromium, without windows if it is there; or None."""
    return next((path for name in BROWSERS if (path := shutil.which(name))), None)


def run_journeys() -> Outcome:
    """Runs the journeys in a browser; not run without Chromium."""
    if find_chromium() is None:
        return not_run("no Chromium (Debian: apt-get install chromium-headless-shell)")
    return run_pytest([*PYTEST_OPTIONS, "-m", "browser and not deep", "tests/journeys"])
