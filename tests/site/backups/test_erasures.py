"""Who was erased since a backup stays erased after it is restored; nobody else is, and nobody is told twice."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.site.backups.conftest import Place, Places

ERASE = """
from etabli.foundation.own_data.actions import ask_erasure, erase
from etabli.foundation.people.models import Person
from etabli.foundation.people.viewer import Viewer
from tests import factories as make
for name in arguments["names"]:
    person = Person.objects.get(name=name)
    asked = ask_erasure(subject=person, by=make.artisan(person), at=timezone.now())
    erase(erasure=asked, by=Viewer.system(person.chamber_id), at=timezone.now())
answer([Person.objects.count(), Person.objects.filter(erased_at=None).count()])
"""
LEFT = """
from etabli.foundation.notify.models import Message
from etabli.foundation.own_data.models import Erasure, ErasedRow
from etabli.foundation.people.models import Person
answer({"people": sorted(Person.objects.filter(erased_at=None).values_list("name", flat=True)),
        "mails": Message.objects.count(), "lines": ErasedRow.objects.count(),
        "done": Erasure.objects.exclude(done_at=None).count()})
"""


def lines(path: Path) -> list[dict[str, str]]:
    return [json.loads(line) for line in path.read_text().splitlines()]


def backed_up_then_erased(place: Place) -> None:
    place.backup()
    place.ask(ERASE, names=["Zoé Exemple"])


@pytest.fixture
def place(places: Places) -> Place:
    """With a backup in which both are, made before one of them was erased."""
    return places.filled("Zoé Exemple", "Max Exemple", then=backed_up_then_erased)


def first_backup(place: Place) -> Path:
    return min(place.backups.glob("etabli-*"))


def restored(place: Place, path: Path, *options: object) -> Any:
    done = place.etabli("restore", "--into-existing", "--json", path, *options, is_loaded=True)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_the_list_names_nobody_and_stands_in_two_places(place: Place) -> None:
    [line] = lines(place.folder / "erasures.jsonl")
    assert lines(place.backups / "erasures.jsonl") == [line]
    assert line.keys() == {"installation", "model", "key", "day"}
    assert line["model"] == "people.Person"
    assert "Exemple" not in str(line)


def test_the_erased_are_absent_after_a_restore_and_after_a_second_one(place: Place) -> None:
    path = first_backup(place)
    assert restored(place, path)["erased_again"] == 1
    left = place.ask(LEFT)
    assert left == {"people": ["Max Exemple"], "mails": 0, "lines": 1, "done": 1}
    assert [text for text in place.state()["files"] if "Zoé" in text] == []
    assert not [
        one
        for one in (place.folder / "files").rglob("*")
        if one.is_file() and b"Zo\xc3\xa9" in one.read_bytes()
    ]
    assert restored(place, path)["erased_again"] == 1
    assert place.ask(LEFT)["people"] == ["Max Exemple"]
    assert len(lines(place.folder / "erasures.jsonl")) == 1, "it is in the list already"
    after = place.backup()
    assert restored(place, after)["erased_again"] == 0, "in a later backup nobody is left to erase"


@pytest.mark.parametrize("where", ["the folder of the backup", "--erasures"])
def test_the_list_is_enough_where_the_data_folder_is_lost(
    place: Place, places: Places, where: str, tmp_path: Path
) -> None:
    other = places.empty()
    away = tmp_path / "away"
    away.mkdir()
    path = Path(shutil.copy(first_backup(place), away))
    options: list[object] = []
    if where == "--erasures":
        options = ["--erasures", shutil.copy(place.backups / "erasures.jsonl", tmp_path / "list.jsonl")]
    else:
        shutil.copy(place.backups / "erasures.jsonl", away)
    assert restored(other, path, *options)["erased_again"] == 1
    assert other.ask(LEFT)["people"] == ["Max Exemple"]


def test_without_a_list_it_is_said_that_the_erased_are_back(
    place: Place, places: Places, tmp_path: Path
) -> None:
    other = places.empty()
    done = other.etabli("restore", shutil.copy(first_backup(place), tmp_path))
    assert (done.returncode, "NO LIST OF ERASURES" in done.stdout) == (0, True), done.stderr


def test_another_list_an_older_day_and_half_a_line_erase_nobody(place: Place) -> None:
    file = place.folder / "erasures.jsonl"
    [line] = lines(file)
    (place.backups / "erasures.jsonl").unlink()
    others = [{**line, "installation": "0" * 32}, {**line, "day": "2020-01-01"}, {**line, "key": "987654"}]
    wrong = ['{"installation": "', "[]", json.dumps({**line, "model": "no.Such"})]
    file.write_text("\n".join([*map(json.dumps, others), *wrong]))
    assert restored(place, first_backup(place))["erased_again"] == 0
    assert place.ask(LEFT)["people"] == ["Max Exemple", "Zoé Exemple"]


def test_the_clock_and_the_next_backup_complete_the_list(place: Place) -> None:
    [line] = lines(place.folder / "erasures.jsonl")
    (place.folder / "erasures.jsonl").write_text('{"installation": "cut sho')
    (place.backups / "erasures.jsonl").unlink()
    assert place.tick() == []
    assert json.dumps(line) in (place.folder / "erasures.jsonl").read_text().splitlines()
    assert lines(place.backups / "erasures.jsonl") == [line]
    (place.backups / "erasures.jsonl").unlink()
    place.backup()
    assert lines(place.backups / "erasures.jsonl") == [line]


def test_what_was_asked_before_the_backup_is_told_once_more_before_it_is_done(places: Places) -> None:
    """They may have changed their mind since: nobody here knows it any more."""
    place = places.filled("Zoé Exemple")
    place.ask(
        """
from etabli.foundation.own_data.actions import ask_erasure
from etabli.foundation.own_data.models import Erasure
from etabli.foundation.people.models import Person
from tests import factories as make
person = Person.objects.get()
ask_erasure(subject=person, by=make.artisan(person), at=timezone.now() - timedelta(days=40))
Erasure.objects.update(reminded_at=timezone.now() - timedelta(days=12))
answer(None)
"""
    )
    restored(place, place.backup())
    assert place.tick() == []
    left = place.ask(LEFT)
    assert (left["people"], left["done"]) == (["Zoé Exemple"], 0)
    assert place.tick(minutes_later=3 * 24 * 60) == []
    assert place.ask(LEFT)["people"] == []
