"""`etabli test` itself: what it counts, what it refuses to hide."""

import shutil
from functools import partial
from pathlib import Path
from threading import Barrier

import polib
import psycopg
import pytest

from etabli.site.testing import _run_all, chosen_steps, summary
from etabli.site.testing.catalogues import _faults, check_catalogues, print_missing
from etabli.site.testing.postgres import NoServer, programs, temporary_server
from etabli.site.testing.steps import Outcome, State, Step, run_pytest


def closing_line(capsys: pytest.CaptureFixture[str]) -> str:
    return capsys.readouterr().out.splitlines()[-1]


def test_the_last_line_sums_the_counts(capsys: pytest.CaptureFixture[str]) -> None:
    outcomes = [
        Outcome(State.PASSED, passed=3),
        Outcome(State.PASSED, passed=4, skipped=1),
        Outcome(State.PASSED),
    ]
    assert summary(outcomes, strict=True) == 0
    assert closing_line(capsys) == "7 passed, 0 failed, 1 skipped"


def test_a_failed_check_is_counted(capsys: pytest.CaptureFixture[str]) -> None:
    assert summary([Outcome(State.FAILED), Outcome(State.PASSED, passed=2)], strict=False) == 1
    assert closing_line(capsys) == "2 passed, 1 failed"


def test_what_is_not_run_fails_only_where_ci_is_true(capsys: pytest.CaptureFixture[str]) -> None:
    outcomes = [Outcome(State.NOT_RUN, note="no Chromium"), Outcome(State.PASSED, passed=1)]
    assert summary(outcomes, strict=False) == 0
    assert "no Chromium" in capsys.readouterr().out
    assert summary(outcomes, strict=True) == 1
    assert closing_line(capsys) == "1 passed, 1 failed"


def test_quick_steps_run_beside_one_another_and_are_shown_in_order(
    capsys: pytest.CaptureFixture[str],
) -> None:
    both, order = Barrier(2), list[str]()

    def quick(name: str) -> Outcome:
        both.wait(timeout=60)  # broken, and the test with it, unless the other runs meanwhile
        return Outcome(State.PASSED, output=f"done: {name}\n")

    def after() -> Outcome:
        order.append("after")
        return Outcome(State.PASSED)

    steps = [Step(name, partial(quick, name), is_parallel=True) for name in ("first", "second")]
    outcomes = _run_all([*steps, Step("third", after)])
    assert [outcome.name for outcome in outcomes] == ["first", "second", "third"]
    assert order == ["after"]
    shown = capsys.readouterr().out.split("\n\n")
    assert [part.strip() for part in shown] == [
        "== first\ndone: first",
        "== second\ndone: second",
        "== third",
    ]


def test_counts_come_from_pytest(tmp_path: Path) -> None:
    file = tmp_path / "test_three.py"
    file.write_text("def test_a(): pass\ndef test_b(): assert 0\ndef test_c(): pass\n")
    outcome = run_pytest([str(file), "--rootdir", str(tmp_path), "-c", "/dev/null", "-p", "no:django"])
    assert (outcome.state, outcome.passed, outcome.failed) == (State.FAILED, 2, 1)


def run_apart(tmp_path: Path, *arguments: str) -> Outcome:
    return run_pytest(
        [str(tmp_path), "--rootdir", str(tmp_path), "-c", "/dev/null", "-p", "no:django", *arguments]
    )


def test_modules_that_fail_to_load_are_counted(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / f"test_{name}.py").write_text("import nothing_of_the_kind\n")
    outcome = run_apart(tmp_path)
    assert (outcome.state, outcome.failed) == (State.FAILED, 2)
    assert outcome.note.startswith("2 errors")


def test_a_choice_that_leaves_no_test_fails(tmp_path: Path) -> None:
    (tmp_path / "test_a.py").write_text("def test_a(): pass\n")
    outcome = run_apart(tmp_path, "-k", "nothing_of_the_kind")
    assert outcome.state is State.FAILED
    assert "no test" in outcome.note


@pytest.mark.parametrize(
    ("word", "names"),
    [
        ("jobs", ["tests of community/jobs on SQLite"]),
        ("search", ["tests of foundation/search on SQLite"]),
        ("types", ["types: mypy"]),
        ("nothing of the kind", []),
        ("*", []),
    ],
)
def test_a_word_names_steps_or_an_app(word: str, names: list[str]) -> None:
    assert [step.name for step in chosen_steps(word, deep=False)] == names


def test_without_a_word_each_step_is_run() -> None:
    assert [step.name for step in chosen_steps("", deep=True)][-1] == "deep: properties at length"


CATALOGUE = {
    'msgid "Seen"\nmsgstr "Vu"\n': "",
    "": "no French for 'Seen' (pages.py:3)",
    'msgid "Seen"\nmsgstr ""\n': "empty French for 'Seen'",
    '#, fuzzy\nmsgid "Seen"\nmsgstr "Vu"\n': "fuzzy: 'Seen'",
    'msgid "Seen"\nmsgstr "Vu"\n\nmsgid "Gone"\nmsgstr "Parti"\n': "obsolete: 'Gone' is no longer said",
    'msgid "Seen"\nmsgstr "Vu %(n)s"\n': "the places in 'Seen' are not those of its French",
    'msgid "Seen"\nmsgstr "Vu\u00a0: oui"\n': "",
    'msgid "Seen"\nmsgstr "Vu : oui"\n': (
        "the French of 'Seen' has a plain space where punctuation wants a no-break one"
    ),
}


@pytest.mark.parametrize(("text", "fault"), CATALOGUE.items())
def test_a_catalogue_is_complete_or_says_where_it_is_not(text: str, fault: str) -> None:
    found = list(_faults({("", "Seen", ""): "pages.py:3"}, polib.pofile('msgid ""\nmsgstr ""\n\n' + text)))
    assert found == ([fault] if fault else [])


@pytest.mark.skipif(not shutil.which("xgettext"), reason="GNU gettext is absent")
def test_a_sentence_without_french_is_found_and_proposed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("near", "far"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "apps.py").write_text(f'label = _("Seen {name}")\n')
    assert check_catalogues(tmp_path) == [
        "far: no French for 'Seen far' (apps.py:1)",
        "near: no French for 'Seen near' (apps.py:1)",
    ]
    print_missing(tmp_path, "far")
    told = capsys.readouterr().out
    assert 'msgid "Seen far"' in told
    assert "Seen near" not in told


def test_the_temporary_server_answers_and_leaves_nothing() -> None:
    try:
        programs()
    except NoServer as absence:
        pytest.skip(str(absence))
    with temporary_server() as url:
        folder = Path(url.partition("host=")[2].partition("&")[0])
        with psycopg.connect(url.replace("///etabli", "///postgres")) as connection:
            version = connection.execute("show server_version_num").fetchone()
        assert version
        assert int(version[0]) >= 150000
    assert not folder.exists()
