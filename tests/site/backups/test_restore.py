"""A restore gives back what there was, refuses what it can't trust, and is old or new when it is killed."""

import json
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from etabli.site.backups.manifest import FORMAT_VERSION
from tests import programs
from tests.faults.installation import BEFORE
from tests.site.backups.archives import rewritten
from tests.site.backups.conftest import Place, Places


def all_of(place: Place) -> Any:
    """What there is, to be compared: nothing of it changes by a refusal."""
    kept = [path for path in place.folder.rglob("*") if "static" not in path.parts and path.is_file()]
    files = {
        str(path.relative_to(place.folder)): path.read_bytes() for path in kept if "cache" not in path.parts
    }
    files = {name: held for name, held in files.items() if not name.startswith("etabli.sqlite3")}
    return place.rows(), files


def test_all_is_back_in_an_empty_place(places: Places) -> None:
    place, other = places.filled("Zoé Exemple", "Max Exemple"), places.empty()
    (place.folder / "openings").mkdir()
    (place.folder / "openings" / "2027-01-12.txt").write_text("7\n")
    path = place.backup()
    done = other.etabli("restore", path)
    assert done.returncode == 0, done.stderr
    assert other.state() == place.state()
    assert other.rows() == place.rows()
    assert (other.folder / "openings" / "2027-01-12.txt").read_text() == "7\n"
    assert "THE SECRET KEY is not that of the backup" in done.stdout
    told = other.ask(
        """
from etabli.foundation.files.identity import identity, restored_at
from etabli.foundation.files.marker import marker_of
from etabli.foundation.files.stores import current_store
from etabli.foundation.people.models import Person
answer([restored_at() is not None, marker_of(current_store()) == identity(), Person.objects.create(
    chamber=Person.objects.first().chamber, name="Lou Exemple", created_at=timezone.now()).pk > 1_000_000])
"""
    )
    assert told == [True, True, True], "nothing leaves the store, which is ours, and no number is given twice"
    assert other.etabli("neutrality", "verify").returncode == 0
    points = json.loads(other.etabli("check", "--json", ETABLI_BACKUPS=str(place.backups)).stdout)["points"]
    assert {point["verdict"] for point in points if point["theme"] in {"Database", "Backups"}} == {"sound"}
    assert not [one for one in other.folder.iterdir() if "restoring" in one.name]


def test_over_what_is_there_only_when_agreed_and_that_is_kept(places: Places) -> None:
    place = places.filled("Zoé Exemple")
    path, before = place.backup(), place.state()
    place.fill("Max Exemple")
    untouched = all_of(place)
    refused = place.etabli("restore", path)
    assert (refused.returncode, "--into-existing" in refused.stderr) == (2, True)
    assert all_of(place) == untouched
    done = place.etabli("restore", "--into-existing", path, "--json")
    assert done.returncode == 0, done.stderr
    assert place.state() == before
    kept = json.loads(done.stdout)["kept_aside"][0]
    if place.database_url:
        import psycopg

        with psycopg.connect(place.database_url) as server:
            schema = kept.removeprefix("schema ")
            [names] = zip(
                *server.execute(f'SELECT name FROM "{schema}".people_person').fetchall(), strict=True
            )
    else:
        import sqlite3

        opened = sqlite3.connect(kept)
        [names] = zip(*opened.execute("SELECT name FROM people_person").fetchall(), strict=True)
        opened.close()
    assert set(names) == {"Zoé Exemple", "Max Exemple"}
    again = place.backup()  # what was kept aside is in no backup
    assert place.etabli("restore", "--into-existing", again).returncode == 0
    assert place.state() == before


def test_encrypted_it_brings_the_key_back(sqlite_places: Places, tmp_path: Path) -> None:
    from pyrage import x25519

    place, other = sqlite_places.filled("Zoé Exemple"), sqlite_places.empty()
    reader = x25519.Identity.generate()
    (tmp_path / "reader.txt").write_text(f"{reader}\n")
    path = place.backup("--recipient", str(reader.to_public()))
    assert other.etabli("restore", path).returncode == 2
    assert not (other.folder / "etabli.sqlite3").exists()
    done = other.etabli("restore", path, "--identity", tmp_path / "reader.txt", "--json")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["key"] == "restored"
    assert (other.folder / "secret_key").read_bytes() == (place.folder / "secret_key").read_bytes()
    assert other.state() == place.state()


def test_a_place_that_was_only_set_up_takes_it(places: Places) -> None:
    place, other = places.filled("Zoé Exemple"), places.prepared()
    set_up = ("manage", "set_up", "--chamber", "Chambre d'essai", "--adviser", "conseil@example.org")
    assert other.etabli(*set_up).returncode == 0
    other.ask(
        "from etabli.foundation.files.marker import claim\n"
        "from etabli.foundation.files.stores import current_store\nclaim(current_store())"
    )
    done = other.etabli("restore", place.backup())
    assert done.returncode == 0, done.stderr
    assert other.state() == place.state()
    fault = [
        one for one in json.loads(other.etabli("check", "--json").stdout)["points"] if one["theme"] == "Files"
    ]
    assert "fault" not in {one["verdict"] for one in fault}


def backed_up_then_gone_on(place: Place) -> None:
    place.backup()
    place.fill("Max Exemple")


@pytest.fixture
def refused(places: Places) -> Any:
    """A place with data and a backup of it, which must refuse whatever is made of that backup."""
    place = places.filled("Zoé Exemple", then=backed_up_then_gone_on)
    [path] = place.backups.glob("etabli-*")
    before = all_of(place)

    def refuses(made: Path, *options: str, saying: str = "") -> None:
        done = place.etabli("restore", "--into-existing", made, *options, is_loaded=True)
        assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1), done.stderr
        assert saying in done.stderr
        assert all_of(place) == before

    return place, path, refuses


def test_what_can_t_be_trusted_is_refused_and_nothing_changes(refused: Any, tmp_path: Path) -> None:
    place, path, refuses = refused
    content, made = path.read_bytes(), tmp_path / "etabli-2026-11-29-023000.tar"
    made.write_bytes(content[: len(content) // 2])
    refuses(made, saying="cut short")
    place_of_byte = content.index(b"files/") + 512 + 20
    made.write_bytes(content[:place_of_byte] + b"\xff" + content[place_of_byte + 1 :])
    refuses(made, saying="is not what was written")
    rewritten(path, made, format=FORMAT_VERSION + 1)
    refuses(made, saying="later format")
    rewritten(path, made, migrations={"people": ["9999_of_the_future"]})
    refuses(made, saying="people.9999_of_the_future")
    rewritten(path, made, migrations={"inventions": ["0001_initial"]})
    refuses(made, saying="later Établi")
    rewritten(path, made, migrations={"people": ["0001_initial", "0001_squashed"]})
    refuses(made, saying="from before 30 November 2026 (it lacks people.0002_no_survey_link)")
    rewritten(path, made, vendor="sqlite" if place.database_url else "postgresql")
    refuses(made, saying="DATABASE_URL")
    rewritten(path, made, installation="0" * 32)
    refuses(made, saying="another installation")
    rewritten(path, made, rows={"people_person": 12})
    refuses(made, saying="people_person")


def test_over_a_database_that_is_damaged(sqlite_places: Places) -> None:
    place = sqlite_places.filled("Zoé Exemple")
    path, before = place.backup(), place.state()
    (place.folder / "etabli.sqlite3").write_bytes(b"nothing of a database" * 1000)
    assert place.etabli("backup").returncode == 2
    refused = place.etabli("restore", path)
    assert (refused.returncode, "--into-existing" in refused.stderr) == (2, True)
    done = place.etabli("restore", "--into-existing", path)
    assert done.returncode == 0, done.stderr
    assert place.state() == before


def test_files_of_another_installation_are_not_mixed_with_ours(sqlite_places: Places, tmp_path: Path) -> None:
    place, other, third = sqlite_places.filled("Zoé Exemple"), sqlite_places.empty(), sqlite_places.prepared()
    third.fill("Max Exemple")
    shutil.copytree(third.folder / "files", other.folder / "files")
    done = other.etabli("restore", place.backup())
    assert (done.returncode, "those of another installation" in done.stderr) == (2, True)
    assert not (other.folder / "etabli.sqlite3").exists()


def test_not_while_it_is_running(sqlite_places: Places) -> None:
    place = sqlite_places.filled("Zoé Exemple")
    path = place.backup()
    argv = [sys.executable, "-c", BEFORE + STAYS, "{}"]
    with subprocess.Popen(argv, env=place.env, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as at_work:
        assert at_work.stdout is not None
        assert at_work.stdout.readline() == b"here\n"
        done = place.etabli("restore", "--into-existing", path)
        assert (done.returncode, "is running" in done.stderr) == (2, True)
        at_work.communicate(b"")
    assert place.etabli("restore", "--into-existing", path).returncode == 0


STAYS = """
from django.conf import settings
from etabli.site.data_lock import hold_shared
hold_shared(settings.DATA)
print("here", flush=True)
sys.stdin.read()
"""
KILLED = """
import os, signal, sys
from etabli.__main__ import main
from etabli.site.django_commands import prepare
prepare()
import importlib
module, name, when = sys.argv[1].split(":")
owner = importlib.import_module(module)
real = getattr(owner, name)
def killed(*given, **named):
    if when == "before":
        os.kill(os.getpid(), signal.SIGKILL)
    real(*given, **named)
    os.kill(os.getpid(), signal.SIGKILL)
setattr(owner, name, killed)
sys.exit(main(sys.argv[2:]))
"""
RESTORING, SWAPPING = "etabli.site.backups.restoring", "etabli.site.backups.swapping"
STAGING = "etabli.site.backups.staging"
BEFORE_THE_PLAN = [
    f"{STAGING}:stage:after",
    f"{STAGING}:bring_up_to_date:after",
    f"{RESTORING}:_restore_files:after",
    f"{RESTORING}:swap:before",
]
AFTER_THE_PLAN = [
    f"{SWAPPING}:_follow_plan:before",
    f"{SWAPPING}:_replace:after",
    f"{SWAPPING}:_mark_store:before",
]
STARTS = "from etabli.site.data_lock import hold_shared\nfrom django.conf import settings\nhold_shared(settings.DATA)\n"


def test_killed_it_is_the_old_or_the_new_and_never_half(places: Places) -> None:
    """The next start finishes what was decided, and nothing else."""
    place = places.filled("Zoé Exemple")
    path, new = place.backup(), place.state()
    place.fill("Max Exemple")
    old = place.state()
    for moment in BEFORE_THE_PLAN:
        _killed(place, path, moment)
        assert place.state(STARTS) == old, moment
    for moment in AFTER_THE_PLAN:
        if place.rows()["people_person"] == 1:
            place.fill("Max Exemple")
        _killed(place, path, moment)
        assert place.state(STARTS) == new, moment
    assert place.etabli("restore", "--into-existing", path).returncode == 0
    assert place.state() == new


def _killed(place: Place, path: Path, moment: str) -> None:
    argv = ["-c", KILLED, moment, "restore", "--into-existing", str(path)]
    killed = programs.run(argv, env=place.env, is_loaded=True)
    assert killed.returncode == -signal.SIGKILL, killed.stderr


def test_a_restore_that_fails_on_the_way_leaves_nothing_behind(places: Places) -> None:
    place = places.filled("Zoé Exemple")
    path = place.backup()
    place.fill("Max Exemple")
    before = all_of(place)
    failing = KILLED.replace(
        "os.kill(os.getpid(), signal.SIGKILL)", "raise OSError(28, 'No space left on device')"
    )
    argv = ["-c", failing, f"{RESTORING}:_prepare_state:before", "restore", "--into-existing", str(path)]
    done = programs.run(argv, env=place.env, is_loaded=True)
    assert (done.returncode, done.stderr) == (2, "etabli: restore: the disk is full: make room\n")
    assert all_of(place) == before
