"""`etabli test [--deep] [--only WORD]`: every check, in order, with a summary at the end.

What a person's machine lacks is named at the end as not run; where CI is true, that is a failure.
"""

import os
import signal
import sys
import tempfile
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

from etabli.foundation.terminal import OneLineParser, pick, refuse
from etabli.site.environment import CHECKOUT
from etabli.site.testing.steps import Outcome, State, Step, all_steps, app_steps

MARKS = {State.PASSED: "ok", State.FAILED: "FAILED", State.NOT_RUN: "not run"}


def main(argv: list[str]) -> int:
    parser = OneLineParser(prog="etabli test", description=pick("Lancer tous les essais.", "Run every test."))
    parser.add_argument(
        "--deep",
        action="store_true",
        help=pick(
            "les longs aussi : entrées au hasard, longues séries, arrêts brutaux",
            "also the long ones: fuzzing, long property tests, kills",
        ),
    )
    parser.add_argument(
        "--only",
        metavar="WORD",
        help=pick(
            "seulement les étapes dont le nom contient ce mot, ou les essais de cette application",
            "only the steps whose name holds this word, or the tests of this app",
        ),
    )
    options = parser.parse_args(argv)
    if not (CHECKOUT / "tests").is_dir():
        refuse(
            "les essais sont dans le dépôt, pas dans le paquet installé.", "the tests are in the repository."
        )
    os.chdir(CHECKOUT)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that what a step started is stopped too
    steps = chosen_steps(options.only or "", deep=options.deep)
    if not steps:
        refuse(
            f"ni essai ni module ne s’appelle « {options.only} ».",
            f"no step and no app is called {options.only!r}.",
        )
    with tempfile.TemporaryDirectory(prefix="etabli-tests-made-") as made:
        os.environ["ETABLI_TESTS_MADE"] = made  # tests/once.py: what one run of pytest makes serves the next
        outcomes = _run_all(steps)
    return summary(outcomes, strict=os.environ.get("CI", "").lower() == "true")


def chosen_steps(word: str, *, deep: bool) -> list[Step]:
    """All the steps; with a word, those whose name holds it and the tests of the app that it names."""
    steps = all_steps(deep=deep)
    return [step for step in steps if word in step.name] + app_steps(word) if word else steps


def _run_all(steps: Sequence[Step]) -> list[Outcome]:
    """Two at a time of the parallel ones; what came of each is shown in order."""
    outcomes = []
    with ThreadPoolExecutor(max_workers=2) as pool:
        begun = {step.name: pool.submit(_run, step) for step in steps if step.is_parallel}
        for step in steps:
            print(f"\n== {step.name}", flush=True)
            outcome = begun[step.name].result() if step.is_parallel else _run(step)
            if outcome.output:
                print(outcome.output.rstrip("\n"), flush=True)
            outcomes.append(outcome)
    return outcomes


def _run(step: Step) -> Outcome:
    began = time.monotonic()
    outcome = step.run()
    outcome.name, outcome.seconds = step.name, time.monotonic() - began
    return outcome


def summary(outcomes: Sequence[Outcome], *, strict: bool) -> int:
    """Prints what came of each step and the closing counts; returns the exit code."""
    print("\n== summary")
    for outcome in outcomes:
        note = f"  {outcome.note}" if outcome.note else ""
        print(f"{MARKS[outcome.state]:>8}  {outcome.name} ({outcome.seconds:.0f} s){note}")
    passed = sum(outcome.passed for outcome in outcomes)
    skipped = sum(outcome.skipped for outcome in outcomes)
    # A check that is not made of tests counts as one when it fails: no failure may hide behind the counts.
    failed = sum(outcome.failed or 1 for outcome in outcomes if outcome.state is State.FAILED)
    absent = [outcome for outcome in outcomes if outcome.state is State.NOT_RUN]
    if absent and strict:
        print(f"{len(absent)} step(s) not run: a failure where CI is true")
        failed += len(absent)
    print(f"{passed} passed, {failed} failed" + (f", {skipped} skipped" if skipped else ""))
    sys.stdout.flush()
    return 1 if failed else 0
