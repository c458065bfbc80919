"""Two starts on one database at the same instant, and the start of a version that is too old for it."""

import json
import selectors
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import IO, cast

import pytest

from etabli.site.supervisor import answers
from etabli.site.testing.postgres import NoServer, temporary_server
from tests import programs
from tests.faults.installation import PATIENCE_SECONDS, Installation
from tests.once import leave_behind, tables, tables_on_server
from tests.site.test_supervisor import free_port

PREPARE = """
import sys
from etabli.site.django_commands import prepare
prepare()
from django.core import management
from etabli.site import migrating
from etabli.site.preparing import prepare_installation
migrating.SAY_AFTER_SECONDS = 0.0
call_command = management.call_command
def once_the_other_waits(*given, **named):
    if given == ("migrate",):
        sys.stdin.readline()
    call_command(*given, **named)
management.call_command = once_the_other_waits
print("ready", flush=True)
sys.stdin.readline()
prepare_installation()
"""
PENDING = "from etabli.site.migrating import pending_migrations\nanswer(pending_migrations())"
TOMORROW = """
from django.db.migrations.recorder import MigrationRecorder
from django.db import connection
recorder = MigrationRecorder(connection)
record = recorder.record_applied if arguments["newer"] else recorder.record_unapplied
record("people", "9999_of_tomorrow")
"""
SHAPE = """
from tests.faults.shape import shape
answer(shape())
"""


@pytest.fixture(params=["sqlite", "postgresql"])
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Installation]:
    """An installation whose database is empty."""
    if request.param == "sqlite":
        yield Installation(tmp_path)
        return
    try:
        with temporary_server() as url:
            made = Installation(tmp_path, url)
            made.create_database()
            yield made
    except NoServer as absence:
        pytest.skip(str(absence))


def both_at_once(place: Installation) -> list[tuple[int, str]]:
    """Two processes that have loaded all they need, then prepare the installation: the code and the words of each."""
    started = [
        subprocess.Popen(
            [sys.executable, "-c", PREPARE],
            env={**place.env, "LC_ALL": "en_US.UTF-8", "ETABLI_DEMONSTRATION": "1"},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for _ in range(2)
    ]
    try:
        for process in started:
            assert process.stdout
            assert process.stdout.readline() == "ready\n"
        for process in started:
            _write(process, "now")
        first_words = _until_one_waits(started)
        for process in started:
            _write(process, "the other waits")
        said = [process.communicate(timeout=PATIENCE_SECONDS)[1] for process in started]
        words = [first + then for first, then in zip(first_words, said, strict=True)]
        return [(process.returncode, all_words) for process, all_words in zip(started, words, strict=True)]
    finally:
        for process in started:
            process.kill()
            process.wait()


def _write(process: "subprocess.Popen[str]", line: str) -> None:
    assert process.stdin
    process.stdin.write(f"{line}\n")
    process.stdin.flush()


def _until_one_waits(started: "list[subprocess.Popen[str]]") -> list[str]:
    """What each has written on standard error when one of them says that it waits, or has ended."""
    words = {process.stderr: "" for process in started}
    with selectors.DefaultSelector() as waiting:
        for stream in words:
            assert stream
            waiting.register(stream, selectors.EVENT_READ)
        while events := waiting.select(PATIENCE_SECONDS):
            for key, _events in events:
                stream = cast(IO[str], key.fileobj)
                line = stream.readline()
                words[stream] += line
                if not line or "Waiting" in line:
                    return list(words.values())
    raise AssertionError(words)


@pytest.fixture(params=["sqlite", "postgresql"])
def behind(
    request: pytest.FixtureRequest, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Installation]:
    """An installation whose database lacks the last migrations."""
    with ExitStack() as stack:
        if request.param == "sqlite":
            place = tables(tmp_path_factory, tmp_path / "data")
        else:
            try:
                place = stack.enter_context(tables_on_server(tmp_path_factory, tmp_path / "data"))
            except NoServer as absence:
                pytest.skip(str(absence))
        leave_behind(place)
        assert place.ask(PENDING) == 1
        yield place


def test_one_prepares_and_the_other_waits_and_finds_nothing_to_do(behind: Installation) -> None:
    """The one that waits says so; both end well, and the tables are those of one."""
    ended = both_at_once(behind)
    assert [code for code, _words in ended] == [0, 0], ended
    assert ["Waiting for it to end" in words for _code, words in ended].count(True) == 1
    assert "Traceback" not in str(ended)
    assert behind.ask(PENDING) == 0


@pytest.mark.deep
@pytest.mark.parametrize("turn", range(9))
def test_ten_times(empty: Installation, turn: int) -> None:
    """From nothing."""
    assert [code for code, _words in both_at_once(empty)] == [0, 0]
    assert empty.ask(PENDING) == 0


@pytest.mark.parametrize(
    ("line", "language", "words"),
    [
        ("manage migrate", "fr_FR", "d'une version plus récente"),
        ("tick", "en_US", "of a newer version"),
        ("manage worker", "en_US", "of a newer version"),
        ("manage set_up --chamber C --adviser a@example.org", "fr_FR", "d'une version plus récente"),
    ],
)
def test_the_database_of_a_newer_version_is_refused_in_a_sentence(
    place: Installation, line: str, language: str, words: str
) -> None:
    place.ask(TOMORROW, newer=True)
    done = etabli(place, *line.split(), LC_ALL=language)
    assert (done.returncode, done.stdout) == (2, "")
    assert len(done.stderr.splitlines()) == 1
    assert words in done.stderr
    assert "people.9999_of_tomorrow" in done.stderr


@pytest.mark.deep
def test_nothing_of_a_newer_database_changes_and_the_newer_code_goes_on(either: Installation) -> None:
    either.ask(TOMORROW, newer=True)
    before = either.ask(SHAPE)
    assert etabli(either, "manage", "migrate").returncode == 2
    check = etabli(either, "check", "--json")
    assert check.returncode == 1
    [point] = [point for point in json.loads(check.stdout)["points"] if point["verdict"] == "fault"]
    assert "people.9999_of_tomorrow" in point["text"]
    assert "sauvegarde faite avant la mise à jour" in point["mend"]
    assert either.ask(SHAPE) == before
    either.ask(TOMORROW, newer=False)
    assert etabli(either, "tick").returncode == 0


def test_run_ends_at_once_instead_of_starting_again(place: Installation) -> None:
    place.ask(TOMORROW, newer=True)
    run = place.start("etabli", "run", "--port", str(port := free_port()))
    assert run.wait(PATIENCE_SECONDS) == 2
    assert not answers("127.0.0.1", port)


def test_a_real_installation_without_its_file_makes_no_new_one(tmp_path: Path) -> None:
    """Lost, or on a disk that is not mounted yet: an empty one would be taken for it. The supervisor tries again."""
    place = Installation(tmp_path)
    real = {
        "ETABLI_ENV": "production",
        "ETABLI_ALLOWED_HOSTS": "etabli.example.org",
        "ETABLI_BASE_URL": "https://etabli.example.org",
        "EMAIL_URL": "smtp+tls://etabli@mail.example.org",
        "ETABLI_EMAIL_FROM": "etabli@example.org",
        "LC_ALL": "en_US.UTF-8",
    }
    command = [sys.executable, "-P", "-m", "etabli.site.serving"]
    done = subprocess.run(command, env={**place.env, **real}, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "etabli: the database is absent" in done.stderr
    assert "Traceback" not in done.stderr
    assert not list(tmp_path.glob("etabli.sqlite3*"))


def etabli(place: Installation, *argv: str, **env: str) -> "subprocess.CompletedProcess[str]":
    return programs.run(["-m", "etabli", *argv], env={**place.env, **env})
