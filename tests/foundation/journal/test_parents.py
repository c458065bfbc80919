"""An act knows the act within which it was done, and takes back its parts with it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import given, strategies as st

from etabli.foundation.journal import CannotUndo, action, anyone, record, undo, undo_fields, undo_parts
from etabli.foundation.journal.models import Entry
from etabli.foundation.journal.registry import ACTS
from etabli.foundation.journal.undo import subject_of
from etabli.foundation.people.actions import correct_person
from etabli.foundation.people.models import Person
from etabli.foundation.people.viewer import Viewer
from tests import factories as make
from tests.factories import AT

pytestmark = pytest.mark.django_db
LATER = AT + timedelta(hours=1)


@dataclass(frozen=True)
class Nest:
    """An act and those within it: whether it is recorded before them, reads the journal meanwhile, comes to nothing."""

    parts: tuple["Nest", ...] = ()
    first: bool = False
    reads: bool = False
    fails: bool = False

    def standing(self) -> Iterator["Nest"]:
        """Itself and all those within it that come to something, in the order in which they begin."""
        yield self
        for part in self.parts:
            if not part.fails:
                yield from part.standing()


def nests() -> st.SearchStrategy[Nest]:
    def with_parts(inner: st.SearchStrategy[Nest]) -> st.SearchStrategy[Nest]:
        parts = st.lists(inner, max_size=3).map(tuple)
        return st.builds(Nest, parts, st.booleans(), st.booleans(), st.booleans())

    return st.recursive(st.builds(Nest, reads=st.booleans(), fails=st.booleans()), with_parts, max_leaves=7)


class Acts:
    """Acts as a nest says: each gives a telephone to a person of its own, and takes it back."""

    def __init__(self) -> None:
        self.chamber, self.by = make.chamber(), Viewer.system()
        self.made: list[tuple[int, int | None]] = []  # (entry's subject, that of the act around it)

        def back(entry: Entry, by: Any, at: datetime) -> None:
            undo_parts(entry, skip_already_undone=True, by=by, at=at)
            person: Any = subject_of(entry)
            person.phone = entry.before["phone"]
            person.save()
            record(person, before=entry.after, after=entry.before)

        @action("test.nest", sentence="", may=anyone, undo=back)
        def do(*, nest: Nest, around: int | None, by: Viewer, at: datetime) -> int:
            person = make.person(self.chamber, phone="")
            person.phone = "1"
            person.save()
            kept = [*self.made, (person.pk, around)]
            self.made = kept
            if nest.first:
                record(person, before={"phone": ""}, after={"phone": "1"})
            for part in nest.parts:
                try:
                    with transaction.atomic():
                        do(nest=part, around=person.pk, by=by, at=at)
                except CannotUndo:
                    pass
            if nest.reads:
                assert Entry.objects.count() >= 0
            if nest.fails and around is not None:
                self.made = kept[:-1]
                raise CannotUndo("no")
            if not nest.first:
                record(person, before={"phone": ""}, after={"phone": "1"})
            return int(person.pk)

        self.do = do


def parents(entries: Any) -> list[tuple[int, int | None]]:
    """(subject, subject of the act around it) of each entry."""
    found = entries.order_by("pk").values_list("subject_id", "parent__subject_id")
    return sorted((int(subject), around and int(around)) for subject, around in found)


def given_back() -> set[int]:
    return set(Person.objects.filter(phone="").values_list("pk", flat=True))


@given(nest=nests(), data=st.data())
def test_any_nest_of_acts_goes_back_and_forth_whole(nest: Nest, data: st.DataObject) -> None:
    with transaction.atomic():
        acts = Acts()
        acts.do(nest=nest, around=None, by=acts.by, at=AT)
        done = Entry.objects.filter(verb="test.nest")
        assert parents(done) == sorted(acts.made)
        assert len(acts.made) == len(list(nest.standing()))
        outer = done.get(parent=None)
        people = {subject for subject, _around in acts.made}
        part = data.draw(st.sampled_from(list(done)))
        undo(entry=part, by=acts.by, at=LATER)
        apart = {int(one.subject_id) for one in _all_within(part)}
        assert given_back() == apart
        if part != outer:
            undo(entry=outer, by=acts.by, at=LATER)
            assert given_back() == people, "what was taken back apart stays so, the rest goes with the whole"
        undo(entry=Entry.objects.get(undoes=outer), by=acts.by, at=LATER)
        assert given_back() == (apart if part != outer else set()), (
            "it restores what it had taken back, no more"
        )
        for within in (
            Entry.objects.exclude(undoes=None).exclude(parent=None).select_related("root", "parent")
        ):
            assert within.parent.subject_id == within.root.parent.subject_id, (
                "undone within the same act's undo"
            )
        transaction.set_rollback(True)


def test_a_part_that_was_taken_back_apart_stops_the_whole_unless_its_act_leaves_it() -> None:
    @action("test.whole", sentence="", may=anyone, undo=_exactly)
    def whole(*, people: list[Person], by: Viewer, at: datetime) -> None:
        for person in people:
            correct_person(person=person, name="Anna", phone=person.phone, by=by, at=at)
        record(people[0], before={}, after={})

    chamber = make.chamber()
    people, by = [make.person(chamber, name="Anne") for _ in range(2)], make.adviser(chamber)
    whole(people=people, by=by, at=AT)
    undo(entry=Entry.objects.get(verb="people.correct", subject_id=str(people[1].pk)), by=by, at=LATER)
    with pytest.raises(CannotUndo, match=r"already|déjà"):
        undo(entry=Entry.objects.get(verb="test.whole"), by=by, at=LATER)
    people[0].refresh_from_db()
    assert people[0].name == "Anna"


def _exactly(entry: Entry, by: Any, at: datetime) -> None:
    undo_parts(entry, "people.correct", by=by, at=at)
    record(subject_of(entry), before={}, after={})


def _entry_of_calls(
    *numbers: str, back: Callable[[Entry, Any, datetime], str | None]
) -> tuple[Entry, Viewer]:
    """The entry of an act that gives one person these telephone numbers, one after the other."""

    @action("test.around", sentence="", may=anyone, undo=back)
    def around(*, person: Person, by: Viewer, at: datetime) -> None:
        for phone in numbers:
            correct_person(person=person, name=person.name, phone=phone, by=by, at=at)
        record(person, before={}, after={})

    chamber = make.chamber()
    by, person = make.adviser(chamber), make.person(chamber, phone="0")
    around(person=person, by=by, at=AT)
    return Entry.objects.get(verb="test.around"), by


def test_parts_that_changed_one_row_are_taken_back_last_first_and_restored() -> None:
    entry, by = _entry_of_calls("1", "2", "3", back=_exactly)
    undo(entry=entry, by=by, at=LATER)
    assert Person.objects.get().phone == "0"
    undo(entry=Entry.objects.get(undoes=entry), by=by, at=LATER)
    assert Person.objects.get().phone == "3"


def test_what_a_part_says_when_taken_back_is_given_with_the_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    def back(entry: Entry, by: Any, at: datetime) -> str:
        sentence = undo_parts(entry, by=by, at=at)
        record(subject_of(entry), before={}, after={})
        return sentence

    def reverse_and_say(entry: Entry, by: Any, at: datetime) -> str:
        undo_fields(entry, by, at)
        return "The old number rings again."

    entry, by = _entry_of_calls("1", "2", back=back)
    monkeypatch.setitem(ACTS, "people.correct", replace(ACTS["people.correct"], undo=reverse_and_say))
    assert undo(entry=entry, by=by, at=LATER) == "The old number rings again."


def test_a_part_whose_words_were_erased_is_not_taken_back() -> None:
    entry, by = _entry_of_calls("1", back=_exactly)
    entry.parts.update(erased_at=AT)
    with pytest.raises(CannotUndo, match=r"erased|effacé"):
        undo(entry=entry, by=by, at=LATER)
    assert Person.objects.get().phone == "1"


def _all_within(entry: Entry) -> Iterator[Entry]:
    yield entry
    for part in entry.parts.all():
        yield from _all_within(part)


def _statements(nest: Nest) -> list[str]:
    acts = Acts()
    with CaptureQueriesContext(connection) as captured:
        acts.do(nest=nest, around=None, by=acts.by, at=AT)
    written = [query["sql"] for query in captured if "journal_entry" in query["sql"]]
    return [sql.replace("\n", " ") for sql in written if "INSERT INTO" in sql or sql.startswith("UPDATE")]


def test_the_parent_is_written_with_the_entries() -> None:
    leaf = Nest()
    (one,) = _statements(Nest((Nest((leaf, leaf)), Nest((leaf,), first=True), leaf)))
    assert "INSERT INTO" in one
    assert Entry.objects.exclude(parent=None).count() == 6


def test_one_statement_more_where_somebody_has_read_meanwhile() -> None:
    read = Nest((Nest((Nest(), Nest())), Nest()), reads=True)
    written = _statements(read)
    assert [sql.split()[0] for sql in written][-1] == "UPDATE"
    assert len(written) == 3, "two to write them, one to tell them of the outermost"
    assert Entry.objects.filter(parent=None).count() == 1


def test_an_act_that_fails_leaves_those_before_it_to_be_told_again() -> None:
    """What it wrote by reading, and the parents that it told, go with it."""
    acts, failing = Acts(), Nest(reads=True, fails=True)
    acts.do(nest=Nest((Nest((Nest(reads=True),)), failing)), around=None, by=acts.by, at=AT)
    assert parents(Entry.objects) == sorted(acts.made)
    acts.do(
        nest=Nest((Nest((Nest((Nest(),), reads=True),)), failing, Nest())), around=None, by=acts.by, at=AT
    )
    assert parents(Entry.objects) == sorted(acts.made)


def test_more_than_one_statement_can_hold() -> None:
    nest = Nest(tuple(Nest() for _ in range(600)))
    written = _statements(nest)
    assert [sql.startswith("UPDATE") for sql in written] == [False, False, True]
    outer = Entry.objects.get(parent=None)
    assert outer.parts.count() == 600
    assert outer.pk == max(Entry.objects.values_list("pk", flat=True)), "in the order of the acts"
