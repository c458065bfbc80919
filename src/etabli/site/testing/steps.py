"""The steps of `etabli test`, in the order of what is quick to know."""

import glob
import os
import shutil
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from etabli.site.environment import CHECKOUT
from etabli.site.testing.catalogues import check_catalogues
from etabli.site.testing.outcome import Outcome, State, command, not_run, pytest, tool
from etabli.site.testing.postgres import NoServer, temporary_server
from etabli.site.translations import compile_translations

SOURCES = CHECKOUT / "src" / "etabli"
STRICT_ROOMS = ("engine", "actions", "queries", "rules", "finding")
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
PLAIN = "not browser and not deep"
# Whoever is done takes half of what the other has left: the end of a run is not one process alone.
TWO_AT_ONCE = ("-n", "2", "--dist", "worksteal", "--durations", "15", "--durations-min", "1")
PROPERTIES = f"hypothesis and {PLAIN}"  # hypothesis itself marks its tests so


@dataclass(frozen=True)
class Step:
    name: str
    run: Callable[[], Outcome]
    at_once: bool = False  # may run beside the others that may: it prints nothing by itself


def all_steps(*, deep: bool) -> list[Step]:
    def quick(name: str, run: Callable[[], Outcome]) -> Step:
        return Step(name, run, at_once=True)

    steps = [
        quick("style: ruff check", lambda: command([tool("ruff"), "check", "."])),
        quick("style: ruff format", lambda: command([tool("ruff"), "format", "--check", "--quiet", "."])),
        quick("templates: djlint", lambda: command([tool("djlint"), "--lint", "--quiet", str(SOURCES)])),
        quick("types: mypy", types),
        quick("arrows: import-linter", lambda: command([tool("lint-imports"), "--no-cache"])),
        quick("migrations: nothing to make", migrations),
        quick("translations: complete", translations),
        Step("documents: ETABLI_CORPUS", documents),
        Step("tests on SQLite", lambda: pytest([*TWO_AT_ONCE, "-m", PLAIN])),
        Step("tests on PostgreSQL", lambda: on_postgresql([*TWO_AT_ONCE, "-m", PLAIN, "--database-only"])),
        Step("journeys in a browser", journeys),
    ]
    if deep:
        long_ones = {"HYPOTHESIS_PROFILE": "deep"}
        steps.append(Step("deep: the long tests", lambda: pytest([*TWO_AT_ONCE, "-m", "deep"], long_ones)))
        steps.append(
            Step("deep: properties at length", lambda: pytest([*TWO_AT_ONCE, "-m", PROPERTIES], long_ones))
        )
    return steps


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
    return pytest([*TWO_AT_ONCE, "-m", PLAIN, str(folder.relative_to(CHECKOUT))])


def strict_modules() -> list[str]:
    """What is checked strictly: engines, actions, queries, rules, finding of every app, the site, the measurements."""
    found: list[Path] = []
    for app in sorted({*SOURCES.glob("*/*/apps.py"), *SOURCES.glob("*/apps.py")}):
        for room in STRICT_ROOMS:
            module, package = app.parent / f"{room}.py", app.parent / room
            found += [path for path in (module, package) if path.exists()]
    found += [SOURCES / "site", SOURCES / "__main__.py", CHECKOUT / "bench"]
    return [str(path.relative_to(CHECKOUT)) for path in found]


def types() -> Outcome:
    return command([tool("mypy"), *strict_modules()], {"ETABLI_ENV": "local"})


def migrations() -> Outcome:
    return command(
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


def translations() -> Outcome:
    compile_translations()
    if not shutil.which("xgettext"):
        return not_run("GNU gettext is absent (Debian: apt-get install gettext)")
    faults = check_catalogues(SOURCES)
    note = f"{len(faults)} fault(s)" if faults else ""
    return Outcome(State.FAILED if faults else State.PASSED, note=note, output="\n".join(faults))


def documents() -> Outcome:
    folder = os.environ.get("ETABLI_CORPUS", "")
    if not folder:
        return not_run("ETABLI_CORPUS is not set: the tests on collected documents are skipped")
    if not Path(folder).is_dir():
        return not_run(f"ETABLI_CORPUS names {folder!r}, which is no folder")
    return Outcome(State.PASSED)


def on_postgresql(arguments: Sequence[str]) -> Outcome:
    try:
        with temporary_server() as url:
            return pytest(arguments, {"DATABASE_URL": url})
    except NoServer as absence:
        return not_run(str(absence))


def chromium() -> str | None:
    """The path of the system's Chromium, or None."""
    return next((path for name in BROWSERS if (path := shutil.which(name))), None)


def journeys() -> Outcome:
    if chromium() is None:
        return not_run("no Chromium (Debian: apt-get install chromium)")
    return pytest([*TWO_AT_ONCE, "-m", "browser and not deep", "tests/journeys"])
