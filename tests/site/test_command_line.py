"""The command line: help in two languages, clear refusals, and commands that start fast."""

import os
import re
import subprocess
import sys
from contextlib import suppress
from itertools import pairwise
from pathlib import Path

import pytest

from etabli.__main__ import COMMANDS, main
from etabli.site import django_commands
from etabli.site.environment import CHECKOUT
from tests import programs

DJANGO_S_OWN = {
    *("--help", "--version", "--verbosity", "--settings", "--pythonpath", "--traceback"),
    *("--no-color", "--force-color", "--skip-checks"),
}


KEPT = {name: value for name, value in os.environ.items() if name in {"PATH", "HOME"}}


def started(*arguments: str, cwd: Path | None = None, **env: str) -> subprocess.CompletedProcess[str]:
    """The program from nothing, as a shell starts it."""
    return subprocess.run(
        [sys.executable, "-P", "-m", "etabli", *arguments],
        env={**KEPT, **env},
        cwd=cwd,
        capture_output=True,
        text=True,
        check=False,
    )


def etabli(*arguments: str, **env: str) -> subprocess.CompletedProcess[str]:
    """The same, without loading the libraries anew."""
    return programs.run(["-m", "etabli", *arguments], env={**KEPT, **env})


@pytest.mark.parametrize(
    ("line", "code"), [("help", 0), ("quote --all", 2), ("check", 1), ("register search x", 2)]
)
def test_a_program_that_finds_its_libraries_loaded_does_what_one_from_nothing_does(
    line: str, code: int, tmp_path: Path
) -> None:
    given = {"ETABLI_DATA": str(tmp_path), "LANG": "en_GB.UTF-8"}
    first, second = (run(*line.split(), **given) for run in (started, etabli))
    assert first.returncode == code
    assert (first.stdout, first.stderr) == (second.stdout, second.stderr)
    assert first.returncode == second.returncode


def test_help_shows_every_command_in_french_and_in_english() -> None:
    french, english = started("help"), started("--help", LANG="en_GB.UTF-8")
    assert french.returncode == english.returncode == 0
    for name in COMMANDS:
        assert f"etabli {name} " in french.stdout
    assert "Pour commencer" in french.stdout
    assert "To begin" in english.stdout


def test_the_help_of_a_command_is_in_the_language_of_the_terminal() -> None:
    french, english = (
        etabli("messages", "--help", LANG=lang).stdout for lang in ("fr_FR.UTF-8", "en_GB.UTF-8")
    )
    assert french.startswith("usage : etabli messages")
    assert "affiche cette aide" in french
    assert not any(word in french for word in ("usage:", "options:", "show this help"))
    assert english.startswith("usage: etabli messages")
    assert "show this help message and exit" in english


# What has words of its own in its help: each command, each part of one, and the commands of the apps under `manage`.
PARTS = (
    *COMMANDS,
    *(
        "needs list",
        "needs recognise",
        "backup verify",
        "register import",
        "register search",
        "relays import",
    ),
    *(
        "relays export",
        "sessions import",
        "files move",
        "files adopt",
        "files sweep",
        "files quarantine",
        "bench all",
    ),
    *("manage set_up", "manage worker", "manage reindex", "manage bounce", "manage load_contours"),
)
ENGLISH = re.compile(
    r"\b(the|of|and|is|are|your|we|our|for|with|who|not|this|these|to|it|that|was|a file|show|print|only|when)\b",
    re.I,
)
FRENCH = re.compile(
    r"\b(le|la|les|du|une|et|est|sont|vous|pour|dans|avec|qui|ne|pas|cette|ou|au|de|un)\b", re.I
)


def help_of(line: str, capsys: pytest.CaptureFixture[str]) -> str:
    """What `--help` says, without the names that one types: options, choices, files, addresses."""
    with suppress(SystemExit):
        main([*line.split(), "--help"])
    text = re.sub(r"^(Celles de Django|Django's own).*", "", capsys.readouterr().out, flags=re.M)
    return re.sub(
        r"--[a-z-]+|\{[^}]+\}|[“«][^”»]+[”»]|ETABLI_\w+|\S+\.json\w*|etabli [a-z ]+|usage ?:.*", " ", text
    )


@pytest.mark.parametrize("line", PARTS)
def test_the_whole_help_is_in_the_language_of_the_terminal(
    line: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(django_commands, "prepare", lambda: None)
    texts = []
    for language in ("fr_FR.UTF-8", "en_GB.UTF-8"):
        monkeypatch.setenv("LC_ALL", language)
        texts.append(help_of(line, capsys))
    french, english = texts
    assert not ENGLISH.search(french), french
    assert not FRENCH.search(english), english
    assert len(french.split()) > len(["options", ":", "-h", "affiche", "cette", "aide", "et", "s'arrête"])


def test_every_value_and_option_of_a_command_is_explained(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(django_commands, "prepare", lambda: None)
    for line in PARTS:
        with suppress(SystemExit):
            main([*line.split(), "--help"])
        shown = capsys.readouterr().out.splitlines()
        for entry, below in pairwise([*shown, ""]):
            if re.match(r"  -\S", entry):
                assert re.search(r"\S {2,}\S", entry) or below.startswith(" " * 10), f"{line}: {entry}"


def test_the_commands_of_the_apps_come_first_and_djangos_own_are_one_line(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(django_commands, "prepare", lambda: None)
    shown = []
    for asked in ([], ["help"], ["--help"]):
        assert main(["manage", *asked]) == 0
        shown.append(capsys.readouterr().out)
    assert shown[0] == shown[1] == shown[2]
    [own] = [line for line in shown[0].splitlines() if "Django" in line]
    assert "makemigrations" in own
    assert "  etabli manage set_up  " in shown[0]
    assert "set_up" not in own


@pytest.mark.parametrize("line", ["help", "needs list"])
def test_whoever_stops_reading_the_output_sees_no_traceback(line: str) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    with os.fdopen(writer, "w") as gone:
        done = subprocess.run(
            [sys.executable, "-P", "-m", "etabli", *line.split()],
            stdout=gone,
            stderr=subprocess.PIPE,
            check=False,
        )
    assert (done.returncode, done.stderr) == (0, b"")


def test_an_unknown_command_is_one_line_and_exit_code_2() -> None:
    done = started("démarrer")
    assert done.returncode == 2
    assert done.stdout == ""
    assert len(done.stderr.splitlines()) == 1
    assert "« démarrer »" in done.stderr


@pytest.mark.parametrize(
    "line",
    [
        *("run --port many", "run --port 70000", "check --all", "translations --all", "tick --all"),
        *("quote", "quote --all", "needs", "needs guess", "anonymise", "anonymise a b", "forecast a"),
        *(
            "register",
            "register import",
            "register find x",
            "register search",
            "neutrality",
            "neutrality guess",
        ),
    ],
)
def test_wrong_arguments_are_one_line_and_exit_code_2(line: str, tmp_path: Path) -> None:
    done = etabli(*line.split(), ETABLI_DATA=str(tmp_path))
    assert (done.returncode, done.stdout) == (2, "")
    assert len(done.stderr.splitlines()) == 1
    assert done.stderr.startswith(f"etabli: {line.split()[0]} : ") or "70000" in line
    assert not re.search(r"argument \S+:|arguments|invalid|required|expected", done.stderr), (
        "a French terminal"
    )


@pytest.mark.parametrize(
    "line", ["register import x.csv", "register search x", "neutrality verify", "neutrality report", "tick"]
)
def test_a_database_without_tables_is_one_line_that_says_what_to_do(line: str, tmp_path: Path) -> None:
    done = etabli(*line.split(), ETABLI_DATA=str(tmp_path))
    assert (done.returncode, done.stdout) == (2, "")
    assert len(done.stderr.splitlines()) == 1

    assert "etabli manage migrate" in done.stderr


def test_a_database_that_is_away_is_one_line(tmp_path: Path) -> None:
    done = etabli("register", "search", "x", DATABASE_URL=f"postgresql:///e?host={tmp_path}", LANG="en_US")
    assert (done.returncode, done.stdout) == (2, "")
    assert len(done.stderr.splitlines()) == 1
    assert "register: the database does not answer" in done.stderr


def test_a_wrong_environment_is_said_without_a_traceback(tmp_path: Path) -> None:
    done = started("check", DATABASE_URL="mysql://localhost/etabli", ETABLI_DATA=str(tmp_path))
    assert done.returncode == 2
    assert done.stderr.startswith("etabli: DATABASE_URL begins with 'mysql'")


def test_a_database_that_is_away_is_a_point_to_mend(tmp_path: Path) -> None:
    url = f"postgresql:///etabli?host={tmp_path}"
    done = etabli("check", DATABASE_URL=url, ETABLI_DATA=str(tmp_path), LANG="en_US")
    assert done.returncode == 1
    assert "✗ the database does not answer" in done.stdout
    assert "Traceback" not in done.stderr


def test_the_demonstration_refuses_production() -> None:
    done = etabli("demo", ETABLI_ENV="production", LANG="en_US")
    assert done.returncode == 2
    assert "production" in done.stderr


DOCUMENTED = re.findall(
    r"^\| `(.+?)` \|", (CHECKOUT / "docs/en/cli.md").read_text(encoding="utf-8"), re.MULTILINE
)


def test_the_documentation_names_every_command() -> None:
    assert {line.split()[0] for line in DOCUMENTED if line.split()[0] in COMMANDS} == set(COMMANDS)


@pytest.mark.parametrize("line", [line for line in DOCUMENTED if "[" in line])
def test_the_documentation_names_the_options_of_each_command(
    line: str, capsys: pytest.CaptureFixture[str]
) -> None:
    words = line.partition("[")[0].split()
    verbs = [word for word in words if word.islower()]
    with pytest.raises(SystemExit):
        main([*verbs, "--help"])
    offered = set(re.findall(r"--[a-z-]+", capsys.readouterr().out)) - DJANGO_S_OWN
    assert offered == set(re.findall(r"--[a-z-]+", line))


QUICK = ["quote", "needs", "anonymise", "forecast"]


@pytest.mark.parametrize("name", QUICK)
def test_reading_a_quote_does_not_wait_for_django(name: str) -> None:
    code = (
        "import sys; from etabli.__main__ import load; load(sys.argv[1]);"
        "sys.exit(any(name.split('.')[0] == 'django' for name in sys.modules))"
    )
    done = subprocess.run(
        [sys.executable, "-P", "-c", code, name], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr or "Django is imported"


def test_a_folder_named_like_a_package_changes_nothing(tmp_path: Path) -> None:
    (tmp_path / "etabli").mkdir()
    (tmp_path / "etabli" / "__init__.py").write_text("raise SystemExit('the wrong one')")
    assert started("help", cwd=tmp_path).returncode == 0
