"""The list of what was erased: written with the act, kept apart, and nowhere else than in real life."""

import json
from pathlib import Path
from typing import Any

import pytest

from etabli.foundation.own_data.actions import ask_erasure, erase
from etabli.foundation.own_data.erased import FILE_NAME, read_lists
from etabli.foundation.own_data.models import ErasedRow
from etabli.foundation.people.models import Person
from etabli.foundation.people.viewer import Viewer
from etabli.foundation.practice import PracticeCopy
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def places(settings: Any, tmp_path: Path) -> tuple[Path, Path]:
    """The data folder, and that of the backups."""
    data, backups = tmp_path / "data", tmp_path / "backups"
    data.mkdir()
    backups.mkdir()
    settings.DATA, settings.BACKUPS = data, str(backups)
    return data, backups


def erased(person: Person) -> None:
    asked = ask_erasure(subject=person, by=make.artisan(person), at=make.AT)
    erase(erasure=asked, by=Viewer.system(person.chamber_id), at=asked.due_at)


def test_a_line_stands_in_both_places_once_the_act_is_done(
    places: tuple[Path, Path], django_capture_on_commit_callbacks: Any
) -> None:
    person = make.person(make.chamber(), name="Zoé Exemple")
    with django_capture_on_commit_callbacks(execute=True):
        erased(person)
        assert not any((place / FILE_NAME).exists() for place in places)
    row = ErasedRow.objects.get()
    assert (row.model, row.key) == ("people.Person", str(person.pk))
    for place in places:
        [line] = (place / FILE_NAME).read_text().splitlines()
        assert json.loads(line)["key"] == str(person.pk)
        assert (place / FILE_NAME).stat().st_mode & 0o077 == 0
    assert len(read_lists(place / FILE_NAME for place in places)) == 1


def test_a_folder_that_can_t_be_written_to_stops_no_erasure(
    places: tuple[Path, Path], settings: Any, django_capture_on_commit_callbacks: Any
) -> None:
    settings.BACKUPS = "/proc/nowhere"
    with django_capture_on_commit_callbacks(execute=True):
        erased(make.person(make.chamber()))
    assert (places[0] / FILE_NAME).exists()
    assert ErasedRow.objects.count() == 1


def test_what_is_erased_in_an_exercise_is_in_no_list(
    tmp_path: Path, monkeypatch: Any, django_capture_on_commit_callbacks: Any
) -> None:
    monkeypatch.setattr("etabli.foundation.own_data.erased.current_copy", lambda: PracticeCopy(tmp_path))
    with django_capture_on_commit_callbacks(execute=True):
        erased(make.person(make.chamber()))
    assert not list(tmp_path.rglob(FILE_NAME))
