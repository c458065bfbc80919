"""An act writes one entry, asks permission; its history is read by whoever may."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from etabli.foundation.journal import (
    CannotUndo,
    Irreversible,
    NotAllowed,
    action,
    anyone,
    made_here,
    record,
    take_undoable_entry_id,
    undo,
    undo_fields,
)
from etabli.foundation.journal.models import Entry
from etabli.foundation.journal.queries import entries_by, history_of, lines_of
from etabli.foundation.people.actions import add_person, correct_person
from etabli.foundation.people.models import Person
from etabli.foundation.people.viewer import Viewer
from tests import factories as make
from tests.factories import AT
from tests.foundation.journal.conftest import renamed

pytestmark = pytest.mark.django_db
LATER = AT + timedelta(hours=1)


def test_an_act_says_who_when_what_before_and_after() -> None:
    chamber = make.chamber()
    by, person = make.adviser(chamber), make.person(chamber, name="Anne")
    entry = renamed(person, "Anna", by)
    assert (entry.verb, entry.at, entry.role) == ("people.correct", AT, "adviser")
    assert (entry.actor_id, entry.organisation_id) == (by.party_id, chamber.pk)
    assert (entry.subject_type, entry.subject_id) == ("people.person", str(person.pk))
    assert (entry.before["name"], entry.after["name"]) == ("Anne", "Anna")
    assert entry.chamber_id == chamber.pk


def test_an_act_that_writes_nothing_in_the_journal_changes_nothing() -> None:
    @action("test.silent", sentence="", may=anyone, undo=undo_fields)
    def silent(*, person: Person, by: Viewer, at: datetime) -> None:
        person.name = "Changed"
        person.save()

    person = make.person(make.chamber(), name="Anne")
    with pytest.raises(RuntimeError, match="wrote nothing"):
        silent(person=person, by=Viewer.nobody(), at=AT)
    person.refresh_from_db()
    assert person.name == "Anne"


def test_an_act_that_writes_twice_is_refused() -> None:
    @action("test.twice", sentence="", may=anyone, undo=undo_fields)
    def twice(*, person: Person, by: Viewer, at: datetime) -> None:
        record(person, before={}, after={})
        record(person, before={}, after={})

    with pytest.raises(RuntimeError, match="wrote twice"):
        twice(person=make.person(make.chamber()), by=Viewer.nobody(), at=AT)
    assert not Entry.objects.exists()


def test_record_outside_an_act_is_refused() -> None:
    with pytest.raises(RuntimeError, match="inside an action"):
        record(make.person(make.chamber()), before={}, after={})


def test_nested_acts_write_one_entry_each_and_the_outer_is_the_latest() -> None:
    @action("test.outer", sentence="", may=anyone, undo=undo_fields)
    def outer(*, person: Person, by: Viewer, at: datetime) -> None:
        correct_person(person=person, name="Inner", phone="", by=by, at=at)
        record(person, before={}, after={}, label="outer")

    chamber = make.chamber()
    outer(person=make.person(chamber), by=make.adviser(chamber), at=AT)
    assert sorted(Entry.objects.values_list("verb", flat=True)) == ["people.correct", "test.outer"]
    assert take_undoable_entry_id() == Entry.objects.get(verb="test.outer").pk
    assert take_undoable_entry_id() is None


def test_the_entries_of_an_act_and_of_those_within_are_one_statement() -> None:
    @action("test.outer", sentence="", may=anyone, undo=undo_fields)
    def outer(*, people: list[Person], by: Viewer, at: datetime) -> None:
        for person in people:
            correct_person(person=person, name=person.name, phone="1", by=by, at=at)
        record(people[0], before={}, after={})

    chamber = make.chamber()
    people, by = [make.person(chamber) for _ in range(3)], make.adviser(chamber)
    with CaptureQueriesContext(connection) as captured:
        outer(people=people, by=by, at=AT)
    assert sum('INSERT INTO "journal_entry"' in query["sql"] for query in captured) == 1
    verbs = list(Entry.objects.order_by("pk").values_list("verb", flat=True))
    assert verbs == ["people.correct"] * 3 + ["test.outer"], "in the order in which they were recorded"


def test_whoever_reads_the_journal_within_an_act_finds_what_it_wrote() -> None:
    @action("test.reader", sentence="", may=anyone, undo=undo_fields)
    def reader(*, person: Person, by: Viewer, at: datetime) -> list[str]:
        correct_person(person=person, name="Anna", phone="", by=by, at=at)
        found = [one.verb for one in Entry._base_manager.all()]
        record(person, before={}, after={})
        return found

    chamber = make.chamber()
    assert reader(person=make.person(chamber), by=make.adviser(chamber), at=AT) == ["people.correct"]
    assert Entry.objects.count() == 2


def test_what_an_act_within_wrote_goes_when_it_fails_and_the_rest_stays() -> None:
    @action("test.failing", sentence="", may=anyone, undo=undo_fields)
    def failing(*, person: Person, by: Viewer, at: datetime) -> None:
        record(person, before={}, after={})
        assert Entry.objects.count() == 2, "written by whoever reads"
        raise CannotUndo("no")

    @action("test.outer", sentence="", may=anyone, undo=undo_fields)
    def outer(*, person: Person, by: Viewer, at: datetime) -> None:
        record(person, before={}, after={})
        with pytest.raises(CannotUndo), transaction.atomic():
            failing(person=person, by=by, at=at)

    outer(person=make.person(make.chamber()), by=Viewer.nobody(), at=AT)
    assert [entry.verb for entry in Entry.objects.all()] == ["test.outer"]
    assert take_undoable_entry_id() == Entry.objects.get().pk


def test_an_act_knows_what_it_has_just_created() -> None:
    @action("test.meeting", sentence="", may=anyone, undo=undo_fields)
    def meeting(*, known: Person, by: Viewer, at: datetime) -> tuple[Person, list[bool]]:
        new = add_person(chamber=known.chamber, name="New", email="", phone="1", by=by, at=at)
        record(known, before={}, after={})
        return new, [
            made_here(new),
            made_here(Person.objects.get(pk=new.pk)),
            made_here(make.person(new.chamber)),
        ]

    new, made = meeting(known=make.person(make.chamber()), by=Viewer.nobody(), at=AT)
    assert made == [True, False, False], "this very row, in hand"
    assert not made_here(new), "it may have changed since"


def test_an_act_without_a_way_back_is_not_offered() -> None:
    @action("test.final", sentence="", may=anyone, undo=Irreversible("told"))
    def final(*, person: Person, by: Viewer, at: datetime) -> None:
        record(person, before={}, after={})

    chamber = make.chamber()
    person, adviser = make.person(chamber), make.adviser(chamber)
    correct_person(person=person, name="First", phone="", by=adviser, at=AT)
    final(person=person, by=adviser, at=AT)
    assert take_undoable_entry_id() is None


def test_when_the_outer_act_fails_the_inner_one_is_not_kept_nor_offered() -> None:
    @action("test.broken", sentence="", may=anyone, undo=undo_fields)
    def broken(*, person: Person, by: Viewer, at: datetime) -> None:
        correct_person(person=person, name="Inner", phone="", by=by, at=at)
        raise CannotUndo("no")

    chamber = make.chamber()
    take_undoable_entry_id()
    with pytest.raises(CannotUndo):
        broken(person=make.person(chamber, name="Anne"), by=make.adviser(chamber), at=AT)
    assert not Entry.objects.exists()
    assert take_undoable_entry_id() is None
    assert Person.objects.get().name == "Anne"


def test_two_acts_may_not_bear_one_verb() -> None:
    def declare(verb: str) -> Any:
        @action(verb, sentence="", may=anyone, undo=undo_fields)
        def act(*, by: Viewer, at: datetime) -> None: ...

        return act

    with pytest.raises(ValueError, match="two actions"):
        declare("people.correct")


def test_positional_arguments_are_refused() -> None:
    with pytest.raises(TypeError, match="named arguments"):
        correct_person("Anne")  # type: ignore[call-arg, misc]  # the point of the test


def test_permission_is_asked() -> None:
    chamber = make.chamber()
    person, neighbour = make.person(chamber, name="Anne"), make.adviser(make.chamber("Voisine"))
    for by in (neighbour, Viewer.nobody(), make.artisan(make.person(chamber))):
        with pytest.raises(NotAllowed):
            renamed(person, "Mallory", by)
    assert not Entry.objects.exists()


def test_history_tells_the_acts_and_what_can_be_taken_back(django_assert_num_queries: Any) -> None:
    chamber = make.chamber()
    by, person = make.adviser(chamber), make.person(chamber)
    entry = renamed(person, "Anna", by)
    undo(entry=entry, by=by, at=LATER)
    with django_assert_num_queries(3):
        lines = history_of(by, person)
    assert [(line.is_undo, line.undone, line.can_undo) for line in lines] == [
        (True, False, True),
        (False, True, False),
    ]
    assert all("vous avez" in line.sentence for line in lines)
    colleague = make.adviser(chamber)
    assert [line.can_undo for line in history_of(colleague, person)] == [True, False]
    assert [line.can_undo for line in history_of(make.artisan(person), person)] == [False, False]
    assert lines_of(colleague, entries_by(colleague)) == []


def test_the_bearer_of_one_link_sees_nothing_of_the_persons_other_acts() -> None:
    chamber = make.chamber()
    person = make.person(chamber)
    renamed(person, "Anna", make.artisan(person))
    bearer = make.bearer(person, "sign_up", 1)
    assert lines_of(make.artisan(person), entries_by(make.artisan(person)))
    assert lines_of(bearer, entries_by(bearer)) == []
    with pytest.raises(NotAllowed):
        undo(entry=Entry.objects.get(), by=bearer, at=LATER)
