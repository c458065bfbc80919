"""`etabli bench lighthouse`: what Lighthouse says of six public pages, as on a mid-range telephone.

Starts a small demonstration of its own with collected static files, and asks the `lighthouse` of npm, which drives the
system's Chromium. Performance is the median of the runs: it falls when the machine is busy. Where either program is
missing, it says so and how to have it; `etabli test` never runs it.
"""

import argparse
import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from statistics import median

from bench.report import Part, Table
from etabli.demo.shared import Size
from etabli.site.testing.steps import find_chromium
from tests.journeys.browser import QUIET
from tests.journeys.demonstration import demonstration

SIZE = Size(businesses=400)
PAGES = {
    "first page": "/",
    "list of workshops": "/ateliers/",
    "a session": "/ateliers/42/",
    "first question of the diagnosis": "/par-ou-commencer/",
    "directory": "/annuaire/",
    "help": "/aide/",
}
LEAST = {"performance": 95, "accessibility": 100, "best-practices": 100, "seo": 95}
RUNS = 3

type Scores = Mapping[str, int]


def add_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--runs", type=int, default=RUNS, metavar="N", help=f"runs of each page ({RUNS})")


def run(options: argparse.Namespace) -> Iterator[Part]:
    program, browser = shutil.which("lighthouse"), find_chromium()
    if program is None or browser is None:
        missing = {} if program else {"lighthouse": "npm install --global lighthouse"}
        missing |= {} if browser else {"Chromium": "apt-get install chromium"}
        table = Table("missing", ("missing", "to have it"), list(missing.items()))
        yield Part("lighthouse", {"missing": missing}, (table,))
        return
    runs = getattr(options, "runs", RUNS)  # `bench all` has no options of its own
    with demonstration(SIZE) as stage:
        scores = {
            name: _middle([_scores(program, browser, stage.url + path) for _run in range(runs)])
            for name, path in PAGES.items()
        }
    rows = [(name, *(each[category] for category in LEAST)) for name, each in scores.items()]
    failed = any(each[category] < least for each in scores.values() for category, least in LEAST.items())
    yield Part("lighthouse", scores, (Table("lighthouse", ("page", *LEAST), rows),), failed=failed)


def _scores(program: str, browser: str, address: str) -> Scores:
    """By category, out of 100. Raises RuntimeError when Lighthouse could not judge the page."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder, "report.json")
        done = subprocess.run(
            [
                program,
                address,
                "--quiet",
                "--output=json",
                f"--output-path={report}",
                f"--chrome-flags={' '.join(QUIET)}",
            ],
            env={**os.environ, "CHROME_PATH": browser},
            capture_output=True,
            text=True,
            check=False,
        )
        if not report.is_file():
            raise RuntimeError(f"lighthouse judged nothing of {address}: {done.stderr.strip()}")
        categories = json.loads(report.read_text("utf-8"))["categories"]
    return {category: round(100 * (categories[category]["score"] or 0)) for category in LEAST}


def _middle(runs: Sequence[Scores]) -> Scores:
    return {category: round(median(scores[category] for scores in runs)) for category in LEAST}
