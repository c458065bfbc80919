"""A backup is of the database that the settings name, whole while people write, tried, and closed to others."""

import json
import os
import sqlite3
import stat
import subprocess
import sys
import tarfile
from contextlib import closing
from pathlib import Path

import pytest

from etabli.site.backups.archive import Reader
from etabli.site.backups.manifest import Manifest
from tests import programs
from tests.faults.installation import BEFORE
from tests.site.backups.archives import rewritten
from tests.site.backups.conftest import Place, Places


def manifest_of(path: Path) -> Manifest:
    with path.open("rb") as file:
        return Reader(file).manifest


def test_it_holds_what_there_is_and_is_closed_to_others(places: Places) -> None:
    place = places.filled("Zoé Exemple", "Max Exemple")
    (place.folder / "draws").mkdir()
    (place.folder / "draws" / "shown-2027-01-12.jsonl").write_text("{}\n")
    done = place.etabli("backup")
    assert done.returncode == 0, done.stderr
    assert str(place.folder / "secret_key") in done.stdout, "where the key is kept is told"
    [path] = place.backups.glob("etabli-*")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    held = manifest_of(path)
    assert held.rows == place.rows()
    assert held.rows["people_person"] == held.files == 2
    assert "state/draws/shown-2027-01-12.jsonl" in held.entries
    assert "secret_key" not in held.entries
    key = (place.folder / "secret_key").read_bytes().strip()
    assert key not in path.read_bytes()
    verified = place.etabli("backup", "verify", path, "--json")
    assert json.loads(verified.stdout)["sound"] is True


def test_the_database_and_the_key_are_those_that_the_settings_name(
    sqlite_places: Places, tmp_path: Path
) -> None:
    """By files that name them, as containers and systemd do; the data folder holds an older database beside."""
    place = sqlite_places.filled("Zoé Exemple")
    elsewhere = tmp_path / "elsewhere.sqlite3"
    (place.folder / "etabli.sqlite3").rename(elsewhere)
    (tmp_path / "url").write_text(f"sqlite:///{elsewhere}")
    (tmp_path / "key").write_text("Jk3vQ9wZ2rT7yU1iO5pA8sD4fG6hJ0kL" * 2)
    (place.folder / "secret_key").unlink()
    place.more = {"DATABASE_URL_FILE": str(tmp_path / "url"), "SECRET_KEY_FILE": str(tmp_path / "key")}
    env = {name: value for name, value in place.env.items() if name != "DATABASE_URL"}
    done = programs.run(["-m", "etabli", "backup"], env=env)
    assert done.returncode == 0, done.stderr
    assert str(tmp_path / "key") in done.stdout
    [path] = place.backups.glob("etabli-*")
    held = manifest_of(path)
    assert (held.rows["people_person"], held.files) == (1, 1)
    assert not (place.folder / "etabli.sqlite3").exists()


WRITERS = """
import threading
from django.db import connections, transaction
from etabli.foundation.files.stored_files import save_file
from etabli.foundation.people.models import Organisation, Person
from tests import factories as make
chamber, stop = Organisation.objects.filter(kind="chamber").first(), threading.Event()
def write(number):
    turn = 0
    while not stop.is_set():
        turn += 1
        with transaction.atomic():
            told = [f"exemple-{number}-{turn}-{side}" for side in "ab"]
            pair = [make.person(chamber, name=one, email=f"{one}@example.org") for one in told]
            content, by = f"{number} {turn}".encode() * 500, make.artisan(pair[0])
            save_file(make.examined(content), purpose="quote", chamber_id=chamber.pk, by=by, at=make.AT)
    connections.close_all()
threads = [threading.Thread(target=write, args=(number,)) for number in range(16)]
for thread in threads: thread.start()
print("begun", flush=True)
sys.stdin.readline()
stop.set()
for thread in threads: thread.join()
answer(Person.objects.count())
"""


def test_it_is_of_one_instant_while_sixteen_write(places: Places) -> None:
    """Each writes two people and a file at once: no backup has one without the others."""
    place = places.filled("Zoé Exemple")
    writers = subprocess.Popen(
        [sys.executable, "-c", BEFORE + WRITERS, "{}"],
        env=place.env,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert writers.stdin is not None
    assert writers.stdout is not None
    try:
        assert writers.stdout.readline() == "begun\n"
        path = place.backup()
        told, _nothing = writers.communicate("\n")
    finally:
        writers.kill()
        writers.wait()
    assert writers.returncode == 0
    held = manifest_of(path)
    assert held.rows["people_person"] < int(told), "they wrote meanwhile"
    assert held.rows["people_person"] % 2 == 1
    assert held.files == held.rows["files_storedfile"] == (held.rows["people_person"] - 1) // 2 + 1


def test_what_the_store_lost_or_spoiled_is_told_and_the_backup_kept(places: Places) -> None:
    place = places.filled("Zoé Exemple", "Max Exemple", "Lou Exemple")
    lost, spoiled, _sound = sorted(
        path for path in (place.folder / "files").rglob("*") if path.is_file() and len(path.name) == 32
    )
    lost.unlink()
    spoiled.write_bytes(b"something else")
    done = place.etabli("backup", "--json")
    assert done.returncode == 1
    told = json.loads(done.stdout)
    assert [name.rpartition("/")[2] for name in told["missing"] + told["damaged"]] == [
        lost.name,
        spoiled.name,
    ]
    path = Path(told["file"])
    assert path.exists()
    assert place.etabli("backup", "verify", path).returncode == 1


def test_a_file_erased_meanwhile_is_no_fault(sqlite_places: Places) -> None:
    place = sqlite_places.filled("Zoé Exemple", "Max Exemple")
    done = place.ask(
        """
from etabli.foundation.files.models import StoredFile
from etabli.foundation.files.stored_files import erase
from etabli.site.backups import writing
from pathlib import Path
real, path = writing.databases.copy_database, Path(arguments["folder"])
def copied_then_erased(scratch):
    made = real(scratch)
    erase(StoredFile.objects.first())
    return made
writing.databases.copy_database = copied_then_erased
path.mkdir(), (path / "scratch").mkdir()
made = writing.write(path, path / "scratch", to=[], at=timezone.now())
answer([len(made.manifest.erased), made.manifest.missing, made.manifest.files, made.manifest.is_whole])
""",
        folder=str(place.backups),
    )
    assert done == [1, [], 1, True]


def test_old_ones_go_and_never_the_last_good_one(sqlite_places: Places) -> None:
    place = sqlite_places.filled("Zoé Exemple")
    place.backups.mkdir()
    old = [
        "etabli-2026-01-01-023000.tar",
        "etabli-2026-01-02-023000.tar.age",
        "database-2026-01-01-023000.sqlite3",
    ]
    others = ["notes.txt", "etabli-2026-01-01.tar"]
    for name in [*old, *others]:
        (place.backups / name).touch()
    [lost] = [path for path in (place.folder / "files").rglob("*") if path.is_file() and len(path.name) == 32]
    kept = lost.read_bytes()
    lost.unlink()
    assert place.etabli("backup").returncode == 1
    assert all((place.backups / name).exists() for name in old), "none goes for one that lacks a file"
    lost.write_bytes(kept)
    path = place.backup()
    names = {one.name for one in place.backups.iterdir()}
    assert path.name in names
    assert not names.intersection(old)
    assert names.issuperset(others)


def test_what_a_killed_backup_left_is_none_and_goes(sqlite_places: Places) -> None:
    place = sqlite_places.filled("Zoé Exemple")
    (place.backups / ".scratch").mkdir(parents=True)
    (place.backups / ".scratch" / "plain").write_text("half of a secret")
    (place.backups / "etabli-2030-01-01-023000.tar.part").touch()
    told = json.loads(place.etabli("check", "--json").stdout)
    [point] = [one for one in told["points"] if one["theme"] == "Backups"]
    assert (point["verdict"], "no backup" in point["text"]) == ("fault", True)
    path = place.backup()
    assert sorted(one.name for one in place.backups.iterdir()) == [".scratch", "erasures.jsonl", path.name]
    assert list((place.backups / ".scratch").iterdir()) == []


def test_encrypted_it_holds_the_key_and_only_its_reader_opens_it(places: Places, tmp_path: Path) -> None:
    from pyrage import x25519

    place = places.filled("Zoé Exemple")
    reader, other = x25519.Identity.generate(), x25519.Identity.generate()
    (tmp_path / "reader.txt").write_text(f"# of the reader\n{reader}\n")
    (tmp_path / "other.txt").write_text(f"{other}\n")
    path = place.backup("--recipient", str(reader.to_public()))
    assert not list((place.folder / "backing-up").iterdir())
    assert path.name.endswith(".tar.age")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert b"Exemple" not in path.read_bytes()
    refused = place.etabli("backup", "verify", path)
    assert (refused.returncode, "--identity" in refused.stderr) == (2, True)
    assert place.etabli("backup", "verify", path, "--identity", tmp_path / "other.txt").returncode == 1
    opened = place.etabli("backup", "verify", path, "--identity", tmp_path / "reader.txt", "--json")
    assert opened.returncode == 0, opened.stderr
    assert json.loads(opened.stdout)["key_inside"] is True
    assert not [
        one
        for one in place.backups.iterdir()
        if one.suffix not in {".age", ".jsonl", ".sha256"} and one.name != ".scratch"
    ]
    by_age = subprocess.run(
        ["age", "--decrypt", "--identity", tmp_path / "reader.txt", path], capture_output=True, check=False
    )
    if by_age.returncode == 0:
        (tmp_path / "plain.tar").write_bytes(by_age.stdout)
        with tarfile.open(tmp_path / "plain.tar") as archive:
            key = archive.extractfile("secret_key")
            assert key is not None
            assert key.read().strip() == (place.folder / "secret_key").read_bytes().strip()


@pytest.mark.parametrize(
    ("argv", "wanted"),
    [
        (["backup", "--recipient", "age1nobody"], "age1nobody"),
        (["backup", "/proc/nowhere"], "/proc/nowhere"),
        (["backup", "verify", "/nowhere/etabli.tar"], "/nowhere/etabli.tar"),
        (["restore", "/nowhere/etabli.tar"], "/nowhere/etabli.tar"),
        (["restore", "/etc/hostname"], "/etc/hostname can't be restored"),
    ],
)
def test_what_can_t_be_done_is_one_line(sqlite_places: Places, argv: list[str], wanted: str) -> None:
    place = sqlite_places.prepared()
    done = place.etabli(*argv)
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)
    assert wanted in done.stderr


def test_a_database_that_is_not_there_is_never_an_empty_backup(sqlite_places: Places) -> None:
    place = sqlite_places.empty()
    done = place.etabli("backup")
    assert (done.returncode, "there is no database" in done.stderr) == (2, True)
    assert not list(place.backups.glob("etabli-*"))
    assert not (place.folder / "etabli.sqlite3").exists()
    with closing(sqlite3.connect(place.folder / "etabli.sqlite3")) as made:
        made.execute("VACUUM")
    done = place.etabli("backup")
    assert (done.returncode, "is empty" in done.stderr) == (2, True)
    with closing(sqlite3.connect(place.folder / "etabli.sqlite3")) as made:
        made.execute("CREATE TABLE t (n)")
    os.truncate(place.folder / "etabli.sqlite3", 100)
    assert place.etabli("backup").returncode == 2
    assert not list(place.backups.glob("etabli-*"))


KILLED = """
import os
from etabli.site.backups import command, writing
writing._encrypt = lambda *_arguments: os._exit(9)
command.main(arguments["argv"])
"""


def test_encrypted_and_killed_it_leaves_nothing_in_clear_beside_the_backups(sqlite_places: Places) -> None:
    from pyrage import x25519

    place = sqlite_places.filled("Zoé Exemple")
    argv = ["--recipient", str(x25519.Identity.generate().to_public()), str(place.backups)]
    with pytest.raises(AssertionError):  # the script ends as a kill would end it
        place.ask(KILLED, argv=argv)
    assert not [path for path in place.backups.rglob("*") if path.is_file()]
    [left] = (place.folder / "backing-up").iterdir()
    assert stat.S_IMODE(left.stat().st_mode) == 0o600
    place.backup(*argv)
    assert not list((place.folder / "backing-up").iterdir())


def test_encrypted_and_cut_it_is_seen_without_its_key(sqlite_places: Places) -> None:
    from pyrage import x25519

    place = sqlite_places.filled("Zoé Exemple")
    path = place.backup("--recipient", str(x25519.Identity.generate().to_public()))
    assert verdict_of_last(place) == "sound"
    path.write_bytes(path.read_bytes()[:-20])
    assert verdict_of_last(place) == "fault"
    path.with_name(f"{path.name}.sha256").unlink()
    assert verdict_of_last(place) == "remark"


def verdict_of_last(place: Place) -> str:
    report = json.loads(place.etabli("check", "--json").stdout)
    return str([point for point in report["points"] if point["theme"] == "Backups"][-1]["verdict"])


def test_verified_elsewhere_it_does_not_name_the_key_of_that_place(sqlite_places: Places) -> None:
    place, other = sqlite_places.filled("Zoé Exemple"), sqlite_places.prepared()
    path = place.backup()
    assert "Keep a copy of it elsewhere" in place.etabli("backup", "verify", path).stdout
    assert "is another" in other.etabli("backup", "verify", path).stdout


def test_verified_one_of_a_later_version_is_said_to_be_so(sqlite_places: Places, tmp_path: Path) -> None:
    place, made = sqlite_places.filled("Zoé Exemple"), tmp_path / "etabli-2026-11-29-023000.tar"
    rewritten(place.backup(), made, migrations={"briefs": ["9999_later"]})
    verified = place.etabli("backup", "verify", made)
    assert (verified.returncode, "briefs.9999_later" in verified.stdout) == (1, True)
    rewritten(place.backup(), made, migrations={"briefs": ["0001_initial", "0001_squashed"]})
    verified = place.etabli("backup", "verify", made)
    assert (verified.returncode, "lacks briefs.0002_draft_of_an_answer" in verified.stdout) == (1, True)
