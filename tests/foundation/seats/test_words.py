"""A word of whoever changes something with places, to those who signed up: in their message, with the change."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from etabli.foundation.journal import undo
from etabli.foundation.journal.models import Entry
from etabli.foundation.notices import topic_messages
from etabli.foundation.notices.models import Notice
from etabli.foundation.people.models import Organisation, Person
from etabli.foundation.seats import actions
from etabli.foundation.seats.models import Occasion
from tests import factories as make
from tests.factories import AT

pytestmark = pytest.mark.django_db

BOILER, ROOM = "La chaudière est en panne.", "La salle est plus grande."


@pytest.fixture
def occasion(chamber: Organisation) -> Occasion:
    return make.occasion(chamber, capacity=2)


@pytest.fixture
def reader(chamber: Organisation, occasion: Occasion) -> Person:
    """Who has a place, and has read that they have."""
    person = make.person(chamber)
    actions.sign_up(occasion=occasion, holder=person, by=make.artisan(person), at=AT)
    topic_messages.mark_read_and_freeze(list(Notice.objects.filter(owner=person.party)), AT)
    return person


def text_of(person: Person) -> str:
    """Their latest message as it would be read now; "" when nothing new is told."""
    notice = Notice.objects.filter(owner=person.party, read_at=None).first()
    return notice.text if notice is not None and topic_messages.write_words(notice) else ""


def moved(occasion: Occasion, at: datetime, word: str = "", **changes: Any) -> Entry:
    by = make.adviser(occasion.organisation)
    actions.change_occasion(occasion=occasion, changes=changes, word=word, by=by, at=at)
    return Entry.objects.filter(verb="seats.change").latest("pk")


def later(minutes: int) -> datetime:
    return AT + timedelta(minutes=minutes)


def test_it_is_said_after_the_change_with_who_says_it(occasion: Occasion, reader: Person) -> None:
    entry = moved(occasion, later(1), BOILER, place="Salle des fêtes de Blaye")
    change, _space, word = text_of(reader).partition(f"Écrit par {entry.actor_name}\u00a0:\n> {BOILER}")
    assert "Lieu\u00a0: Salle des fêtes de Blaye" in change
    assert "Vous avez votre place" in word


def test_the_newest_is_first_and_each_is_said_once(occasion: Occasion, reader: Person) -> None:
    moved(occasion, later(1), BOILER, place="Salle des fêtes de Blaye")
    moved(occasion, later(2), ROOM, title="Gérer ses clients")
    moved(occasion, later(3), BOILER, capacity=3)
    text = text_of(reader)
    assert 0 < text.index(ROOM) < text.index(BOILER)
    assert text.count(BOILER) == 1


def test_what_was_said_of_a_change_that_another_replaced_is_said_no_more(
    occasion: Occasion, reader: Person
) -> None:
    moved(occasion, later(1), BOILER, place="Salle des fêtes de Blaye", title="Gérer ses clients")
    moved(occasion, later(2), ROOM, place="Maison des artisans")
    assert BOILER in text_of(reader), "the title of which it speaks still stands"
    entry = moved(occasion, later(3), title="Vendre en ligne")
    assert BOILER not in text_of(reader)
    assert ROOM in text_of(reader)
    undo(entry=entry, by=make.adviser(occasion.organisation), at=later(4))
    assert BOILER in text_of(reader)


def test_back_where_it_was_moved_before_only_the_newest_word_of_it_is_said(
    occasion: Occasion, reader: Person
) -> None:
    for minutes, word, place in ((1, BOILER, "Blaye"), (2, "", "Lesparre"), (3, ROOM, "Blaye")):
        moved(occasion, later(minutes), word, place=place)
    assert ROOM in text_of(reader)
    assert BOILER not in text_of(reader)


def test_it_goes_with_its_change_and_comes_back_with_it(occasion: Occasion, reader: Person) -> None:
    moved(occasion, later(1), ROOM, place="Maison des artisans")
    entry, by = (
        moved(occasion, later(2), BOILER, title="Gérer ses clients"),
        make.adviser(occasion.organisation),
    )
    undo(entry=entry, by=by, at=later(3))
    assert BOILER not in text_of(reader)
    assert ROOM in text_of(reader), "that of the other change stays"
    undo(entry=Entry.objects.get(undoes=entry), by=by, at=later(4))
    assert BOILER in text_of(reader)


def test_what_was_read_is_not_said_again(occasion: Occasion, reader: Person) -> None:
    entry = moved(occasion, later(1), BOILER, place="Maison des artisans")
    topic_messages.mark_read_and_freeze(
        list(Notice.objects.filter(owner=reader.party, read_at=None)), later(2)
    )
    undo(entry=entry, by=make.adviser(occasion.organisation), at=later(3))
    assert "Lieu" in text_of(reader)
    assert BOILER not in text_of(reader)


def test_called_off_says_its_reason_alone(occasion: Occasion, reader: Person) -> None:
    moved(occasion, later(1), ROOM, place="Maison des artisans")
    by = make.adviser(occasion.organisation)
    actions.cancel_occasion(occasion=occasion, reason="neige", by=by, at=later(2))
    text = text_of(reader)
    assert "neige" in text
    assert ROOM not in text


def test_who_is_offered_a_place_by_it_reads_it_too(
    chamber: Organisation, occasion: Occasion, reader: Person
) -> None:
    actions.sign_up(occasion=occasion, holder=make.person(chamber), by=make.artisan(reader), at=AT)
    waiting = make.person(chamber)
    actions.sign_up(occasion=occasion, holder=waiting, by=make.artisan(waiting), at=AT)
    moved(occasion, later(1), ROOM, capacity=3)
    assert ROOM in text_of(waiting)
    assert not text_of(reader), "of more places, nobody else is told"


def test_what_is_typed_stays_on_one_line_and_leads_nowhere(occasion: Occasion, reader: Person) -> None:
    moved(occasion, later(1), "Ici :\nhttps://piege.example/x", place="Maison des artisans")
    assert "> Ici :" in text_of(reader)
    assert "https://piege.example" not in text_of(reader)
