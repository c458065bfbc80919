"""An act is taken back once, by whoever may, unless something changed since."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from etabli.foundation.journal import (
    CannotUndo,
    Irreversible,
    NotAllowed,
    action,
    anyone,
    record,
    undo,
    undo_fields,
)
from etabli.foundation.journal.models import Entry
from etabli.foundation.journal.queries import entries_by, lines_of
from etabli.foundation.journal.registry import ACTS
from etabli.foundation.people.actions import give_consent, revoke_link
from etabli.foundation.people.models import Person
from etabli.foundation.people.rules import may_run
from etabli.foundation.people.viewer import Viewer
from etabli.foundation.seats.models import Occasion
from tests import factories as make
from tests.factories import AT
from tests.foundation.journal.conftest import renamed

pytestmark = pytest.mark.django_db
LATER = AT + timedelta(hours=1)


def test_undo_and_undo_of_the_undo() -> None:
    chamber = make.chamber()
    by, person = make.adviser(chamber), make.person(chamber, name="Anne")
    entry = renamed(person, "Anna", by)
    undo(entry=entry, by=by, at=LATER)
    person.refresh_from_db()
    assert person.name == "Anne"
    back = Entry.objects.get(undoes=entry)
    assert (back.before, back.after) == (entry.after, entry.before)
    undo(entry=back, by=by, at=LATER)
    person.refresh_from_db()
    assert person.name == "Anna"


def test_an_act_is_taken_back_once() -> None:
    chamber = make.chamber()
    by = make.adviser(chamber)
    entry = renamed(make.person(chamber), "Anna", by)
    undo(entry=entry, by=by, at=LATER)
    with pytest.raises(CannotUndo, match=r"already|déjà"):
        undo(entry=entry, by=by, at=LATER)


def test_undo_refuses_when_something_changed_since() -> None:
    chamber = make.chamber()
    by, person = make.adviser(chamber), make.person(chamber)
    first = renamed(person, "Anna", by)
    renamed(person, "Annie", by)
    with pytest.raises(CannotUndo):
        undo(entry=first, by=by, at=LATER)
    person.refresh_from_db()
    assert person.name == "Annie"
    assert Entry.objects.count() == 2


def test_an_irreversible_act_says_why() -> None:
    chamber = make.chamber()
    by = make.adviser(chamber)
    revoke_link(link=make.link(make.person(chamber)), by=by, at=AT)
    with pytest.raises(CannotUndo) as refusal:
        undo(entry=Entry.objects.get(), by=by, at=LATER)
    act = ACTS["people.revoke_link"]
    assert isinstance(act.undo, Irreversible)
    assert str(refusal.value) == str(act.undo.reason)


def test_a_verb_that_no_longer_exists_can_not_be_taken_back() -> None:
    chamber = make.chamber()
    by = make.adviser(chamber)
    entry = renamed(make.person(chamber), "Anna", by)
    Entry.objects.update(verb="people.gone")
    entry.refresh_from_db()
    with pytest.raises(CannotUndo):
        undo(entry=entry, by=by, at=LATER)
    assert [line.can_undo for line in lines_of(by, entries_by(by))] == [False]


def test_instants_compare_whatever_their_zone() -> None:
    """A form gives 10:00 in Paris, the database gives 09:00 in UTC: it is the same instant."""

    @action("test.move", sentence="", may=may_run, undo=undo_fields, subject="occasion")
    def move(*, occasion: Occasion, to: datetime, by: Viewer, at: datetime) -> None:
        before = occasion.ends_at
        occasion.ends_at = to
        occasion.save()
        record(occasion, before={"ends_at": before}, after={"ends_at": to, "why": "a note"})

    chamber = make.chamber()
    by, occasion = make.adviser(chamber), make.occasion(chamber)
    before = occasion.ends_at
    paris = ZoneInfo("Europe/Paris")
    move(occasion=occasion, to=datetime(2027, 3, 1, 10, 0, 0, 123456, tzinfo=paris), by=by, at=AT)
    undo(entry=Entry.objects.get(), by=by, at=LATER)
    occasion.refresh_from_db()
    assert occasion.ends_at == before


def test_reverse_takes_column_names_as_well() -> None:
    @action("test.give", sentence="", may=anyone, undo=undo_fields, subject="person")
    def give(*, person: Person, to: int, by: Viewer, at: datetime) -> None:
        before = person.chamber_id
        person.chamber_id = to
        person.save()
        record(person, before={"chamber_id": before}, after={"chamber_id": to})

    one, other = make.chamber(), make.chamber("Voisine")
    by, person = Viewer.system(one.pk), make.person(one)
    give(person=person, to=other.pk, by=by, at=AT)
    undo(entry=Entry.objects.get(), by=by, at=LATER)
    person.refresh_from_db()
    assert person.chamber_id == one.pk


# Who may take back


def test_colleagues_may_take_back_neighbours_and_others_may_not() -> None:
    chamber = make.chamber()
    person = make.person(chamber, name="Anne")
    entry = renamed(person, "Anna", make.adviser(chamber))
    strangers = [
        make.adviser(make.chamber("Voisine")),
        make.artisan(person),
        make.artisan(make.person(chamber)),
        Viewer.nobody(),
    ]
    for by in strangers:
        with pytest.raises(NotAllowed):
            undo(entry=entry, by=by, at=LATER)
    undo(entry=entry, by=make.adviser(chamber), at=LATER)


def test_a_visitor_does_not_own_what_another_visitor_did() -> None:
    @action("test.open", sentence="", may=anyone, undo=undo_fields)
    def open_to_all(*, person: Person, by: Viewer, at: datetime) -> None:
        record(person, before={"phone": ""}, after={"phone": person.phone})

    open_to_all(person=make.person(make.chamber()), by=Viewer.nobody(), at=AT)
    entry = Entry.objects.get()
    with pytest.raises(NotAllowed):
        undo(entry=entry, by=Viewer.nobody(), at=LATER)
    assert lines_of(Viewer.nobody(), entries_by(Viewer.nobody())) == []
    undo(entry=entry, by=Viewer.nobody(), at=LATER, mine=True)


def test_who_left_an_organisation_takes_nothing_back_in_it() -> None:
    chamber = make.chamber()
    post = make.membership(chamber)
    from etabli.foundation.people import viewer

    entry = renamed(make.person(chamber), "Anna", viewer.of_membership(post))
    elsewhere = make.membership(make.association(), role=make.Role.MEMBER, of=post.user)
    with pytest.raises(NotAllowed):
        undo(entry=entry, by=viewer.of_membership(elsewhere), at=LATER)


def test_the_number_of_a_consent_gives_no_right_to_the_person_of_that_number() -> None:
    """The permission is asked about the object of the act, never about another that bears its number."""
    chamber = make.chamber()
    people = [make.person(chamber) for _ in range(4)]
    consent = give_consent(person=people[0], purpose="contact", by=make.artisan(people[0]), at=AT)
    namesake = next(p for p in Person.objects.all() if p.pk != people[0].pk)
    type(consent).objects.filter(pk=consent.pk).update(id=namesake.pk)
    Entry.objects.update(subject_id=str(namesake.pk))
    with pytest.raises(NotAllowed):
        undo(entry=Entry.objects.get(), by=make.artisan(namesake), at=LATER)
